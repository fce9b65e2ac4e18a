import { AsyncLocalStorage } from 'node:async_hooks';
import type { Actor } from './runs.ts';

/**
 * An event of the repository, as workflows see it. `name`, `action` and `payload` are those of GitHub's webhooks. `ref`
 * and `sha` are the GITHUB_REF and GITHUB_SHA of a workflow run.
 */
export type RepositoryEvent =
  PushEvent | PullRequestEvent | PullRequestReviewEvent | IssueCommentEvent | WorkflowDispatchEvent;

interface Happened {
  readonly ref: string;
  readonly sha: string;
  readonly actor: Actor;
  /**
   * The kind of token that caused the event. Events of a workflow's own token start no runs, except
   * `workflow_dispatch`.
   */
  readonly by: 'user' | 'installation' | 'workflow';
  /** The webhook's body, including `sender`, `repository` and `organization`. */
  readonly payload: Readonly<Record<string, unknown>>;
}

/**
 * A push. `ref` is the branch's full name and `sha` its new head. A deleted branch has `deleted: true` and forty zeros
 * in the payload.
 */
export interface PushEvent extends Happened {
  readonly name: 'push';
  /** Paths added, changed or removed between the branch's old and new head; undefined for a new branch. */
  readonly paths: readonly string[] | undefined;
  readonly deleted: boolean;
}

/**
 * An event of a pull request. `ref` is `refs/pull/N/merge` and `sha` the test merge commit. After the merge they are
 * the base branch and its head. As on GitHub, a pull request that conflicts with its base causes no such events.
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

/** A new comment. `ref` and `sha` are the default branch's. */
export interface IssueCommentEvent extends Happened {
  readonly name: 'issue_comment';
  readonly action: 'created';
  readonly number: number;
}

/** A dispatch. The runner creates it, never this GitHub. It is defined here so that one type names all events. */
export interface WorkflowDispatchEvent extends Happened {
  readonly name: 'workflow_dispatch';
  readonly inputs: Readonly<Record<string, string>>;
}

export interface Events {
  /**
   * Calls `listener` once for each event, in order, after the answer to the call that caused it. Returns a function
   * that ends the subscription.
   */
  subscribe(listener: (event: RepositoryEvent) => void): () => void;
  /** Publishes an event. Within `answering` it waits until the answer is sent. */
  publish(event: RepositoryEvent): void;
  /** Runs one call's handler. Its events are delivered after its answer was handed to the socket. */
  answering<T>(handler: () => Promise<T>): Promise<T>;
}

export function createEvents(): Events {
  const listeners = new Set<(event: RepositoryEvent) => void>();
  const outboxes = new AsyncLocalStorage<RepositoryEvent[]>();

  function deliver(events: readonly RepositoryEvent[]): void {
    // The answer is written in the turn in which the handler settles. The events follow in the next turn.
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
