import type { Document } from './document.ts';
import { firstIssues, type Issue, type Parsed } from '../issue.ts';
import { nameCodePoint, nearest, quote } from '../text.ts';
import { pointerTo } from './yaml-events.ts';

/** Ajv's report of one violated keyword, as far as Pullcord uses it. */
export interface SchemaError {
  readonly keyword: string;
  readonly instancePath: string;
  readonly schemaPath: string;
  readonly params: Readonly<Record<string, unknown>>;
  readonly parentSchema?: unknown;
  readonly data?: unknown;
  readonly propertyName?: string;
}

/** A generated check of one kind of document. `errors` are those of the last call. */
export interface SchemaCheck<T> {
  (value: unknown): value is T;
  errors?: readonly SchemaError[] | null;
}

/** Checks a document against its schema. Returns the typed value, or every issue. */
export function checkSchema<T>(document: Document, check: SchemaCheck<T>): Parsed<T> {
  const { value } = document;
  if (check(value)) return { value };
  return { issues: schemaIssues(document, check.errors ?? [], 'schema') };
}

/**
 * Turns Ajv's errors into issues. An unknown or missing key has the place of the key; every other issue has the place of
 * the value.
 *
 * @param prefix of every code: `schema` for our own schemas, `rule` for a policy's own rule.
 */
export function schemaIssues(document: Document, errors: readonly SchemaError[], prefix: string): readonly Issue[] {
  const issues = errors.filter(speaksForItself).map((error): Issue => {
    const { code, sentence, pointer, atKey } = explain(error);
    const place = atKey ? document.keyPlaceOf(pointer) : document.placeOf(pointer);
    return { code: `${prefix}-${code}`, path: document.path, ...place, sentence };
  });
  return firstIssues(issues.sort((a, b) => a.line - b.line || a.column - b.column));
}

interface SchemaFault {
  readonly code: string;
  readonly sentence: string;
  readonly pointer: string;
  readonly atKey: boolean;
}

interface Described {
  readonly description?: string;
  readonly examples?: readonly unknown[];
  readonly enum?: readonly unknown[];
  readonly properties?: Readonly<Record<string, unknown>>;
}

type Explain = (error: SchemaError, schema: Described) => Pick<SchemaFault, 'code' | 'sentence'>;

/** False for errors inside `anyOf`, `oneOf`, `not` and `if`. Only the error about the whole keyword is useful. */
function speaksForItself({ keyword, schemaPath }: SchemaError): boolean {
  if (/\/(?:anyOf|oneOf|not)\/./.test(schemaPath)) return false;
  return keyword !== 'if' && keyword !== 'propertyNames';
}

function explain(error: SchemaError): SchemaFault {
  const schema = (error.parentSchema ?? {}) as Described;
  const { code, sentence } = (EXPLANATIONS[error.keyword] ?? explainOther)(error, schema);
  const key = keyOf(error);
  return {
    code,
    sentence,
    pointer: key === undefined ? error.instancePath : pointerTo(error.instancePath, key),
    atKey: key !== undefined,
  };
}

/** Returns the key of an error about a key. A missing key has the place of its mapping, by `placeOf`. */
function keyOf({ keyword, params, propertyName }: SchemaError): string | undefined {
  if (propertyName !== undefined) return propertyName;
  if (keyword === 'additionalProperties') return String(params['additionalProperty']);
  return keyword === 'required' || keyword === 'dependentRequired' ? String(params['missingProperty']) : undefined;
}

const EXPLANATIONS: Readonly<Record<string, Explain>> = {
  additionalProperties: ({ params }, schema) => {
    const key = String(params['additionalProperty']);
    const known = Object.keys(schema.properties ?? {});
    const meant = nearest(key, known);
    const right = meant === undefined ? `use one of: ${known.join(', ')}` : `did you mean ${quote(meant)}?`;
    return { code: 'unknown-key', sentence: `${quote(key)} is not a known key here; ${right}` };
  },
  required: ({ params }, schema) => missing(String(params['missingProperty']), schema),
  dependentRequired: ({ params }, schema) => missing(String(params['missingProperty']), schema),
  type: ({ data, params }, schema) => {
    const type = typeName(String(params['type']));
    const right = params['type'] === 'boolean' ? type : wanted(schema, type);
    return { code: 'wrong-type', sentence: `${quote(data)} is not ${type}; expected ${right}` };
  },
  enum: ({ data, params, propertyName }) => oneOf(propertyName ?? data, params['allowedValues'] as readonly unknown[]),
  const: ({ data, params }) => oneOf(data, [params['allowedValue']]),
  pattern: ({ data, params }, schema) => {
    const right = wanted(schema, `text that matches ${quote(params['pattern'])}`);
    return {
      code: 'wrong-form',
      sentence: `${quote(data)} has the wrong form${foreignLetter(data)}; expected ${right}`,
    };
  },
  minLength: ({ params }) => bounded('too-short', 'this text is too short; write at least', params, 'character'),
  maxLength: ({ params }) => bounded('too-long', 'this text is too long; write at most', params, 'character'),
  minItems: ({ params }) => bounded('too-few', 'this list is too short; write at least', params, 'entry', 'entries'),
  maxItems: ({ params }) => bounded('too-many', 'this list is too long; write at most', params, 'entry', 'entries'),
  minProperties: ({ params }) => bounded('too-few', 'this mapping has too few keys; write at least', params, 'key'),
  minimum: ({ data, params }) => ({
    code: 'too-small',
    sentence: `${quote(data)} is too small; write ${String(params['limit'])} or more`,
  }),
  maximum: ({ data, params }) => ({
    code: 'too-large',
    sentence: `${quote(data)} is too large; write ${String(params['limit'])} or less`,
  }),
  uniqueItems: ({ params }) => {
    const [first, second] = [Number(params['i']), Number(params['j'])].sort((a, b) => a - b);
    return {
      code: 'repeated-entry',
      sentence: `entries ${(first ?? 0) + 1} and ${(second ?? 0) + 1} are the same; keep one of them`,
    };
  },
};

/** Explains `anyOf`, `oneOf`, `not` and the like by the schema's own description. */
const explainOther: Explain = ({ keyword }, schema) => {
  const right =
    schema.description === undefined
      ? 'read the rule under `request` in the policy, or in policies/schema/'
      : `expected ${quote(schema.description)}`;
  return { code: 'not-met', sentence: `the value violates the rule ${quote(keyword)}; ${right}` };
};

function missing(key: string, schema: Described): Pick<SchemaFault, 'code' | 'sentence'> {
  const property = (schema.properties?.[key] ?? {}) as Described;
  const what = property.description === undefined ? '' : `: ${property.description}`;
  return { code: 'missing-key', sentence: `the key ${quote(key)} is missing; add it${what}` };
}

function oneOf(value: unknown, allowed: readonly unknown[]): Pick<SchemaFault, 'code' | 'sentence'> {
  const meant =
    typeof value === 'string'
      ? nearest(
          value,
          allowed.filter((choice) => typeof choice === 'string'),
        )
      : undefined;
  const hint = meant === undefined ? '' : `; did you mean ${quote(meant)}?`;
  const choices = allowed.map(quote).join(', ');
  return { code: 'not-one-of', sentence: `${quote(value)} is not allowed here; expected ${choices}${hint}` };
}

function bounded(
  code: string,
  words: string,
  { limit }: Readonly<Record<string, unknown>>,
  unit: string,
  units = `${unit}s`,
): Pick<SchemaFault, 'code' | 'sentence'> {
  return { code, sentence: `${words} ${String(limit)} ${limit === 1 ? unit : units}` };
}

/** Names the first letter outside ASCII, which may look like an ASCII letter. */
function foreignLetter(value: unknown): string {
  const letter = typeof value === 'string' ? /[^\x20-\x7e\s]/u.exec(value)?.[0] : undefined;
  return letter === undefined ? '' : `: it contains ${nameCodePoint(letter.codePointAt(0) ?? 0)}, which is not ASCII`;
}

/** Returns the schema's own description and its first example. */
function wanted(schema: Described, otherwise: string): string {
  const [example] = schema.examples ?? [];
  const what = schema.description ?? otherwise;
  return example === undefined ? what : `${what}, such as ${quote(example)}`;
}

const TYPE_NAMES: Readonly<Record<string, string>> = {
  object: 'a mapping',
  array: 'a list',
  string: 'text',
  integer: 'a whole number',
  number: 'a number',
  boolean: 'true or false',
  'string,boolean': 'text, true or false',
};

function typeName(type: string): string {
  return TYPE_NAMES[type] ?? type;
}
