import type { UsageDigest } from '../audit/usage.ts';
import type { Judged } from '../decision/decision.ts';
import type { Grant } from '../grant/grant.ts';
import type { BindingFact, Draft, RecordedDecision, RecordKind, RunFact } from './record.ts';
import { isUndecided, type GrantState } from './grant-state.ts';
import type { LedgerIndex } from './ledger-index.ts';
import type { Step } from '../plan/table.ts';
import type { ReviewRecord } from '../review/review.ts';
import type { Instant } from '../time.ts';

/** What every record of a run has in common. */
export interface RecordContext {
  readonly at: Instant;
  readonly run: RunFact;
  readonly version: string;
}

type Decided = Pick<Judged, 'evidence' | 'decision'>;

/** A request that may never have its access: decided, final. */
export function refusedDraft({ evidence, decision }: Decided, context: RecordContext): Draft {
  return {
    ...begin('refused', evidence.pull?.number ?? null, context, decision.reasons),
    request: { path: evidence.path, blob: evidence.file?.blob ?? null, url: evidence.pull?.url ?? null },
    decision: toRecordedDecision({ evidence, decision }),
  };
}

/** A request whose window passed before a decision could be taken. */
export function lapsedDraft(decided: Decided, context: RecordContext): Draft {
  return { ...refusedDraft(decided, context), kind: 'lapsed' };
}

/** The durable intent to give: on record before IAM is touched. */
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

/** Glass once broken was reviewed: by whom, and what they said. */
export function reviewedDraft(grant: Grant, review: ReviewRecord, context: RecordContext): Draft {
  const sentence = review.sentence === '' ? review.verdict : `${review.verdict}: ${review.sentence}`;
  return { ...ofGrant('reviewed', grant, undefined, context, [{ code: 'reviewed', sentence }]), review };
}

/** Nobody reviewed it in time. */
export function overdueDraft(grant: Grant, due: Instant, context: RecordContext): Draft {
  const sentence = `the review was due at ${due}; until it is there, ${grant.requester.login} cannot break glass again`;
  return ofGrant('review-overdue', grant, undefined, context, [{ code: 'review-overdue', sentence }]);
}

/** Nothing else was to be recorded for a day; or, with a reason, what else it is for. */
export function heartbeatDraft(context: RecordContext, reasons: Draft['reasons'] = []): Draft {
  return begin('heartbeat', null, context, reasons);
}

/** Others sign from here on. */
export function rotationDraft(keys: readonly string[], context: RecordContext): Draft {
  return { ...begin('key-rotated', null, context, []), keys };
}

/** What the principal was seen to do, once its grant has closed on record. */
export function usedDraft(grant: Grant, usage: UsageDigest, context: RecordContext): Draft {
  return { ...ofGrant('used', grant, undefined, context), usage };
}

/** Steps of one kind for one grant become one record that lists its bindings. */
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
    // An unexplained binding is no part of a request: its record bears no evidence, and decides nothing.
    const isStray = first.event === 'unexplained';
    const isNew = known === undefined || (isUndecided(known) && !isStray);
    const judged = pull === null || !isNew ? undefined : decidedOn(pull);
    // The evidence is long: the first record of the course has it, and only that.
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

/** What every record has. */
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

/** `code: sentence`, where a step's reason begins with a code of its own. */
function toReason(kind: string): (why: string) => { code: string; sentence: string } {
  return (why) => {
    const match = /^([a-z][a-z-]+): (.+)$/s.exec(why);
    return match === null ? { code: kind, sentence: why } : { code: match[1] ?? kind, sentence: match[2] ?? why };
  };
}
