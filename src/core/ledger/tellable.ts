import { canonicalText } from './canonical.ts';
import type { Draft } from './record.ts';

/*
 * Extra checks of unsealed records. Reports, issues and commit messages describe them, and a record with wrong types would
 * stop the run that describes it.
 */

/** True if all members that sentences use are present and have their types. */
export function isTellable(record: Draft): boolean {
  const { reasons, run, bindings = [], request, decision, review } = record;
  const lists: readonly unknown[] = bindings.flatMap(({ before, after }) => [...before, ...after]);
  const members: readonly unknown[] = bindings.flatMap(({ unconditionalBefore }) => unconditionalBefore);
  const actors: readonly unknown[] = bindings.flatMap(({ actor }) => (actor === undefined ? [] : [actor]));
  return (
    reasons.every((reason) => hasTexts(reason, 'code', 'sentence')) &&
    hasTexts(run, 'kind', 'id', 'attempt', 'event', 'url') &&
    lists.every(isBinding) &&
    members.every((member) => typeof member === 'string') &&
    actors.every((actor) => actor === null || hasTexts(actor, 'principal', 'at')) &&
    (request === undefined || [request.blob, request.url].every(isTextOrNull)) &&
    (decision === undefined || isEvidence(decision.evidence)) &&
    review === undefined &&
    canonicalText(withoutDecision(record)).length <= LONGEST
  );
}

/** UTF-16 units. Cloud Logging accepts entries of 256 KB, and receives each record without its decision. */
const LONGEST = 65_536;

function withoutDecision(record: Draft): object {
  return Object.fromEntries(Object.entries(record).filter(([name]) => name !== 'decision'));
}

function isEvidence(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  const { pull, incident } = value as { readonly pull?: unknown; readonly incident?: unknown };
  if (incident !== undefined && !hasTexts(incident, 'id', 'state')) return false;
  if (pull === null) return true;
  const { author, head } = (pull ?? {}) as { readonly author?: unknown; readonly head?: unknown };
  return hasTexts(head, 'sha') && (author === null || hasTexts(author, 'login'));
}

function isBinding(value: unknown): boolean {
  if (!hasTexts(value, 'role', 'member')) return false;
  const { condition } = value as { readonly condition?: unknown };
  return condition === undefined || hasTexts(condition, 'title', 'expression');
}

function hasTexts(value: unknown, ...names: readonly string[]): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return names.every((name) => typeof (value as Readonly<Record<string, unknown>>)[name] === 'string');
}

function isTextOrNull(value: unknown): boolean {
  return value === null || typeof value === 'string';
}
