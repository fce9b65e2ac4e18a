import type { Exercises, Fixture } from './exercise.ts';

const PULLS = '/repos/{owner}/{repo}/pulls';
const PULL = `${PULLS}/{pull_number}`;
const NONE = { pull_number: 4242 };

/** Pull requests, their merges and reviews. */
export const PULL_REQUESTS: Exercises = {
  [`GET ${PULLS}`]: () => ({
    good: { status: 200, query: { state: 'all' } },
    bad: { status: 422, query: { state: 'wish' } },
  }),
  [`POST ${PULLS}`]: async ({ bench }) => {
    await bench.branch('alice', 'exercise-open', { 'requests/open.yaml': 'a: b\n' });
    const body = { title: 'exercise', head: 'exercise-open', base: 'main' };
    return { good: { status: 201, body }, bad: { status: 422, body: { ...body, head: 'no-such-branch' } } };
  },
  [`GET ${PULL}`]: ({ merged }) => ({
    good: { status: 200, params: { pull_number: merged } },
    bad: { status: 404, params: NONE },
  }),
  [`PATCH ${PULL}`]: ({ pull }) => ({
    good: { status: 200, params: { pull_number: pull }, body: { title: 'another title', body: null } },
    bad: { status: 422, params: { pull_number: pull }, body: { base: 'no-such-branch' } },
  }),
  [`GET ${PULL}/files`]: ({ pull }) => ({
    good: { status: 200, params: { pull_number: pull } },
    bad: { status: 422, params: { pull_number: pull }, query: { per_page: '100', page: '31' } },
  }),
  [`GET ${PULL}/commits`]: ({ pull }) => ({ good: { status: 200, params: { pull_number: pull } } }),
  [`GET ${PULL}/merge`]: ({ pull, merged }) => ({
    good: { status: 204, params: { pull_number: merged } },
    bad: { status: 404, params: { pull_number: pull } },
  }),
  [`PUT ${PULL}/merge`]: async ({ freshPull, merged }) => ({
    good: { status: 200, params: { pull_number: await freshPull() }, body: { merge_method: 'squash' } },
    bad: { status: 405, params: { pull_number: merged }, body: {} },
  }),
  [`GET ${PULL}/reviews`]: ({ pull }) => ({ good: { status: 200, params: { pull_number: pull } } }),
  [`POST ${PULL}/reviews`]: ({ pull }) => ({
    good: { status: 200, as: 'erin', params: { pull_number: pull }, body: { event: 'APPROVE' } },
    bad: { status: 422, params: { pull_number: pull }, body: { event: 'APPROVE' } },
  }),
  [`GET ${PULL}/reviews/{review_id}`]: ({ pull, review }) => ({
    good: { status: 200, params: { pull_number: pull, review_id: review } },
    bad: { status: 404, params: { pull_number: pull, review_id: 4242 } },
  }),
  [`POST ${PULL}/reviews/{review_id}/events`]: async (fixture) => ({
    good: {
      status: 200,
      as: 'bob',
      params: { pull_number: fixture.pull, review_id: await pendingReview(fixture) },
      body: { event: 'COMMENT', body: 'seen' },
    },
    bad: { status: 404, params: { pull_number: fixture.pull, review_id: 4242 }, body: { event: 'COMMENT' } },
  }),
  [`PUT ${PULL}/reviews/{review_id}/dismissals`]: ({ pull, review }) => ({
    good: { status: 200, params: { pull_number: pull, review_id: review }, body: { message: 'not any more' } },
    bad: { status: 404, params: { pull_number: pull, review_id: 4242 }, body: { message: 'not any more' } },
  }),
};

async function pendingReview({ bench, pull }: Fixture): Promise<number> {
  const { data } = await bench.as('bob').pulls.createReview({ owner: 'acme', repo: 'access', pull_number: pull });
  return data.id;
}
