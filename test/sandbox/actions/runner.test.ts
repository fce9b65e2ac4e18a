import { readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { inFolder, openBench, seenBy, workflowOf } from './support.ts';
import { ACTORS } from '../../support/people.ts';

const echo = '{ uses: ./, with: { command: echo } }';
const onPush = workflowOf('push', [echo]);

describe('the environment of a step', () => {
  it('is what Actions gives a node action: inputs, defaults, variables and the event', async () => {
    const bench = await openBench({ 'probe.yml': onPush }, { env: { PULLCORD_GOOGLE_ENDPOINT: 'http://127.0.0.1:2' } });
    bench.push('main');
    const run = await bench.last();
    const env = seenBy(run);
    expect(run).toMatchObject({
      status: 'completed',
      conclusion: 'success',
      event: 'push',
      head_branch: 'main',
      run_number: 1,
    });
    expect(env).toMatchObject({
      INPUT_COMMAND: 'echo',
      INPUT_TWO_WORDS: 'both',
      GITHUB_API_URL: 'http://127.0.0.1:1/api',
      GITHUB_GRAPHQL_URL: 'http://127.0.0.1:1/graphql',
      GITHUB_SERVER_URL: 'http://127.0.0.1:1',
      GITHUB_REPOSITORY: 'acme/access',
      GITHUB_REPOSITORY_ID: '700100',
      GITHUB_REPOSITORY_OWNER: 'acme',
      GITHUB_REPOSITORY_OWNER_ID: '900100',
      GITHUB_EVENT_NAME: 'push',
      GITHUB_REF: 'refs/heads/main',
      GITHUB_REF_NAME: 'main',
      GITHUB_SHA: run.head_sha,
      GITHUB_RUN_ID: String(run.id),
      GITHUB_RUN_NUMBER: '1',
      GITHUB_RUN_ATTEMPT: '1',
      GITHUB_WORKFLOW: 'probe',
      GITHUB_WORKFLOW_REF: 'acme/access/.github/workflows/probe.yml@refs/heads/main',
      GITHUB_ACTOR: 'alice',
      GITHUB_ACTOR_ID: '1001',
      GITHUB_JOB: 'probe',
      GITHUB_ACTIONS: 'true',
      RUNNER_OS: 'Linux',
      PULLCORD_GOOGLE_ENDPOINT: 'http://127.0.0.1:2',
    });
    expect(env['INPUT_TOKEN']).toMatch(/^ghs_workflow_/);
    expect(JSON.parse(run.jobs[0]?.steps[0]?.outputs['event'] ?? '')).toMatchObject({ ref: 'refs/heads/main' });
    expect(env).not.toHaveProperty('ACTIONS_ID_TOKEN_REQUEST_URL');
    expect(env).not.toHaveProperty('GITHUB_TOKEN');
  });

  it('inherits nothing of the process that runs the sandbox', async () => {
    process.env['LEAKED_SECRET'] = 'mine';
    const bench = await openBench({ 'probe.yml': onPush });
    bench.push('main');
    expect(seenBy(await bench.last())).not.toHaveProperty('LEAKED_SECRET');
    delete process.env['LEAKED_SECRET'];
  });

  it('passes on what a step exports, but never over what GitHub says', async () => {
    const steps = [
      '{ uses: ./, with: { command: export } }',
      '{ uses: ./, with: { command: echo }, env: { MINE: "${{ env.LATER }}!" } }',
    ];
    const bench = await openBench({ 'probe.yml': workflowOf('push', steps) });
    bench.push('main');
    const run = await bench.last();
    expect(seenBy(run, 2)).toMatchObject({ LATER: 'from before', MINE: 'from before!', GITHUB_SHA: run.head_sha });
  });

  it('resolves a pinned release of Pullcord to the build under test as well', async () => {
    const step = '{ uses: "acme-tools/pullcord@0123456789012345678901234567890123456789", with: { command: echo } }';
    const bench = await openBench({ 'probe.yml': workflowOf('push', [step]) });
    bench.push('main');
    expect(seenBy(await bench.last())['INPUT_COMMAND']).toBe('echo');
  });
});

describe('tokens', () => {
  const job = (permissions: string): string =>
    workflowOf('push', ['{ uses: ./, with: { command: token } }'], 'permissions: {}').replace(
      '    steps:',
      `    permissions: ${permissions}\n    steps:`,
    );

  it('may do exactly what the job names, and end with the job', async () => {
    const bench = await openBench({
      'probe.yml': workflowOf('push', [echo], 'permissions: { contents: read, pull-requests: write }'),
    });
    bench.push('main');
    await bench.last();
    const permissions = { metadata: 'read', contents: 'read', pull_requests: 'write' };
    expect([...bench.tokens.values()]).toEqual([{ kind: 'workflow', permissions, revoked: true }]);
  });

  it('an OpenID Connect token tells who asks, where and when, by numeric ids', async () => {
    const bench = await openBench({ 'probe.yml': job('{ id-token: write }\n    environment: break-glass') });
    bench.push('main');
    const run = await bench.last();
    const claims: unknown = JSON.parse(
      Buffer.from(run.jobs[0]?.steps[0]?.outputs['jwt'] ?? '', 'base64url').toString(),
    );
    expect(claims).toMatchObject({
      aud: '//iam.example/pool',
      sub: 'repo:acme@900100/access@700100:environment:break-glass',
      repository_id: '700100',
      repository_owner_id: '900100',
      ref: 'refs/heads/main',
      event_name: 'push',
      environment: 'break-glass',
      workflow_ref: 'acme/access/.github/workflows/probe.yml@refs/heads/main',
      job_workflow_ref: 'acme/access/.github/workflows/probe.yml@refs/heads/main',
      sha: run.head_sha,
      run_id: String(run.id),
      actor_id: '1001',
      runner_environment: 'github-hosted',
    });
  });

  it('the door to OpenID Connect tokens is shut when the job is over', async () => {
    const bench = await openBench({ 'probe.yml': job('{ id-token: write }') });
    bench.push('main');
    const env = seenBy(await bench.last());
    const headers = { Authorization: `bearer ${env['ACTIONS_ID_TOKEN_REQUEST_TOKEN'] ?? ''}` };
    expect((await fetch(env['ACTIONS_ID_TOKEN_REQUEST_URL'] ?? '', { headers })).status).toBe(401);
  });

  it('the App token step runs only with the variable set, and asks for no more than the App has', async () => {
    const steps = [
      '{ id: app, if: "vars.APP != \'\'", uses: actions/create-github-app-token@v3, with: { client-id: "${{ vars.APP }}", private-key: "${{ secrets.KEY }}", permission-contents: write } }',
      '{ uses: ./, with: { command: echo, token: "${{ steps.app.outputs.token || github.token }}" } }',
    ];
    const workflows = { 'probe.yml': workflowOf('push', steps) };
    const without = await openBench(workflows, { appPermissions: { contents: 'write' } });
    without.push('main');
    expect(seenBy(await without.last(), 2)['INPUT_TOKEN']).toMatch(/^ghs_workflow_/);

    const settings = { vars: { APP: '12' }, secrets: { KEY: 'pem' } };
    const bench = await openBench(workflows, { ...settings, appPermissions: { contents: 'write', members: 'read' } });
    bench.push('main');
    expect(seenBy(await bench.last(), 2)['INPUT_TOKEN']).toMatch(/^ghs_installation_/);
    const token = { kind: 'installation', permissions: { metadata: 'read', contents: 'write' }, revoked: true };
    expect([...bench.tokens.values()]).toContainEqual(token);

    const weaker = await openBench(workflows, { ...settings, appPermissions: { contents: 'read' } });
    weaker.push('main');
    expect((await weaker.last()).jobs[0]?.annotations[0]?.message).toContain(
      'not granted to this installation: contents',
    );
  });

  it('an environment bound to main gives its secrets to main alone', async () => {
    const workflow = workflowOf('push', ['{ uses: ./, with: { command: echo, token: "${{ secrets.KEY }}" } }']);
    const bench = await openBench(
      { 'probe.yml': workflow.replace('    steps:', '    environment: break-glass\n    steps:') },
      {
        environment: (name) =>
          name === 'break-glass' ? { admits: (ref) => ref === 'refs/heads/main', secrets: { KEY: 'pem' } } : undefined,
      },
    );
    bench.push('main');
    expect(seenBy(await bench.last())['INPUT_TOKEN']).toBe('pem');
    bench.commit('side', {});
    bench.push('side');
    const refused = await bench.last();
    expect(refused.conclusion).toBe('failure');
    expect(refused.jobs[0]?.annotations[0]?.message).toBe(
      'Branch "side" is not allowed to deploy to break-glass due to environment protection rules.',
    );
    expect(refused.jobs[0]?.steps.map((step) => step.status)).toEqual(['queued']);
  });
});

describe('what a step says', () => {
  it('becomes annotations with their place, at most ten of a level', async () => {
    const many = Array.from({ length: 12 }, (_, index) => `::warning::w${index}`).join('\n');
    const steps = [
      '{ uses: ./, with: { command: print }, env: { TEXT: "${{ vars.MANY }}" } }',
      '{ uses: ./, with: { command: fail } }',
    ];
    const bench = await openBench({ 'probe.yml': workflowOf('push', steps) }, { vars: { MANY: many } });
    bench.push('main');
    const run = await bench.last();
    expect(run.conclusion).toBe('failure');
    const annotations = run.jobs[0]?.annotations ?? [];
    expect(annotations.filter(({ level }) => level === 'warning')).toHaveLength(10);
    expect(annotations.at(-1)).toEqual({
      level: 'error',
      message: 'no such\npolicy',
      title: 'bad policy',
      path: 'requests/a.yaml',
      line: 3,
      column: 5,
    });
  });

  it('is masked where it is secret, in the log, the annotations and the summary', async () => {
    const text = '::add-mask::hush\nsay hush and ${{ secrets.KEY }}\n::error::hush ${{ github.token }}';
    const steps = [`{ uses: ./, with: { command: print }, env: { TEXT: ${JSON.stringify(text)} } }`];
    const bench = await openBench({ 'probe.yml': workflowOf('push', steps) }, { secrets: { KEY: 'sesame' } });
    bench.push('main');
    const { logs, annotations } = (await bench.last()).jobs[0] ?? { logs: '', annotations: [] };
    expect(logs).toContain('say *** and ***');
    expect(logs).not.toMatch(/hush|sesame|ghs_/);
    expect(annotations[0]?.message).toBe('*** ***');
  });

  it('obeys no command between stop-commands and its token', async () => {
    const text = '::stop-commands::word\n::error::not one\n##[error]nor this\n::word::\n::error::one';
    const steps = [`{ uses: ./, with: { command: print }, env: { TEXT: ${JSON.stringify(text)} } }`];
    const bench = await openBench({ 'probe.yml': workflowOf('push', steps) });
    bench.push('main');
    expect((await bench.last()).jobs[0]?.annotations.map(({ message }) => message)).toEqual(['one']);
  });

  it('keeps the summary', async () => {
    const bench = await openBench({ 'probe.yml': workflowOf('push', ['{ uses: ./, with: { command: summary } }']) });
    bench.push('main');
    expect((await bench.last()).jobs[0]?.summary).toBe('# what it gives\n');
  });
});

describe('steps and jobs', () => {
  it('skips what only prepares the build, provides checkout and node, runs other scripts in bash', async () => {
    const steps = [
      'uses: actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1',
      '{ uses: actions/setup-node@v7, with: { node-version: 24 } }',
      'run: npm ci',
      'run: npm run build',
      '{ id: say, run: "[[ -f .github/workflows/probe.yml ]] && echo word=spoken >> $GITHUB_OUTPUT" }',
      '{ uses: ./, with: { command: "${{ steps.say.outputs.word }}" } }',
    ];
    const bench = await openBench({ 'probe.yml': workflowOf('push', steps) });
    bench.push('main');
    const run = await bench.last();
    expect(run.conclusion).toBe('success');
    expect(run.jobs[0]?.logs.match(/skipped: the sandbox runs the build under test/g)).toHaveLength(2);
    expect(run.jobs[0]?.logs).toContain(`checked out ${run.head_sha}`);
    expect(seenBy(run, 6)['INPUT_COMMAND']).toBe('spoken');
  });

  it('after a failure runs what asks for it, and tolerates what may fail', async () => {
    const steps = [
      '{ id: soft, continue-on-error: true, uses: ./, with: { command: fail } }',
      '{ id: hard, uses: ./, with: { command: fail } }',
      '{ uses: ./, with: { command: never } }',
      '{ if: "failure()", uses: ./, with: { command: "${{ steps.soft.outcome }} ${{ steps.soft.conclusion }} ${{ steps.hard.outcome }}" } }',
    ];
    const bench = await openBench({ 'probe.yml': workflowOf('push', steps) });
    bench.push('main');
    const run = await bench.last();
    expect(run.conclusion).toBe('failure');
    expect(run.jobs[0]?.steps.map((step) => step.conclusion)).toEqual(['success', 'failure', 'skipped', 'success']);
    expect(seenBy(run, 4)['INPUT_COMMAND']).toBe('failure success failure');
  });

  it('hands outputs to the jobs that need them, and skips jobs whose need failed', async () => {
    const jobs = `name: chain
on: push
jobs:
  last:
    needs: [first]
    runs-on: ubuntu-24.04
    steps:
      - { uses: ./, with: { command: "\${{ needs.first.outputs.word }} \${{ needs.first.result }}" } }
  first:
    runs-on: ubuntu-24.04
    outputs: { word: "\${{ steps.say.outputs.word }}" }
    steps:
      - { id: say, run: 'echo word=passed >> "$GITHUB_OUTPUT"' }
  broken:
    runs-on: ubuntu-24.04
    steps: [{ run: exit 3 }]
  after:
    needs: broken
    runs-on: ubuntu-24.04
    steps: [{ run: 'true' }]
`;
    const bench = await openBench({ 'chain.yml': jobs });
    bench.push('main');
    const run = await bench.last();
    expect(seenBy(run)['INPUT_COMMAND']).toBe('passed success');
    expect(run.jobs.map((job) => job.conclusion)).toEqual(['success', 'success', 'failure', 'skipped']);
    expect(run.jobs[2]?.annotations[0]?.message).toBe('Process completed with exit code 3.');
    expect(run.conclusion).toBe('failure');
  });

  it('ends a step that takes too long', async () => {
    const bench = await openBench(
      { 'probe.yml': workflowOf('push', ['{ uses: ./, with: { command: hang } }']) },
      { stepTimeout: 300 },
    );
    bench.push('main');
    const run = await bench.last();
    expect(run.conclusion).toBe('failure');
    expect(run.jobs[0]?.annotations[0]?.message).toBe('The action has timed out.');
  });

  it('fails a step that uses an action the sandbox does not have', async () => {
    const bench = await openBench({ 'probe.yml': workflowOf('push', [echo, 'uses: somebody/else@v1']) });
    bench.push('main');
    const run = await bench.last();
    expect(run.jobs[0]?.annotations[0]?.message).toContain('the sandbox cannot run `somebody/else@v1`');
  });
});

describe('checkout', () => {
  it("puts the files of the run's own commit into the workspace", async () => {
    const steps = [
      '{ uses: actions/checkout@v7, with: { persist-credentials: false } }',
      '{ id: seen, run: "echo commit=$(git rev-parse HEAD) $(cat requests/a.yaml) >> $GITHUB_OUTPUT" }',
      echo,
    ];
    const bench = await openBench({ 'probe.yml': workflowOf('pull_request', steps) });
    const merge = bench.commit('topic', { 'requests/a.yaml': 'mine' });
    bench.pull(3, merge);
    const run = await bench.last();
    expect(run.jobs[0]?.steps[1]?.outputs['commit']).toBe(`${merge} mine`);
  });

  it('refuses what it would not heed', async () => {
    const bench = await openBench({
      'probe.yml': workflowOf('push', ['{ uses: actions/checkout@v7, with: { repository: other/place } }', echo]),
    });
    bench.push('main');
    expect((await bench.last()).jobs[0]?.annotations[0]?.message).toContain('`repository`');
  });
});

describe('what starts a run', () => {
  it('is on record as soon as the event is delivered', async () => {
    const bench = await openBench({ 'probe.yml': onPush });
    bench.push('main');
    await new Promise((resolve) => setImmediate(resolve));
    expect(bench.runner.runs.list().map((run) => run.status)).not.toContain('completed');
    expect(bench.runner.runs.list()).toHaveLength(1);
  });

  it('a pull request runs the workflow its own merge commit carries', async () => {
    const bench = await openBench({ 'probe.yml': workflowOf('pull_request', [echo]) });
    const changed = workflowOf('pull_request', ['{ uses: ./, with: { command: forged } }']);
    const merge = bench.commit('topic', inFolder({ 'probe.yml': changed }));
    bench.pull(7, merge);
    const run = await bench.last();
    expect(seenBy(run)).toMatchObject({
      INPUT_COMMAND: 'forged',
      GITHUB_REF: 'refs/pull/7/merge',
      GITHUB_BASE_REF: 'main',
      GITHUB_HEAD_REF: 'topic',
    });
    expect(run).toMatchObject({ head_branch: 'topic', pull_requests: [7], display_title: 'Open the door' });
  });

  it('workflows that do not use the build are left alone', async () => {
    const bench = await openBench({ 'ci.yml': workflowOf('push', ['run: exit 1']) });
    bench.push('main');
    await bench.runner.idle();
    expect(bench.runner.runs.list()).toEqual([]);
  });

  it('what a workflow token did starts nothing, what an App did starts runs', async () => {
    const bench = await openBench({ 'probe.yml': onPush });
    bench.push('main', { by: 'workflow' });
    bench.push('main', { deleted: true });
    await bench.runner.idle();
    expect(bench.runner.runs.list()).toHaveLength(0);
    bench.push('main', { by: 'installation' });
    await bench.runner.idle();
    expect(bench.runner.runs.list()).toHaveLength(1);
  });

  it('a commit message that says [skip ci] hides the push', async () => {
    const bench = await openBench({ 'probe.yml': onPush });
    bench.commit('main', {}, 'Open the door [skip ci]');
    bench.push('main');
    await bench.runner.idle();
    expect(bench.runner.runs.list()).toHaveLength(0);
  });

  it('a workflow file that is none, or asks for what the sandbox cannot do, is a failed run that says why', async () => {
    const matrix = onPush.replace('    steps:', '    strategy: { matrix: { a: [1, 2] } }\n    steps:');
    const bench = await openBench({ 'matrix.yml': matrix, 'wrong.yml': `${onPush}    bogus: 1\n` });
    bench.push('main');
    await bench.runner.idle();
    const faults = Object.fromEntries(bench.runner.runs.list().map((run) => [run.path, [run.conclusion, run.fault]]));
    expect(faults).toEqual({
      '.github/workflows/matrix.yml': [
        'failure',
        "the sandbox's runner does not support `strategy` of job `probe`; run this workflow on GitHub",
      ],
      '.github/workflows/wrong.yml': ['failure', expect.stringContaining("'bogus'")],
    });
  });

  it('a dispatch runs at its ref with its inputs, and is refused when it does not fit', async () => {
    const on =
      '{ workflow_dispatch: { inputs: { why: { required: true, type: string }, dry: { type: boolean, default: true } } } }';
    const bench = await openBench({
      'probe.yml': workflowOf(on, ['{ uses: ./, with: { command: "${{ inputs.why }} ${{ inputs.dry }}" } }']),
      'other.yml': onPush,
    });
    const { runs } = bench.runner;
    const { bob } = ACTORS;
    await runs.dispatch('probe.yml', 'refs/heads/main', { why: 'drill' }, bob);
    const run = await bench.last();
    expect(run).toMatchObject({ event: 'workflow_dispatch', actor: bob, head_branch: 'main' });
    expect(seenBy(run)['INPUT_COMMAND']).toBe('drill true');
    await runs.dispatch(String(run.workflow_id), 'refs/heads/main', { why: 'again', dry: 'false' }, bob);
    expect(seenBy(await bench.last())['INPUT_COMMAND']).toBe('again false');

    await expect(runs.dispatch('none.yml', 'refs/heads/main', {}, bob)).rejects.toMatchObject({ reason: 'not-found' });
    await expect(runs.dispatch('other.yml', 'refs/heads/main', {}, bob)).rejects.toMatchObject({ reason: 'invalid' });
    await expect(runs.dispatch('probe.yml', 'refs/heads/none', {}, bob)).rejects.toThrow('No ref found');
    await expect(runs.dispatch('probe.yml', 'refs/heads/main', {}, bob)).rejects.toThrow("Required input 'why'");
    await expect(runs.dispatch('probe.yml', 'refs/heads/main', { why: 'x', no: 'y' }, bob)).rejects.toThrow(
      'Unexpected inputs',
    );
  });
});

describe('schedules', () => {
  const hourly = (cron: string): string =>
    workflowOf(`{ schedule: [{ cron: '${cron}' }] }`, [echo], 'concurrency: { group: one, queue: max }');
  const two = workflowOf("{ schedule: [{ cron: '7-59/20 * * * *' }, { cron: '17-59/20 * * * *' }] }", [echo]);

  it('fire in sandbox time, each at its own instant, and advancing waits for the runs', async () => {
    const bench = await openBench({ 'probe.yml': two });
    const begin = bench.clock.now();
    await bench.clock.advance(3 * 3600_000);
    const runs = [...bench.runner.runs.list()].reverse();
    expect(runs).toHaveLength(18);
    expect(runs.every((run) => run.conclusion === 'success' && run.event === 'schedule')).toBe(true);
    const minutes = runs.map((run) => new Date(run.created_at).getUTCMinutes());
    expect(new Set(minutes)).toEqual(new Set([7, 17, 27, 37, 47, 57]));
    const instants = runs.map((run) => run.created_at);
    expect(instants).toEqual([...instants].sort((a, b) => a - b));
    expect(Math.min(...instants)).toBeGreaterThan(begin);
    expect(JSON.parse(runs[0]?.jobs[0]?.steps[0]?.outputs['event'] ?? '')).toMatchObject({
      schedule: expect.stringContaining('/20 * * * *') as string,
    });
    expect(runs[0]?.actor.login).toBe('acme-admin');
  });

  it('follow the default branch: new ones come, removed ones go', async () => {
    const bench = await openBench({ 'probe.yml': hourly('11 * * * *') });
    bench.commit('main', inFolder({ 'probe.yml': undefined, 'next.yml': hourly('31 * * * *') }));
    bench.push('main', { by: 'workflow' });
    await bench.runner.idle();
    await bench.clock.advance(2 * 3600_000);
    const runs = bench.runner.runs.list();
    expect(runs.map((run) => [run.path, new Date(run.created_at).getUTCMinutes()])).toEqual([
      ['.github/workflows/next.yml', 31],
      ['.github/workflows/next.yml', 31],
    ]);
  });
});

describe('runs beside each other', () => {
  const hang = (concurrency: string): string =>
    workflowOf(
      'push',
      ["{ uses: ./, with: { command: \"${{ github.run_number == 1 && 'hang' || 'echo' }}\" } }"],
      `concurrency: ${concurrency}`,
    );
  const conclusions = (bench: Awaited<ReturnType<typeof openBench>>): (string | null)[] =>
    bench.runner.runs
      .list()
      .map((run) => run.conclusion)
      .reverse();
  const started = async (bench: Awaited<ReturnType<typeof openBench>>): Promise<number> => {
    for (;;) {
      const run = bench.runner.runs.list().find((each) => each.jobs[0]?.steps[0]?.status === 'in_progress');
      if (run !== undefined) return run.id;
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
  };

  it('of one group one runs and one waits; a newer one takes the place of the one that waits', async () => {
    const bench = await openBench({ 'probe.yml': hang('one') });
    bench.push('main');
    const first = await started(bench);
    for (let count = 0; count < 3; count += 1) bench.push('main');
    await expect.poll(() => conclusions(bench), { timeout: 30_000 }).toEqual([null, 'cancelled', 'cancelled', null]);
    await bench.runner.kill(first);
    await bench.runner.idle();
    expect(conclusions(bench)).toEqual(['failure', 'cancelled', 'cancelled', 'success']);
  });

  it('with `queue: max` all of them wait their turn', async () => {
    const bench = await openBench({ 'probe.yml': hang('{ group: one, queue: max }') });
    bench.push('main');
    const first = await started(bench);
    for (let count = 0; count < 3; count += 1) bench.push('main');
    await expect.poll(() => conclusions(bench), { timeout: 30_000 }).toHaveLength(4);
    await bench.runner.kill(first);
    await bench.runner.idle();
    expect(conclusions(bench)).toEqual(['failure', 'success', 'success', 'success']);
  });

  it('with `cancel-in-progress` the newer one ends the one that runs', async () => {
    const bench = await openBench({ 'probe.yml': hang('{ group: "g-${{ github.ref }}", cancel-in-progress: true }') });
    bench.push('main');
    await started(bench);
    bench.push('main');
    await bench.runner.idle();
    expect(conclusions(bench)).toEqual(['cancelled', 'success']);
  });

  it('killed, a run fails as if its machine died, its token is void, and nothing more of it runs', async () => {
    const steps = ['{ uses: ./, with: { command: hang } }', '{ if: "always()", uses: ./, with: { command: echo } }'];
    const bench = await openBench({ 'probe.yml': workflowOf('push', steps) });
    bench.push('main');
    const id = await started(bench);
    expect(await bench.runner.kill(id)).toBe(true);
    const run = bench.runner.runs.get(id);
    expect(run).toMatchObject({ status: 'completed', conclusion: 'failure' });
    expect(run?.jobs[0]?.steps.map((step) => step.conclusion)).toEqual(['failure', 'skipped']);
    expect([...bench.tokens.values()].every((token) => token.revoked)).toBe(true);
    expect(await bench.runner.kill(id)).toBe(false);
  });

  it('at most two jobs run at once', async () => {
    const file = join(tmpdir(), `pullcord-overlap-${process.pid}`);
    writeFileSync(file, '');
    const bench = await openBench({
      'probe.yml': workflowOf('push', [`{ uses: ./, with: { command: overlap }, env: { TEXT: ${file} } }`]),
    });
    for (let count = 0; count < 5; count += 1) bench.push('main');
    await bench.runner.idle();
    const lines = readFileSync(file, 'utf8').trim().split('\n');
    let most = 0;
    lines.reduce((now, line) => {
      most = Math.max(most, now + (line === 'start' ? 1 : 0));
      return now + (line === 'start' ? 1 : -1);
    }, 0);
    expect(lines).toHaveLength(10);
    expect(most).toBe(2);
  });

  it('stopped, it kills what runs', async () => {
    const bench = await openBench({ 'probe.yml': hang('one') });
    bench.push('main');
    await started(bench);
    bench.push('main');
    await bench.runner.stop();
    expect(conclusions(bench)).toContain('failure');
    expect(bench.runner.runs.list().every((run) => run.status === 'completed')).toBe(true);
  });
});
