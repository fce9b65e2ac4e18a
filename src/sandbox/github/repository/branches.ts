import { ApiError, RuleViolation } from '../errors.ts';
import { RefMoved } from '../git.ts';
import { pushPayload } from '../payloads.ts';
import { violations, type RefChange } from '../rules.ts';
import { userById } from '../people.ts';
import type { Activity, Pull, TokenIdentity } from '../state.ts';
import type { World } from '../world.ts';
import { closePull, followHead, markMerged } from './pulls.ts';

export interface RefUpdate {
  /** Full name. */
  readonly ref: string;
  /** The ref's value as the caller knows it. Undefined: the ref does not exist. */
  readonly from: string | undefined;
  /** The new value. Undefined: delete the ref. */
  readonly to: string | undefined;
  /** The pull request whose merge this is. */
  readonly merging?: Pull;
}

/**
 * Changes a branch or tag. Every change passes here. It checks the rules, moves the ref by compare and swap, updates
 * the branch's pull requests, and publishes the push. Call it within `world.serially`.
 * @throws RuleViolation with status `refused` if a ruleset forbids it
 * @throws ApiError 422 if the ref has another value
 */
export async function moveRef(
  world: World,
  actor: TokenIdentity,
  update: RefUpdate,
  refused: 409 | 422 = 422,
): Promise<void> {
  const kind = await kindOf(world, update);
  const broken = violations(world.state, actor, { ref: update.ref, kind, merging: update.merging !== undefined });
  if (broken.length > 0) throw new RuleViolation(refused, broken);
  await writeRef(world, update);
  if (!update.ref.startsWith('refs/heads/')) return;
  record(world, actor, update, kind);
  await tellPush(world, actor, update, kind);
  await movePulls(world, actor, update, kind);
}

/** Returns the kind of a change. An update that is not a fast-forward is `force`. */
export async function kindOf(world: World, { from, to }: RefUpdate): Promise<RefChange['kind']> {
  if (to === undefined) return 'delete';
  if (from === undefined) return 'create';
  return (await world.git.isAncestor(from, to)) ? 'update' : 'force';
}

async function writeRef(world: World, { ref, from, to }: RefUpdate): Promise<void> {
  try {
    await world.git.updateRef(ref, from, to);
  } catch (error) {
    if (error instanceof RefMoved) throw new ApiError(422, 'Reference update failed');
    throw error;
  }
}

const NOWHERE = '0'.repeat(40);

function record(
  world: World,
  actor: TokenIdentity,
  { ref, from, to, merging }: RefUpdate,
  kind: RefChange['kind'],
): void {
  const types: Record<RefChange['kind'], Activity['type']> = {
    create: 'branch_creation',
    delete: 'branch_deletion',
    force: 'force_push',
    update: 'push',
  };
  const { state } = world;
  state.repository.pushedAt = world.now();
  state.activity.push({
    id: state.nextId(),
    ref,
    before: from ?? NOWHERE,
    after: to ?? NOWHERE,
    actor: actor.user,
    at: world.now(),
    type: merging === undefined ? types[kind] : 'pr_merge',
  });
}

async function tellPush(world: World, actor: TokenIdentity, update: RefUpdate, kind: RefChange['kind']): Promise<void> {
  const { ref, from, to } = update;
  const changes = from === undefined || to === undefined ? undefined : await world.git.diff(from, to);
  const user = userById(world.state, actor.user);
  world.events.publish({
    name: 'push',
    ref,
    sha: to ?? NOWHERE,
    deleted: to === undefined,
    paths: changes?.map(({ path }) => path),
    actor: { login: user.login, id: user.id },
    by: actor.kind,
    payload: await pushPayload(world, actor, { ref, from, to, forced: kind === 'force' }),
  });
}

/**
 * Pull requests from the branch follow its head. Pull requests into the branch are closed if it is deleted, or merged
 * if the push contains them.
 */
async function movePulls(
  world: World,
  actor: TokenIdentity,
  update: RefUpdate,
  kind: RefChange['kind'],
): Promise<void> {
  const branch = update.ref.slice('refs/heads/'.length);
  const open = [...world.state.pulls.values()].filter((pull) => pull.state === 'open' && pull !== update.merging);
  for (const pull of open.filter(({ head }) => head.ref === branch)) {
    if (update.to === undefined) {
      pull.timeline.push({ event: 'head_ref_deleted', actor: actor.user, at: world.now() });
      await closePull(world, actor, pull);
    } else await followHead(world, actor, pull, update.to, kind === 'force');
  }
  for (const pull of open.filter(({ base, state }) => base.ref === branch && state === 'open')) {
    if (update.to === undefined) await closePull(world, actor, pull);
    else if (kind === 'update' && (await world.git.isAncestor(pull.head.sha, update.to))) {
      await markMerged(world, actor, pull, { oid: update.to, method: 'merge', base: update.from ?? update.to });
    }
  }
}
