import { describe, expect, it } from 'vitest';
import { breakGlassRules } from '../../../src/core/decision/rules/break-glass.ts';
import { gitBlobId } from '../../../src/core/digest.ts';
import { decide, evidence, POLICY, pull, type Trial } from '../build.ts';
import { toBytes } from '../documents.ts';
import { saidBy, sketch, type Sketch } from './glass-case.ts';

const said = (change: Sketch = {}) => saidBy(breakGlassRules, sketch(change));
const WITHOUT_PATH = POLICY.slice(0, POLICY.indexOf('breakGlass:'));
const SHORTER = POLICY.replace('maxDuration: 1h', 'maxDuration: 30m');
const onRecord = (overdueReviews: readonly number[] | null) => ({
  evidence: { onRecord: { headUsedBy: [], overdueReviews, quarantined: [] } },
});

/** Why a request that breaks glass under these documents is not approved. */
function codesOf(documents: Pick<Trial, 'before' | 'head'>, duration: string): readonly string[] {
  const text = `policy: orders\nduration: ${duration}\nreason: checkout returns 500s since 02:05\nbreakGlass: true\n`;
  const blob = gitBlobId(toBytes(text));
  const file = { blob, mode: '100644' };
  const base = pull();
  const merge = base.merge && {
    ...base.merge,
    file,
    parents: base.merge.parents.map((parent, at) => (at === 0 ? parent : { ...parent, file })),
  };
  const given = pull({ reviews: [], head: { ...base.head, file }, merge });
  const { reasons } = decide({ ...documents, evidence: evidence({ pull: given, file, text }) });
  return reasons.map(({ code }) => code);
}

describe('breaking glass', () => {
  it('is let through where both policies have the path, it is short, and no review is overdue', () => {
    expect(said()).toEqual([]);
  });

  it('is asked about only where glass is broken', () => {
    const change = { head: WITHOUT_PATH, request: { breakGlass: false }, ...onRecord([41]) };
    expect(said(change)).toEqual([]);
  });

  it.each([
    ['before the merge', { before: { policy: WITHOUT_PATH }, head: {} }],
    ['at the head', { before: {}, head: { policy: WITHOUT_PATH } }],
  ])('needs the path %s, which the document’s own check asks for', (_, documents) => {
    expect(codesOf(documents, '1h')).toEqual(['break-glass-not-offered']);
  });

  it.each([
    ['before the merge', { before: { policy: SHORTER }, head: {} }],
    ['at the head', { before: {}, head: { policy: SHORTER } }],
  ])('lasts no longer than the policy allows %s', (_, documents) => {
    expect(codesOf(documents, '1h')).toEqual(['duration-over-break-glass']);
    expect(codesOf(documents, '30m')).toEqual([]);
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
