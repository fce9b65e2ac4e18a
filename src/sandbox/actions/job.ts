import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { githubContext, runnerContext, tokenClaims, type Workplace } from './contexts.ts';
import type { Control } from './control.ts';
import { isMapping, renderText, renderTexts, type Contexts, type Template } from './expressions.ts';
import { headBranch, type Happening } from './happening.ts';
import { openLog, type JobLog } from './joblog.ts';
import type { TokenEndpoint } from './oidc.ts';
import { grantedPermissions } from './permissions.ts';
import { sumUp, type OpenJob, type OpenRun } from './records.ts';
import { scopeContexts, type JobScope } from './scope.ts';
import { runStep } from './step.ts';
import type { Environment, Host, RunnerOptions } from './host.ts';
import type { JobDefinition, Workflow } from './workflow.ts';

/** The inputs of one job. */
export interface JobWork {
  readonly options: RunnerOptions;
  readonly endpoint: TokenEndpoint;
  readonly workflow: Workflow;
  readonly happening: Happening;
  readonly run: OpenRun;
  readonly control: Control;
  readonly definition: JobDefinition;
  readonly record: OpenJob;
  /** The `needs` context of this job. */
  readonly needs: Readonly<Record<string, unknown>>;
  /** An existing folder for this job's files. It is removed when the job ends. */
  readonly folder: string;
}

/** Runs a job, whose condition holds, to its end. Never throws: an error fails the job, and its log says why. */
export async function runJob(work: JobWork): Promise<void> {
  const { options, record } = work;
  const { clock } = options;
  const log = openLog(() => clock.now());
  Object.assign(record, { status: 'in_progress', started_at: clock.now() });
  try {
    await runSteps(work, log);
  } catch (error) {
    fail(record, log, (error as Error).message);
  }
  if (work.control.state === 'killed') fail(record, log, 'The runner has received a shutdown signal.');
  else if (work.control.state === 'cancelled') record.conclusion = 'cancelled';
  Object.assign(record, { status: 'completed', completed_at: clock.now(), logs: log.text() });
  await rm(work.folder, { recursive: true, force: true });
}

async function runSteps(work: JobWork, log: JobLog): Promise<void> {
  const { options, definition, record } = work;
  const github = githubContext(options.host, work.happening, work.run);
  const before: Contexts = { github, needs: work.needs, vars: options.vars ?? {}, inputs: work.happening.inputs };
  const environment = environmentName(definition.environment, before);
  const settings = environmentSettings(environment, work);
  const place = await prepare(work);
  const granted = grantedPermissions(work.workflow.permissions, definition.permissions);
  const claims = tokenClaims(options.host, github, { id: record.id, environment });
  const door = granted.idToken ? work.endpoint.open(claims) : undefined;
  const tokens = tokenPurse(options.host);
  try {
    const token = tokens.mint('workflow', granted.token);
    const secrets = { ...options.secrets, ...settings.secrets, GITHUB_TOKEN: token };
    for (const secret of [...Object.values(secrets), door?.token ?? '']) log.mask(secret);
    const scope = openScope(work, log, place, {
      oidc:
        door === undefined
          ? {}
          : { ACTIONS_ID_TOKEN_REQUEST_URL: door.url, ACTIONS_ID_TOKEN_REQUEST_TOKEN: door.token },
      mintAppToken: (permissions) => tokens.mint('installation', permissions),
      contexts: {
        ...before,
        github: { ...github, token, job: definition.id, workspace: place.workspace, event_path: place.eventPath },
        secrets,
        vars: { ...options.vars, ...settings.vars },
        runner: runnerContext(place),
        strategy: {},
        matrix: {},
      },
    });
    for (const [index, step] of definition.steps.entries()) {
      const stepRecord = record.steps[index];
      if (stepRecord !== undefined) await runStep(step, stepRecord, scope);
    }
    record.outputs = renderTexts(definition.outputs, scopeContexts(scope));
    record.conclusion = sumUp(
      record.steps.map(({ conclusion }) => (conclusion === 'skipped' ? 'success' : conclusion)),
    );
  } finally {
    door?.close();
    tokens.revokeAll();
  }
}

/** Mints the tokens of a job. All of them are revoked when it ends. */
function tokenPurse(host: Host): { mint: Host['mintToken']; revokeAll(): void } {
  const issued: string[] = [];
  return {
    mint(kind, permissions) {
      const token = host.mintToken(kind, permissions);
      issued.push(token);
      return token;
    },
    revokeAll: () => issued.forEach((token) => host.revokeToken(token)),
  };
}

function openScope(
  work: JobWork,
  log: JobLog,
  place: Workplace,
  given: Pick<JobScope, 'oidc' | 'mintAppToken' | 'contexts'>,
): JobScope {
  const { options, workflow, definition, record, control } = work;
  const contexts = { ...given.contexts, env: {} };
  const ofWorkflow = renderTexts(workflow.env, contexts);
  const ofJob = renderTexts(definition.env, { ...contexts, env: ofWorkflow });
  const minutes =
    definition.timeoutMinutes === undefined ? 360 : Number(renderText(definition.timeoutMinutes, contexts));
  return {
    ...given,
    options,
    place,
    record,
    log,
    control,
    deadline: Date.now() + Math.min(options.stepTimeout ?? defaultStepTimeout, minutes * 60_000),
    steps: {},
    env: { ...ofWorkflow, ...ofJob },
    path: [],
    failed: false,
  };
}

// Real time. A process of the sandbox that takes this long hangs.
const defaultStepTimeout = 5 * 60_000;

function environmentName(template: Template | undefined, contexts: Contexts): string | undefined {
  const name = isMapping(template) ? template.get('name') : template;
  const text = name === undefined ? '' : renderText(name, contexts);
  return text === '' ? undefined : text;
}

function environmentSettings(name: string | undefined, { options, happening }: JobWork): Environment {
  const settings = name === undefined ? undefined : options.environment?.(name);
  if (settings?.admits?.(happening.ref) === false) {
    throw new Error(
      `Branch "${headBranch(happening)}" is not allowed to deploy to ${name ?? ''} due to environment protection rules.`,
    );
  }
  if (settings?.waits === true)
    throw new Error(
      `The environment ${name ?? ''} needs a reviewer or a wait timer, and the sandbox never releases such jobs. Remove both from it.`,
    );
  return settings ?? {};
}

async function prepare({ folder, options, happening }: JobWork): Promise<Workplace> {
  const { name } = options.host.repository;
  const place = {
    workspace: join(folder, 'work', name, name),
    temp: join(folder, 'temp'),
    tools: join(folder, 'tools'),
    home: join(folder, 'home'),
    eventPath: join(folder, 'event.json'),
  };
  await Promise.all(
    [place.workspace, place.temp, place.tools, place.home].map((each) => mkdir(each, { recursive: true })),
  );
  await writeFile(place.eventPath, JSON.stringify(happening.payload));
  return place;
}

function fail(record: OpenJob, log: JobLog, message: string): void {
  record.conclusion = 'failure';
  record.annotations.push({ level: 'error', message });
  log.print(`##[error]${message}`);
}
