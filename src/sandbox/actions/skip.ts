import type { RepositoryEvent } from '../github/events.ts';
import { headCommit, fromEvent } from './happening.ts';

const marks = ['[skip ci]', '[ci skip]', '[no ci]', '[skip actions]', '[actions skip]'];

/**
 * Returns true if the commit's message asks GitHub to start no workflows for pushes and pull requests. GitHub obeys, so
 * this hides a merged request from the push, and the schedule must find it.
 */
export function skipsWorkflows(event: RepositoryEvent, messageOf: (commit: string) => string): boolean {
  if (event.name !== 'push' && event.name !== 'pull_request') return false;
  const message = messageOf(headCommit(fromEvent(event)));
  return marks.some((mark) => message.includes(mark)) || /\n\nskip-checks: ?true\s*$/u.test(message);
}
