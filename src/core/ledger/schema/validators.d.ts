// Generated from policies/schema/ by scripts/generate-validators.ts; do not edit.
import type { Genesis, LedgerRecord } from '../record.ts';
import type { Grant } from '../../grant/grant.ts';
import type { QuarantineFact } from '../../quarantine/fact.ts';
import type { SchemaCheck } from '../../documents/schema.ts';

export const record: SchemaCheck<LedgerRecord>;
export const grant: SchemaCheck<Grant>;
export const genesis: SchemaCheck<Genesis>;
export const quarantine: SchemaCheck<QuarantineFact>;
