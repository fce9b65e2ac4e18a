import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { personAt } from '../../src/demo/people.ts';
import { startSandbox, type Sandbox } from '../../src/sandbox/sandbox.ts';

const ROOT = join(import.meta.dirname, '../..');
const REQUEST = [
  'policy: orders-db-read',
  'duration: 1h',
  'reason: Checkout returns 500s, need to read lock waits.',
  'incident: INC-1',
  '',
];

let sandbox: Sandbox;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pullcord-check-'));
  sandbox = await startSandbox({ from: ROOT, dist: inject('dist'), version: '0.0.0' });
});

afterAll(async () => {
  await sandbox.close();
  await rm(folder, { recursive: true, force: true });
});

/** Runs the built action as the runner does, with whatever Google publishes refused by a resolve hook. */
async function runAction(command: string, pull: number): Promise<{ stdout: string; status: number; summary: string }> {
  const event = join(folder, 'event.json');
  const summary = join(folder, 'summary.md');
  const output = join(folder, 'output');
  await writeFile(event, JSON.stringify({ pull_request: { number: pull } }));
  for (const file of [summary, output]) await writeFile(file, '');
  const env = {
    ...process.env,
    ...sandbox.env,
    GITHUB_EVENT_NAME: 'pull_request',
    GITHUB_EVENT_PATH: event,
    GITHUB_STEP_SUMMARY: summary,
    GITHUB_OUTPUT: output,
    GITHUB_WORKSPACE: folder,
    INPUT_COMMAND: command,
    INPUT_TOKEN: sandbox.env['GITHUB_TOKEN'],
    'INPUT_DRY-RUN': 'false',
    NODE_OPTIONS: '',
  };
  const hook = join(import.meta.dirname, 'no-google.js');
  const run = promisify(execFile)(process.execPath, ['--import', hook, join(inject('dist'), 'index.js')], { env });
  const { stdout, status } = await run.then(
    ({ stdout: text }) => ({ stdout: text, status: 0 }),
    (error: unknown) => error as { stdout: string; status: number },
  );
  return { stdout, status, summary: await readFile(summary, 'utf8') };
}

describe('the built action, with every Google client refused', () => {
  it('checks a pull request', async () => {
    const month = new Date(sandbox.clock.now()).toISOString().slice(0, 7).replace('-', '/');
    const { number } = await personAt(sandbox, 'alice').ask(
      'no-google',
      `requests/${month}/no-google.yaml`,
      REQUEST.join('\n'),
    );
    const { stdout, status, summary } = await runAction('check', number);
    expect(stdout).toContain('is valid but not approved yet');
    expect(summary).toContain('`roles/cloudsql.viewer` on `projects/acme-orders-prod`');
    expect(status).toBe(0);
  });

  it('cannot reconcile: the hook does refuse what it is to refuse', async () => {
    const { stdout } = await runAction('reconcile', 1);
    expect(stdout).toMatch(/::error::.*google/);
  });
});
