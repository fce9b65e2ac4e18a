import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Draft, LedgerRecord } from '../../src/core/ledger/record.ts';
import { heartbeatDraft, rotationDraft } from '../../src/core/ledger/drafts.ts';
import { quarantinedDraft } from '../../src/core/quarantine/drafts.ts';
import { instantOf } from '../../src/core/time.ts';
import { EXIT } from '../../src/failure.ts';
import { exitStatusOf } from '../../src/core/message.ts';
import { trustOf } from '../../src/flow/ledger/trust.ts';
import { readPolicySet } from '../../src/flow/observe/documents.ts';
import { readLedger } from '../../src/flow/ledger/open.ts';
import { appendRecords } from '../../src/flow/ledger/append.ts';
import { readPolicies } from '../../src/environment.ts';
import { CONTEXT } from '../core/build.ts';
import { genesisOf, signingKey, writeLedger, type Pair } from '../core/ledger/build-signed.ts';
import { asAuditor } from './auditor.ts';
import { marked } from './cloud.ts';
import { appendUnsealed, asDave, push, readEnd, SHARD, type Git } from './forger.ts';
import { requestFor } from './people.ts';
import { openStage, UNPROTECTED, type Stage } from './stage.ts';
import { approved, auditOf, bindingsOf } from './steps.ts';
import { blocksIn, errorsIn } from '../support/messages.ts';

/*
 * Dave may push to every branch and force it. He rewrites, drops, deletes and forges; a run that comes after him says so,
 * gives nothing on the strength of it, and takes what is over all the same. And whoever verifies is told the spot.
 */

const thief = signingKey();

interface Scene {
  readonly stage: Stage;
  /** Access that is over and still stands, and a request that is approved and waits to be given. */
  readonly over: number;
  readonly due: number;
}

async function open(pinned = true): Promise<Scene> {
  const stage = await openStage({ ...UNPROTECTED, sandbox: { ...UNPROTECTED.sandbox, pinned } });
  const over = await approved(stage, 'over', requestFor('orders-db-read', '30m'));
  await stage.reconcile();
  expect(marked(await bindingsOf(stage), over)).toHaveLength(2);
  await stage.pass(31 * 60);
  return { stage, over, due: await approved(stage, 'due') };
}

async function putAliceInQuarantine(stage: Stage): Promise<void> {
  const world = stage.world();
  const { organization } = readPolicySet(await readPolicies(stage.folder));
  const ledger = await readLedger(world, trustOf(world, organization, undefined));
  if ('problem' in ledger) throw new Error(ledger.problem.sentence);
  const alice = { ids: [1001], login: 'alice', principals: ['user:alice@acme.example'], by: 'carol', why: 'stolen' };
  const at = instantOf(stage.sandbox.clock.now());
  expect((await appendRecords(world, ledger, [quarantinedDraft(alice, { ...CONTEXT, at })])).records).toHaveLength(1);
}

/** Records appended by a checkpoint of his own: signed by a key of his, or by nobody. */
async function append(folder: string, pairs: readonly Pair[], make: (records: readonly LedgerRecord[]) => Draft) {
  const { records, tip } = await readEnd(folder);
  const { files } = await writeLedger([[make(records)]], pairs, { tip, files: new Map() });
  for (const [path, text] of files) await writeFile(join(folder, path), text);
}

/** A ledger without a past takes the place of the one there is. */
async function startAnew(folder: string, git: Git, batches: readonly (readonly Draft[])[], pairs: readonly Pair[]) {
  await git('checkout', '--quiet', '--orphan', 'fresh');
  await git('rm', '--quiet', '-r', '--force', '.');
  const { files } = await writeLedger(batches, pairs);
  for (const [path, text] of files) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
  }
  await push(git);
}

/** The next run: it says `why`, is no success, gives nothing, takes what is over, and leaves the branch as it found it. */
async function expectDoubt(scene: Scene, why: string): Promise<void> {
  const report = await scene.stage.reconcile();
  expect(errorsIn(report).join('\n')).toContain(why);
  expect(exitStatusOf(report.messages)).not.toBe(0);
  expect(blocksIn(report).join('\n')).toContain(why);
  expect(marked(await bindingsOf(scene.stage))).toEqual([]);
  expect(report.records).toEqual([]);
}

/** What was given once, as if it had been given to dave's liking. */
const activatedAgain = (records: readonly LedgerRecord[], pull: number): Draft => {
  const given = records.find(({ kind }) => kind === 'activated');
  if (given?.grant === undefined) throw new Error('nothing was given');
  const kept = Object.entries(given).filter(([name]) => name !== 'decision');
  return { ...(Object.fromEntries(kept) as unknown as Draft), pull, grant: { ...given.grant, pull } };
};

describe('a ledger that somebody with push rights', () => {
  it('rewrote: the run says so, and verify names the checkpoint it contradicts', async () => {
    const scene = await open();
    await asDave(scene, async (folder, git) => {
      const file = join(folder, SHARD);
      const text = await readFile(file, 'utf8');
      expect(text).toContain('"approvedBy":["bob"]');
      await writeFile(file, text.replaceAll('"approvedBy":["bob"]', '"approvedBy":["eve"]'));
      await git('reset', '--quiet', '--soft', 'HEAD~1');
      await push(git);
    });
    await expectDoubt(scene, 'somebody rewrote the ledger');
    await asAuditor(scene.stage, async ({ verify, everything }) => {
      const spot = ['rewritten audit/checkpoint', 'rewritten audit/checkpoints/2.note'];
      expect(await verify()).toMatchObject({ status: 1, found: expect.arrayContaining(spot) as string[] });
      const { status, found } = await verify(...everything);
      expect(status).toBe(1);
      expect(found).toEqual(
        expect.arrayContaining([...spot, expect.stringMatching(/^rewritten \S*anchors\.json, entry/)]),
      );
    });
  });

  it('cut off at the end: the anchors tell; without one it is not checked, and never ok', async () => {
    const scene = await open();
    await asDave(scene, async (_, git) => {
      await git('push', '--quiet', '--force', 'origin', 'HEAD~1:audit');
    });
    await expectDoubt(scene, 'somebody truncated or reset it');
    await asAuditor(scene.stage, async ({ verify, pullcord, everything, anchors, key }) => {
      const cut = await verify(...everything);
      // Google's log has what is later than the last record: a younger clone might have it too.
      expect(cut).toMatchObject({ status: 1, stands: { 'kept elsewhere': 'broken', 'audit log': 'not checked' } });
      expect(cut.found).toContainEqual(expect.stringMatching(/^omitted audit log entry /));
      expect(cut.found).toContainEqual(expect.stringMatching(/^cut-off \S*anchors\.json, entry \d+$/));
      const words = await pullcord('verify', ...anchors);
      expect(words.status).toBe(1);
      expect(words.stdout).toMatch(
        / TRUNCATED: \S*anchors\.json, entry \d+: the checkpoint covers 2 records, and the ledger has only 1\n/,
      );
      const { status, is, stands } = await verify(...key);
      expect({ status, is }).toEqual({ status: 2, is: 'incomplete' });
      expect(stands['kept elsewhere']).toBe('not checked');
    });
  });

  it('deleted is no ledger: nothing is given, and nothing verified', async () => {
    const scene = await open();
    await asDave(scene, async (_, git) => {
      await git('push', '--quiet', 'origin', ':audit');
    });
    await expectDoubt(scene, 'the branch audit is missing. The default branch pins a ledger');
    await asAuditor(scene.stage, async ({ pullcord, everything }) => {
      const { status, stderr } = await pullcord('verify', ...everything);
      expect(status).toBe(2);
      expect(stderr).toContain('has neither a branch audit nor audit/entries/');
    });
  });

  it.each<[string, readonly Pair[], string]>([
    ['signed by a key of his', [thief], 'signed audit/checkpoint'],
    ['signed by nobody', [], 'signed audit/checkpoint'],
  ])('extended, and covered by a checkpoint %s', async (_, pairs, why) => {
    const scene = await open();
    await asDave(scene, async (folder, git) => {
      await append(folder, pairs, (records) => activatedAgain(records, scene.due));
      await push(git);
    });
    await expectDoubt(scene, why);
    await asAuditor(scene.stage, async ({ verify, everything }) => {
      const { status, found } = await verify(...everything);
      expect(status).toBe(1);
      const forged = ['not-signed audit/checkpoint', 'not-signed audit/checkpoints/3.note', 'out-of-order record 2'];
      expect(found).toEqual(expect.arrayContaining(forged));
    });
  });

  it('extended under no checkpoint', async () => {
    const scene = await open();
    await asDave(scene, async (folder, git) => {
      await appendUnsealed(folder, (records) => activatedAgain(records, scene.due));
      await push(git);
    });
    const report = await scene.stage.reconcile();
    expect(errorsIn(report)).toContainEqual(
      expect.stringContaining(
        `records without a checkpoint to the branch audit: 2 (activated #${scene.due}). They do not count`,
      ),
    );
    expect(exitStatusOf(report.messages)).toBe(EXIT.outside);
    expect(report.records).toContainEqual(expect.objectContaining({ kind: 'heartbeat', voids: [2] }));
    // The forged activation would have made the approved access look like some that was given and removed.
    expect(marked(await bindingsOf(scene.stage), scene.due)).toHaveLength(2);
    expect(marked(await bindingsOf(scene.stage), scene.over)).toEqual([]);
    await asAuditor(scene.stage, async ({ verify, everything }) => {
      expect(await verify(...everything)).toMatchObject({ status: 2, is: 'incomplete', found: ['voided record 2'] });
    });
    expect(errorsIn(await scene.stage.reconcile())).toEqual([]);
  });

  it('extended under no checkpoint, and not seen by a run yet: verify names the record and calls nothing broken', async () => {
    const scene = await open();
    await asDave(scene, async (folder, git) => {
      await appendUnsealed(folder, (records) => activatedAgain(records, scene.due));
      await push(git);
    });
    await asAuditor(scene.stage, async ({ verify, everything }) => {
      const { status, found } = await verify(...everything);
      expect({ status, found }).toEqual({
        status: 2,
        found: ['checkpoint-behind audit/checkpoint', 'unsealed record 2'],
      });
    });
  });

  it('extended under no checkpoint by a change of keys: nothing is given, and nothing signed over', async () => {
    const scene = await open();
    await asDave(scene, async (folder, git) => {
      await appendUnsealed(folder, ([genesis]) => ({
        ...rotationDraft([thief.written], CONTEXT),
        at: genesis?.at ?? '',
      }));
      await push(git);
    });
    await expectDoubt(scene, 'record 2 changes the keys of the ledger without a checkpoint');
  });

  it('replaced by one that nobody signed, long and of tomorrow, without a pin: nothing is given, to nobody in quarantine either', async () => {
    const scene = await open(false);
    await putAliceInQuarantine(scene.stage);
    const [genesis] = (await auditOf(scene.stage)).records;
    const at = instantOf(scene.stage.sandbox.clock.now() + 86_000_000);
    await asDave(scene, async (folder, git) => {
      const begun = { ...genesisOf([]), ...(genesis?.genesis === undefined ? {} : { genesis: genesis.genesis }) };
      const heartbeats = Array.from({ length: 40 }, () => ({ ...heartbeatDraft(CONTEXT), at }));
      await startAnew(folder, git, [[{ ...begun, at }, ...heartbeats]], []);
    });
    await expectDoubt(scene, `record 0 is dated ${at}`);
    await scene.stage.pass(2 * 86_400);
    await expectDoubt(scene, 'signed audit/checkpoint');
  });

  it('began anew without a pin, with a genesis of his own', async () => {
    const scene = await open(false);
    const [genesis] = (await auditOf(scene.stage)).records;
    await asDave(scene, async (folder, git) => {
      const begun = { ...genesisOf([thief]), ...(genesis?.genesis === undefined ? {} : { genesis: genesis.genesis }) };
      await startAnew(folder, git, [[begun]], [thief]);
    });
    await expectDoubt(scene, 'signed audit/checkpoint');
    await asAuditor(scene.stage, async ({ verify, key, anchors }) => {
      expect(await verify(...key)).toMatchObject({ status: 1, found: ['key-unknown audit/checkpoint'] });
      const anchored = await verify(...anchors);
      expect(anchored.status).toBe(1);
      expect(anchored.found).toContainEqual(expect.stringMatching(/^(?:rewritten|cut-off) \S*anchors\.json, entry/));
      expect(await verify()).toMatchObject({ status: 2, is: 'incomplete' });
    });
  });
});
