import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isExpression, isMapping, type Template } from '../../src/sandbox/actions/expressions.ts';
import { readWorkflow, type Workflow } from '../../src/sandbox/actions/workflow.ts';

export interface WorkflowFile {
  /** `check` for check.yml. */
  readonly name: string;
  readonly path: string;
  readonly text: string;
  readonly workflow: Workflow;
}

const folder = join(import.meta.dirname, '../../.github/workflows');

/** The project's own workflows, as GitHub's own parser reads them; it throws for a file that is not valid. */
export const workflows: readonly WorkflowFile[] = readdirSync(folder)
  .sort()
  .map((file) => {
    const path = `.github/workflows/${file}`;
    const text = readFileSync(join(folder, file), 'utf8');
    return { name: file.replace(/\.yml$/, ''), path, text, workflow: readWorkflow(path, text) };
  });

export function workflowNamed(name: string): Workflow {
  const found = workflows.find((file) => file.name === name);
  if (found === undefined) throw new Error(`there is no workflow ${name}`);
  return found.workflow;
}

/** A template as plain JSON, an expression as `${{ … }}`. */
export function plain(template: Template | undefined): unknown {
  if (isExpression(template)) return `\${{ ${template.expression} }}`;
  if (isMapping(template)) return Object.fromEntries([...template].map(([key, value]) => [key, plain(value)]));
  if (Array.isArray(template)) return template.map((each: Template) => plain(each));
  return template;
}
