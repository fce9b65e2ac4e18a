import { message, type Message } from '../../core/message.ts';
import { toSnapshot, withChanges, type Snapshot } from '../../core/grant/iam-policy.ts';
import { readClocks, type ClockReading } from '../../core/plan/clocks.ts';
import { phaseOf } from '../../core/plan/phase.ts';
import { givesAccess, type Plan, type Step } from '../../core/plan/table.ts';
import { plan } from '../../core/plan/plan.ts';
import { findUnmanaged } from '../../core/plan/unmanaged.ts';
import type { Ports, WriteResult } from '../../core/ports.ts';
import { withoutDoubts } from './doubtful.ts';
import { countingPending, failed, rowOf, type AppliedOnResource, type ApplyInputs } from './inputs.ts';
import { readBack } from './read-back.ts';

/** The plan for one resource, and the snapshot it was made from. */
export interface Planned {
  readonly snapshot: Snapshot;
  readonly plan: Plan;
  readonly unmanaged: readonly Message[];
}

const TRIES = 8;

/**
 * Reads, plans, writes and reads back. After a conflict it repeats all of that, never the write alone. Steps that an
 * earlier try completed stay completed. The next try plans as if they were on record, and the result always lists them.
 */
export async function applyOn(
  ports: Ports,
  inputs: ApplyInputs,
  resource: string,
  selects: (step: Step) => boolean,
): Promise<AppliedOnResource> {
  let last = '';
  let kept: readonly Step[] = [];
  for (let attempt = 1; attempt <= TRIES; attempt += 1) {
    const planned = await planOn(ports, countingPending(inputs, kept), resource);
    if ('severity' in planned) return failed([planned], kept);
    const { snapshot } = planned;
    const { steps, waiting } = await withoutDoubts(ports, inputs, snapshot, planned.plan.steps.filter(selects));
    const changes = steps.flatMap((step) => step.changes);
    const awaitingIntent = planned.plan.steps.filter(givesAccess).flatMap(({ pull }) => pull ?? []);
    const reported = [...planned.plan.messages, ...waiting, ...planned.unmanaged];
    const done = { steps: [...kept, ...steps], awaitingIntent, messages: reported, rejected: [] };
    if (changes.length === 0) return done;
    const result = await ports.iam.write(resource, withChanges(snapshot, changes), reasonFor(inputs, steps));
    switch (result.outcome) {
      case 'written':
      case 'uncertain':
        switch (await readBack(ports, snapshot, changes, result.outcome)) {
          case 'landed':
            return done;
          case 'permanent-taken':
            return failed([conditionLost(resource, PERMANENT_TAKEN, steps)], kept);
          case 'permanent-stands':
            // The binding is recorded as granted. The next run finds it without a condition and revokes it.
            return { ...done, messages: [...reported, conditionLost(resource, PERMANENT_STANDS, steps)] };
          case 'not-there':
            break;
        }
        break;
      case 'rejected': {
        const rejection = message('grant-rejected', rejectionOf(resource, steps, result.sentence));
        return { ...failed([rejection, ...planned.unmanaged], kept), rejected: steps };
      }
      case 'refused':
        return failed([refusalOf(resource, result.sentence)], kept);
      case 'conflict':
      case 'busy':
        break;
    }
    kept = [...kept, ...(result.outcome === 'written' ? steps : steps.filter(isSeenGranted))];
    last = inWords(result);
    await ports.pause(attempt);
  }
  return failed(
    [
      message(
        'iam-unsettled',
        `the IAM policy of ${resource} did not settle in ${TRIES} tries, so the next run retries: ${last}`,
      ),
    ],
    kept,
  );
}

/** Reads one resource and plans it; returns a message if it cannot be planned. */
export async function planOn(ports: Ports, inputs: ApplyInputs, resource: string): Promise<Planned | Message> {
  const reading = await ports.iam.read(resource);
  if ('unreadable' in reading)
    return message(
      'resource-unreadable',
      `Google did not return the IAM policy of ${resource}, so nothing changes there until the next run: ${reading.unreadable}`,
    );
  const snapshot = toSnapshot(resource, reading.policy);
  if ('unsafe' in snapshot)
    return message(
      'resource-unsafe',
      `Pullcord neither grants nor revokes on ${resource}, because a write would damage its IAM policy: ${snapshot.unsafe}`,
    );
  const clock = readClock(ports);
  const { owner, desired, whyOthersUnknown: unknownPulls, onRecord: recorded } = inputs;
  if (clock === undefined)
    return message(
      'resource-unreadable',
      `Google sent the IAM policy of ${resource} without the time, so nothing changes there. The next run retries`,
    );
  if (owner === undefined) return message('installation-unknown', `${resource}: ${OWNER_UNKNOWN}`);
  const planned = plan({
    snapshot,
    owner,
    grants: desired.map((grant) => phaseOf(grant, clock)),
    ...(unknownPulls === undefined ? {} : { whyOthersUnknown: unknownPulls }),
    onRecord: recorded,
    now: clock.earlier,
  });
  return { snapshot, plan: planned, unmanaged: findUnmanaged(snapshot, owner, inputs.roles) };
}

/** Returns the time by GitHub's and Google's last answers. */
export function readClock(ports: Ports): ClockReading | undefined {
  return readClocks({ github: ports.repository.time(), google: ports.iam.time() });
}

function isSeenGranted({ event, changes }: Step): boolean {
  return event === 'activated' && changes.length === 0;
}

const OWNER_UNKNOWN =
  'Pullcord cannot identify its bindings without the installation and the repository id, so nothing changes there. Name the installation in policies/organization.yaml, and set GITHUB_REPOSITORY_ID';
const PERMANENT_TAKEN =
  'Google kept a granted binding without its condition. Pullcord removed it at once and grants nothing more there in this run';
const PERMANENT_STANDS =
  'Google kept a granted binding without its condition, and Pullcord could not remove it. The binding still gives access. Remove it by hand, or start a run: gh workflow run reconcile.yml';

function conditionLost(resource: string, what: string, steps: readonly Step[]): Message {
  return message('condition-lost', `${resource}: ${what}: ${steps.map(rowOf).join(', ')}`);
}

function refusalOf(resource: string, sentence: string): Message {
  return message(
    'iam-refused',
    `Pullcord could not write the IAM policy of ${resource}, so the next run retries: ${sentence}`,
  );
}

function rejectionOf(resource: string, steps: readonly Step[], sentence: string): string {
  const names = steps.map(rowOf).join(', ');
  if (steps.length !== 1 || !steps.every(givesAccess))
    return `Google rejected the IAM policy of ${resource} as invalid, and the next run retries. Google says: ${sentence}`;
  return `Google rejected ${names} on ${resource} as invalid, and each run retries until the requested time ends. Correct the policy, and ask again. Google says: ${sentence}`;
}

/** Returns the reason for Google's own audit log: the pull requests, or the repository if none is known. */
function reasonFor({ desired, repositoryName }: ApplyInputs, steps: readonly Step[]): string {
  const pulls = [...new Set(steps.flatMap(({ pull }) => pull ?? []))];
  const urls = desired.flatMap(({ pull, grant }) => (grant !== undefined && pulls.includes(pull) ? [grant.url] : []));
  return urls.length === 0
    ? `pullcord: ${repositoryName} ${pulls.map((pull) => `#${pull}`).join(' ')}`
    : urls.join(' ');
}

function inWords(result: WriteResult): string {
  switch (result.outcome) {
    case 'written':
      return 'Google acknowledged the write, and a later read does not show it';
    case 'conflict':
      return 'another writer keeps changing this IAM policy';
    default:
      return result.sentence;
  }
}
