import type { Entry, OnRecord, Step } from '../plan/table.ts';
import { CLOSING_KINDS, entryKey } from './grant-state.ts';

/**
 * What is on record, and what a run has seen and done since: that is recorded at its end, and until then it counts as if it
 * were. What was seen to stand, or was taken away, is not given a second time by the same run.
 */
export function withPending(onRecord: OnRecord, steps: readonly Step[]): OnRecord {
  const pending = new Map<string, Step>();
  for (const step of steps)
    if (step.pull !== undefined && (step.event === 'activated' || isClosing(step)))
      pending.set(keyOf(step.pull, step.resource, step.role), step);
  return {
    entry: (pull, resource, role) =>
      after(onRecord.entry(pull, resource, role), pending.get(keyOf(pull, resource, role))),
    open: (resource) => onRecord.open(resource),
  };
}

function after(before: Entry | undefined, step: Step | undefined): Entry | undefined {
  if (step === undefined || before?.is === 'closed' || before?.is === 'refused') return before;
  return isClosing(step)
    ? { is: 'closed', unconditionalBefore: before?.unconditionalBefore ?? [] }
    : { is: 'active', unconditionalBefore: step.unconditionalBefore };
}

function isClosing({ event }: Step): boolean {
  return event !== undefined && CLOSING_KINDS.includes(event);
}

function keyOf(pull: number, resource: string, role: string): string {
  return `${pull} ${entryKey(resource, role)}`;
}
