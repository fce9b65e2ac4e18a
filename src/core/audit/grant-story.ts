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

/** The whole story of one pull request, folded from its records for people. A field is `null` if no record has it. */
export interface GrantStory {
  readonly pull: number;
  readonly url: string | null;
  readonly path: string | null;
  /**
   * `intended`: approved, and no record says that it was granted. `unexplained`: the only records are about bindings that
   * bore this pull request's mark.
   */
  readonly outcome: 'granted' | 'intended' | 'refused' | 'lapsed' | 'unexplained';
  /** `open` until the ledger closes every role; requests without a grant are `closed`. */
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
  /** True if the request broke glass; `null` if neither the grant nor the request's text is on record. */
  readonly breakGlass: boolean | null;
  readonly review: ReviewStory | null;
  /** The time of the first recorded grant of a role. */
  readonly activatedAt: Instant | null;
  /** The end of the access: the end of its window, or an earlier removal. */
  readonly endedAt: Instant | null;
  readonly end: EndStory | null;
  readonly drift: readonly DriftStory[];
  readonly usage: UsageDigest | null;
  readonly records: readonly RecordLine[];
}

export interface DecisionStory {
  readonly verdict: 'approved' | 'pending' | 'denied';
  /** The time of its record. */
  readonly at: Instant;
  readonly reasons: readonly Reason[];
  readonly approvals: readonly ApprovalAccount[];
  readonly evidence: Evidence;
}

/** The end of a grant, after all of its roles have ended. */
export interface EndStory {
  /** Each way in which a role of it ended. */
  readonly how: readonly RecordKind[];
  /** The time at which a run saw the last role gone. */
  readonly removedAt: Instant;
  /** Seconds from the end of the window to the removal; `null` if the removal came earlier. */
  readonly lag: Seconds | null;
}

/** A change by hand: a binding removed or altered, or one without a grant. */
export interface DriftStory {
  readonly kind: RecordKind;
  readonly at: Instant;
  readonly seq: number;
  readonly reasons: readonly Reason[];
  readonly bindings: readonly Binding[];
}

/** The review that a break-glass request owes. */
export interface ReviewStory {
  readonly state: 'reviewed' | 'overdue';
  readonly at: Instant;
  readonly seq: number;
  /** `null` until a person has reviewed it. */
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

/** Returns the story of every request, by the number of its pull request. A change of policies is no request. */
export function storiesOf(records: readonly LedgerRecord[]): readonly GrantStory[] {
  const byPull = Map.groupBy(
    records.filter(({ pull, change }) => pull !== null && change === undefined),
    ({ pull }) => pull ?? 0,
  );
  return [...byPull].map(([pull, own]) => storyOf(pull, own)).sort((a, b) => a.pull - b.pull);
}

/** Returns bindings that bore our mark without a grant, with the time of their removal. */
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
  // A record that closes a role proves a grant, even if no record says so.
  return access.some(({ end }) => end !== null) ? 'granted' : 'intended';
}

/** Parses the request's text in the evidence. Returns `undefined` if the text is not a valid request. */
function requestIn(evidence: Evidence | undefined) {
  if (evidence?.text == null) return undefined;
  return parseRequest(evidence.path, new TextEncoder().encode(evidence.text)).value?.request;
}

/** True if the grant owes a review, since only break-glass grants do. */
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

/** The last instant at which a role could be used, or `null` until the ledger closes every role. */
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
