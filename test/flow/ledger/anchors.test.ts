import { describe, expect, it } from 'vitest';
import { anchorEntry, anchorName } from '../../../src/core/ledger/anchor.ts';
import { parseCheckpoint } from '../../../src/core/ledger/checkpoint.ts';
import { addSeconds } from '../../../src/core/time.ts';
import { newestInBucket } from '../../../src/flow/ledger/newest-anchors.ts';
import { compareWithAnchors } from '../../../src/flow/ledger/anchors.ts';
import { publish } from '../../../src/flow/ledger/publish.ts';
import type { OpenLedger } from '../../../src/flow/ledger/open.ts';
import { appendRecords, type Recorded } from '../../../src/flow/ledger/append.ts';
import { genesisOf, ORIGIN, signingKey, writeLedger } from '../../core/ledger/build-signed.ts';
import { START } from '../../core/build.ts';
import { closed, given, LATEST, ledgerOf, OUTSIDE, PAIR, type Ground } from './ledger-ground.ts';
import { errorsIn } from '../../support/messages.ts';
import { message } from '../../../src/core/message.ts';

describe('anchors outside', () => {
  const tell = async (ground: Ground, ledger: OpenLedger, records: Recorded['records']) =>
    publish(ground.world, ledger, OUTSIDE, 'acme/access', {
      records,
      ...(await compareWithAnchors(ground.world, ledger, OUTSIDE, ORIGIN)),
    });

  it('are every checkpoint, in the log and in the bucket, and agree', async () => {
    const ground = await ledgerOf(3);
    const done = await appendRecords(ground.world, await ground.open(), [given(901)]);
    expect(await tell(ground, done.ledger, done.records)).toEqual([]);
    const note = await ground.text(LATEST);
    expect(ground.google.google.anchors.objects()).toMatchObject([
      { name: 'pullcord/acme/700100/0000000000000004', text: note },
    ]);
    const entries = ground.google.google
      .logEntries()
      .filter(({ labels }) => (labels as { event?: string }).event === 'checkpoint');
    expect(entries).toMatchObject([{ labels: { origin: 'pullcord/acme/700100' }, jsonPayload: { size: 4, note } }]);
    expect(await compareWithAnchors(ground.world, await ground.open(), OUTSIDE, ORIGIN)).toEqual({
      unread: [],
      logged: 4,
      unkept: false,
      isNewest: true,
    });
    // Said twice, it is one entry and one object.
    expect(await tell(ground, done.ledger, done.records)).toEqual([]);
    expect((await compareWithAnchors(ground.world, await ground.open(), OUTSIDE, ORIGIN)).doubt).toBeUndefined();
  });

  it('are made good by the next run where the outside did not take them', async () => {
    const ground = await ledgerOf(3);
    const { faults } = ground.google.google.service;
    for (const operation of ['POST /v2/entries:write', 'POST /upload*'])
      faults.add({ operation, when: 'before', answer: 403, times: 9 });
    const done = await appendRecords(ground.world, await ground.open(), [given(901)]);
    expect(errorsIn({ messages: await tell(ground, done.ledger, done.records) })).toEqual([
      expect.stringContaining('the log outside GitHub did not accept the records'),
      expect.stringContaining('bucket acme-audit-anchors did not accept the checkpoint'),
    ]);
    faults.clear();
    const ledger = await ground.open();
    expect(await compareWithAnchors(ground.world, ledger, OUTSIDE, ORIGIN)).toEqual({
      unread: [],
      logged: 0,
      unkept: true,
      isNewest: false,
    });
    expect(await tell(ground, ledger, [])).toEqual([]);
    expect(
      ground.google.google.logEntries().filter(({ jsonPayload }) => JSON.stringify(jsonPayload).includes('"pull":901')),
    ).toHaveLength(1);
    expect(await compareWithAnchors(ground.world, ledger, OUTSIDE, ORIGIN)).toEqual({
      unread: [],
      logged: 4,
      unkept: false,
      isNewest: true,
    });
  });

  it.each(['log', 'bucket'] as const)('in the %s alone tell of a branch that was set back', async (kept) => {
    const outside = kept === 'log' ? { log: OUTSIDE.log } : { ledger: OUTSIDE.ledger };
    const ground = await ledgerOf(3);
    const done = await appendRecords(ground.world, await ground.open(), [given(901)]);
    await publish(ground.world, done.ledger, outside, 'acme/access', {
      records: done.records,
      logged: 3,
      unkept: true,
    });
    await ground.setBack();
    const { doubt } = await compareWithAnchors(ground.world, await ground.open(), outside, ORIGIN);
    expect(doubt).toBe('an outside anchor covers 4 records, and the ledger has 3: somebody truncated or reset it');
  });

  it('tell of a ledger with another history, and the bucket of a fork', async () => {
    const ground = await ledgerOf(3);
    const other = await writeLedger([[genesisOf([PAIR])], [given(1), given(2), given(3)]], [PAIR]);
    ground.google.google.anchors.put('pullcord/acme/700100/0000000000000004', other.files.get(LATEST) ?? '');
    const done = await appendRecords(ground.world, await ground.open(), [given(901)]);
    expect((await compareWithAnchors(ground.world, done.ledger, OUTSIDE, ORIGIN)).doubt).toContain(
      'has another root hash than the ledger',
    );
    const told = await publish(ground.world, done.ledger, OUTSIDE, 'acme/access', {
      records: done.records,
      logged: 3,
      unkept: true,
    });
    expect(told).toContainEqual(
      message(
        'ledger-forked',
        'bucket acme-audit-anchors has another checkpoint of 4 records, so the ledger has forked. Compare in a clone: pullcord verify',
      ),
    );
  });

  it('that no known key signed say nothing', async () => {
    const ground = await ledgerOf(3);
    const thief = signingKey();
    const forged = await writeLedger([[genesisOf([thief])], [given(1), given(2), given(3)]], [thief]);
    ground.google.google.anchors.put('pullcord/acme/700100/0000000000000009', forged.files.get(LATEST) ?? '');
    expect((await compareWithAnchors(ground.world, await ground.open(), OUTSIDE, ORIGIN)).doubt).toBeUndefined();
  });

  it('that cannot be read are told', async () => {
    const ground = await ledgerOf(3);
    for (const operation of ['POST /v2/entries:list', 'GET /storage*'])
      ground.google.google.service.faults.add({ operation, when: 'before', answer: 403, times: 9 });
    const { unread, logged, doubt } = await compareWithAnchors(ground.world, await ground.open(), OUTSIDE, ORIGIN);
    expect(unread).toEqual([
      expect.stringContaining(
        `Google did not return the anchors in log ${OUTSIDE.log.name} of project ${OUTSIDE.log.project}: HTTP 403`,
      ),
      expect.stringContaining('Google did not return the anchors in bucket acme-audit-anchors: HTTP 403'),
    ]);
    expect([logged, doubt]).toEqual([undefined, undefined]);
  });

  it('that are newer than a look at the ledger are looked at again, and are no doubt', async () => {
    const ground = await ledgerOf(3);
    const early = await ground.open();
    const done = await appendRecords(ground.world, early, [given(901)]);
    await tell(ground, done.ledger, done.records);
    expect((await compareWithAnchors(ground.world, early, OUTSIDE, ORIGIN)).doubt).toBeUndefined();
  });

  describe('are sought from their newest end', () => {
    const UNSIGNED = { log: OUTSIDE.log, ledger: { ...OUTSIDE.ledger, keys: [] } };
    /** A ledger of somebody else's making in its place: of any size, and dated as they like. */
    const replacedBy = async (count: number, at: string, sizes: readonly number[], kept: 'log' | 'bucket') => {
      const ground = await ledgerOf(count, [], [{ ...closed(901), at }]);
      for (const size of sizes) {
        const honest = await writeLedger(
          [[genesisOf([]), ...Array.from({ length: size - 1 }, (_, index) => given(index + 1))]],
          [],
        );
        const note = honest.files.get(LATEST) ?? '';
        const parsed = parseCheckpoint(note);
        if ('invalid' in parsed) throw new Error(parsed.invalid);
        if (kept === 'bucket') ground.google.google.anchors.put(anchorName(ORIGIN, size), note);
        else await ground.world.openLog(OUTSIDE.log).write([anchorEntry(parsed.checkpoint, note, START)]);
      }
      return ground;
    };
    const doubtOf = async (ground: Ground, outside: Parameters<typeof compareWithAnchors>[2]) =>
      (await compareWithAnchors(ground.world, await ground.open(), outside, ORIGIN)).doubt;

    it('in the log, whatever dates the ledger bears', async () => {
      const ground = await replacedBy(30, '2026-11-24T02:24:59Z', [4], 'log');
      expect(await doubtOf(ground, { log: UNSIGNED.log })).toBe(
        'the outside anchor of 4 records has another root hash than the ledger: somebody rewrote the ledger',
      );
      const filters = await askedOf(ground, () => doubtOf(ground, { log: UNSIGNED.log }));
      expect(filters).toEqual([expect.objectContaining({ orderBy: 'timestamp desc' })]);
    });

    it('in the log although 1,000 older ones are there', async () => {
      const ground = await ledgerOf(3, []);
      const entries = Array.from({ length: 1000 }, (_, index) => ({
        insertId: `old-${index}`,
        timestamp: addSeconds('2026-11-20T00:00:00Z', index),
        severity: 'INFO' as const,
        labels: { event: 'checkpoint', origin: ORIGIN },
        payload: { note: 'of no use', size: index },
      }));
      await ground.world.openLog(OUTSIDE.log).write(entries);
      const honest = await writeLedger([[genesisOf([])], ...[1, 2, 3, 4].map((pull) => [given(pull)])], []);
      const note = honest.files.get(LATEST) ?? '';
      const parsed = parseCheckpoint(note);
      if ('invalid' in parsed) throw new Error(parsed.invalid);
      await ground.world.openLog(OUTSIDE.log).write([anchorEntry(parsed.checkpoint, note, START)]);
      expect(await doubtOf(ground, { log: UNSIGNED.log })).toContain('an outside anchor covers 5 records');
    });

    it.each([
      [6, [4]],
      [300, [2, 4]],
    ])('in the bucket, though the ledger has %s records and the anchors are of %j', async (count, sizes) => {
      const ground = await replacedBy(count, START, sizes, 'bucket');
      expect(await doubtOf(ground, { ledger: UNSIGNED.ledger })).toBe(
        'the outside anchor of 4 records has another root hash than the ledger: somebody rewrote the ledger',
      );
    });

    it('in the bucket, however far back and however many', async () => {
      const ground = await ledgerOf(3, []);
      const { note } = await ground.open();
      const bucket = 'acme-audit-anchors';
      const put = (size: number) => ground.google.google.anchors.put(anchorName(ORIGIN, size), note ?? '');
      const found = (size: number) => newestInBucket(ground.world, bucket, size, { origin: ORIGIN, keys: [] });
      const read: string[] = [];
      ground.google.google.service.exchanges.subscribe(({ call }) => {
        if (call.params['object'] !== undefined) read.push(call.params['object']);
      });
      expect(await found(50_000)).toEqual({ anchors: [], unread: [] });
      put(7);
      expect((await found(50_000)).anchors).toHaveLength(1);
      for (let size = 100; size < 2000; size += 1) put(size);
      for (const size of [2000, 4100]) expect((await found(size)).anchors).toHaveLength(1);
      expect(read).toEqual([7, 1999, 1999].map((size) => anchorName(ORIGIN, size)));
    });

    it('under the name that the default branch gives, whatever the ledger calls itself', async () => {
      const ground = await replacedBy(6, START, [4], 'bucket');
      const ledger = { ...(await ground.open()), origin: 'pullcord/other/1' };
      const { doubt } = await compareWithAnchors(ground.world, ledger, { ledger: UNSIGNED.ledger }, ORIGIN);
      expect(doubt).toBe(`the outside anchors belong to ${ORIGIN}, and the ledger is pullcord/other/1`);
    });

    it('and are unread where 200 newer entries of others hide them', async () => {
      const ground = await ledgerOf(3);
      const entries = Array.from({ length: 201 }, (_, index) => ({
        insertId: `junk-${index}`,
        timestamp: START,
        severity: 'INFO' as const,
        labels: { event: 'checkpoint', origin: ORIGIN },
        payload: { note: 'of no use', size: index },
      }));
      await ground.world.openLog(OUTSIDE.log).write(entries);
      const { unread, logged } = await compareWithAnchors(
        ground.world,
        await ground.open(),
        { log: OUTSIDE.log },
        ORIGIN,
      );
      expect(unread).toEqual([
        `no key of ledger.keys signed the newest 200 anchors in log ${OUTSIDE.log.name} of project ${OUTSIDE.log.project}`,
      ]);
      expect(logged).toBeUndefined();
    });
  });
});

/** The bodies of the questions that Cloud Logging is asked meanwhile. */
async function askedOf(ground: Ground, work: () => Promise<unknown>): Promise<readonly unknown[]> {
  const bodies: unknown[] = [];
  const stop = ground.google.google.service.exchanges.subscribe(({ call }) => {
    if (call.operation === 'POST /v2/entries:list') bodies.push(call.body);
  });
  await work();
  stop();
  return bodies;
}
