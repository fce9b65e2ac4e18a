import { describe, expect, it } from 'vitest';
import type { Draft } from '../../../src/core/ledger/record.ts';
import { rotationDraft } from '../../../src/core/ledger/drafts.ts';
import { parseSnapshot } from '../../../src/core/ledger/state-snapshot.ts';
import type { Call } from '../../../src/sandbox/http.ts';
import { appendRecords } from '../../../src/flow/ledger/append.ts';
import { signBacklog } from '../../../src/flow/ledger/backlog.ts';
import type { Ports } from '../../../src/core/ports.ts';
import { evidence, fact, grant, CONTEXT, VIEWER, PROJECT } from '../../core/build.ts';
import { filesOf, genesisOf, signingKey, writeLedger } from '../../core/ledger/build-signed.ts';
import { closed, failing, given, gone, LATEST, ledgerOf, OPEN, PAIR, type Ground } from './ledger-ground.ts';
import { errorsIn } from '../../support/messages.ts';

describe('a run reads and writes the end of the ledger only', () => {
  it('whatever its length: three files are read, the checkpoint with the branch, and the last file and its checkpoint are written', async () => {
    const ground = await ledgerOf(520);
    let blobs = 0;
    const stop = ground.bench.github.service.exchanges.subscribe(({ call }) => {
      if (call.operation.includes('/git/blobs/')) blobs += 1;
    });
    const ledger = await ground.open();
    expect(blobs).toBe(2);
    stop();
    expect(ledger.doubt).toBeUndefined();
    expect(ledger.tree).toMatchObject({ size: 520, range: { size: 512 } });
    expect(ledger.index.entry(3, PROJECT, VIEWER)?.is).toBe('closed');
    const paths: string[] = [];
    const append: Ports['ledger']['append'] = (head, files, message) => {
      paths.push(...files.map(({ path }) => path));
      return ground.world.ledger.append(head, files, message);
    };
    const world = { ...ground.world, ledger: { ...ground.world.ledger, append } };
    expect(await appendRecords(world, ledger, [given(900)])).toMatchObject({ ledger: { covered: 521 } });
    expect(paths).toEqual(['audit/entries/000002.jsonl', 'audit/checkpoints/521.note', LATEST]);
    expect(await ground.findings()).toEqual([]);
  });

  it('and begins the next file with what was true by then', async () => {
    const ground = await ledgerOf(255);
    const done = await appendRecords(ground.world, await ground.open(), [given(901), given(902), given(903)]);
    expect(done.messages).toEqual([]);
    const again = await ground.open();
    expect(again.tree).toEqual(done.ledger.tree);
    expect(again.tree.range.size).toBe(256);
    expect(await ground.findings()).toEqual([]);
  });
});

/** The commit, and no reading that goes the same way. */
const COMMIT = {
  operation: 'POST /graphql',
  only: ({ body }: Call) => JSON.stringify(body).includes('createCommitOnBranch'),
};

describe('the end state is the same', () => {
  it('when the commit fails after it was signed for', async () => {
    const ground = await ledgerOf(3);
    const ledger = await ground.open();
    ground.bench.github.service.faults.add({ ...COMMIT, when: 'before', answer: 'drop', times: 8 });
    const done = await appendRecords(ground.world, ledger, [given(901)]);
    expect(done.records).toEqual([]);
    expect(errorsIn(done)).toEqual([expect.stringContaining('the next run')]);
    ground.bench.github.service.faults.clear();
    // The next run has other things to record as well: another checkpoint of the same size is none that anybody saw.
    await appendRecords(ground.world, await ground.open(), [given(902), given(901)]);
    expect((await ground.open()).tree.size).toBe(5);
    expect(await ground.findings()).toEqual([]);
  });

  it('when the answer to the commit is lost', async () => {
    const ground = await ledgerOf(3);
    ground.bench.github.service.faults.add({ ...COMMIT, when: 'after', answer: 'drop', times: 1 });
    const done = await appendRecords(ground.world, await ground.open(), [given(901)]);
    expect(done).toMatchObject({ records: [], ledger: { tree: { size: 4 }, covered: 4 } });
    expect(await ground.findings()).toEqual([]);
  });

  it('when two runs decide one request at once: its decision is on record once', async () => {
    const ground = await ledgerOf(3);
    const ledger = await ground.open();
    const decision = { verdict: 'approved', reasons: [], results: [], approvals: [], evidence: evidence() } as const;
    const first = { ...given(901), decision };
    const seenOtherwise = { ...grant({ pull: 901 }), approvedBy: ['carol'] };
    const second = { ...first, grant: seenOtherwise, bindings: [fact(), fact('roles/other')] };
    await appendRecords(ground.world, ledger, [first]);
    const done = await appendRecords(ground.world, ledger, [second]);
    expect(done.records).toMatchObject([{ bindings: [{ role: 'roles/other' }], grant: grant({ pull: 901 }) }]);
    expect(done.records[0]).not.toHaveProperty('decision');
  });

  it('when two runs record at once: everything, each event once', async () => {
    const ground = await ledgerOf(3);
    const ledger = await ground.open();
    await Promise.all([
      appendRecords(ground.world, ledger, [given(901), given(902)]),
      appendRecords(ground.world, ledger, [given(902), given(903)]),
      signBacklog(ground.world, ledger, CONTEXT),
    ]);
    const lines = (await ground.text('audit/entries/000000.jsonl')).trim().split('\n').slice(3);
    const pulls = lines.map((line) => (JSON.parse(line) as Draft).pull);
    expect(pulls.sort()).toEqual([901, 902, 903]);
    expect(await ground.findings()).toEqual([]);
  });
});

describe('a ledger is in doubt, and neither believed for a grant nor extended', () => {
  const doubtOf = async (ground: Ground) => {
    const ledger = await ground.open();
    const done = await appendRecords(ground.world, ledger, [given(999)]);
    expect(done.records).toEqual([]);
    expect(errorsIn(done).join('; ')).toContain(
      'the ledger is in doubt, so these events are not on record: activated #999',
    );
    return ledger.doubt;
  };

  it('with an open.json that somebody changed; what is closed stays known as closed', async () => {
    const ground = await ledgerOf(300);
    const text = await ground.text(OPEN);
    const file = JSON.parse(text) as { accounts: unknown[] };
    const forged = `${JSON.stringify({ ...file, accounts: file.accounts.slice(1) })}\n`;
    expect(parseSnapshot(forged)).toHaveProperty('state');
    await ground.byHand({ path: OPEN, text: forged });
    expect(await doubtOf(ground)).toBe(`${OPEN} differs from the one that the records give`);
    expect((await ground.open()).index.entry(1, PROJECT, VIEWER)?.is).toBe('closed');
  });

  it('with a first record of a file that names a forged open.json, which nobody signed for', async () => {
    const ground = await ledgerOf(256);
    const forged = await writeLedger(
      [[genesisOf([PAIR]), ...Array.from({ length: 256 }, (_, index) => given(index + 1))]],
      [PAIR],
    );
    const second = forged.files.get('audit/entries/000001.jsonl') ?? '';
    await ground.byHand(
      { path: 'audit/entries/000001.jsonl', text: second },
      { path: OPEN, text: forged.files.get(OPEN) ?? '' },
    );
    expect(await doubtOf(ground)).toContain('record 256 names another audit/open.json');
  });

  it.each<[string, (text: string) => string, string]>([
    ['of a larger size', (text) => text.replace('\n5\n', '\n6\n'), 'is forged: the signature of pullcord/acme/700100'],
    ['without signatures', (text) => text.slice(0, text.indexOf('—')), 'signed audit/checkpoint'],
    ['that makes no sense', () => 'size 5\n', 'audit/checkpoint is not valid'],
  ])('with a checkpoint %s', async (_, change, doubt) => {
    const ground = await ledgerOf(5);
    await ground.byHand({ path: LATEST, text: change(await ground.text(LATEST)) });
    expect(await doubtOf(ground)).toContain(doubt);
  });

  it('with a checkpoint by a key the organization does not name, or no longer', async () => {
    const ground = await ledgerOf(5);
    const thief = signingKey();
    const stolen = await writeLedger([[genesisOf([thief])], [given(1)]], [thief]);
    await ground.byHand(...filesOf(stolen));
    expect(await doubtOf(ground)).toContain('signed audit/checkpoint');
    const other = await ledgerOf(2);
    expect((await other.open({ ...other.trust, keys: [] })).doubt).toContain('no longer names a key of it');
    expect((await other.open({ ...other.trust, keys: undefined })).doubt).toContain(
      'the keys of the ledger are unknown',
    );
  });

  it('when records are cut off or rewritten under its checkpoint', async () => {
    const ground = await ledgerOf(5);
    const path = 'audit/entries/000000.jsonl';
    const lines = (await ground.text(path)).split('\n');
    await ground.byHand({ path, text: `${lines.slice(0, 4).join('\n')}\n` });
    expect(await doubtOf(ground)).toContain('covers 5 records, and the ledger has 4');
    await ground.byHand({ path, text: lines.join('\n').replace('"pull":2,', '"pull":7,') });
    expect(await doubtOf(ground)).toContain('somebody rewrote the ledger');
  });

  it('when what nobody signed for is of a time to come, by which the rest would be forgotten', async () => {
    const ground = await ledgerOf(3);
    const forged = await writeLedger(
      [[genesisOf([PAIR]), closed(1), closed(2), { ...given(3), at: '2027-11-24T00:00:00Z' }]],
      [PAIR],
    );
    const path = 'audit/entries/000000.jsonl';
    await ground.byHand({ path, text: forged.files.get(path) ?? '' });
    expect(await doubtOf(ground)).toContain('record 3 is dated 2027-11-24T00:00:00Z');
  });
});

describe('a checkpoint that cannot be signed', () => {
  it('keeps what withholds from nothing, and the next run signs for it before anything else', async () => {
    const ground = await ledgerOf(3);
    const mute = await ground.open({ ...ground.trust, signers: [failing] });
    const done = await appendRecords(ground.world, mute, [gone(901), given(902)]);
    expect(done).toMatchObject({ records: [{ pull: 901 }], ledger: { covered: 3, tree: { size: 4 } } });
    expect(errorsIn(done).join('; ')).toContain(
      'no key signed the checkpoint, so the next run signs it: Cloud KMS answered 503',
    );
    expect(errorsIn(done).join('; ')).toContain(
      'these events count only with a signature, so this run did not record them. The next run that can sign does: activated #902',
    );
    expect(await ground.findings()).toEqual([`checkpoint-behind ${LATEST}`]);

    const next = await ground.open();
    expect(next).toMatchObject({ covered: 3, tree: { size: 4 } });
    expect(next.doubt).toBeUndefined();
    const caught = await signBacklog(ground.world, next, CONTEXT);
    expect(caught.records).toMatchObject([{ kind: 'heartbeat', reasons: [{ code: 'checkpoint-behind' }] }]);
    expect(caught.ledger.covered).toBe(5);
    expect(await ground.findings()).toEqual([]);
  });

  it('keeps back what is of no use without', async () => {
    const ground = await ledgerOf(3);
    const mute = await ground.open({ ...ground.trust, signers: [failing] });
    const done = await appendRecords(ground.world, mute, [{ ...given(901), kind: 'intent' }], 'sealed');
    expect(done.records).toEqual([]);
    expect(errorsIn(done).join('; ')).toContain('Cloud KMS answered 503');
    expect((await ground.open()).tree.size).toBe(3);
  });

  it('is one whose signer has another key, or is not there', async () => {
    const ground = await ledgerOf(3);
    for (const [signers, why] of [
      [[signingKey().signer], 'signs with a key that ledger.keys does not name'],
      [[], 'there is no signer'],
    ] as const)
      expect(
        errorsIn(
          await appendRecords(ground.world, await ground.open({ ...ground.trust, signers }), [given(901)], 'sealed'),
        ).join(),
      ).toContain(why);
  });
});

describe('a change of keys', () => {
  it('is recorded once old and new sign, and only then', async () => {
    const ground = await ledgerOf(3);
    const second = signingKey();
    const keys = [PAIR.key, second.key];
    const lacking = await signBacklog(ground.world, await ground.open({ ...ground.trust, keys }), CONTEXT);
    expect(errorsIn(lacking).join('; ')).toContain(`the new key ${second.written} did not sign`);
    const both = { ...ground.trust, keys, signers: [PAIR.signer, second.signer] };
    const before = await ground.open(both);
    const done = await signBacklog(ground.world, before, CONTEXT);
    const rotation = rotationDraft([PAIR.written, second.written], CONTEXT);
    expect(done.records).toEqual([{ ...rotation, seq: 3, parent: before.head }]);
    expect((await ground.text(LATEST)).match(/^— /gm)).toHaveLength(2);
    const alone = { ...ground.trust, keys: [second.key], signers: [second.signer] };
    expect((await signBacklog(ground.world, await ground.open(alone), CONTEXT)).records).toMatchObject([
      { keys: [second.written] },
    ]);
    expect(await ground.findings()).toEqual([]);
    // The old key's holder is nobody here any more.
    expect((await ground.open()).doubt).toContain('signed audit/checkpoint');
  });

  it('is not begun by a run: where keys are named, an unsigned ledger is in doubt', async () => {
    const ground = await ledgerOf(3, []);
    expect((await ground.open()).doubt).toBeUndefined();
    const trust = { ...ground.trust, keys: [PAIR.key], signers: [PAIR.signer] };
    const ledger = await ground.open(trust);
    expect(ledger.doubt).toContain('signed audit/checkpoint');
    expect(await signBacklog(ground.world, ledger, CONTEXT)).toEqual({ records: [], ledger, messages: [] });
  });
});
