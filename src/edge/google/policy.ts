import type { RawPolicy } from '../../core/grant/iam-policy.ts';

/**
 * Whether a decoded answer is a whole IAM policy: an etag, and bindings of the shape Google documents. Anything less was
 * cut or altered on the way, and writing it back would drop what is missing.
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
