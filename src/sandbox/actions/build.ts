import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { NoOperationTraceWriter } from '@actions/workflow-parser';
import { parseAction } from '@actions/workflow-parser/actions/action-parser';
import { renderText, type Contexts, type Template } from './expressions.ts';
import { asMap, toTemplate } from './workflow.ts';

/** The action under test, as described by its `action.yml`. */
export interface Build {
  /** The script to run. */
  readonly main: string;
  /** Inputs and their defaults; a default may be an expression. */
  readonly inputs: ReadonlyMap<string, Template>;
}

/**
 * Reads the build under test.
 * @param dist the folder of the build; `action.yml` is beside it
 * @throws Error if `action.yml` is missing or invalid, or needs something that this runner lacks
 */
export function readBuild(dist: string): Build {
  const path = join(dirname(dist), 'action.yml');
  const { context, value } = parseAction(
    { name: 'action.yml', content: readFileSync(path, 'utf8') },
    new NoOperationTraceWriter(),
  );
  const faults = context.errors.getErrors().map((fault) => fault.message);
  if (value === undefined || faults.length > 0) throw new Error(`action.yml is not valid: ${faults.join('; ')}`);
  const keys = asMap(toTemplate(value));
  const runs = asMap(keys.get('runs'));
  if (runs.get('using') !== 'node24') throw new Error('action.yml: the sandbox runs only `using: node24`');
  for (const key of ['pre', 'post'])
    if (runs.has(key)) throw new Error(`action.yml: the sandbox does not support \`${key}\``);
  const inputs = [...asMap(keys.get('inputs'))].map(
    ([name, input]) => [name, asMap(input).get('default') ?? ''] as const,
  );
  return { main: join(dist, 'index.js'), inputs: new Map(inputs) };
}

/**
 * Returns the INPUT_… variables for one use of the action: the values of `with`, else the defaults.
 * @param warn receives a warning about inputs that the action does not have, in GitHub's words
 */
export function inputVariables(
  build: Build,
  given: Readonly<Record<string, string>>,
  contexts: Contexts,
  warn: (message: string) => void,
): Record<string, string> {
  const unknown = Object.keys(given).filter((name) => !build.inputs.has(name));
  if (unknown.length > 0) {
    warn(
      `Unexpected input(s) '${unknown.join("', '")}', valid inputs are ['${[...build.inputs.keys()].join("', '")}']`,
    );
  }
  const defaults = [...build.inputs]
    .filter(([name]) => !Object.hasOwn(given, name))
    .map(([name, text]) => [name, renderText(text, contexts)]);
  return Object.fromEntries(
    [...defaults, ...Object.entries(given)].map(([name = '', value = '']) => [
      `INPUT_${name.replaceAll(' ', '_').toUpperCase()}`,
      value,
    ]),
  );
}
