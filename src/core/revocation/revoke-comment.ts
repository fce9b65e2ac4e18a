import type { Account as Person, ReviewFact } from '../decision/evidence.ts';
import { personOf } from '../decision/identity.ts';
import type { Organization } from '../documents/organization.ts';
import type { Grant } from '../grant/grant.ts';
import type { Revocation } from '../plan/phase.ts';
import type { Instant } from '../time.ts';

/*
 * A grant's early end by a word: `/revoke`, said in a comment on the pull request after the merge. It only takes, so that
 * whoever asked, approved or answers for security may say it alone.
 */

/** A comment on a pull request. */
export interface PullComment {
  readonly pull: number;
  readonly author: Person | null;
  readonly body: string;
  readonly createdAt: Instant;
  readonly url: string;
}

/** Whose word ends a grant. */
export interface Revokers {
  /** Numeric ids of those whose approvals carried the decision. */
  readonly approvers: readonly number[];
  readonly organization: Organization | undefined;
  /** Members of the teams that security is, by slug; `null`: not known. */
  readonly teams: Readonly<Record<string, readonly number[] | null>>;
}

export interface RevocationResult {
  readonly revoked?: Revocation;
  /** Words that count for nothing, in sentences: the run's report answers them. */
  readonly ignored: readonly string[];
  /** Words of which it is not known whether they count. */
  readonly unknown: readonly string[];
}

/** The comment begins with the word, and the word ends there. */
export function saysRevoke(body: string): boolean {
  return /^\/revoke(?![\w/-])/.test(body);
}

/** The accounts behind logins, as the evidence of the same decision has them. */
export function approverIds(
  logins: readonly string[],
  reviews: readonly Pick<ReviewFact, 'author'>[],
): readonly number[] {
  const ids = reviews.flatMap(({ author }) =>
    author?.id == null || !logins.includes(author.login) ? [] : [author.id],
  );
  return [...new Set(ids)];
}

/** What comments make of a grant: the first that counts ends it. Comments of before the merge were about the request. */
export function findRevocation(grant: Grant, comments: readonly PullComment[], voices: Revokers): RevocationResult {
  const words = comments
    .filter(({ pull, body, createdAt }) => pull === grant.pull && createdAt >= grant.window.start && saysRevoke(body))
    .toSorted((a, b) => (a.createdAt < b.createdAt ? -1 : 1));
  const judged = words.map((comment) => ({ comment, standing: rightOf(comment, grant, voices) }));
  const first = judged.find(({ standing }) => standing.counts === true);
  const told = (counts: boolean | undefined) =>
    judged.flatMap(({ comment, standing }) =>
      standing.counts === counts ? [`#${grant.pull}: ${commenter(comment)} said /revoke, ${standing.words}`] : [],
    );
  const others = { ignored: told(false), unknown: first === undefined ? told(undefined) : [] };
  if (first === undefined) return others;
  const { createdAt: at, url } = first.comment;
  const why = `${commenter(first.comment)}, ${first.standing.words}, said /revoke at ${at}: ${url}`;
  return { revoked: { at, code: 'revoked-by-comment', why }, ...others };
}

/** Whether only the members of security's teams can tell whether a word counts. */
export function asksForTeams(grant: Grant, comments: readonly PullComment[], voices: Omit<Revokers, 'teams'>): boolean {
  const said = findRevocation(grant, comments, { ...voices, teams: {} });
  return said.revoked === undefined && said.unknown.length > 0;
}

interface CommenterRight {
  /** `undefined`: not known. */
  readonly counts: boolean | undefined;
  readonly words: string;
}

function rightOf({ author }: PullComment, grant: Grant, { approvers, organization, teams }: Revokers): CommenterRight {
  if (author?.id == null || author.type !== 'User') return { counts: false, words: 'which is no person; ignored' };
  const person = (id: number) => (organization === undefined ? id : (personOf(id, organization)?.id ?? id));
  const self = person(author.id);
  if (self === person(grant.requester.id)) return { counts: true, words: 'who asked for it' };
  if (approvers.some((id) => person(id) === self)) return { counts: true, words: 'who approved it' };
  const security = organization?.security ?? [];
  if (security.some((party) => party.kind === 'user' && person(party.id) === self))
    return { counts: true, words: 'of security' };
  const slugs = security.flatMap((party) => (party.kind === 'team' ? [party.slug] : []));
  const accounts = accountIdsOf(author.id, organization);
  if (slugs.some((slug) => teams[slug]?.some((id) => accounts.includes(id)) === true))
    return { counts: true, words: 'of security' };
  if (organization === undefined || slugs.some((slug) => teams[slug] == null))
    return { counts: undefined, words: 'and whether they are of security is not known' };
  return { counts: false, words: 'who neither asked, nor approved, nor is of security; ignored' };
}

function accountIdsOf(id: number, organization: Organization | undefined): readonly number[] {
  const person = organization === undefined ? undefined : personOf(id, organization);
  return person === undefined ? [id] : [id, person.id, ...person.otherIds];
}

function commenter({ author }: PullComment): string {
  return author === null ? 'a deleted account' : `${author.login} (${author.id ?? '?'})`;
}
