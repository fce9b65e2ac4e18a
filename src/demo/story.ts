import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { keyOf, type Binding } from '../core/grant/iam-policy.ts';
import type { Paint } from '../core/report/report.ts';
import { unbroken, wrap, wrapLog } from '../core/report/wrap.ts';
import { instantOf, secondsBetween } from '../core/time.ts';
import type { RunRecord } from '../sandbox/actions/records.ts';
import type { Sandbox } from '../sandbox/sandbox.ts';
import { mayUseDatabase, readBindings } from './cloud.ts';
import { personAt } from './people.ts';

/** Moments of the story at which a test breaks something, to see that the story notices. */
export interface Tampering {
  readonly approved?: (sandbox: Sandbox, pull: number) => Promise<void> | void;
  readonly granted?: (sandbox: Sandbox, pull: number) => Promise<void> | void;
}

export interface Narrator {
  readonly out: (text: string) => void;
  readonly paint: Paint;
  /** Columns of the terminal; absent if lines stay whole. */
  readonly columns?: number | undefined;
}

/** A broken promise of the story. The message names it. */
export class StoryBroken extends Error {
  override readonly name = 'StoryBroken';
}

const ALICE = 'user:alice@acme.example';
const ROLES = ['roles/cloudsql.instanceUser', 'roles/cloudsql.viewer'];

/**
 * Shows the whole loop while it happens. Every line comes back from the sandbox's GitHub, Google Cloud or git, after real
 * processes did the work.
 * @throws StoryBroken at the first broken promise
 */
export async function tellStory(sandbox: Sandbox, narrator: Narrator, tampering: Tampering = {}): Promise<void> {
  const { step, show, done } = narration(narrator);
  const [alice, bob] = [personAt(sandbox, 'alice'), personAt(sandbox, 'bob')];
  const before = await readBindings(sandbox);

  step('alice requests too much: the check shows each problem and its place');
  const wrong = await alice.ask('orders-db-forever', pathFor(sandbox, 'orders-db-forever'), requestFor('9h'));
  const refusal = await checkOf(sandbox, 'failure');
  for (const { path, line, column, message } of annotationsOf(refusal))
    show(`${path ?? ''}:${line ?? ''}:${column ?? ''} ${message}`);
  must(
    annotationsOf(refusal).length > 0,
    'the check of a request that its policy does not admit must fail, with the place of each issue',
  );
  await alice.close(wrong.number);

  step('alice requests thirty minutes: the check shows the exact access and its approvers');
  const path = pathFor(sandbox, 'orders-db-timeouts');
  const { number, url } = await alice.ask('orders-db-timeouts', path, requestFor('30m'));
  show(logOf(await checkOf(sandbox, 'success')));

  step(`bob, a team lead, approves ${url}, and alice merges it`);
  await bob.approve(number);
  await tampering.approved?.(sandbox, number);
  await alice.merge(number);
  const grant = await lastRun(sandbox, 'reconcile', 'push');
  show(logOf(grant));
  must(grant.conclusion === 'success', 'the run that grants the access must succeed');

  step('Google has the access, with its end as a condition');
  await tampering.granted?.(sandbox, number);
  const bindings = ours(await readBindings(sandbox), number);
  for (const binding of bindings) show(describe(binding));
  must(
    bindings.length === ROLES.length && bindings.every(({ role, member }) => ROLES.includes(role) && member === ALICE),
    "IAM must bind exactly the policy's roles, to alice alone",
  );
  must(
    bindings.every(
      ({ condition }) => condition?.title === `pullcord/acme/${number}` && endOf(condition.expression) !== undefined,
    ),
    'every binding must have the condition that ends it',
  );
  const during = await mayUseDatabase(sandbox, ALICE);
  show(`May alice use the database now? ${during.granted ? 'yes' : 'no'}: ${during.because}`);
  must(during.granted, 'alice must have the granted access');

  const end = endOf(bindings[0]?.condition?.expression ?? '') ?? '';
  step(`the clock moves to ${end}, and no run has revoked the access yet`);
  await advanceTo(sandbox, end);
  const after = await mayUseDatabase(sandbox, ALICE);
  must(
    ours(await readBindings(sandbox), number).length === ROLES.length,
    'the bindings must still exist, so that only the condition refuses',
  );
  show(`May alice use the database now? ${after.granted ? 'yes' : 'no'}: ${after.because}`);
  must(!after.granted, 'the condition alone must end the access');

  step('the scheduled run removes the expired bindings');
  await sandbox.clock.advance(THREE_CRONS);
  const left = await readBindings(sandbox);
  show(logOf(await runWith(sandbox, 'schedule', `ended #${number}`)));
  must(ours(left, number).length === 0, 'the scheduled run must remove the bindings');
  must(left.map(keyOf).sort().join() === before.map(keyOf).sort().join(), 'all other bindings must stay unchanged');

  step("a later run records alice's calls from Google's audit logs");
  show(logOf(await runWith(sandbox, 'schedule', `used #${number}`)));

  step('the audit branch has the whole story: git clone, git log audit');
  const { log, trailers } = await readAudit(sandbox);
  show(log);
  must(
    ['activated', 'ended'].every((kind) => log.includes(`${kind} #${number}: alice`)),
    'the audit branch must have the records `activated` and `ended`',
  );
  must(trailers.includes('bob'), 'plain git must show the approver');
  done('Every step really happened: the request, the approval, the access, its end and its record.');
}

/** Milliseconds. The schedule runs every ten minutes, and a run reads audit logs ten minutes after the end. */
const THREE_CRONS = 30 * 60 * 1000;

function narration({ out, paint, columns = Infinity }: Narrator) {
  let count = 0;
  const say = (style: 'strong' | 'good', sign: string, text: string) => {
    const lines = wrap(text, columns, sign, ' '.repeat(sign.length));
    out(`\n${lines.map((line) => paint(style, line)).join('\n')}\n`);
  };
  const show = (text: string) => {
    const lines = text.trimEnd().split('\n');
    out(`${wrapLog(lines.map((line) => `   ${line}`.trimEnd()).join('\n'), columns)}\n`);
  };
  return {
    step: (title: string) => say('strong', `${(count += 1)}. `, title),
    show,
    done: (text: string) => say('good', '✓ ', text),
  };
}

function must(holds: boolean, promise: string): asserts holds {
  if (!holds) throw new StoryBroken(promise);
}

function requestFor(duration: string): string {
  return [
    'policy: orders-db-read',
    `duration: ${duration}`,
    'reason: >-',
    '  Checkout returns 500s since 02:05 UTC; need to read lock waits in the orders database.',
    'incident: INC-4821',
    '',
  ].join('\n');
}

function pathFor({ clock }: Sandbox, slug: string): string {
  return `requests/${instantOf(clock.now()).slice(0, 7).replace('-', '/')}/${slug}.yaml`;
}

async function checkOf(sandbox: Sandbox, conclusion: string): Promise<RunRecord> {
  const run = await lastRun(sandbox, 'check', 'pull_request');
  must(
    run.conclusion === conclusion,
    `the check must end with ${conclusion}; it ended with ${run.conclusion ?? 'no conclusion'}`,
  );
  return run;
}

async function lastRun(sandbox: Sandbox, name: string, event: string): Promise<RunRecord> {
  await sandbox.runner.idle();
  const run = sandbox.runner.runs.list().find((one) => one.name === name && one.event === event);
  must(run !== undefined, `${name} must run on ${event}`);
  return run;
}

async function runWith(sandbox: Sandbox, event: string, text: string): Promise<RunRecord> {
  await sandbox.runner.idle();
  const run = sandbox.runner.runs.list().find((one) => one.event === event && logOf(one).includes(text));
  must(run !== undefined, `a run on ${event} must report ${text}`);
  return run;
}

function annotationsOf(run: RunRecord) {
  return run.jobs.flatMap(({ annotations }) => annotations);
}

/** Returns the lines of the Pullcord step, without the runner's own lines and time stamps. */
function logOf(run: RunRecord): string {
  const lines = run.jobs.flatMap(({ logs }) => logs.split('\n')).map((line) => line.replace(/^\S+Z /, ''));
  const start = lines.findLastIndex((line) => line === '##[endgroup]') + 1;
  return lines
    .slice(start)
    .filter((line) => !/^(?:::|##\[)/.test(line))
    .join('\n')
    .trim();
}

function ours(bindings: readonly Binding[], pull: number): readonly Binding[] {
  return bindings.filter(
    ({ member, condition }) =>
      condition?.title === `pullcord/acme/${pull}` || (member === ALICE && condition === undefined),
  );
}

function describe({ role, member, condition }: Binding): string {
  return [
    `${role}  ${member}`,
    ...(condition === undefined
      ? []
      : [`  title      ${condition.title}`, `  condition  ${unbroken(condition.expression)}`]),
  ].join('\n');
}

function endOf(expression: string): string | undefined {
  return /request\.time < timestamp\("([^"]+)"\)/.exec(expression)?.[1];
}

async function advanceTo(sandbox: Sandbox, end: string): Promise<void> {
  const seconds = secondsBetween(instantOf(sandbox.clock.now()), end) + 1;
  await sandbox.clock.advance(seconds * 1000);
}

async function readAudit({ github, tokens }: Sandbox): Promise<{ log: string; trailers: string }> {
  const run = promisify(execFile);
  const folder = await mkdtemp(join(tmpdir(), 'pullcord-demo-'));
  try {
    await run('git', ['clone', '--quiet', '--branch', 'audit', github.gitUrl(tokens['alice']), folder]);
    const log = await run('git', ['-C', folder, 'log', '--reverse', '--format=%h %cd%n%B', '--date=iso-strict']);
    const trailers = await run('git', ['-C', folder, 'log', '--format=%(trailers:key=Approved-by,valueonly)']);
    return { log: log.stdout, trailers: trailers.stdout };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
