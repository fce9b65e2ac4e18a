import { explain, explainLapse, isDrift, isLapse, withActor, type BindingChange } from '../../core/plan/attribution.ts';
import { encode, type Grant } from '../../core/grant/grant.ts';
import type { Step } from '../../core/plan/plan.ts';
import { putOff } from '../../core/plan/plan-step.ts';
import { addSeconds, type Instant } from '../../core/time.ts';
import { mapLimited } from '../map-limited.ts';
import type { ObservedState } from '../observe/observe.ts';
import type { Ports } from '../../core/ports.ts';

const AT_ONCE = 4;
/** How far back is asked where no grant says since when. */
const LOOK_BACK = 7 * 86_400;

/**
 * Asks Google's own record who is behind each drift, and whether what is about to lapse was given after all; once per
 * resource. Best effort: whatever it does not tell is not known, and the step is told all the same; but what may have been
 * given this very moment waits for the next run.
 * @param now the end of the time asked about
 */
export async function explainSteps(
  ports: Ports,
  survey: ObservedState,
  steps: readonly Step[],
  now: Instant,
): Promise<{ readonly steps: readonly Step[]; readonly waiting: readonly string[] }> {
  const asked = steps.filter((step) => isDrift(step) || isLapse(step));
  const resources = [...new Set(asked.map(({ resource }) => resource))];
  const { owner } = survey;
  if (resources.length === 0 || owner === undefined) return { steps, waiting: [] };
  const starts = asked.flatMap((step) => (isLapse(step) ? (grantOf(survey, step.pull)?.window.start ?? []) : []));
  const since = [addSeconds(now, -LOOK_BACK), ...starts].reduce((a, b) => (a < b ? a : b));
  const told = new Map<string, readonly BindingChange[] | null>();
  await mapLimited(resources, AT_ONCE, async (resource) => {
    told.set(resource, (await ports.history?.changes(resource, since).catch(() => null)) ?? null);
  });
  const explained = steps.map((step) => {
    const granted = grantedBy(grantOf(survey, step.pull), step, owner);
    const changes = told.get(step.resource) ?? null;
    if (isDrift(step)) return withActor(explain(step, changes ?? [], owner, granted));
    return isLapse(step) && granted !== undefined ? explainLapse(step, changes, granted, now) : step;
  });
  return {
    steps: explained.filter((step) => step !== undefined),
    waiting: steps
      .filter((_, index) => explained[index] === undefined)
      .map(putOff('another run may just have given it')),
  };
}

function grantOf({ claims, accounts }: ObservedState, pull: number | undefined): Grant | undefined {
  if (pull === undefined) return undefined;
  const claimed = claims.find((claim) => claim.pull === pull)?.grant;
  return claimed ?? (accounts === 'unreadable' ? undefined : accounts.byPull.get(pull)?.grant);
}

function grantedBy(grant: Grant | undefined, { resource, role }: Step, owner: NonNullable<ObservedState['owner']>) {
  const granted = grant?.access.find((one) => one.resource === resource && one.role === role);
  return grant === undefined || granted === undefined ? undefined : encode(grant, granted, owner);
}
