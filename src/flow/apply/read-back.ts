import {
  holds,
  toSnapshot,
  withChanges,
  withoutCondition,
  type Change,
  type Snapshot,
} from '../../core/grant/iam-policy.ts';
import type { Ports } from '../../core/ports.ts';

/**
 * The outcome of a write: its changes are visible, or they are not (yet), or a grant lost its condition. In the last
 * case the run removed the binding, or could not.
 */
export type ReadBack = 'landed' | 'not-there' | 'permanent-taken' | 'permanent-stands';

const TRIES_TO_TAKE = 3;

/**
 * Checks that a later reading shows the changes. After a write without an acknowledgement two readings must agree,
 * because one alone may be from before it. A grant without its condition would never end, so it is removed at once.
 */
export async function readBack(
  ports: Ports,
  before: Snapshot,
  changes: readonly Change[],
  outcome: 'written' | 'uncertain',
): Promise<ReadBack> {
  const after = await readAgain(ports, before);
  if (after === undefined) return 'not-there';
  if (withoutCondition(before, after, changes).length > 0) return takePermanent(ports, before, after, changes);
  const isSure = holds(after, changes) && (outcome === 'written' || (await stillStands(ports, after)));
  return isSure ? 'landed' : 'not-there';
}

async function takePermanent(
  ports: Ports,
  before: Snapshot,
  seen: Snapshot,
  changes: readonly Change[],
): Promise<ReadBack> {
  const lostIn = (snapshot: Snapshot) => withoutCondition(before, snapshot, changes);
  let after: Snapshot | undefined = seen;
  for (let attempt = 1; attempt <= TRIES_TO_TAKE; attempt += 1) {
    if (after !== undefined) {
      const permanent = lostIn(after);
      if (permanent.length === 0) return 'permanent-taken';
      const taken = withChanges(after, permanent);
      const { outcome } = await ports.iam.write(before.resource, taken, 'pullcord: a condition was lost');
      if (outcome === 'written') return 'permanent-taken';
    }
    await ports.pause(attempt);
    after = await readAgain(ports, before);
  }
  return after !== undefined && lostIn(after).length === 0 ? 'permanent-taken' : 'permanent-stands';
}

async function readAgain(ports: Ports, { resource }: Snapshot): Promise<Snapshot | undefined> {
  const reading = await ports.iam.read(resource);
  const after = 'unreadable' in reading ? undefined : toSnapshot(resource, reading.policy);
  return after === undefined || 'unsafe' in after ? undefined : after;
}

/** Returns true if IAM returns the same policy again. */
export async function stillStands(ports: Ports, { resource, policy }: Snapshot): Promise<boolean> {
  const again = await ports.iam.read(resource);
  return 'policy' in again && again.policy.etag === policy.etag;
}
