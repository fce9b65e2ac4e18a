import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, onTestFinished } from 'vitest';
import type { Draft } from '../../../src/core/ledger/record.ts';
import type { Shard } from '../../../src/core/ledger/shard.ts';
import { extend } from '../../../src/core/ledger/extend.ts';
import { connectBucket } from '../../../src/edge/bucket.ts';
import { tokenCredentials } from '../../../src/edge/google/credentials.ts';
import { ledgerBranch } from '../../../src/edge/ledger.ts';
import { connectLog } from '../../../src/edge/log.ts';
import { connectAuditLogs } from '../../../src/edge/usage.ts';
import { readLedger, type OpenLedger } from '../../../src/flow/ledger/open.ts';
import type { Trust } from '../../../src/flow/ledger/trust.ts';
import type { Signer, Ports } from '../../../src/core/ports.ts';
import { draft, fact, grant } from '../../core/build.ts';
import { filesOf, genesisOf, signingKey, writeLedger, type Pair } from '../../core/ledger/build-signed.ts';
import { verifyLedger } from '../../core/ledger/on-paper.ts';
import { ACME, connectTo } from '../../edge/github/rehearsal.ts';
import { startBench, type Bench } from '../../sandbox/github/support.ts';
import { startSandboxGoogle, type Sandbox } from '../../sandbox/google/client.ts';

/* A signed ledger on a real git branch, with the log and the bucket outside: what runs read, extend and doubt. */

export const PAIR = signingKey();
const MESSAGE = { headline: 'by hand', body: '' };
export const LATEST = 'audit/checkpoint';
export const OPEN = 'audit/open.json';
const NOW = '2026-11-24T02:20:00Z';
const run = promisify(execFile);

export interface Ground {
  readonly bench: Bench;
  readonly google: Sandbox;
  readonly world: Ports;
  readonly trust: Trust;
  /** The ledger as a run opens it. */
  open(trust?: Trust): Promise<OpenLedger>;
  /** Somebody changes files on the branch. */
  byHand(...files: readonly Shard[]): Promise<void>;
  /** Somebody appends records, and leaves the checkpoint as it is. */
  appendUnsealed(...drafts: readonly Draft[]): Promise<void>;
  /** Somebody takes the newest commit off the branch. */
  setBack(): Promise<void>;
  text(path: string): Promise<string>;
  /** Verified as an auditor does, from what lies on the branch. */
  findings(): Promise<readonly string[]>;
}

/** A ledger of `count` records on a GitHub, and a Google to keep its anchors. */
export async function ledgerOf(
  count: number,
  pairs: readonly Pair[] = [PAIR],
  last: readonly Draft[] = [],
): Promise<Ground> {
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
      if ('problem' in ledger) throw new Error(ledger.problem.sentence);
      return ledger;
    },
    async byHand(...files) {
      const head = (await git('rev-parse', 'refs/heads/audit')).trim();
      expect(await branch.append(head, files, MESSAGE)).toMatchObject({ outcome: 'appended' });
    },
    async appendUnsealed(...drafts) {
      const { tree: tip } = await ground.open();
      await ground.byHand(...extend(tip, drafts).files);
    },
    async setBack() {
      const sha = (await git('rev-parse', 'refs/heads/audit~1')).trim();
      const { git: refs } = connectTo(bench).octokit.rest;
      await refs.updateRef({ owner: 'acme', repo: 'access', ref: 'heads/audit', sha, force: true });
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
  onTestFinished(async () => {
    await Promise.all([bench.close(), google.google.close()]);
  });
  return ground;
}

/** As a run has it, but for what these tests are not about. */
function worldAt({ google }: Sandbox, ledger: Ports['ledger']): Ports {
  const at = { auth: tokenCredentials(google.tokenFor(`serviceAccount:${google.granter}`)), endpoint: google.origin };
  const pause = () => Promise.resolve();
  const world: Partial<Ports> = {
    ledger,
    pause,
    auditLogs: connectAuditLogs({ ...at, pause }),
    openLog: (config) => connectLog({ ...at, ...config, timeout: 2000 }),
    openBucket: (bucket) => connectBucket({ ...at, bucket, pause }),
  };
  return world as Ports;
}

export const OUTSIDE = {
  log: { project: 'acme-audit', name: 'pullcord' },
  ledger: { keys: [PAIR.key], kms: [], bucket: 'acme-audit-anchors', anchorsRequired: false },
};

export const given = (pull: number): Draft =>
  draft({ kind: 'activated', pull, grant: grant({ pull }), bindings: [fact()] });
/** One record that closes what it names: never given again. */
export const closed = (pull: number): Draft => ({ ...given(pull), kind: 'removed' });
/** The same of a grant that is not on record: all that counts without a signature. */
export const gone = (pull: number): Draft => draft({ kind: 'revoked', pull, bindings: [fact()] });

export const failing: Signer = {
  name: 'a key',
  sign: () => Promise.resolve({ failed: 'Cloud KMS answered 503' }),
  publicKey: () => Promise.resolve({ failed: 'no' }),
};
