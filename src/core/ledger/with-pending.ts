import type { Entry, OnRecord, Step } from '../plan/table.ts';
import { CLOSING_KINDS, entryKey } from './grant-state.ts';

/**
 * Adds the run's own steps to the recorded state. The run records them at its end, and until then they count as recorded. So
 * the same run never grants access again that it saw or revoked.
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
