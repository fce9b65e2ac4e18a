import { simpleOrganization, simpleUser } from './bodies/accounts.ts';
import { issueBody, commentBody } from './bodies/issues.ts';
import { pullBody, reviewBody } from './bodies/pulls.ts';
import { repositoryBody, repositoryPage } from './bodies/repository.ts';
import { toInstant } from './bodies/types.ts';
import { userByEmail, userById } from './people.ts';
import type { Comment, Issue, Pull, Review, TokenIdentity } from './state.ts';
import type { World } from './world.ts';

export type Payload = Readonly<Record<string, unknown>>;

/** Returns the parts that every webhook carries. */
export function commonPayload(world: World, actor: TokenIdentity): Payload {
  return {
    repository: repositoryBody(world, actor),
    organization: simpleOrganization(world, world.state.organization),
    sender: simpleUser(world, actor.user),
  };
}

/** Returns the payload of a `pull_request` event. @param more the event's own fields, such as `action` */
export async function pullPayload(world: World, actor: TokenIdentity, pull: Pull, more: Payload): Promise<Payload> {
  return {
    number: pull.number,
    pull_request: await pullBody(world, actor, pull),
    ...more,
    ...commonPayload(world, actor),
  };
}

/** Returns the payload of a `pull_request_review` event. */
export async function reviewPayload(
  world: World,
  actor: TokenIdentity,
  pull: Pull,
  review: Review,
  action: string,
): Promise<Payload> {
  const body = reviewBody(world, pull, review);
  return {
    action,
    // Webhooks write the state in lower case, the API in upper case.
    review: { ...body, state: body.state.toLowerCase() },
    pull_request: await pullBody(world, actor, pull),
    ...commonPayload(world, actor),
  };
}

/** Returns the payload of a new comment on an issue or a pull request. */
export function commentPayload(world: World, actor: TokenIdentity, issue: Issue | Pull, comment: Comment): Payload {
  return {
    action: 'created',
    issue: issueBody(world, issue),
    comment: commentBody(world, issue.number, comment),
    ...commonPayload(world, actor),
  };
}

export interface Pushed {
  readonly ref: string;
  readonly from: string | undefined;
  readonly to: string | undefined;
  readonly forced: boolean;
}

const NOWHERE = '0'.repeat(40);

/** Returns the payload of a `push` event. */
export async function pushPayload(
  world: World,
  actor: TokenIdentity,
  { ref, from, to, forced }: Pushed,
): Promise<Payload> {
  const pusher = userById(world.state, actor.user);
  const commits = to === undefined ? [] : await pushedCommits(world, from, to);
  return {
    ref,
    before: from ?? NOWHERE,
    after: to ?? NOWHERE,
    base_ref: null,
    created: from === undefined,
    deleted: to === undefined,
    forced,
    compare: `${repositoryPage(world)}/compare/${(from ?? NOWHERE).slice(0, 12)}...${(to ?? NOWHERE).slice(0, 12)}`,
    commits,
    head_commit: commits.at(-1) ?? null,
    pusher: { name: pusher.login, email: `${pusher.id}+${pusher.login}@users.noreply.github.com` },
    ...commonPayload(world, actor),
  };
}

/**
 * Returns the pushed commits, oldest first. A new branch has only its head, because commits shared with other branches
 * were pushed before.
 */
async function pushedCommits(world: World, from: string | undefined, to: string) {
  const oids = from === undefined ? [to] : await world.git.history(to, { not: from });
  const commits = await Promise.all([...oids.slice(0, 2048)].reverse().map((oid) => world.git.readCommit(oid)));
  return commits
    .filter((commit) => commit !== undefined)
    .map((commit) => ({
      id: commit.oid,
      tree_id: commit.tree,
      distinct: true,
      message: commit.message,
      timestamp: toInstant(commit.committer.at),
      url: `${repositoryPage(world)}/commit/${commit.oid}`,
      author: person(world, commit.author),
      committer: person(world, commit.committer),
    }));
}

function person(world: World, { name, email }: { readonly name: string; readonly email: string }) {
  const user = userByEmail(world.state, email);
  return { name, email, ...(user === undefined ? {} : { username: user.login }) };
}
