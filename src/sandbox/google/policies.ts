import { createHash } from 'node:crypto';
import { conditionKey, type Binding, type Policy } from './allow-policy.ts';
import { readBindings, type BindingOptions } from './bindings.ts';
import { GoogleError, invalid } from './errors.ts';
import { readEnum, readInteger, readList, readObject, readString, type Json } from './json.ts';

const logTypes = { 0: 'LOG_TYPE_UNSPECIFIED', 1: 'ADMIN_READ', 2: 'DATA_WRITE', 3: 'DATA_READ' };

/** The fields that a write without a mask changes (google.iam.v1.SetIamPolicyRequest). Audit configurations stay. */
const defaultMask = ['bindings', 'etag'];

/**
 * Returns the policy for a reader who understands versions up to `requested`. Below version 3 every condition
 * disappears. Its role then ends in `_withcond_` and a hash, so that it cannot be mistaken for the unconditional role.
 */
export function viewPolicy(policy: Policy, requested: number): Json {
  if (![0, 1, 3].includes(requested))
    throw invalid(`Requested policy version (${requested}) is not valid: it must be 0, 1 or 3.`);
  const { bindings, ...rest } = policy;
  if (requested === 3) return { ...rest, ...(bindings.length > 0 ? { bindings } : {}) };
  return { ...rest, version: 1, ...(bindings.length > 0 ? { bindings: bindings.map(withoutCondition) } : {}) };
}

export interface EditOptions extends BindingOptions {
  readonly nextEtag: string;
}

/**
 * Returns the policy that results from a setIamPolicy request on `stored`, or throws Google's refusal.
 *
 * A write with an etag other than the stored one is refused (409). So is a write with an etag and a version below 3, if
 * the stored policy has conditions. A write without an etag skips both checks. A version 1 policy then replaces
 * everything and all conditions are lost, as documented.
 */
export function editPolicy(
  stored: Policy,
  request: { readonly policy: unknown; readonly updateMask: unknown },
  options: EditOptions,
): Policy {
  const sent = readObject(request.policy, 'policy');
  const mask = readMask(request.updateMask);
  const etag = readString(sent['etag'], 'policy.etag');
  const version = readInteger(sent['version'], 'policy.version');
  if (![0, 1, 3].includes(version))
    throw invalid(`Specified policy version (${version}) is not valid: it must be 0, 1 or 3.`);
  if (etag !== '') assertSameEtag(etag, stored.etag);
  if (etag !== '' && version < 3 && stored.version === 3) throw olderThanStored(version, stored.version);
  const bindings = mask.includes('bindings')
    ? readBindings(sent['bindings'], stored.bindings, options)
    : stored.bindings;
  const conditional = bindings.some(({ condition }) => condition !== undefined);
  if (mask.includes('bindings') && conditional && version < 3) {
    throw invalid('Conditional role bindings can only be written in a policy whose version is 3.');
  }
  const fields = maskedFields(stored, sent, mask);
  assertSize({ ...fields, bindings });
  return { ...fields, version: conditional ? 3 : 1, etag: options.nextEtag, bindings };
}

/** Google publishes no number for its limit on the whole policy. This value is what people report. */
const MOST_BYTES = 250 * 1024;

function assertSize(policy: Json): void {
  const size = Buffer.byteLength(JSON.stringify(policy));
  if (size > MOST_BYTES)
    throw invalid(`The policy is ${size} bytes, larger than the maximum allowed size of ${MOST_BYTES}.`);
}

function withoutCondition({ role, members, condition }: Binding): Binding {
  if (condition === undefined) return { role, members };
  const hash = createHash('sha256').update(conditionKey(condition)).digest('hex').slice(0, 20);
  return { role: `${role}_withcond_${hash}`, members };
}

function maskedFields(stored: Policy, sent: Json, mask: readonly string[]): Json {
  const others = mask.filter((field) => !['bindings', 'etag', 'version'].includes(field));
  const fields: Record<string, unknown> = { ...stored };
  for (const field of others) {
    const value = field === 'auditConfigs' ? readAuditConfigs(sent[field]) : sent[field];
    if (value === undefined || (Array.isArray(value) && value.length === 0)) Reflect.deleteProperty(fields, field);
    else fields[field] = value;
  }
  return fields;
}

function readMask(value: unknown): readonly string[] {
  const paths = readString(value, 'updateMask')
    .split(',')
    .map((path) => path.trim().replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase()))
    .filter((path) => path !== '');
  if (paths.length === 0) return defaultMask;
  for (const path of paths) {
    if (!/^[A-Za-z]+$/.test(path)) throw invalid(`Invalid field mask path '${path}'.`);
  }
  return paths;
}

function readAuditConfigs(value: unknown): Json[] {
  return readList(value, 'policy.auditConfigs').map((item) => {
    const config = readObject(item, 'policy.auditConfigs');
    const auditLogConfigs = readList(config['auditLogConfigs'], 'policy.auditConfigs.auditLogConfigs').map((entry) => {
      const log = readObject(entry, 'policy.auditConfigs.auditLogConfigs');
      const exempted = readList(log['exemptedMembers'], 'policy.auditConfigs.auditLogConfigs.exemptedMembers');
      const logType = readEnum(log['logType'], logTypes, 'policy.auditConfigs.auditLogConfigs.logType');
      return { logType, ...(exempted.length > 0 ? { exemptedMembers: exempted } : {}) };
    });
    return { service: readString(config['service'], 'policy.auditConfigs.service'), auditLogConfigs };
  });
}

function assertSameEtag(sent: string, stored: string): void {
  // Compared as bytes, because clients write base64 in either alphabet, with or without padding.
  if (Buffer.from(sent, 'base64').equals(Buffer.from(stored, 'base64'))) return;
  throw new GoogleError(
    'ABORTED',
    'There were concurrent policy changes. Please retry the whole read-modify-write with exponential backoff. ' +
      `The request's ETag '${sent}' did not match the current policy's ETag '${stored}'.`,
  );
}

function olderThanStored(version: number, stored: number): GoogleError {
  return invalid(
    `Specified policy version (${version}) cannot be less than the existing policy version (${stored}). ` +
      'For more information, please refer to https://cloud.google.com/iam/docs/policies#versions.',
  );
}
