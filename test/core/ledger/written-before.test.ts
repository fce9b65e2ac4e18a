import { createPrivateKey } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { CHECKPOINT_PATH } from '../../../src/core/ledger/checkpoint.ts';
import { extend } from '../../../src/core/ledger/extend.ts';
import type { Draft, LedgerRecord } from '../../../src/core/ledger/record.ts';
import { parseLedger, RECORDS_PER_SHARD, type Shard } from '../../../src/core/ledger/shard.ts';
import { encodeSnapshot, parseSnapshot, SNAPSHOT_PATH } from '../../../src/core/ledger/state-snapshot.ts';
import { EMPTY_TREE } from '../../../src/core/ledger/tree-head.ts';
import { isShardPath } from '../../../src/core/verify/notes.ts';
import { openLedger } from '../../../src/flow/ledger/open.ts';
import { draft } from '../build.ts';
import { filesOf, signingKey, writeLedger, type Written } from './build-signed.ts';
import { verifyLedger } from './on-paper.ts';

/*
 * `test/fixtures/ledger` is a ledger that an earlier version wrote: 290 records of every kind in two files, a change of keys,
 * records that a heartbeat voids, also at the end of a file, and three records under no checkpoint.
 */

const ROOT = join(import.meta.dirname, '../../fixtures/ledger');
const files: readonly Shard[] = readdirSync(ROOT, { recursive: true, encoding: 'utf8' })
  .map((path) => path.replaceAll('\\', '/'))
  .filter((path) => statSync(join(ROOT, path)).isFile())
  .map((path) => ({ path, text: readFileSync(join(ROOT, path), 'utf8') }));
const textOf = (path: string) => files.find((file) => file.path === path)?.text;
const shards = files.filter(({ path }) => isShardPath(path)).sort((a, b) => (a.path < b.path ? -1 : 1));
const records = recordsOf(shards);

/** Ed25519 keys of the fixture: 32 equal bytes, in the frame of PKCS #8 (RFC 8410 section 7). */
const [first, second] = [1, 2].map((byte) =>
  signingKey(
    createPrivateKey({
      key: Buffer.concat([Buffer.from('302e020100300506032b657004220420', 'hex'), Buffer.alloc(32, byte)]),
      format: 'der',
      type: 'pkcs8',
    }),
  ),
) as [ReturnType<typeof signingKey>, ReturnType<typeof signingKey>];

const BROKEN_NOWHERE = [
  ['voided', 'record 53'],
  ['voided', 'record 54'],
  ['voided', 'record 254'],
  ['voided', 'record 255'],
  ['checkpoint-behind', 'audit/checkpoint'],
  ['silence', 'record 176'],
];

describe('a ledger that an earlier version wrote', () => {
  it('verifies: what is incomplete was so then, and nothing is broken', () => {
    const { findings, covered, records: counting } = verifyLedger({ files, keys: [first.key], kept: [] });
    expect(findings.map(({ code, where }) => [code, where])).toEqual(BROKEN_NOWHERE);
    expect(findings.filter(({ weight }) => weight === 'broken')).toEqual([]);
    expect([covered, counting.length]).toEqual([287, 285]);
  });

  it('is written again byte for byte, batch for batch, as far as its first file of records', async () => {
    const sizes = files
      .flatMap(({ path }) => /^audit\/checkpoints\/(\d+)\.note$/.exec(path)?.[1] ?? [])
      .map(Number)
      .sort((a, b) => a - b);
    let written: Written = { tip: EMPTY_TREE, files: new Map() };
    for (const size of sizes) {
      const batch = records.slice(written.tip.size, size);
      const voids = batch.flatMap((record) => record.voids ?? []);
      const strangers = batch.filter(({ seq }) => voids.includes(seq));
      written = withStrangers(written, strangers.map(toDraft), written.tip);
      const honest = batch.filter(({ seq }) => !voids.includes(seq)).map(toDraft);
      written = await writeLedger([honest], size >= 177 ? [first, second] : [first], written);
    }
    const tail = extend(written.tip, records.slice(written.tip.size).map(toDraft));
    const again = new Map([...written.files, ...tail.files.map(({ path, text }) => [path, text] as const)]);
    expect([...again.keys()].sort()).toEqual(files.map(({ path }) => path).sort());
    const isBefore = ({ path }: Shard) =>
      path === shards[0]?.path || Number(/(\d+)\.note$/.exec(path)?.[1] ?? RECORDS_PER_SHARD + 1) <= RECORDS_PER_SHARD;
    const before = files.filter(isBefore);
    expect(before.length).toBeGreaterThan(5);
    for (const { path, text } of before) expect(again.get(path) === text, path).toBe(true);
    // Today's writers write audit/open.json in format 2, so the record that names it differs in that name alone.
    const linesIn = (text = '') => text.split('\n').map((line) => line.replace(/"open":"[0-9a-f]{64}"/, '"open":""'));
    for (const { path, text } of shards) expect(linesIn(again.get(path)), path).toEqual(linesIn(text));
  });

  it('is opened by a run without a doubt, and continued', async () => {
    const reading = {
      ...{ kind: 'read' as const, head: 'head', line: [], last: shards.at(-1), snapshot: textOf(SNAPSHOT_PATH) },
      checkpoint: textOf(CHECKPOINT_PATH),
      genesis: shards[0]?.text.split('\n')[0],
      keyProofs: [],
    };
    const ports = { ledger: { shards: () => Promise.resolve(shards) } } as unknown as Parameters<typeof openLedger>[0];
    const trust = { keys: [first.key, second.key], signers: [], now: undefined };
    const opened = await openLedger(ports, reading, trust);
    if ('problem' in opened) return expect.fail(opened.problem.sentence);
    expect(opened.doubt).toBeUndefined();
    expect([opened.tree.size, opened.covered, opened.uncounted.map(({ seq }) => seq)]).toEqual([290, 287, [287]]);
    const heartbeat: Draft = { ...draft({ kind: 'heartbeat', pull: null, at: '2026-11-29T00:00:00Z' }), voids: [287] };
    const start: Written = { tip: opened.tree, files: new Map(files.map(({ path, text }) => [path, text])) };
    const continued = await writeLedger([[heartbeat]], [first, second], start);
    const { findings } = verifyLedger({ files: filesOf(continued), keys: [first.key], kept: [] });
    expect(findings.map(({ code, where }) => [code, where])).toEqual([
      ...BROKEN_NOWHERE.slice(0, 4),
      ['voided', 'record 287'],
      ['silence', 'record 176'],
    ]);
    const text = continued.files.get('audit/entries/000001.jsonl') ?? '';
    expect(text.startsWith(textOf('audit/entries/000001.jsonl') ?? '-')).toBe(true);
  });

  it('has a snapshot that is read and written again as it is', () => {
    const snapshot = parseSnapshot(textOf(SNAPSHOT_PATH) ?? '');
    if ('invalid' in snapshot) return expect.fail(snapshot.invalid);
    expect(snapshot.range.size).toBe(256);
    expect([snapshot.state.quarantines.length, snapshot.state.strayPaths.size]).toEqual([1, 1]);
    expect(encodeSnapshot(snapshot, 1)).toBe(textOf(SNAPSHOT_PATH));
  });
});

function recordsOf(given: readonly Shard[]): readonly LedgerRecord[] {
  const parsed = parseLedger(given);
  if ('invalid' in parsed) throw new Error(parsed.invalid);
  return parsed.records;
}

/** A record as it was before it had its place. */
function toDraft(record: LedgerRecord): Draft {
  return Object.fromEntries(
    Object.entries(record).filter(([name]) => name !== 'seq' && name !== 'open'),
  ) as unknown as Draft;
}

/** Somebody else's records lie on the branch, and the state is without them. */
function withStrangers(written: Written, drafts: readonly Draft[], { state }: Written['tip']): Written {
  const done = extend(written.tip, drafts);
  const added = done.files.map(({ path, text }) => [path, text] as const);
  return { tip: { ...done.tree, state }, files: new Map([...written.files, ...added]) };
}
