import { InputType, type InputConfig } from '@actions/workflow-parser/model/workflow-template';
import { DispatchRefused } from '../github/runs.ts';
import type { Workflow } from './workflow.ts';

/**
 * Returns the inputs of a dispatched run: the given values, completed by the workflow's defaults.
 * @throws DispatchRefused with GitHub's words
 */
export function dispatchInputs(
  workflow: Workflow,
  given: Readonly<Record<string, string>>,
): Readonly<Record<string, string | boolean>> {
  if (!Object.hasOwn(workflow.on, 'workflow_dispatch')) {
    throw new DispatchRefused('invalid', "Workflow does not have 'workflow_dispatch' trigger");
  }
  const known = workflow.on.workflow_dispatch?.inputs ?? {};
  const unexpected = Object.keys(given).filter((name) => !Object.hasOwn(known, name));
  if (unexpected.length > 0) {
    throw new DispatchRefused('invalid', `Unexpected inputs provided: ${JSON.stringify(unexpected)}`);
  }
  return Object.fromEntries(
    Object.entries(known).map(([name, config]) => [name, inputValue(name, config, given[name])]),
  );
}

function inputValue(name: string, config: InputConfig, given: string | undefined): string | boolean {
  if (given === undefined && config.default === undefined && config.required === true) {
    throw new DispatchRefused('invalid', `Required input '${name}' not provided`);
  }
  const value = String(given ?? config.default ?? '');
  if (config.options !== undefined && !config.options.includes(value)) {
    throw new DispatchRefused(
      'invalid',
      `Provided value '${value}' for input '${name}' not in the list of allowed values`,
    );
  }
  return config.type === InputType.boolean ? value === 'true' : value;
}
