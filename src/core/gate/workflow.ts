import { CORE_SCHEMA, load } from 'js-yaml';
import type { TextFile } from './facts.ts';

/** The parts of a workflow file that the rules need. */
export interface WorkflowFact {
  readonly path: string;
  readonly text: string;
  /** Settings by event; `null` for an event without settings. */
  readonly events: Readonly<Record<string, unknown>>;
  /** As written; `undefined` if absent. */
  readonly permissions: unknown;
  readonly concurrency: unknown;
  readonly jobs: readonly JobFact[];
}

export interface JobFact {
  readonly id: string;
  /** Permissions of its token: the job's, or else the workflow's. */
  readonly permissions: unknown;
  readonly concurrency: unknown;
  /** The environment's name as written; `null` if the job has none. */
  readonly environment: string | null;
  /** Every action, reusable workflow or image it uses. */
  readonly uses: readonly string[];
  /** Every script, from `run` and from inputs `script`. */
  readonly scripts: readonly string[];
  /** The inputs `command` of its steps. */
  readonly commands: readonly string[];
  /** The inputs `workload-identity-provider` of its steps, as written. */
  readonly providers: readonly string[];
  /** Names of the secrets that it uses. */
  readonly secrets: readonly string[];
}

/** Maximum length of a workflow in characters. People do not write longer ones. */
const MOST_TEXT = 512 * 1024;

/**
 * Reads a workflow as GitHub does: as YAML 1.2, in which `on` is a string. An unreadable workflow is reported, because
 * GitHub may still run it.
 */
export function parseWorkflow({
  path,
  text,
}: TextFile): WorkflowFact | { readonly path: string; readonly problem: string } {
  if (text === null || text.length > MOST_TEXT) return { path, problem: 'the file is not UTF-8, or is too long' };
  let value: unknown;
  try {
    value = load(text, { schema: CORE_SCHEMA, maxDepth: 50, maxAliases: 50 });
  } catch (error) {
    return { path, problem: error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error) };
  }
  if (!isMapping(value) || !isMapping(value['jobs'])) return { path, problem: '`on` or `jobs` is missing' };
  const { permissions, jobs, concurrency } = value;
  return {
    path,
    text,
    events: eventsOf(value['on']),
    permissions,
    concurrency,
    jobs: Object.entries(jobs).map(([id, job]) => toJob(id, isMapping(job) ? job : {}, permissions)),
  };
}

/** True if these permissions allow a job to request an identity token. No default allows it. */
export function mayIdentify(permissions: unknown): boolean {
  return permissions === 'write-all' || (isMapping(permissions) && permissions['id-token'] === 'write');
}

export function isMapping(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function asList(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? (value as readonly unknown[]) : value === undefined || value === null ? [] : [value];
}

function eventsOf(on: unknown): Readonly<Record<string, unknown>> {
  if (isMapping(on)) return on;
  return Object.fromEntries(asList(on).map((name) => [String(name), null]));
}

function toJob(id: string, job: Readonly<Record<string, unknown>>, above: unknown): JobFact {
  const steps = asList(job['steps']).filter(isMapping);
  const inputs = steps.map((step) => step['with']).filter(isMapping);
  const { environment } = job;
  const name = isMapping(environment) ? environment['name'] : environment;
  const containers = [job['container'], ...Object.values(isMapping(job['services']) ? job['services'] : {})];
  return {
    id,
    permissions: job['permissions'] ?? above,
    concurrency: job['concurrency'],
    environment: typeof name === 'string' && name !== '' ? name : null,
    uses: [
      ...texts([job['uses'], ...steps.map((step) => step['uses'])]),
      ...texts(containers.map((each) => (isMapping(each) ? each['image'] : each))).map((image) => `docker://${image}`),
    ],
    scripts: texts([...steps.map((step) => step['run']), ...inputs.map((each) => each['script'])]),
    commands: texts(inputs.map((each) => each['command'])),
    providers: texts(inputs.map((each) => each['workload-identity-provider'])),
    secrets: secretsIn(JSON.stringify(job)),
  };
}

function texts(values: readonly unknown[]): readonly string[] {
  return values.filter((value): value is string => typeof value === 'string');
}

function secretsIn(text: string): readonly string[] {
  const names = [...text.matchAll(/\bsecrets\s*(?:\.\s*(\w+)|\[\s*'(\w+)'\s*\])/gi)].map(([, a, b]) => a ?? b ?? '');
  return [...new Set(names)].filter((name) => name.toUpperCase() !== 'GITHUB_TOKEN');
}
