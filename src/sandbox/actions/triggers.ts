import type { EventsConfig } from '@actions/workflow-parser/model/workflow-template';
import type { RepositoryEvent } from '../github/events.ts';
import { passes } from './patterns.ts';

interface Filters {
  readonly types?: readonly string[];
  readonly branches?: readonly string[];
  readonly 'branches-ignore'?: readonly string[];
  readonly tags?: readonly string[];
  readonly 'tags-ignore'?: readonly string[];
  readonly paths?: readonly string[];
  readonly 'paths-ignore'?: readonly string[];
}

const defaultTypes: Readonly<Record<string, readonly string[]>> = {
  pull_request: ['opened', 'synchronize', 'reopened'],
};

/** Returns true if a workflow with these `on` filters runs for `event`. */
export function triggers(on: EventsConfig, event: RepositoryEvent): boolean {
  if (!Object.hasOwn(on, event.name)) return false;
  const filters = (on[event.name] ?? {}) as Filters;
  switch (event.name) {
    case 'push':
      return passesRef(event.ref, filters) && passesPaths(event.paths, filters);
    case 'pull_request':
      return passesType(event, filters) && passesBranch(event.base, filters) && passesPaths(event.paths, filters);
    case 'pull_request_review':
    case 'issue_comment':
      return passesType(event, filters);
    case 'workflow_dispatch':
      return true;
  }
}

function passesType(event: { readonly name: string; readonly action: string }, filters: Filters): boolean {
  const types = filters.types ?? defaultTypes[event.name];
  return types === undefined || types.includes(event.action);
}

// If a workflow filters only branches, a push of a tag does not start it. The same holds the other way round.
function passesRef(ref: string, filters: Filters): boolean {
  const onBranches = filters.branches !== undefined || filters['branches-ignore'] !== undefined;
  const onTags = filters.tags !== undefined || filters['tags-ignore'] !== undefined;
  if (ref.startsWith('refs/tags/')) {
    if (!onTags) return !onBranches;
    return passesEither(ref.slice('refs/tags/'.length), filters.tags, filters['tags-ignore']);
  }
  return onTags && !onBranches ? false : passesBranch(ref, filters);
}

function passesBranch(ref: string, filters: Filters): boolean {
  return passesEither(ref.replace(/^refs\/heads\//, ''), filters.branches, filters['branches-ignore']);
}

function passesPaths(paths: readonly string[] | undefined, filters: Filters): boolean {
  const filtered = filters.paths !== undefined || filters['paths-ignore'] !== undefined;
  // GitHub runs the workflow if the changed paths are unknown, as for a new branch.
  if (!filtered || paths === undefined) return true;
  return paths.some((path) => passesEither(path, filters.paths, filters['paths-ignore']));
}

function passesEither(
  name: string,
  wanted: readonly string[] | undefined,
  ignored: readonly string[] | undefined,
): boolean {
  if (wanted !== undefined) return passes(name, wanted);
  return ignored === undefined || !passes(name, ignored);
}
