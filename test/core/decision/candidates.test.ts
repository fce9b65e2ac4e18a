import { expect, it } from 'vitest';
import { chooseCandidate } from '../../../src/core/decision/candidates.ts';
import { judge } from '../../../src/core/decision/judge.ts';
import type { Judged } from '../../../src/core/decision/decision.ts';
import { readVectors } from '../../support/vectors.ts';

const never = () => false;

/** A case of the decision, as the pull request with this number. */
function candidate(number: number, path: string): Judged {
  const evidence = readVectors().find((vector) => vector.path === path)?.evidence;
  if (evidence?.pull == null) throw new Error(`there is no case ${path}`);
  return judge({ ...evidence, pull: { ...evidence.pull, number } });
}

const approved = candidate(42, 'approved.yaml');
const waiting = candidate(43, 'approval/nobody-knows-when.yaml');
const refused = candidate(44, 'approval/nobody-reviewed.yaml');
const stranger = candidate(45, 'people/not-among-the-requesters.yaml');
const worse = judge({ ...stranger.evidence, permissions: {}, pull: unreviewed(stranger) });

function unreviewed({ evidence: { pull } }: Judged) {
  return pull === null ? null : { ...pull, reviews: [], reviewCount: 0 };
}

it('a refusal of one pull request does not touch the approval of another', () => {
  expect(chooseCandidate([stranger, refused, waiting, approved], never)).toBe(approved);
  expect(chooseCandidate([approved, stranger], never)).toBe(approved);
});

it('one that waits counts before a refused one, since it may still be approved', () => {
  expect(chooseCandidate([stranger, waiting, refused], never)).toBe(waiting);
});

it('of refused ones, the request is the one that lacks least', () => {
  expect(worse.decision.reasons.length).toBeGreaterThan(refused.decision.reasons.length);
  expect(chooseCandidate([worse, refused], never)).toBe(refused);
});

it('the pull request on record stays the one that counts', () => {
  expect(chooseCandidate([approved, refused], (pull) => pull === 44)).toBe(refused);
});
