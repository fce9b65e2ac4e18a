import { describe, expect, it } from 'vitest';
import { ruleInputOf, judge } from '../../../src/core/decision/judge.ts';
import { codesOf, readVectors } from '../../support/vectors.ts';

const vectors = readVectors();

describe('the cases of the decision', () => {
  it('are some, of every verdict, each with a title of its own and a decision', () => {
    expect(vectors.filter(({ decision }) => decision === undefined).map(({ path }) => path)).toEqual([]);
    expect(new Set(vectors.map(({ decision }) => decision?.verdict))).toEqual(
      new Set(['approved', 'pending', 'denied']),
    );
    const titles = Map.groupBy(vectors, ({ path, title }) => `${path.split('/')[0] ?? ''}: ${title}`);
    expect([...titles].filter(([, cases]) => cases.length > 1).map(([title]) => title)).toEqual([]);
  });

  it.each(vectors)('$path: $title', ({ evidence, decision }) => {
    expect(codesOf(judge(evidence).decision)).toEqual(decision);
  });

  it.each(vectors.filter(({ decision }) => decision?.verdict === 'approved'))(
    '$path is refused where the GitHub organization requires no second factor, unless nobody must prove anything',
    ({ evidence }) => {
      const off = { ...evidence, secondFactors: { ...evidence.secondFactors, required: false } };
      const { verdict, reasons } = judge(off).decision;
      const { before, head, request } = ruleInputOf(off);
      const unasked = [before, head].every(({ policy }) => policy?.proof === 'none') && !request.value?.breakGlass;
      expect(verdict).toBe(
        unasked && !reasons.some(({ code }) => code.endsWith('-unapproved')) ? 'approved' : 'denied',
      );
    },
  );

  it.each(vectors)('$path is decided the same from its evidence as the ledger keeps it', ({ evidence }) => {
    const kept = JSON.parse(JSON.stringify(evidence)) as typeof evidence;
    expect(judge(kept).decision).toEqual(judge(evidence).decision);
  });
});
