import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { rotationDraft } from '../../src/core/ledger/drafts.ts';
import { extend } from '../../src/core/ledger/extend.ts';
import { exitStatusOf } from '../../src/core/message.ts';
import { EXIT } from '../../src/failure.ts';
import { keysFor } from '../../src/flow/init.ts';
import { seal } from '../../src/flow/ledger/seal.ts';
import { CONTEXT } from '../core/build.ts';
import { ORIGIN, signingKey } from '../core/ledger/build-signed.ts';
import { SAMPLE_ORGANIZATION } from '../support/samples.ts';
import { blocksIn, errorsIn } from '../support/messages.ts';
import { withClone } from './audit.ts';
import { marked } from './cloud.ts';
import { readEnd } from './forger.ts';
import { openStage, type Stage } from './stage.ts';
import { approved, auditOf, bindingsOf } from './steps.ts';

/* Keys of a pinned ledger. A person may merge a change of the organization that nobody approved, and hold the App's key. */

const STRANGER = signingKey();
const ORGANIZATION = 'policies/organization.yaml';
const WITH_STRANGER = SAMPLE_ORGANIZATION.replace(/^( {4}- pullcord\/acme\/.*)$/m, `$1\n    - ${STRANGER.written}`);
const ONLY_STRANGER = SAMPLE_ORGANIZATION.replace(/^ {4}- pullcord\/acme\/.*$/m, `    - ${STRANGER.written}`);

const heldBy = async (stage: Stage, pull: number) => marked(await bindingsOf(stage), pull).length;

/** Dave merges a change of the organization that only a person outside of security approved. */
async function mergeUnapproved(stage: Stage, text: string): Promise<void> {
  const dave = stage.person('dave');
  await dave.commit('keys', ORGANIZATION, text);
  const pull = await dave.open('keys');
  await stage.person('erin').approve(pull);
  await dave.merge(pull);
  await stage.pass(2);
}

/** Appends a change of keys to the true ledger, with a checkpoint that only the stranger signs. */
async function forgeRotation(stage: Stage): Promise<void> {
  const { github, env } = stage.sandbox;
  await withClone(github.gitUrl(env['GITHUB_TOKEN']), 'audit', async (folder, git) => {
    const { tip, records } = await readEnd(folder);
    const at = records.at(-1)?.at ?? CONTEXT.at;
    const forged = extend(tip, [rotationDraft([STRANGER.written], { ...CONTEXT, at })]);
    const sealed = await seal(forged.tree, {
      ...{ origin: ORIGIN, keys: [STRANGER.key], signers: [STRANGER.signer], before: [] },
    });
    if ('unsealed' in sealed) throw new Error(sealed.unsealed);
    for (const { path, text } of [...forged.files, ...sealed.files]) {
      await mkdir(dirname(join(folder, path)), { recursive: true });
      await writeFile(join(folder, path), text);
    }
    await git('add', '--all');
    const app = ['-c', 'user.name=app', '-c', 'user.email=app@acme.example'];
    await git(...app, 'commit', '--quiet', '--message', 'keys');
    await git('push', '--quiet', 'origin', 'HEAD:audit');
  });
}

describe('a change of keys that nobody approved', () => {
  it.each([true, false])('beside the old key is recorded by no run, and grants go on (pinned: %s)', async (pinned) => {
    const stage = await openStage({ sandbox: { pinned } });
    await mergeUnapproved(stage, WITH_STRANGER);
    const pull = await approved(stage, 'after');
    const report = await stage.reconcile();
    expect(blocksIn(report)).toEqual([]);
    expect(await heldBy(stage, pull)).toBeGreaterThan(0);
    const { records } = await auditOf(stage);
    expect(records.map(({ kind }) => kind)).not.toContain('key-rotated');
    const { change } = records.find(({ kind }) => kind === 'policies-changed') ?? {};
    expect(change?.documents).toMatchObject([{ path: ORGANIZATION, verdict: 'not accepted' }]);
  });

  it('and a record of it under the new key alone grant nothing', async () => {
    const stage = await openStage();
    const live = await approved(stage, 'before');
    await stage.reconcile();
    await mergeUnapproved(stage, ONLY_STRANGER);
    await forgeRotation(stage);
    const pull = await approved(stage, 'after');
    const report = await stage.reconcile();
    expect(errorsIn(report).join('\n')).toContain('no earlier key signed the checkpoint');
    expect(exitStatusOf(report.messages)).toBe(EXIT.outside);
    expect([await heldBy(stage, pull), report.records]).toEqual([0, []]);
    expect(await heldBy(stage, live)).toBeGreaterThan(0);
  });
});

describe('a change of keys that the organization accepted', () => {
  it('is recorded under both keys, and its proof lies beside the ledger', async () => {
    const stage = await openStage({ sandbox: { google: { keyVersions: 2 } } });
    const dave = stage.person('dave');
    const both = SAMPLE_ORGANIZATION.replace(
      /^( {4}- pullcord\/acme\/.*)$/m,
      `$1\n    - ${await secondKey(stage)}`,
    ).replace(/^( {4}kms: \[)(.*?)\/1\]$/m, '$1$2/1, $2/2]');
    await dave.commit('keys', ORGANIZATION, both);
    const pull = await dave.open('keys');
    await stage.person('carol').approve(pull);
    await dave.merge(pull);
    await stage.pass(2);
    const report = await stage.reconcile();
    expect(blocksIn(report)).toEqual([]);
    const { records } = await auditOf(stage);
    const rotated = records.find(({ kind }) => kind === 'key-rotated');
    expect(rotated?.keys).toHaveLength(2);
    const asked = await approved(stage, 'after');
    await stage.reconcile();
    expect(await heldBy(stage, asked)).toBeGreaterThan(0);
    const { github, tokens } = stage.sandbox;
    await withClone(github.gitUrl(tokens['alice']), 'audit', async (folder) => {
      const proof = await readFile(join(folder, `audit/keys/${rotated?.seq ?? 0}.tlog-proof`), 'utf8');
      expect(proof).toContain(`index ${rotated?.seq ?? 0}\n`);
    });
  });
});

/** The key of the second version in Cloud KMS, as `ledger.keys` takes it. */
async function secondKey(stage: Stage): Promise<string> {
  const version = 'projects/acme-audit/locations/global/keyRings/pullcord/cryptoKeys/ledger/cryptoKeyVersions/2';
  const named = { installation: 'acme', repository: { id: 700100 } };
  const found = await keysFor(named, stage.world().signers([version]));
  if ('failed' in found) throw new Error(found.failed);
  return found.keys[0] ?? '';
}
