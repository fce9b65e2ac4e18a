import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { AuthClient } from 'google-auth-library';
import { inject, onTestFinished } from 'vitest';
import { connectWorld } from '../../src/connect.ts';
import type { RunFact } from '../../src/core/ledger/record.ts';
import type { ReconcileReport } from '../../src/core/report/report.ts';
import { connectGitHub } from '../../src/edge/github/client.ts';
import { actionsCredentials } from '../../src/edge/google/credentials.ts';
import { connectLog } from '../../src/edge/log.ts';
import { reconcile } from '../../src/flow/reconcile.ts';
import type { Ports } from '../../src/core/ports.ts';
import { startSandbox, type Sandbox, type SandboxOptions } from '../../src/sandbox/sandbox.ts';
import { readPolicies } from '../../src/environment.ts';
import { openCabinet, personAt, type Person } from './people.ts';
import { SAMPLE_ORGANIZATION } from '../support/samples.ts';

const ROOT = join(import.meta.dirname, '../..');
const REPOSITORY = { owner: 'acme', name: 'access' } as const;

/** The sandbox, with the product's own flow at hand to be called in this process. */
export interface Stage {
  readonly sandbox: Sandbox;
  /** What `acme/access` began with. */
  readonly folder: string;
  person(login: string): Person;
  /** The path of a request: the one it was filed under, or now would be. */
  readonly path: (slug: string) => string;
  /** A connection of its own, as every run has one. */
  world(): Ports;
  /** One run, in this process: fast, and with the same code as the workflow's. A command line's, unless told. */
  reconcile(world?: Ports, run?: RunFact): Promise<ReconcileReport>;
  /** The same, changing nothing. */
  dryRun(run?: RunFact): Promise<ReconcileReport>;
  /** Moves sandbox time by seconds. */
  pass(seconds: number): Promise<void>;
  close(): Promise<void>;
}

export interface StageOptions {
  /** Whether the repository has its workflows, so that every event starts real processes. No, unless told. */
  readonly workflows?: boolean;
  /** Documents to add to or replace in the sample organisation's. */
  readonly documents?: Readonly<Record<string, string>>;
  readonly sandbox?: Partial<SandboxOptions>;
}

/** Whoever writes to the repository may write its ledger, and the organization lets that be. */
export const UNPROTECTED: StageOptions = {
  sandbox: { protectLedger: false },
  documents: {
    'policies/organization.yaml': `${SAMPLE_ORGANIZATION}\nrequire: { protectedLedger: false }\n`,
  },
};

/** Starts a sandbox for one test; it is closed after it. */
export async function openStage(options: StageOptions = {}): Promise<Stage> {
  const stage = await raiseStage(options);
  onTestFinished(() => stage.close());
  return stage;
}

/** Starts a sandbox for several tests; whoever raises it closes it. */
export async function raiseStage({
  workflows = false,
  documents = {},
  sandbox: more = {},
}: StageOptions = {}): Promise<Stage> {
  const folder = await seedFolder(workflows, documents);
  const wall = workflows ? { wall: betweenCrons() } : {};
  const sandbox = await startSandbox({ from: folder, dist: inject('dist'), version: '0.0.0', ...wall, ...more });
  const world = () => worldAt(sandbox);
  const path = openCabinet(() => sandbox.clock.now());
  return {
    sandbox,
    folder,
    person: (login) => personAt({ api: sandbox.github.apiUrl, tokens: sandbox.tokens, path }, login),
    path,
    world,
    reconcile: (given = world(), run = BY_HAND) => runOnce(given, folder, run, false),
    dryRun: (run = BY_HAND) => runOnce(world(), folder, run, true),
    pass: (seconds) => sandbox.clock.advance(seconds * 1000),
    async close() {
      await sandbox.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Minutes of ten in which a test may begin and end before the schedule starts a run, which is at 7. */
const QUIET = [8, 9, 0, 1, 2];

/** The machine's clock, set ahead by some minutes if it is not long until the schedule starts a run that no test asked for. */
function betweenCrons(): () => number {
  const ahead = minutesToQuiet(Date.now()) * 60_000;
  return () => Date.now() + ahead;
}

/** @param now milliseconds */
export function minutesToQuiet(now: number): number {
  const minute = new Date(now).getUTCMinutes() % 10;
  return QUIET.includes(minute) ? 0 : 8 - minute;
}

/** The machine's clock, set ahead to the middle of the next month: none ends while a test lasts, and 62 days are two months. */
export function inMidMonth(): () => number {
  const now = new Date();
  const ahead = Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + 1, 15) - now.getTime();
  return () => Date.now() + ahead;
}

const BY_HAND: RunFact = { kind: 'cli', id: '', attempt: '', event: '', url: '' };

async function runOnce(world: Ports, folder: string, run: RunFact, dryRun: boolean): Promise<ReconcileReport> {
  return reconcile(world, {
    run,
    version: '0.0.0',
    clone: { repositoryId: 700100, name: 'acme/access', documents: await readPolicies(folder) },
    dryRun,
  });
}

async function seedFolder(workflows: boolean, documents: Readonly<Record<string, string>>): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'pullcord-scenario-'));
  await cp(join(ROOT, 'policies'), join(folder, 'policies'), { recursive: true });
  if (workflows) await cp(join(ROOT, '.github'), join(folder, '.github'), { recursive: true });
  for (const [path, text] of Object.entries(documents)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
  }
  return folder;
}

/** As `connectWorld` connects a run, but for waits: they take a hundredth of the time. */
function worldAt(sandbox: Sandbox): Ports {
  const { env, google } = sandbox;
  const auth = impatient(
    actionsCredentials({
      provider: google.provider.name,
      serviceAccount: google.granter,
      idToken: async () => (await fetch(`${sandbox.clockUrl}/identity-token`)).text(),
      endpoint: google.origin,
    }),
  );
  const github = connectGitHub({
    token: env['GITHUB_TOKEN'] ?? '',
    apiUrl: sandbox.github.apiUrl,
    userAgent: 'pullcord-scenario',
    second: 1,
  });
  const pagerduty = { token: sandbox.pagerduty.token, url: sandbox.pagerduty.origin };
  const at = { endpoint: google.origin, pause: (milliseconds: number) => sleep(milliseconds / 100) };
  const world = connectWorld({ github, repository: REPOSITORY, auth, pagerduty, say: () => undefined, ...at });
  return { ...world, openLog: (config) => connectLog({ auth, ...config, ...at, timeout: 2000 }) };
}

/** The client itself tries again what the token services do not answer: without its growing pauses. */
function impatient(auth: AuthClient): AuthClient {
  auth.transporter.interceptors.request.add({
    resolved: (config) => {
      if (config.retryConfig !== undefined) config.retryConfig.retryBackoff = () => sleep(1);
      return Promise.resolve(config);
    },
  });
  return auth;
}
