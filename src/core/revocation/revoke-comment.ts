import type { Account as Person, ReviewFact } from '../decision/evidence.ts';
import { personOf } from '../decision/identity.ts';
import type { Organization } from '../documents/organization.ts';
import { teamKeys } from '../documents/parties.ts';
import type { Grant } from '../grant/grant.ts';
import type { Revocation } from '../plan/phase.ts';
import type { Instant } from '../time.ts';

/*
 * The early end of a grant by a comment: `/revoke` on the pull request, after the merge. It can only remove access, so the
 * requester, an approver or a member of security may write it alone.
 */

/**
 * A comment on a pull request, or one revision of an edited comment. Everybody who may write can edit the comments of
 * others, so each revision belongs to the person who wrote it.
 */
export interface PullComment {
  readonly pull: number;
  /** The person who wrote this text. */
  readonly author: Person | null;
  /** `null`: GitHub does not return this revision, because somebody deleted it or for another reason. */
  readonly body: string | null;
  /** The time of the comment or of the edit. */
  readonly createdAt: Instant;
  readonly url: string;
  /** Only of an edited comment: the author of the comment itself. */
  readonly commentBy?: Person | null;
}

/** The people whose comment ends a grant. */
export interface Revokers {
  /** Numeric ids of the approvers that count for the decision. */
  readonly approvers: readonly number[];
  readonly organization: Organization | undefined;
  /** Members of the teams in `security`, by `teamKey`. `null` if unreadable. */
  readonly teams: Readonly<Record<string, readonly number[] | null>>;
}

export interface RevocationResult {
  readonly revoked?: Revocation;
  /** Sentences about comments that do not count. The run's report shows them. */
  readonly ignored: readonly string[];
  /** Sentences about comments that may count. */
  readonly unknown: readonly string[];
  /** Sentences about revisions that nobody can read any more. */
  readonly unreadable: readonly string[];
}

/** True if the text begins with `/revoke` as a whole word, in any case and after any blanks. */
export function saysRevoke(body: string | null): boolean {
  return body !== null && /^\s*\/revoke(?![\w/-])/i.test(body);
}

/** Returns the account ids of logins, from the evidence of the same decision. */
export function approverIds(
  logins: readonly string[],
  reviews: readonly Pick<ReviewFact, 'author'>[],
): readonly number[] {
  const ids = reviews.flatMap(({ author }) =>
    author?.id == null || !logins.includes(author.login) ? [] : [author.id],
  );
  return [...new Set(ids)];
}

/** Finds the first comment that ends a grant. Comments before the merge do not count: they are about the request. */
export function findRevocation(grant: Grant, comments: readonly PullComment[], voices: Revokers): RevocationResult {
  const words = comments
    .filter(({ pull, body, createdAt }) => pull === grant.pull && createdAt >= grant.window.start && saysRevoke(body))
    .toSorted((a, b) => (a.createdAt < b.createdAt ? -1 : 1));
  const judged = words.map((comment) => ({ comment, standing: rightOf(comment, grant, voices) }));
  const first = judged.find(({ standing }) => standing.counts === true);
  const sentences = (counts: boolean | undefined) =>
    judged.flatMap(({ comment, standing }) =>
      standing.counts === counts ? [`#${grant.pull}: /revoke by ${commenter(comment)} ${standing.words}`] : [],
    );
  const lost = comments.filter(
    ({ pull, body, createdAt }) => pull === grant.pull && body === null && createdAt >= grant.window.start,
  );
  const others = {
    ignored: sentences(false),
    unknown: first === undefined ? sentences(undefined) : [],
    unreadable: first === undefined ? lost.map((comment) => `#${grant.pull}: ${lostSentence(comment)}`) : [],
  };
  if (first === undefined) return others;
  const { createdAt: at, url } = first.comment;
  const why = `${commenter(first.comment)}, ${first.standing.words}, ${deedOf(first.comment)} at ${at}: ${url}`;
  return { revoked: { at, code: 'revoked-by-comment', why }, ...others };
}

/** Says what the person did, so that no record puts words into another's mouth. */
function deedOf({ author, commentBy }: PullComment): string {
  if (commentBy === undefined) return 'commented /revoke';
  return commentBy !== null && commentBy.id === author?.id
    ? 'wrote /revoke in a comment that was edited'
    : `wrote /revoke into a comment of ${commentBy?.login ?? 'a deleted account'}`;
}

function lostSentence({ commentBy, createdAt, url }: PullComment): string {
  return `GitHub does not return what a comment of ${commentBy?.login ?? 'a deleted account'} said at ${createdAt}, so it may have been /revoke: ${url}`;
}

/** True if the members of security's teams decide whether a comment counts. */
export function asksForTeams(grant: Grant, comments: readonly PullComment[], voices: Omit<Revokers, 'teams'>): boolean {
  const said = findRevocation(grant, comments, { ...voices, teams: {} });
  return said.revoked === undefined && said.unknown.length > 0;
}

interface CommenterRight {
  /** `undefined` if unknown. */
  readonly counts: boolean | undefined;
  /** The commenter's role if the comment counts, else the end of a sentence about the comment. */
  readonly words: string;
}

function rightOf({ author }: PullComment, grant: Grant, { approvers, organization, teams }: Revokers): CommenterRight {
  if (author?.id == null || author.type !== 'User') return { counts: false, words: NOT_A_PERSON };
  const person = (id: number) => (organization === undefined ? id : (personOf(id, organization)?.id ?? id));
  const self = person(author.id);
  if (self === person(grant.requester.id)) return { counts: true, words: 'the requester' };
  if (approvers.some((id) => person(id) === self)) return { counts: true, words: 'an approver' };
  const security = organization?.security ?? [];
  if (security.some((party) => party.kind === 'user' && person(party.id) === self))
    return { counts: true, words: 'a member of security' };
  const keys = teamKeys(security);
  const accounts = accountIdsOf(author.id, organization);
  if (keys.some((key) => teams[key]?.some((id) => accounts.includes(id)) === true))
    return { counts: true, words: 'a member of security' };
  if (organization === undefined || keys.some((key) => teams[key] == null))
    return {
      counts: undefined,
      words: `may count, but the members of security are unknown (to revoke now: gh workflow run reconcile.yml -f revoke=${grant.pull})`,
    };
  return { counts: false, words: NOT_ALLOWED };
}

const NOT_A_PERSON = 'was ignored: the account is not a person';
const NOT_ALLOWED = 'was ignored: only the requester, an approver or a member of security can revoke';

function accountIdsOf(id: number, organization: Organization | undefined): readonly number[] {
  const person = organization === undefined ? undefined : personOf(id, organization);
  return person === undefined ? [id] : [id, person.id, ...person.otherIds];
}

function commenter({ author }: PullComment): string {
  return author === null ? 'a deleted account' : `${author.login} (${author.id ?? '?'})`;
}
