import { forbidden, hasRole } from '../access.ts';
import { notFound } from '../errors.ts';
import { commentBody, issueBody } from '../bodies/issues.ts';
import { commentPayload } from '../payloads.ts';
import { userById, userByLogin } from '../people.ts';
import type { Comment, Issue, Pull } from '../state.ts';
import type { World } from '../world.ts';
import { readBody } from './body.ts';
import {
  created,
  listed,
  numberParameter,
  ok,
  repositoryRoute,
  type RepositoryRequest,
  type Request,
  type Routes,
} from './route.ts';

const ISSUES = '/repos/{owner}/{repo}/issues';
const ISSUE = `${ISSUES}/{issue_number}`;
const COMMENT = `${ISSUES}/comments/{comment_id}`;

export const issueRoutes: Routes = (world) => [
  repositoryRoute(world, `GET ${ISSUES}`, ['issues', 'read'], (request) =>
    listed(request, selected(request), (issue) => issueBody(world, issue)),
  ),

  repositoryRoute(world, `POST ${ISSUES}`, ['issues', 'write'], (request) => created(issueBody(world, open(request)))),

  repositoryRoute(world, `GET ${ISSUES}/comments`, ['issues', 'read'], (request) =>
    listed(request, everyComment(request), ({ number, comment }) => commentBody(world, number, comment)),
  ),

  // This route precedes the issue's own path, which would read `comments` as a number.
  repositoryRoute(world, `GET ${COMMENT}`, ['issues', 'read'], (request) => {
    const { number, comment } = commentOf(request);
    return ok(commentBody(world, number, comment));
  }),

  repositoryRoute(world, `PATCH ${COMMENT}`, ['issues', 'write'], (request) => {
    const { number, comment } = commentOf(request);
    const { caller } = request;
    const others = caller.user !== comment.author;
    if (others && !(caller.kind === 'user' && hasRole(world.state, caller.user, 'write')))
      throw forbidden(caller, 'issues', 'write');
    const { author: by, createdAt: at, body } = comment;
    if (comment.revisions.length === 0) comment.revisions.push({ by, at, body });
    comment.body = readBody(request).text('body');
    comment.updatedAt = world.now();
    comment.revisions.push({ by: caller.user, at: comment.updatedAt, body: comment.body });
    return ok(commentBody(world, number, comment));
  }),

  repositoryRoute(world, `GET ${ISSUE}`, ['issues', 'read'], (request) => ok(issueBody(world, issueOf(request)))),

  repositoryRoute(world, `PATCH ${ISSUE}`, ['issues', 'write'], (request) => ok(issueBody(world, update(request)))),

  repositoryRoute(world, `GET ${ISSUE}/comments`, ['issues', 'read'], (request) => {
    const issue = issueOf(request);
    const comments = commentsOf(world, issue.number).filter((comment) => isSince(request, comment));
    return listed(request, comments, (comment) => commentBody(world, issue.number, comment));
  }),

  repositoryRoute(world, `POST ${ISSUE}/comments`, ['issues', 'write'], (request) => {
    const issue = issueOf(request);
    return created(commentBody(world, issue.number, addComment(request, issue)));
  }),
];

function issueOf(request: Request): Issue | Pull {
  const number = numberParameter(request, 'issue_number');
  const { issues, pulls } = request.world.state;
  const issue = issues.get(number) ?? pulls.get(number);
  if (issue === undefined) throw notFound();
  return issue;
}

function commentsOf(world: World, number: number): Comment[] {
  const present = world.state.comments.get(number);
  if (present !== undefined) return present;
  const none: Comment[] = [];
  world.state.comments.set(number, none);
  return none;
}

/** Returns true if the comment was created or edited since the query's `since`, as on GitHub. */
function isSince({ call }: Request, { updatedAt }: Comment): boolean {
  const since = Date.parse(call.query.get('since') ?? '');
  return Number.isNaN(since) || updatedAt >= since;
}

/** Returns the comments of issues and of pull requests. */
function everyComment(request: Request): { readonly number: number; readonly comment: Comment }[] {
  const { call, world } = request;
  const key = call.query.get('sort') === 'updated' ? 'updatedAt' : 'createdAt';
  const turn = call.query.get('direction') === 'asc' ? 1 : -1;
  return [...world.state.comments]
    .flatMap(([number, comments]) => comments.map((comment) => ({ number, comment })))
    .filter(({ comment }) => isSince(request, comment))
    .sort((a, b) => turn * (a.comment[key] - b.comment[key] || a.comment.id - b.comment.id));
}

function commentOf(request: Request): { number: number; comment: Comment } {
  const id = numberParameter(request, 'comment_id');
  for (const [number, comments] of request.world.state.comments) {
    const comment = comments.find((candidate) => candidate.id === id);
    if (comment !== undefined) return { number, comment };
  }
  throw notFound();
}

function selected({ world, call }: Request): readonly (Issue | Pull)[] {
  const state = call.query.get('state') ?? 'open';
  const labels = (call.query.get('labels') ?? '').split(',').filter((label) => label !== '');
  const creator = call.query.get('creator');
  const all = [...world.state.issues.values(), ...world.state.pulls.values()];
  return all
    .filter((issue) => state === 'all' || issue.state === state)
    .filter((issue) => labels.every((label) => !('head' in issue) && issue.labels.includes(label)))
    .filter((issue) => creator === null || userById(world.state, issue.author).login === creator)
    .sort((a, b) => b.number - a.number);
}

function open(request: RepositoryRequest): Issue {
  const { world, caller } = request;
  const body = readBody(request);
  const { state } = world;
  // GitHub silently drops labels and assignees from a caller who may only read.
  const triages = caller.kind !== 'user' || hasRole(state, caller.user, 'triage');
  const issue: Issue = {
    id: state.nextId(),
    number: state.nextNumber(),
    author: caller.user,
    title: body.text('title'),
    body: body.optionalText('body') ?? null,
    state: 'open',
    stateReason: null,
    labels: triages ? readLabels(body.value('labels')) : [],
    assignees: triages ? readAssignees(world, body.texts('assignees')) : [],
    createdAt: world.now(),
    updatedAt: world.now(),
    closedAt: null,
    closedBy: null,
  };
  state.issues.set(issue.number, issue);
  return issue;
}

function update(request: RepositoryRequest): Issue {
  const { world, caller } = request;
  const issue = issueOf(request);
  if ('head' in issue) throw notFound();
  const others = caller.kind === 'user' && caller.user !== issue.author && !hasRole(world.state, caller.user, 'triage');
  if (others) throw forbidden(caller, 'issues', 'write');
  const body = readBody(request);
  const state = body.optionalOneOf('state', ['open', 'closed']) ?? issue.state;
  const reason = body.optionalOneOf('state_reason', ['completed', 'not_planned', 'duplicate', 'reopened']);
  if (state !== issue.state) {
    issue.stateReason = reason ?? (state === 'closed' ? 'completed' : 'reopened');
    issue.closedAt = state === 'closed' ? world.now() : null;
    issue.closedBy = state === 'closed' ? caller.user : null;
  }
  issue.state = state;
  issue.title = body.optionalText('title') ?? issue.title;
  issue.body = body.optionalText('body') ?? issue.body;
  if (body.has('labels')) issue.labels = readLabels(body.value('labels'));
  if (body.has('assignees')) issue.assignees = readAssignees(world, body.texts('assignees'));
  issue.updatedAt = world.now();
  return issue;
}

function addComment(request: RepositoryRequest, issue: Issue | Pull): Comment {
  const { world, caller } = request;
  const at = world.now();
  const comment: Comment = {
    id: world.state.nextId(),
    author: caller.user,
    body: readBody(request).text('body'),
    createdAt: at,
    updatedAt: at,
    revisions: [],
  };
  commentsOf(world, issue.number).push(comment);
  issue.updatedAt = at;
  const { login, id } = userById(world.state, caller.user);
  const branch = world.state.repository.defaultBranch;
  world.events.publish({
    name: 'issue_comment',
    action: 'created',
    number: issue.number,
    ref: `refs/heads/${branch}`,
    sha: world.git.branch(branch) ?? '',
    actor: { login, id },
    by: caller.kind,
    payload: commentPayload(world, caller, issue, comment),
  });
  return comment;
}

/** Labels are names, or objects with a name. */
function readLabels(value: unknown): readonly string[] {
  const items: readonly unknown[] = Array.isArray(value) ? value : [];
  return items.flatMap((item) => {
    if (typeof item === 'string') return [item];
    const named = typeof item === 'object' && item !== null && 'name' in item ? item.name : undefined;
    return typeof named === 'string' ? [named] : [];
  });
}

function readAssignees(world: World, logins: readonly string[]): readonly number[] {
  return logins.flatMap((login) => userByLogin(world.state, login)?.id ?? []);
}
