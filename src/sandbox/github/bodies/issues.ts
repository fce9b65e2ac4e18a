import type { Comment, Issue, Pull } from '../state.ts';
import type { World } from '../world.ts';
import { simpleUser } from './accounts.ts';
import { associationOf } from './pulls.ts';
import { repositoryPage, repositoryUrl } from './repository.ts';
import { toInstant, toNodeId, type Data } from './types.ts';

/** Returns `issue`. A pull request is an issue too, and its body says so. */
export function issueBody(world: World, issue: Issue | Pull): Data<'issues', 'get'> {
  const url = `${repositoryUrl(world)}/issues/${issue.number}`;
  const isPull = 'head' in issue;
  const page = `${repositoryPage(world)}/${isPull ? 'pull' : 'issues'}/${issue.number}`;
  const assignees = isPull ? [] : issue.assignees.map((id) => simpleUser(world, id));
  const closedBy = isPull ? (issue.merge?.by ?? null) : issue.closedBy;
  return {
    id: issue.id,
    node_id: toNodeId(isPull ? 'PR' : 'I', issue.id),
    url,
    repository_url: repositoryUrl(world),
    labels_url: `${url}/labels{/name}`,
    comments_url: `${url}/comments`,
    events_url: `${url}/events`,
    html_url: page,
    number: issue.number,
    state: issue.state,
    state_reason: isPull ? null : issue.stateReason,
    title: issue.title,
    body: issue.body,
    user: simpleUser(world, issue.author),
    labels: isPull ? [] : issue.labels.map((name) => labelBody(world, name)),
    assignee: assignees[0] ?? null,
    assignees,
    milestone: null,
    locked: false,
    active_lock_reason: null,
    comments: world.state.comments.get(issue.number)?.length ?? 0,
    closed_at: issue.closedAt === null ? null : toInstant(issue.closedAt),
    created_at: toInstant(issue.createdAt),
    updated_at: toInstant(issue.updatedAt),
    closed_by: closedBy === null ? null : simpleUser(world, closedBy),
    author_association: associationOf(world, issue.author),
    ...(isPull ? { pull_request: pullLinks(world, issue) } : {}),
  };
}

function pullLinks(world: World, pull: Pull) {
  const page = `${repositoryPage(world)}/pull/${pull.number}`;
  return {
    url: `${repositoryUrl(world)}/pulls/${pull.number}`,
    html_url: page,
    diff_url: `${page}.diff`,
    patch_url: `${page}.patch`,
    merged_at: pull.merge === null ? null : toInstant(pull.merge.at),
  };
}

function labelBody(world: World, name: string) {
  return {
    id: Buffer.from(name).reduce((sum, byte) => (sum * 31 + byte) % 1_000_000_007, 7),
    node_id: toNodeId('LA', name),
    url: `${repositoryUrl(world)}/labels/${encodeURIComponent(name)}`,
    name,
    description: null,
    color: 'ededed',
    default: false,
  };
}

/** Returns `issue-comment`. Its page is that of the issue or the pull request. */
export function commentBody(world: World, number: number, comment: Comment): Data<'issues', 'getComment'> {
  const isPull = world.state.pulls.has(number);
  const page = `${repositoryPage(world)}/${isPull ? 'pull' : 'issues'}/${number}`;
  return {
    id: comment.id,
    node_id: toNodeId('IC', comment.id),
    url: `${repositoryUrl(world)}/issues/comments/${comment.id}`,
    html_url: `${page}#issuecomment-${comment.id}`,
    issue_url: `${repositoryUrl(world)}/issues/${number}`,
    body: comment.body,
    user: simpleUser(world, comment.author),
    created_at: toInstant(comment.createdAt),
    updated_at: toInstant(comment.updatedAt),
    author_association: associationOf(world, comment.author),
  };
}
