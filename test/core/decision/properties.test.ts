import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Evidence } from '../../../src/core/decision/evidence.ts';
import { judge } from '../../../src/core/decision/judge.ts';
import { decide, evidence, givenBy, pull, review } from '../build.ts';
import { APPROVED, OBJECTED } from '../decision-cases.ts';
import { PEOPLE, user } from '../../support/people.ts';

const CASES = [...APPROVED, ...OBJECTED];

/** The way to one value within the evidence. */
type Way = readonly (string | number)[];

/**
 * Every fact of an evidence. Items of lists are none: the reader refuses a list with a hole in it whole (`Unread`), but
 * for a commit's authors, where `null` is an address of no account.
 */
function waysInto(value: unknown, way: Way = []): readonly Way[] {
  if (Array.isArray(value))
    return value.flatMap((item, index) => [
      ...(way.at(-1) === 'authors' ? [[...way, index]] : []),
      ...waysInto(item, [...way, index]),
    ]);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => [[...way, key], ...waysInto(inner, [...way, key])]);
}

function withNull(value: unknown, [step, ...rest]: Way): unknown {
  if (step === undefined) return null;
  if (Array.isArray(value))
    return value.map((item, index) => (index === step ? withNull(item, rest) : (item as unknown)));
  return { ...(value as object), [step]: withNull((value as Record<string, unknown>)[step], rest) };
}

/** `null` here is known: the file was not there before the merge, which is as it should be. A text without a problem is one. */
function isKnownAbsence(way: Way): boolean {
  return /^(pull,merge,parents,\d+,file|textProblem)$/.test(way.join());
}

/** A value no type allows may also be answered by an exception; what counts is that it is no yes. */
function verdictOf(given: Evidence): string {
  try {
    return judge(given).decision.verdict;
  } catch (error) {
    if (error instanceof TypeError) return 'no answer';
    throw error;
  }
}

/** Pull requests whose pushers nobody needs to know, since every commit is signed by its author. */
function isSigned({ pull: given }: Evidence): boolean {
  return given?.commits.every(({ signature }) => signature?.valid === true) ?? false;
}

describe('whatever the case', () => {
  it.each(OBJECTED)('no fact that is not known makes a yes of a no: $name', (trial) => {
    const given = givenBy(trial);
    const ways = waysInto(given).filter((way) => !isKnownAbsence(way) && !(isSigned(given) && way.includes('pushers')));
    expect(ways.length).toBeGreaterThan(25);
    const yes = ways.filter((way) => verdictOf(withNull(given, way) as Evidence) === 'approved');
    expect(yes.map((way) => way.join('.'))).toEqual([]);
  });

  it('what decides an approval, not known, defers or denies it', () => {
    const given = evidence();
    const stillApproved = waysInto(given)
      .filter((way) => verdictOf(withNull(given, way) as Evidence) === 'approved')
      .map((way) => way.join('.'))
      .filter((way) => !/^(permissions|secondFactors\.enabled|teams)\./.test(way));
    expect(stillApproved.toSorted()).toEqual(
      [
        // For people, for the grant, or said by another fact too: a merge commit says that it is merged.
        'repository.name',
        'head',
        'file.mode',
        'pull.number',
        'pull.url',
        'pull.state',
        'pull.mergedBy',
        'pull.mergedBy.type',
        'pull.mergedBy.login',
        'pull.mergedBy.id',
        'pull.createdAt',
        'pull.merge.sha',
        'pull.merge.parents.0.sha',
        'pull.merge.parents.0.file',
        'pull.merge.parents.1.file',
        'pull.merge.parents.1.file.blob',
        'pull.merge.parents.1.file.mode',
        'pull.merge.file.mode',
        'pull.reviews.0.id',
        'pull.reviews.0.author.login',
        'addedAt',
        'gathered',
        // Asked only where a security key is demanded, or glass is broken.
        'pull.head.commit',
        'pull.head.commit.parents',
        'pull.head.commit.committedAt',
        'pull.head.commit.parentsOnMain',
        'pull.head.commit.signature',
        'onRecord.headUsedBy',
        'onRecord.overdueReviews',
        // Asked only where nobody tells who pushed.
        'pull.commits.0.signature',
        // Before the merge only the organization and the policy must parse, and they are parsed again.
        'documents.before.issues',
        'genesis.commit',
      ].sort(),
    );
  });

  it('the order in which GitHub lists things changes nothing of a decision', () => {
    let approved = 0;
    let tried = 0;
    fc.assert(
      fc.property(
        fc.oneof(fc.constantFrom(...APPROVED), fc.constantFrom(...CASES)),
        fc.infiniteStream(fc.nat()),
        (trial, numbers) => {
          const given = givenBy(trial);
          if (given.pull === null) return;
          const shuffle = <T>(items: readonly T[]): readonly T[] =>
            items
              .map((item) => ({ item, at: numbers.next().value as number }))
              .sort((a, b) => a.at - b.at)
              .map(({ item }) => item);
          const { reviews, commits, files, pushers } = given.pull;
          const pulled = {
            ...given.pull,
            reviews: shuffle(reviews),
            commits: shuffle(commits),
            files: shuffle(files),
            pushers: pushers === null ? null : shuffle(pushers),
          };
          const teams = Object.fromEntries(
            Object.entries(given.teams).map(([slug, ids]) => [slug, ids === null ? null : shuffle(ids)]),
          );
          const { decision } = judge(given);
          tried += 1;
          approved += Number(decision.verdict === 'approved');
          const again = judge({ ...given, pull: pulled, teams }).decision;
          expect({ ...again, results: [] }).toEqual({ ...decision, results: [] });
        },
      ),
      { numRuns: 400 },
    );
    console.log(`${Math.round((100 * approved) / tried)} of 100 generated cases approve`);
    expect(approved / tried).toBeGreaterThan(0.3);
  });

  it('a review by somebody who is nobody’s approver changes no verdict', () => {
    const strangers = [PEOPLE.mallory, user('zoe', 1999), { type: 'Bot', login: 'renovate', id: 1777 }];
    const states = ['APPROVED', 'CHANGES_REQUESTED', 'DISMISSED', 'COMMENTED'] as const;
    for (const trial of CASES) {
      const alone = decide(trial).verdict;
      for (const stranger of strangers)
        for (const state of states) {
          const given = givenBy(trial);
          // Whoever cannot be told to be no approver is no stranger.
          if (given.pull === null || Object.values(given.teams).includes(null)) continue;
          const reviews = [...given.pull.reviews, review(stranger, { state, submittedAt: '2026-11-24T02:13:00Z' })];
          const more = { ...given, pull: { ...given.pull, reviews, reviewCount: given.pull.reviewCount + 1 } };
          expect(`${trial.name}: ${judge(more).decision.verdict}`).toBe(`${trial.name}: ${alone}`);
        }
    }
  });

  it('another approval by somebody who may not approve changes nothing', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...CASES),
        fc.constantFrom(PEOPLE.alice, PEOPLE.mallory, user('alice-2', 2001)),
        (trial, who) => {
          const given = givenBy(trial);
          if (given.pull === null || Object.values(given.teams).includes(null)) return;
          if (given.pull.reviews.some(({ author }) => author?.id === who.id)) return;
          const vain = review(who, { submittedAt: '2026-11-24T02:13:00Z', commit: given.pull.head.sha });
          const more = {
            ...given.pull,
            reviews: [...given.pull.reviews, vain],
            reviewCount: given.pull.reviewCount + 1,
          };
          expect(judge({ ...given, pull: more }).decision.verdict).toBe(judge(given).decision.verdict);
        },
      ),
      { numRuns: 300 },
    );
  });

  it('no set of approvals suffices in which too few people can be seated', () => {
    const everybody = Object.values(PEOPLE);
    fc.assert(
      fc.property(fc.subarray(everybody), (chosen) => {
        const verdict = decide({
          evidence: evidence({ pull: pull({ reviews: chosen.map((one) => review(one)) }) }),
        }).verdict;
        const mayApprove = chosen.some(({ login }) => login === 'bob' || login === 'erin');
        expect(verdict).toBe(mayApprove ? 'approved' : 'denied');
      }),
    );
  });
});
