import {
  NoOperationTraceWriter,
  parseWorkflow,
  isBasicExpression,
  isMapping,
  isScalar,
  isSequence,
} from '@actions/workflow-parser';
import { convertOn } from '@actions/workflow-parser/model/converter/events';
import { convertJobs } from '@actions/workflow-parser/model/converter/jobs';
import type { EventsConfig, Job, Step as ParsedStep } from '@actions/workflow-parser/model/workflow-template';
import type { TemplateContext } from '@actions/workflow-parser/templates/template-context';
import type { TemplateToken } from '@actions/workflow-parser/templates/tokens/template-token';
import { cronInstants } from './cron.ts';
import { isMapping as isTemplateMapping, type Template } from './expressions.ts';

/** One workflow file, valid by GitHub's own schema. A `Template` is a value that is not yet evaluated. */
export interface Workflow {
  readonly path: string;
  readonly name: string;
  readonly runName: Template | undefined;
  readonly on: EventsConfig;
  readonly env: Template | undefined;
  readonly concurrency: Template | undefined;
  readonly permissions: Template | undefined;
  readonly jobs: readonly JobDefinition[];
  /**
   * Features that GitHub supports and this runner does not. A workflow that uses one of them is refused when it would
   * start.
   */
  readonly unsupported: readonly string[];
}

export interface JobDefinition {
  readonly id: string;
  readonly name: Template;
  readonly needs: readonly string[];
  /** Includes GitHub's implicit `success() &&`. */
  readonly condition: string;
  readonly env: Template | undefined;
  readonly concurrency: Template | undefined;
  readonly permissions: Template | undefined;
  readonly environment: Template | undefined;
  readonly outputs: Template | undefined;
  readonly timeoutMinutes: Template | undefined;
  readonly steps: readonly StepDefinition[];
}

export interface StepDefinition {
  readonly id: string;
  readonly name: Template | undefined;
  readonly condition: string;
  readonly continueOnError: Template;
  readonly env: Template | undefined;
  readonly does:
    | { readonly kind: 'run'; readonly script: Template }
    | { readonly kind: 'uses'; readonly action: string; readonly inputs: Template | undefined };
}

/** The reason why a file is not a workflow: GitHub's own messages, with line and column. */
export class InvalidWorkflow extends Error {}

// If the runner ignored one of these keys, it would run something else than the file says.
const unsupportedInJob = ['strategy', 'container', 'services', 'uses', 'defaults', 'snapshot'];
const unsupportedInStep = ['shell', 'working-directory', 'background', 'timeout-minutes'];

/**
 * Reads a workflow file.
 * @param path GitHub's name for it, such as `.github/workflows/check.yml`
 * @throws InvalidWorkflow naming every fault found
 */
export function readWorkflow(path: string, text: string): Workflow {
  const { context, value } = parseWorkflow({ name: path, content: text }, new NoOperationTraceWriter());
  refuseFaults(context);
  if (value === undefined || !isMapping(value)) throw new InvalidWorkflow(`${path}: the file is empty`);
  const events = value.find('on');
  const jobs = value.find('jobs');
  if (events === undefined || jobs === undefined) throw new InvalidWorkflow(`${path}: \`on\` or \`jobs\` is missing`);
  const on = convertOn(context, events);
  const parsed = convertJobs(context, jobs);
  refuseFaults(context);
  for (const { cron, timezone } of on.schedule ?? []) refuseSchedule(path, cron, timezone);

  const keys = toMap(value);
  const name = keys.get('name');
  const jobKeys = toMap(jobs);
  return {
    path,
    name: typeof name === 'string' && name !== '' ? name : path,
    runName: keys.get('run-name'),
    on,
    env: keys.get('env'),
    concurrency: keys.get('concurrency'),
    permissions: keys.get('permissions'),
    jobs: parsed.filter((job) => job.type === 'job').map((job) => toJob(job, asMap(jobKeys.get(job.id.value)))),
    unsupported: [...jobKeys].flatMap(([id, job]) => unsupportedParts(id, asMap(job))),
  };
}

/** Returns the value of a token of GitHub's parser. Expressions stay unevaluated. */
export function toTemplate(token: TemplateToken): Template {
  if (isBasicExpression(token)) return { expression: token.expression };
  if (isMapping(token)) return new Map([...token].map(({ key, value }) => [key.toString(), toTemplate(value)]));
  if (isSequence(token)) return [...token].map(toTemplate);
  if (isScalar(token)) return token.toJSON() as string | number | boolean | null;
  throw new InvalidWorkflow(`cannot read a value of kind ${token.templateTokenType}`);
}

/** Returns the keys and values of a mapping. Anything else has none. */
export function asMap(template: Template | undefined): ReadonlyMap<string, Template> {
  return isTemplateMapping(template) ? template : new Map<string, Template>();
}

function refuseFaults(context: TemplateContext): void {
  const faults = context.errors.getErrors();
  if (faults.length > 0) throw new InvalidWorkflow(faults.map((fault) => fault.message).join('\n'));
}

function refuseSchedule(path: string, cron: string, timezone = 'UTC'): void {
  try {
    cronInstants(cron, timezone)(0);
  } catch (error) {
    throw new InvalidWorkflow(
      `${path}: the sandbox cannot read the schedule \`${cron}\` in ${timezone}: ${(error as Error).message}`,
    );
  }
}

function toJob(job: Job, keys: ReadonlyMap<string, Template>): JobDefinition {
  const steps = asList(keys.get('steps'));
  return {
    id: job.id.value,
    name: keys.get('name') ?? job.id.value,
    needs: asList(keys.get('needs')).map(String),
    condition: job.if.expression,
    env: keys.get('env'),
    concurrency: keys.get('concurrency'),
    permissions: keys.get('permissions'),
    environment: keys.get('environment'),
    outputs: keys.get('outputs'),
    timeoutMinutes: keys.get('timeout-minutes'),
    steps: job.steps.map((step, index) => toStep(step, asMap(steps[index]))),
  };
}

function toStep(step: ParsedStep, keys: ReadonlyMap<string, Template>): StepDefinition {
  const action = keys.get('uses');
  return {
    id: step.id,
    name: keys.get('name'),
    condition: step.if?.expression ?? 'success()',
    continueOnError: keys.get('continue-on-error') ?? false,
    env: keys.get('env'),
    does:
      typeof action === 'string'
        ? { kind: 'uses', action, inputs: keys.get('with') }
        : { kind: 'run', script: keys.get('run') ?? '' },
  };
}

function unsupportedParts(job: string, keys: ReadonlyMap<string, Template>): readonly string[] {
  const steps = asList(keys.get('steps')).map(asMap);
  return [
    ...unsupportedInJob.filter((key) => keys.has(key)).map((key) => `\`${key}\` of job \`${job}\``),
    ...steps.flatMap((step, index) => [
      ...unsupportedInStep
        .filter((key) => step.has(key))
        .map((key) => `\`${key}\` of step ${index + 1} of job \`${job}\``),
      ...(step.has('uses') || step.has('run')
        ? []
        : [`step ${index + 1} of job \`${job}\` without \`uses\` or \`run\``]),
    ]),
  ];
}

// A single name is a list of one, as in `needs: build`.
function asList(template: Template | undefined): readonly Template[] {
  if (template === undefined || template === null) return [];
  return Array.isArray(template) ? (template as readonly Template[]) : [template];
}

function toMap(token: TemplateToken): ReadonlyMap<string, Template> {
  return asMap(toTemplate(token));
}
