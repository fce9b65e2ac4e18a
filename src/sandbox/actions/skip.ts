import type { RepositoryEvent } from '../github/events.ts';
import { headCommit, fromEvent } from './happening.ts';

const marks = ['[skip ci]', '[ci skip]', '[no ci]', '[skip actions]', '[actions skip]'];

/**
 * Whether the commit's message asks that pushes and pull requests start no workflows, which GitHub heeds: a merged request
 * can be hidden from the push this way, and the schedule has to find it.
 */
export function skipsWorkflows(event: RepositoryEvent, messageOf: (commit: string) => string): boolean {
  if (event.name !== 'push' && event.name !== 'pull_request') return false;
  const message = messageOf(headCommit(fromEvent(event)));
  return marks.some((mark) => message.includes(mark)) || /\n\nskip-checks: ?true\s*$/u.test(message);
}
