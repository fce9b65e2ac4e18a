import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeAll, expect, inject } from 'vitest';
import { StoryBroken, tellStory, type Tampering } from '../../src/demo/story.ts';
import { startSandbox, type Sandbox } from '../../src/sandbox/sandbox.ts';
import type { Call } from '../../src/sandbox/http.ts';
import { ALICE } from '../support/people.ts';

const ROOT = join(import.meta.dirname, '../..');
const PROJECT = 'acme-orders-prod';
export const ROLE = 'roles/cloudsql.instanceUser';

/** What one test breaks. */
export interface Break {
  readonly dist?: string;
  readonly from?: string;
  readonly prepare?: (sandbox: Sandbox) => void;
  readonly tampering?: Tampering;
}

export interface Demo {
  /** Tells the story with one thing broken; resolves to what it says is broken. */
  readonly broken: (fault: Break) => Promise<string>;
  /** A build whose action does nothing, and says all is well, whenever `condition` holds. */
  readonly actionThat: (condition: string) => Promise<string>;
  /** A build whose action pauses for a moment only, where the real one waits for seconds. */
  readonly impatientAction: () => Promise<string>;
  /** What the story needs of this repository. Every run checks it out, and the rest would be most of its work. */
  readonly seedNamed: (name: string) => Promise<string>;
}

/** The demo, for the tests of one file: its hooks are that file's. */
export function prepareDemo(): Demo {
  let running: Sandbox | undefined;
  let scratch: string;
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

  async function broken(fault: Break): Promise<string> {
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

  async function seedNamed(name: string): Promise<string> {
    const from = join(scratch, name);
    await mkdir(from);
    for (const folder of ['policies', '.github']) await cp(join(ROOT, folder), join(from, folder), { recursive: true });
    return from;
  }

  function actionThat(condition: string): Promise<string> {
    return actionWith(`if (!(${condition})) await import('./real.js');\n`);
  }

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

  return { broken, actionThat, impatientAction, seedNamed };
}

export function setsPolicy({ url }: Call): boolean {
  return url.pathname.endsWith(':setIamPolicy');
}

export async function dismissApprovals({ github, tokens }: Sandbox, pull: number): Promise<void> {
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
export async function rewrite({ google }: Sandbox, change: (bindings: Held[]) => Held[]): Promise<void> {
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

export async function replaceIn(path: string, from: string, to: string): Promise<void> {
  const text = await readFile(path, 'utf8');
  expect(text).toContain(from);
  await writeFile(path, text.replace(from, to));
}
