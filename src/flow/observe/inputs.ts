import type { PinFile } from '../../core/ledger/pin.ts';
import { hasOpenEntries, type GrantState } from '../../core/ledger/grant-state.ts';
import { monthOf } from '../../core/documents/paths.ts';
import type { PolicySet } from '../../core/documents/policy-set.ts';
import { addSeconds, type Instant } from '../../core/time.ts';
import { policyStands, requestStands } from './recorded-grants.ts';
import { readPolicySet } from './documents.ts';
import { readGate, type GateReading } from './gate.ts';
import { errorMessage } from '../../core/error-message.ts';
import { openLedger, readLedgerBranch, type NoLedger, type OpenLedger } from '../ledger/open.ts';
import { trustOf } from '../ledger/trust.ts';
import type { DocumentFile, LedgerReading, MainlineCommit, RepositoryState, Ports } from '../../core/ports.ts';

/** All inputs that a run reads from the default branch, at one commit. */
export interface GitHubInputs {
  readonly repository: RepositoryState;
  readonly documents: PolicySet;
  readonly documentFiles: readonly DocumentFile[];
  readonly pin: PinFile;
  readonly gate: Promise<GateReading>;
  readonly requests: readonly DocumentFile[];
  /** The months of these requests. */
  readonly months: readonly string[];
  readonly now: Instant;
  readonly mainline: readonly MainlineCommit[];
}

interface LedgerInputs {
  /** The branch `audit` at the time of the first read of the default branch. */
  readonly ledgerReading: LedgerReading;
  /** The last set that parsed. It identifies our bindings while the present one does not parse. */
  readonly valid: PolicySet | undefined;
  readonly ledger: OpenLedger | NoLedger;
}

/** The default branch and the ledger. `silent` is the reason why GitHub returned nothing. */
export type Inputs =
  | (LedgerInputs & { readonly github: GitHubInputs })
  | { readonly ledgerReading: LedgerReading; readonly silent: string };

/**
 * Reads both at once, so the ledger may be newer than the default branch. Before a run concludes that a recorded request
 * or policy is gone, it reads the default branch again.
 */
export async function readInputs(ports: Ports): Promise<Inputs> {
  const [ledgerReading, github] = await Promise.all([
    readLedgerBranch(ports),
    readRepository(ports).catch(errorMessage),
  ]);
  if (typeof github === 'string') return { ledgerReading, silent: github };
  const first = await openWith(ports, ledgerReading, github);
  if ('problem' in first.ledger || isSure(first.ledger, github)) return { ...first, github };
  const again = await readRepository(ports).catch(errorMessage);
  if (typeof again === 'string') return { ledgerReading, silent: again };
  return { ...(await openWith(ports, ledgerReading, again)), github: again };
}

/** Opens the ledger with the keys that the default branch names. */
async function openWith(
  ports: Ports,
  ledgerReading: LedgerReading,
  { documents, mainline, now, pin }: GitHubInputs,
): Promise<LedgerInputs> {
  const valid = documents.organization === undefined ? await lastValid(ports, mainline) : documents;
  return {
    ledgerReading,
    valid,
    ledger: await openLedger(ports, ledgerReading, trustOf(ports, valid?.organization, now, pin)),
  };
}

function isSure({ index }: OpenLedger, { requests: files, documents, months }: GitHubInputs): boolean {
  const branch = { files, documents };
  return [...index.byPull.values()]
    .filter(hasOpenEntries)
    .every(
      (state) =>
        policyStands(state, branch) && (requestStands(state, branch) || !months.includes(monthOf(state.path) ?? '')),
    );
}

async function readRepository(ports: Ports): Promise<GitHubInputs> {
  const { repository, documents: documentFiles, pin, requests, months } = await ports.repository.overview();
  const documents = readPolicySet(documentFiles);
  const now = ports.repository.time();
  if (now === undefined) throw new Error('GitHub did not send the time');
  const span = (documents.organization?.maxDuration ?? LONGEST_LOOK_BACK) + LOOK_BACK_SLACK;
  // Not awaited here: GitHub returns it while the requests are read. It never throws.
  const gate = readGate(ports, repository);
  const mainline = await ports.repository.mainline(repository.head, addSeconds(now, -span));
  return { repository, documents, documentFiles, pin, gate, requests, months, now, mainline };
}

const LONGEST_LOOK_BACK = 7 * 86_400;
const LOOK_BACK_SLACK = 86_400;

const TRIES_BACK = 20;

/** Returns the newest set on the first-parent line that has a readable organization. */
async function lastValid(ports: Ports, mainline: readonly MainlineCommit[]): Promise<PolicySet | undefined> {
  for (const { sha } of mainline.slice(1, TRIES_BACK)) {
    const set = await ports.repository.documents(sha).then(readPolicySet, () => undefined);
    if (set?.organization !== undefined) return set;
  }
  return undefined;
}

/** Reads the request files that may matter: of the months around now, and of every grant still open on record. */
export async function readRequests(
  ports: Ports,
  { repository, requests, months }: GitHubInputs,
  known: readonly GrantState[],
): Promise<readonly DocumentFile[]> {
  const open = known.filter(hasOpenEntries).flatMap(({ path }) => monthOf(path) ?? []);
  const others = [...new Set(open)].filter((month) => !months.includes(month));
  return others.length === 0
    ? requests
    : [...requests, ...(await ports.repository.requestFiles(repository.head, others))];
}
