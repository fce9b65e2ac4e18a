import { CODEOWNERS_PATHS, ownersOf, parseCodeowners, type OwnedPattern } from '../../../core/gate/codeowners.ts';
import { hasRole } from '../access.ts';
import { teamBySlug, userByEmail, userByLogin } from '../people.ts';
import type { Pull, State } from '../state.ts';
import type { World } from '../world.ts';
import { pullFiles } from './pull-content.ts';

export interface Codeowners {
  readonly path: string;
  readonly text: string;
  readonly patterns: readonly OwnedPattern[];
}

/** Reads the file of a branch, from the first of the places that GitHub searches. */
export async function codeownersAt(world: World, branch: string): Promise<Codeowners | undefined> {
  const commit = await world.git.readCommit(world.git.branch(branch) ?? '');
  if (commit === undefined) return undefined;
  for (const path of CODEOWNERS_PATHS) {
    const entry = await world.git.entryAt(commit.tree, path);
    if (entry?.type !== 'blob') continue;
    const text = (await world.git.readBlob(entry.oid))?.toString('utf8') ?? '';
    return { path, text, patterns: parseCodeowners(text) };
  }
  return undefined;
}

/** Returns an owner's user ids. `undefined` if GitHub does not know the owner, or the owner may not review here. */
export function membersOf(state: State, owner: string): ReadonlySet<number> | undefined {
  const [, organization, slug] = /^@([^/]+)\/(.+)$/.exec(owner) ?? [];
  if (organization !== undefined) {
    const team = organization.toLowerCase() === state.organization.login ? teamBySlug(state, slug ?? '') : undefined;
    if (team === undefined) return undefined;
    return new Set([...team.members].filter(([, { state: membership }]) => membership === 'active').map(([id]) => id));
  }
  const user = owner.startsWith('@') ? userByLogin(state, owner.slice(1)) : userByEmail(state, owner);
  return user !== undefined && hasRole(state, user.id, 'write') ? new Set([user.id]) : undefined;
}

/**
 * Returns the owned files of a pull request that no owner has approved. An author's own approval is implicit.
 * Source:
 * https://docs.github.com/repositories/managing-your-repositorys-settings-and-features/customizing-your-repository/about-code-owners
 */
export async function unapprovedFiles(
  world: World,
  pull: Pull,
  approvers: ReadonlySet<number>,
): Promise<readonly string[]> {
  const codeowners = await codeownersAt(world, pull.base.ref);
  if (codeowners === undefined) return [];
  const counted = new Set([...approvers, pull.author]);
  const files = (await pullFiles(world, pull)).map(({ path }) => path);
  return files.filter((path) => {
    const owners = ownersOf(codeowners.patterns, path).flatMap((owner) => membersOf(world.state, owner) ?? []);
    return owners.length > 0 && !owners.some((members) => [...members].some((id) => counted.has(id)));
  });
}
