import { readdirSync, readFileSync } from 'node:fs';
import { MERGE_AWAITED } from '../../src/core/decision/decision.ts';
import { REVIEW_RULES } from '../../src/core/decision/review.ts';
import { schemaIssues } from '../../src/core/documents/schema.ts';
import { CHANGES } from '../../src/core/reasons/changes.ts';

const ROOT = new URL('../../', import.meta.url);

/** Returns every code of a decision: its own, and those of issues in the request document. */
export function listCodes(): readonly string[] {
  return [...new Set([...listOwn(), ...listOfTexts(), ...listOfSchemas()])].sort();
}

/** Returns the codes in the sources of the decision. */
function listOwn(): readonly string[] {
  const decision = sources('src/core/decision/');
  const literal = matches(decision, /\b(?:denied|pending|final|reason)\(\s*'([a-z0-9-]+)'/g).filter(isOfRequests);
  const plain = matches(decision, /\bcode: '([a-z0-9-]+)',? sentence/g);
  const ofChanges = matches(decision, /\b(?:no|maybe): '([a-z-]+)'/g);
  const signatures = matches(sources('src/core/signature/'), /'(signature-[a-z-]+)'/g);
  const reviews = REVIEW_RULES.filter(({ standing }) => standing !== 'yes').map(({ code }) => code);
  return [...literal, ...plain, ...ofChanges, ...signatures, ...reviews, MERGE_AWAITED.code];
}

/** True unless only a change of policies can have the code. `core/acceptance/judge-change.test.ts` proves those. */
function isOfRequests(code: string): boolean {
  return !Object.hasOwn(CHANGES, code);
}

/** Returns the codes of issues in a request's text, path and fields, apart from those of the schema. */
function listOfTexts(): readonly string[] {
  const files = ['documents/document.ts', 'documents/yaml-events.ts', 'documents/paths.ts', 'documents/request.ts'];
  const text = [...files, 'text.ts'].map((file) => readFileSync(new URL(`src/core/${file}`, ROOT), 'utf8')).join('\n');
  return matches(text, /'((?:break-glass|document|duration|path|reason|text|yaml)-[a-z0-9-]+)'/g);
}

/** Keywords that only describe or only hold other schemas. */
const NO_RULES = /^(?:\$\w+|title|description|examples|default|properties|allOf|if|then|else)$/;

/** Returns one code for each keyword that the request schema uses or that a policy's rule may use. */
function listOfSchemas(): readonly string[] {
  const written = schemaAt('policies/schema/request.schema.json');
  const rule = schemaAt('policies/schema/policy.schema.json')['$defs'] as Readonly<Record<string, Described>>;
  return [
    ...keywordsOf(written).flatMap((keyword) => codesFor(keyword, 'schema')),
    ...Object.keys(rule['rule']?.properties ?? {}).flatMap((keyword) => codesFor(keyword, 'rule')),
  ];
}

interface Described {
  readonly properties?: Readonly<Record<string, unknown>>;
}

function schemaAt(path: string): Readonly<Record<string, unknown>> {
  return JSON.parse(readFileSync(new URL(path, ROOT), 'utf8')) as Readonly<Record<string, unknown>>;
}

/**
 * Returns the keywords of a schema and of all schemas in it. Keys of `properties` and `$defs` are names, not keywords.
 */
function keywordsOf(schema: object): readonly string[] {
  return Object.entries(schema).flatMap(([keyword, value]: [string, unknown]) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return [keyword];
    const inner = keyword === 'properties' || keyword === '$defs' ? Object.values(value) : [value];
    return [keyword, ...inner.flatMap((one: unknown) => keywordsOf(one as object))];
  });
}

function codesFor(keyword: string, prefix: 'schema' | 'rule'): readonly string[] {
  if (NO_RULES.test(keyword)) return [];
  const place = () => ({ line: 1, column: 1 });
  const document = { path: '', value: {}, placeOf: place, keyPlaceOf: place };
  const error = {
    keyword,
    instancePath: '',
    schemaPath: '',
    data: '',
    params: { allowedValues: [], allowedValue: '', pattern: '' },
  };
  return schemaIssues(document, [error], prefix).map(({ code }) => code);
}

/** Returns the attacks in the README of the cases: the first column of its table under `Attacks`. */
export function listAttacks(): readonly string[] {
  const readme = readFileSync(new URL('test/vectors/decision/README.md', ROOT), 'utf8');
  const [, section = ''] = readme.split(/^## Attacks$/m);
  return matches(section, /^\| ([a-z][^|]*?) +\|/gm).filter((attack) => attack !== 'attack');
}

function sources(folder: string): string {
  return readdirSync(new URL(folder, ROOT), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts'))
    .map((path) => readFileSync(new URL(folder + path, ROOT), 'utf8'))
    .join('\n');
}

function matches(text: string, pattern: RegExp): readonly string[] {
  return [...text.matchAll(pattern)].map(([, found = '']) => found);
}
