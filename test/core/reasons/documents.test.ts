import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { parseDocument } from '../../../src/core/documents/document.ts';
import { schemaIssues } from '../../../src/core/documents/schema.ts';
import { DOCUMENTS } from '../../../src/core/reasons/documents.ts';
import type { ReasonEntry } from '../../../src/core/reasons/entry.ts';
import { filesUnder, matches, read, sorted } from '../../contract/documents.ts';
import { FIXTURES, toBytes } from '../documents.ts';

const table: Readonly<Record<string, ReasonEntry>> = DOCUMENTS;

/** Codes in sources: every literal with a code's form, in a file whose codes are all issues. */
const ISSUES_ONLY = [
  ...filesUnder('src/core/documents').filter((path) => path.endsWith('.ts') && !/\/schema(\.ts$|\/)/.test(path)),
  'src/core/text.ts',
  'src/core/issue.ts',
];
/** Literals with a code's form that are no codes. */
const OTHER_WORDS = ['account-2fa', 'security-key', 'utf-8'];
const CODE = /^[a-z0-9]+(?:-[a-z0-9]+)+$/;

describe('the table of issues in documents', () => {
  it('has every code that the sources raise, and no other', () => {
    expect(sorted(Object.keys(table))).toEqual(codesRaised());
  });

  it('has every code of the fixtures', () => {
    expect(codesOfFixtures('').filter((code) => table[code] === undefined)).toEqual([]);
    expect(codesOfFixtures('').length).toBeGreaterThan(60);
  });

  it('calls the issues of a merged request final, and those of other documents not', () => {
    const inRequests = codesOfFixtures('request/');
    expect(inRequests.filter((code) => table[code]?.final !== 'after the merge')).toEqual([]);
    const elsewhere = ['policy-rules', 'organization-rules', 'parties', 'policy-set'].flatMap((name) =>
      literalsOf(`src/core/documents/${name}.ts`).filter((text) => table[text] !== undefined),
    );
    expect(elsewhere.length).toBeGreaterThan(20);
    expect(elsewhere.filter((code) => table[code]?.final !== 'no')).toEqual([]);
  });

  it.each(Object.entries(table))('explains %s in sentences', (_, { what, next }) => {
    for (const text of [what, next]) expect(text).toMatch(/^[A-Z`].*\.$/);
  });

  it('excludes only words that the sources have', () => {
    expect(OTHER_WORDS.filter((word) => !wordsOfIssues().includes(word))).toEqual([]);
  });
});

function codesRaised(): readonly string[] {
  return sorted([
    ...wordsOfIssues().filter((word) => !OTHER_WORDS.includes(word)),
    ...codesBeside('src/flow/check.ts', /\bcode: '([^']+)'/g),
    ...codesBeside('src/core/signature/security-key.ts', /new Refused\('([^']+)'/g),
    ...['request', 'policy', 'organization'].flatMap((name) => codesOfSchema('schema', keywordsOf(schemaOf(name)))),
    ...codesOfSchema('rule', Object.keys(schemaOf('policy').$defs?.['rule']?.properties ?? {})),
  ]);
}

function wordsOfIssues(): readonly string[] {
  return ISSUES_ONLY.flatMap((path) => literalsOf(path).filter((text) => CODE.test(text)));
}

interface Schema {
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly $defs?: Readonly<Record<string, Schema>>;
  readonly [keyword: string]: unknown;
}

function schemaOf(name: string): Schema {
  return JSON.parse(read(`policies/schema/${name}.schema.json`)) as Schema;
}

/** Keywords whose value maps names to schemas. */
const MAPS = ['properties', '$defs'];
/** Keywords whose value is data. */
const DATA = ['const', 'default', 'enum', 'examples', 'required', 'dependentRequired'];
/** Keywords without an issue of their own: annotations, and those whose subschemas report. */
const SILENT = new Set([
  ...['$defs', '$id', '$ref', '$schema', 'default', 'description', 'examples', 'title'],
  ...['allOf', 'else', 'if', 'items', 'properties', 'propertyNames', 'then'],
]);

function keywordsOf(schema: unknown): readonly string[] {
  if (Array.isArray(schema)) return schema.flatMap(keywordsOf);
  if (typeof schema !== 'object' || schema === null) return [];
  return Object.entries(schema).flatMap(([keyword, value]: [string, unknown]) => {
    if (DATA.includes(keyword)) return [keyword];
    return [keyword, ...(MAPS.includes(keyword) ? Object.values(value as object) : [value]).flatMap(keywordsOf)];
  });
}

/** The codes that a schema's keywords lead to, by the function that explains them. */
function codesOfSchema(prefix: string, keywords: readonly string[]): readonly string[] {
  const document = parseDocument('x.yaml', toBytes('a: b\n')).value;
  if (document === undefined) throw new Error('the document does not parse');
  const texts = { additionalProperty: 'x', missingProperty: 'x', pattern: 'x', type: 'x' };
  const params = { ...texts, allowedValues: [], allowedValue: 'x', limit: 1, i: 0, j: 1 };
  return keywords
    .filter((keyword) => !SILENT.has(keyword))
    .flatMap((keyword) =>
      schemaIssues(document, [{ keyword, instancePath: '', schemaPath: `#/${keyword}`, params, data: 'x' }], prefix),
    )
    .map(({ code }) => code);
}

function codesOfFixtures(kind: string): readonly string[] {
  const expected = JSON.parse(read(`${FIXTURES}expected.json`)) as Readonly<Record<string, string[]>>;
  return sorted(
    Object.entries(expected)
      .filter(([fixture]) => fixture.startsWith(kind))
      .flatMap(([, issues]) => issues.map((issue) => /^\S+ ([a-z0-9-]+): /.exec(issue)?.[1] ?? issue)),
  );
}

/** Every string literal of a file, except the modules it imports. */
function literalsOf(path: string): readonly string[] {
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node)) return;
    if (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node)) found.push(node.text);
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(path, read(path), ts.ScriptTarget.Latest));
  return found;
}

function codesBeside(path: string, pattern: RegExp): readonly string[] {
  const codes = matches(read(path), pattern);
  if (codes.length === 0) throw new Error(`${path} raises no codes`);
  return codes;
}
