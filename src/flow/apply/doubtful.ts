import type { Snapshot } from '../../core/grant/iam-policy.ts';
import type { Message } from '../../core/message.ts';
import type { Step } from '../../core/plan/table.ts';
import { putOff } from '../../core/plan/plan-step.ts';
import type { Ports } from '../../core/ports.ts';
import { readLedgerBranch } from '../ledger/open.ts';
import type { ApplyInputs } from './inputs.ts';
import { stillStands } from './read-back.ts';

/**
 * Leaves out steps that rest on a possibly stale reading. They wait for the next run and block no other step. A step that
 * blames somebody holds only if main and the ledger have not moved since they were read. An end without a write rests on
 * one answer of IAM, so IAM is read twice.
 */
export async function withoutDoubts(
  ports: Ports,
  inputs: ApplyInputs,
  snapshot: Snapshot,
  steps: readonly Step[],
): Promise<{ readonly steps: readonly Step[]; readonly waiting: readonly Message[] }> {
  const blaming = steps.filter(({ needsFreshRead }) => needsFreshRead === true);
  const onlySeen = steps.filter(isOnlySeen);
  const stale = blaming.length === 0 || (await isCurrent(ports, inputs)) ? [] : blaming;
  const unsure = onlySeen.length === 0 || (await stillStands(ports, snapshot)) ? [] : onlySeen;
  return {
    steps: steps.filter((step) => !stale.includes(step) && !unsure.includes(step)),
    waiting: [
      ...stale.map(putOff('the default branch or the ledger changed during this run')),
      ...unsure
        .filter((step) => !stale.includes(step))
        .map(putOff('IAM returned two different policies within a moment')),
    ],
  };
}

async function isCurrent(ports: Ports, { readAt }: ApplyInputs): Promise<boolean> {
  const head = await ports.repository.repository().then(
    (state) => state.head,
    () => undefined,
  );
  const ledger = await readLedgerBranch(ports);
  return head !== undefined && head === readAt.head && ledger.kind === 'read' && ledger.head === readAt.ledger;
}

/** Returns true for an end without a change to write, so that no etag confirms the reading. */
function isOnlySeen({ changes, event }: Step): boolean {
  return changes.length === 0 && event !== undefined && event !== 'activated';
}
