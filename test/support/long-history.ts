import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { promisify } from 'node:util';
import { connectWorld } from '../../src/connect.ts';
import { gitBlobId } from '../../src/core/digest.ts';
import type { Grant } from '../../src/core/grant/grant.ts';
import { PIN_PATH, pinFor, pinText } from '../../src/core/ledger/pin.ts';
import type { Draft } from '../../src/core/ledger/record.ts';
import { shardPath } from '../../src/core/ledger/shard.ts';
import type { ReconcileReport } from '../../src/core/report/report.ts';
import { addSeconds, instantOf, toSeconds, type Instant } from '../../src/core/time.ts';
import { connectGitHub } from '../../src/edge/github/client.ts';
import { tokenCredentials } from '../../src/edge/google/credentials.ts';
import { reconcile } from '../../src/flow/reconcile.ts';
import { APP_PERMISSIONS } from '../../src/sandbox/github/acme.ts';
import { startGitHub, type GitHub } from '../../src/sandbox/github/github.ts';
import { startGoogle } from '../../src/sandbox/google/google.ts';
import { acme } from '../../src/sandbox/google/seed.ts';
import { bindingOf, draft, fact, grant, RUN, VIEWER } from '../core/build.ts';
import { filesOf, genesisOf, signingKey, writeLedger, type Pair } from '../core/ledger/build-signed.ts';

/** How much lies behind an organization. */
export interface Extent {
  /** Projects that policies hand out access to. */
  readonly projects: number;
  /** Requests decided, given and ended, one after another until this day: each its commit, its file, its records. */
  readonly closed: number;
  /** Grants that are given and not over. */
  readonly live: number;
}

/** What one run asked of GitHub and Google over HTTP. */
export interface RunSeen {
  readonly report: ReconcileReport;
  readonly seconds: number;
  /** By what was asked, how often. */
  readonly calls: ReadonlyMap<string, number>;
  /** Request files and files of the ledger GitHub showed the run, and files there are. */
  readonly shards: number;
}

const NOW = Date.parse('2026-11-24T02:17:00Z');
/** Some fourteen requests a day: ten thousand in two years. */
const SECONDS_APART = 6300;
const PROJECTS_A_POLICY = 10;
const REPOSITORY = { owner: 'acme', name: 'access' } as const;

/**
 * Runs reconcile once over the real edges, against a GitHub and a Google Cloud that have been in use for long. The history is
 * put there as git has it, not acted out.
 */
export async function reconcileAfter(extent: Extent): Promise<RunSeen> {
  const pair = signingKey();
  const asked = requestsOf(extent);
  const now = () => NOW;
  const github = await startGitHub({ now, from: [{ path: 'README.md', content: '# Access\n' }], hardened: true });
  const google = await startGoogle({
    now,
    options: { resources: [...acme('700100'), ...projectsWith(extent, asked)], quota: { read: 1e6, write: 1e6 } },
  });
  try {
    const documents = documentsOf(extent, pair);
    const began = beginningWith(genesisOf([pair]), documents);
    const ledger = filesOf(await writeLedger([[began, ...asked.flatMap(recordsOf)]], [pair]));
    const genesis = ledger.find(({ path }) => path === shardPath(0))?.text.split('\n')[0] ?? '';
    const pin = { path: PIN_PATH, text: pinText(pinFor(genesis)) };
    await importHistory(github, [
      { ref: 'main', at: NOW / 1000 - 800 * 86_400, files: [...documents, pin] },
      ...asked.map(({ grant: { path, window }, text }) => ({
        ref: 'main',
        at: toSeconds(window.start),
        files: [{ path, text }],
      })),
      { ref: 'audit', at: NOW / 1000, files: ledger },
    ]);
    const calls = new Map<string, number>();
    const count = ({ call }: { readonly call: Call }) => {
      const name = nameOf(call);
      calls.set(name, (calls.get(name) ?? 0) + 1);
    };
    github.service.exchanges.subscribe(count);
    google.service.exchanges.subscribe(count);
    const world = connectWorld({
      github: connectGitHub({
        token: github.mintToken({ kind: 'installation', permissions: APP_PERMISSIONS }),
        apiUrl: github.apiUrl,
        userAgent: 'pullcord-bench',
        second: 1,
      }),
      repository: REPOSITORY,
      auth: tokenCredentials(google.tokenFor(`serviceAccount:${google.granter}`)),
      endpoint: google.origin,
      ledgerKey: pair.pem,
      say: () => undefined,
    });
    const begin = process.hrtime.bigint();
    const report = await reconcile(world, {
      run: RUN,
      version: '0.1.0',
      clone: { repositoryId: 700100, name: 'acme/access', documents: [] },
      dryRun: false,
    });
    const seconds = Number(process.hrtime.bigint() - begin) / 1e9;
    return { report, seconds, calls, shards: ledger.filter(({ path }) => path.endsWith('.jsonl')).length };
  } finally {
    await Promise.all([github.close(), google.close()]);
  }
}

/** @returns by what was asked, how often more the second asked it than the first; negative: less often */
export function moreCalls(first: RunSeen, second: RunSeen): ReadonlyMap<string, number> {
  const names = new Set([...first.calls.keys(), ...second.calls.keys()]);
  return new Map(
    [...names]
      .map((name) => [name, (second.calls.get(name) ?? 0) - (first.calls.get(name) ?? 0)] as const)
      .filter(([, more]) => more !== 0),
  );
}

interface Call {
  readonly operation: string;
  readonly body: unknown;
}

/** Of GraphQL the query's own name; of the rest the operation. */
function nameOf({ operation, body }: Call): string {
  if (operation !== 'POST /graphql') return operation;
  const { query = '' } = body as { query?: string };
  return /\b(?:query|mutation)\s+\w+/.exec(query)?.[0] ?? 'graphql';
}

interface Asked {
  readonly grant: Grant;
  readonly text: string;
  readonly isLive: boolean;
}

function requestsOf({ projects, closed, live }: Extent): readonly Asked[] {
  const last = addSeconds(instantOf(NOW), -4 * 3600);
  const before = Array.from({ length: closed }, (_, index) =>
    toAsked(index + 1, index % projects, addSeconds(last, (index + 1 - closed) * SECONDS_APART), 3600, false),
  );
  const started = addSeconds(instantOf(NOW), -1800);
  const present = Array.from({ length: live }, (_, index) =>
    // The numbers do not depend on the history, so that what is on record is as long.
    toAsked(20_000 + index, index % projects, started, 2 * 3600, true),
  );
  return [...before, ...present];
}

function toAsked(pull: number, project: number, start: Instant, seconds: number, isLive: boolean): Asked {
  const text = `policy: ${policyOf(project)}\nduration: ${seconds / 3600}h\nreason: checkout returns 500s, seen in request ${pull}\n`;
  const given = grant({
    pull,
    path: `requests/${start.slice(0, 4)}/${start.slice(5, 7)}/request-${pull}.yaml`,
    blob: gitBlobId(new TextEncoder().encode(text)),
    policy: policyOf(project),
    access: [{ resource: projectNamed(project), role: VIEWER }],
    window: { start, end: addSeconds(start, seconds) },
  });
  return { grant: given, text, isLive };
}

/** As runs record a request: given, then ended, then what was done with it. */
function recordsOf({ grant: given, isLive }: Asked): readonly Draft[] {
  const { pull, path, blob, url, window } = given;
  const about = { pull, grant: given, request: { path, blob, url } };
  const bindings = given.access.map(({ resource, role }) => fact(role, resource));
  const activated = draft({ ...about, kind: 'activated', at: window.start, bindings });
  if (isLive) return [activated];
  const usage = {
    ...{ used: null, window, calls: 0, denied: 0, first: null, last: null },
    ...{ rows: [], more: 0, sees: [], unread: [] },
  };
  return [
    activated,
    draft({ ...about, kind: 'ended', at: window.end, bindings }),
    draft({ ...about, kind: 'used', at: addSeconds(window.end, 900), usage }),
  ];
}

function projectsWith({ projects }: Extent, asked: readonly Asked[]) {
  return Array.from({ length: projects }, (_, index) => ({
    name: projectNamed(index),
    number: String(300_000_000_000 + index),
    displayName: `Orders ${index}`,
    parent: 'folders/800000000001',
    bindings: asked
      .filter(({ isLive, grant: given }) => isLive && given.access[0]?.resource === projectNamed(index))
      .map(({ grant: given }) => {
        const { member, ...binding } = bindingOf(given);
        return { ...binding, members: [member] };
      }),
  }));
}

function projectNamed(index: number): string {
  return `projects/acme-orders-${String(index).padStart(4, '0')}`;
}

function policyOf(project: number): string {
  return `orders-${Math.floor(project / PROJECTS_A_POLICY)}`;
}

interface FileText {
  readonly path: string;
  readonly text: string;
}

function documentsOf({ projects }: Extent, pair: Pair): readonly FileText[] {
  const names = Array.from({ length: projects }, (_, index) => index);
  const policies = [...Map.groupBy(names, policyOf)].map(([name, indexes]) => ({
    path: `policies/${name}.yaml`,
    text: [
      ...['title: Look at orders', 'environment: production', 'access:'],
      ...indexes.map((index) => `  - { resource: ${projectNamed(index)}, roles: [${VIEWER}] }`),
      ...['requesters: [user:alice]', 'maxDuration: 2h', 'approval:', '  - { from: [user:bob], count: 1 }', ''],
    ].join('\n'),
  }));
  const organization = [
    'installation: acme',
    'people:',
    "  - { github: alice, id: 1001, principal: 'user:alice@acme.example' }",
    "  - { github: bob, id: 1002, principal: 'user:bob@acme.example' }",
    ...['maxDuration: 4h', 'policyChanges:', '  - { from: [user:bob], count: 1 }'],
    `ledger: { keys: ['${pair.written}'] }`,
    '',
  ].join('\n');
  return [{ path: 'policies/organization.yaml', text: organization }, ...policies];
}

/** The ledger began with these documents, so that no change of them awaits a verdict. */
function beginningWith(genesis: Draft, documents: readonly { readonly path: string; readonly text: string }[]): Draft {
  if (genesis.genesis === undefined) throw new Error('the first record is no genesis');
  const policies = Object.fromEntries(documents.map(({ path, text }) => [path, gitBlobId(Buffer.from(text))]));
  return { ...genesis, genesis: { ...genesis.genesis, policies } };
}

interface ImportedCommit {
  readonly ref: string;
  /** Seconds since the epoch. */
  readonly at: number;
  readonly files: readonly FileText[];
}

/** Instead of what the branches had. https://git-scm.com/docs/git-fast-import */
async function importHistory({ repository, state }: GitHub, commits: readonly ImportedCommit[]): Promise<void> {
  const { directory } = repository;
  const git = spawn('git', ['-C', directory, 'fast-import', '--quiet'], { stdio: ['pipe', 'ignore', 'inherit'] });
  const closed = once(git, 'close');
  const data = (text: string) => `data ${Buffer.byteLength(text)}\n${text}\n`;
  for (const { ref, at, files } of commits) {
    const by = `committer GitHub <noreply@github.com> ${at} +0000\n`;
    const changes = files.map(({ path, text }) => `M 100644 inline ${path}\n${data(text)}`);
    git.stdin.write(`commit refs/imported/${ref}\n${by}${data('as it was')}${changes.join('')}\n`);
  }
  git.stdin.end();
  const [status] = (await closed) as [number | null];
  if (status !== 0) throw new Error(`git fast-import ended with ${status}`);
  // The sandbox knows only the refs it sets itself.
  const heads = new Map<string, string>();
  for (const ref of new Set(commits.map((commit) => commit.ref))) {
    const { stdout } = await promisify(execFile)('git', ['-C', directory, 'rev-parse', `refs/imported/${ref}`]);
    heads.set(`refs/heads/${ref}`, stdout.trim());
  }
  await repository.setRefs(heads);
  // GitHub lists the push that brought each branch to its head.
  for (const [ref, after] of heads) {
    const push = { before: '0'.repeat(40), after, actor: 1001, at: NOW, type: 'push' } as const;
    state.activity.push({ id: state.nextId(), ref, ...push });
  }
}
