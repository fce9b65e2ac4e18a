import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeAll, describe, expect, inject, it } from 'vitest';
import { StoryBroken, tellStory, type Tampering } from '../../src/demo/story.ts';
import { startSandbox, type Sandbox } from '../../src/sandbox/sandbox.ts';
import type { Call } from '../../src/sandbox/http.ts';
import { ALICE } from '../support/people.ts';

const ROOT = join(import.meta.dirname, '../..');
const PROJECT = 'acme-orders-prod';
const ROLE = 'roles/cloudsql.instanceUser';

let running: Sandbox | undefined;
let scratch: string;
/** What the story needs of this repository. Every run checks it out, and the rest would be most of its work. */
let seed: string;

beforeAll(async () => {
  scratch = await mkdtemp(join(tmpdir(), 'pullcord-demo-test-'));
  seed = await seedNamed('seed');
  return () => rm(scratch, { recursive: true, force: true });
});

afterEach(async () => {
  await running?.close();
  running = undefined;
});

/** Tells the story with one thing broken; resolves to what it says is broken. */
async function broken(fault: {
  readonly dist?: string;
  readonly from?: string;
  readonly prepare?: (sandbox: Sandbox) => void;
  readonly tampering?: Tampering;
}): Promise<string> {
  running = await startSandbox({ from: fault.from ?? seed, dist: fault.dist ?? inject('dist'), version: '0.0.0' });
  fault.prepare?.(running);
  const narrator = { out: () => undefined, paint: (_: string, text: string) => text };
  try {
    await tellStory(running, narrator, fault.tampering);
  } catch (error) {
    if (error instanceof StoryBroken) return error.message;
    throw error;
  }
  return 'nothing noticed';
}

describe('the demo notices when', () => {
  it('nothing is broken, and says so', async () => {
    expect(await broken({})).toBe('nothing noticed');
  }, 120_000);

  it('the check passes a bad file', async () => {
    const dist = await actionThat("process.env.INPUT_COMMAND === 'check'");
    expect(await broken({ dist })).toContain('the check must end in failure');
  }, 120_000);

  it('no approval is counted', async () => {
    const dismiss: Tampering['approved'] = (sandbox, pull) => dismissApprovals(sandbox, pull);
    expect(await broken({ tampering: { approved: dismiss } })).toContain("exactly the policy's roles must be bound");
  }, 120_000);

  it('the write to IAM is lost', async () => {
    const prepare = ({ google }: Sandbox) =>
      google.service.faults.add({
        operation: 'POST /v3/*',
        when: 'before',
        answer: 200,
        times: 1000,
        only: setsPolicy,
        body: {},
      });
    expect(await broken({ dist: await impatientAction(), prepare })).toContain('the run that grants must succeed');
  }, 120_000);

  it('the condition is missing', async () => {
    const strip: Tampering['granted'] = (sandbox) =>
      rewrite(sandbox, (bindings) => bindings.map(({ role, members }) => ({ role, members })));
    expect(await broken({ tampering: { granted: strip } })).toContain('must carry the condition that ends it');
  }, 120_000);

  it('access is still there after its end', async () => {
    // Not ours to take away, and the story must not take it for ours.
    const leftOpen = { title: 'left open', expression: 'request.time > timestamp("2000-01-01T00:00:00Z")' };
    const open: Tampering['granted'] = (sandbox) =>
      rewrite(sandbox, (bindings) => [...bindings, { role: ROLE, members: [ALICE], condition: leftOpen }]);
    expect(await broken({ tampering: { granted: open } })).toContain('the condition alone must end the access');
  }, 120_000);

  it('the revocation is skipped', async () => {
    const dist = await actionThat("process.env.GITHUB_EVENT_NAME === 'schedule'");
    expect(await broken({ dist })).toMatch(/a run on schedule must have told|must remove the bindings/);
  }, 120_000);

  it('the audit commit is missing', async () => {
    const appends = ({ body }: Call) => JSON.stringify(body).includes('createCommitOnBranch');
    const prepare = ({ github }: Sandbox) =>
      github.service.faults.add({
        operation: 'POST /graphql',
        when: 'before',
        answer: 502,
        times: 1000,
        only: appends,
      });
    expect(await broken({ dist: await impatientAction(), prepare })).toContain('the run that grants must succeed');
  }, 120_000);

  it('another principal got the access', async () => {
    const from = await seedNamed('misnamed');
    await replaceIn(join(from, 'policies/organization.yaml'), 'user:alice@acme.example', 'user:mallory@acme.example');
    expect(await broken({ from })).toContain('to alice alone');
  }, 120_000);
});

async function seedNamed(name: string): Promise<string> {
  const from = join(scratch, name);
  await mkdir(from);
  for (const folder of ['policies', '.github']) await cp(join(ROOT, folder), join(from, folder), { recursive: true });
  return from;
}

/** A build whose action does nothing, and says all is well, whenever `condition` holds. */
function actionThat(condition: string): Promise<string> {
  return actionWith(`if (!(${condition})) await import('./real.js');\n`);
}

/** A build whose action pauses for a moment only, where the real one waits for seconds. */
function impatientAction(): Promise<string> {
  const pauses = new URL('../support/short-pauses.ts', import.meta.url);
  return actionWith(`import '${pauses.href}';\nawait import('./real.js');\n`);
}

/** A build whose entry of the action is `entry`, with the real one beside it as `real.js`. */
async function actionWith(entry: string): Promise<string> {
  const folder = await mkdtemp(join(scratch, 'build-'));
  const dist = join(folder, 'dist');
  await cp(join(ROOT, 'action.yml'), join(folder, 'action.yml'));
  await cp(inject('dist'), dist, { recursive: true });
  await cp(join(dist, 'index.js'), join(dist, 'real.js'));
  await writeFile(join(dist, 'index.js'), entry);
  return dist;
}

function setsPolicy({ url }: Call): boolean {
  return url.pathname.endsWith(':setIamPolicy');
}

async function dismissApprovals({ github, tokens }: Sandbox, pull: number): Promise<void> {
  const reviews = `${github.apiUrl}/repos/acme/access/pulls/${pull}/reviews`;
  const headers = { authorization: `Bearer ${tokens['acme-admin'] ?? ''}`, 'content-type': 'application/json' };
  const given = (await (await fetch(reviews, { headers })).json()) as { id: number }[];
  for (const { id } of given) {
    const body = JSON.stringify({ message: 'not so fast', event: 'DISMISS' });
    const answer = await fetch(`${reviews}/${id}/dismissals`, { method: 'PUT', headers, body });
    expect(answer.status).toBe(200);
  }
}

interface Held {
  readonly role: string;
  readonly members: readonly string[];
  readonly condition?: { readonly title: string; readonly expression: string };
}

/** Somebody with every right changes the policy by hand. */
async function rewrite({ google }: Sandbox, change: (bindings: Held[]) => Held[]): Promise<void> {
  const headers = { authorization: `Bearer ${google.adminToken}`, 'content-type': 'application/json' };
  const call = async (verb: string, body: unknown) => {
    const url = `${google.origin}/v1/projects/${PROJECT}:${verb}`;
    const answer = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) });
    expect(answer.status).toBe(200);
    return answer.json();
  };
  const policy = (await call('getIamPolicy', { options: { requestedPolicyVersion: 3 } })) as { bindings: Held[] };
  const others = policy.bindings.filter((binding) => !isOurs(binding));
  const bindings = [...others, ...change(policy.bindings.filter(isOurs))];
  await call('setIamPolicy', { policy: { ...policy, version: 3, bindings } });
}

function isOurs({ role, members, condition }: Held): boolean {
  return (
    condition?.title.startsWith('pullcord/') === true && members.includes(ALICE) && role.startsWith(ROLE.slice(0, 14))
  );
}

async function replaceIn(path: string, from: string, to: string): Promise<void> {
  const text = await readFile(path, 'utf8');
  expect(text).toContain(from);
  await writeFile(path, text.replace(from, to));
}
