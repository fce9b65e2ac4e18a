import { describe, expect, it } from 'vitest';
import { judgeChange } from '../../../src/core/acceptance/judge-change.ts';
import { changeFault } from '../../../src/core/decision/evidence-shape.ts';
import { readChangeVectors, verdictsOf } from '../../support/vectors.ts';

const vectors = readChangeVectors();
const isAccepted = ({ verdicts = {} }: (typeof vectors)[number]) =>
  Object.values(verdicts).every(({ verdict }) => verdict === 'accepted');

describe('the cases of changes of policies', () => {
  it('are many, a fifth of them accepted, each with a title of its own', () => {
    expect(vectors.length).toBeGreaterThanOrEqual(40);
    expect(vectors.filter(isAccepted).length).toBeGreaterThanOrEqual(14);
    expect(new Set(vectors.map(({ title }) => title)).size).toBe(vectors.length);
  });

  it.each(vectors)('$path: $title', ({ evidence, verdicts }) => {
    expect(changeFault(evidence)).toBeUndefined();
    expect(verdictsOf(judgeChange(evidence))).toEqual(verdicts);
  });

  it.each(vectors)('$path is judged the same from its evidence as the ledger keeps it', ({ evidence }) => {
    const kept = JSON.parse(JSON.stringify(evidence)) as typeof evidence;
    expect(judgeChange(kept)).toEqual(judgeChange(evidence));
  });
});
