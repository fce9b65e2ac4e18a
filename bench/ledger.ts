import { execFileSync } from 'node:child_process';
import { createHash, generateKeyPairSync, sign, verify } from 'node:crypto';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { checkpointPath, CHECKPOINT_PATH, checkpointText, originOf } from '../src/core/ledger/checkpoint.ts';
import { RECORDS_PER_SHARD, shardPath } from '../src/core/ledger/shard.ts';
import type { Draft } from '../src/core/ledger/record.ts';
import { extendRange, leafHash, rootOf } from '../src/core/ledger/merkle.ts';
import { formatKey, formatNote, parseKey, toKey } from '../src/core/ledger/note.ts';
import { encodeSnapshot, SNAPSHOT_PATH } from '../src/core/ledger/state-snapshot.ts';
import { EMPTY_TREE, type TreeHead } from '../src/core/ledger/tree-head.ts';
import { extend } from '../src/core/ledger/extend.ts';
import { addSeconds } from '../src/core/time.ts';
import { beginVerification } from '../src/core/verify/verification.ts';
import { openCloneLedger, type CloneLedger } from '../src/edge/clone-ledger.ts';

/*
 * Verifies a made-up ledger of 100,000 records from a folder. The ledger is the same every time. The same run measures
 * plain JSON.parse and SHA-256 of the same bytes. Then it appends one record to this ledger, and one to an empty
 * ledger.
 */

const RECORDS = Number(process.argv[2] ?? 100_000);
/** Number of records of about eleven years, at two dozen records a day. Four requests a day make twelve of them. */
const SECONDS_APART = 3456;
const RECORDS_A_CHECKPOINT = 16;
const START = '2026-01-01T00:00:00Z';
/** Text almost as long as real evidence, which is some kilobytes longer. Nothing checks its shape. */
const DECISION = {
  verdict: 'approved',
  reasons: [],
  approvals: [],
  evidence: {
    repository: { id: 700100, name: 'acme/access', defaultBranch: 'main' },
    text: 'policy: orders\n'.repeat(20),
    pull: null,
  },
} as unknown as NonNullable<Draft['decision']>;

const genesis = {
  installation: 'acme',
  repository: { id: 700100, name: 'acme/access' },
  commit: 'f1257',
  policies: {},
  requests: {},
};
const origin = originOf(genesis);
const { privateKey, publicKey } = generateKeyPairSync('ed25519');
const key = toKey(origin, new Uint8Array(Buffer.from(publicKey.export({ format: 'jwk' }).x ?? '', 'base64url')));

const [, , , what, dir, named] = process.argv;
if (dir !== undefined && named !== undefined) {
  await (what === 'memory' ? measureMemory(dir, named) : measureTime(dir, named));
  process.exit(0);
}

const folder = await mkdtemp(join(tmpdir(), 'pullcord-bench-'));
try {
  await build(folder);
  // Each measurement has its own process. It excludes the time and memory of the build and of the comparison.
  const [node, script] = [process.execPath, process.argv[1] ?? ''];
  for (const each of ['time', 'memory']) {
    const more = [script, String(RECORDS), each, folder, formatKey(key)];
    process.stdout.write(execFileSync(node, more, { encoding: 'utf8' }));
  }

  const names = (await readdir(join(folder, 'audit/entries'))).sort();
  const shardPaths = names.map((name) => `audit/entries/${name}`);
  const tenth = shardPaths.slice(0, Math.ceil(shardPaths.length / 10));
  const [long, short, empty] = [
    await headOf(shardPaths),
    await headOf(tenth),
    extend(EMPTY_TREE, [genesisDraft()]).tree,
  ];
  await appends(empty);
  printBytes(long);
  const [onLong, onShort, onEmpty] = [await appends(long), await appends(short), await appends(empty)];
  print('one record appended to it', `${(onLong * 1e6).toFixed(0)} µs`);
  print('one record appended to a tenth of it', `${(onShort * 1e6).toFixed(0)} µs`);
  print('one record appended to an empty one', `${(onEmpty * 1e6).toFixed(0)} µs`);
  print(
    'ratio',
    `${(onLong / onEmpty).toFixed(2)} to the empty one (goal: 1.2), ${(onLong / onShort).toFixed(2)} to the tenth`,
  );
} finally {
  await rm(folder, { recursive: true, force: true });
}

async function measureTime(at: string, text: string): Promise<void> {
  const { ledger, verify: whole } = await opened(at, text);
  const { shardPaths } = ledger;
  // The first round is not counted: it compiles both.
  await plain(at, shardPaths.slice(0, 40));
  await whole(40);
  const bare = await timed(() => plain(at, shardPaths));
  const verified = await timed(() => whole());
  const notes = ledger.others.filter(({ path }) => path !== SNAPSHOT_PATH).length;
  const signatures = await timed(() => {
    const signed = Buffer.from(checkpointText({ origin, size: 1, root: new Uint8Array(32) }));
    const pair = generateKeyPairSync('ed25519');
    const signature = sign(null, signed, pair.privateKey);
    for (let index = 0; index < notes; index += 1) verify(null, signed, pair.publicKey, signature);
    return Promise.resolve();
  });
  print('records', `${RECORDS}, ${(await bytesOf(at, shardPaths)).toFixed(0)} MB, ${notes} checkpoints`);
  print('JSON.parse and SHA-256 of the same', `${bare.toFixed(2)} s`);
  print('verified', `${verified.toFixed(2)} s, ${(verified / bare).toFixed(2)} times as long (goal: 3)`);
  print('  signatures, one a checkpoint', `about ${signatures.toFixed(2)} s`);
}

async function measureMemory(at: string, text: string): Promise<void> {
  const { verify: whole } = await opened(at, text);
  await whole();
  print('memory at most', `${(process.resourceUsage().maxRSS / 1024).toFixed(0)} MB (goal: 300)`);
}

/** @returns a function that verifies the first `shards` files, or all of them */
async function opened(
  at: string,
  text: string,
): Promise<{ readonly ledger: CloneLedger; readonly verify: (shards?: number) => Promise<void> }> {
  const pinned = parseKey(text);
  if ('invalid' in pinned) throw new Error(pinned.invalid);
  const ledger = await openCloneLedger(at);
  if ('unreadable' in ledger) throw new Error(ledger.unreadable);
  return {
    ledger,
    async verify(shards) {
      const verification = beginVerification(shards === undefined ? ledger.others : [], {
        keys: [pinned],
        anchors: undefined,
        kept: undefined,
        auditLog: undefined,
        history: await ledger.history(),
        pin: { unread: 'this bench has no default branch' },
        replayChange: () => 'not replayable',
        replay: () => 'not replayable',
        version: '0.1.0',
      });
      for (const path of ledger.shardPaths.slice(0, shards))
        verification.shard({ where: path, text: (await ledger.readShard(path)).text });
      const snapshot = ledger.others.find(({ path }) => path === SNAPSHOT_PATH)?.text;
      const report = await verification.end(snapshot, () => Promise.resolve(undefined));
      const wrong = report.steps.filter(({ is }) => is === 'broken');
      if (shards === undefined && wrong.length > 0) throw new Error(JSON.stringify(wrong).slice(0, 1000));
    },
  };
}

async function plain(at: string, paths: readonly string[]): Promise<void> {
  for (const path of paths) {
    const text = await readFile(join(at, path), 'utf8');
    for (const line of text.slice(0, -1).split('\n')) {
      JSON.parse(line);
      createHash('sha256').update(line).digest();
    }
  }
}

/** Measures the reads and writes of a run that appends one record. The last file is half full, or full. */
function printBytes(end: TreeHead): void {
  const half = extend(end, drafts(end.size, RECORDS_PER_SHARD / 2)).tree;
  const full = extend(half, drafts(half.size, RECORDS_PER_SHARD - half.lines.length)).tree;
  const snapshot = encodeSnapshot(full).length;
  const ofLines = half.lines.join('\n').length;
  const written = (head: TreeHead) =>
    extend(head, [draftOf(head.size)])
      .files.map(({ path, text }) => `${path} ${kB(text.length)}`)
      .join(', ');
  print('read by a run', `3 files: a checkpoint, ${SNAPSHOT_PATH} ${kB(snapshot)}, the last of records ${kB(ofLines)}`);
  print('written by an append', `${written(half)}, and the checkpoint twice`);
  print('  written if the file is full', `${written(full)}, and the checkpoint twice`);
}

function drafts(from: number, count: number): readonly Draft[] {
  return Array.from({ length: count }, (_, index) => draftOf(from + index));
}

function kB(bytes: number): string {
  return `${Math.round(bytes / 1000)} kB`;
}

/** Appends to the same end repeatedly. @returns the median time, in seconds */
function appends(head: TreeHead): Promise<number> {
  const times: number[] = [];
  for (let index = 0; index < 2000; index += 1) {
    const begin = process.hrtime.bigint();
    const done = extend(head, [draftOf(head.size)]);
    const root = rootOf(extendRange(done.tree.range, done.tree.lines.map(leafHash)));
    sign(null, Buffer.from(checkpointText({ origin, size: done.tree.size, root })), privateKey);
    times.push(Number(process.hrtime.bigint() - begin) / 1e9);
  }
  return Promise.resolve(times.sort((a, b) => a - b)[1000] ?? 0);
}

/**
 * Returns the end of the ledger on disk, cut after the first record of its last file. It is as short as an empty
 * ledger's.
 */
async function headOf(paths: readonly string[]): Promise<TreeHead> {
  const { foldLedger } = await import('../src/core/ledger/fold.ts');
  const { parseLedger } = await import('../src/core/ledger/shard.ts');
  const shards = await Promise.all(
    paths.map(async (path) => ({ path, text: await readFile(join(folder, path), 'utf8') })),
  );
  const last = shards.at(-1);
  const cut =
    last === undefined ? shards : shards.with(-1, { ...last, text: last.text.slice(0, last.text.indexOf('\n') + 1) });
  const parsed = parseLedger(cut);
  if ('invalid' in parsed) throw new Error(parsed.invalid);
  return foldLedger(parsed.records, cut, undefined).head;
}

async function build(into: string): Promise<void> {
  let head = EMPTY_TREE;
  const write = async (path: string, text: string) => {
    await mkdir(dirname(join(into, path)), { recursive: true });
    await writeFile(join(into, path), text);
  };
  for (let size = 0; size < RECORDS;) {
    // A batch ends with a file, so that each file is written once.
    const until = Math.min(RECORDS, size + RECORDS_A_CHECKPOINT);
    const drafts = Array.from({ length: until - size }, (_, index) =>
      size + index === 0 ? genesisDraft() : draftOf(size + index),
    );
    const done = extend(head, drafts);
    head = done.tree;
    size = until;
    const text = checkpointText({ origin, size, root: rootOf(extendRange(head.range, head.lines.map(leafHash))) });
    const note = formatNote(text, [{ ...key, signature: new Uint8Array(sign(null, Buffer.from(text), privateKey)) }]);
    await write(checkpointPath(size), note);
    if (size % RECORDS_PER_SHARD === 0 || size === RECORDS) {
      await write(CHECKPOINT_PATH, note);
      for (const file of done.files) if (file.path === shardPath(size - 1)) await write(file.path, file.text);
    }
    for (const file of done.files) if (file.path === SNAPSHOT_PATH) await write(file.path, file.text);
  }
}

function genesisDraft(): Draft {
  return { ...common(0), kind: 'genesis', pull: null, genesis, keys: [formatKey(key)] };
}

/** Returns the records of requests, one after another: each is granted, ended and read for its use. */
function draftOf(seq: number): Draft {
  const pull = Math.ceil(seq / 2);
  const first = pull * 2 - 1;
  const at = addSeconds(START, first * SECONDS_APART);
  const path = `requests/${at.slice(0, 4)}/${at.slice(5, 7)}/orders-${pull}.yaml`;
  const url = `https://github.com/acme/access/pull/${pull}`;
  const window = { start: at, end: addSeconds(at, 3000) };
  const binding = {
    role: 'roles/cloudsql.viewer',
    member: 'user:alice@acme.example',
    condition: {
      title: `pullcord/acme/${pull}`,
      description: `repository 700100 ${url}`,
      expression: `request.time >= timestamp("${window.start}") && request.time < timestamp("${window.end}")`,
    },
  };
  const fact = { resource: 'projects/acme-orders-prod', role: binding.role, unconditionalBefore: [] };
  const isGiven = seq === first;
  return {
    ...common(seq),
    kind: isGiven ? 'activated' : 'ended',
    pull,
    request: { path, blob: createHash('sha1').update(path).digest('hex'), url },
    grant: {
      pull,
      url,
      path,
      blob: createHash('sha1').update(path).digest('hex'),
      policy: 'orders-db-read',
      requester: { id: 1001, login: 'alice' },
      principal: binding.member,
      access: [{ resource: fact.resource, role: fact.role }],
      window,
      approvedBy: ['bob'],
    },
    bindings: [{ ...fact, before: isGiven ? [] : [binding], after: isGiven ? [binding] : [] }],
    ...(isGiven ? { decision: DECISION } : {}),
  };
}

function common(seq: number): Pick<Draft, 'schema' | 'at' | 'reasons' | 'run' | 'tool'> {
  const run = { kind: 'actions', id: String(77_000_000 + seq), attempt: '1', event: 'schedule' } as const;
  return {
    schema: 1,
    at: addSeconds(START, seq * SECONDS_APART),
    reasons: [],
    run: { ...run, url: `https://github.com/acme/access/actions/runs/${run.id}` },
    tool: { name: 'pullcord', version: '0.1.0' },
  };
}

/** Seconds of processor time, the garbage collector included. Other programs on the machine do not change it. */
async function timed(work: () => Promise<void>): Promise<number> {
  const begin = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(begin);
  return (user + system) / 1e6;
}

async function bytesOf(at: string, paths: readonly string[]): Promise<number> {
  let bytes = 0;
  for (const path of paths) bytes += (await readFile(join(at, path))).length;
  return bytes / 1e6;
}

function print(what: string, figure: string): void {
  process.stdout.write(`${what.padEnd(38)}${figure}\n`);
}
