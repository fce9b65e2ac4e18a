import { AsyncLocalStorage } from 'node:async_hooks';
import type { Actor } from './runs.ts';

/**
 * What happened in the repository, as workflows see it: `name`, `action` and `payload` are those of GitHub's webhooks, `ref`
 * and `sha` are what a workflow run finds in GITHUB_REF and GITHUB_SHA.
 */
export type RepositoryEvent =
  PushEvent | PullRequestEvent | PullRequestReviewEvent | IssueCommentEvent | WorkflowDispatchEvent;

interface Happened {
  readonly ref: string;
  readonly sha: string;
  readonly actor: Actor;
  /** What kind of token did it. What a workflow's own token did starts no runs, but for `workflow_dispatch`. */
  readonly by: 'user' | 'installation' | 'workflow';
  /** The webhook's body, `sender`, `repository` and `organization` included. */
  readonly payload: Readonly<Record<string, unknown>>;
}

/** `ref` is the branch's full name and `sha` its new head; a deleted branch has `deleted: true` and forty zeros in the payload. */
export interface PushEvent extends Happened {
  readonly name: 'push';
  /** Paths added, changed or removed between the branch's old and new head; undefined for a new branch. */
  readonly paths: readonly string[] | undefined;
  readonly deleted: boolean;
}

/**
 * `ref` is `refs/pull/N/merge` and `sha` the test merge commit; once merged, the base branch and its head. As on GitHub,
 * a pull request that conflicts with its base makes no such events.
 */
export interface PullRequestEvent extends Happened {
  readonly name: 'pull_request';
  readonly action: 'opened' | 'synchronize' | 'reopened' | 'closed' | 'edited';
  readonly number: number;
  readonly base: string;
  readonly head: string;
  /** Paths of the pull request's files, for `paths` filters. */
  readonly paths: readonly string[];
}

export interface PullRequestReviewEvent extends Happened {
  readonly name: 'pull_request_review';
  readonly action: 'submitted' | 'dismissed' | 'edited';
  readonly number: number;
  readonly base: string;
  readonly head: string;
}

/** `ref` and `sha` are the default branch's. */
export interface IssueCommentEvent extends Happened {
  readonly name: 'issue_comment';
  readonly action: 'created';
  readonly number: number;
}

/** Made by the runner, never by this GitHub: here so that one type names all. */
export interface WorkflowDispatchEvent extends Happened {
  readonly name: 'workflow_dispatch';
  readonly inputs: Readonly<Record<string, string>>;
}

export interface Events {
  /** Called once for each event, in order, after the call that caused it is answered. Returns how to stop. */
  subscribe(listener: (event: RepositoryEvent) => void): () => void;
  /** Within `answering`, held back until the answer is out. */
  publish(event: RepositoryEvent): void;
  /** Runs one call's handler; what it publishes is delivered once its answer has been handed to the socket. */
  answering<T>(handler: () => Promise<T>): Promise<T>;
}

export function createEvents(): Events {
  const listeners = new Set<(event: RepositoryEvent) => void>();
  const outboxes = new AsyncLocalStorage<RepositoryEvent[]>();

  function deliver(events: readonly RepositoryEvent[]): void {
    // The answer is written in the same turn the handler settles in; the next turn comes after it.
    if (events.length > 0)
      setImmediate(() => events.forEach((event) => listeners.forEach((listener) => listener(event))));
  }

  return {
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    publish(event) {
      const outbox = outboxes.getStore();
      if (outbox === undefined) deliver([event]);
      else outbox.push(event);
    },
    async answering(handler) {
      const outbox: RepositoryEvent[] = [];
      try {
        return await outboxes.run(outbox, handler);
      } finally {
        deliver(outbox);
      }
    },
  };
}
