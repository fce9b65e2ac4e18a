import { ApiError } from '../errors.ts';
import { mayBypass, rulesetsOf } from '../rules.ts';
import { userByEmail } from '../people.ts';
import type { Merge, Pull, TokenIdentity } from '../state.ts';
import type { World } from '../world.ts';
import { moveRef } from './branches.ts';
import { signatureOf } from './commits.ts';
import { unapprovedFiles } from './codeowners.ts';
import { markMerged } from './pulls.ts';
import { pullCommits, WEB_FLOW } from './pull-content.ts';

export interface MergeRequest {
  readonly method: Merge['method'];
  /** The head that the caller wants to merge. */
  readonly sha?: string;
  readonly title?: string;
  readonly message?: string;
}

/**
 * Merges a pull request. `merge` and `squash` create one commit that GitHub commits and signs. `rebase` replays every
 * commit in the merger's name, unsigned. Call it within `world.serially`.
 * @returns the base branch's new head
 * @throws ApiError 405 if it cannot be merged, 409 if the head is not `sha`
 */
export async function mergePull(
  world: World,
  actor: TokenIdentity,
  pull: Pull,
  request: MergeRequest,
): Promise<string> {
  const { git } = world;
  const base = git.branch(pull.base.ref);
  if (pull.merge !== null || pull.state === 'closed' || base === undefined) throw notMergeable();
  if (pull.draft) throw new ApiError(405, 'Pull Request is still a draft');
  if (request.sha !== undefined && request.sha !== pull.head.sha) {
    throw new ApiError(409, 'Head branch was modified. Review and try the merge again.');
  }
  assertMethodAllowed(world, pull, request.method);
  assertApproved(world, pull);
  await assertOwnersApproved(world, actor, pull);
  const oid = await MAKERS[request.method](world, actor, pull, base, request);
  await moveRef(world, actor, { ref: `refs/heads/${pull.base.ref}`, from: base, to: oid, merging: pull }, 409);
  await markMerged(world, actor, pull, { oid, method: request.method, base });
  return oid;
}

type Maker = (world: World, actor: TokenIdentity, pull: Pull, base: string, request: MergeRequest) => Promise<string>;

const MAKERS: Readonly<Record<Merge['method'], Maker>> = {
  async merge(world, actor, pull, base, { title, message }) {
    const source = `${world.state.organization.login}/${pull.head.ref}`;
    const text = compose(title ?? `Merge pull request #${pull.number} from ${source}`, message ?? pull.title);
    return commitMerge(world, [base, pull.head.sha], base, pull, actor.user, text);
  },

  async squash(world, _actor, pull, base, { title, message }) {
    const text = compose(title ?? `${pull.title} (#${pull.number})`, message ?? (await squashedMessages(world, pull)));
    return commitMerge(world, [base], base, pull, pull.author, text);
  },

  async rebase(world, actor, pull, base) {
    const { git } = world;
    const merger = { ...signatureOf(world, actor.user), at: world.now() };
    let onto = base;
    for (const oid of await pullCommits(world, { ...pull, base: { ...pull.base, sha: base } })) {
      const commit = await git.readCommit(oid);
      if (commit === undefined || commit.parents.length > 1) continue;
      const tree = await git.replayTree(oid, onto);
      if (tree === undefined) throw notMergeable();
      onto = await git.writeCommit({ ...commit, tree, parents: [onto], committer: merger });
    }
    return onto;
  },
};

async function commitMerge(
  world: World,
  parents: readonly string[],
  base: string,
  pull: Pull,
  author: number,
  message: string,
): Promise<string> {
  const tree = await world.git.mergeTree(base, pull.head.sha);
  if (tree === undefined) throw notMergeable();
  const at = world.now();
  const committer = { ...WEB_FLOW, at };
  const oid = await world.git.writeCommit({
    tree,
    parents,
    author: { ...signatureOf(world, author), at },
    committer,
    message,
  });
  world.state.signedByGitHub.add(oid);
  return oid;
}

/** Returns the squashed commits' messages and their other authors, as GitHub proposes them. */
async function squashedMessages(world: World, pull: Pull): Promise<string> {
  const commits = await Promise.all((await pullCommits(world, pull)).map((oid) => world.git.readCommit(oid)));
  const present = commits.filter((commit) => commit !== undefined);
  const messages =
    present.length === 1 ? body(present[0]?.message ?? '') : present.map(({ message }) => `* ${message}`).join('\n\n');
  const others = present
    .filter(({ author }) => userByEmail(world.state, author.email)?.id !== pull.author)
    .map(({ author }) => `Co-authored-by: ${author.name} <${author.email}>`);
  return [messages, [...new Set(others)].join('\n')].filter((part) => part !== '').join('\n\n');
}

const body = (message: string) => message.split('\n').slice(1).join('\n').trim();

const compose = (title: string, message: string) => (message === '' ? title : `${title}\n\n${message}`);

const notMergeable = () => new ApiError(405, 'Pull Request is not mergeable');

function assertMethodAllowed(world: World, pull: Pull, method: Merge['method']): void {
  for (const { rules } of rulesetsOf(world.state, pull.base.ref)) {
    for (const rule of rules) {
      if (rule.type === 'pull_request' && !rule.parameters.allowed_merge_methods.includes(method)) {
        throw new ApiError(405, `${WORDS[method]} merges are not allowed on this repository.`);
      }
    }
  }
}

const WORDS = { merge: 'Merge commits', squash: 'Squash', rebase: 'Rebase' } as const;

/** Requires approvals as GitHub's required reviews do. The last opinion of everybody except the author counts. */
function assertApproved(world: World, pull: Pull): void {
  const required = rulesetsOf(world.state, pull.base.ref)
    .flatMap(({ rules }) => rules)
    .map((rule) => (rule.type === 'pull_request' ? rule.parameters.required_approving_review_count : 0));
  const least = Math.max(0, ...required);
  const approvals = approversOf(pull).size;
  if (approvals >= least) return;
  throw new ApiError(
    405,
    `Repository rule violations found\n\nAt least ${least} approving review${least === 1 ? ' is' : 's are'} required by reviewers with write access.\n\n`,
  );
}

/** If a rule requires it, every owned file needs the approval of one of its owners. */
async function assertOwnersApproved(world: World, actor: TokenIdentity, pull: Pull): Promise<void> {
  const demanding = rulesetsOf(world.state, pull.base.ref).filter(
    (ruleset) =>
      !mayBypass(world.state, ruleset, actor, true) &&
      ruleset.rules.some((rule) => rule.type === 'pull_request' && rule.parameters.require_code_owner_review),
  );
  if (demanding.length === 0) return;
  const files = await unapprovedFiles(world, pull, approversOf(pull));
  if (files.length > 0)
    throw new ApiError(405, 'Repository rule violations found\n\nWaiting on code owner review.\n\n');
}

function approversOf({ reviews }: Pull): ReadonlySet<number> {
  const last = new Map(reviews.filter(({ state }) => OPINIONS.has(state)).map(({ author, state }) => [author, state]));
  return new Set([...last].filter(([, state]) => state === 'APPROVED').map(([author]) => author));
}

const OPINIONS: ReadonlySet<string> = new Set(['APPROVED', 'CHANGES_REQUESTED', 'DISMISSED']);
