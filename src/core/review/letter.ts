import type { ApprovalRule, Party } from '../documents/policy.ts';
import { parseRequest } from '../documents/request.ts';
import type { Grant } from '../grant/grant.ts';
import { asCode, asProse, forTerminal } from '../plain.ts';
import { formatDuration, secondsBetween, type Instant } from '../time.ts';
import type { ReviewRecord } from './review.ts';

/*
 * What is written to GitHub about the review of a broken glass. Mentions are of parties our documents name; everything
 * else that others wrote is made inert.
 */

export const REVIEW_LABEL = 'break-glass-review';
export const OVERDUE_LABEL = 'overdue';

/** By which the issue of one pull request is found again, whatever becomes of its title. */
export function markerOf(repository: number, pull: number): string {
  return `<!-- pullcord:break-glass-review repository=${repository} pull=${pull} -->`;
}

/** Whether a text begins with a marker of ours; GitHub may have turned its line ends. */
export function bears(body: string, marker: string): boolean {
  return (body.split(/\r\n|\n/)[0] ?? '') === marker;
}

export const OVERDUE_MARKER = '<!-- pullcord:break-glass-overdue -->';

export interface Letter {
  readonly grant: Grant;
  readonly due: Instant;
  /** The request document's bytes as text; `null`: the ledger does not hold them. */
  readonly text: string | null;
  readonly repository: { readonly id: number; readonly name: string };
  readonly from: readonly Party[];
  /** Who would have been asked to approve; none if the policy is gone. */
  readonly approval: readonly ApprovalRule[];
}

export function titleOf({ grant }: Pick<Letter, 'grant'>): string {
  return forTerminal(`Review: ${grant.requester.login} broke glass under ${grant.policy} (#${grant.pull})`, 200);
}

/** The issue that asks for the review: what was taken, by whom, why, and how to answer. */
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
    `${who} used break-glass access under the policy ${asCode(grant.policy)} with #${grant.pull}. Nobody approved it beforehand.`,
    ...(would.length === 0 ? [] : [`Normal approvers of this access: ${would.join(' ')}`]),
    `Reviewers: ${mentions(from, repository.name).join(' ')}. The review is due at ${due}, which is ${formatDuration(secondsBetween(grant.window.start, due))} after the merge.`,
    ['| | |', '|---|---|', ...rows.map(([name, value]) => `| ${name} | ${value} |`)].join('\n'),
    [
      'Was it justified? One answer is enough. The ledger records the first answer that counts:',
      '',
      `- Review #${grant.pull}: approve it (justified), or request changes (not justified).`,
      '- Or write a comment here whose first line is `justified` or `not justified: why`. Then close this issue as completed. An edited comment does not count.',
    ].join('\n'),
    `The requester and everybody who worked on the commits cannot review it. Once the review is overdue, ${who} cannot break glass again until somebody reviews it.`,
  ].join('\n\n');
}

/** Said once, when the time for the review has passed. */
export function overdueComment({ grant, due, repository }: Omit<Letter, 'from'>, security: readonly Party[]): string {
  return [
    OVERDUE_MARKER,
    `${mentions(security, repository.name).join(' ')}: the review of #${grant.pull} was due at ${due} and is overdue. ${asProse(grant.requester.login)} cannot break glass again until somebody reviews it.`,
  ].join('\n\n');
}

/** Said with the closing of the issue, once a review of the pull request is there. */
export function reviewedComment(pull: number, { by, verdict, at }: ReviewRecord): string {
  return `${asProse(by.login)} reviewed #${pull} at ${at}: ${verdict}.`;
}

/** Said with the closing of an issue that a second run opened at the same time. */
export function duplicateComment(first: number): string {
  return `Duplicate of #${first}: two runs opened an issue each.`;
}

/** `@acme/security`, `@alice` */
export function mentions(parties: readonly Party[], repository: string): readonly string[] {
  const owner = repository.split('/')[0] ?? '';
  return parties.map((party) => (party.kind === 'team' ? `@${owner}/${party.slug}` : `@${party.login}`));
}

function unique(texts: readonly string[]): readonly string[] {
  return [...new Set(texts)];
}

/** For a cell of a table: a bar ends it even within a code span, unless escaped. */
export function cell(text: string): string {
  return asCode(text).replaceAll('|', '\\|');
}

function askedIn({ grant, text }: Letter): { readonly reason: string; readonly incident?: string } | undefined {
  if (text === null) return undefined;
  return parseRequest(grant.path, new TextEncoder().encode(text)).value?.request;
}
