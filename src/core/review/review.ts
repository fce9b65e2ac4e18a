import type { Permission, SecondFactorFacts } from '../decision/evidence.ts';
import { identify, samlPrincipal } from '../decision/identity.ts';
import type { Organization } from '../documents/organization.ts';
import { writeParty } from '../documents/parties.ts';
import type { Party } from '../documents/policy.ts';
import type { Instant } from '../time.ts';
import type { Opinion, Verdict } from './opinion.ts';

/** The review a grant by breaking glass owes, as the ledger knows it. */
export interface ReviewOwed {
  readonly pull: number;
  /** Numeric ids of everybody who asked or had a hand in the commits: none of them reviews it, under no account. */
  readonly barred: readonly number[];
  readonly from: readonly Party[];
  /** Who received the access. */
  readonly principal: string;
}

/** What GitHub tells of the people who gave an opinion, by numeric id; `null` is: not told. */
export interface Standings {
  readonly permissions: Readonly<Record<string, Permission | null>>;
  /** Members of every team that may review, by slug. */
  readonly teams: Readonly<Record<string, readonly number[] | null>>;
  readonly secondFactors: SecondFactorFacts;
  /** By numeric id, the name single sign-on knows the account under; absent where the organization does not use it. */
  readonly identities?: Readonly<Record<string, string | null>>;
  /** When GitHub answered, by its own clock. */
  readonly gathered: Instant;
}

/** A review that counts, with what it rests on: the ledger keeps it. */
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
  /** The review of the pull request, or the comment the issue was closed with. */
  readonly id: string;
  readonly url: string;
  /** Which of those who may review the reviewer is or belongs to. */
  readonly as: readonly string[];
  readonly permission: Permission;
  readonly secondFactor: true;
  readonly gathered: Instant;
}

export type ReviewJudgement =
  | { readonly is: 'reviewed'; readonly review: ReviewRecord }
  /** Why what was said does not count, in sentences; empty where nothing was said. */
  | { readonly is: 'open'; readonly why: readonly string[] }
  | { readonly is: 'unknown'; readonly why: string };

/**
 * The first opinion that counts. One of which it is not known whether it counts holds up those after it, so that the
 * answer is the same whenever it is asked.
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
  const says = `${by?.login ?? 'a deleted account'} said ${JSON.stringify(opinion.verdict)} of #${owed.pull}`;
  const no = (because: string): ReviewJudgement => ({ is: 'open', why: [`${says} and ${because}`] });
  const unknown = (because: string): ReviewJudgement => ({ is: 'unknown', why: `${says}, and ${because}` });
  if (by?.id == null || by.type !== 'User') return no('is no person');
  const { id, login } = by;
  const person = identify([...owed.barred, id], [organization], standings);
  if (owed.barred.some((other) => person(other) === person(id))) return no('asked for it, or had a hand in it');
  if (organization.identity === 'saml') {
    const principal = samlPrincipal(id, standings);
    if (principal === null) return unknown('single sign-on does not say who they are');
    if (principal === owed.principal) return no('is who the access was for');
  }
  const as = owed.from.filter((party) => belongsTo(id, party, standings) === true);
  if (as.length === 0)
    return owed.from.some((party) => belongsTo(id, party, standings) === undefined)
      ? unknown('whether they may review it depends on a team this token cannot read')
      : no('is not among those who review it');
  const permission = standings.permissions[String(id)] ?? null;
  if (permission === 'read' || permission === 'none') return no('has no write permission on the repository');
  if (permission === null) return unknown('their permission on the repository could not be read');
  const { required, enabled } = standings.secondFactors;
  const own = enabled[String(id)] ?? null;
  if (required === false || own === false) return no('has not proved who they are: a second factor is missing');
  if (required === null || own === null) return unknown('this token may not see whether they have a second factor');
  const { verdict, sentence, at, how, id: where, url } = opinion;
  const { gathered } = standings;
  const evidence = { id: where, url, as: as.map(writeParty), permission, secondFactor: true, gathered } as const;
  return { is: 'reviewed', review: { by: { id, login }, verdict, sentence, at, how, evidence } };
}

function belongsTo(id: number, party: Party, { teams }: Standings): boolean | undefined {
  return party.kind === 'user' ? party.id === id : teams[party.slug]?.includes(id);
}
