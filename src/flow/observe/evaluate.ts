import type { Judged } from '../../core/decision/decision.ts';
import { accountsOf } from '../../core/decision/identity.ts';
import { judgeInTurn } from '../../core/decision/in-turn.ts';
import { chooseCandidate } from '../../core/decision/candidates.ts';
import { judge } from '../../core/decision/judge.ts';
import { errorMessage } from '../../core/error-message.ts';
import { sameGrant } from '../../core/grant/grant.ts';
import { isPartlyGranted, isUndecided } from '../../core/ledger/grant-state.ts';
import type { LedgerIndex } from '../../core/ledger/ledger-index.ts';
import { messages, type Message } from '../../core/message.ts';
import type { DesiredGrant } from '../../core/plan/phase.ts';
import type { DocumentFile } from '../../core/ports.ts';
import { mapLimited } from '../map-limited.ts';
import { evidenceCollector, type Candidates, type EvaluationInputs, type EvaluationPorts } from './evidence.ts';

/** Decisions of one run. */
export interface Evaluated {
  /** Requests without a decision on record. */
  readonly fresh: readonly Judged[];
  /** Requests on record whose access is partly granted. The ledger can withhold the rest, and never authorizes it. */
  readonly again: readonly Judged[];
  /** Requests that could not be judged. */
  readonly unknown: readonly Message[];
}

const AT_ONCE = 4;

/** Judges one request, on record already or not. Returns a sentence if a fact could not be read. */
export async function evaluateFile(
  ports: EvaluationPorts,
  inputs: EvaluationInputs,
  file: DocumentFile,
): Promise<Judged | string> {
  const candidates = await evidenceCollector(ports, inputs)(file);
  return typeof candidates === 'string' ? candidates : judgeCandidates(candidates, file, inputs.index);
}

function judgeCandidates([first, ...others]: Candidates, { path }: DocumentFile, index: LedgerIndex): Judged {
  const isOnRecord = (pull: number) => index.byPull.get(pull)?.path === path;
  return chooseCandidate([judge(first), ...others.map(judge)], isOnRecord);
}

/** Judges every request file without a final decision on record. A request that cannot be judged stops no other. */
export async function evaluateAll(
  ports: EvaluationPorts,
  inputs: EvaluationInputs,
  files: readonly DocumentFile[],
): Promise<Evaluated> {
  const { index, genesis } = inputs;
  const evidenceOf = evidenceCollector(ports, inputs);
  const judgeOne = async (file: DocumentFile): Promise<Judged | string> => {
    try {
      const candidates = await evidenceOf(file);
      return typeof candidates === 'string' ? candidates : judgeCandidates(candidates, file, index);
    } catch (error) {
      return `${file.path}: ${errorMessage(error)}`;
    }
  };
  const undecided = files.filter((file) => !isDecided(file, index) && genesis?.requests[file.path] !== file.blob);
  const outcomes = await mapLimited(undecided, AT_ONCE, judgeOne);
  const organizations = [inputs.organization, inputs.documents.organization].filter((one) => one !== undefined);
  const judged = judgeInTurn(
    outcomes.filter((outcome) => typeof outcome !== 'string'),
    (id) => accountsOf(id, organizations),
  );
  const stateOf = ({ evidence: { pull } }: Judged) => (pull === null ? undefined : index.byPull.get(pull.number));
  return {
    fresh: judged.filter((one) => {
      const state = stateOf(one);
      return state === undefined || isUndecided(state);
    }),
    again: judged.filter((one) => {
      const state = stateOf(one);
      return state !== undefined && isPartlyGranted(state);
    }),
    unknown: messages(
      'request-unjudged',
      outcomes.flatMap((outcome) =>
        typeof outcome === 'string' ? `a request is not judged yet, so the next run retries: ${outcome}` : [],
      ),
    ),
  };
}

/** Returns the grant that a fresh decision asks for. */
export function desiredBy({ evidence, decision }: Judged): readonly DesiredGrant[] {
  const pull = evidence.pull?.number;
  if (pull === undefined) return [];
  if (decision.grant !== undefined) return [{ pull, is: 'approved', grant: decision.grant }];
  return decision.verdict === 'pending'
    ? [{ pull, is: 'unknown', why: decision.reasons.map(({ sentence }) => sentence).join('; ') }]
    : [];
}

/** Returns the grant, confirmed or not. A grant on record is extended only if this run decides the same. */
export function confirmed(desired: DesiredGrant, again: readonly Judged[], index: LedgerIndex): DesiredGrant {
  const state = index.byPull.get(desired.pull);
  if (desired.is !== 'approved' || state === undefined || !isPartlyGranted(state)) return desired;
  const grant = again.find(({ evidence }) => evidence.pull?.number === desired.pull)?.decision.grant;
  if (grant !== undefined && sameGrant(grant, desired.grant)) return desired;
  return { ...desired, unconfirmed: 'the ledger announces this access, and the evidence does not confirm it' };
}

function isDecided(file: DocumentFile, index: LedgerIndex): boolean {
  if (index.strayPaths.get(file.path) === file.blob) return true;
  return [...index.byPull.values()].some(
    (state) => state.path === file.path && state.blob === file.blob && !isPartlyGranted(state),
  );
}
