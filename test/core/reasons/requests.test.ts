import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { judge } from '../../../src/core/decision/judge.ts';
import type { Result } from '../../../src/core/decision/rule.ts';
import { EARLY_END } from '../../../src/core/reasons/early-end.ts';
import type { ReasonTable } from '../../../src/core/reasons/entry.ts';
import { REQUESTS } from '../../../src/core/reasons/requests.ts';
import { REVIEWS } from '../../../src/core/reasons/reviews.ts';
import { filesUnder } from '../../contract/documents.ts';
import { readVectors } from '../../support/vectors.ts';

const decisions = readVectors().map(({ evidence }) => judge(evidence).decision);
const tables: ReasonTable = { ...REQUESTS, ...REVIEWS };

/** Codes of the reasons in a report's parts, at every depth. */
const codesIn = (results: readonly Result[]): readonly string[] =>
  results.flatMap(({ reasons, parts }) => [...reasons.map(({ code }) => code), ...codesIn(parts)]);

/** Issues of the document have a table of their own; their sentences begin with their place. */
const isIssue = ({ sentence }: { readonly sentence: string }) => /^requests\/\S+:\d+:\d+ /.test(sentence);

describe('the tables of decisions', () => {
  it('explain every code that a case raises', () => {
    const raised = decisions.flatMap(({ reasons, approvals, results }) => [
      ...reasons.filter((reason) => !isIssue(reason)).map(({ code }) => code),
      ...approvals.map(({ code }) => code),
      ...codesIn(results).filter((code) => code.startsWith('incident-')),
    ]);
    expect([...new Set(raised)].filter((code) => !Object.hasOwn(tables, code))).toEqual([]);
  });

  it('explain no code that no case raises', () => {
    const raised = new Set(
      decisions.flatMap(({ reasons, approvals, results }) => [
        ...reasons.map(({ code }) => code),
        ...approvals.map(({ code }) => code),
        ...codesIn(results),
      ]),
    );
    expect(Object.keys(tables).filter((code) => !raised.has(code))).toEqual([]);
  });

  it('agree with the verdicts on what is final', () => {
    for (const { verdict, reasons } of decisions)
      for (const { code } of reasons.filter((reason) => !isIssue(reason))) {
        expect({ code, final: tables[code]?.final }).not.toEqual({ code, final: verdict === 'denied' ? 'no' : 'yes' });
      }
  });

  it('explain every code of access that ended early, and no other', () => {
    const sources = [...filesUnder('src/flow'), ...filesUnder('src/core/revocation')]
      .filter((path) => path.endsWith('.ts'))
      .map((path) => readFileSync(new URL(`../../../${path}`, import.meta.url), 'utf8'))
      .join('\n');
    const raised = sources.matchAll(
      /'((?:request|policy)-(?:deleted|changed|withdrawn)|revoked-by-\w+|person-quarantined)'/g,
    );
    expect([...new Set([...raised].map(([, code]) => code))].sort()).toEqual(Object.keys(EARLY_END).sort());
  });

  it.each(Object.entries({ ...tables, ...EARLY_END }))('explain %s in short sentences', (_, { what, next }) => {
    for (const text of [what, next]) {
      expect(text).toMatch(/^[A-Z].*[.`]$/);
      for (const sentence of text.split(/(?<=[.:]) /)) expect(sentence.split(' ').length).toBeLessThanOrEqual(20);
    }
  });
});
