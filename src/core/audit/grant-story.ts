import type { ApprovalAccount } from '../decision/approval.ts';
import type { Reason } from '../decision/rule.ts';
import type { Evidence } from '../decision/evidence.ts';
import { parseRequest } from '../documents/request.ts';
import { isDrift } from '../drift/drift.ts';
import type { Grant } from '../grant/grant.ts';
import type { Binding } from '../grant/iam-policy.ts';
import type { LedgerRecord, RecordKind, ReviewKind, RunFact } from '../ledger/record.ts';
import type { Verdict } from '../review/opinion.ts';
import { secondsBetween, type Instant, type Seconds, type Window } from '../time.ts';
import { accessStories, type AccessStory } from './access-story.ts';
import type { UsageDigest } from './usage.ts';

/** One pull request's whole story, folded from its records for people who read. What no record says is `null`. */
export interface GrantStory {
  readonly pull: number;
  readonly url: string | null;
  readonly path: string | null;
  /**
   * `intended`: decided, and not given as far as the ledger tells. `unexplained`: nothing is on record but bindings that
   * claimed to be this pull request's.
   */
  readonly outcome: 'granted' | 'intended' | 'refused' | 'lapsed' | 'unexplained';
  /** `open` until every role of it is closed on record; requests without a grant are `closed`. */
  readonly state: 'open' | 'closed';
  readonly requester: { readonly login: string; readonly id: number | null } | null;
  readonly principal: string | null;
  readonly policy: string | null;
  readonly reason: string | null;
  readonly incident: string | null;
  readonly access: readonly AccessStory[];
  readonly window: Window | null;
  readonly decision: DecisionStory | null;
  readonly approvedBy: readonly string[];
  /** Whether the request broke glass; `null` where neither the grant nor the request's text tells. */
  readonly breakGlass: boolean | null;
  readonly review: ReviewStory | null;
  /** When the first of it was seen to be given. */
  readonly activatedAt: Instant | null;
  /** When the access ended: at the end of its window, or when it was first known to be over before. */
  readonly endedAt: Instant | null;
  readonly end: EndStory | null;
  readonly drift: readonly DriftStory[];
  readonly usage: UsageDigest | null;
  readonly records: readonly RecordLine[];
}

export interface DecisionStory {
  readonly verdict: 'approved' | 'pending' | 'denied';
  /** When it was put on record. */
  readonly at: Instant;
  readonly reasons: readonly Reason[];
  readonly approvals: readonly ApprovalAccount[];
  readonly evidence: Evidence;
}

/** How a grant ended, once all of it has. */
export interface EndStory {
  /** Every way in which some of it ended. */
  readonly how: readonly RecordKind[];
  /** When the last of it was seen to be gone. */
  readonly removedAt: Instant;
  /** From the end of the window to the removal; `null` where it was taken away before. */
  readonly lag: Seconds | null;
}

/** Something changed by hand: a binding removed, altered, or one nobody stands behind. */
export interface DriftStory {
  readonly kind: RecordKind;
  readonly at: Instant;
  readonly seq: number;
  readonly reasons: readonly Reason[];
  readonly bindings: readonly Binding[];
}

/** The review that breaking glass owes. */
export interface ReviewStory {
  readonly state: 'reviewed' | 'overdue';
  readonly at: Instant;
  readonly seq: number;
  /** `null` while nobody reviewed it. */
  readonly by: string | null;
  readonly verdict: Verdict | null;
  readonly reasons: readonly Reason[];
}

/** One record, as a line of the story. */
export interface RecordLine {
  readonly seq: number;
  readonly kind: RecordKind;
  readonly at: Instant;
  readonly run: RunFact;
}

const REVIEWS: Readonly<Partial<Record<RecordKind, ReviewStory['state']>>> = {
  reviewed: 'reviewed',
  'review-overdue': 'overdue',
} satisfies Record<ReviewKind, ReviewStory['state']>;

/** Every pull request's story, in order of its number. */
export function storiesOf(records: readonly LedgerRecord[]): readonly GrantStory[] {
  const byPull = Map.groupBy(
    records.filter(({ pull }) => pull !== null),
    ({ pull }) => pull ?? 0,
  );
  return [...byPull].map(([pull, own]) => storyOf(pull, own)).sort((a, b) => a.pull - b.pull);
}

/** Bindings that bore our mark with no grant behind them, and when they were taken away. */
export function unexplainedOf(records: readonly LedgerRecord[]): readonly (DriftStory & { pull: number | null })[] {
  return records
    .filter(({ kind }) => kind === 'unexplained')
    .map((record) => ({ ...toDrift(record), pull: record.pull }));
}

function storyOf(pull: number, records: readonly LedgerRecord[]): GrantStory {
  const grant = records.findLast((record) => record.grant !== undefined)?.grant;
  const decided = records.find((record) => record.decision !== undefined);
  const evidence = decided?.decision?.evidence;
  const request = requestIn(evidence);
  const author = evidence?.pull?.author ?? undefined;
  const access = accessStories(records, grant);
  const outcome = outcomeOf(records, access);
  const activatedAt = earliest(access.flatMap((row) => row.activatedAt ?? []));
  const end = endOf(access, grant);
  const named = records.findLast((record) => record.request !== undefined)?.request;
  return {
    pull,
    url: grant?.url ?? named?.url ?? evidence?.pull?.url ?? null,
    path: grant?.path ?? named?.path ?? null,
    outcome,
    state: outcome === 'refused' || outcome === 'lapsed' || access.every((row) => row.end !== null) ? 'closed' : 'open',
    requester: grant?.requester ?? (author === undefined ? null : { login: author.login, id: author.id }),
    principal: grant?.principal ?? null,
    policy: grant?.policy ?? request?.policy ?? null,
    reason: request?.reason ?? null,
    incident: evidence?.incident?.id ?? request?.incident ?? null,
    access,
    window: grant?.window ?? null,
    decision: decided?.decision === undefined ? null : { ...decided.decision, at: decided.at },
    approvedBy: grant?.approvedBy ?? [],
    breakGlass: brokeGlass(grant) ?? request?.breakGlass ?? null,
    review: reviewOf(records),
    activatedAt,
    endedAt: endedAtOf(access, grant),
    end,
    drift: records.filter(isDrift).map(toDrift),
    usage: records.find((record) => record.usage !== undefined)?.usage ?? null,
    records: records.map(({ seq, kind, at, run }) => ({ seq, kind, at, run })),
  };
}

function outcomeOf(records: readonly LedgerRecord[], access: readonly AccessStory[]): GrantStory['outcome'] {
  if (records.every(({ kind }) => kind === 'unexplained')) return 'unexplained';
  if (access.some(({ activatedAt }) => activatedAt !== null)) return 'granted';
  if (records.some(({ kind }) => kind === 'refused')) return 'refused';
  if (records.some(({ kind }) => kind === 'lapsed')) return 'lapsed';
  // A close without the record of the giving: it was given all the same.
  return access.some(({ end }) => end !== null) ? 'granted' : 'intended';
}

/** The request as its own text says, which the evidence carries; a text that is no request says nothing. */
function requestIn(evidence: Evidence | undefined) {
  if (evidence?.text == null) return undefined;
  return parseRequest(evidence.path, new TextEncoder().encode(evidence.text)).value?.request;
}

/** A grant given without prior approval says which review it owes. */
function brokeGlass(grant: Grant | undefined): true | undefined {
  return grant?.breakGlass === undefined ? undefined : true;
}

function endOf(access: readonly AccessStory[], grant: Grant | undefined): EndStory | null {
  const ends = access.flatMap(({ end }) => end ?? []);
  const removedAt = ends
    .map(({ at }) => at)
    .sort()
    .at(-1);
  if (removedAt === undefined || ends.length < access.length) return null;
  const late = grant !== undefined && removedAt >= grant.window.end;
  return {
    how: [...new Set(ends.map(({ how }) => how))],
    removedAt,
    lag: late ? secondsBetween(grant.window.end, removedAt) : null,
  };
}

/** The latest instant at which some of it could still be used, once all of it is over on record. */
function endedAtOf(access: readonly AccessStory[], grant: Grant | undefined): Instant | null {
  if (grant === undefined || access.some(({ end }) => end === null)) return null;
  return (
    access
      .map(({ until }) => until)
      .sort()
      .at(-1) ?? null
  );
}

function reviewOf(records: readonly LedgerRecord[]): ReviewStory | null {
  const reviews = records.flatMap(({ kind, at, seq, reasons, review }) => {
    const state = REVIEWS[kind];
    if (state === undefined) return [];
    return [{ state, at, seq, by: review?.by.login ?? null, verdict: review?.verdict ?? null, reasons }];
  });
  return reviews.findLast(({ state }) => state === 'reviewed') ?? reviews.at(-1) ?? null;
}

function toDrift({ kind, at, seq, reasons, bindings = [] }: LedgerRecord): DriftStory {
  return { kind, at, seq, reasons, bindings: bindings.flatMap(({ before }) => before) };
}

function earliest(instants: readonly Instant[]): Instant | null {
  return instants.toSorted()[0] ?? null;
}
