import { encode, type Grant, type Owner } from '../../core/grant/grant.ts';
import type { LedgerIndex } from '../../core/ledger/ledger-index.ts';
import type { Message } from '../../core/message.ts';
import { explain, explainLapse, isDrift, isLapse, withActor, type BindingChange } from '../../core/plan/attribution.ts';
import type { DesiredGrant } from '../../core/plan/phase.ts';
import type { Step } from '../../core/plan/table.ts';
import { putOff } from '../../core/plan/plan-step.ts';
import type { Ports } from '../../core/ports.ts';
import { addSeconds, type Instant } from '../../core/time.ts';
import { mapLimited } from '../map-limited.ts';

const AT_ONCE = 4;
/** Seconds to look back if no grant gives a start. */
const LOOK_BACK = 7 * 86_400;

/** The grants that steps belong to. */
export interface KnownGrants {
  readonly owner: Owner | undefined;
  readonly desired: readonly DesiredGrant[];
  readonly index: LedgerIndex | undefined;
}

/**
 * Adds the person behind each drift, by Google's own audit log. Also checks that access about to lapse was never
 * granted. It sends one request for each resource, best effort: an unreadable log leaves a step unchanged. Access that
 * another run may be granting at this moment waits for the next run.
 * @param now the end of the period to read
 */
export async function attributeDrift(
  ports: Ports,
  grants: KnownGrants,
  steps: readonly Step[],
  now: Instant,
): Promise<{ readonly steps: readonly Step[]; readonly messages: readonly Message[] }> {
  const asked = steps.filter((step) => isDrift(step) || isLapse(step));
  const resources = [...new Set(asked.map(({ resource }) => resource))];
  const { owner } = grants;
  if (resources.length === 0 || owner === undefined) return { steps, messages: [] };
  const starts = asked.flatMap((step) => (isLapse(step) ? (grantOf(grants, step.pull)?.window.start ?? []) : []));
  const since = [addSeconds(now, -LOOK_BACK), ...starts].reduce((a, b) => (a < b ? a : b));
  const logged = new Map<string, readonly BindingChange[] | null>();
  await mapLimited(resources, AT_ONCE, async (resource) => {
    logged.set(resource, (await ports.history?.changes(resource, since).catch(() => null)) ?? null);
  });
  const explained = steps.map((step) => {
    const granted = grantedBy(grantOf(grants, step.pull), step, owner);
    const changes = logged.get(step.resource) ?? null;
    if (isDrift(step)) return withActor(explain(step, changes ?? [], owner, granted));
    return isLapse(step) && granted !== undefined ? explainLapse(step, changes, granted, now) : step;
  });
  return {
    steps: explained.filter((step) => step !== undefined),
    messages: steps
      .filter((_, index) => explained[index] === undefined)
      .map(putOff('another run may just have granted this access')),
  };
}

function grantOf({ desired, index }: KnownGrants, pull: number | undefined): Grant | undefined {
  if (pull === undefined) return undefined;
  return desired.find((one) => one.pull === pull)?.grant ?? index?.byPull.get(pull)?.grant;
}

function grantedBy(grant: Grant | undefined, { resource, role }: Step, owner: Owner) {
  const granted = grant?.access.find((one) => one.resource === resource && one.role === role);
  return grant === undefined || granted === undefined ? undefined : encode(grant, granted, owner);
}
