import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { NoOperationTraceWriter } from '@actions/workflow-parser';
import { parseAction } from '@actions/workflow-parser/actions/action-parser';
import { renderText, type Contexts, type Template } from './expressions.ts';
import { asMap, toTemplate } from './workflow.ts';

/** The action under test, as its `action.yml` describes it. */
export interface Build {
  /** The script to run. */
  readonly main: string;
  /** Inputs and their defaults; a default may be an expression. */
  readonly inputs: ReadonlyMap<string, Template>;
}

/**
 * @param dist the folder of the build; `action.yml` is beside it
 * @throws Error when there is no valid `action.yml`, or it asks for what this runner does not do
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
  if (runs.get('using') !== 'node24') throw new Error('action.yml: the sandbox runs `using: node24` only');
  for (const key of ['pre', 'post'])
    if (runs.has(key)) throw new Error(`action.yml: the sandbox does not run \`${key}\``);
  const inputs = [...asMap(keys.get('inputs'))].map(
    ([name, input]) => [name, asMap(input).get('default') ?? ''] as const,
  );
  return { main: join(dist, 'index.js'), inputs: new Map(inputs) };
}

/**
 * The INPUT_… variables of one use of the action: what `with` says, else the defaults.
 * @param warn told of inputs the action does not have, as GitHub warns of them
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
