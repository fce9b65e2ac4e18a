import { basename } from 'node:path';
import type { Host } from './host.ts';
import { workflowReader } from './repository.ts';
import { seemsToUseTheBuild, startsOneOf, usesTheBuild } from './steproles.ts';
import { InvalidWorkflow, readWorkflow, type Workflow } from './workflow.ts';

/**
 * One commit's workflows that use the action under test, or that start such a workflow. Keyed by path; invalid ones are
 * included.
 */
export interface Catalog {
  readonly commit: string;
  readonly workflows: ReadonlyMap<string, Workflow | InvalidWorkflow>;
}

export interface Catalogs {
  /** Returns undefined if the revision names no commit. */
  at(revision: string): Catalog | undefined;
  ofDefaultBranch(): Catalog | undefined;
  message(commit: string): string;
}

/** Opens the catalogs of a repository. Each text of a workflow file is parsed once. */
export function openCatalogs(host: Pick<Host, 'gitDir' | 'repository'>): Catalogs {
  const reader = workflowReader(host.gitDir);
  const parsed = new Map<string, Workflow | InvalidWorkflow>();

  function read(path: string, text: string): Workflow | InvalidWorkflow {
    const key = `${path}\0${text}`;
    const known = parsed.get(key) ?? tryRead(path, text);
    parsed.set(key, known);
    return known;
  }

  function at(revision: string): Catalog | undefined {
    const found = reader.read(revision);
    if (found === undefined) return undefined;
    const all = [...found.files].map(([path, text]) => ({ path, text, workflow: read(path, text) }));
    const ours = all.filter(({ text, workflow }) =>
      workflow instanceof InvalidWorkflow ? seemsToUseTheBuild(text) : usesTheBuild(workflow),
    );
    const names = ours.map(({ path }) => basename(path));
    const starting = all.filter(
      ({ workflow }) => !(workflow instanceof InvalidWorkflow) && startsOneOf(names, workflow),
    );
    const run = new Set([...ours, ...starting]);
    const workflows = all.filter((one) => run.has(one)).map(({ path, workflow }) => [path, workflow] as const);
    return { commit: found.commit, workflows: new Map(workflows) };
  }

  return {
    at,
    ofDefaultBranch: () => at(`refs/heads/${host.repository.defaultBranch}`),
    message: (commit) => reader.message(commit),
  };
}

function tryRead(path: string, text: string): Workflow | InvalidWorkflow {
  try {
    return readWorkflow(path, text);
  } catch (error) {
    if (error instanceof InvalidWorkflow) return error;
    throw error;
  }
}
