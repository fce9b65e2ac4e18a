import type { Grant } from '../../core/grant/grant.ts';
import { changeDraft, intentDraft, type RecordContext } from '../../core/ledger/drafts.ts';
import { intentEntries } from '../../core/ledger/outside-log.ts';
import { hasErrors, message, type Message } from '../../core/message.ts';
import type { ClockReading } from '../../core/plan/clocks.ts';
import type { Ports } from '../../core/ports.ts';
import type { ObservedState } from '../observe/state.ts';
import { appendRecords, whyUnsignable, type Recorded, type StepResult } from './append.ts';
import { signBacklog } from './backlog.ts';
import { doubtMessage } from './doubts.ts';
import { isContinued } from './continued.ts';
import { readLedger, type OpenLedger } from './open.ts';
import { publishRun } from './publish.ts';
import { decisionOn } from './record-events.ts';
import { reportUnsealed } from './unsealed.ts';

/** The ledger before a grant. */
export interface PreparedGrants extends StepResult {
  /** Grants whose intent is on record. Only these may be written to IAM. */
  readonly grants: readonly Grant[];
}

/**
 * Prepares grants: signs the records that earlier runs left unsigned, then records the intents. If no message
 * forbids it, `grants` are due now. The messages contain every reason against grants.
 * @param due pull requests whose grants wait for an intent
 */
export async function prepareGrants(
  ports: Ports,
  observed: ObservedState,
  due: readonly number[],
  clock: ClockReading | undefined,
  context: RecordContext,
): Promise<PreparedGrants> {
  const found = observed.ledger;
  if (found === undefined)
    return { ledger: found, records: [], messages: [...observed.blocked, ...clockMessages(clock)], grants: [] };
  const signed = await recordChanges(ports, observed, await signBacklog(ports, found, context), context);
  const blocked = [...observed.blocked, ...signed.messages, ...clockMessages(clock)];
  const messages = [...blocked, ...reportUnsealed(found)];
  if (due.length === 0 || blocked.length > 0) return { ...signed, messages, grants: [] };
  const intents = await recordIntents(ports, observed, signed.ledger, due, context);
  return {
    ...intents,
    records: [...signed.records, ...intents.records],
    messages: [...messages, ...intents.messages],
  };
}

/** Records the verdicts on changes of documents, sealed. Without them on record no grant may rest on them. */
async function recordChanges(
  ports: Ports,
  { changes }: ObservedState,
  before: Recorded,
  context: RecordContext,
): Promise<Recorded> {
  const { ledger } = before;
  // An unsigned ledger proves no verdict, so every run judges all changes again.
  const isSigned = (ledger.trust.keys ?? []).length > 0;
  if (!isSigned || changes.length === 0 || before.messages.length > 0 || ledger.doubt !== undefined) return before;
  const drafts = changes.map((change) => changeDraft(change, context));
  const written = await appendRecords(ports, ledger, drafts, 'sealed');
  return { ...written, records: [...before.records, ...written.records] };
}

/** Returns the reasons why the clocks allow no grants. */
export function clockMessages(clock: ClockReading | undefined): readonly Message[] {
  if (clock === undefined)
    return [message('clock-unknown', 'Google did not send the time, so Pullcord grants nothing. The next run retries')];
  return clock.skew === undefined ? [] : [message('clocks-apart', clock.skew)];
}

interface Intents extends Recorded {
  readonly grants: readonly Grant[];
}

/**
 * Records the intent to grant before IAM changes, so that a crash between the two leaves a trace. The intent goes to the
 * log outside GitHub, which must acknowledge it. Without such a log it goes to the ledger. Afterwards the ledger must
 * still continue the one that the requests were judged by. A message means that nothing may be granted.
 */
async function recordIntents(
  ports: Ports,
  state: ObservedState,
  ledger: OpenLedger,
  due: readonly number[],
  context: RecordContext,
): Promise<Intents> {
  // A window may end between the plan and the record's instant. An intent past its end would stay out of its window forever.
  const grants = state.desired.flatMap((one) =>
    one.is === 'approved' && due.includes(one.pull) && context.at < one.grant.window.end ? [one.grant] : [],
  );
  if (grants.length === 0) return { records: [], ledger, messages: [], grants };
  const recorded =
    state.organization?.log === undefined
      ? await intentsInLedger(ports, state, ledger, grants, context)
      : await intentsInLog(ports, state.organization.log, state.repositoryName, ledger, grants, context);
  if (hasErrors(recorded.messages)) return { ...recorded, grants: [] };
  const barred = quarantinedSince(state.ledger, recorded.ledger);
  return barred === undefined ? { ...recorded, grants } : { ...recorded, messages: [barred], grants: [] };
}

async function intentsInLedger(
  ports: Ports,
  state: ObservedState,
  ledger: OpenLedger,
  grants: readonly Grant[],
  context: RecordContext,
): Promise<Recorded> {
  const drafts = grants.map((grant) => intentDraft(grant, decisionOn(state.judged, grant.pull), context));
  const written = await appendRecords(ports, ledger, drafts, 'sealed');
  if (hasErrors(written.messages)) return written;
  // Only an append proves that the ledger has not moved. If all intents were on record, nothing was appended.
  if (written.records.length === 0) return readAgain(ports, ledger);
  const unpublished = { ...state.anchors, records: written.records };
  const published = await publishRun(ports, state, written.ledger, unpublished);
  return { ...written, messages: published.messages.filter(({ code }) => code === 'ledger-forked') };
}

async function intentsInLog(
  ports: Ports,
  log: { readonly project: string; readonly name: string },
  repositoryName: string,
  ledger: OpenLedger,
  grants: readonly Grant[],
  context: RecordContext,
): Promise<Recorded> {
  // Without a signature no activation is recorded, and the next run would grant again what a person removed.
  const unsignable = await whyUnsignable(ledger);
  if (unsignable !== undefined) return { ledger, records: [], messages: [unsignable] };
  const logged = await ports.openLog(log).write(intentEntries(grants, repositoryName, context));
  if (logged.outcome === 'written') return readAgain(ports, ledger);
  const failure = message(
    'log-failed',
    `the log outside GitHub did not accept the intent, so Pullcord only revokes in this run: ${logged.sentence}`,
  );
  return { ledger, records: [], messages: [failure] };
}

/** Reads the ledger again. Another run may have granted the same access, and a person may have removed it. */
async function readAgain(ports: Ports, before: OpenLedger): Promise<Recorded> {
  const stop = (why: Message): Recorded => ({ ledger: before, records: [], messages: [why] });
  const ledger = await readLedger(ports, before.trust);
  if ('problem' in ledger) return stop(ledger.problem);
  if (!isContinued(before, ledger)) return stop(message('ledger-in-doubt', LOST_RECORDS));
  if (ledger.doubt !== undefined) return stop(doubtMessage(ledger));
  return { ledger, records: [], messages: [] };
}

const LOST_RECORDS = 'the branch audit lost records during this run. Start a new run: gh workflow run reconcile.yml';

/** Finds a new quarantine. Its person may have asked or approved, so the next run judges everything again. */
function quarantinedSince(before: OpenLedger | undefined, after: OpenLedger): Message | undefined {
  const known = new Set((before?.index.quarantines ?? []).map(({ record }) => record));
  return after.index.quarantines.every(({ record }) => known.has(record))
    ? undefined
    : message('quarantined-meanwhile', QUARANTINED);
}

const QUARANTINED = 'somebody put a person in quarantine during this run, so the next run decides again';
