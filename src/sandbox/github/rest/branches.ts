import { ApiError } from '../errors.ts';
import { commitBody } from '../bodies/commits.ts';
import { repositoryPage, repositoryUrl } from '../bodies/repository.ts';
import type { Data } from '../bodies/types.ts';
import { rulesetsOf } from '../rules.ts';
import type { World } from '../world.ts';
import { listed, ok, parameter, repositoryRoute, type Routes } from './route.ts';

const REPO = '/repos/{owner}/{repo}';
const HEADS = 'refs/heads/';

export const branchRoutes: Routes = (world) => [
  repositoryRoute(world, `GET ${REPO}/branches`, ['contents', 'read'], (request) => {
    const only = request.call.query.get('protected');
    const branches = [...world.git.refs().keys()]
      .filter((ref) => ref.startsWith(HEADS))
      .map((ref) => ref.slice(HEADS.length))
      .filter((branch) => only === null || String(isProtected(world, branch)) === only)
      .sort();
    return listed(request, branches, (branch) => shortBranch(world, branch));
  }),

  repositoryRoute(
    world,
    `GET ${REPO}/branches/{branch}`,
    ['contents', 'read'],
    async (request) => {
      const branch = parameter(request, 'branch');
      const head = world.git.branch(branch);
      const commit = head === undefined ? undefined : await world.git.readCommit(head);
      if (commit === undefined) throw new ApiError(404, 'Branch not found');
      const body: Data<'repos', 'getBranch'> = {
        name: branch,
        commit: commitBody(world, commit),
        _links: {
          self: `${repositoryUrl(world)}/branches/${branch}`,
          html: `${repositoryPage(world)}/tree/${branch}`,
        },
        ...protection(world, branch),
      };
      return ok(body);
    },
    { patterns: [`GET ${REPO}/branches/{branch+}`] },
  ),
];

function shortBranch(world: World, branch: string): Data<'repos', 'listBranches'>[number] {
  const sha = world.git.branch(branch) ?? '';
  return { name: branch, commit: { sha, url: `${repositoryUrl(world)}/commits/${sha}` }, ...protection(world, branch) };
}

const isProtected = (world: World, branch: string) => rulesetsOf(world.state, branch).length > 0;

/** The sandbox protects by rulesets. It does not use the older branch protection, which these fields describe. */
function protection(world: World, branch: string) {
  return {
    protected: isProtected(world, branch),
    protection: { enabled: false, required_status_checks: { enforcement_level: 'off', contexts: [], checks: [] } },
    protection_url: `${repositoryUrl(world)}/branches/${branch}/protection`,
  };
}
