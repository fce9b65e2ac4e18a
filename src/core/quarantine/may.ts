import { accountsOf } from '../decision/identity.ts';
import { quarantinersOf, type Organization } from '../documents/organization.ts';
import { teamKey, teamKeys, writeParty } from '../documents/parties.ts';
import type { Quarantine } from './on-record.ts';
import { idsIn } from './quarantine.ts';

/** The caller of a quarantine, by GitHub's answer. */
export type Caller =
  | { readonly is: 'account'; readonly id: number; readonly login: string; readonly type: string }
  /** GitHub answers, and the token belongs to an App or a workflow. */
  | { readonly is: 'app' }
  /** GitHub answers, but does not identify the caller. */
  | { readonly is: 'unknown'; readonly why: string }
  /** GitHub is unreachable, and the caller has their own Google credentials. */
  | { readonly is: 'unreachable'; readonly why: string };

/** All other facts for the decision. */
export interface CallerFacts {
  /** The reason that the default branch was unreadable. Absent if it was readable. */
  readonly unread?: string | undefined;
  /** The organization in force. `undefined` if no document parses. */
  readonly organization: Organization | undefined;
  /** Quarantines in force. `undefined` if the ledger was unreadable. */
  readonly quarantines: readonly Quarantine[] | undefined;
  /** Numeric ids of the members of each named team, by `teamKey`. `null` if the team was unreadable. */
  readonly teams: Readonly<Record<string, readonly number[] | null>>;
}

export type Permitted =
  /** `unchecked` is the reason that the caller continues without a check. */
  | { readonly may: 'yes'; readonly unchecked?: string }
  /** The sentence of a `no` begins with `who`, the caller. */
  | { readonly may: 'no' | 'unknown'; readonly who: string; readonly sentence: string };

/**
 * Decides if the caller may quarantine people. All accounts of one person count as that person. Unknown is not yes:
 * otherwise any writer could quarantine the reviewers while a team is unreadable.
 */
export function mayQuarantine(caller: Caller, { unread, organization, quarantines, teams }: CallerFacts): Permitted {
  const who = nameOfCaller(caller);
  const no = (is: string): Permitted => ({ may: 'no', who, sentence: `${who} is ${is}` });
  const unknown = (sentence: string): Permitted => ({ may: 'unknown', who, sentence });
  if (caller.is === 'app' || (caller.is === 'account' && caller.type !== 'User')) return no('not a person');
  // Pullcord can record nothing then. Google's IAM limits the caller's own credentials.
  if (caller.is === 'unreachable' && unread !== undefined && quarantines === undefined)
    return { may: 'yes', unchecked: UNCHECKED };
  if (caller.is !== 'account') return unknown(`GitHub did not identify the caller: ${caller.why}; ${AGAIN}`);
  if (unread !== undefined) return unknown(`${DOCUMENT} on the default branch is unreadable: ${unread}; ${AGAIN}`);
  if (organization === undefined)
    return unknown(`${DOCUMENT} on the default branch does not parse; fix it: pullcord check ${DOCUMENT}`);
  const holds = quarantines?.find((one) => idsIn([one], organization).includes(caller.id));
  if (holds !== undefined) return no(`in quarantine by record ${holds.record}`);
  const ids = accountsOf(caller.id, [organization]);
  const teamsNamed = quarantinersOf(organization).filter((party) => party.kind === 'team');
  const isNamed =
    quarantinersOf(organization).some((party) => party.kind === 'user' && ids.includes(party.id)) ||
    teamsNamed.some((team) => teams[teamKey(team)]?.some((id) => ids.includes(id)) === true);
  if (isNamed) return { may: 'yes' };
  const dark = teamsNamed.filter((team) => teams[teamKey(team)] == null).map(writeParty);
  if (dark.length === 0) return no('not named in quarantine.by');
  return unknown(
    `GitHub did not return the members of ${dark.join(', ')}; use the App's token, or list \`user:\` entries in quarantine.by`,
  );
}

/** Returns the keys of the teams that may quarantine people. */
export function teamsOfQuarantiners(organization: Organization): readonly string[] {
  return teamKeys(quarantinersOf(organization));
}

const DOCUMENT = 'policies/organization.yaml';
const AGAIN = 'run the quarantine again';
const UNCHECKED =
  'GitHub is unreachable, so Pullcord did not check quarantine.by; Google IAM decides what your own credentials may do';

function nameOfCaller(caller: Caller): string {
  if (caller.is === 'account') return `${caller.login} (${caller.id})`;
  return caller.is === 'app' ? 'an App or a workflow' : 'the caller';
}
