import { copyFile, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { heartbeatDraft } from '../../src/core/ledger/drafts.ts';
import { RECORDS_PER_SHARD } from '../../src/core/ledger/shard.ts';
import type { Draft, LedgerRecord } from '../../src/core/ledger/record.ts';
import { EXIT } from '../../src/failure.ts';
import { exitStatusOf } from '../../src/core/message.ts';
import type { ReconcileReport } from '../../src/core/report/report.ts';
import { bindingOf, draft, fact, CONTEXT } from '../core/build.ts';
import { marked } from './cloud.ts';
import { asDave, forge, push } from './forger.ts';
import { openStage, UNPROTECTED, type Stage } from './stage.ts';
import { approved, auditOf, bindingsOf, say } from './steps.ts';
import { blocksIn, errorsIn } from '../support/messages.ts';

/*
 * What somebody tried who may push to `audit` and cannot sign: records that withhold by their kind, and bring something
 * else. Each of them once gave access, or kept what was to end.
 */

const heldBy = async (stage: Stage, pull: number) => marked(await bindingsOf(stage), pull).length;
const recordOf = (records: readonly LedgerRecord[], pull: number): LedgerRecord => {
  const found = records.find((one) => one.pull === pull);
  if (found === undefined) throw new Error(`nothing is on record of #${pull}`);
  return found;
};

/** The run names the record that counts for nothing, and is no success. */
function expectNamed(report: ReconcileReport, seq: number): void {
  expect(errorsIn(report).join('\n')).toContain(`records without a checkpoint to the branch audit: ${seq} (`);
  expect(exitStatusOf(report.messages)).toBe(EXIT.outside);
}

describe('a record under no checkpoint', () => {
  it('does not move a request to another path, by which its deletion would go unseen', async () => {
    const stage = await openStage(UNPROTECTED);
    const [first, second] = [await approved(stage, 'first'), await approved(stage, 'second')];
    await stage.reconcile();
    const { records } = await auditOf(stage);
    const { request } = recordOf(records, second);
    const at = recordOf(records, first).at;
    if (request === undefined) throw new Error('a record of a request names it');
    await forge(stage, () => draft({ kind: 'unexplained', pull: first, at, request, bindings: [] }));
    expectNamed(await stage.reconcile(), records.length);
    const alice = stage.person('alice');
    await alice.commit('give-back', recordOf(records, first).request?.path ?? '', undefined);
    await alice.merge(await alice.open('give-back'));
    await stage.reconcile();
    expect(await heldBy(stage, first)).toBe(0);
    expect(await heldBy(stage, second)).toBe(2);
  });

  it('does not make a refusal be forgotten, which then would be judged by what is true now', async () => {
    const stage = await openStage(UNPROTECTED);
    const [alice, dave] = [stage.person('alice'), stage.person('dave')];
    const pull = await alice.ask('first');
    await dave.approve(pull);
    await alice.merge(pull);
    await stage.reconcile();
    expect((await auditOf(stage)).records.at(-1)?.kind).toBe('refused');
    await stage.person('acme-admin').call('PUT', '/orgs/acme/teams/sre-leads/memberships/dave', { role: 'member' });
    await forge(stage, (records) => {
      const { at } = recordOf(records, pull);
      const old = draft({ kind: 'unexplained', pull, at: '2000-01-01T00:00:00Z', bindings: [] });
      const request = { path: 'x', blob: null, url: null };
      const heartbeats = Array.from({ length: RECORDS_PER_SHARD - records.length }, () => ({
        ...heartbeatDraft(CONTEXT),
        at,
      }));
      return [{ ...old, request }, ...heartbeats];
    });
    for (let runs = 0; runs < 2; runs += 1) {
      const report = await stage.reconcile();
      expect(blocksIn(report).join('\n')).toContain('names another audit/open.json');
      expect(await heldBy(stage, pull)).toBe(0);
    }
  });

  it('does not decide a request before the run does, and silence its approver', async () => {
    const stage = await openStage(UNPROTECTED);
    const first = await approved(stage, 'first');
    await stage.reconcile();
    const pull = await approved(stage, 'second');
    const [judged] = (await stage.dryRun()).judged;
    const grant = judged?.decision.grant;
    if (grant === undefined) throw new Error('the request is approved');
    const { records } = await auditOf(stage);
    const request = { path: grant.path, blob: grant.blob, url: grant.url };
    await forge(stage, () => draft({ kind: 'removed', pull, at: recordOf(records, first).at, grant, request }));
    expectNamed(await stage.reconcile(), records.length);
    expect(await heldBy(stage, pull)).toBe(2);
    await stage.pass(60);
    await say(stage, 'bob', pull, '/revoke');
    await stage.reconcile();
    expect(await heldBy(stage, pull)).toBe(0);
  });

  it.each<[string, (given: LedgerRecord) => Draft]>([
    ['a condition that nobody may write', (given) => ({ ...odd(given), grant: narrowed(given) })],
    [
      'evidence that is none',
      (given) => ({ ...odd(given), decision: {} as unknown as NonNullable<Draft['decision']> }),
    ],
    ['bindings that are none', (given) => ({ ...odd(given), bindings: [{ ...fact(), before: [5] as unknown as [] }] })],
  ])('does not stop a revocation or an anchor by %s', async (_, make) => {
    const stage = await openStage(UNPROTECTED);
    const pull = await approved(stage, 'first');
    await stage.reconcile();
    const before = await auditOf(stage);
    await forge(stage, (records) => make(recordOf(records, pull)));
    expectNamed(await stage.reconcile(), before.records.length);
    await stage.pass(60);
    await say(stage, 'carol', pull, '/revoke');
    const report = await stage.reconcile();
    expect(errorsIn(report)).toEqual([]);
    expect(await heldBy(stage, pull)).toBe(0);
    const { records } = await auditOf(stage);
    const anchors = stage.sandbox.google.anchors.objects().map(({ name }) => Number(name.slice(-16)));
    expect(Math.max(...anchors)).toBe(records.length);
  });
});

const odd = ({ at }: LedgerRecord): Draft => draft({ kind: 'removed', pull: 6, at });

function narrowed({ grant }: LedgerRecord): NonNullable<Draft['grant']> {
  if (grant === undefined) throw new Error('the access was given');
  expect(bindingOf(grant).role).not.toBe('');
  return { ...grant, pull: 6, access: grant.access.map((one) => ({ ...one, only: { type: '"' } })) };
}

it('nothing is given while the ledger cannot be signed: it could not be known as given', async () => {
  const stage = await openStage();
  const pull = await approved(stage, 'first');
  const report = await stage.reconcile({ ...stage.world(), signers: () => [] });
  expect(blocksIn(report).join('\n')).toContain(
    'Pullcord still revokes, but grants nothing until a key signs the ledger',
  );
  expect(await heldBy(stage, pull)).toBe(0);
  await stage.reconcile();
  expect(await heldBy(stage, pull)).toBe(2);
});

it('a checkpoint that was set back makes no honest record a stranger’s: the anchors show it', async () => {
  const stage = await openStage(UNPROTECTED);
  const pull = await approved(stage, 'first');
  await stage.reconcile();
  await asDave({ stage }, async (folder, git) => {
    const notes = join(folder, 'audit/checkpoints');
    await copyFile(join(notes, '1.note'), join(folder, 'audit/checkpoint'));
    for (const name of await readdir(notes)) if (name !== '1.note') await rm(join(notes, name));
    await push(git);
  });
  const report = await stage.reconcile();
  expect(errorsIn(report).join('\n')).toContain(
    'an outside anchor covers 2 records, and audit/checkpoint covers 1: somebody reset it',
  );
  expect(report.records).toEqual([]);
  expect(await heldBy(stage, pull)).toBe(2);
});
