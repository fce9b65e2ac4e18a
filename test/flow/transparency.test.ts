import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { afterEach, describe, expect, it } from 'vitest';
import type { Draft, Shard } from '../../src/core/ledger/ledger.ts';
import { rotationDraft } from '../../src/core/ledger/drafts.ts';
import { parseOpening } from '../../src/core/ledger/open.ts';
import { verifyLedger } from '../core/ledger/on-paper.ts';
import { connectBucket } from '../../src/edge/bucket.ts';
import { tokenCredentials } from '../../src/edge/google/credentials.ts';
import { ledgerBranch } from '../../src/edge/ledger.ts';
import { connectLog } from '../../src/edge/log.ts';
import { connectAuditLogs } from '../../src/edge/usage.ts';
import { compareWithAnchors, tellOutside } from '../../src/flow/anchors.ts';
import type { Call } from '../../src/sandbox/http.ts';
import { readLedger, type OpenLedger, type Trust } from '../../src/flow/open-ledger.ts';
import { catchUp, record, type Recorded } from '../../src/flow/record.ts';
import type { Signer, World } from '../../src/flow/world.ts';
import { draft, fact, grant, OCCASION, VIEWER, PROJECT } from '../core/build.ts';
import { filesOf, genesisOf, signingKey, writeLedger, type Pair } from '../core/ledger/build-signed.ts';
import { ACME, connectTo } from '../edge/github/rehearsal.ts';
import { startBench, type Bench } from '../sandbox/github/support.ts';
import { startSandboxGoogle, type Sandbox } from '../sandbox/google/client.ts';

const PAIR = signingKey();
const MESSAGE = { headline: 'by hand', body: '' };
const LATEST = 'audit/checkpoint';
const OPEN = 'audit/open.json';
const NOW = '2026-11-24T02:20:00Z';
const run = promisify(execFile);

interface Ground {
  readonly bench: Bench;
  readonly google: Sandbox;
  readonly world: World;
  readonly trust: Trust;
  /** The ledger as a run opens it. */
  open(trust?: Trust): Promise<OpenLedger>;
  /** Somebody changes files on the branch. */
  byHand(...files: readonly Shard[]): Promise<void>;
  text(path: string): Promise<string>;
  /** Verified as an auditor does, from what lies on the branch. */
  findings(): Promise<readonly string[]>;
}

const grounds: Ground[] = [];
afterEach(async () => {
  for (const { bench, google } of grounds.splice(0)) await Promise.all([bench.close(), google.google.close()]);
});

/** A ledger of `count` records on a GitHub, and a Google to keep its anchors. */
async function ledgerOf(count: number, pairs: readonly Pair[] = [PAIR], last: readonly Draft[] = []): Promise<Ground> {
  const bench = await startBench();
  const google = await startSandboxGoogle();
  const branch = ledgerBranch(connectTo(bench), ACME);
  const many = Array.from({ length: count - 1 - last.length }, (_, index) => closed(index + 1));
  const written = await writeLedger([[genesisOf(pairs), ...many, ...last]], pairs);
  expect(await branch.create(filesOf(written), MESSAGE)).toMatchObject({ outcome: 'created' });
  const trust = { keys: pairs.map(({ key }) => key), signers: pairs.map(({ signer }) => signer), now: NOW };
  const git = (...args: readonly string[]) =>
    run('git', ['-C', bench.github.repository.directory, ...args]).then(({ stdout }) => stdout);
  const ground: Ground = {
    bench,
    google,
    trust,
    world: worldAt(google, branch),
    async open(given = trust) {
      const ledger = await readLedger({ ledger: branch }, given);
      if ('problem' in ledger) throw new Error(ledger.problem);
      return ledger;
    },
    async byHand(...files) {
      const head = (await git('rev-parse', 'refs/heads/audit')).trim();
      expect(await branch.append(head, files, MESSAGE)).toMatchObject({ outcome: 'appended' });
    },
    text: (path) => git('show', `refs/heads/audit:${path}`),
    async findings() {
      const paths = (await git('ls-tree', '-r', '--name-only', 'refs/heads/audit')).trim().split('\n');
      const files = await Promise.all(
        paths.map(async (path) => ({ path, text: await git('show', `refs/heads/audit:${path}`) })),
      );
      return verifyLedger({ files, keys: pairs.map(({ key }) => key), kept: [] }).findings.map(
        ({ code, where }) => `${code} ${where}`,
      );
    },
  };
  grounds.push(ground);
  return ground;
}

/** As a run has it, but for what these tests are not about. */
function worldAt({ google }: Sandbox, ledger: World['ledger']): World {
  const at = { auth: tokenCredentials(google.tokenFor(`serviceAccount:${google.granter}`)), endpoint: google.origin };
  const pause = () => Promise.resolve();
  const world: Partial<World> = {
    ledger,
    pause,
    auditLogs: connectAuditLogs({ ...at, pause }),
    openLog: (config) => connectLog({ ...at, ...config, timeout: 2000 }),
    openBucket: (bucket) => connectBucket({ ...at, bucket, pause }),
  };
  return world as World;
}

const OUTSIDE = {
  log: { project: 'acme-audit', name: 'pullcord' },
  ledger: { keys: [PAIR.key], kms: [], bucket: 'acme-audit-anchors', anchorsRequired: false },
};

const given = (pull: number): Draft => draft({ kind: 'activated', pull, grant: grant({ pull }), bindings: [fact()] });
/** One record that closes what it names: never given again. */
const closed = (pull: number): Draft => ({ ...given(pull), kind: 'removed' });

const failing: Signer = {
  name: 'a key',
  sign: () => Promise.resolve({ failed: 'Cloud KMS answered 503' }),
  publicKey: () => Promise.resolve({ failed: 'no' }),
};

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
    expect(ledger.tip).toMatchObject({ size: 520, range: { size: 512 } });
    expect(ledger.accounts.entry(3, PROJECT, VIEWER)?.is).toBe('closed');
    const paths: string[] = [];
    const append: World['ledger']['append'] = (head, files, message) => {
      paths.push(...files.map(({ path }) => path));
      return ground.world.ledger.append(head, files, message);
    };
    const world = { ...ground.world, ledger: { ...ground.world.ledger, append } };
    expect(await record(world, ledger, [given(900)])).toMatchObject({ ledger: { covered: 521 } });
    expect(paths).toEqual(['audit/entries/000002.jsonl', 'audit/checkpoints/521.note', LATEST]);
    expect(await ground.findings()).toEqual([]);
  });

  it('and begins the next file with what was true by then', async () => {
    const ground = await ledgerOf(255);
    const done = await record(ground.world, await ground.open(), [given(901), given(902), given(903)]);
    expect(done.problem).toBeUndefined();
    const again = await ground.open();
    expect(again.tip).toEqual(done.ledger.tip);
    expect(again.tip.range.size).toBe(256);
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
    expect(await record(ground.world, ledger, [given(901)])).toMatchObject({
      records: [],
      problem: expect.stringContaining('the next run') as string,
    });
    ground.bench.github.service.faults.clear();
    // The next run has other things to record as well: another checkpoint of the same size is none that anybody saw.
    await record(ground.world, await ground.open(), [given(902), given(901)]);
    expect((await ground.open()).tip.size).toBe(5);
    expect(await ground.findings()).toEqual([]);
  });

  it('when the answer to the commit is lost', async () => {
    const ground = await ledgerOf(3);
    ground.bench.github.service.faults.add({ ...COMMIT, when: 'after', answer: 'drop', times: 1 });
    const done = await record(ground.world, await ground.open(), [given(901)]);
    expect(done).toMatchObject({ records: [], ledger: { tip: { size: 4 }, covered: 4 } });
    expect(await ground.findings()).toEqual([]);
  });

  it('when two runs record at once: everything, each event once', async () => {
    const ground = await ledgerOf(3);
    const ledger = await ground.open();
    await Promise.all([
      record(ground.world, ledger, [given(901), given(902)]),
      record(ground.world, ledger, [given(902), given(903)]),
      catchUp(ground.world, ledger, OCCASION),
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
    const done = await record(ground.world, ledger, [given(999)]);
    expect(done.records).toEqual([]);
    expect(done.problem).toContain('not recorded, as the ledger is in doubt: activated #999');
    return ledger.doubt;
  };

  it('with an open.json that somebody changed; what is closed stays known as closed', async () => {
    const ground = await ledgerOf(300);
    const text = await ground.text(OPEN);
    const file = JSON.parse(text) as { accounts: unknown[] };
    const forged = `${JSON.stringify({ ...file, accounts: file.accounts.slice(1) })}\n`;
    expect(parseOpening(forged)).toHaveProperty('state');
    await ground.byHand({ path: OPEN, text: forged });
    expect(await doubtOf(ground)).toBe(`${OPEN} is not the one that follows from the records`);
    expect((await ground.open()).accounts.entry(1, PROJECT, VIEWER)?.is).toBe('closed');
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
    expect((await other.open({ ...other.trust, keys: [] })).doubt).toContain('names no key of it any more');
    expect((await other.open({ ...other.trust, keys: undefined })).doubt).toContain(
      'who signs the ledger is not known',
    );
  });

  it('when records are cut off or rewritten under its checkpoint', async () => {
    const ground = await ledgerOf(5);
    const path = 'audit/entries/000000.jsonl';
    const lines = (await ground.text(path)).split('\n');
    await ground.byHand({ path, text: `${lines.slice(0, 4).join('\n')}\n` });
    expect(await doubtOf(ground)).toContain('covers 5 records, and there are 4');
    await ground.byHand({ path, text: lines.join('\n').replace('"pull":2,', '"pull":7,') });
    expect(await doubtOf(ground)).toContain('the ledger was rewritten');
  });

  it('when what nobody signed for is of a time to come, by which the rest would be forgotten', async () => {
    const ground = await ledgerOf(3);
    const forged = await writeLedger(
      [[genesisOf([PAIR]), closed(1), closed(2), { ...given(3), at: '2027-11-24T00:00:00Z' }]],
      [PAIR],
    );
    const path = 'audit/entries/000000.jsonl';
    await ground.byHand({ path, text: forged.files.get(path) ?? '' });
    expect(await doubtOf(ground)).toContain('record 3 says it is of 2027-11-24T00:00:00Z');
  });
});

describe('a checkpoint that cannot be signed', () => {
  it('keeps nothing from being recorded, and the next run signs for it before anything else', async () => {
    const ground = await ledgerOf(3);
    const mute = await ground.open({ ...ground.trust, signers: [failing] });
    const done = await record(ground.world, mute, [given(901)]);
    expect(done).toMatchObject({ records: [{ pull: 901 }], ledger: { covered: 3, tip: { size: 4 } } });
    expect(done.problem).toContain('the checkpoint could not be signed, the next run signs it: Cloud KMS answered 503');
    expect(await ground.findings()).toEqual([`checkpoint-behind ${LATEST}`]);

    const next = await ground.open();
    expect(next).toMatchObject({ covered: 3, tip: { size: 4 } });
    expect(next.doubt).toBeUndefined();
    const caught = await catchUp(ground.world, next, OCCASION);
    expect(caught.records).toMatchObject([{ kind: 'heartbeat', reasons: [{ code: 'checkpoint-behind' }] }]);
    expect(caught.ledger.covered).toBe(5);
    expect(await ground.findings()).toEqual([]);
  });

  it('keeps back what is of no use without', async () => {
    const ground = await ledgerOf(3);
    const mute = await ground.open({ ...ground.trust, signers: [failing] });
    const done = await record(ground.world, mute, [{ ...given(901), kind: 'intent' }], 'sealed');
    expect(done.records).toEqual([]);
    expect(done.problem).toContain('Cloud KMS answered 503');
    expect((await ground.open()).tip.size).toBe(3);
  });

  it('is one whose signer has another key, or is not there', async () => {
    const ground = await ledgerOf(3);
    for (const [signers, why] of [
      [[signingKey().signer], 'signs with a key that ledger.keys does not name'],
      [[], 'there is no signer'],
    ] as const)
      expect(
        (await record(ground.world, await ground.open({ ...ground.trust, signers }), [given(901)], 'sealed')).problem,
      ).toContain(why);
  });
});

describe('a change of keys', () => {
  it('is recorded once old and new sign, and only then', async () => {
    const ground = await ledgerOf(3);
    const second = signingKey();
    const keys = [PAIR.key, second.key];
    const lacking = await catchUp(ground.world, await ground.open({ ...ground.trust, keys }), OCCASION);
    expect(lacking.problem).toContain(`the new key ${second.written} did not sign`);
    const both = { ...ground.trust, keys, signers: [PAIR.signer, second.signer] };
    const done = await catchUp(ground.world, await ground.open(both), OCCASION);
    expect(done.records).toEqual([{ ...rotationDraft([PAIR.written, second.written], OCCASION), seq: 3 }]);
    expect((await ground.text(LATEST)).match(/^— /gm)).toHaveLength(2);
    const alone = { ...ground.trust, keys: [second.key], signers: [second.signer] };
    expect((await catchUp(ground.world, await ground.open(alone), OCCASION)).records).toMatchObject([
      { keys: [second.written] },
    ]);
    expect(await ground.findings()).toEqual([]);
    // The old key's holder is nobody here any more.
    expect((await ground.open()).doubt).toContain('signed audit/checkpoint');
  });

  it('begins with the first key where there was none', async () => {
    const ground = await ledgerOf(3, []);
    expect((await ground.open()).doubt).toBeUndefined();
    const trust = { ...ground.trust, keys: [PAIR.key], signers: [PAIR.signer] };
    expect((await catchUp(ground.world, await ground.open(trust), OCCASION)).ledger).toMatchObject({ covered: 4 });
    expect((await ground.open(trust)).doubt).toBeUndefined();
  });
});

describe('anchors outside', () => {
  const tell = async (ground: Ground, ledger: OpenLedger, records: Recorded['records']) =>
    tellOutside(ground.world, ledger, OUTSIDE, 'acme/access', {
      records,
      ...(await compareWithAnchors(ground.world, ledger, OUTSIDE)),
    });

  it('are every checkpoint, in the log and in the bucket, and agree', async () => {
    const ground = await ledgerOf(3);
    const done = await record(ground.world, await ground.open(), [given(901)]);
    expect(await tell(ground, done.ledger, done.records)).toEqual({ problems: [] });
    const note = await ground.text(LATEST);
    expect(ground.google.google.anchors.objects()).toMatchObject([
      { name: 'pullcord/acme/700100/0000000000000004', text: note },
    ]);
    const entries = ground.google.google
      .logEntries()
      .filter(({ labels }) => (labels as { event?: string }).event === 'checkpoint');
    expect(entries).toMatchObject([{ labels: { origin: 'pullcord/acme/700100' }, jsonPayload: { size: 4, note } }]);
    expect(await compareWithAnchors(ground.world, await ground.open(), OUTSIDE)).toEqual({
      unread: [],
      logged: 4,
      unkept: false,
    });
    // Said twice, it is one entry and one object.
    expect(await tell(ground, done.ledger, done.records)).toEqual({ problems: [] });
    expect((await compareWithAnchors(ground.world, await ground.open(), OUTSIDE)).doubt).toBeUndefined();
  });

  it('are made good by the next run where the outside did not take them', async () => {
    const ground = await ledgerOf(3);
    const { faults } = ground.google.google.service;
    for (const operation of ['POST /v2/entries:write', 'POST /upload*'])
      faults.add({ operation, when: 'before', answer: 403, times: 9 });
    const done = await record(ground.world, await ground.open(), [given(901)]);
    expect((await tell(ground, done.ledger, done.records)).problems).toEqual([
      expect.stringContaining('the outside log did not take the result'),
      expect.stringContaining('bucket acme-audit-anchors did not take the checkpoint'),
    ]);
    faults.clear();
    const ledger = await ground.open();
    expect(await compareWithAnchors(ground.world, ledger, OUTSIDE)).toEqual({ unread: [], logged: 0, unkept: true });
    expect(await tell(ground, ledger, [])).toEqual({ problems: [] });
    expect(
      ground.google.google.logEntries().filter(({ jsonPayload }) => JSON.stringify(jsonPayload).includes('"pull":901')),
    ).toHaveLength(1);
    expect(await compareWithAnchors(ground.world, ledger, OUTSIDE)).toEqual({ unread: [], logged: 4, unkept: false });
  });

  it.each(['log', 'bucket'] as const)('in the %s alone tell of a branch that was set back', async (kept) => {
    const outside = kept === 'log' ? { log: OUTSIDE.log } : { ledger: OUTSIDE.ledger };
    const ground = await ledgerOf(3);
    const before = (await ground.open()).head;
    const done = await record(ground.world, await ground.open(), [given(901)]);
    await tellOutside(ground.world, done.ledger, outside, 'acme/access', {
      records: done.records,
      logged: 3,
      unkept: true,
    });
    const { git } = connectTo(ground.bench).octokit.rest;
    await git.updateRef({ owner: 'acme', repo: 'access', ref: 'heads/audit', sha: before, force: true });
    const { doubt } = await compareWithAnchors(ground.world, await ground.open(), outside);
    expect(doubt).toBe('an anchor outside covers 4 records, and the ledger has 3: it was cut off or set back');
  });

  it('tell of a ledger with another history, and the bucket of a fork', async () => {
    const ground = await ledgerOf(3);
    const other = await writeLedger([[genesisOf([PAIR])], [given(1), given(2), given(3)]], [PAIR]);
    ground.google.google.anchors.put('pullcord/acme/700100/0000000000000004', other.files.get(LATEST) ?? '');
    const done = await record(ground.world, await ground.open(), [given(901)]);
    expect((await compareWithAnchors(ground.world, done.ledger, OUTSIDE)).doubt).toContain(
      'has another root than the ledger',
    );
    const told = await tellOutside(ground.world, done.ledger, OUTSIDE, 'acme/access', {
      records: done.records,
      logged: 3,
      unkept: true,
    });
    expect(told.fork).toBe('bucket acme-audit-anchors has another checkpoint of 4 records: the ledger has forked');
  });

  it('that no known key signed say nothing', async () => {
    const ground = await ledgerOf(3);
    const thief = signingKey();
    const forged = await writeLedger([[genesisOf([thief])], [given(1), given(2), given(3)]], [thief]);
    ground.google.google.anchors.put('pullcord/acme/700100/0000000000000009', forged.files.get(LATEST) ?? '');
    expect((await compareWithAnchors(ground.world, await ground.open(), OUTSIDE)).doubt).toBeUndefined();
  });

  it('that cannot be read are told', async () => {
    const ground = await ledgerOf(3);
    for (const operation of ['POST /v2/entries:list', 'GET /storage*'])
      ground.google.google.service.faults.add({ operation, when: 'before', answer: 403, times: 9 });
    const { unread, logged, doubt } = await compareWithAnchors(ground.world, await ground.open(), OUTSIDE);
    expect(unread).toEqual([
      expect.stringContaining('the anchors in the log outside could not be read: HTTP 403'),
      expect.stringContaining('the anchors in bucket acme-audit-anchors could not be read: HTTP 403'),
    ]);
    expect([logged, doubt]).toEqual([undefined, undefined]);
  });

  it('that are newer than a look at the ledger are looked at again, and are no doubt', async () => {
    const ground = await ledgerOf(3);
    const early = await ground.open();
    const done = await record(ground.world, early, [given(901)]);
    await tell(ground, done.ledger, done.records);
    expect((await compareWithAnchors(ground.world, early, OUTSIDE)).doubt).toBeUndefined();
  });
});
