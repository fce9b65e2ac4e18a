import type { Allowed } from './prose.ts';

/** Sentences that stay against the rules, each with the reason. */
export const ALLOWED: readonly Allowed[] = [];
