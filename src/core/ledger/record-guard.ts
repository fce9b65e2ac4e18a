import type { Grant } from '../grant/grant.ts';
import type { QuarantineFact } from '../quarantine/fact.ts';
import type { Genesis, LedgerRecord } from './record.ts';
import * as schema from './schema/validators.js';

/** Checks a value by `policies/schema/record.schema.json`, and by one rule that a schema cannot express. */
export function isRecord(value: unknown): value is LedgerRecord {
  return schema.record(value) && voidsEarlierRecords(value);
}

function voidsEarlierRecords({ seq, voids = [] }: LedgerRecord): boolean {
  return voids.every((voided) => voided < seq);
}

export function isRecordedGrant(value: unknown): value is Grant {
  return schema.grant(value);
}

export function isGenesis(value: unknown): value is Genesis {
  return schema.genesis(value);
}

export function isQuarantine(value: unknown): value is QuarantineFact {
  return schema.quarantine(value);
}
