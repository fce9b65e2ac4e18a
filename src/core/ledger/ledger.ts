import { isUsageDigest, type UsageDigest } from '../audit/usage.ts';
import type { ApprovalAccount } from '../decision/approval.ts';
import type { Reason, Result } from '../decision/rule.ts';
import type { DocumentDigests, Evidence } from '../decision/evidence.ts';
import type { ProofFact } from '../decision/rules/proof.ts';
import type { Grant, GrantedRole } from '../grant/grant.ts';
import type { Binding } from '../grant/iam-policy.ts';
import { EVENT_KINDS, type Actor } from '../plan/plan.ts';
import {
  isQuarantineRecord,
  QUARANTINE_KINDS,
  type DenyFact,
  type QuarantineFact,
  type ReleaseFact,
} from '../quarantine/fact.ts';
import type { ReviewRecord } from '../review/review.ts';
import { LONGEST_DURATION, parseInstant, type Instant } from '../time.ts';
import { canonicalLine, parseCanonical } from './canonical.ts';

/** One audit record: one line of the ledger. What is not known is `null`, what does not apply is absent. */
export interface LedgerRecord extends Draft {
  /** Counts from 0 without gaps. */
  readonly seq: number;
}

/** A record before it has its place. */
export interface Draft {
  readonly schema: 1;
  readonly kind: RecordKind;
  /** When it was seen to be true, by the clocks of GitHub and Google. */
  readonly at: Instant;
  readonly pull: number | null;
  /** The request file, for every record that has one. */
  readonly request?: { readonly path: string; readonly blob: string | null; readonly url: string | null };
  /** On the first record of a pull request: the decision, and everything it rests on. */
  readonly decision?: RecordedDecision;
  readonly grant?: Grant;
  readonly bindings?: readonly BindingFact[];
  /** On a record that somebody is in quarantine. */
  readonly quarantine?: QuarantineFact;
  /** On a record that a quarantine was lifted. */
  readonly release?: ReleaseFact;
  /** On a record of what became of deny policies. */
  readonly deny?: DenyFact;
  /** On a record that glass once broken was reviewed. */
  readonly review?: ReviewRecord;
  /** On `used`: what the principal was seen to do, read once the grant has closed. */
  readonly usage?: UsageDigest;
  readonly reasons: readonly Reason[];
  readonly run: RunFact;
  readonly tool: { readonly name: 'pullcord'; readonly version: string };
  readonly genesis?: Genesis;
  /** On `genesis` and `key-rotated`: the keys that sign from here on, as `formatKey` writes them. */
  readonly keys?: readonly string[];
  /** On `heartbeat`: numbers of earlier records that lay under no checkpoint and count for nothing. */
  readonly voids?: readonly number[];
  /** On the first record of every file but the first: SHA-256 of `audit/open.json`, in hexadecimal. */
  readonly open?: string;
}

/** What becomes of the review that a grant by breaking glass owes. */
export const REVIEW_KINDS = ['reviewed', 'review-overdue'] as const;
export type ReviewKind = (typeof REVIEW_KINDS)[number];

/** `heartbeat`: nothing else was to be recorded for a day. `key-rotated`: others sign from here on. */
export const RECORD_KINDS = [
  ...(['genesis', 'intent'] as const),
  ...EVENT_KINDS,
  ...REVIEW_KINDS,
  ...QUARANTINE_KINDS,
  ...(['used', 'heartbeat', 'key-rotated'] as const),
] as const;
export type RecordKind = (typeof RECORD_KINDS)[number];

export interface RecordedDecision {
  readonly verdict: 'approved' | 'pending' | 'denied';
  readonly reasons: readonly Reason[];
  /** Every rule with what came of it, in the words people were shown. */
  readonly results: readonly Result[];
  readonly approvals: readonly ApprovalAccount[];
  /** What was proved of the requester, where something was demanded. */
  readonly proof?: ProofFact;
  readonly evidence: Evidence;
}

/** What happened to one (resource, role): our bindings before and after. */
export interface BindingFact {
  readonly resource: string;
  readonly role: string;
  readonly before: readonly Binding[];
  readonly after: readonly Binding[];
  readonly unconditionalBefore: readonly string[];
  /** Of drift: who did it, by Google's own audit log; `null` where it did not tell. */
  readonly actor?: Actor | null;
}

/** Which run wrote a record: a workflow run, or somebody's command line. */
export interface RunFact {
  readonly kind: 'actions' | 'cli';
  readonly id: string;
  readonly attempt: string;
  readonly event: string;
  readonly url: string;
}

export interface Genesis {
  readonly installation: string;
  readonly repository: { readonly id: number; readonly name: string };
  /** The default branch's commit, and the documents it had. */
  readonly commit: string;
  readonly policies: DocumentDigests;
  /** Request files that were there already: examples, not requests. */
  readonly requests: DocumentDigests;
}

export interface Shard {
  readonly path: string;
  readonly text: string;
}

const FOLDER = 'audit/entries';
export const RECORDS_PER_SHARD = 256;

/** A record's one line: RFC 8785 canonical JSON, without the newline. @throws {Unfit} where it may not be written */
export function lineOf(record: LedgerRecord): string {
  return canonicalLine({ ...record });
}

/** Every record in order, or what is wrong with the first that is not as it must be. */
export function parseLedger(shards: readonly Shard[]): { records: LedgerRecord[] } | { invalid: string } {
  const records: LedgerRecord[] = [];
  for (const [index, shard] of shards.toSorted((a, b) => (a.path < b.path ? -1 : 1)).entries()) {
    if (shard.path !== shardPath(index * RECORDS_PER_SHARD))
      return { invalid: `${shard.path} is not where record ${records.length} belongs` };
    const parsed = parseShard(shard, records.length);
    if ('invalid' in parsed) return parsed;
    records.push(...parsed.records);
  }
  return records.length === 0 ? { invalid: 'the ledger has no genesis record' } : { records };
}

/** The records of one file, the first of which must be number `from`. */
export function parseShard(shard: Shard, from: number): { records: LedgerRecord[] } | { invalid: string } {
  const read = readShard(shard, from);
  return 'records' in read ? read : { invalid: `${read.where}${read.rest}` };
}

/** `where`: the file, or the file and line. `rest` ends the sentence that begins with it. */
export type ShardReading =
  | { readonly records: LedgerRecord[]; readonly lines: readonly string[] }
  | { readonly where: string; readonly rest: string };

/** As `parseShard`, with the place apart from what is wrong with it. */
export function readShard({ path, text }: Shard, from: number): ShardReading {
  const records: LedgerRecord[] = [];
  if (!text.endsWith('\n')) return { where: path, rest: ' does not end with a newline' };
  const lines = text.slice(0, -1).split('\n');
  for (const [line, content] of lines.entries()) {
    const record = parseLine(content);
    const seq = from + records.length;
    const where = `${path}:${line + 1}`;
    if (record === undefined) return { where, rest: ' is not a canonical audit record' };
    if (record.seq !== seq) return { where, rest: ` has seq ${record.seq}, ${seq} was expected` };
    if (shardPath(record.seq) !== path)
      return { where, rest: `: record ${record.seq} belongs in ${shardPath(record.seq)}` };
    if ((record.kind === 'genesis') !== (record.seq === 0))
      return { where, rest: ': the first record, and only it, is the genesis' };
    // Another genesis would replace the documents that count from the start.
    if (record.genesis !== undefined && record.seq > 0)
      return { where, rest: ' has a genesis and is not the first record' };
    if ((record.open !== undefined) !== beginsShard(record.seq))
      return { where, rest: ': the first record of every file but the first, and only it, names audit/open.json' };
    records.push(record);
  }
  return { records, lines };
}

/** Whether a record is the first of a file and has others before it. */
export function beginsShard(seq: number): boolean {
  return seq > 0 && seq % RECORDS_PER_SHARD === 0;
}

const KINDS: readonly string[] = RECORD_KINDS;

function parseLine(line: string): LedgerRecord | undefined {
  const value = parseCanonical(line);
  return isRecord(value) ? value : undefined;
}

export function isRecord(value: unknown): value is LedgerRecord {
  if (typeof value !== 'object' || value === null) return false;
  const record = value as Partial<LedgerRecord>;
  return (
    record.schema === 1 &&
    typeof record.seq === 'number' &&
    typeof record.kind === 'string' &&
    KINDS.includes(record.kind) &&
    typeof record.at === 'string' &&
    parseInstant(record.at) !== undefined &&
    (record.pull === null || typeof record.pull === 'number') &&
    Array.isArray(record.reasons) &&
    (record.bindings === undefined || (Array.isArray(record.bindings) && record.bindings.every(isBindingFact))) &&
    (record.grant === undefined || isRecordedGrant(record.grant)) &&
    (record.request === undefined || isRequestName(record.request)) &&
    (record.kind !== 'reviewed' || isReview(record.review)) &&
    isQuarantineRecord(record) &&
    (record.kind === 'used' ? isUsageDigest(record.usage) : record.usage === undefined) &&
    (record.kind !== 'genesis' || isGenesis(record.genesis)) &&
    (record.voids === undefined || isVoidList(record)) &&
    (record.keys === undefined ? record.kind !== 'key-rotated' : isKeyList(record)) &&
    (record.open === undefined || (typeof record.open === 'string' && /^[0-9a-f]{64}$/.test(record.open)))
  );
}

function isKeyList({ kind, keys }: Partial<LedgerRecord>): boolean {
  return (
    (kind === 'genesis' || kind === 'key-rotated') &&
    Array.isArray(keys) &&
    keys.every((key) => typeof key === 'string')
  );
}

function isVoidList({ kind, seq = 0, voids }: Partial<LedgerRecord>): boolean {
  return (
    kind === 'heartbeat' &&
    Array.isArray(voids) &&
    voids.length > 0 &&
    voids.every((voided) => Number.isSafeInteger(voided) && voided > 0 && voided < seq)
  );
}

export function isGenesis(value: unknown): value is Genesis {
  if (typeof value !== 'object' || value === null) return false;
  const { installation, repository, policies, requests } = value as {
    installation?: unknown;
    repository?: { id?: unknown };
    policies?: unknown;
    requests?: unknown;
  };
  return (
    typeof installation === 'string' &&
    typeof repository?.id === 'number' &&
    [policies, requests].every((digests) => typeof digests === 'object' && digests !== null)
  );
}

function isReview(value: unknown): value is ReviewRecord {
  if (typeof value !== 'object' || value === null) return false;
  const { by, verdict, sentence, evidence } = value as Partial<ReviewRecord>;
  return (
    typeof by?.login === 'string' &&
    (verdict === 'justified' || verdict === 'not justified') &&
    typeof sentence === 'string' &&
    typeof evidence?.url === 'string'
  );
}

function isReviewOwed(value: unknown): boolean {
  if (value === undefined) return true;
  if (typeof value !== 'object' || value === null) return false;
  const { from, within } = value as { from?: unknown; within?: unknown };
  return Array.isArray(from) && typeof within === 'number' && within >= 0 && within <= LONGEST_DURATION;
}

export function isRecordedGrant(value: unknown): value is Grant {
  if (typeof value !== 'object' || value === null) return false;
  const { pull, url, path, policy, principal, requester, access, window, breakGlass } = value as Partial<Grant>;
  return (
    typeof pull === 'number' &&
    [url, path, policy, principal, requester?.login].every((text) => typeof text === 'string') &&
    Array.isArray(access) &&
    access.every(isGrantedRole) &&
    isReviewOwed(breakGlass) &&
    [window?.start, window?.end].every((instant) => typeof instant === 'string' && parseInstant(instant) !== undefined)
  );
}

function isGrantedRole(value: unknown): value is GrantedRole {
  if (typeof value !== 'object' || value === null) return false;
  const { resource, role, only } = value as { resource?: unknown; role?: unknown; only?: unknown };
  const isNarrowing = only === undefined || (typeof only === 'object' && only !== null);
  return typeof resource === 'string' && typeof role === 'string' && isNarrowing;
}

function isRequestName(value: unknown): boolean {
  return typeof value === 'object' && value !== null && typeof (value as { path?: unknown }).path === 'string';
}

function isBindingFact(value: unknown): value is BindingFact {
  if (typeof value !== 'object' || value === null) return false;
  const { resource, role, before, after, unconditionalBefore } = value as Partial<BindingFact>;
  return (
    typeof resource === 'string' &&
    typeof role === 'string' &&
    [before, after, unconditionalBefore].every((list) => Array.isArray(list))
  );
}

/** The file record `seq` belongs in. */
export function shardPath(seq: number): string {
  return `${FOLDER}/${String(Math.floor(seq / RECORDS_PER_SHARD)).padStart(6, '0')}.jsonl`;
}
