import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { exitStatusOf } from '../../src/core/message.ts';
import { signLedger } from '../../src/flow/sign-ledger.ts';
import { RUN } from '../core/build.ts';
import { asAuditor } from './auditor.ts';
import { marked } from './cloud.ts';
import { openLaptop } from './laptop.ts';
import { openStage, UNPROTECTED, type Stage } from './stage.ts';
import { approved, auditOf, bindingsOf, changePolicies } from './steps.ts';
import { blocksIn, errorsIn, warningsIn } from '../support/messages.ts';
import { SAMPLE_ORGANIZATION } from '../support/samples.ts';

/* A ledger that began without keys, and an organization that names its first key later. */

const SIGNED = `${SAMPLE_ORGANIZATION}\nrequire: { protectedLedger: false }\n`;
const UNSIGNED = SIGNED.replace(/\nledger:\n(?: .*\n)+/, '\n');

async function openUnsigned(): Promise<Stage> {
  const stage = await openStage({ ...UNPROTECTED, documents: { 'policies/organization.yaml': UNSIGNED } });
  await approved(stage, 'before');
  await stage.reconcile();
  expect((await auditOf(stage)).records[0]?.keys).toEqual([]);
  await changePolicies(stage, 'keys', 'policies/organization.yaml', SIGNED);
  return stage;
}

describe('a ledger that began without keys', () => {
  it('gives nothing once the organization names a key, until somebody who holds the key signs it', async () => {
    const stage = await openUnsigned();
    const pull = await approved(stage, 'after');
    const report = await stage.reconcile();
    expect(blocksIn(report).join('\n')).toContain('signed audit/checkpoint');
    expect(exitStatusOf(report.messages)).not.toBe(0);
    expect(marked(await bindingsOf(stage), pull)).toEqual([]);

    const granter = stage.sandbox.env['GOOGLE_APPLICATION_CREDENTIALS'] ?? '';
    const credentials = JSON.parse(readFileSync(granter, 'utf8')) as object;
    const laptop = await openLaptop(stage, { login: 'dave', credentials });
    const signed = await laptop.pullcord('init', '--sign-ledger');
    expect(signed).toEqual({
      status: 0,
      stdout: expect.stringMatching(/^✓ the ledger is signed: 3 records, branch audit at [0-9a-f]{40}\n$/) as string,
      stderr: '',
    });
    const next = await stage.reconcile();
    expect([warningsIn(next), errorsIn(next)]).toEqual([[], []]);
    expect(marked(await bindingsOf(stage), pull)).toHaveLength(2);
    await asAuditor(stage, async ({ verify, key }) => {
      expect(await verify(...key)).toMatchObject({ is: 'incomplete', stands: { signatures: 'ok', records: 'ok' } });
    });
    expect(await laptop.pullcord('init', '--sign-ledger')).toEqual({
      status: 1,
      stdout: '',
      stderr:
        'pullcord: the ledger was not signed: the ledger names keys already, so it is signed or forged. Check it in a clone: pullcord verify\n',
    });
    await laptop.close();
  });

  it('is not signed in place of one that was signed: an anchor outside shows it', async () => {
    const stage = await openUnsigned();
    const dave = stage.person('dave');
    const before = (await dave.call('GET', '/git/ref/heads/audit')) as { object: { sha: string } };
    await signLedger(stage.world(), RUN, '0.0.0');
    await stage.reconcile();
    await dave.call('PATCH', '/git/refs/heads/audit', { sha: before.object.sha, force: true });
    expect(await signLedger(stage.world(), RUN, '0.0.0')).toMatchObject({
      outcome: 'no',
      sentence: expect.stringContaining('the branch audit is not the ledger that was signed') as string,
    });
  });
});
