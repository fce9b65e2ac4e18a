import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { execPath } from 'node:process';
import { inputVariables, readBuild } from './build.ts';
import { checkOut } from './checkout.ts';
import { execute, type Done, type Execution } from './execution.ts';
import { holds, renderText, renderTexts } from './expressions.ts';
import { stepOutput } from './joblog.ts';
import { appPermissions } from './permissions.ts';
import type { Annotation, OpenStep } from './records.ts';
import { scopeContexts, type JobScope } from './scope.ts';
import { onlyPrepares, roleOf } from './steproles.ts';
import type { StepDefinition } from './workflow.ts';

/** Runs one step if its condition holds, and records the result. Never throws: an error fails the step. */
export async function runStep(step: StepDefinition, record: OpenStep, scope: JobScope): Promise<void> {
  const { log, options } = scope;
  const annotate = (annotation: Annotation): void => void scope.record.annotations.push(annotation);
  const output = stepOutput(log, annotate);
  let outcome: 'success' | 'failure' | 'skipped' | 'cancelled';
  let outputs: Readonly<Record<string, string>> = {};
  let tolerated = false;
  // Registered before the condition is evaluated. The end of the run also ends this step's process from here on.
  const process = scope.control.begin();
  try {
    if (!isDue(step, scope)) outcome = 'skipped';
    else {
      record.status = 'in_progress';
      record.started_at = options.clock.now();
      record.name = displayName(step, scope);
      log.print(`##[group]Run ${record.name}`);
      log.print('##[endgroup]');
      const env = { ...scope.env, ...renderTexts(step.env, scopeContexts(scope)) };
      tolerated = renderText(step.continueOnError, scopeContexts(scope, env)) === 'true';
      const done = await perform(step.does, { id: step.id, number: record.number, env, output, process }, scope);
      outputs = done.outputs;
      outcome = done.code === 0 ? 'success' : scope.control.state === 'cancelled' ? 'cancelled' : 'failure';
    }
  } catch (error) {
    output.say('error', (error as Error).message);
    outcome = 'failure';
  }
  process.over();
  const conclusion = outcome === 'failure' && tolerated ? 'success' : outcome;
  if (conclusion === 'failure') scope.failed = true;
  scope.steps[step.id] = { outputs, outcome, conclusion };
  Object.assign(record, { status: 'completed', conclusion, completed_at: options.clock.now(), outputs });
  scope.record.logs = log.text();
}

function isDue(step: StepDefinition, scope: JobScope): boolean {
  const { state } = scope.control;
  if (state === 'killed') return false;
  const cancelled = state === 'cancelled';
  const status = { success: !scope.failed && !cancelled, failure: scope.failed && !cancelled, cancelled };
  return holds(step.condition, scopeContexts(scope), status);
}

function displayName(step: StepDefinition, scope: JobScope): string {
  if (step.name !== undefined) return renderText(step.name, scopeContexts(scope));
  if (step.does.kind === 'uses') return step.does.action;
  return renderText(step.does.script, scopeContexts(scope)).trim().split('\n')[0] ?? '';
}

const wellDone: Done = { code: 0, outputs: {} };

async function perform(does: StepDefinition['does'], execution: Execution, scope: JobScope): Promise<Done> {
  const { env, number, output } = execution;
  const contexts = scopeContexts(scope, env);
  if (does.kind === 'run') {
    const script = renderText(does.script, contexts);
    if (onlyPrepares(script)) {
      scope.log.print('skipped: the sandbox runs the build under test');
      return wellDone;
    }
    const file = join(scope.place.temp, `step-${number}.sh`);
    await writeFile(file, script);
    const done = await execute(execution, { file: 'bash', args: ['-e', file] }, scope);
    if (done.code !== 0) output.say('error', `Process completed with exit code ${done.code}.`);
    return done;
  }
  const inputs = renderTexts(does.inputs, contexts);
  switch (roleOf(does.action)) {
    case 'build': {
      const build = readBuild(scope.options.dist);
      const variables = inputVariables(build, inputs, contexts, (message) => output.say('warning', message));
      const command = { file: execPath, args: [build.main] };
      return execute({ ...execution, env: { ...env, ...variables } }, command, scope);
    }
    case 'checkout':
      await checkOut(inputs, scope);
      return wellDone;
    case 'provided':
      scope.log.print('the sandbox provides this action: nothing to do');
      return wellDone;
    case 'app-token':
      return { code: 0, outputs: appTokenOutputs(inputs, scope) };
    case 'unknown':
      throw new Error(
        `the sandbox cannot run \`${does.action}\`: it runs only Pullcord, actions/checkout, actions/setup-node and actions/create-github-app-token`,
      );
  }
}

function appTokenOutputs(inputs: Readonly<Record<string, string>>, scope: JobScope): Record<string, string> {
  if ((inputs['client-id'] ?? inputs['app-id'] ?? '') === '') {
    throw new Error("The 'client-id' (or deprecated 'app-id') input must be set to a non-empty string.");
  }
  if ((inputs['private-key'] ?? '') === '') throw new Error('Input required and not supplied: private-key');
  const token = scope.mintAppToken(appPermissions(inputs, scope.options.appPermissions ?? {}));
  scope.log.mask(token);
  scope.log.print('the sandbox provides this action: it created an installation token for its App');
  return { token };
}
