import { RE2JS } from 're2js';
import { invalid } from './errors.ts';
import { severities, toNanoseconds, type LogEntry } from './log-entry.ts';

export type Predicate = (entry: LogEntry) => boolean;

/** The comparisons of Google's Logging query language. The longest come first, so that the reader never stops short. */
export const operators = ['>=', '<=', '!=', '=~', '!~', '=', '>', '<', ':'] as const;
export type Operator = (typeof operators)[number];

const instants: ReadonlySet<string> = new Set(['timestamp', 'receiveTimestamp']);
const topLevel: ReadonlySet<string> = new Set([
  ...[
    'logName',
    'resource',
    'timestamp',
    'receiveTimestamp',
    'severity',
    'insertId',
    'httpRequest',
    'labels',
    'metadata',
    'operation',
  ],
  ...[
    'trace',
    'spanId',
    'traceSampled',
    'sourceLocation',
    'split',
    'textPayload',
    'jsonPayload',
    'protoPayload',
    'errorGroups',
  ],
]);

/**
 * Compares one field with one value. A field that the entry lacks fails every comparison, including `!=`. In a list any
 * element may match. Text is compared without regard to case.
 */
export function compareField(field: readonly string[], operator: Operator, expected: string): Predicate {
  if (!topLevel.has(field[0] ?? '')) throw invalid(`Field not found: '${field.join('.')}'.`);
  const test = comparison(field, operator, expected);
  return (entry) => valuesAt(entry, field).some(test);
}

/** Returns true if any text in the entry contains `text`. */
export function containsText(value: unknown, text: string): boolean {
  if (typeof value === 'object' && value !== null) return Object.values(value).some((part) => containsText(part, text));
  return has(String(value), text);
}

function comparison(field: readonly string[], operator: Operator, expected: string): (value: unknown) => boolean {
  const [name = ''] = field;
  if (operator === '=~' || operator === '!~') return regularExpression(expected, operator === '!~');
  if (operator === ':') return (value) => expected === '*' || hasValue(value, expected);
  if (field.length === 1 && name === 'severity')
    return ordered(operator, severityRank, severityRank(expected.toUpperCase()), expected);
  if (field.length === 1 && instants.has(name))
    return ordered(operator, toNanoseconds, toNanoseconds(expected), expected);
  return (value) => {
    const [actual, wanted] =
      typeof value === 'number' ? [value, Number(expected)] : [String(value).toLowerCase(), expected.toLowerCase()];
    return holds(operator, actual, wanted);
  };
}

function ordered<T extends bigint | number>(
  operator: Operator,
  read: (text: string) => T | undefined,
  wanted: T | undefined,
  expected: string,
): (value: unknown) => boolean {
  if (wanted === undefined)
    throw invalid(`Unparseable filter: ${JSON.stringify(expected)} cannot be compared with this field.`);
  return (value) => {
    const actual = read(String(value));
    return actual !== undefined && holds(operator, actual, wanted);
  };
}

function holds<T extends bigint | number | string>(operator: Operator, actual: T, wanted: T): boolean {
  switch (operator) {
    case '=':
      return actual === wanted;
    case '!=':
      return actual !== wanted;
    case '>':
      return actual > wanted;
    case '>=':
      return actual >= wanted;
    case '<':
      return actual < wanted;
    case '<=':
      return actual <= wanted;
    case ':':
    case '=~':
    case '!~':
      throw invalid(`Operator ${operator} does not order values.`);
  }
}

function regularExpression(pattern: string, negated: boolean): (value: unknown) => boolean {
  let compiled: RE2JS;
  try {
    compiled = RE2JS.compile(pattern);
  } catch {
    throw invalid(`Unparseable filter: invalid regular expression ${JSON.stringify(pattern)}.`);
  }
  return (value) => typeof value === 'string' && compiled.matcher(value).find() !== negated;
}

function hasValue(value: unknown, expected: string): boolean {
  if (typeof value === 'object' && value !== null) return Object.hasOwn(value, expected);
  return typeof value === 'string' ? has(value, expected) : String(value) === expected;
}

function has(text: string, part: string): boolean {
  return text.toLowerCase().includes(part.toLowerCase());
}

function severityRank(name: string): number | undefined {
  const found = Object.entries(severities).find(([rank, severity]) => severity === name || rank === name);
  return found === undefined ? undefined : Number(found[0]);
}

function valuesAt(value: unknown, field: readonly string[]): unknown[] {
  if (Array.isArray(value)) return value.flatMap((item) => valuesAt(item, field));
  const [name, ...rest] = field;
  if (name === undefined) return [value];
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return [];
  return valuesAt((value as Readonly<Record<string, unknown>>)[name], rest);
}
