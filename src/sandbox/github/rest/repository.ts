import { notFound, validationFailed } from '../errors.ts';
import { repositoryBody } from '../bodies/repository.ts';
import { activityBody, branchRules, rulesetBody, shortRuleset } from '../bodies/rules.ts';
import type { Activity } from '../state.ts';
import { readRuleset } from './rulesets.ts';
import {
  created,
  cursorPage,
  listed,
  noContent,
  numberParameter,
  ok,
  parameter,
  repositoryRoute,
  type Request,
  type Routes,
} from './route.ts';

const REPO = '/repos/{owner}/{repo}';

export const repositoryRoutes: Routes = (world) => [
  repositoryRoute(world, `GET ${REPO}`, ['metadata', 'read'], ({ caller }) => ok(repositoryBody(world, caller))),

  repositoryRoute(world, `GET ${REPO}/activity`, ['contents', 'read'], (request) => {
    const { items, headers } = cursorPage(request, selectedActivity(request), ({ id }) => id);
    return ok(
      items.map((activity) => activityBody(world, activity)),
      headers,
    );
  }),

  repositoryRoute(
    world,
    `GET ${REPO}/rules/branches/{branch}`,
    ['metadata', 'read'],
    (request) => listed(request, branchRules(world, parameter(request, 'branch')), (rule) => rule),
    { patterns: [`GET ${REPO}/rules/branches/{branch+}`] },
  ),

  repositoryRoute(world, `GET ${REPO}/rulesets`, ['metadata', 'read'], (request) =>
    listed(request, world.state.rulesets, (ruleset) => shortRuleset(world, request.caller, ruleset)),
  ),

  repositoryRoute(world, `GET ${REPO}/rulesets/{ruleset_id}`, ['metadata', 'read'], (request) => {
    const ruleset = world.state.rulesets[indexOf(request)];
    if (ruleset === undefined) throw notFound();
    return ok(rulesetBody(world, request.caller, ruleset));
  }),

  repositoryRoute(world, `POST ${REPO}/rulesets`, ['administration', 'write'], (request) => {
    const ruleset = readRuleset(request, { id: world.state.nextId(), createdAt: world.now() });
    world.state.rulesets.push(ruleset);
    return created(rulesetBody(world, request.caller, ruleset));
  }),

  repositoryRoute(world, `PUT ${REPO}/rulesets/{ruleset_id}`, ['administration', 'write'], (request) => {
    const index = indexOf(request);
    const before = world.state.rulesets[index];
    if (before === undefined) throw notFound();
    const ruleset = readRuleset(request, before);
    world.state.rulesets[index] = ruleset;
    return ok(rulesetBody(world, request.caller, ruleset));
  }),

  repositoryRoute(world, `DELETE ${REPO}/rulesets/{ruleset_id}`, ['administration', 'write'], (request) => {
    if (world.state.rulesets.splice(indexOf(request), 1).length === 0) throw notFound();
    return noContent();
  }),
];

/** Returns an index past the end if the ruleset does not exist. */
function indexOf(request: Request): number {
  const { rulesets } = request.world.state;
  const id = numberParameter(request, 'ruleset_id');
  const index = rulesets.findIndex((ruleset) => ruleset.id === id);
  return index < 0 ? rulesets.length : index;
}

const ACTIVITIES: ReadonlySet<string> = new Set([
  'push',
  'force_push',
  'branch_creation',
  'branch_deletion',
  'pr_merge',
  'merge_queue_merge',
]);

function selectedActivity({ world, call }: Request): readonly Activity[] {
  const ref = call.query.get('ref');
  const type = call.query.get('activity_type');
  if (type !== null && !ACTIVITIES.has(type)) throw validationFailed(`${type} is not an activity_type`);
  const full = ref === null || ref.startsWith('refs/') ? ref : `refs/heads/${ref}`;
  const actor = call.query.get('actor');
  const found = world.state.activity.filter(
    (activity) =>
      (full === null || activity.ref === full) &&
      (type === null || activity.type === type) &&
      (actor === null || world.state.users.get(activity.actor)?.login === actor),
  );
  return call.query.get('direction') === 'asc' ? found : found.reverse();
}
