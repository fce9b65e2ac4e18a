import { roleOf } from '../people.ts';
import type { Caller, World } from '../world.ts';
import { may } from '../access.ts';
import { ownerBody, permissionsOf, simpleOrganization } from './accounts.ts';
import { toInstant, toNodeId, type RepositoryBody } from './types.ts';

/** Returns `acme/access`. */
export function fullName(world: World): string {
  return `${world.state.organization.login}/${world.state.repository.name}`;
}

/** Returns the repository's API address. */
export function repositoryUrl(world: World): string {
  return `${world.origin()}/repos/${fullName(world)}`;
}

/** Returns the address of the repository's page. */
export function repositoryPage(world: World): string {
  return `${world.origin()}/${fullName(world)}`;
}

/** Returns `full-repository`. It also serves where a smaller form is requested. */
export function repositoryBody(world: World, caller: Caller): RepositoryBody {
  const { organization, repository, pulls, issues } = world.state;
  const url = repositoryUrl(world);
  const page = repositoryPage(world);
  const open = [...pulls.values(), ...issues.values()].filter(({ state }) => state === 'open').length;
  return {
    id: repository.id,
    node_id: toNodeId('R', repository.id),
    name: repository.name,
    full_name: fullName(world),
    private: repository.private,
    owner: ownerBody(world),
    organization: { ...ownerBody(world), ...simpleOwner(world) },
    html_url: page,
    description: 'Break-glass access, by pull request',
    fork: false,
    ...addresses(url),
    git_url: page.replace(/^http/, 'git') + '.git',
    ssh_url: `git@127.0.0.1:${fullName(world)}.git`,
    clone_url: `${page}.git`,
    svn_url: page,
    mirror_url: null,
    homepage: null,
    language: null,
    license: null,
    forks_count: 0,
    forks: 0,
    stargazers_count: 0,
    watchers_count: 0,
    watchers: 0,
    subscribers_count: 0,
    network_count: 0,
    size: 0,
    default_branch: repository.defaultBranch,
    open_issues_count: open,
    open_issues: open,
    is_template: false,
    topics: [],
    has_issues: true,
    has_projects: false,
    has_wiki: false,
    has_pages: false,
    // eslint-disable-next-line @typescript-eslint/no-deprecated -- the published description still requires it
    has_downloads: false,
    has_discussions: false,
    archived: false,
    disabled: false,
    visibility: repository.private ? 'private' : 'public',
    pushed_at: toInstant(repository.pushedAt),
    created_at: toInstant(repository.createdAt),
    updated_at: toInstant(repository.pushedAt),
    permissions: permissions(world, caller),
    allow_forking: false,
    allow_merge_commit: true,
    allow_squash_merge: true,
    allow_rebase_merge: true,
    allow_auto_merge: false,
    allow_update_branch: false,
    delete_branch_on_merge: false,
    web_commit_signoff_required: false,
  };

  function simpleOwner(of: World) {
    const { node_id, avatar_url } = simpleOrganization(of, organization);
    return { node_id, avatar_url };
  }
}

function permissions(world: World, caller: Caller) {
  if (caller === undefined) return permissionsOf(world.state.repository.private ? undefined : 'read');
  if (caller.kind === 'user') return permissionsOf(roleOf(world.state, caller.user));
  return permissionsOf(may(world.state, caller, 'contents', 'write') ? 'write' : 'read');
}

function addresses(url: string) {
  return {
    url,
    archive_url: `${url}/{archive_format}{/ref}`,
    assignees_url: `${url}/assignees{/user}`,
    blobs_url: `${url}/git/blobs{/sha}`,
    branches_url: `${url}/branches{/branch}`,
    collaborators_url: `${url}/collaborators{/collaborator}`,
    comments_url: `${url}/comments{/number}`,
    commits_url: `${url}/commits{/sha}`,
    compare_url: `${url}/compare/{base}...{head}`,
    contents_url: `${url}/contents/{+path}`,
    contributors_url: `${url}/contributors`,
    deployments_url: `${url}/deployments`,
    downloads_url: `${url}/downloads`,
    events_url: `${url}/events`,
    forks_url: `${url}/forks`,
    git_commits_url: `${url}/git/commits{/sha}`,
    git_refs_url: `${url}/git/refs{/sha}`,
    git_tags_url: `${url}/git/tags{/sha}`,
    hooks_url: `${url}/hooks`,
    issue_comment_url: `${url}/issues/comments{/number}`,
    issue_events_url: `${url}/issues/events{/number}`,
    issues_url: `${url}/issues{/number}`,
    keys_url: `${url}/keys{/key_id}`,
    labels_url: `${url}/labels{/name}`,
    languages_url: `${url}/languages`,
    merges_url: `${url}/merges`,
    milestones_url: `${url}/milestones{/number}`,
    notifications_url: `${url}/notifications{?since,all,participating}`,
    pulls_url: `${url}/pulls{/number}`,
    releases_url: `${url}/releases{/id}`,
    stargazers_url: `${url}/stargazers`,
    statuses_url: `${url}/statuses/{sha}`,
    subscribers_url: `${url}/subscribers`,
    subscription_url: `${url}/subscription`,
    tags_url: `${url}/tags`,
    teams_url: `${url}/teams`,
    trees_url: `${url}/git/trees{/sha}`,
  };
}
