import type { SchemaError } from '../documents/schema.ts';
import type { Evidence } from './evidence.ts';
import { change, evidence } from './schema/validators.js';

/*
 * Checks that a value from a file is evidence, by `policies/schema/evidence.schema.json`. Rules then rely on its form.
 */

/** Returns the first fault of a value, after its JSON pointer; `undefined` if the value is evidence. */
export function evidenceFault(value: unknown): string | undefined {
  if (evidence(value)) return versionFault(value);
  const [error] = evidence.errors ?? [];
  return error === undefined ? 'the value is not evidence' : sentenceFor(error);
}

/** Without verdicts on documents, evidence has their changes since the ledger's start. */
function versionFault({ versions, changes, genesis }: Evidence): string | undefined {
  if (versions !== undefined) return undefined;
  if (changes === undefined) return '/changes is missing';
  return genesis === undefined ? '/genesis is missing' : undefined;
}

/** Returns the first fault of a value, after its JSON pointer; `undefined` if the value is evidence about a change. */
export function changeFault(value: unknown): string | undefined {
  if (change(value)) return undefined;
  const [error] = change.errors ?? [];
  return error === undefined ? 'the value is not evidence' : sentenceFor(error);
}

/** Returns the value as evidence. @throws RangeError with the first fault */
export function toEvidence(value: unknown): Evidence {
  const fault = evidenceFault(value);
  if (fault !== undefined) throw new RangeError(fault);
  return value as Evidence;
}

function sentenceFor(error: SchemaError): string {
  const { keyword, instancePath, params } = error;
  if (keyword === 'required') return `${instancePath}/${String(params['missingProperty'])} is missing`;
  return `${instancePath === '' ? 'evidence' : instancePath} must be ${rightFor(error)}`;
}

function rightFor({ keyword, params, parentSchema }: SchemaError): string {
  switch (keyword) {
    case 'type':
      return [params['type']].flat().map(typeName).join(' or ');
    case 'enum':
      return `one of ${(params['allowedValues'] as readonly unknown[]).map(String).join(', ')}`;
    case 'const':
      return String(params['allowedValue']);
    case 'minimum':
    case 'maximum':
      return 'a whole number that JSON keeps exactly';
    default:
      return (parentSchema as { readonly description?: string } | undefined)?.description ?? keyword;
  }
}

const TYPE_NAMES: Readonly<Record<string, string>> = {
  object: 'a mapping',
  array: 'a list',
  string: 'a text',
  integer: 'a whole number',
  boolean: 'true or false',
};

function typeName(type: unknown): string {
  return TYPE_NAMES[String(type)] ?? String(type);
}
