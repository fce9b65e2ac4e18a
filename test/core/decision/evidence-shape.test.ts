import { describe, expect, it } from 'vitest';
import { evidenceFault, toEvidence } from '../../../src/core/decision/evidence-shape.ts';
import { changed } from '../../support/mutations.ts';
import { readVectors } from '../../support/vectors.ts';
import { differences, mixedDifferences, readVerdicts } from '../../support/verdicts.ts';
import { evidence } from '../build.ts';

const kept = readVerdicts('evidence');
const isEvidence = (value: unknown) => evidenceFault(value) === undefined;

describe('the schema of evidence accepts and refuses what the check before it did', () => {
  it.each(Object.entries(kept.values))('of %s evidence, changed at each place', (name, value) => {
    expect(evidenceFault(value)).toBeUndefined();
    expect(differences(value, kept.single[name] ?? {}, isEvidence)).toEqual([]);
  });

  it('of some changed at two or three places', () => {
    expect(kept.mixed).toHaveLength(2000);
    expect(mixedDifferences(kept, isEvidence)).toEqual([]);
  });

  it.each([
    ['/pull/state', ['open', 'closed', 'merged']],
    ['/permissions/1001', ['admin', 'write', 'read', 'none', null]],
    ['/textProblem', ['not-utf8', 'too-long']],
    ['/incident/source', ['github', 'pagerduty']],
  ])('of every word at %s', (at, words) => {
    for (const to of words) expect(evidenceFault(changed(kept.values['full'], [{ at, to }]))).toBeUndefined();
  });

  it('of every case of the decision', () => {
    for (const { path, evidence: given } of readVectors()) expect(evidenceFault(given), path).toBeUndefined();
  });
});

describe('the first fault of evidence', () => {
  const full = kept.values['full'];
  it.each<[string, unknown, string]>([
    ['', null, 'evidence must be a mapping'],
    ['/head', undefined, '/head is missing'],
    ['/head', 5, '/head must be a text'],
    ['/pull/number', 1.5, '/pull/number must be a whole number'],
    ['/pull/number', 2 ** 53, '/pull/number must be a whole number that JSON keeps exactly'],
    ['/pull/reviews', {}, '/pull/reviews must be a list'],
    ['/pull/reviews/0/author', 'x', '/pull/reviews/0/author must be a mapping or null'],
    ['/pull/state', 'gone', '/pull/state must be one of open, closed, merged'],
    ['/pull/commits/0/committer', 'x', '/pull/commits/0/committer must be a number, github, or null: who committed'],
    ['/pathUsedBefore', false, '/pathUsedBefore must be true'],
    ['/secondFactors/required', 'yes', '/secondFactors/required must be true or false or null'],
    ['/permissions/1001', 'owner', '/permissions/1001 must be one of admin, write, read, none, null'],
    ['/texts/a~1b~0c', null, '/texts/a~1b~0c must be a text'],
    ['/gathered', '2026-02-29T00:00:00Z', '/gathered must be a second that exists, in UTC: 2026-11-24T02:17:00Z'],
    ['/addedAt', 'x', '/addedAt must be a second that exists, in UTC: 2026-11-24T02:17:00Z, or null'],
  ])('at %s made %j is named with its place and what is right', (at, to, sentence) => {
    expect(evidenceFault(changed(full, [{ at, to }]))).toBe(sentence);
  });

  it('stops whoever needs evidence, and what has none is given back as it is', () => {
    expect(() => toEvidence({ ...evidence(), head: 5 })).toThrow(new RangeError('/head must be a text'));
    const given = evidence();
    expect(toEvidence(given)).toBe(given);
  });
});
