import { explain, isDrift, withActor, type BindingChange } from '../core/grant/actor.ts';
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
 * Asks Google's own record who is behind each drift, once per resource. Best effort: whatever it does not tell is not
 * known, and the drift is told all the same.
 * @param now the end of the time asked about
 */
export async function explainDrift(
  world: World,
  survey: Survey,
  steps: readonly Step[],
  now: Instant,
): Promise<readonly Step[]> {
  const resources = [...new Set(steps.filter(isDrift).map(({ resource }) => resource))];
  const { owner } = survey;
  if (resources.length === 0 || owner === undefined) return steps;
  const since = addSeconds(now, -LOOK_BACK);
  const told = new Map<string, readonly BindingChange[]>();
  await mapLimited(resources, AT_ONCE, async (resource) => {
    const changes = await world.history?.changes(resource, since).catch(() => null);
    told.set(resource, changes ?? []);
  });
  return steps.map((step) =>
    isDrift(step)
      ? withActor(
          explain(step, told.get(step.resource) ?? [], owner, grantedBy(grantOf(survey, step.pull), step, owner)),
        )
      : step,
  );
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
