import { errorMessage } from '../../core/error-message.ts';
import type { Grant } from '../../core/grant/grant.ts';
import { distinct, message, type Message } from '../../core/message.ts';
import { givesAccess, type Plan, type Step } from '../../core/plan/table.ts';
import type { Ports } from '../../core/ports.ts';
import { mapLimited } from '../map-limited.ts';
import { countingPending, failed, rowOf, type Applied, type AppliedOnResource, type ApplyInputs } from './inputs.ts';
import { applyOn, planOn } from './resource.ts';

const AT_ONCE = 4;
/** Maximum writes on one resource in one run to isolate rejected grants. They find one among thousands. */
const WRITES_TO_ISOLATE = 24;

/** Revokes expired and unexplained access on every resource, and lists the grants that are due. Waits for no record. */
export async function applyRevocations(
  ports: Ports,
  inputs: ApplyInputs,
  resources: readonly string[],
): Promise<Applied> {
  const parts = await mapLimited(resources, AT_ONCE, (resource) =>
    guarded(
      resource,
      applyOn(ports, inputs, resource, (step) => !givesAccess(step)),
    ),
  );
  return merged(parts);
}

/**
 * Grants the access of these grants, whose intents are on record, on every resource they name.
 * @param pending steps that this run has done and not recorded yet; what they revoked is not granted again
 */
export async function applyGrants(
  ports: Ports,
  inputs: ApplyInputs,
  grants: readonly Grant[],
  pending: readonly Step[] = [],
): Promise<Applied> {
  const resources = [...new Set(grants.flatMap(({ access }) => access.map(({ resource }) => resource)))].sort();
  const pulls = new Set(grants.map(({ pull }) => pull));
  const known = countingPending(inputs, pending);
  const parts = await mapLimited(resources, AT_ONCE, (resource) =>
    guarded(resource, grantOn(ports, known, resource, pulls)),
  );
  return merged(parts);
}

/** Returns the plan for every resource. Changes nothing: a dry run. */
export async function planAll(
  ports: Ports,
  inputs: ApplyInputs,
  resources: readonly string[],
): Promise<{ readonly plans: readonly Plan[]; readonly messages: readonly Message[] }> {
  const readings = await mapLimited(resources, AT_ONCE, (resource) => planOn(ports, inputs, resource));
  return {
    plans: readings.flatMap((reading) => ('severity' in reading ? [] : [reading.plan])),
    messages: readings.flatMap((reading) =>
      'severity' in reading ? [reading] : [...reading.plan.messages, ...reading.unmanaged],
    ),
  };
}

/** Turns a failure into a message. A failure on one resource stops no other resource, and above all no revocation. */
function guarded(resource: string, applying: Promise<Applied>): Promise<Applied> {
  return applying.catch((error: unknown) =>
    failed([
      message(
        'resource-failed',
        `an unexpected failure stopped the work on ${resource}, so the next run retries: ${errorMessage(error)}`,
      ),
    ]),
  );
}

/**
 * Writes grants, and isolates an invalid one by halving, because it fails the whole write. It then blocks no other
 * grant. This run reports it and leaves it out; later runs retry it until its window ends.
 */
async function grantOn(
  ports: Ports,
  inputs: ApplyInputs,
  resource: string,
  pulls: ReadonlySet<number>,
): Promise<Applied> {
  // If the first try landed without an acknowledgement, the second needs no change and records the grant.
  const isDue = ({ event, pull }: Step) => event === 'activated' && pull !== undefined && pulls.has(pull);
  let known = inputs;
  const parts: Applied[] = [];
  const left: (readonly string[] | 'all')[] = ['all'];
  for (let writes = 0; left.length > 0; writes += 1) {
    const names = left.pop() ?? [];
    if (writes === WRITES_TO_ISOLATE) return merged([...parts, untried(resource, [names, ...left].flat())]);
    const applied = await applyOn(
      ports,
      known,
      resource,
      (step) => isDue(step) && (names === 'all' || names.includes(rowOf(step))),
    );
    known = countingPending(known, applied.steps);
    const rejected = applied.rejected.map(rowOf);
    const half = Math.ceil(rejected.length / 2);
    // The second half is pushed first, so that grants are tried in their order.
    if (rejected.length > 1) left.push(rejected.slice(half), rejected.slice(0, half));
    parts.push(rejected.length > 1 ? failed([], applied.steps) : applied);
  }
  return merged(parts);
}

function untried(resource: string, names: readonly string[]): AppliedOnResource {
  const sentence = `Google rejected too many grants on ${resource}, so the next run tries these: ${names.join(', ')}`;
  return failed([message('grants-untried', sentence)]);
}

function merged(parts: readonly Applied[]): Applied {
  return {
    steps: parts.flatMap(({ steps }) => steps),
    awaitingIntent: [...new Set(parts.flatMap(({ awaitingIntent: due }) => due))].sort((a, b) => a - b),
    messages: distinct(parts.flatMap((part) => part.messages)),
  };
}
