import { describe, expect, it } from 'vitest';
import { breakGlassRules } from '../../../src/core/decision/rules/break-glass.ts';
import { POLICY } from '../build.ts';
import { saidBy, sketch, type Sketch } from './glass-case.ts';

const said = (change: Sketch = {}) => saidBy(breakGlassRules, sketch(change));
const WITHOUT_PATH = POLICY.slice(0, POLICY.indexOf('breakGlass:'));
const SHORTER = POLICY.replace('maxDuration: 1h', 'maxDuration: 30m');
const onRecord = (overdueReviews: readonly number[] | null) => ({
  evidence: { onRecord: { headUsedBy: [], overdueReviews, quarantined: [] } },
});

describe('breaking glass', () => {
  it('is let through where both policies have the path, it is short, and no review is overdue', () => {
    expect(said()).toEqual([]);
  });

  it('is asked about only where glass is broken', () => {
    const change = { head: WITHOUT_PATH, request: { breakGlass: false }, ...onRecord([41]) };
    expect(said(change)).toEqual([]);
  });

  it.each([
    ['before the merge', { before: WITHOUT_PATH }],
    ['at the head', { before: POLICY, head: WITHOUT_PATH }],
  ])('needs the path %s', (_, change) => {
    expect(said(change)).toEqual(['denied break-glass-not-offered']);
  });

  it('is told once that there is no path, if the document’s own check has said so', () => {
    const issue = { code: 'break-glass-not-offered', path: 'x', line: 4, column: 1, sentence: 'no path' };
    expect(said({ head: WITHOUT_PATH, admission: [issue] })).toEqual([]);
  });

  it.each([
    ['before the merge', { before: SHORTER }],
    ['at the head', { before: POLICY, head: SHORTER }],
  ])('lasts no longer than the policy allows %s', (_, change) => {
    expect(said(change)).toEqual(['denied duration-over-break-glass']);
    expect(said({ ...change, request: { duration: 1800 } })).toEqual([]);
  });

  it('is refused while the review of an earlier one is overdue', () => {
    expect(said(onRecord([41]))).toEqual(['denied review-overdue']);
  });

  it.each([
    ['one is due and nobody has looked', onRecord(null)],
    ['the ledger could not be read', { evidence: { onRecord: null } }],
  ])('waits where %s', (_, change) => {
    expect(said(change)).toEqual(['pending reviews-unknown']);
  });
});
