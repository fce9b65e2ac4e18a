import type { RepositoryEvent } from '../github/events.ts';
import type { Actor } from '../github/runs.ts';
import type { Host } from './host.ts';

/** The cause of a run: an event of the repository, a dispatch, or an instant of a schedule. */
export interface Happening {
  readonly name: string;
  /** GITHUB_REF and GITHUB_SHA. */
  readonly ref: string;
  readonly sha: string;
  readonly actor: Actor;
  /** The content of the file at GITHUB_EVENT_PATH. */
  readonly payload: Readonly<Record<string, unknown>>;
  /** Inputs of a `workflow_dispatch`; empty for other events. */
  readonly inputs: Readonly<Record<string, string | boolean>>;
  /** Short branch names of a pull request; empty for other events. */
  readonly headRef: string;
  readonly baseRef: string;
  readonly pull: number | undefined;
}

/** Returns an event of the repository as the cause of a run. */
export function fromEvent(event: RepositoryEvent): Happening {
  const pull = event.name === 'pull_request' || event.name === 'pull_request_review' ? event : undefined;
  return {
    name: event.name,
    ref: event.ref,
    sha: event.sha,
    actor: event.actor,
    payload: event.payload,
    inputs: event.name === 'workflow_dispatch' ? event.inputs : {},
    headRef: shortName(pull?.head ?? ''),
    baseRef: shortName(pull?.base ?? ''),
    pull: pull?.number,
  };
}

/** Returns an instant of a cron as the cause of a run on the default branch's commit `sha`. */
export function fromSchedule(host: Host, sha: string, cron: string, actor: Actor): Happening {
  const payload = { ...host.payload(), schedule: cron };
  return { ...onDefaultBranch(host, sha), name: 'schedule', actor, payload, inputs: {} };
}

/** Returns a `workflow_dispatch` as the cause of a run. */
export function fromDispatch(
  host: Host,
  at: { readonly ref: string; readonly sha: string; readonly path: string },
  inputs: Readonly<Record<string, string | boolean>>,
  actor: Actor,
): Happening {
  const payload = {
    ...host.payload(),
    inputs,
    ref: at.ref,
    workflow: at.path,
    sender: { ...actor, type: 'User' },
  };
  return { ...onDefaultBranch(host, at.sha), name: 'workflow_dispatch', ref: at.ref, actor, payload, inputs };
}

/** Returns the branch that GitHub shows for a run. */
export function headBranch(happening: Happening): string {
  return happening.headRef === '' ? shortName(happening.ref) : happening.headRef;
}

/**
 * Returns the commit that GitHub shows for a run. For a pull request this is its head, not the merge commit that runs.
 */
export function headCommit({ payload, sha }: Happening): string {
  return textAt(payload, 'pull_request', 'head', 'sha') ?? sha;
}

/** Returns GitHub's title for a run whose workflow has no `run-name`. */
export function displayTitle({ payload }: Happening): string | undefined {
  return textAt(payload, 'pull_request', 'title') ?? textAt(payload, 'head_commit', 'message')?.split('\n')[0];
}

/** Returns a ref without its `refs/heads/`, `refs/tags/` or `refs/pull/`. */
export function shortName(ref: string): string {
  return ref.replace(/^refs\/(?:heads|tags)\//u, '').replace(/^refs\/pull\//u, '');
}

function onDefaultBranch(host: Host, sha: string): Omit<Happening, 'name' | 'actor' | 'payload' | 'inputs'> {
  return { ref: `refs/heads/${host.repository.defaultBranch}`, sha, headRef: '', baseRef: '', pull: undefined };
}

function textAt(value: unknown, ...path: readonly string[]): string | undefined {
  const found = path.reduce<unknown>(
    (within, key) =>
      typeof within === 'object' && within !== null ? (within as Record<string, unknown>)[key] : undefined,
    value,
  );
  return typeof found === 'string' ? found : undefined;
}
