import { isUsageDigest } from '../audit/usage.ts';
import type { Grant, GrantedRole } from '../grant/grant.ts';
import { isQuarantineRecord } from '../quarantine/fact.ts';
import type { ReviewRecord } from '../review/review.ts';
import { LONGEST_DURATION, parseInstant } from '../time.ts';
import { RECORD_KINDS, type BindingFact, type Genesis, type LedgerRecord } from './record.ts';

const KINDS: readonly string[] = RECORD_KINDS;

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
