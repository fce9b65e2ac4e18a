import { describe, expect, it } from 'vitest';
import type { RunRecord } from '../../../src/sandbox/actions/records.ts';
import { openBench, seenBy, workflowOf } from './support.ts';
import { ACTORS } from '../../support/people.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const onPush = workflowOf('push', ['{ uses: ./, with: { command: echo } }']);

/** Fails at the first attempt and not at the next. */
const FAILS_ONCE = "${{ github.run_attempt == 1 && 'fail' || 'echo' }}";
const three = `
name: probe
on: push
jobs:
  good:
    runs-on: ubuntu-24.04
    steps: [{ uses: ./, with: { command: echo } }]
  flaky:
    runs-on: ubuntu-24.04
    steps: [{ uses: ./, with: { command: "${FAILS_ONCE}" } }]
  after:
    needs: [good, flaky]
    runs-on: ubuntu-24.04
    steps: [{ uses: ./, with: { command: echo } }]
`;

describe('a run that is run again', () => {
  it('is the same run, of the same commit and actor, with its attempt raised and who asked for it', async () => {
    const bench = await openBench({ 'probe.yml': onPush });
    bench.push('main');
    const first = await bench.last();
    bench.commit('main', { 'later.txt': 'not of this run' });
    await bench.runner.runs.rerun(first.id, 'all', ACTORS.bob);
    const second = await bench.last();

    expect(bench.runner.runs.list()).toHaveLength(1);
    expect(second).toMatchObject({
      ...{ id: first.id, run_number: 1, run_attempt: 2, conclusion: 'success', event: 'push' },
      ...{ head_sha: first.head_sha, actor: { login: 'alice' }, triggering_actor: ACTORS.bob },
    });
    const [before, after] = [seenBy(first), seenBy(second)];
    expect(after).toMatchObject({
      ...{ GITHUB_RUN_ATTEMPT: '2', GITHUB_ACTOR: 'alice', GITHUB_TRIGGERING_ACTOR: 'bob' },
      ...{ GITHUB_RUN_ID: before['GITHUB_RUN_ID'], GITHUB_SHA: before['GITHUB_SHA'], GITHUB_EVENT_NAME: 'push' },
    });
    expect(before).toMatchObject({ GITHUB_RUN_ATTEMPT: '1', GITHUB_TRIGGERING_ACTOR: 'alice' });
    expect(eventOf(second)).toEqual(eventOf(first));
    expect(second.jobs[0]?.id).not.toBe(first.jobs[0]?.id);

    await bench.runner.runs.rerun(first.id, 'all', ACTORS.bob);
    expect(seenBy(await bench.last())['GITHUB_RUN_ATTEMPT']).toBe('3');
    const attempts = [1, 2, 3, 4, 0].map((number) => bench.runner.runs.attempt(first.id, number)?.run_attempt);
    expect(attempts).toEqual([1, 2, 3, undefined, undefined]);
    expect(bench.runner.runs.attempt(first.id, 1)).toEqual(first);
  });

  it('keeps the inputs of its dispatch', async () => {
    const on = '{ workflow_dispatch: { inputs: { why: { type: string } } } }';
    const step = '{ uses: ./, with: { command: "${{ inputs.why }}" } }';
    const bench = await openBench({ 'probe.yml': workflowOf(on, [step]) });
    await bench.runner.runs.dispatch('probe.yml', 'refs/heads/main', { why: 'drill' }, ACTORS.bob);
    const { id } = await bench.last();
    await bench.runner.runs.rerun(id, 'all', { login: 'carol', id: 1003 });
    const env = seenBy(await bench.last());
    expect(env).toMatchObject({ INPUT_COMMAND: 'drill', GITHUB_ACTOR: 'bob', GITHUB_TRIGGERING_ACTOR: 'carol' });
  });

  it('says its attempt in its OpenID Connect token', async () => {
    const step = '{ uses: ./, with: { command: token } }';
    const bench = await openBench({ 'probe.yml': workflowOf('push', [step], 'permissions: { id-token: write }') });
    bench.push('main');
    const { id } = await bench.last();
    await bench.runner.runs.rerun(id, 'all', ACTORS.bob);
    const jwt = (await bench.last()).jobs[0]?.steps[0]?.outputs['jwt'] ?? '';
    const claims: unknown = JSON.parse(Buffer.from(jwt, 'base64url').toString());
    expect(claims).toMatchObject({ run_attempt: '2', run_id: String(id), actor: 'alice', actor_id: '1001' });
  });

  it('of its failed jobs runs those and the ones that need them', async () => {
    const bench = await openBench({ 'probe.yml': three });
    bench.push('main');
    const first = await bench.last();
    expect(first.jobs.map(({ conclusion }) => conclusion)).toEqual(['success', 'failure', 'skipped']);
    await bench.runner.runs.rerun(first.id, 'failed', ACTORS.bob);
    const second = await bench.last();
    expect(second.jobs.map(({ conclusion }) => conclusion)).toEqual(['success', 'success', 'success']);
    expect(second.conclusion).toBe('success');
    const attempts = [0, 1, 2].map((job) => seenBy(second, 1, job)['GITHUB_RUN_ATTEMPT']);
    expect(attempts).toEqual(['1', '2', '2']);
    await expect(bench.runner.runs.rerun(first.id, 'failed', ACTORS.bob)).rejects.toThrow('no failed jobs');
  });

  it('is refused while it runs, after a month, and where it never could run', async () => {
    const hang = workflowOf('push', ['{ uses: ./, with: { command: hang } }']);
    const matrix = 'name: m\non: push\njobs: { m: { runs-on: x, strategy: { matrix: { a: [1] } }, steps: [] } }\n';
    const bench = await openBench({ 'probe.yml': onPush, 'hang.yml': hang, 'matrix.yml': matrix });
    bench.push('main');
    const idOf = (name: string) => bench.runner.runs.list().find(({ path }) => path.endsWith(name))?.id ?? 0;
    const again = (name: string) => bench.runner.runs.rerun(idOf(name), 'all', ACTORS.bob);
    const isUnderWay = () => bench.runner.runs.get(idOf('hang.yml'))?.status === 'in_progress';
    while (!isUnderWay()) await new Promise((resolve) => setTimeout(resolve, 10));
    await expect(again('hang.yml')).rejects.toThrow('already running');
    await bench.runner.kill(idOf('hang.yml'));
    await bench.runner.idle();
    await expect(again('matrix.yml')).rejects.toThrow('cannot be retried');
    await expect(bench.runner.runs.rerun(4242, 'all', ACTORS.bob)).rejects.toThrow('cannot be retried');
    await bench.clock.advance(30 * DAY - HOUR);
    await again('probe.yml');
    await bench.runner.idle();
    await bench.clock.advance(2 * HOUR);
    await expect(again('probe.yml')).rejects.toThrow('over a month ago');
  });
});

function eventOf(run: RunRecord): unknown {
  return JSON.parse(run.jobs[0]?.steps[0]?.outputs['event'] ?? '');
}
