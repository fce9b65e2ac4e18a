import type { RawPolicy } from '../../core/grant/iam-policy.ts';

/**
 * Returns true if a decoded answer is a complete IAM policy: an etag, and bindings of the documented shape. Any other answer
 * was truncated or altered, and a write of it would drop the missing parts.
 */
export function isRawPolicy(value: unknown): value is RawPolicy {
  if (!isObject(value)) return false;
  const { etag, version, bindings } = value;
  if (typeof etag !== 'string' || etag === '') return false;
  if (version !== undefined && typeof version !== 'number') return false;
  return bindings === undefined || (Array.isArray(bindings) && bindings.every(isBinding));
}

function isBinding(value: unknown): boolean {
  if (!isObject(value) || typeof value['role'] !== 'string') return false;
  const { members, condition } = value;
  const listed = members === undefined || (Array.isArray(members) && members.every((it) => typeof it === 'string'));
  return listed && (condition === undefined || isCondition(condition));
}

function isCondition(value: unknown): boolean {
  return isObject(value) && typeof value['title'] === 'string' && typeof value['expression'] === 'string';
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
