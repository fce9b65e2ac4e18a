import { ELSEWHERE, type Exercises } from './exercise.ts';

const REPO = '/repos/{owner}/{repo}';
const RULESET = { name: 'releases', target: 'branch', enforcement: 'active', rules: [{ type: 'deletion' }] };
const SAMPLE = 600001;

/** The repository itself, its rules, branches and refs. */
export const REPOSITORY: Exercises = {
  [`GET ${REPO}`]: () => ({ good: { status: 200 }, bad: { status: 404, params: ELSEWHERE } }),
  [`GET ${REPO}/activity`]: () => ({ good: { status: 200 }, bad: { status: 422, query: { activity_type: 'wish' } } }),
  [`GET ${REPO}/rules/branches/{branch}`]: () => ({ good: { status: 200, params: { branch: 'main' } } }),
  [`GET ${REPO}/rulesets`]: () => ({ good: { status: 200 }, bad: { status: 404, params: ELSEWHERE } }),
  [`GET ${REPO}/rulesets/{ruleset_id}`]: () => ({
    good: { status: 200, params: { ruleset_id: SAMPLE } },
    bad: { status: 404, params: { ruleset_id: 4242 } },
  }),
  [`POST ${REPO}/rulesets`]: () => ({
    good: { status: 201, as: 'acme-admin', body: RULESET },
    bad: { status: 422, as: 'acme-admin', body: { ...RULESET, rules: [{ type: 'wish' }] } },
  }),
  [`PUT ${REPO}/rulesets/{ruleset_id}`]: ({ bench }) => {
    const [ruleset] = bench.github.state.rulesets;
    return {
      good: {
        status: 200,
        as: 'acme-admin',
        params: { ruleset_id: ruleset?.id ?? 0 },
        body: { ...RULESET, name: 'main' },
      },
      bad: { status: 404, as: 'acme-admin', params: { ruleset_id: 4242 }, body: RULESET },
    };
  },
  [`DELETE ${REPO}/rulesets/{ruleset_id}`]: ({ bench }) => ({
    good: { status: 204, as: 'acme-admin', params: { ruleset_id: bench.github.state.rulesets.at(-1)?.id ?? 0 } },
    bad: { status: 404, as: 'acme-admin', params: { ruleset_id: 4242 } },
  }),
  [`GET ${REPO}/branches`]: () => ({ good: { status: 200 }, bad: { status: 404, params: ELSEWHERE } }),
  [`GET ${REPO}/branches/{branch}`]: () => ({
    good: { status: 200, params: { branch: 'main' } },
    bad: { status: 404, params: { branch: 'no-such-branch' } },
  }),
  [`GET ${REPO}/git/ref/{ref}`]: () => ({
    good: { status: 200, params: { ref: 'heads/main' } },
    bad: { status: 404, params: { ref: 'heads/no-such-branch' } },
  }),
  [`GET ${REPO}/git/matching-refs/{ref}`]: () => ({
    good: { status: 200, params: { ref: 'heads/' } },
    bad: { status: 409, params: { ref: 'heads/' }, bare: true },
  }),
  [`POST ${REPO}/git/refs`]: ({ main }) => ({
    good: { status: 201, body: { ref: 'refs/heads/exercise', sha: main } },
    bad: { status: 422, body: { ref: 'refs/heads/main', sha: main } },
  }),
  [`PATCH ${REPO}/git/refs/{ref}`]: async ({ bench }) => {
    const from = await bench.branch('alice', 'exercise-from', { 'one.txt': 'one' });
    const to = await bench.branch('alice', 'exercise-to', { 'two.txt': 'two' });
    return {
      good: { status: 200, params: { ref: 'heads/exercise-from' }, body: { sha: to, force: true } },
      bad: { status: 422, params: { ref: 'heads/exercise-to' }, body: { sha: from } },
    };
  },
  [`DELETE ${REPO}/git/refs/{ref}`]: async ({ bench }) => {
    await bench.branch('alice', 'exercise-gone', {});
    return {
      good: { status: 204, params: { ref: 'heads/exercise-gone' } },
      bad: { status: 422, params: { ref: 'heads/no-such-branch' } },
    };
  },
};
