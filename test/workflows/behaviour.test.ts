import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { load } from 'js-yaml';
import { describe, expect, it } from 'vitest';
import { cronInstants } from '../../src/sandbox/actions/cron.ts';
import { allWell, holds, renderTexts, type Contexts } from '../../src/sandbox/actions/expressions.ts';
import { triggers } from '../../src/sandbox/actions/triggers.ts';
import type { RepositoryEvent } from '../../src/sandbox/github/events.ts';
import { plain, workflowNamed, workflows } from './support.ts';
import { ACTORS } from '../support/people.ts';

const actor = ACTORS.alice;
const common = { sha: '0'.repeat(40), actor, by: 'user', payload: {} } as const;

const pull = (action: string): RepositoryEvent =>
  ({
    ...common,
    name: 'pull_request',
    action,
    ref: 'refs/pull/7/merge',
    number: 7,
    base: 'main',
    head: 'topic',
    paths: ['requests/a.yaml'],
  }) as RepositoryEvent;
const push = (ref: string): RepositoryEvent => ({
  ...common,
  name: 'push',
  ref,
  paths: ['requests/a.yaml'],
  deleted: false,
});
const started = (event: RepositoryEvent): string[] =>
  workflows.filter(({ workflow }) => triggers(workflow.on, event)).map(({ name }) => name);

describe('events start these workflows and no others', () => {
  it.each([
    ['a pull request opened', pull('opened'), ['check', 'ci']],
    ['its branch pushed to', pull('synchronize'), ['check', 'ci']],
    ['reopened', pull('reopened'), ['check', 'ci']],
    ['its title edited', pull('edited'), ['check']],
    ['marked ready', pull('ready_for_review'), ['check']],
    ['closed', pull('closed'), []],
    ['a push to main', push('refs/heads/main'), ['ci', 'reconcile']],
    ['a push to the audit branch', push('refs/heads/audit'), []],
    ['a push to a topic branch', push('refs/heads/topic'), []],
    ['a push of a tag', push('refs/tags/v1.0.0'), []],
    [
      'a dispatch',
      { ...common, name: 'workflow_dispatch', ref: 'refs/heads/main', inputs: {} },
      ['quarantine', 'reconcile', 'release'],
    ],
    [
      'a comment',
      { ...common, name: 'issue_comment', action: 'created', ref: 'refs/heads/main', number: 7 },
      ['revoke'],
    ],
  ] as const)('%s', (_, event, expected) => {
    expect(started(event)).toEqual(expected);
  });
});

describe('reconcile', () => {
  const workflow = workflowNamed('reconcile');
  const [job] = workflow.jobs;

  it.each([
    ['push', 'refs/heads/main', false, true],
    ['push', 'refs/heads/main', true, false],
    ['push', 'refs/heads/topic', false, false],
    ['schedule', 'refs/heads/main', undefined, true],
    ['schedule', 'refs/heads/main', true, false],
    ['workflow_dispatch', 'refs/heads/main', false, true],
    ['workflow_dispatch', 'refs/heads/topic', false, false],
    ['workflow_dispatch', 'refs/heads/main', true, false],
    ['workflow_dispatch', 'refs/tags/main', false, false],
    ['pull_request', 'refs/pull/7/merge', false, false],
  ])('on %s of %s, in a fork: %s, runs: %s', (name, ref, fork, expected) => {
    const github = { event_name: name, ref, event: fork === undefined ? {} : { repository: { fork } } };
    expect(holds(job?.condition ?? 'false', { github, needs: {}, vars: {}, inputs: {} }, allWell)).toBe(expected);
  });

  it('waits its turn, one at a time, and is never cut off', () => {
    expect(plain(workflow.concurrency)).toEqual({ group: 'reconcile', 'cancel-in-progress': false, queue: 'max' });
  });

  it('runs in the environment that is bound to main', () => {
    expect(plain(job?.environment)).toBe('break-glass');
  });

  it('comes round every ten minutes by two lines, at odd minutes', () => {
    const midnight = Date.UTC(2026, 10, 24);
    const minutes = (workflow.on.schedule ?? []).map(({ cron }) => {
      const next = cronInstants(cron, 'UTC');
      const hour: number[] = [];
      for (let at = next(midnight); at !== undefined && at < midnight + 3600_000; at = next(at))
        hour.push((at - midnight) / 60_000);
      return hour;
    });
    expect(minutes).toEqual([
      [7, 27, 47],
      [17, 37, 57],
    ]);
  });

  const appStep = job?.steps.find((step) => step.does.kind === 'uses' && step.does.action.includes('app-token'));
  const lastStep = job?.steps.at(-1);
  const contexts = (vars: Record<string, string>, token?: string, secrets: Record<string, string> = {}): Contexts => ({
    github: { token: 'of-the-workflow' },
    env: {},
    vars,
    secrets,
    inputs: {},
    steps: { app: { outputs: token === undefined ? {} : { token } } },
  });

  it('mints the App token only where an App is set up', () => {
    expect(holds(appStep?.condition ?? '', contexts({}), allWell)).toBe(false);
    expect(holds(appStep?.condition ?? '', contexts({ PULLCORD_APP_ID: '12' }), allWell)).toBe(true);
    const failed = { ...allWell, success: false, failure: true };
    expect(holds(appStep?.condition ?? '', contexts({ PULLCORD_APP_ID: '12' }), failed)).toBe(false);
  });

  it("works with the App's token, else with its own", () => {
    const inputs = lastStep?.does.kind === 'uses' ? lastStep.does.inputs : undefined;
    const settings = {
      PULLCORD_WORKLOAD_IDENTITY_PROVIDER: 'projects/1/p',
      PULLCORD_SERVICE_ACCOUNT: 'pullcord@acme.example',
    };
    expect(renderTexts(inputs, contexts(settings, 'of-the-app', { PULLCORD_PAGERDUTY_TOKEN: 'of-pagerduty' }))).toEqual(
      {
        command: 'reconcile',
        token: 'of-the-app',
        'workload-identity-provider': 'projects/1/p',
        'service-account': 'pullcord@acme.example',
        'pagerduty-token': 'of-pagerduty',
        revoke: '',
        comment: '',
      },
    );
    expect(renderTexts(inputs, contexts({}))).toMatchObject({
      token: 'of-the-workflow',
      'service-account': '',
      'pagerduty-token': '',
    });
  });
});

describe('revoke', () => {
  const [job] = workflowNamed('revoke').jobs;
  const said = (body: string, on: object = { pull_request: {} }, type = 'User', fork = false): Contexts => ({
    github: {
      event: { issue: { number: 7, ...on }, comment: { body, user: { type } }, repository: { fork } },
    },
    needs: {},
    vars: {},
    inputs: {},
  });

  it.each([
    ['the word', said('/revoke'), true],
    ['the word and why', said('/revoke done early'), true],
    ['the word later in the text', said('please /revoke'), false],
    ['something else', said('thank you'), false],
    ['the word on an issue', said('/revoke', {}), false],
    ['the word of a bot', said('/revoke', { pull_request: {} }, 'Bot'), false],
    ['the word in a fork', said('/revoke', { pull_request: {} }, 'User', true), false],
  ])('on %s, it runs: %#', (_, contexts, expected) => {
    expect(holds(job?.condition ?? 'false', contexts, allWell)).toBe(expected);
  });

  it('has no environment and no secrets, and hands on a number and nothing that was said', () => {
    expect(job?.environment).toBeUndefined();
    const [step, ...more] = job?.steps ?? [];
    expect(more).toEqual([]);
    expect(plain(step?.env)).toEqual({ TOKEN: '${{ github.token }}', PULL: '${{ github.event.issue.number }}' });
    expect(workflows.find(({ name }) => name === 'revoke')?.text).not.toMatch(/\bsecrets\.\w/);
  });
});

describe('quarantine', () => {
  const workflow = workflowNamed('quarantine');
  const [job] = workflow.jobs;

  it.each([
    ['refs/heads/main', false, true],
    ['refs/heads/topic', false, false],
    ['refs/tags/main', false, false],
    ['refs/heads/main', true, false],
  ])('on %s, in a fork: %s, runs: %s', (ref, fork, expected) => {
    const github = { event_name: 'workflow_dispatch', ref, event: { repository: { fork } } };
    expect(holds(job?.condition ?? 'false', { github, needs: {}, vars: {}, inputs: {} }, allWell)).toBe(expected);
  });

  it('has an environment and an identity of its own, waits for no reconcile, and is never cut off', () => {
    expect(plain(job?.environment)).toBe('pullcord-quarantine');
    expect(plain(workflow.concurrency)).toEqual({ group: 'quarantine', 'cancel-in-progress': false, queue: 'max' });
    const does = job?.steps.at(-1)?.does;
    const vars = {
      PULLCORD_WORKLOAD_IDENTITY_PROVIDER: 'of-reconcile',
      PULLCORD_SERVICE_ACCOUNT: 'of-reconcile',
      PULLCORD_QUARANTINE_WORKLOAD_IDENTITY_PROVIDER: 'projects/1/q',
      PULLCORD_QUARANTINE_SERVICE_ACCOUNT: 'quarantine@acme.example',
    };
    const inputs = { person: 'alice', why: 'stolen', lift: false };
    const contexts = { github: { token: 'of-the-workflow' }, env: {}, vars, secrets: {}, inputs, steps: {} };
    expect(renderTexts(does?.kind === 'uses' ? does.inputs : undefined, contexts)).toEqual({
      command: 'quarantine',
      token: 'of-the-workflow',
      'workload-identity-provider': 'projects/1/q',
      'service-account': 'quarantine@acme.example',
      person: 'alice',
      why: 'stolen',
      lift: 'false',
    });
  });
});

describe('release', () => {
  const workflow = workflowNamed('release');

  it.each([
    ['refs/heads/main', true],
    ['refs/heads/topic', false],
    ['refs/tags/v1.0.0', false],
  ])('from %s: %s', (ref, expected) => {
    for (const job of workflow.jobs) {
      expect(holds(job.condition, { github: { ref }, needs: {}, vars: {}, inputs: {} }, allWell)).toBe(expected);
    }
  });

  it('does not release when the first build failed', () => {
    const condition = workflow.jobs.find((job) => job.id === 'release')?.condition ?? '';
    const failed = { success: false, failure: true, cancelled: false };
    expect(holds(condition, { github: { ref: 'refs/heads/main' }, needs: {}, vars: {}, inputs: {} }, failed)).toBe(
      false,
    );
  });
});

describe('the files beside the workflows', () => {
  const read = (file: string): string => readFileSync(join(import.meta.dirname, '../../.github', file), 'utf8');

  it('owners review everything but requests', () => {
    const lines = read('CODEOWNERS')
      .split('\n')
      .filter((line) => line !== '' && !line.startsWith('#'));
    expect(lines.map((line) => line.split(/\s+/))).toEqual([['*', '@acme/security'], ['/requests/']]);
  });

  it('dependencies and pinned actions are kept fresh', () => {
    const { updates } = load(read('dependabot.yml')) as {
      updates: { 'package-ecosystem': string; directory: string }[];
    };
    expect(updates.map((update) => [update['package-ecosystem'], update.directory])).toEqual([
      ['npm', '/'],
      ['github-actions', '/'],
    ]);
  });
});
