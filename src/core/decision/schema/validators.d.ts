// Generated from policies/schema/ by scripts/generate-validators.ts; do not edit.
import type { Evidence } from '../evidence.ts';
import type { ChangeEvidence } from '../../acceptance/change.ts';
import type { SchemaCheck } from '../../documents/schema.ts';

export const evidence: SchemaCheck<Evidence>;
export const change: SchemaCheck<ChangeEvidence>;
