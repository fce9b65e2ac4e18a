import { afterAll, describe, expect, test } from 'vitest';
import { startBench } from '../../sandbox/github/support.ts';
import { CONTENTS } from './exercises/contents.ts';
import { GUARDS } from './exercises/guards.ts';
import type { Exercise, Exercises, Hit } from './exercises/exercise.ts';
import { prepare } from './exercises/fixture.ts';
import { hitOn } from './exercises/hit.ts';
import { ISSUES_AND_ACTIONS } from './exercises/issues-and-actions.ts';
import { ORGANIZATION } from './exercises/organization.ts';
import { PULL_REQUESTS } from './exercises/pulls.ts';
import { REPOSITORY } from './exercises/repository.ts';
import { documentedErrors, servedExtract, servedOperations } from './watch.ts';

const WISH = "GET /repos/acme/access/wishes: not an operation of GitHub's published description";

const EXERCISES: Exercises = {
  ...ORGANIZATION,
  ...REPOSITORY,
  ...CONTENTS,
  ...PULL_REQUESTS,
  ...ISSUES_AND_ACTIONS,
  ...GUARDS,
};

const bench = await startBench();
const bare = await startBench({ from: [], private: false });
const watches = [bench.contract, bare.contract];
const operations = servedOperations(bench.github);
const extract = servedExtract(bench.github);
const fixture = await prepare(bench);
await bare.github.repository.updateRef('refs/heads/main', bare.github.repository.branch('main'), undefined);
bare.github.world.rateLimits = false;
bare.github.state.settings.tokenIsTheOrganizations = true;

afterAll(async () => {
  await bench.close();
  await bare.close([WISH]);
});

// An exercise may need what an earlier one made, and the last tests look back at all of them.
describe('every operation of the sandbox, held to GitHub’s published description', { shuffle: false }, () => {
  test('what it takes to prepare the exercises is as published', () => {
    expect(problems()).toEqual([]);
  });

  test.each(operations.filter((operation) => documentedErrors(extract, operation).length > 0))(
    '%s succeeds and is refused as documented',
    async (operation) => {
      const { good, bad } = await exercise(operation);
      await hit(operation, good);
      if (bad === undefined)
        expect.fail(`${operation} documents ${documentedErrors(extract, operation).join(', ')}: show one`);
      expect(documentedErrors(extract, operation)).toContain(bad.status);
      await hit(operation, bad);
      expect(problems(operation)).toEqual([]);
    },
  );

  test.each(
    operations
      .filter((operation) => documentedErrors(extract, operation).length === 0)
      .map((operation) => [operation, Object.keys(extract.operations[operation] ?? {}).join(' and ')] as const),
  )('%s succeeds; no refusal of it is documented, only %s', async (operation) => {
    const { good } = await exercise(operation);
    await hit(operation, good);
    expect(problems(operation)).toEqual([]);
  });

  test('was seen succeeding, and refused where a refusal is documented', () => {
    const seen = operations.map((operation) => {
      const statuses = watches.flatMap((watch) => [...(watch.coverage().get(operation) ?? [])]);
      const refusals = documentedErrors(extract, operation);
      return {
        operation,
        succeeded: statuses.some((status) => status < 400),
        refused: refusals.length === 0 || statuses.some((status) => refusals.includes(status)),
      };
    });
    expect(seen.filter(({ succeeded, refused }) => !succeeded || !refused)).toEqual([]);
  });

  test('is served: there is no exercise of anything else', () => {
    expect(Object.keys(EXERCISES).filter((operation) => !operations.includes(operation))).toEqual([]);
  });

  test('a call of what GitHub does not have is a problem', async () => {
    await fetch(`${bare.github.apiUrl}/repos/acme/access/wishes`);
    expect(bare.contract.problems()).toEqual([WISH]);
  });
});

function exercise(operation: string): Exercise | Promise<Exercise> {
  const make = EXERCISES[operation];
  return make === undefined ? expect.fail(`${operation} is served and never exercised`) : make(fixture);
}

const hit = (operation: string, wanted: Hit) => hitOn(wanted.bare === true ? bare : bench, operation, wanted);

function problems(operation = ''): string[] {
  return watches.flatMap((watch) => watch.problems()).filter((problem) => problem.startsWith(operation));
}
