import { dirname } from 'node:path';
import { describe, expect, it } from 'vitest';
import { kindsOf } from './audit.ts';
import { marked } from './cloud.ts';
import { requestFor } from './people.ts';
import { openStage } from './stage.ts';
import { errorsIn } from '../support/messages.ts';
import { approved, auditOf, bindingsOf } from './steps.ts';
import { ALICE } from '../support/people.ts';
import { SAMPLE_ORGANIZATION } from '../support/samples.ts';

const SHOUT = [
  '::error::pwned',
  '::add-mask::a',
  '##[error]pwned',
  '  ::set-output name=passed::true',
  '\u001b[2J',
  '\u202egnp',
];
const HOSTILE_PROSE = [
  '::error file=x::pwned',
  '##[error]pwned',
  '<img src=x> @acme/security [x](javascript:1) `${{ secrets.X }}`',
];

describe('one bad request beside a good one', () => {
  it('is refused with its own code, the good one is granted, and nothing hostile reaches a log raw', async () => {
    const stage = await openStage({ workflows: true });
    const bad = {
      'yaml-syntax': await approved(stage, 'unparsable', 'policy: [orders-db-read\n'),
      'document-too-large': await approved(stage, 'long', `${requestFor()}# ${'x'.repeat(20 * 1024)}\n`),
      'text-control': await approved(stage, 'shouting', `${requestFor()}title: "${SHOUT.join('\n')}"\n`),
      'document-unknown-policy': await approved(stage, 'wish', requestFor('::error::pwned')),
    };
    const alice = stage.person('alice');
    const folder = dirname(stage.path('x'));
    await alice.commit('odd-name', `${folder}/##[error]pwned ::error::pwned.yaml`, requestFor());
    const oddName = await alice.open('odd-name');
    await stage.person('bob').approve(oddName);
    await alice.merge(oddName);
    const hostile = await approved(
      stage,
      'hostile',
      [
        'policy: orders-db-read',
        'duration: 1h',
        'reason: |',
        ...HOSTILE_PROSE.map((line) => `  ${line}`),
        'incident: INC-1',
        '',
      ].join('\n'),
    );
    const good = await approved(stage, 'good');
    await stage.sandbox.runner.idle();

    const audit = await auditOf(stage);
    const refusals = Object.values(bad).map((pull) => [
      kindsOf(audit, pull),
      audit.records.find((record) => record.pull === pull)?.reasons.map(({ code }) => code),
    ]);
    expect(refusals).toEqual([
      [['refused'], ['yaml-syntax']],
      [['refused'], ['document-too-large']],
      [['refused'], expect.arrayContaining(['text-control'])],
      [['refused'], expect.arrayContaining([expect.stringMatching(/^(?:policy|schema)-/)])],
    ]);
    expect(kindsOf(audit, oddName)).toEqual(['refused']);
    expect(kindsOf(audit, good)).toEqual(['activated']);
    expect(kindsOf(audit, hostile)).toEqual(['activated']);
    expect(marked(await bindingsOf(stage), good)).toHaveLength(2);

    const runs = stage.sandbox.runner.runs.list();
    expect(runs.filter(({ status }) => status !== 'completed')).toEqual([]);
    const lines = runs.flatMap(({ jobs }) => jobs.flatMap(({ logs }) => logs.split('\n')));
    const said = lines.map((line) => line.replace(/^\S+Z /, ''));
    const commands = said.filter(
      (line) => /^\s*::|##\[/.test(line) && !/^##\[(?:group|endgroup|debug|error|warning|notice)\]/.test(line),
    );
    expect([...new Set(commands)]).toEqual(['::add-mask::***']);
    expect(said.filter((line) => /^##\[[a-z]+\].*##\[/.test(line))).toEqual([]);
    expect(said.filter((line) => line.startsWith('##[error]pwned'))).toEqual([]);
    expect(said.filter((line) => /[\u0000-\u0008\u000b-\u001f\u007f\u202a-\u202e]/.test(line))).toEqual([]);
    const annotations = runs.flatMap(({ jobs }) => jobs.flatMap((job) => job.annotations));
    expect(annotations.filter(({ message }) => message === 'pwned')).toEqual([]);
    const summaries = runs.flatMap(({ jobs }) => jobs.map(({ summary }) => summary)).join('\n');
    // Within a code span nothing takes effect.
    expect(summaries.replace(/(`+)[^\n]*?[^`\n]\1(?!`)/g, '')).not.toMatch(/(?<!\\)<img|(?<!\\)\[x|@acme/);
  }, 240_000);

  it('that names a principal IAM refuses blocks nobody else on the same resource', async () => {
    const stage = await openStage({
      documents: {
        'policies/organization.yaml': SAMPLE_ORGANIZATION.replace('user:dave@acme.example', 'user:ghost@acme.example'),
      },
    });
    const dave = stage.person('dave');
    const ghost = await dave.ask('exports', requestFor('orders-exports-bucket').replace(/^incident: .*\n/m, ''));
    await stage.person('bob').approve(ghost);
    await dave.merge(ghost);
    const pulls = [await approved(stage, 'one'), await approved(stage, 'two')];
    const report = await stage.reconcile();
    expect(errorsIn(report).join('\n')).toContain('User ghost@acme.example does not exist');
    for (const pull of pulls)
      expect(marked(await bindingsOf(stage), pull)).toMatchObject([{ members: [ALICE] }, { members: [ALICE] }]);
    expect(marked(await bindingsOf(stage), ghost)).toEqual([]);
    const audit = await auditOf(stage);
    expect(pulls.map((pull) => kindsOf(audit, pull))).toEqual([['activated'], ['activated']]);
    expect(kindsOf(audit, ghost)).toEqual([]);
    await stage.pass(5 * 3600);
    await stage.reconcile();
    expect(kindsOf(await auditOf(stage), ghost)).toEqual(['lapsed']);
    expect(marked(await bindingsOf(stage))).toEqual([]);
  });
});
