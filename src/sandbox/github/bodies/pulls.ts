import { roleOf } from '../people.ts';
import type { Pull, Review } from '../state.ts';
import { pullCommits, pullFiles, testMerge } from '../repository/pull-content.ts';
import type { Caller, World } from '../world.ts';
import { ownerBody, simpleUser } from './accounts.ts';
import { fullName, repositoryBody, repositoryPage, repositoryUrl } from './repository.ts';
import { toInstant, toNodeId, type PullBody, type PullListBody, type ReviewBody } from './types.ts';

/** Returns `pull-request-simple`, the form of lists, without the parts that need git. */
export function pullListBody(world: World, caller: Caller, pull: Pull): PullListBody {
  return simplePull(world, caller, pull);
}

/** Returns `pull-request`, which adds counts, mergeability and the merger. */
export async function pullBody(world: World, caller: Caller, pull: Pull): Promise<PullBody> {
  const [merge, commits, files] = await Promise.all([
    testMerge(world, pull),
    pullCommits(world, pull),
    pullFiles(world, pull),
  ]);
  const open = pull.state === 'open';
  return {
    ...simplePull(world, caller, pull),
    state: pull.state,
    merged: pull.merge !== null,
    mergeable: open ? merge !== null : null,
    mergeable_state: !open ? 'unknown' : merge === null ? 'dirty' : pull.draft ? 'draft' : 'clean',
    rebaseable: open ? merge !== null : null,
    merged_by: pull.merge === null ? null : simpleUser(world, pull.merge.by),
    comments: world.state.comments.get(pull.number)?.length ?? 0,
    review_comments: 0,
    maintainer_can_modify: false,
    commits: commits.length,
    additions: files.reduce((sum, { additions }) => sum + additions, 0),
    deletions: files.reduce((sum, { deletions }) => sum + deletions, 0),
    changed_files: files.length,
  };
}

function simplePull(world: World, caller: Caller, pull: Pull) {
  const url = `${repositoryUrl(world)}/pulls/${pull.number}`;
  const issue = `${repositoryUrl(world)}/issues/${pull.number}`;
  const page = `${repositoryPage(world)}/pull/${pull.number}`;
  const statuses = `${repositoryUrl(world)}/statuses/${pull.head.sha}`;
  const reviewComment = `${repositoryUrl(world)}/pulls/comments{/number}`;
  return {
    url,
    id: pull.id,
    node_id: toNodeId('PR', pull.id),
    html_url: page,
    diff_url: `${page}.diff`,
    patch_url: `${page}.patch`,
    issue_url: issue,
    commits_url: `${url}/commits`,
    review_comments_url: `${url}/comments`,
    review_comment_url: reviewComment,
    comments_url: `${issue}/comments`,
    statuses_url: statuses,
    number: pull.number,
    state: pull.state,
    locked: false,
    title: pull.title,
    user: simpleUser(world, pull.author),
    body: pull.body,
    labels: [],
    milestone: null,
    active_lock_reason: null,
    created_at: toInstant(pull.createdAt),
    updated_at: toInstant(pull.updatedAt),
    closed_at: pull.closedAt === null ? null : toInstant(pull.closedAt),
    merged_at: pull.merge === null ? null : toInstant(pull.merge.at),
    merge_commit_sha: pull.merge?.oid ?? pull.testMerge?.oid ?? null,
    assignee: null,
    assignees: [],
    requested_reviewers: [],
    requested_teams: [],
    head: side(world, caller, pull.head),
    base: side(world, caller, pull.base),
    _links: {
      self: { href: url },
      html: { href: page },
      issue: { href: issue },
      comments: { href: `${issue}/comments` },
      review_comments: { href: `${url}/comments` },
      review_comment: { href: reviewComment },
      commits: { href: `${url}/commits` },
      statuses: { href: statuses },
    },
    author_association: associationOf(world, pull.author),
    auto_merge: null,
    draft: pull.draft,
  };
}

function side(world: World, caller: Caller, { ref, sha }: { readonly ref: string; readonly sha: string }) {
  return {
    label: `${world.state.organization.login}:${ref}`,
    ref,
    sha,
    user: ownerBody(world),
    repo: repositoryBody(world, caller),
  };
}

/** Returns GitHub's word for a user's relation to the repository. */
export function associationOf(world: World, user: number) {
  const { state } = world;
  if (state.organization.members.has(user)) return 'MEMBER' as const;
  return roleOf(state, user) === undefined ? ('NONE' as const) : ('COLLABORATOR' as const);
}

/** Returns `pull-request-review`. */
export function reviewBody(world: World, pull: Pull, review: Review): ReviewBody {
  const page = `${repositoryPage(world)}/pull/${pull.number}#pullrequestreview-${review.id}`;
  const url = `${world.origin()}/repos/${fullName(world)}/pulls/${pull.number}`;
  return {
    id: review.id,
    node_id: toNodeId('PRR', review.id),
    user: simpleUser(world, review.author),
    body: review.body,
    state: review.state,
    html_url: page,
    pull_request_url: url,
    _links: { html: { href: page }, pull_request: { href: url } },
    // GitHub leaves this field out of a pending review, which has no such instant.
    ...(review.submittedAt === null ? {} : { submitted_at: toInstant(review.submittedAt) }),
    commit_id: review.commit,
    author_association: associationOf(world, review.author),
  };
}
