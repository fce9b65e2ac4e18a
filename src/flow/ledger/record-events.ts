import type { Judged } from '../../core/decision/decision.ts';
import {
  eventDrafts,
  heartbeatDraft,
  lapsedDraft,
  refusedDraft,
  type RecordContext,
} from '../../core/ledger/drafts.ts';
import type { Draft } from '../../core/ledger/record.ts';
import { isSilent } from '../../core/ledger/ledger-index.ts';
import { message } from '../../core/message.ts';
import type { ClockReading } from '../../core/plan/clocks.ts';
import type { DesiredGrant } from '../../core/plan/phase.ts';
import type { Step } from '../../core/plan/table.ts';
import type { Ports } from '../../core/ports.ts';
import { EPOCH } from '../../core/time.ts';
import { appendRecords, type StepResult } from './append.ts';
import type { OpenLedger } from './open.ts';

/** The events of a run. */
export interface RunEvents {
  /** Decisions of this run. */
  readonly judged: readonly Judged[];
  readonly desired: readonly DesiredGrant[];
  /** The steps of both passes over IAM. */
  readonly steps: readonly Step[];
  readonly clock: ClockReading | undefined;
}

/** Records refusals, lapses and the steps of both passes over IAM; after a day without a record, a heartbeat. */
export async function recordEvents(
  ports: Ports,
  ledger: OpenLedger | undefined,
  { judged, desired, steps, clock }: RunEvents,
  context: RecordContext,
): Promise<StepResult> {
  if (ledger === undefined) {
    const names = steps.map(stepName).join('; ');
    const sentence = `Pullcord revoked this access, and a later run records it, because the ledger is unreadable: ${names}`;
    return { ledger, records: [], messages: steps.length === 0 ? [] : [message('event-unrecorded', sentence)] };
  }
  const drafts: readonly Draft[] = [
    ...oncePerPull(judged.flatMap((one) => decisionDraft(one, clock, context))),
    ...eventDrafts(
      steps.filter((step) => !hasEndedSince(step, desired, context)),
      (pull) => decisionOn(judged, pull),
      ledger.index,
      context,
    ),
  ];
  const isQuiet = drafts.length === 0 && context.at !== EPOCH && isSilent(ledger.index, context.at);
  return appendRecords(ports, ledger, isQuiet ? [heartbeatDraft(context)] : drafts);
}

/** Returns the decision of this run about a pull request, if there is one. */
export function decisionOn(judged: readonly Judged[], pull: number): Judged | undefined {
  return judged.find(({ evidence }) => evidence.pull?.number === pull);
}

/** Returns true for a grant that expired before the run could record it. No grant is recorded after its end. */
function hasEndedSince(
  { event, changes, pull }: Step,
  desired: readonly DesiredGrant[],
  { at }: RecordContext,
): boolean {
  const grant = desired.find((one) => one.pull === pull)?.grant;
  return event === 'activated' && changes.length === 0 && grant !== undefined && grant.window.end <= at;
}

function stepName({ pull, role, resource }: Step): string {
  return `${pull === undefined ? 'a binding with our mark' : `#${pull}`} ${role} on ${resource}`;
}

function decisionDraft(judged: Judged, clock: ClockReading | undefined, context: RecordContext): readonly Draft[] {
  const { decision, latestEnd } = judged;
  if (decision.verdict === 'denied') return [refusedDraft(judged, context)];
  const hasLapsed =
    decision.verdict === 'pending' && latestEnd !== undefined && clock !== undefined && clock.earlier >= latestEnd;
  return hasLapsed ? [lapsedDraft(judged, context)] : [];
}

/** Keeps one refusal for each pull request, even if it adds several request files. */
function oncePerPull(drafts: readonly Draft[]): readonly Draft[] {
  const seen = new Set<number>();
  return drafts.filter(({ pull }) => {
    if (pull === null) return true;
    const isNew = !seen.has(pull);
    seen.add(pull);
    return isNew;
  });
}
