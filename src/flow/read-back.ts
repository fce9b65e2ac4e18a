import {
  holds,
  toSnapshot,
  withChanges,
  withoutCondition,
  type Change,
  type Snapshot,
} from '../core/grant/iam-policy.ts';
import type { World } from './world.ts';

/**
 * Whether a later reading shows the changes; after a write that nobody acknowledged, two that agree: one alone may be of
 * before it. A grant that stands there without its condition would never end: it is taken away at once.
 */
export async function readBack(
  world: World,
  before: Snapshot,
  changes: readonly Change[],
  outcome: 'written' | 'uncertain',
): Promise<'landed' | 'not-there' | 'permanent'> {
  const reading = await world.iam.read(before.resource);
  if ('unreadable' in reading) return 'not-there';
  const after = toSnapshot(before.resource, reading.policy);
  if ('unsafe' in after) return 'not-there';
  const permanent = withoutCondition(before, after, changes);
  if (permanent.length === 0) {
    const isSure = holds(after, changes) && (outcome === 'written' || (await stillStands(world, after)));
    return isSure ? 'landed' : 'not-there';
  }
  await world.iam.write(before.resource, withChanges(after, permanent), 'pullcord: a condition was lost');
  return 'permanent';
}

/** Whether IAM answers the same again. */
export async function stillStands(world: World, { resource, policy }: Snapshot): Promise<boolean> {
  const again = await world.iam.read(resource);
  return 'policy' in again && again.policy.etag === policy.etag;
}
