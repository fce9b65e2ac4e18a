import { describe, expect, it } from 'vitest';
import { heartbeatDraft, rotationDraft } from '../../../src/core/ledger/drafts.ts';
import type { Draft } from '../../../src/core/ledger/record.ts';
import { quarantinedDraft } from '../../../src/core/quarantine/drafts.ts';
import { readLedger } from '../../../src/flow/ledger/open.ts';
import { appendRecords } from '../../../src/flow/ledger/append.ts';
import { signBacklog } from '../../../src/flow/ledger/backlog.ts';
import { quarantinesToConfirm } from '../../../src/flow/ledger/unsealed.ts';
import type { Ports } from '../../../src/core/ports.ts';
import { fact, GENESIS, grant, CONTEXT, PROJECT, VIEWER } from '../../core/build.ts';
import { signingKey } from '../../core/ledger/build-signed.ts';
import { failing, given, gone, ledgerOf, type Ground } from './ledger-ground.ts';
import { errorsIn } from '../../support/messages.ts';
import { message } from '../../../src/core/message.ts';

/* Whoever holds the App's key can append records to `audit` and cannot sign. A run reads what they wrote as described here. */

const MALLORY = { ids: [1006], login: 'mallory', principals: [], by: 'carol', why: 'the laptop is stolen' };
const lost = (pull: number): Draft => ({ ...given(pull), kind: 'revoked' });
const stateOf = async (ground: Ground, pull: number) => (await ground.open()).index.entry(pull, PROJECT, VIEWER)?.is;

describe('records that a stranger appends without a signature', () => {
  it.each<[string, Draft]>([
    ['an activation', given(901)],
    ['an intent', { ...given(901), kind: 'intent' }],
    ['a release', { ...heartbeatDraft(CONTEXT), kind: 'released', release: { record: 3, why: 'it is over' } }],
    [
      'an outcome of deny policies',
      { ...heartbeatDraft(CONTEXT), kind: 'deny-policies', deny: { record: 3, policies: [] } },
    ],
  ])('count for nothing where they are %s, and are voided by number when the next run signs', async (_, forged) => {
    const ground = await ledgerOf(3);
    await appendRecords(ground.world, await ground.open(), [quarantinedDraft(MALLORY, CONTEXT)]);
    const before = await ground.open();
    await ground.appendUnsealed(forged, gone(902));
    const ledger = await ground.open();
    expect(ledger.doubt).toBeUndefined();
    expect(ledger.uncounted.map(({ seq, kind }) => [seq, kind])).toEqual([[4, forged.kind]]);
    expect(ledger.index.quarantines).toEqual(before.index.quarantines);
    expect(ledger.index.byPull.has(901)).toBe(false);
    // What withholds counts, whoever wrote it.
    expect(await stateOf(ground, 902)).toBe('closed');

    const caught = await signBacklog(ground.world, ledger, CONTEXT);
    expect(caught.messages).toEqual([]);
    expect(caught.records).toMatchObject([
      { seq: 6, kind: 'heartbeat', voids: [4], reasons: [{ code: 'checkpoint-behind' }, { code: 'record-voided' }] },
    ]);
    const after = await ground.open();
    expect(after).toMatchObject({ covered: 7, uncounted: [] });
    expect(after.index.quarantines).toEqual(before.index.quarantines);
    expect(after.index.byPull.has(901)).toBe(false);
    // An auditor is not told that the ledger is broken, and is told of the record.
    expect(await ground.findings()).toEqual(['voided record 4']);
  });

  it('void nothing themselves: a quarantine stays', async () => {
    const ground = await ledgerOf(3);
    await appendRecords(ground.world, await ground.open(), [quarantinedDraft(MALLORY, CONTEXT)]);
    await ground.appendUnsealed({ ...heartbeatDraft(CONTEXT), voids: [3] });
    const ledger = await ground.open();
    expect(ledger.index.quarantines).toHaveLength(1);
    const caught = await signBacklog(ground.world, ledger, CONTEXT);
    expect(caught.records).toMatchObject([{ voids: [4] }]);
    expect((await ground.open()).index.quarantines).toHaveLength(1);
    expect(await ground.findings()).toEqual(['voided record 4']);
  });

  it('are voided where the file is full, by the first record of the next', async () => {
    const ground = await ledgerOf(254);
    await ground.appendUnsealed(gone(901), given(902));
    const caught = await signBacklog(ground.world, await ground.open(), CONTEXT);
    expect(caught.records).toMatchObject([{ seq: 256, voids: [255] }]);
    const again = await ground.open();
    expect(again.doubt).toBeUndefined();
    expect(again.tree).toEqual(caught.ledger.tree);
    expect(await stateOf(ground, 901)).toBe('closed');
    expect(again.index.byPull.has(902)).toBe(false);
    expect(await ground.findings()).toEqual(['voided record 255']);
  });

  it.each<[string, number, readonly Draft[], string]>([
    ['change the keys', 3, [rotationDraft([signingKey().written], CONTEXT)], 'record 3 changes the keys'],
    ['begin a file', 256, [given(901)], 'record 256 (activated) has no checkpoint'],
  ])('put the ledger in doubt where they %s', async (_, size, drafts, doubt) => {
    const ground = await ledgerOf(size);
    await ground.appendUnsealed(...drafts);
    const ledger = await ground.open();
    expect(ledger.doubt).toContain(doubt);
    expect(await signBacklog(ground.world, ledger, CONTEXT)).toEqual({ records: [], ledger, messages: [] });
  });

  it('put the ledger in doubt where a file began after them', async () => {
    const ground = await ledgerOf(255);
    await ground.appendUnsealed(given(901));
    const mute = await ground.open({ ...ground.trust, signers: [failing] });
    expect((await appendRecords(ground.world, mute, [gone(902)])).records).toMatchObject([{ seq: 256 }]);
    expect((await ground.open()).doubt).toContain('record 255 (activated) has no checkpoint');
    expect(await stateOf(ground, 902)).toBe('closed');
  });

  it('put the ledger in doubt where they are too many to be an outage', async () => {
    const ground = await ledgerOf(3);
    await ground.appendUnsealed(...Array.from({ length: 1001 }, () => heartbeatDraft(CONTEXT)));
    expect((await ground.open()).doubt).toBe('more than 1000 records have no checkpoint');
  });

  it('that quarantine somebody hold, and the run says whom to ask', async () => {
    const ground = await ledgerOf(3);
    await ground.appendUnsealed(quarantinedDraft(MALLORY, CONTEXT));
    const ledger = await ground.open();
    expect(ledger.index.quarantines).toHaveLength(1);
    expect(quarantinesToConfirm(ledger).map(({ sentence }) => sentence)).toEqual([
      expect.stringMatching(/^record 3 put mallory in quarantine by carol, and had no checkpoint\. Ask carol\./),
    ]);
    await signBacklog(ground.world, ledger, CONTEXT);
    expect(quarantinesToConfirm(await ground.open())).toEqual([]);
  });

  it('make no ledger where they name another genesis', async () => {
    const ground = await ledgerOf(3);
    const { genesis } = GENESIS;
    await ground.appendUnsealed({ ...heartbeatDraft(CONTEXT), ...(genesis === undefined ? {} : { genesis }) });
    expect(await readLedger(ground.world, ground.trust)).toEqual({
      problem: message(
        'ledger-invalid',
        'the ledger is not valid, so runs grant nothing and still revoke expired access: audit/entries/000000.jsonl:4 has a genesis although it is not the first record',
      ),
    });
  });

  it('do not give a grant to another requester, whom a quarantine would not find', async () => {
    const ground = await ledgerOf(3);
    await appendRecords(ground.world, await ground.open(), [given(901)]);
    const dave = grant({ pull: 901, requester: { login: 'dave', id: 1004 } });
    await ground.appendUnsealed({ ...given(901), kind: 'ended', grant: dave, bindings: [fact('roles/other')] });
    const ledger = await ground.open();
    expect(ledger.index.byPull.get(901)?.grant).toEqual(grant({ pull: 901 }));
    expect(ledger.uncounted).toMatchObject([{ seq: 4 }]);
  });
});

describe('nobody signs over a stranger’s record', () => {
  it('before it is voided: whatever a run records, a heartbeat comes first, and the run names the record', async () => {
    const ground = await ledgerOf(3);
    await ground.appendUnsealed(given(901));
    const ledger = await ground.open();
    const done = await appendRecords(ground.world, ledger, [quarantinedDraft(MALLORY, CONTEXT), given(902)]);
    expect(done.records).toMatchObject([
      { seq: 4, kind: 'heartbeat', voids: [3] },
      { seq: 5, kind: 'quarantined' },
      { seq: 6, kind: 'activated', pull: 902 },
    ]);
    expect(errorsIn(done).join('; ')).toContain('records without a checkpoint to the branch audit: 3 (activated #901)');
    expect(done.ledger).toMatchObject({ covered: 7, uncounted: [] });
    expect(await ground.findings()).toEqual(['voided record 3']);
  });

  it('that came between a look and an append, however often the branch moves meanwhile', async () => {
    const ground = await ledgerOf(3);
    const ledger = await ground.open();
    await ground.appendUnsealed(given(901), quarantinedDraft(MALLORY, CONTEXT));
    const done = await appendRecords(ground.world, ledger, [given(902)]);
    expect(done.records).toMatchObject([{ voids: [3] }, { kind: 'activated', pull: 902 }]);
    expect(errorsIn(done).join('; ')).toContain('record 4 put mallory in quarantine by carol');
    expect(errorsIn(done).join('; ')).toContain('records 3 to 4 had no checkpoint');
    expect(done.ledger.index.quarantines).toHaveLength(1);
  });

  it('without a key: what withholds is appended without a signature, and all else waits', async () => {
    const ground = await ledgerOf(3);
    await ground.appendUnsealed(given(901));
    const mute = await ground.open({ ...ground.trust, signers: [failing] });
    const done = await appendRecords(ground.world, mute, [quarantinedDraft(MALLORY, CONTEXT), given(902), lost(903)]);
    // A closing loses the grant that is not on record, so that nothing is given again.
    expect(done.records).toMatchObject([
      { seq: 4, kind: 'quarantined' },
      { seq: 5, kind: 'revoked', pull: 903 },
    ]);
    expect(done.records[1]).not.toHaveProperty('grant');
    expect(errorsIn(done).join('; ')).toContain(
      'these events count only with a signature, so this run did not record them. The next run that can sign does: activated #902',
    );
    expect(await stateOf(ground, 903)).toBe('closed');
    const caught = await signBacklog(ground.world, await ground.open(), CONTEXT);
    expect(caught.records).toMatchObject([{ seq: 6, voids: [3] }]);
    expect((await ground.open()).index.quarantines).toHaveLength(1);
  });

  it('nor over a branch that was set back while it looked, though a signature covers what is left', async () => {
    const ground = await ledgerOf(3);
    await appendRecords(ground.world, await ground.open(), [gone(901)]);
    const ledger = await ground.open();
    await ground.setBack();
    const done = await appendRecords(ground.world, ledger, [gone(902)]);
    expect(done.records).toEqual([]);
    expect(errorsIn(done)).toEqual([expect.stringContaining('so the next run records these events')]);
    expect((await ground.open()).tree.size).toBe(3);
  });

  it('where no key signs: the next run voids it', async () => {
    const ground = await ledgerOf(3);
    await ground.appendUnsealed(given(901));
    const mute = await ground.open({ ...ground.trust, signers: [failing] });
    const done = await signBacklog(ground.world, mute, CONTEXT);
    expect(done.records).toEqual([]);
    expect(errorsIn(done).join()).toContain('Cloud KMS answered 503');
    expect((await ground.open()).tree.size).toBe(4);
  });

  it.each<[string, boolean, string]>([
    ['that came while a heartbeat was made', false, 'records 3 to 4 have no checkpoint'],
    ['nor voids a record that took the number of another', true, 'so the next run records these events'],
  ])('%s', async (_, isSetBack, problem) => {
    const ground = await ledgerOf(3);
    await ground.appendUnsealed(given(901));
    let tries = 0;
    // While the run signs, somebody changes the branch, and its commit is refused.
    const append: Ports['ledger']['append'] = async (head, files, message) => {
      tries += 1;
      if (tries > 1) return ground.world.ledger.append(head, files, message);
      if (isSetBack) await ground.setBack();
      await ground.appendUnsealed(isSetBack ? gone(902) : given(902));
      return { outcome: 'stale' };
    };
    const world = { ...ground.world, ledger: { ...ground.world.ledger, append } };
    const done = await signBacklog(world, await ground.open(), CONTEXT);
    expect(done.records).toEqual([]);
    expect(errorsIn(done).join('; ')).toContain(problem);
    expect(await stateOf(ground, 902)).toBe(isSetBack ? 'closed' : undefined);
  });

  it('also where the keys change in the same run', async () => {
    const ground = await ledgerOf(3);
    await ground.appendUnsealed(given(901));
    const second = signingKey();
    const trust = {
      ...ground.trust,
      keys: [...(ground.trust.keys ?? []), second.key],
      signers: [...ground.trust.signers, second.signer],
    };
    const done = await signBacklog(ground.world, await ground.open(trust), CONTEXT);
    expect(done.messages).toEqual([]);
    expect(done.records).toMatchObject([{ kind: 'heartbeat', voids: [3] }, { kind: 'key-rotated' }]);
    expect(await ground.findings()).toEqual(['voided record 3']);
  });
});

describe('a record dated into the future', () => {
  const LATER = '2026-11-24T02:25:01Z';
  it.each([5, 300])('is refused under a signature too, in a ledger of %s records', async (count) => {
    const ground = await ledgerOf(count, undefined, [{ ...gone(901), at: LATER }]);
    const ledger = await ground.open();
    expect(ledger.covered).toBe(count);
    expect(ledger.doubt).toBe(
      `record ${count - 1} is dated ${LATER}, which is ahead of GitHub's clock: 2026-11-24T02:20:00Z`,
    );
    expect((await appendRecords(ground.world, ledger, [gone(902)])).records).toEqual([]);
  });

  it('is one of more than 300 seconds ahead of GitHub’s clock, and no doubt when that has passed', async () => {
    const ground = await ledgerOf(5, undefined, [{ ...gone(901), at: LATER }]);
    expect((await ground.open({ ...ground.trust, now: '2026-11-24T02:20:01Z' })).doubt).toBeUndefined();
  });
});
