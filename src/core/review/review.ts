import type { Permission, SecondFactorFacts } from '../decision/evidence.ts';
import { identify, samlPrincipal } from '../decision/identity.ts';
import { unreadTeams } from '../decision/rules/people.ts';
import type { Organization } from '../documents/organization.ts';
import { teamKey, writeParty } from '../documents/parties.ts';
import type { Party } from '../documents/policy.ts';
import type { Instant } from '../time.ts';
import type { Opinion, Verdict } from './opinion.ts';

/** The review that a break-glass grant needs, from the ledger. */
export interface ReviewOwed {
  readonly pull: number;
  /** Numeric ids of the requester, authors and pushers. They may not review it, under any account. */
  readonly barred: readonly number[];
  readonly from: readonly Party[];
  /** The receiver of the access. */
  readonly principal: string;
}

/** GitHub's facts about the people who gave a verdict, by numeric id; `null` if not known. */
export interface Standings {
  readonly permissions: Readonly<Record<string, Permission | null>>;
  /** Members of every team that may review, by its key: `teamKey`. */
  readonly teams: Readonly<Record<string, readonly number[] | null>>;
  readonly secondFactors: SecondFactorFacts;
  /** By numeric id, the account's name in single sign-on; absent if the organization does not use it. */
  readonly identities?: Readonly<Record<string, string | null>>;
  /** The time of GitHub's answer, by GitHub's clock. */
  readonly gathered: Instant;
}

/** A review that counts, with its evidence. The ledger keeps it. */
export interface ReviewRecord {
  readonly by: { readonly id: number; readonly login: string };
  readonly verdict: Verdict;
  /** The reviewer's own words; may be empty. */
  readonly sentence: string;
  readonly at: Instant;
  readonly how: Opinion['how'];
  readonly evidence: ReviewEvidence;
}

export interface ReviewEvidence {
  /** The review of the pull request, or the comment that closed the issue. */
  readonly id: string;
  readonly url: string;
  /** The permitted reviewers that the reviewer is, or is a member of. */
  readonly as: readonly string[];
  readonly permission: Permission;
  readonly secondFactor: true;
  readonly gathered: Instant;
}

export type ReviewJudgement =
  | { readonly is: 'reviewed'; readonly review: ReviewRecord }
  /** A sentence for each verdict that does not count; empty if nobody gave one. */
  | { readonly is: 'open'; readonly why: readonly string[] }
  | { readonly is: 'unknown'; readonly why: string };

/**
 * Returns the first opinion that counts. An opinion with an unknown fact blocks the later ones, so that the answer is the
 * same at any time.
 */
export function judgeReview(
  owed: ReviewOwed,
  opinions: readonly Opinion[],
  standings: Standings,
  organization: Organization,
): ReviewJudgement {
  const why: string[] = [];
  for (const opinion of opinions) {
    const judged = judgeOpinion(owed, opinion, standings, organization);
    if (judged.is === 'unknown' || judged.is === 'reviewed') return judged;
    why.push(...judged.why);
  }
  return { is: 'open', why };
}

function judgeOpinion(
  owed: ReviewOwed,
  opinion: Opinion,
  standings: Standings,
  organization: Organization,
): ReviewJudgement {
  const { by } = opinion;
  const says = `${by?.login ?? 'a deleted account'} reviewed #${owed.pull} as ${JSON.stringify(opinion.verdict)}`;
  const no = (because: string): ReviewJudgement => ({ is: 'open', why: [`${says}, but ${because}`] });
  const unknown = (because: string): ReviewJudgement => ({ is: 'unknown', why: `${says}, but ${because}` });
  if (by?.id == null || by.type !== 'User') return no('is not a person');
  const { id, login } = by;
  const person = identify([...owed.barred, id], [organization], standings);
  if (owed.barred.some((other) => person(other) === person(id)))
    return no('requested the access, or wrote or pushed a commit of it');
  if (organization.identity === 'saml') {
    const principal = samlPrincipal(id, standings);
    if (principal === null) return unknown(`GitHub did not return the SAML name of ${login}`);
    if (principal === owed.principal) return no('received the access');
  }
  const as = owed.from.filter((party) => belongsTo(id, party, standings) === true);
  if (as.length === 0)
    return owed.from.some((party) => belongsTo(id, party, standings) === undefined)
      ? unknown(`GitHub did not return the members of a team of reviewers: ${unreadTeams(owed.from, standings)}`)
      : no(`is not among the reviewers: ${owed.from.map(writeParty).join(', ')}`);
  const permission = standings.permissions[String(id)] ?? null;
  if (permission === 'read' || permission === 'none') return no('has no write permission on the repository');
  if (permission === null) return unknown(`GitHub did not return the permission of ${login} on the repository`);
  const { required, enabled } = standings.secondFactors;
  const own = enabled[String(id)] ?? null;
  if (required === false || own === false) return no('has no two-factor authentication');
  if (required === null || own === null)
    return unknown(`GitHub does not show the two-factor state of ${login} to the token of the run`);
  const { verdict, sentence, at, how, id: where, url } = opinion;
  const { gathered } = standings;
  const evidence = { id: where, url, as: as.map(writeParty), permission, secondFactor: true, gathered } as const;
  return { is: 'reviewed', review: { by: { id, login }, verdict, sentence, at, how, evidence } };
}

function belongsTo(id: number, party: Party, { teams }: Standings): boolean | undefined {
  return party.kind === 'user' ? party.id === id : teams[teamKey(party)]?.includes(id);
}
