import type { LedgerRecord } from '../ledger/record.ts';
import { parseInstant, type Instant } from '../time.ts';
import type { GrantStory } from './grant-story.ts';

/** A person as the ledger knows them: one account's number, and every login it was seen with. */
export interface PersonOnRecord {
  readonly ids: readonly number[];
  readonly logins: readonly string[];
}

/** What to look at; what is absent does not narrow. */
export interface Selection {
  /** Included. */
  readonly since?: Instant;
  /** Not included. */
  readonly until?: Instant;
  readonly person?: PersonOnRecord;
  readonly resource?: string;
}

/**
 * Whoever is meant by a login or an account's number. A login that several accounts have had means all of them; `undefined`
 * if the ledger knows nobody of that name.
 */
export function findPerson(records: readonly LedgerRecord[], text: string): PersonOnRecord | undefined {
  const accounts = records.flatMap(peopleIn);
  const named = /^[1-9]\d{0,15}$/.test(text)
    ? accounts.filter(({ id }) => id === Number(text))
    : accounts.filter(({ login }) => login.toLowerCase() === text.toLowerCase());
  if (named.length === 0) return undefined;
  const ids = new Set(named.flatMap(({ id }) => id ?? []));
  const same = accounts.filter(({ id, login }) =>
    id === null ? named.some((one) => one.login === login) : ids.has(id),
  );
  return { ids: [...ids].sort((a, b) => a - b), logins: [...new Set(same.map(({ login }) => login))].sort() };
}

/** Requesters, authors and reviewers, before and after: everybody a record names with a number. */
function peopleIn({
  grant,
  decision,
  review,
}: LedgerRecord): readonly { readonly login: string; readonly id: number | null }[] {
  const pull = decision?.evidence.pull;
  return [
    ...(grant === undefined ? [] : [grant.requester]),
    ...(pull?.author == null ? [] : [pull.author]),
    ...(pull?.reviews ?? []).flatMap(({ author }) => author ?? []),
    ...(review === undefined ? [] : [review.by]),
  ];
}

export function isPerson(person: PersonOnRecord, account: GrantStory['requester']): boolean {
  if (account === null) return false;
  return account.id === null ? person.logins.includes(account.login) : person.ids.includes(account.id);
}

/** `acme-orders-prod` is the project; a folder or an organization is named whole. */
export function toResource(text: string): string {
  return text.includes('/') ? text : `projects/${text}`;
}

/** Reads an instant as the ledger writes them. @returns what would be right, where it is none */
export function readInstant(option: string, text: string): { at: Instant } | { wrong: string } {
  const at = parseInstant(text);
  return at === undefined
    ? { wrong: `--${option} ${JSON.stringify(text)} is no instant; write it as 2026-11-24T02:17:00Z, in UTC` }
    : { at };
}

/** Stories that touch the time, person and resource asked for. */
export function selectStories(stories: readonly GrantStory[], selection: Selection): readonly GrantStory[] {
  const { person, resource } = selection;
  return stories.filter(
    (story) =>
      (person === undefined || isPerson(person, story.requester)) &&
      (resource === undefined || story.access.some((row) => row.resource === resource)) &&
      touches(selection, spanOf(story)),
  );
}

/** Records made in the time asked for, about stories of that person and resource; unexplained ones by their resource. */
export function selectRecords(
  records: readonly LedgerRecord[],
  stories: readonly GrantStory[],
  { since, until, person, resource }: Selection,
): readonly LedgerRecord[] {
  const pulls = new Set(
    selectStories(stories, {
      ...(person === undefined ? {} : { person }),
      ...(resource === undefined ? {} : { resource }),
    }).map(({ pull }) => pull),
  );
  const isAsked = ({ pull, bindings = [] }: LedgerRecord): boolean => {
    if (person === undefined && resource === undefined) return true;
    if (pull !== null && pulls.has(pull)) return true;
    return person === undefined && bindings.some((binding) => binding.resource === resource);
  };
  return records.filter(
    (record) =>
      (since === undefined || record.at >= since) && (until === undefined || record.at < until) && isAsked(record),
  );
}

/** From the first to the last moment a story is about. */
function spanOf({ records, window, activatedAt }: GrantStory): { readonly first: Instant; readonly last: Instant } {
  const moments = [
    ...records.map(({ at }) => at),
    ...(window === null ? [] : [window.start]),
    ...(window === null || activatedAt === null ? [] : [window.end]),
  ].sort();
  return { first: moments[0] ?? '', last: moments.at(-1) ?? '' };
}

function touches({ since, until }: Selection, { first, last }: { first: Instant; last: Instant }): boolean {
  return (until === undefined || first < until) && (since === undefined || last >= since);
}
