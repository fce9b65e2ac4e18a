import type { RecordedChange } from '../acceptance/change.ts';
import type { UsageDigest } from '../audit/usage.ts';
import type { Judged } from '../decision/decision.ts';
import type { Grant } from '../grant/grant.ts';
import type { BindingFact, Draft, RecordedDecision, RecordKind, RunFact } from './record.ts';
import { isUndecided, type GrantState } from './grant-state.ts';
import type { LedgerIndex } from './ledger-index.ts';
import type { Step } from '../plan/table.ts';
import type { ReviewRecord } from '../review/review.ts';
import type { Instant } from '../time.ts';

/** The facts that all records of a run share. */
export interface RecordContext {
  readonly at: Instant;
  readonly run: RunFact;
  readonly version: string;
}

type Decided = Pick<Judged, 'evidence' | 'decision'>;

/** Makes the record of a denied request. The denial is final. */
export function refusedDraft({ evidence, decision }: Decided, context: RecordContext): Draft {
  return {
    ...begin('refused', evidence.pull?.number ?? null, context, decision.reasons),
    request: { path: evidence.path, blob: evidence.file?.blob ?? null, url: evidence.pull?.url ?? null },
    decision: toRecordedDecision({ evidence, decision }),
  };
}

/** Makes the record of a request whose window ended before a decision. */
export function lapsedDraft(decided: Decided, context: RecordContext): Draft {
  return { ...refusedDraft(decided, context), kind: 'lapsed' };
}

/** Makes the record of an intent to grant. It is on record before any write to IAM. */
export function intentDraft(grant: Grant, decided: Decided | undefined, context: RecordContext): Draft {
  const bindings = grant.access.map(({ resource, role }) => ({
    resource,
    role,
    before: [],
    after: [],
    unconditionalBefore: [],
  }));
  return { ...ofGrant('intent', grant, decided, context), bindings };
}

/** Makes the record of a break-glass review, with reviewer and verdict. */
export function reviewedDraft(grant: Grant, review: ReviewRecord, context: RecordContext): Draft {
  const sentence = review.sentence === '' ? review.verdict : `${review.verdict}: ${review.sentence}`;
  return { ...ofGrant('reviewed', grant, undefined, context, [{ code: 'reviewed', sentence }]), review };
}

/** Makes the record of an overdue break-glass review. */
export function overdueDraft(grant: Grant, due: Instant, context: RecordContext): Draft {
  const sentence = `the review was due at ${due}; ${grant.requester.login} cannot break glass again until a review`;
  return ofGrant('review-overdue', grant, undefined, context, [{ code: 'review-overdue', sentence }]);
}

/** Makes the record of the verdicts on a change of documents. */
export function changeDraft(change: RecordedChange, context: RecordContext): Draft {
  const seen = new Map(change.documents.flatMap(({ reasons }) => reasons).map((one) => [one.sentence, one]));
  const all = [...seen.values()];
  // Each document has its own reasons. The record repeats some for readers, and at least one of each code.
  const first = new Map(all.toReversed().map((one) => [one.code, one]));
  const reasons = all.filter((one, index) => index < MOST_REASONS || first.get(one.code) === one);
  return { ...begin('policies-changed', change.evidence.pull?.number ?? null, context, reasons), change };
}

const MOST_REASONS = 20;

/** Makes the record of a day without other records, or of the given reasons. */
export function heartbeatDraft(context: RecordContext, reasons: Draft['reasons'] = []): Draft {
  return begin('heartbeat', null, context, reasons);
}

/** Makes the record of a change of keys. The new keys sign from here on. */
export function rotationDraft(keys: readonly string[], context: RecordContext): Draft {
  return { ...begin('key-rotated', null, context, []), keys };
}

/** Makes the record of the principal's use of a closed grant. */
export function usedDraft(grant: Grant, usage: UsageDigest, context: RecordContext): Draft {
  return { ...ofGrant('used', grant, undefined, context), usage };
}

/** Makes one record for all steps of one kind and grant. It lists their bindings. */
export function eventDrafts(
  steps: readonly Step[],
  decidedOn: (pull: number) => Decided | undefined,
  index: LedgerIndex,
  context: RecordContext,
): readonly Draft[] {
  const groups = Map.groupBy(
    steps.filter(({ event }) => event !== undefined),
    ({ pull, event }) => `${event ?? ''} ${pull ?? ''}`,
  );
  const decidedPulls = new Set<number>();
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (first?.event === undefined) return [];
    const pull = first.pull ?? null;
    const known = pull === null ? undefined : index.byPull.get(pull);
    // An unexplained binding belongs to no request. Its record has no evidence and decides nothing.
    const isStray = first.event === 'unexplained';
    const isNew = known === undefined || (isUndecided(known) && !isStray);
    const judged = pull === null || !isNew ? undefined : decidedOn(pull);
    // Evidence is long, so only the first record of a request has it.
    const decided = pull === null || isStray || decidedPulls.has(pull) ? undefined : judged;
    if (pull !== null && decided !== undefined) decidedPulls.add(pull);
    const grant = known?.grant ?? judged?.decision.grant;
    const reasons = [...new Set(group.map(({ why }) => why))].filter((why) => why !== '').map(toReason(first.event));
    const bindings = group.map(toFact);
    if (grant !== undefined) return [{ ...ofGrant(first.event, grant, decided, context, reasons), bindings }];
    return [{ ...begin(first.event, pull, context, reasons), ...requestOf(known), bindings }];
  });
}

function ofGrant(
  kind: RecordKind,
  grant: Grant,
  decided: Decided | undefined,
  context: RecordContext,
  reasons: Draft['reasons'] = [],
): Draft {
  return {
    ...begin(kind, grant.pull, context, reasons),
    request: { path: grant.path, blob: grant.blob, url: grant.url },
    grant,
    ...(decided === undefined ? {} : { decision: toRecordedDecision(decided) }),
  };
}

/** Makes the members that every record has. */
export function begin(
  kind: RecordKind,
  pull: number | null,
  { at, run, version }: RecordContext,
  reasons: Draft['reasons'],
): Draft {
  return { schema: 1, kind, at, pull, reasons, run, tool: { name: 'pullcord', version } };
}

function requestOf(known: GrantState | undefined): Pick<Draft, 'request'> {
  return known === undefined ? {} : { request: { path: known.path, blob: known.blob, url: null } };
}

function toRecordedDecision({
  evidence,
  decision: { verdict, reasons, results, approvals, proof },
}: Decided): RecordedDecision {
  return { verdict, reasons, results, approvals, ...(proof === undefined ? {} : { proof }), evidence };
}

function toFact({ resource, role, before, after, unconditionalBefore, actor }: Step): BindingFact {
  return { resource, role, before, after, unconditionalBefore, ...(actor === undefined ? {} : { actor }) };
}

/** Splits `code: sentence` if a step's reason begins with its own code. */
function toReason(kind: string): (why: string) => { code: string; sentence: string } {
  return (why) => {
    const match = /^([a-z][a-z-]+): (.+)$/s.exec(why);
    return match === null ? { code: kind, sentence: why } : { code: match[1] ?? kind, sentence: match[2] ?? why };
  };
}
