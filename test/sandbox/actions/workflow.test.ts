import { describe, expect, it } from 'vitest';
import { cronInstants } from '../../../src/sandbox/actions/cron.ts';
import { allWell, holds, renderTexts } from '../../../src/sandbox/actions/expressions.ts';
import { onlyPrepares, roleOf, seemsToUseTheBuild } from '../../../src/sandbox/actions/steproles.ts';
import { readWorkflow } from '../../../src/sandbox/actions/workflow.ts';
import { workflowOf } from './support.ts';

describe('a workflow file', () => {
  it('is read with its conditions made explicit and its expressions kept', () => {
    const step = '{ id: a, if: "github.ref == \'x\'", uses: ./, with: { command: "say ${{ github.ref }}", plain: 1 } }';
    const [job] = readWorkflow('probe.yml', workflowOf('push', [step, 'run: echo'])).jobs;
    expect(job?.steps.map(({ condition }) => condition)).toEqual(["success() && (github.ref == 'x')", 'success()']);
    const inputs = job?.steps[0]?.does.kind === 'uses' ? job.steps[0].does.inputs : undefined;
    expect(renderTexts(inputs, { github: { ref: 'refs/heads/main' } })).toEqual({
      command: 'say refs/heads/main',
      plain: '1',
    });
  });

  it.each([
    ['jobs: {}', 'on'],
    [workflowOf('{ schedule: [{ cron: "61 * * * *" }] }', ['run: a']), 'cron'],
    [workflowOf('{ schedule: [{ cron: "1 * * * *", timezone: Nowhere/Else }] }', ['run: a']), 'Nowhere/Else'],
    [workflowOf('push', ['{ if: "nothing.such", run: a }']), 'nothing'],
    ['on: push\njobs: [', 'probe.yml'],
  ])('is refused with the reason: %#', (text, reason) => {
    expect(() => readWorkflow('probe.yml', text)).toThrow(reason);
  });

  it('tells what in it the sandbox cannot do', () => {
    const text = workflowOf('push', ['{ uses: ./, timeout-minutes: 3 }']).replace(
      '    steps:',
      '    container: node\n    steps:',
    );
    expect(readWorkflow('probe.yml', text).unsupported).toEqual([
      '`container` of job `probe`',
      '`timeout-minutes` of step 1 of job `probe`',
    ]);
  });
});

describe('an expression', () => {
  const contexts = { vars: {}, github: { event: {} } };

  it('of what is absent is empty, and false', () => {
    expect(holds("vars.PULLCORD_APP_ID != ''", contexts, allWell)).toBe(false);
    expect(holds('!github.event.repository.fork', contexts, allWell)).toBe(true);
  });

  it.each([
    ['success()', { success: false, failure: true, cancelled: false }, false],
    ['failure()', { success: false, failure: true, cancelled: false }, true],
    ['always()', { success: false, failure: false, cancelled: true }, true],
    ['cancelled()', { success: false, failure: false, cancelled: true }, true],
    ['failure()', { success: false, failure: false, cancelled: false }, false],
  ])('%s of %j is %s', (condition, status, expected) => {
    expect(holds(condition, contexts, status)).toBe(expected);
  });

  it('that names an unknown context is an error, not an empty text', () => {
    expect(() => holds('secret.KEY', contexts, allWell)).toThrow('cannot read the expression `secret.KEY`');
  });
});

describe('a step', () => {
  it.each([
    ['./', 'build'],
    ['OWNER/pullcord@v1', 'build'],
    ['./.github/actions/other', 'unknown'],
    ['owner/pullcord/sub@v1', 'unknown'],
    ['actions/checkout@v7', 'checkout'],
    ['actions/create-github-app-token@v3', 'app-token'],
    ['evil/actions-checkout@v7', 'unknown'],
  ])('that uses %s is %s', (action, expected) => {
    expect(roleOf(action)).toBe(expected);
  });

  it.each([
    ['npm ci', true],
    ['npm ci\n# and then\nnpm run build', true],
    ['npm run -s build', true],
    ['npm ci && curl example.org', false],
    ['npm run build-and-more', false],
    ['.ci/run', false],
  ])('that runs %j only prepares the build: %s', (script, expected) => {
    expect(onlyPrepares(script)).toBe(expected);
  });

  it('of a file that cannot be read is still recognised', () => {
    expect(seemsToUseTheBuild('    - uses: ./\n')).toBe(true);
    expect(seemsToUseTheBuild('    - { uses: "./", with: }')).toBe(true);
    expect(seemsToUseTheBuild('    - uses: acme/pullcord@v1 # pinned')).toBe(true);
    expect(seemsToUseTheBuild('    - uses: ./.github/actions/other')).toBe(false);
  });
});

describe('a cron line', () => {
  it('has its instants in UTC, or in the zone it names', () => {
    const after = Date.UTC(2026, 10, 24, 8, 0);
    expect(cronInstants('7-59/20 * * * *', 'UTC')(after)).toBe(Date.UTC(2026, 10, 24, 8, 7));
    expect(cronInstants('30 9 * * 1-5', 'Europe/Berlin')(after)).toBe(Date.UTC(2026, 10, 24, 8, 30));
    expect(cronInstants('0 8 * * *', 'UTC')(after)).toBe(Date.UTC(2026, 10, 25, 8, 0));
  });

  it('with both a day of month and a day of week fires on either, as POSIX says', () => {
    const next = cronInstants('0 0 13 * 5', 'UTC');
    expect(next(Date.UTC(2026, 10, 24))).toBe(Date.UTC(2026, 10, 27));
    expect(next(Date.UTC(2026, 11, 12))).toBe(Date.UTC(2026, 11, 13));
  });
});
