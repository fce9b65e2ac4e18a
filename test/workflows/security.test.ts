import { describe, expect, it } from 'vitest';
import { RUN } from '../../src/core/verify/audit-log.ts';
import { grantedPermissions } from '../../src/sandbox/actions/permissions.ts';
import { plain, workflowNamed, workflows } from './support.ts';

const everyJob = workflows.flatMap(({ name, workflow }) =>
  workflow.jobs.map((job) => ({ name, id: job.id, job, workflow })),
);

describe('every workflow', () => {
  it.each(workflows)('$name grants nothing at the top', ({ workflow }) => {
    expect(plain(workflow.permissions)).toEqual({});
  });

  it.each(workflows)('$name never runs on pull_request_target or workflow_run', ({ workflow }) => {
    expect(Object.keys(workflow.on).filter((event) => ['pull_request_target', 'workflow_run'].includes(event))).toEqual(
      [],
    );
  });

  it.each(workflows)('$name pins what it uses to a full commit and says which version that is', ({ name, text }) => {
    const uses = [...text.matchAll(/^\s*-?\s*uses:\s*(.*)$/gm)].map(([, what = '']) => what);
    // It only asks GitHub to start another: the less it uses, the better.
    expect(uses.length > 0).toBe(name !== 'revoke');
    for (const what of uses) expect(what).toMatch(/^(?:\.\/|[\w.-]+\/[\w.-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+)$/);
  });

  it.each(workflows)('$name puts no expression into a script', ({ workflow }) => {
    const scripts = workflow.jobs
      .flatMap((job) => job.steps)
      .map(({ does }) => (does.kind === 'run' ? does.script : ''));
    expect(scripts.filter((script) => typeof script !== 'string')).toEqual([]);
  });

  it.each(everyJob)('$name: job $id names its permissions, an exact image and a time limit', ({ job }) => {
    expect(job.permissions).toBeDefined();
    expect(Number(plain(job.timeoutMinutes))).toBeLessThanOrEqual(30);
  });

  it('that grants is stopped no later than verify expects a run to grant', () => {
    const limits = everyJob.filter(({ name }) => name === 'reconcile').map(({ job }) => plain(job.timeoutMinutes));
    expect(limits.length).toBeGreaterThan(0);
    for (const limit of limits) expect(Number(limit) * 60).toBeLessThanOrEqual(RUN);
  });

  it.each(everyJob)('$name: job $id leaves no credentials behind when it checks out', ({ job }) => {
    for (const { does } of job.steps) {
      if (does.kind !== 'uses' || !does.action.startsWith('actions/checkout@')) continue;
      expect(plain(does.inputs)).toMatchObject({ 'persist-credentials': 'false' });
    }
  });
});

describe('permissions', () => {
  const granted = Object.fromEntries(
    everyJob.map(({ name, id, job, workflow }) => [
      `${name}/${id}`,
      grantedPermissions(workflow.permissions, job.permissions),
    ]),
  );

  it('are these and no others', () => {
    expect(granted).toEqual({
      'check/check': { token: { metadata: 'read', contents: 'read', pull_requests: 'read' }, idToken: false },
      'ci/ci': { token: { metadata: 'read', contents: 'read' }, idToken: false },
      'quarantine/quarantine': {
        token: { metadata: 'read', contents: 'write', issues: 'write', pull_requests: 'read' },
        idToken: true,
      },
      'revoke/revoke': { token: { metadata: 'read', actions: 'write' }, idToken: false },
      'reconcile/reconcile': {
        token: { metadata: 'read', contents: 'write', issues: 'write', pull_requests: 'read' },
        idToken: true,
      },
      'release/first-build': { token: { metadata: 'read', contents: 'read' }, idToken: false },
      'release/release': { token: { metadata: 'read', contents: 'write' }, idToken: false },
    });
  });

  it('what runs on a pull request sees no secrets and no environment', () => {
    for (const { workflow, text } of workflows.filter((each) => Object.hasOwn(each.workflow.on, 'pull_request'))) {
      expect(text).not.toMatch(/\bsecrets\b\./);
      expect(workflow.jobs.map((job) => job.environment)).toEqual(workflow.jobs.map(() => undefined));
    }
  });

  it.each(['reconcile', 'quarantine'])('the app token of %s is minted after everything that only builds', (name) => {
    const [job] = workflowNamed(name).jobs;
    const does = (job?.steps ?? []).map((step) =>
      step.does.kind === 'run' ? plain(step.does.script) : step.does.action.split('@')[0],
    );
    expect(does).toEqual([
      'actions/checkout',
      'actions/setup-node',
      'npm ci',
      'npm run build',
      'actions/create-github-app-token',
      './',
    ]);
  });
});
