import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connectSigners } from '../connect.ts';
import { tokenCredentials } from '../edge/google/credentials.ts';
import { PIN_PATH, pinFor, pinText } from '../core/ledger/pin.ts';
import { ledgerBranch } from '../edge/ledger.ts';
import { connectGitHub } from '../edge/github/client.ts';
import { repositoryReader } from '../edge/github/repository.ts';
import { initLedger } from '../flow/init.ts';
import { startRunner, type Runner } from './actions/runner.ts';
import type { Environment, Host } from './actions/host.ts';
import { startClock, type SandboxClock } from './clock.ts';
import { serveClock } from './clock-service.ts';
import { APP_PERMISSIONS, PEOPLE } from './github/acme.ts';
import { startGitHub, type GitHub } from './github/github.ts';
import { commonPayload } from './github/payloads.ts';
import { readSeedFolder, seedMore, type SeedFile } from './github/seed.ts';
import { environmentNamed, mayDeploy } from './github/deployments.ts';
import { startGoogle, type Google, type GoogleOptions } from './google/google.ts';
import { startPagerDuty, type PagerDuty } from './pagerduty/pagerduty.ts';

export interface SandboxOptions {
  /** The folder with the initial files of `acme/access`. */
  readonly from: string;
  /** The build under test, which `uses: ./` runs. */
  readonly dist: string;
  readonly version: string;
  readonly google?: GoogleOptions;
  /** True if only the App may write the branch `audit`. Default: true. */
  readonly protectLedger?: boolean;
  /** False for a repository as GitHub creates it, without the rulesets, environments and settings of the set-up. */
  readonly hardened?: boolean;
  /** True if the sandbox creates the ledger. Default: true. */
  readonly ledger?: boolean;
  /** True if the default branch pins that ledger. Default: true. */
  readonly pinned?: boolean;
  /** Each person's name at the single sign-on, by login. Without it the organization has no single sign-on. */
  readonly saml?: Readonly<Record<string, string>>;
  /** The clock to start by, in milliseconds since the epoch. Default: the machine's clock. */
  readonly wall?: () => number;
}

/** A local GitHub and Google Cloud for rehearsals. It runs the repository's own workflows on their events. */
export interface Sandbox {
  readonly github: GitHub;
  readonly google: Google;
  readonly pagerduty: PagerDuty;
  readonly clock: SandboxClock;
  readonly clockUrl: string;
  readonly runner: Runner;
  /** By login. */
  readonly tokens: Readonly<Record<string, string>>;
  /** Everything the action and the command line need, as environment variables. */
  readonly env: Readonly<Record<string, string>>;
  close(): Promise<void>;
}

/** Returns the object that `pullcord sandbox --json` prints on one line. */
export function describe({
  github,
  google,
  pagerduty,
  clockUrl,
  tokens,
  env,
}: Sandbox): Readonly<Record<string, unknown>> {
  return {
    github: { api: github.apiUrl, git: github.gitUrl(), repository: REPOSITORY.full, tokens },
    google: { endpoint: google.origin, token: google.adminToken },
    pagerduty: { endpoint: pagerduty.origin, token: pagerduty.token },
    clock: clockUrl,
    env,
  };
}

const REPOSITORY = { owner: 'acme', ownerId: 900100, name: 'access', id: 700100, full: 'acme/access' } as const;
/** The person who, for GitHub, set up the schedules. */
const ADMINISTRATOR = PEOPLE[0];

/** Starts everything on loopback, seeds the repository and creates the ledger. */
export async function startSandbox(options: SandboxOptions): Promise<Sandbox> {
  const clock = startClock(options.wall ?? (() => Date.now()));
  const now = () => clock.now();
  const github = await startGitHub({
    now,
    from: await rehearsalFiles(options.from),
    protectLedger: options.protectLedger ?? true,
    // Anybody may clone it, because a stranger may follow the printed address.
    private: false,
    hardened: options.hardened ?? true,
    ...(options.saml === undefined ? {} : { saml: options.saml }),
  });
  const google = await startGoogle({ now, ...(options.google === undefined ? {} : { options: options.google }) });
  const pagerduty = await startPagerDuty({ now });
  const clockService = await serveClock(clock, () => identityToken(google), github);
  const folder = await mkdtemp(join(tmpdir(), 'pullcord-sandbox-'));
  const tokens = Object.fromEntries(PEOPLE.map(({ login }) => [login, github.mintToken({ kind: 'user', login })]));
  const app = github.mintToken({ kind: 'installation', permissions: APP_PERMISSIONS });
  if (options.ledger ?? true) {
    const genesis = await beginLedger(github, google, app, options.version);
    if (options.pinned ?? true) await pinLedger(github, genesis);
  }
  const runner = await startRunner({
    host: hostOf(github),
    mint: (claims) => google.identity.mint(claims),
    clock,
    dist: options.dist,
    env: { PULLCORD_GOOGLE_ENDPOINT: google.origin, PULLCORD_PAGERDUTY_URL: pagerduty.origin },
    vars: {
      PULLCORD_APP_ID: 'Iv1.sandbox',
      PULLCORD_WORKLOAD_IDENTITY_PROVIDER: google.provider.name,
      PULLCORD_SERVICE_ACCOUNT: google.granter,
      PULLCORD_QUARANTINE_WORKLOAD_IDENTITY_PROVIDER: google.quarantine.provider,
      PULLCORD_QUARANTINE_SERVICE_ACCOUNT: google.quarantine.serviceAccount,
    },
    environment: (name) =>
      environmentAt(github, name, {
        PULLCORD_APP_PRIVATE_KEY: 'the sandbox needs none',
        PULLCORD_PAGERDUTY_TOKEN: pagerduty.token,
      }),
    appPermissions: APP_PERMISSIONS,
    scheduledAs: { id: ADMINISTRATOR.id, login: ADMINISTRATOR.login },
  });
  github.runs = runner.runs;
  return {
    github,
    google,
    pagerduty,
    clock,
    clockUrl: clockService.origin,
    runner,
    tokens,
    env: {
      GITHUB_API_URL: github.apiUrl,
      GITHUB_GRAPHQL_URL: `${github.apiUrl}/graphql`,
      GITHUB_SERVER_URL: github.origin,
      GITHUB_REPOSITORY: REPOSITORY.full,
      GITHUB_REPOSITORY_ID: String(REPOSITORY.id),
      GITHUB_TOKEN: app,
      PULLCORD_GOOGLE_ENDPOINT: google.origin,
      PULLCORD_PAGERDUTY_URL: pagerduty.origin,
      PULLCORD_PAGERDUTY_TOKEN: pagerduty.token,
      GOOGLE_APPLICATION_CREDENTIALS: await writeCredentials(folder, google, clockService.origin),
    },
    async close() {
      await runner.stop();
      clock.stop();
      await Promise.all([github.close(), google.close(), pagerduty.close(), clockService.close()]);
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/**
 * Reads the folder without its requests. No pull request of the sandbox brought them, and a rehearsal begins with none.
 */
async function rehearsalFiles(from: string): Promise<readonly SeedFile[]> {
  return (await readSeedFolder(from)).filter(({ path }) => !/^requests\/.*\.yaml$/.test(path));
}

/** @returns the line of record 0 */
async function beginLedger(github: GitHub, google: Google, token: string, version: string): Promise<string> {
  const client = connectGitHub({ token, apiUrl: github.apiUrl, userAgent: 'pullcord-sandbox' });
  const run = { kind: 'cli', id: '', attempt: '', event: 'init', url: '' } as const;
  const repository = { ...repositoryReader(client, REPOSITORY), time: client.time };
  const auth = tokenCredentials(google.adminToken);
  const signers = connectSigners({ auth, endpoint: google.origin, log: () => undefined });
  const begun = await initLedger(repository, ledgerBranch(client, REPOSITORY), signers, run, version);
  if (begun.outcome !== 'created') throw new Error(`the sandbox could not create its ledger: ${begun.sentence}`);
  return begun.genesis;
}

async function pinLedger({ world }: GitHub, genesis: string): Promise<void> {
  const pin = { path: PIN_PATH, content: pinText(pinFor(genesis)) };
  await seedMore(world, [pin], ADMINISTRATOR.id, 'Pin the ledger');
}

function hostOf(github: GitHub): Host {
  const actor = { kind: 'user', user: ADMINISTRATOR.id } as const;
  return {
    origins: { api: github.apiUrl, graphql: `${github.apiUrl}/graphql`, server: github.origin },
    repository: {
      ...REPOSITORY,
      defaultBranch: github.state.repository.defaultBranch,
      private: github.state.repository.private,
    },
    gitDir: github.repository.directory,
    events: github.events,
    payload: () => commonPayload(github.world, actor),
    mintToken: (kind, permissions) => github.mintToken({ kind, permissions }),
    revokeToken: (token) => github.revokeToken(token),
  };
}

/** Returns the environment by its current settings at GitHub. @param values the secrets' values, by name */
function environmentAt(
  { state }: GitHub,
  name: string,
  values: Readonly<Record<string, string>>,
): Environment | undefined {
  const found = environmentNamed(state, name);
  if (found === undefined) return undefined;
  return {
    admits: (ref) => mayDeploy(state, found, ref),
    waits: found.reviewers.length > 0 || found.waitTimer > 0,
    secrets: Object.fromEntries(found.secrets.map((secret) => [secret, values[secret] ?? ''])),
  };
}

/** Mints an identity token like the reconcile workflow's own. The granter trusts this identity. */
function identityToken(google: Google): string {
  return google.identity.mint({
    aud: `https://iam.googleapis.com/${google.provider.name}`,
    repository: REPOSITORY.full,
    repository_id: String(REPOSITORY.id),
    repository_owner_id: String(REPOSITORY.ownerId),
    ref: 'refs/heads/main',
    environment: 'break-glass',
    event_name: 'workflow_dispatch',
    workflow_ref: `${REPOSITORY.full}/.github/workflows/reconcile.yml@refs/heads/main`,
  });
}

/** Writes Application Default Credentials of a workload outside Google: a file that names the URL of the identity. */
async function writeCredentials(folder: string, google: Google, control: string): Promise<string> {
  const file = join(folder, 'application-default-credentials.json');
  const credentials = {
    type: 'external_account',
    audience: `//iam.googleapis.com/${google.provider.name}`,
    subject_token_type: 'urn:ietf:params:oauth:token-type:jwt',
    token_url: `${google.origin}/v1/token`,
    service_account_impersonation_url: `${google.origin}/v1/projects/-/serviceAccounts/${google.granter}:generateAccessToken`,
    credential_source: { url: `${control}/identity-token` },
  };
  await writeFile(file, JSON.stringify(credentials), { mode: 0o600 });
  return file;
}
