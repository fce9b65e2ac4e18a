import type { Judged } from '../../core/decision/decision.ts';
import type { ClockReading } from '../../core/plan/clocks.ts';
import type { Step } from '../../core/plan/plan.ts';
import {
  eventDrafts,
  heartbeatDraft,
  lapsedDraft,
  refusedDraft,
  type RecordContext,
} from '../../core/ledger/drafts.ts';
import type { Draft, LedgerRecord } from '../../core/ledger/ledger.ts';
import { isSilent } from '../../core/ledger/ledger-index.ts';
import { EPOCH } from '../../core/time.ts';
import type { OpenLedger } from './open.ts';
import { appendRecords } from './append.ts';
import type { Applied } from '../apply/apply.ts';
import type { ObservedState } from '../observe/observe.ts';
import type { Ports } from '../../core/ports.ts';

/** Everything that became true: refusals, lapses and what the passes over IAM did. */
export async function recordEvents(
  ports: Ports,
  seen: ObservedState,
  steps: Applied['steps'],
  clock: ClockReading | undefined,
  occasion: RecordContext,
): Promise<Written> {
  if (seen.ledger === undefined)
    return {
      ledger: undefined,
      records: [],
      problems:
        steps.length > 0
          ? [`taken away and not on record yet, as the ledger could not be read: ${steps.map(stepName).join('; ')}`]
          : [],
    };
  const { index: accounts } = seen.ledger;
  const drafts: readonly Draft[] = [
    ...oncePerPull(seen.judged.flatMap((judged) => decisionDraft(judged, clock, occasion))),
    ...eventDrafts(
      steps.filter((step) => !isOverSince(step, seen, occasion)),
      (pull) => decidedOn(seen, pull),
      accounts,
      occasion,
    ),
  ];
  const quiet = drafts.length === 0 && occasion.at !== EPOCH && isSilent(accounts, occasion.at);
  return append(ports, seen.ledger, quiet ? [heartbeatDraft(occasion)] : drafts);
}

/** What a part of a run has put on record. */
export interface Written {
  readonly records: readonly LedgerRecord[];
  /** As it stands afterwards. */
  readonly ledger: OpenLedger | undefined;
  readonly problems: readonly string[];
}

/** Drafts that say something new become records. */
export async function append(
  ports: Ports,
  ledger: OpenLedger,
  drafts: readonly Draft[],
): Promise<Written & { readonly ledger: OpenLedger }> {
  const written = await appendRecords(ports, ledger, drafts);
  return {
    records: written.records,
    ledger: written.ledger,
    problems: written.problem === undefined ? [] : [written.problem],
  };
}

/** Seen to stand, and over before the run could say so: nothing is recorded as given after its end; the next run takes it. */
function isOverSince({ event, changes, pull }: Step, { claims }: ObservedState, { at }: RecordContext): boolean {
  const grant = claims.find((claim) => claim.pull === pull)?.grant;
  return event === 'activated' && changes.length === 0 && grant !== undefined && grant.window.end <= at;
}

function stepName({ pull, role, resource }: Step): string {
  return `${pull === undefined ? 'a binding of ours' : `#${pull}`} ${role} on ${resource}`;
}

function decisionDraft(judged: Judged, clock: ClockReading | undefined, occasion: RecordContext): readonly Draft[] {
  if (judged.decision.verdict === 'denied') return [refusedDraft(judged, occasion)];
  const lapsed =
    judged.decision.verdict === 'pending' &&
    judged.latestEnd !== undefined &&
    clock !== undefined &&
    clock.earlier >= judged.latestEnd;
  return lapsed ? [lapsedDraft(judged, occasion)] : [];
}

/** A pull request that brings several request files is refused once, for all of them. */
function oncePerPull(drafts: readonly Draft[]): readonly Draft[] {
  const told = new Set<number>();
  return drafts.filter(({ pull }) => {
    if (pull === null) return true;
    const isNew = !told.has(pull);
    told.add(pull);
    return isNew;
  });
}

/** What this run decided about a pull request, if it did. */
export function decidedOn(seen: ObservedState, pull: number): Judged | undefined {
  return seen.judged.find(({ evidence }) => evidence.pull?.number === pull);
}
