import { personOf } from '../decision/identity.ts';
import { quarantinersOf, type Organization } from '../documents/organization.ts';
import type { Quarantine } from './on-record.ts';
import { idsIn } from './quarantine.ts';

/** The caller of a quarantine, by GitHub's word. */
export type Caller =
  | { readonly is: 'account'; readonly id: number; readonly login: string; readonly type: string }
  /** GitHub answers, and the token belongs to an App or a workflow. */
  | { readonly is: 'app' }
  /** GitHub answers, but not this question. */
  | { readonly is: 'unknown'; readonly why: string }
  /** GitHub does not answer, and the caller brings Google credentials of their own. */
  | { readonly is: 'unreachable'; readonly why: string };

/** All that decides besides the caller. */
export interface CallerFacts {
  /** Set if the default branch was unreadable: the reason. */
  readonly unread?: string | undefined;
  /** The organization that counts; `undefined`: no document parses. */
  readonly organization: Organization | undefined;
  /** Quarantines in force; `undefined`: the ledger was unreadable too. */
  readonly quarantines: readonly Quarantine[] | undefined;
  /** Numeric ids of the members of each named team, by slug; `null`: the team could not be read. */
  readonly teams: Readonly<Record<string, readonly number[] | null>>;
}

export type Permitted =
  /** `unchecked`: the caller goes on without a check, and this sentence says why. */
  | { readonly may: 'yes'; readonly unchecked?: string }
  /** The sentence of a `no` begins with `who`, the caller. */
  | { readonly may: 'no' | 'unknown'; readonly who: string; readonly sentence: string };

/**
 * Decides if the caller may put somebody in quarantine. All accounts of one person count as that person. Unknown is not yes:
 * otherwise any writer could disarm the reviewers while a team is unreadable.
 */
export function mayQuarantine(caller: Caller, { unread, organization, quarantines, teams }: CallerFacts): Permitted {
  const who = nameOfCaller(caller);
  const no = (is: string): Permitted => ({ may: 'no', who, sentence: `${who} is ${is}` });
  const unknown = (sentence: string): Permitted => ({ may: 'unknown', who, sentence });
  if (caller.is === 'app' || (caller.is === 'account' && caller.type !== 'User')) return no('no person');
  // Nothing can be recorded then, and Google's IAM decides what the caller's own credentials may do.
  if (caller.is === 'unreachable' && unread !== undefined && quarantines === undefined)
    return { may: 'yes', unchecked: UNCHECKED };
  if (caller.is !== 'account') return unknown(`GitHub does not say who the caller is: ${caller.why}; ${AGAIN}`);
  if (unread !== undefined) return unknown(`${DOCUMENT} on the default branch is unreadable: ${unread}; ${AGAIN}`);
  if (organization === undefined) return unknown(`${DOCUMENT} does not parse; repair it on the default branch`);
  const holds = quarantines?.find((one) => idsIn([one], organization).includes(caller.id));
  if (holds !== undefined) return no(`in quarantine by record ${holds.record}`);
  const ids = accountsOf(caller.id, organization);
  const slugs = teamsOfQuarantiners(organization);
  const isNamed =
    quarantinersOf(organization).some((party) => party.kind === 'user' && ids.includes(party.id)) ||
    slugs.some((slug) => teams[slug]?.some((id) => ids.includes(id)) === true);
  if (isNamed) return { may: 'yes' };
  const dark = slugs.filter((slug) => teams[slug] == null).map((slug) => `team:${slug}`);
  if (dark.length === 0) return no('not named in quarantine.by');
  return unknown(
    `GitHub does not show the members of ${dark.join(', ')}; name people with \`user:\` in quarantine.by of ${DOCUMENT}, or give the App's token`,
  );
}

/** Slugs of the teams whose members may put somebody in quarantine. */
export function teamsOfQuarantiners(organization: Organization): readonly string[] {
  return quarantinersOf(organization).flatMap((party) => (party.kind === 'team' ? [party.slug] : []));
}

const DOCUMENT = 'policies/organization.yaml';
const AGAIN = 'run the quarantine again';
const UNCHECKED =
  'GitHub is unreachable, so Pullcord did not check quarantine.by; Google IAM decides what your own credentials may do';

function nameOfCaller(caller: Caller): string {
  if (caller.is === 'account') return `${caller.login} (${caller.id})`;
  return caller.is === 'app' ? 'an App or a workflow' : 'the caller';
}

function accountsOf(id: number, organization: Organization): readonly number[] {
  const person = personOf(id, organization);
  return person === undefined ? [id] : [person.id, ...person.otherIds];
}
