import type { Person } from '../documents/organization.ts';
import type { PolicySet } from '../documents/policy-set.ts';
import type { LedgerRecord } from '../ledger/record.ts';
import { nearest } from '../text.ts';
import { parseInstant, type Instant } from '../time.ts';
import { approvedChange, changeStoriesOf, madeChange, type PersonOnRecord } from './change-story.ts';
import type { GrantStory } from './grant-story.ts';

/** The limits of an export. An absent one does not limit. */
export interface Selection {
  /** Included. */
  readonly since?: Instant;
  /** Not included. */
  readonly until?: Instant;
  readonly person?: PersonOnRecord;
  readonly resource?: string;
}

/** The names that the documents in `policies/` know. A question may use them before the ledger has a record of them. */
export interface KnownNames {
  readonly people: readonly KnownPerson[];
  readonly resources: readonly string[];
}

type KnownPerson = Pick<Person, 'login' | 'id' | 'otherIds'>;

interface AccountName {
  readonly login: string;
  readonly id: number | null;
}

/** Reads the people of the organization and the resources of its policies. */
export function namesIn({ organization, policies }: PolicySet): KnownNames {
  return {
    people: organization?.people ?? [],
    resources: [...policies.values()].flatMap(({ access }) => access.map(({ resource }) => resource)),
  };
}

/**
 * Finds a person by a login or by an account's number. A login that several accounts have had means all of them.
 * Approvals have only a login. So a login in `known` is left out if the ledger has it for another account. Returns
 * `undefined` if neither the ledger nor `known` has the name.
 */
export function findPerson(
  records: readonly LedgerRecord[],
  text: string,
  known: readonly KnownPerson[] = [],
): PersonOnRecord | undefined {
  const number = /^[1-9]\d{0,15}$/.test(text) ? Number(text) : undefined;
  const isMeant = ({ login, id }: AccountName) =>
    number === undefined ? login.toLowerCase() === text.toLowerCase() : id === number;
  const recorded = records.flatMap(peopleIn);
  const found = recorded.filter(isMeant);
  const named = found.some(({ id }) => id !== null)
    ? found
    : [...found, ...known.map((person) => accountOf(person, number)).filter(isMeant)];
  if (named.length === 0) return undefined;
  const ids = new Set(named.flatMap(({ id }) => id ?? []));
  const own = named.filter((account) => found.includes(account) || !isOfAnother(account, recorded));
  const same = [...recorded, ...own].filter(({ id, login }) =>
    id === null ? own.some((one) => one.login === login) : ids.has(id),
  );
  return { ids: [...ids].sort((a, b) => a - b), logins: [...new Set(same.map(({ login }) => login))].sort() };
}

/** True if the ledger has the login for an account with another number. */
function isOfAnother({ login, id }: AccountName, recorded: readonly AccountName[]): boolean {
  return recorded.some(
    (other) => other.id !== null && other.id !== id && other.login.toLowerCase() === login.toLowerCase(),
  );
}

/** Returns the account with the number, if the person has it, and else the person's main account. */
function accountOf({ login, id, otherIds }: KnownPerson, number: number | undefined): AccountName {
  return { login, id: number !== undefined && otherIds.includes(number) ? number : id };
}

/** Every login that the ledger or `known` has. */
export function loginsIn(records: readonly LedgerRecord[], known: readonly KnownPerson[]): readonly string[] {
  return [...new Set([...records.flatMap(peopleIn), ...known].map(({ login }) => login))].sort();
}

/** Every resource that the ledger or `known` has. */
export function resourcesIn(records: readonly LedgerRecord[], known: readonly string[]): readonly string[] {
  const recorded = records.flatMap(({ grant, bindings = [] }) =>
    [...(grant?.access ?? []), ...bindings].map(({ resource }) => resource),
  );
  return [...new Set([...recorded, ...known])].sort();
}

/** True if access to `wider` may include access to `resource`. The ledger does not know the folder of a project. */
export function mayContain(wider: string, resource: string): boolean {
  if (resource.startsWith('organizations/')) return false;
  return /^(?:folders|organizations)\//.test(wider) ? wider !== resource : resource.startsWith(`${wider}/`);
}

/** Number of names that a message lists. */
const MOST_NAMES = 5;

/** Returns a hint for an unknown name: the nearest names, or else some of the known ones. */
export function hintFor(typed: string, known: readonly string[]): string {
  const near: string[] = [];
  for (let rest = known; near.length < MOST_NAMES; rest = known.filter((name) => !near.includes(name))) {
    const name = nearest(typed, rest);
    if (name === undefined) break;
    near.push(name);
  }
  if (near.length > 0) return `did you mean ${near.join(' or ')}?`;
  const more = known.length - MOST_NAMES;
  const names = known.slice(0, MOST_NAMES).join(', ');
  if (names === '') return 'they know none yet';
  return more > 0 ? `they know ${names} and ${more} more` : `they know ${names}`;
}

/** Every person whom a record names: requesters, authors, approvers and reviewers. */
function peopleIn({ grant, decision, review, change }: LedgerRecord): readonly AccountName[] {
  const pull = decision?.evidence.pull ?? change?.evidence.pull;
  return [
    ...(grant === undefined ? [] : [grant.requester]),
    ...(grant?.approvedBy ?? []).map((login) => ({ login, id: null })),
    ...(pull?.author == null ? [] : [pull.author]),
    ...(pull?.reviews ?? []).flatMap(({ author }) => author ?? []),
    ...(review === undefined ? [] : [review.by]),
  ];
}

/** True if the account is one of the person's. */
export function isPerson(person: PersonOnRecord, account: GrantStory['requester']): boolean {
  if (account === null) return false;
  return account.id === null ? person.logins.includes(account.login) : person.ids.includes(account.id);
}

/** Turns `acme-orders-prod` into the project's full name. Every other resource is typed with its full name. */
export function toResource(text: string): string {
  return text.includes('/') ? text : `projects/${text}`;
}

/** Reads an instant in the ledger's form. @returns a sentence that says what would be right, if it is none */
export function readInstant(option: string, text: string): { at: Instant } | { wrong: string } {
  const at = parseInstant(text);
  return at === undefined
    ? { wrong: `--${option} ${JSON.stringify(text)} is not an instant; write it in UTC, such as 2026-11-24T02:17:00Z` }
    : { at };
}

/** Selects the stories that touch the time, the person and the resource. */
export function selectStories(stories: readonly GrantStory[], selection: Selection): readonly GrantStory[] {
  const { person, resource } = selection;
  return stories.filter(
    (story) =>
      (person === undefined || isPerson(person, story.requester)) &&
      (resource === undefined || story.access.some((row) => row.resource === resource)) &&
      touches(selection, spanOf(story)),
  );
}

/**
 * Selects the records made in the time, about stories of the person and the resource. Records of drift without a grant
 * are selected by their resource.
 */
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
  const isAsked = (record: LedgerRecord): boolean => {
    const { pull, bindings = [], change } = record;
    if (person === undefined && resource === undefined) return true;
    if (change !== undefined) return resource === undefined && person !== undefined && isOfChange(record, person);
    if (pull !== null && pulls.has(pull)) return true;
    return person === undefined && bindings.some((binding) => binding.resource === resource);
  };
  return records.filter(
    (record) =>
      (since === undefined || record.at >= since) && (until === undefined || record.at < until) && isAsked(record),
  );
}

/** True if the person made the change of policies, or approved it. */
function isOfChange(record: LedgerRecord, person: PersonOnRecord): boolean {
  return changeStoriesOf([record]).some((change) => madeChange(change, person) || approvedChange(change, person));
}

/** The first and the last moment of a story. */
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
