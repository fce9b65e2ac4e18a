import { describe, expect, it } from 'vitest';
import { rotationDraft } from '../../../src/core/ledger/drafts.ts';
import { extend } from '../../../src/core/ledger/extend.ts';
import { formatKey } from '../../../src/core/ledger/note.ts';
import { pinFor } from '../../../src/core/ledger/pin.ts';
import { shardPath } from '../../../src/core/ledger/shard.ts';
import { appendRecords } from '../../../src/flow/ledger/append.ts';
import { signBacklog } from '../../../src/flow/ledger/backlog.ts';
import type { OpenLedger } from '../../../src/flow/ledger/open.ts';
import { seal } from '../../../src/flow/ledger/seal.ts';
import type { Trust } from '../../../src/flow/ledger/trust.ts';
import { CONTEXT } from '../../core/build.ts';
import { ORIGIN, signingKey, type Pair } from '../../core/ledger/build-signed.ts';
import { closed, ledgerOf, PAIR, type Ground } from './ledger-ground.ts';

/* A pinned ledger: its keys come from record 0 and from changes that a key in force signed, and from nowhere else. */

const NEXT = signingKey();
const STRANGER = signingKey();
const AT = { ...CONTEXT, at: '2026-11-24T02:19:30Z' };

/** The default branch pins the ledger, and names these keys. */
async function pinned(ground: Ground, named: readonly Pair[]): Promise<Trust> {
  const [line = ''] = (await ground.text(shardPath(0))).split('\n');
  return { ...ground.trust, keys: named.map(({ key }) => key), root: { is: 'pinned', pin: pinFor(line) } };
}

const keysOf = ({ trust }: OpenLedger) => trust.keys?.map(formatKey);
const wanting = (ledger: OpenLedger, pairs: readonly Pair[]): OpenLedger => {
  const [wanted, signers] = [pairs.map(({ key }) => key), pairs.map(({ signer }) => signer)];
  return { ...ledger, trust: { ...ledger.trust, wanted, signers } };
};

/** A run changes the keys to those that the accepted organization names. */
async function rotate(ground: Ground, trust: Trust, pairs: readonly Pair[]): Promise<void> {
  const done = await signBacklog(ground.world, wanting(await ground.open(trust), pairs), AT);
  expect(done.messages).toEqual([]);
  expect(done.records.map(({ kind }) => kind)).toContain('key-rotated');
}

describe('the keys of a pinned ledger', () => {
  it.each([3, 300])('of %i records do not come from the default branch', async (count) => {
    const ground = await ledgerOf(count);
    const trust = await pinned(ground, [STRANGER]);
    const ledger = await ground.open(trust);
    expect({ doubt: ledger.doubt, keys: keysOf(ledger) }).toEqual({ doubt: undefined, keys: [PAIR.written] });
    expect((await ground.open({ ...trust, root: { is: 'unpinned' } })).doubt).toContain('signed audit/checkpoint');
  });

  it.each([3, 300])('of %i records change by a record under an earlier key, and its proof is kept', async (count) => {
    const ground = await ledgerOf(count);
    const trust = await pinned(ground, [PAIR]);
    await rotate(ground, trust, [PAIR, NEXT]);
    expect(await ground.text(`audit/keys/${count}.tlog-proof`)).toContain('c2sp.org/tlog-proof@v1');
    expect(keysOf(await ground.open(trust))).toEqual([PAIR.written, NEXT.written]);
    await rotate(ground, trust, [NEXT]);
    const ledger = await ground.open(trust);
    expect({ doubt: ledger.doubt, keys: keysOf(ledger) }).toEqual({ doubt: undefined, keys: [NEXT.written] });
    expect(ledger.trust.past?.map(formatKey)).toEqual([PAIR.written, NEXT.written]);
    expect(await ground.findings()).toEqual([]);
  });

  it.each([3, 300])('of %i records are proven again from all records if proofs are lost', async (count) => {
    const ground = await ledgerOf(count);
    const trust = await pinned(ground, [PAIR]);
    await rotate(ground, trust, [PAIR, NEXT]);
    const path = `audit/keys/${count}.tlog-proof`;
    const proof = await ground.text(path);
    await ground.byHand({ path, text: 'nothing\n' });
    const ledger = await ground.open(trust);
    expect({ doubt: ledger.doubt, keys: keysOf(ledger) }).toEqual({
      doubt: undefined,
      keys: [PAIR.written, NEXT.written],
    });
    const written = await appendRecords(ground.world, wanting(ledger, [PAIR, NEXT]), [closed(9000)], 'sealed');
    expect(written.messages).toEqual([]);
    expect(await ground.text(path)).toBe(proof);
    expect((await ground.open(trust)).lacking ?? []).toEqual([]);
  });

  it('do not change by a record that no earlier key signed, although the default branch names the new key', async () => {
    const ground = await ledgerOf(3);
    const trust = await pinned(ground, [PAIR, STRANGER]);
    const { tree } = await ground.open(trust);
    const forged = extend(tree, [rotationDraft([STRANGER.written], AT), closed(9000)]);
    const sealed = await seal(forged.tree, {
      ...{ origin: ORIGIN, keys: [STRANGER.key], signers: [STRANGER.signer], before: [] },
    });
    if ('unsealed' in sealed) return expect.fail(sealed.unsealed);
    await ground.byHand(...forged.files, ...sealed.files);
    expect((await ground.open(trust)).doubt).toContain('no earlier key signed the checkpoint');
    expect((await ground.open({ ...trust, root: { is: 'unpinned' } })).doubt).toBeUndefined();
  });

  it('stay in force while the checkpoint over a change is missing', async () => {
    const ground = await ledgerOf(3);
    const trust = await pinned(ground, [PAIR, STRANGER]);
    const { tree } = await ground.open(trust);
    await ground.byHand(...extend(tree, [rotationDraft([STRANGER.written], AT)]).files);
    expect((await ground.open(trust)).doubt).toContain('changes the keys of the ledger without a checkpoint');
  });
});
