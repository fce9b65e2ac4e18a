import { explain, explainLapse, isDrift, isLapse, withActor, type BindingChange } from '../core/grant/actor.ts';
import { encode, type Grant } from '../core/grant/grant.ts';
import type { Step } from '../core/grant/plan.ts';
import { addSeconds, type Instant } from '../core/time.ts';
import { mapLimited } from './limited.ts';
import type { Survey } from './survey.ts';
import type { World } from './world.ts';

const AT_ONCE = 4;
/** How far back is asked where no grant says since when. */
const LOOK_BACK = 7 * 86_400;

/**
 * Asks Google's own record who is behind each drift, and whether what is about to lapse was given after all; once per
 * resource. Best effort: whatever it does not tell is not known, and the step is told all the same.
 * @param now the end of the time asked about
 */
export async function explainSteps(
  world: World,
  survey: Survey,
  steps: readonly Step[],
  now: Instant,
): Promise<readonly Step[]> {
  const asked = steps.filter((step) => isDrift(step) || isLapse(step));
  const resources = [...new Set(asked.map(({ resource }) => resource))];
  const { owner } = survey;
  if (resources.length === 0 || owner === undefined) return steps;
  const starts = asked.flatMap((step) => (isLapse(step) ? (grantOf(survey, step.pull)?.window.start ?? []) : []));
  const since = [addSeconds(now, -LOOK_BACK), ...starts].reduce((a, b) => (a < b ? a : b));
  const told = new Map<string, readonly BindingChange[] | null>();
  await mapLimited(resources, AT_ONCE, async (resource) => {
    told.set(resource, (await world.history?.changes(resource, since).catch(() => null)) ?? null);
  });
  return steps.map((step) => {
    const grant = grantOf(survey, step.pull);
    const granted = grantedBy(grant, step, owner);
    const changes = told.get(step.resource) ?? null;
    if (isDrift(step)) return withActor(explain(step, changes ?? [], owner, granted));
    if (!isLapse(step) || grant === undefined || granted === undefined) return step;
    return explainLapse(step, changes, granted, grant.window.end, now);
  });
}

function grantOf({ claims, accounts }: Survey, pull: number | undefined): Grant | undefined {
  if (pull === undefined) return undefined;
  const claimed = claims.find((claim) => claim.pull === pull)?.grant;
  return claimed ?? (accounts === 'unreadable' ? undefined : accounts.byPull.get(pull)?.grant);
}

function grantedBy(grant: Grant | undefined, { resource, role }: Step, owner: NonNullable<Survey['owner']>) {
  const granted = grant?.access.find((one) => one.resource === resource && one.role === role);
  return grant === undefined || granted === undefined ? undefined : encode(grant, granted, owner);
}
