import { execFile, spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cloneAudit, kindsOf } from './audit.ts';
import { asText, editBindings, marked, readBindings, ROLES, type Cloud, type Written } from './cloud.ts';
import { openCabinet, personAt, type Office } from './people.ts';
import { minutesToQuiet } from './stage.ts';
import { ALICE } from '../support/people.ts';

/** What `pullcord sandbox --json` prints: all a stranger knows. */
interface Told {
  readonly github: {
    readonly api: string;
    readonly git: string;
    readonly repository: string;
    readonly tokens: Record<string, string>;
  };
  readonly google: { readonly endpoint: string; readonly token: string };
  readonly clock: string;
  readonly env: Record<string, string>;
}

const ROOT = join(import.meta.dirname, '../..');
const FOREIGN: Written = { role: 'roles/run.viewer', members: ['user:dave@acme.example'] };
const BY_HTTP: Written = {
  role: 'roles/run.invoker',
  members: ['user:dave@acme.example'],
  condition: { title: 'until new year', expression: 'request.time < timestamp("2027-01-01T00:00:00Z")' },
};
const hasGcloud = spawnSync('gcloud', ['--version']).status === 0;
if (!hasGcloud) console.warn('gcloud is not installed: its own assertions are skipped, those over plain HTTP are not');

let child: ChildProcess;
let told: Told;
let cloud: Cloud;
let office: Office;
let scratch: string;
let pull: number;

beforeAll(async () => {
  scratch = await mkdtemp(join(tmpdir(), 'pullcord-stranger-'));
  // Every run checks the repository out: tests and sources would be most of its work.
  const seed = join(scratch, 'seed');
  for (const folder of ['policies', '.github']) await cp(join(ROOT, folder), join(seed, folder), { recursive: true });
  const args = ['bin/pullcord.js', 'sandbox', '--json', '--from', seed];
  child = spawn('node', args, { cwd: ROOT, stdio: ['ignore', 'pipe', 'inherit'] });
  told = await new Promise<Told>((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`the sandbox ended with ${code ?? 'a signal'}`)));
    if (child.stdout)
      createInterface({ input: child.stdout }).once('line', (line) => resolve(JSON.parse(line) as Told));
  });
  cloud = { origin: told.google.endpoint, token: told.google.token };
  const { now } = (await (await fetch(told.clock)).json()) as { now: string };
  const minutes = minutesToQuiet(Date.parse(now));
  if (minutes > 0) await advance(`${minutes}m`);
  office = { api: told.github.api, tokens: told.github.tokens, path: openCabinet(() => Date.parse(now)) };
}, 120_000);

afterAll(async () => {
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  await ended;
  await rm(scratch, { recursive: true, force: true });
});

// One story: each test goes on where the one before it ended.
describe('a stranger with nothing but HTTP and git', { shuffle: false }, () => {
  it('opens a pull request as alice, approves it as bob, merges it as alice, and alice has the access', async () => {
    const [alice, bob] = [personAt(office, 'alice'), personAt(office, 'bob')];
    pull = await alice.ask('orders-db-timeouts');
    await bob.approve(pull);
    await alice.merge(pull);
    const runs = await allCompleted();
    const asked = runs.filter(({ event }) => event !== 'schedule');
    expect(asked.map(({ name, event, conclusion }) => `${name} ${event} ${conclusion}`).sort()).toEqual([
      'check pull_request success',
      'reconcile push success',
    ]);
    expectGranted(await readBindings(cloud));
  }, 120_000);

  it.skipIf(!hasGcloud)(
    'sees the same with gcloud',
    async () => {
      expectGranted(((await gcloud('get-iam-policy')) as { bindings: Written[] }).bindings);
    },
    60_000,
  );

  it('finds bindings that others add in between unchanged by every run', async () => {
    await editBindings(cloud, (bindings) => [...bindings, BY_HTTP]);
    if (hasGcloud)
      await gcloud(
        'add-iam-policy-binding',
        `--role=${FOREIGN.role}`,
        `--member=${FOREIGN.members[0] ?? ''}`,
        '--condition=None',
      );
    else await editBindings(cloud, (bindings) => [...bindings, FOREIGN]);
    const others = asText(withoutOurs(await readBindings(cloud)));
    await advance('25m');
    const runs = await allCompleted();
    expect(runs.filter(({ event }) => event === 'schedule').length).toBeGreaterThanOrEqual(2);
    expectGranted(await readBindings(cloud));
    expect(asText(withoutOurs(await readBindings(cloud)))).toBe(others);
  }, 180_000);

  it('three hours later finds ours gone, theirs there, and the story on the audit branch', async () => {
    await advance('2h35m');
    const runs = await allCompleted();
    expect(await logsOf(runs.filter(({ conclusion }) => conclusion !== 'success'))).toEqual([]);
    const bindings = await readBindings(cloud);
    expect(marked(bindings)).toEqual([]);
    expect(bindings).toContainEqual(FOREIGN);
    expect(bindings).toContainEqual(BY_HTTP);
    if (hasGcloud) expect(((await gcloud('get-iam-policy')) as { bindings: Written[] }).bindings).toEqual(bindings);

    const audit = await cloneAudit(
      told.github.git.replace('//', `//x-access-token:${told.github.tokens['bob'] ?? ''}@`),
    );
    expect(kindsOf(audit, pull)).toEqual(['activated', 'ended', 'used']);
    expect(audit.messages.map((message) => message.split(' ')[0])).toEqual(['genesis:', 'activated', 'ended', 'used']);
    const { window } = audit.records[1]?.grant ?? {};
    for (const message of audit.messages.slice(1, 3)) {
      expect(message.split('\n')).toEqual(
        expect.arrayContaining([
          expect.stringMatching(/^Request: requests\/\d{4}\/\d{2}\/orders-db-timeouts\.yaml$/),
          'Requester: alice',
          'Approved-by: bob',
          ...ROLES.map((role) => `Role: ${role}`),
          'Resource: projects/acme-orders-prod',
          `Window: ${window?.start ?? ''}/${window?.end ?? ''}`,
          expect.stringMatching(new RegExp(`^Pull-request: \\S+/acme/access/pull/${pull}$`)),
        ]),
      );
    }
  }, 400_000);
});

/** Exactly one conditional binding for alice for each role, titled for the pull request; none without its condition. */
function expectGranted(bindings: readonly Written[]): void {
  const hers = bindings.filter(({ members }) => members.includes(ALICE));
  expect(hers.map(({ role }) => role).sort()).toEqual(ROLES);
  for (const { members, condition } of hers) {
    expect(members).toEqual([ALICE]);
    expect(condition?.title).toBe(`pullcord/acme/${pull}`);
    expect(condition?.expression).toMatch(
      /^request\.time >= timestamp\("\S+Z"\) && request\.time < timestamp\("\S+Z"\) && resource\.name\.startsWith\("projects\/acme-orders-prod\/instances\/orders"\)$/,
    );
  }
}

function withoutOurs(bindings: readonly Written[]): readonly Written[] {
  return bindings.filter(({ condition }) => condition?.title.startsWith('pullcord/acme/') !== true);
}

interface RunBody {
  readonly id: number;
  readonly name: string;
  readonly event: string;
  readonly status: string;
  readonly conclusion: string | null;
}

/** What runs said, for the message of an assertion that they said nothing. */
async function logsOf(runs: readonly RunBody[]): Promise<readonly string[]> {
  const headers = { authorization: `Bearer ${told.github.tokens['alice'] ?? ''}` };
  const base = `${told.github.api}/repos/${told.github.repository}/actions`;
  const jobs = await Promise.all(
    runs.map(
      async ({ id }) =>
        (await (await fetch(`${base}/runs/${id}/jobs`, { headers })).json()) as { jobs: { id: number }[] },
    ),
  );
  return Promise.all(
    jobs
      .flatMap(({ jobs: all }) => all)
      .map(async ({ id }) => (await fetch(`${base}/jobs/${id}/logs`, { headers })).text()),
  );
}

async function allCompleted(): Promise<readonly RunBody[]> {
  for (;;) {
    const answer = await fetch(`${told.github.api}/repos/${told.github.repository}/actions/runs?per_page=100`, {
      headers: { authorization: `Bearer ${told.github.tokens['alice'] ?? ''}` },
    });
    const { workflow_runs: runs } = (await answer.json()) as { workflow_runs: readonly RunBody[] };
    if (runs.every(({ status }) => status === 'completed')) return runs;
    await sleep(200);
  }
}

async function advance(duration: string): Promise<void> {
  const answer = await fetch(told.clock, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ advance: duration }),
  });
  expect(answer.status).toBe(200);
}

async function gcloud(verb: string, ...args: readonly string[]): Promise<unknown> {
  const token = join(scratch, 'token');
  await writeFile(token, cloud.token);
  const { stdout } = await promisify(execFile)(
    'gcloud',
    ['projects', verb, 'acme-orders-prod', ...args, '--format=json'],
    {
      env: {
        PATH: process.env['PATH'],
        HOME: scratch,
        CLOUDSDK_CONFIG: join(scratch, 'config'),
        CLOUDSDK_CORE_DISABLE_PROMPTS: '1',
        CLOUDSDK_CORE_DISABLE_USAGE_REPORTING: '1',
        CLOUDSDK_COMPONENT_MANAGER_DISABLE_UPDATE_CHECK: '1',
        CLOUDSDK_AUTH_ACCESS_TOKEN_FILE: token,
        CLOUDSDK_API_ENDPOINT_OVERRIDES_CLOUDRESOURCEMANAGER: `${cloud.origin}/`,
      },
    },
  );
  return JSON.parse(stdout) as unknown;
}
