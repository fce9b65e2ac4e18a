import * as core from '@actions/core';
import { context } from '@actions/github';
import { exitStatusOf, type Message } from './core/message.ts';
import { checkSections } from './core/report/check.ts';
import { reconcileSections } from './core/report/reconcile.ts';
import { forRunner, forTerminal } from './core/plain.ts';
import { renderMarkdown, renderText } from './core/report/render.ts';
import type { CheckReport, ReconcileReport, Section } from './core/report/report.ts';
import { callerOfRun } from './edge/github/caller.ts';
import { evidenceReader } from './edge/github/evidence.ts';
import { repositoryReader } from './edge/github/repository.ts';
import { ledgerBranch } from './edge/ledger.ts';
import { connectIncidents } from './edge/incidents.ts';
import { quarantineSections } from './core/report/quarantine.ts';
import { EXIT, failureOf, SettingError } from './failure.ts';
import { checkPull } from './flow/check.ts';
import type { RunOrders } from './flow/observe/orders.ts';
import { lift } from './flow/lift-quarantine.ts';
import { quarantine } from './flow/quarantine.ts';
import { reconcile } from './flow/reconcile.ts';
import {
  githubFrom,
  googleEndpointFrom,
  numberFrom,
  pagerdutyFrom,
  readPolicies,
  repositoryFrom,
  type Environment,
} from './environment.ts';
import { VERSION } from './version.ts';

const env: Environment = process.env;
/** Returns foreign text as one line that is safe in this log. */
const oneLine = (text: string) => forRunner(forTerminal(text));
const say = (line: string) => core.info(oneLine(line));

try {
  process.exitCode = await run(core.getInput('command', { required: true }));
} catch (error) {
  const { status, sentence } = failureOf(error);
  core.setFailed(oneLine(sentence));
  process.exitCode = status;
}

async function run(command: string): Promise<number> {
  switch (command) {
    case 'check':
      return check();
    case 'reconcile':
      return reconcileNow();
    case 'quarantine':
      return setAside();
    default:
      throw new SettingError(
        `the input \`command\` is ${JSON.stringify(command)}; set it to \`check\`, \`reconcile\` or \`quarantine\``,
      );
  }
}

async function check(): Promise<number> {
  const number = numberFrom(String((context.payload as { pull_request?: { number?: number } }).pull_request?.number));
  if (number === undefined)
    throw new SettingError(
      `\`check\` needs a pull request, and the event ${context.eventName} has none. Run the workflow only on this event: \`on: pull_request\``,
    );
  const github = githubFrom(env, token(), say);
  const name = repositoryFrom(env);
  const ledger = ledgerBranch(github, name);
  const reader = { ...repositoryReader(github, name), ...evidenceReader(github, name), time: github.time, ledger };
  const report = await checkPull(reader, number, connectIncidents(github, pagerdutyFrom(env)));
  await show(checkSections(report));
  annotate(report);
  core.setOutput('passed', String(report.passed));
  core.setOutput('verdict', report.requests[0]?.judged?.decision.verdict ?? '');
  core.setOutput('report', JSON.stringify(report));
  return report.passed ? EXIT.ok : EXIT.no;
}

async function reconcileNow(): Promise<number> {
  const orders = ordersFrom();
  const { world } = await connectToAll('PULLCORD_WORKLOAD_IDENTITY_PROVIDER');
  const report = await reconcile(world, { ...(await aboutThisRun()), dryRun: core.getBooleanInput('dry-run'), orders });
  await show(reconcileSections(report));
  warn(report);
  core.setOutput('events', JSON.stringify(report.records.map(({ kind, pull }) => ({ kind, pull }))));
  core.setOutput('report', JSON.stringify(report));
  return exitStatusOf(report.messages);
}

async function setAside(): Promise<number> {
  const person = core.getInput('person');
  const why = core.getInput('why');
  const lifts = core.getBooleanInput('lift');
  if (person === '')
    throw new SettingError('the input `person` is empty. Set it to a login or to the number of an account');
  if (why === '' && !lifts)
    throw new SettingError('the input `why` is empty. Set it to the reason, which goes on record');
  const { world: rest, github, auth, at } = await connectToAll('PULLCORD_QUARANTINE_WORKLOAD_IDENTITY_PROVIDER');
  const { connectDeny } = await import('./edge/deny.ts');
  const world = { ...rest, deny: connectDeny({ auth, ...at }) };
  const about = await aboutThisRun();
  const report = lifts
    ? await lift(world, person, about)
    : await quarantine(world, { person, by: actor(), caller: await callerOfRun(github, env), why }, about);
  await show(quarantineSections(report));
  annotateMessages(report.messages);
  core.setOutput('events', JSON.stringify(report.records.map(({ kind, pull }) => ({ kind, pull }))));
  core.setOutput('report', JSON.stringify(report));
  return exitStatusOf(report.messages);
}

/** Returns the login that started this run, by GitHub's variables. A re-run is started by the person who asks for it. */
function actor(): string {
  return env['GITHUB_TRIGGERING_ACTOR'] ?? env['GITHUB_ACTOR'] ?? 'somebody';
}

/** Returns the orders of the person who dispatched the run. An order may revoke, and never grants. */
function ordersFrom(): RunOrders {
  const revoke = core.getInput('revoke');
  const comment = core.getInput('comment');
  const pull = numberFrom(revoke);
  if (revoke !== '' && pull === undefined)
    throw new SettingError(`the input \`revoke\` is ${JSON.stringify(revoke)}; set it to the number of a pull request`);
  const said = numberFrom(comment);
  return {
    ...(pull === undefined ? {} : { revoke: { pull, by: actor() } }),
    ...(said === undefined ? {} : { comment: said }),
  };
}

/** Connects to GitHub and Google Cloud. @param variable the repository variable that holds the provider's name */
async function connectToAll(variable: string) {
  const { actionsCredentials, applicationDefaultCredentials } = await import('./edge/google/credentials.ts');
  const { connectWorld } = await import('./connect.ts');
  const at = googleEndpointFrom(env);
  const provider = core.getInput('workload-identity-provider');
  const serviceAccount = core.getInput('service-account');
  if (provider === '' && env['GOOGLE_APPLICATION_CREDENTIALS'] === undefined)
    throw new SettingError(
      `the input \`workload-identity-provider\` is empty. Set the repository variable ${variable} to projects/NUMBER/locations/global/workloadIdentityPools/POOL/providers/PROVIDER`,
    );
  const auth =
    provider === ''
      ? await applicationDefaultCredentials(at)
      : actionsCredentials({
          provider,
          ...(serviceAccount === '' ? {} : { serviceAccount }),
          idToken: core.getIDToken,
          ...at,
        });
  const github = githubFrom(env, token(), say);
  const key = core.getInput('pagerduty-token');
  if (key !== '') core.setSecret(key);
  const ledgerKey = core.getInput('ledger-key');
  if (ledgerKey !== '') core.setSecret(ledgerKey);
  const world = connectWorld({
    ...{ github, repository: repositoryFrom(env), auth, ...at, say },
    pagerduty: pagerdutyFrom(env, key),
    ...(ledgerKey === '' ? {} : { ledgerKey }),
  });
  return { world, github, auth, at };
}

async function aboutThisRun() {
  return {
    run: {
      kind: 'actions',
      id: env['GITHUB_RUN_ID'] ?? '',
      attempt: env['GITHUB_RUN_ATTEMPT'] ?? '',
      event: env['GITHUB_EVENT_NAME'] ?? '',
      url: `${env['GITHUB_SERVER_URL'] ?? ''}/${env['GITHUB_REPOSITORY'] ?? ''}/actions/runs/${env['GITHUB_RUN_ID'] ?? ''}`,
    },
    version: VERSION,
    clone: {
      repositoryId: numberFrom(env['GITHUB_REPOSITORY_ID']),
      name: env['GITHUB_REPOSITORY'] ?? '',
      documents: await readPolicies(env['GITHUB_WORKSPACE'] ?? '.'),
    },
  } as const;
}

function token(): string {
  const given = core.getInput('token');
  if (given === '') throw new SettingError('the input `token` is empty. Leave it out, or set it to a GitHub token');
  core.setSecret(given);
  return given;
}

async function show(sections: readonly Section[]): Promise<void> {
  core.info(forRunner(renderText(sections, (_, text) => text)));
  if (env['GITHUB_STEP_SUMMARY']) await core.summary.addRaw(renderMarkdown(sections)).write();
}

/** Writes annotations. GitHub shows ten of a kind for each step; the summary has all of them. */
function annotate({ issues, requests }: CheckReport): void {
  for (const { path, line, column, code, sentence } of issues)
    core.error(oneLine(sentence), { title: code, file: path, startLine: line, startColumn: column });
  for (const { path, judged } of requests) {
    if (judged?.decision.verdict === 'approved' || judged === undefined || issues.length > 0) continue;
    const tell = judged.decision.verdict === 'denied' ? core.error : core.notice;
    for (const { code, sentence } of judged.decision.reasons)
      tell(oneLine(sentence), { title: code, file: path, startLine: 1 });
  }
}

/** Writes errors and warnings as annotations under their code. */
function annotateMessages(messages: readonly Message[]): void {
  for (const { severity, code, sentence } of messages) {
    if (severity === 'error') core.error(oneLine(sentence), { title: code });
    if (severity === 'warning') core.warning(oneLine(sentence), { title: code });
  }
}

function warn({ messages, judged }: ReconcileReport): void {
  annotateMessages(messages);
  for (const { evidence, decision } of judged)
    if (decision.verdict === 'denied')
      core.warning(oneLine(decision.reasons.map(({ code, sentence }) => `${code}: ${sentence}`).join('; ')), {
        title: 'refused',
        file: evidence.path,
      });
}
