import type { ApprovalRule, Party } from '../documents/policy.ts';
import { parseRequest } from '../documents/request.ts';
import type { Grant } from '../grant/grant.ts';
import { asCode, asProse, forTerminal } from '../plain.ts';
import { formatDuration, secondsBetween, type Instant } from '../time.ts';
import type { ReviewRecord } from './review.ts';

/*
 * Texts on GitHub about break-glass reviews. They mention only parties that our documents name. All other text from
 * others is made inert.
 */

export const REVIEW_LABEL = 'break-glass-review';
export const OVERDUE_LABEL = 'overdue';

/** Returns the marker that identifies the issue of one pull request, even if its title changes. */
export function markerOf(repository: number, pull: number): string {
  return `<!-- pullcord:break-glass-review repository=${repository} pull=${pull} -->`;
}

/** True if a text begins with one of our markers. GitHub may convert line ends. */
export function bears(body: string, marker: string): boolean {
  return (body.split(/\r\n|\n/)[0] ?? '') === marker;
}

export const OVERDUE_MARKER = '<!-- pullcord:break-glass-overdue -->';

export interface Letter {
  readonly grant: Grant;
  readonly due: Instant;
  /** The request document's text; `null` if the ledger does not hold it. */
  readonly text: string | null;
  readonly repository: { readonly id: number; readonly name: string };
  readonly from: readonly Party[];
  /** The approvers of a request without break glass; empty if the policy was deleted. */
  readonly approval: readonly ApprovalRule[];
}

export function titleOf({ grant }: Pick<Letter, 'grant'>): string {
  return forTerminal(`Review: ${grant.requester.login} broke glass under ${grant.policy} (#${grant.pull})`, 200);
}

/** Returns the body of the issue that asks for the review: access, requester, reason, and how to answer. */
export function bodyOf(letter: Letter): string {
  const { grant, due, repository, from, approval } = letter;
  const who = asProse(grant.requester.login);
  const would = unique(approval.flatMap((rule) => mentions(rule.from, repository.name)));
  const asked = askedIn(letter);
  const rows = [
    ...grant.access.map(({ resource, role }) => ['access', `${cell(role)} on ${cell(resource)}`] as const),
    ['to', cell(grant.principal)] as const,
    ['window', `${cell(grant.window.start)} to ${cell(grant.window.end)}`] as const,
    ['reason', asked === undefined ? 'not on record' : asProse(asked.reason, 2000)] as const,
    ...(asked?.incident === undefined ? [] : [['incident', cell(asked.incident)] as const]),
  ];
  return [
    markerOf(repository.id, grant.pull),
    `${who} broke glass in #${grant.pull}: access under the policy ${asCode(grant.policy)}, without an approval.`,
    ...(would.length === 0 ? [] : [`Approvers of this policy without break glass: ${would.join(' ')}`]),
    `Please review it before ${due}, ${formatDuration(secondsBetween(grant.window.start, due))} after the merge: ${mentions(from, repository.name).join(' ')}`,
    ['| | |', '|---|---|', ...rows.map(([name, value]) => `| ${name} | ${value} |`)].join('\n'),
    [
      'Was it justified? One answer is enough. Pullcord records the first one that counts:',
      '',
      `- Review #${grant.pull}: approve it (justified), or request changes (not justified).`,
      '- Or comment here with the first line `justified` or `not justified: why`, and close this issue as completed. An edited comment does not count.',
    ].join('\n'),
    `The requester and the authors of its commits cannot review it. Until somebody reviews it, ${who} cannot break glass again, unless the policy allows more unreviewed uses.`,
  ].join('\n\n');
}

/** Returns the one comment about an overdue review. */
export function overdueComment({ grant, due, repository }: Omit<Letter, 'from'>, security: readonly Party[]): string {
  return [
    OVERDUE_MARKER,
    `${mentions(security, repository.name).join(' ')}: the review of #${grant.pull} was due at ${due} and is overdue. Until a review counts, ${asProse(grant.requester.login)} cannot break glass again.`,
  ].join('\n\n');
}

/** Returns the comment that closes the issue after a review of the pull request. */
export function reviewedComment(pull: number, { by, verdict, at }: ReviewRecord): string {
  return `${asProse(by.login)} reviewed #${pull} at ${at}: ${verdict}.`;
}

/** Returns the comment that closes a second issue, which another run opened at the same time. */
export function duplicateComment(first: number): string {
  return `Duplicate of #${first}: two runs opened an issue each.`;
}

/** Returns mentions such as `@acme/security` and `@alice`. */
export function mentions(parties: readonly Party[], repository: string): readonly string[] {
  const owner = repository.split('/')[0] ?? '';
  return parties.map((party) => (party.kind === 'team' ? `@${owner}/${party.slug}` : `@${party.login}`));
}

function unique(texts: readonly string[]): readonly string[] {
  return [...new Set(texts)];
}

/** Returns text for a cell of a table. A bar ends a cell even within a code span, unless it is escaped. */
export function cell(text: string): string {
  return asCode(text).replaceAll('|', '\\|');
}

function askedIn({ grant, text }: Letter): { readonly reason: string; readonly incident?: string } | undefined {
  if (text === null) return undefined;
  return parseRequest(grant.path, new TextEncoder().encode(text)).value?.request;
}
