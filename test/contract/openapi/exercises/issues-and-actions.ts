import { ELSEWHERE, type Exercises } from './exercise.ts';

const ISSUES = '/repos/{owner}/{repo}/issues';
const ACTIONS = '/repos/{owner}/{repo}/actions';
const NONE = { issue_number: 4242 };

/** Issues and their comments; workflow runs. */
export const ISSUES_AND_ACTIONS: Exercises = {
  [`GET ${ISSUES}`]: () => ({ good: { status: 200 }, bad: { status: 404, params: ELSEWHERE } }),
  [`POST ${ISSUES}`]: () => ({
    good: { status: 201, body: { title: 'exercise', labels: ['drift'], assignees: ['bob'] } },
    bad: { status: 422, body: {} },
  }),
  [`GET ${ISSUES}/comments`]: () => ({ good: { status: 200 }, bad: { status: 404, params: ELSEWHERE } }),
  [`GET ${ISSUES}/comments/{comment_id}`]: ({ comment }) => ({
    good: { status: 200, params: { comment_id: comment } },
    bad: { status: 404, params: { comment_id: 4242 } },
  }),
  [`PATCH ${ISSUES}/comments/{comment_id}`]: ({ comment }) => ({
    good: { status: 200, params: { comment_id: comment }, body: { body: 'changed' } },
    bad: { status: 422, params: { comment_id: comment }, body: {} },
  }),
  [`GET ${ISSUES}/{issue_number}`]: ({ pull }) => ({
    good: { status: 200, params: { issue_number: pull } },
    bad: { status: 404, params: NONE },
  }),
  [`PATCH ${ISSUES}/{issue_number}`]: ({ issue }) => ({
    good: { status: 200, params: { issue_number: issue }, body: { state: 'closed' } },
    bad: { status: 404, params: NONE, body: { state: 'closed' } },
  }),
  [`GET ${ISSUES}/{issue_number}/comments`]: ({ issue }) => ({
    good: { status: 200, params: { issue_number: issue } },
    bad: { status: 404, params: NONE },
  }),
  [`POST ${ISSUES}/{issue_number}/comments`]: ({ issue }) => ({
    good: { status: 201, params: { issue_number: issue }, body: { body: 'hello' } },
    bad: { status: 422, params: { issue_number: issue }, body: {} },
  }),
  [`GET ${ACTIONS}/runs`]: () => ({ good: { status: 200 } }),
  [`GET ${ACTIONS}/workflows/{workflow_id}`]: () => ({ good: { status: 200, params: { workflow_id: 'check.yml' } } }),
  [`GET ${ACTIONS}/workflows/{workflow_id}/runs`]: () => ({
    good: { status: 200, params: { workflow_id: 'check.yml' } },
  }),
  [`GET ${ACTIONS}/runs/{run_id}`]: ({ run }) => ({ good: { status: 200, params: { run_id: run } } }),
  [`GET ${ACTIONS}/runs/{run_id}/jobs`]: ({ run }) => ({ good: { status: 200, params: { run_id: run } } }),
  [`GET ${ACTIONS}/runs/{run_id}/attempts/{attempt_number}`]: ({ run }) => ({
    good: { status: 200, params: { run_id: run, attempt_number: 1 } },
  }),
  [`GET ${ACTIONS}/runs/{run_id}/attempts/{attempt_number}/jobs`]: ({ run }) => ({
    good: { status: 200, params: { run_id: run, attempt_number: 1 } },
    bad: { status: 404, params: { run_id: run, attempt_number: 2 } },
  }),
  [`POST ${ACTIONS}/runs/{run_id}/rerun`]: ({ run }) => ({ good: { status: 201, params: { run_id: run } } }),
  [`POST ${ACTIONS}/runs/{run_id}/rerun-failed-jobs`]: ({ run }) => ({
    good: { status: 201, params: { run_id: run } },
  }),
  [`GET ${ACTIONS}/jobs/{job_id}`]: ({ job }) => ({ good: { status: 200, params: { job_id: job } } }),
  [`GET ${ACTIONS}/jobs/{job_id}/logs`]: ({ job }) => ({ good: { status: 302, params: { job_id: job } } }),
  [`POST ${ACTIONS}/workflows/{workflow_id}/dispatches`]: () => ({
    good: { status: 204, params: { workflow_id: 'check.yml' }, body: { ref: 'main' } },
  }),
};
