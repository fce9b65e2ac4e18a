import { describe, expect, it } from 'vitest';
import type { ReconcileReport } from '../../src/core/report/report.ts';
import { signLedger } from '../../src/flow/sign-ledger.ts';
import { blocksIn } from '../support/messages.ts';
import { draft } from '../core/build.ts';
import { marked } from './cloud.ts';
import { appendUnsealed, asDave, push, type Git } from './forger.ts';
import { openStage, UNPROTECTED, type Stage } from './stage.ts';
import { approved, auditOf, bindingsOf, say } from './steps.ts';

/*
 * Somebody brings back an older ledger, signed as it is, while Google returns no anchor. A `/revoke` is then no longer on
 * record, and a request would be granted again.
 */

const RUN = { kind: 'cli', id: '', attempt: '', event: '', url: '' } as const;

const codesIn = ({ messages }: ReconcileReport) => messages.map(({ code }) => code);

/** A request that was granted and revoked, and the commit before both. */
async function revoked(): Promise<{ readonly stage: Stage; readonly pull: number; readonly before: string }> {
  const stage = await openStage(UNPROTECTED);
  await stage.reconcile();
  const before = await headOf(stage);
  const pull = await approved(stage, 'first');
  await stage.reconcile();
  await stage.pass(60);
  await say(stage, 'bob', pull, '/revoke');
  await stage.reconcile();
  await stage.pass(600);
  return { stage, pull, before };
}

async function headOf(stage: Stage): Promise<string> {
  const read = await stage.world().ledger.read();
  if (read.kind !== 'read') throw new Error(read.kind);
  return read.head;
}

function hideAnchors(stage: Stage): void {
  for (const operation of ['POST /v2/entries:list', 'GET /storage*'])
    stage.sandbox.google.service.faults.add({
      operation,
      when: 'before',
      answer: 403,
      times: Number.POSITIVE_INFINITY,
    });
}

async function pushTreeOf(git: Git, commit: string): Promise<void> {
  await git('rm', '--quiet', '-r', '.');
  await git('checkout', commit, '--', '.');
  await push(git);
}

const WAYS: readonly [string, string, (stage: Stage, before: string) => Promise<void>][] = [
  [
    'a forced update',
    'dave forced an update of the branch audit',
    (stage, before) =>
      asDave({ stage }, async (_, git) => {
        await git('push', '--quiet', '--force', 'origin', `${before}:audit`);
      }),
  ],
  [
    'a deletion and a creation',
    'dave created the branch audit',
    (stage, before) =>
      asDave({ stage }, async (_, git) => {
        await git('push', '--quiet', 'origin', '--delete', 'audit');
        await git('push', '--quiet', 'origin', `${before}:refs/heads/audit`);
      }),
  ],
  [
    'an ordinary push of the older files',
    'somebody brought an older ledger back',
    (stage, before) => asDave({ stage }, (_, git) => pushTreeOf(git, before)),
  ],
  [
    'an ordinary push with a record on top',
    'somebody brought an older ledger back',
    (stage, before) =>
      asDave({ stage }, async (folder, git) => {
        await pushTreeOf(git, before);
        await appendUnsealed(folder, (records) =>
          draft({ kind: 'heartbeat', pull: null, at: records.at(-1)?.at ?? '' }),
        );
        await push(git);
      }),
  ],
];

describe('an older ledger without readable anchors', () => {
  it.each(WAYS)('by %s gives nothing, until a person restores and confirms it', async (_, words, attack) => {
    const { stage, pull, before } = await revoked();
    const sound = await headOf(stage);
    await attack(stage, before);
    hideAnchors(stage);
    for (let runs = 0; runs < 2; runs += 1) {
      const head = await headOf(stage);
      expect(blocksIn(await stage.reconcile()).join('\n')).toContain(words);
      expect(await headOf(stage), 'nothing is sealed over it').toBe(head);
      expect(marked(await bindingsOf(stage), pull)).toEqual([]);
    }
    stage.sandbox.google.service.faults.clear();
    await asDave({ stage }, async (_folder, git) => {
      await git('fetch', '--quiet', 'origin', sound).catch(() => undefined);
      await git('push', '--quiet', '--force', 'origin', `${sound}:audit`);
    }).catch(() => asDave({ stage }, (_folder, git) => pushTreeOf(git, sound)));
    expect(await signLedger(stage.world(), RUN, '0.0.0')).toEqual({
      outcome: 'signed',
      head: expect.any(String) as string,
      size: expect.any(Number) as number,
    });
    expect((await auditOf(stage)).records.at(-1)?.reasons).toMatchObject([{ code: 'branch-confirmed' }]);
    hideAnchors(stage);
    const second = await approved(stage, 'second');
    await stage.reconcile();
    expect(marked(await bindingsOf(stage), second)).toHaveLength(2);
    expect(marked(await bindingsOf(stage), pull)).toEqual([]);
  });

  it('is not excluded if GitHub does not list the updates, so nothing is granted or sealed', async () => {
    const { stage } = await revoked();
    const pull = await approved(stage, 'second');
    const activity = {
      operation: 'GET /repos/{owner}/{repo}/activity',
      when: 'before',
      answer: 502,
      times: Number.POSITIVE_INFINITY,
    } as const;
    stage.sandbox.github.service.faults.add(activity);
    hideAnchors(stage);
    const head = await headOf(stage);
    expect(codesIn(await stage.reconcile())).toContain('activity-unknown');
    expect(await headOf(stage)).toBe(head);
    expect(marked(await bindingsOf(stage), pull)).toEqual([]);
    stage.sandbox.google.service.faults.clear();
    expect(codesIn(await stage.reconcile())).toContain('activity-unread');
    expect(marked(await bindingsOf(stage), pull)).toHaveLength(2);
  });
});
