import { may, maySeeRepository } from '../../access.ts';
import { repositoryBody } from '../../bodies/repository.ts';
import { roleOf } from '../../people.ts';
import { refused } from '../errors.ts';
import type { Node, View } from './node.ts';
import { expressionNode, objectNode } from './objects.ts';
import { pullRequestNode } from './pull-request.ts';

/** @throws GitHub's error for a repository that does not exist or that the caller may not see; both look alike */
export function namedRepositoryNode(view: View, owner: string, name: string): Node {
  const { organization, repository } = view.world.state;
  const isOurs = sameName(owner, organization.login) && sameName(name, repository.name);
  if (!isOurs || !maySeeRepository(view.world.state, view.caller))
    throw refused('NOT_FOUND', `Could not resolve to a Repository with the name '${owner}/${name}'.`);
  return repositoryNode(view);
}

export function repositoryNode(view: View): Node {
  const { state, git } = view.world;
  const { organization, repository } = state;
  return {
    __typename: 'Repository',
    databaseId: repository.id,
    ...described(view),
    nameWithOwner: `${organization.login}/${repository.name}`,
    owner: { __typename: 'Organization', login: organization.login },
    defaultBranchRef() {
      const head = git.branch(repository.defaultBranch);
      return head === undefined ? null : { name: repository.defaultBranch, target: () => objectNode(view, head) };
    },
    object({ expression, oid }: { readonly expression?: string | null; readonly oid?: string | null }) {
      assertMayRead(view, 'contents');
      if (oid != null) return objectNode(view, oid);
      return expression == null ? null : expressionNode(view, expression);
    },
    ref({ qualifiedName }: { readonly qualifiedName: string }) {
      assertMayRead(view, 'contents');
      const head = git.refs().get(qualifiedName);
      const name = qualifiedName.replace(/^refs\/(?:heads|tags)\//, '');
      return head === undefined ? null : { name, target: () => objectNode(view, head) };
    },
    pullRequest({ number }: { readonly number: number }) {
      assertMayRead(view, 'pull_requests');
      const pull = state.pulls.get(number);
      if (pull === undefined)
        throw refused('NOT_FOUND', `Could not resolve to a PullRequest with the number of ${number}.`);
      return pullRequestNode(view, pull);
    },
  };
}

/** Fields that `gh` reads of every repository. They say what the REST API says. */
function described({ world, caller }: View): Node {
  const { name, description, has_issues, has_wiki, ...rest } = repositoryBody(world, caller);
  const role = caller?.kind === 'user' ? roleOf(world.state, caller.user) : undefined;
  return {
    id: rest.node_id,
    name,
    description,
    hasIssuesEnabled: has_issues,
    hasWikiEnabled: has_wiki,
    mergeCommitAllowed: rest.allow_merge_commit,
    rebaseMergeAllowed: rest.allow_rebase_merge,
    squashMergeAllowed: rest.allow_squash_merge,
    parent: null,
    viewerPermission: role?.toUpperCase() ?? null,
  };
}

function assertMayRead({ world, caller }: View, permission: 'contents' | 'pull_requests'): void {
  if (may(world.state, caller, permission, 'read')) return;
  throw refused('FORBIDDEN', 'Resource not accessible by integration');
}

/** Names are compared without regard to case. */
function sameName(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}
