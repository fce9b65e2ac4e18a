import type { Judged } from '../core/decision/decision.ts';
import { sameGrant } from '../core/grant/grant.ts';
import type { Genesis } from '../core/ledger/ledger.ts';
import { isHalfGiven, type Accounts } from '../core/ledger/on-record.ts';
import type { PolicySet } from '../core/documents/policy-set.ts';
import type { Claim } from '../core/grant/standing.ts';
import { digestsOf, judge, readPolicySet } from './judge.ts';
import { asSentence, mapLimited } from './limited.ts';
import type { DocumentFile, MainlineCommit, RepositoryState, World } from './world.ts';

/** What requests that are not decided on record are judged by. */
export interface Bench {
  readonly repository: RepositoryState;
  readonly documents: PolicySet;
  readonly mainline: readonly MainlineCommit[];
  readonly accounts: Accounts;
  readonly genesis: Genesis | undefined;
}

export interface Judgements {
  /** Requests without a decision on record. */
  readonly fresh: readonly Judged[];
  /** Requests on record whose access is not wholly given yet: the ledger can withhold it, never authorise it. */
  readonly again: readonly Judged[];
  /** What could not be judged, in sentences. */
  readonly unknown: readonly string[];
}

const AT_ONCE = 4;

/** Gathers and judges every request file that has no final decision on record. One that cannot be judged stops no other. */
export async function judgeAll(world: World, bench: Bench, files: readonly DocumentFile[]): Promise<Judgements> {
  const { accounts, genesis } = bench;
  const documentsAt = once(world.repository.documents);
  const teams = teamsOf(bench.documents);
  const judgeOne = async (file: DocumentFile): Promise<Judged | string> => {
    try {
      return await gatherAndJudge(world, bench, teams, documentsAt, file);
    } catch (error) {
      return `${file.path}: ${asSentence(error)}`;
    }
  };
  const undecided = files.filter((file) => !isDecided(file, accounts) && genesis?.requests[file.path] !== file.blob);
  const outcomes = await mapLimited(undecided, AT_ONCE, judgeOne);
  const judged = outcomes.filter((outcome) => typeof outcome !== 'string');
  const accountOf = ({ evidence: { pull } }: Judged) => (pull === null ? undefined : accounts.byPull.get(pull.number));
  return {
    fresh: judged.filter((one) => accountOf(one) === undefined),
    again: judged.filter((one) => {
      const account = accountOf(one);
      return account !== undefined && isHalfGiven(account);
    }),
    unknown: outcomes.filter((outcome) => typeof outcome === 'string'),
  };
}

/** What a fresh decision claims. */
export function claimOf({ evidence, decision }: Judged): readonly Claim[] {
  const pull = evidence.pull?.number;
  if (pull === undefined) return [];
  if (decision.grant !== undefined) return [{ pull, is: 'granted', grant: decision.grant }];
  return decision.verdict === 'pending'
    ? [{ pull, is: 'unknown', why: decision.reasons.map(({ sentence }) => sentence).join('; ') }]
    : [];
}

/** A claim on record gives nothing more unless this very run comes to the same decision. */
export function confirmed(claim: Claim, again: readonly Judged[], accounts: Accounts): Claim {
  const account = accounts.byPull.get(claim.pull);
  if (claim.is !== 'granted' || account === undefined || !isHalfGiven(account)) return claim;
  const grant = again.find(({ evidence }) => evidence.pull?.number === claim.pull)?.decision.grant;
  if (grant !== undefined && sameGrant(grant, claim.grant)) return claim;
  return { ...claim, unconfirmed: 'the ledger holds an intent that the evidence does not bear out' };
}

export function teamsOf({ policies }: PolicySet): readonly string[] {
  const parties = [...policies.values()].flatMap(({ requesters, approval }) => [
    ...requesters,
    ...approval.flatMap(({ from }) => from),
  ]);
  return [...new Set(parties.flatMap((party) => (party.kind === 'team' ? [party.slug] : [])))];
}

async function gatherAndJudge(
  world: World,
  { repository, documents, mainline, genesis }: Bench,
  teams: readonly string[],
  documentsAt: (commit: string) => Promise<readonly DocumentFile[]>,
  file: DocumentFile,
): Promise<Judged | string> {
  const gathered = await world.repository.gather({
    head: repository.head,
    path: file.path,
    mainline,
    teams,
    documentsOf: async (commit) => digestsOf(await documentsAt(commit)),
  });
  if (gathered.unknown !== undefined) return `${file.path}: ${gathered.unknown}`;
  const parent = gathered.evidence.pull?.merge?.parents[0]?.sha;
  const before = parent === undefined ? null : await documentsAt(parent).then(readPolicySet, () => null);
  return judge(gathered.evidence, before, documents, genesis?.policies ?? null);
}

function isDecided(file: DocumentFile, accounts: Accounts): boolean {
  if (accounts.strayPaths.get(file.path) === file.blob) return true;
  return [...accounts.byPull.values()].some(
    (account) => account.path === file.path && account.blob === file.blob && !isHalfGiven(account),
  );
}

/** Each commit's documents are read once in a run. */
function once<T>(read: (commit: string) => Promise<T>): (commit: string) => Promise<T> {
  const known = new Map<string, Promise<T>>();
  return (commit) => {
    const reading = known.get(commit) ?? read(commit);
    known.set(commit, reading);
    return reading;
  };
}
