import { expect, it } from 'vitest';
import { judge } from '../../../src/core/decision/judge.ts';
import { judgeInTurn } from '../../../src/core/decision/in-turn.ts';
import type { Judged } from '../../../src/core/decision/decision.ts';
import { readVectors } from '../../support/vectors.ts';

const GLASS = readVectors().find(({ path }) => path === 'break-glass/nobody-there-to-approve.yaml')?.evidence;

function glass(number: number, mergedAt: string, author = 1001): Judged {
  if (GLASS?.pull == null) throw new Error('the case is missing');
  const login = author === 1002 ? 'bob' : 'alice';
  const pull = { ...GLASS.pull, number, mergedAt, author: { type: 'User', login, id: author } };
  return judge({ ...GLASS, pull, teams: { ...GLASS.teams, 'orders-oncall': [1001, 1002] } });
}

const alone = (id: number) => [id];
const outcomes = (judged: readonly Judged[]) =>
  judged.map(({ evidence, decision }) => [evidence.pull?.number, decision.verdict]);

it('the request that was merged first is approved, and each later one of the person waits', () => {
  const judged = [
    glass(44, '2026-11-24T02:17:30Z'),
    glass(43, '2026-11-24T02:17:00Z'),
    glass(42, '2026-11-24T02:17:00Z'),
  ];
  expect(outcomes(judged)).toEqual([
    [44, 'approved'],
    [43, 'approved'],
    [42, 'approved'],
  ]);
  const inTurn = judgeInTurn(judged, alone);
  expect(outcomes(inTurn)).toEqual([
    [44, 'pending'],
    [43, 'pending'],
    [42, 'approved'],
  ]);
  expect(inTurn[0]?.decision.reasons).toMatchObject([{ code: 'reviews-unknown' }]);
});

it('people have turns of their own, and two accounts of one person share them', () => {
  const judged = [glass(42, '2026-11-24T02:17:00Z'), glass(43, '2026-11-24T02:17:30Z', 1002)];
  const both = [1001, 1002];
  expect(outcomes(judgeInTurn(judged, () => both))).toEqual([
    [42, 'approved'],
    [43, 'pending'],
  ]);
  expect(outcomes(judgeInTurn(judged, alone))).toEqual(outcomes(judged));
});

it('a request that the record already refuses takes no turn', () => {
  const { evidence } = glass(42, '2026-11-24T02:17:00Z');
  const refused = judge({
    ...evidence,
    onRecord: { headUsedBy: [], overdueReviews: [], unreviewed: [31], quarantined: [] },
  });
  expect(outcomes(judgeInTurn([refused, glass(43, '2026-11-24T02:17:30Z')], alone))).toEqual([
    [42, 'denied'],
    [43, 'approved'],
  ]);
});
