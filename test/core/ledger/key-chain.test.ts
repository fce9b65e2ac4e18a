import { describe, expect, it } from 'vitest';
import { followKeys, keyProof, keyProofPath } from '../../../src/core/ledger/key-chain.ts';
import { extend } from '../../../src/core/ledger/extend.ts';
import { heartbeatDraft, rotationDraft } from '../../../src/core/ledger/drafts.ts';
import { formatKey } from '../../../src/core/ledger/note.ts';
import type { LedgerRecord } from '../../../src/core/ledger/record.ts';
import type { Shard } from '../../../src/core/ledger/shard.ts';
import { EMPTY_TREE } from '../../../src/core/ledger/tree-head.ts';
import { verifyProof } from '../../../src/core/verify/proof.ts';
import { seal } from '../../../src/flow/ledger/seal.ts';
import { CONTEXT, GENESIS } from '../build.ts';
import { genesisOf, ORIGIN, signingKey, writeLedger, type Pair, type Written } from './build-signed.ts';

const [first, second, stranger] = [signingKey(), signingKey(), signingKey()];
const rotation = (...pairs: readonly Pair[]) =>
  rotationDraft(
    pairs.map(({ written }) => written),
    CONTEXT,
  );
const proofOf = ({ tip, files }: Written): Shard => {
  const proof = keyProof(tip, tip.size - 1, files.get('audit/checkpoint') ?? '');
  if (proof === undefined) throw new Error('the last record has a proof');
  return proof;
};

const began = await writeLedger([[genesisOf([first])]], [first]);
const beginning = JSON.parse(began.tip.lines[0] ?? '') as LedgerRecord;
const beside = await writeLedger([[rotation(first, second)]], [first, second], began);
const after = await writeLedger([[rotation(second)]], [second], beside);
const proofs = [proofOf(beside), proofOf(after)];

/** A note over the tree by these keys alone, whatever keys were in force. */
async function withNote(written: Written, pairs: readonly Pair[]): Promise<Shard> {
  const keys = pairs.map(({ key }) => key);
  const signers = pairs.map(({ signer }) => signer);
  const sealed = await seal(written.tip, { origin: ORIGIN, keys, signers, before: [] });
  if ('unsealed' in sealed) throw new Error(sealed.unsealed);
  return proofOf({ ...written, files: new Map([['audit/checkpoint', sealed.note]]) });
}

describe('the keys of a pinned ledger', () => {
  it('are those of record 0, until a proof changes them', () => {
    expect(followKeys(beginning, [])).toMatchObject({ keys: [first.written] });
    expect(followKeys(beginning, proofs.slice(0, 1))).toMatchObject({ keys: [first.written, second.written] });
    const chain = followKeys(beginning, proofs.toReversed());
    if ('fault' in chain) return expect.fail(chain.fault);
    expect(chain.keys).toEqual([second.written]);
    expect(chain.ever.map(formatKey)).toEqual([first.written, second.written]);
  });

  it('are not changed by a key that was not in force before', async () => {
    const forged = extend(began.tip, [rotation(stranger)]).tree;
    const alone = await withNote({ tip: forged, files: new Map() }, [stranger]);
    expect(followKeys(beginning, [alone])).toMatchObject({
      fault: expect.stringContaining('no earlier key') as string,
    });
  });

  it('are not changed to a key that did not sign', async () => {
    const alone = await withNote(beside, [first]);
    expect(followKeys(beginning, [alone])).toMatchObject({ fault: expect.stringContaining('did not sign') as string });
  });

  it.each<[string, readonly Shard[]]>([
    ['leave out a change', proofs.slice(1)],
    ['are filed under another number', [{ ...proofOf(beside), path: keyProofPath(7) }]],
    [
      'prove no change of keys',
      [{ ...proofOf(beside), text: proofOf(beside).text.replace(/^extra .*$/m, 'extra e30=') }],
    ],
    ['belong to another ledger', [{ ...proofOf(beside), text: proofOf(beside).text.replaceAll('/700100', '/700101') }]],
  ])('are unknown if the proofs %s', (_, given) => {
    expect(followKeys(beginning, given)).toHaveProperty('fault');
  });

  it('leave files of other names alone', () => {
    expect(followKeys(beginning, [{ path: 'audit/keys/README', text: '' }, ...proofs])).toMatchObject({
      keys: [second.written],
    });
  });
});

describe('the proof of a record of the last file', () => {
  it.each([1, 2, 255, 256, 257, 300, 512, 513, 700, 769, 1025])('verifies in a ledger of %i records', async (size) => {
    const heartbeats = Array.from({ length: size - 1 }, () => heartbeatDraft(CONTEXT));
    const { tree } = extend(EMPTY_TREE, [GENESIS, ...heartbeats]);
    const sealed = await seal(tree, { origin: ORIGIN, keys: [first.key], signers: [first.signer], before: [] });
    if ('unsealed' in sealed) return expect.fail(sealed.unsealed);
    for (const seq of new Set([tree.range.size, size - 1])) {
      const proven = verifyProof(keyProof(tree, seq, sealed.note)?.text ?? '', [first.key]);
      expect(proven).toMatchObject({ index: seq, signers: [first.written] });
    }
    expect(keyProof(tree, tree.range.size - 1, sealed.note)).toBeUndefined();
  });
});
