import type { Commit } from '../../git.ts';
import { associatedPulls } from '../../repository/associations.ts';
import { paginate, type PageArguments } from '../pages.ts';
import { checkSignature } from '../../signatures.ts';
import { accountNode, gitActorNode } from './accounts.ts';
import { dateTime, nodesOf, type Node, type View } from './node.ts';
import { entryNode } from './objects.ts';
import { pullRequestNode } from './pull-request.ts';

interface HistoryArguments extends PageArguments {
  readonly path?: string | null;
  readonly since?: string | null;
  readonly until?: string | null;
}

export function commitNode(view: View, commit: Commit): Node {
  const { git } = view.world;
  return {
    __typename: 'Commit',
    oid: commit.oid,
    url: `${repositoryUrl(view)}/commit/${commit.oid}`,
    committedDate: dateTime(commit.committer.at),
    committer: () => gitActorNode(view, commit.committer),
    signature: () => signatureNode(view, commit),
    authors: (page: PageArguments) =>
      nodesOf(paginate('authors', authorsOf(commit), page), (author) => gitActorNode(view, author)),
    parents: (page: PageArguments) =>
      nodesOf(paginate('parents', commit.parents, page), (oid) => existingCommitNode(view, oid)),
    async file({ path }: { readonly path: string }) {
      const entry = path === '' ? undefined : await git.entryAt(commit.tree, path);
      return entry === undefined ? null : entryNode(view, entry);
    },
    async history({ path, since, until, ...page }: HistoryArguments) {
      const oids = await git.history(commit.oid, {
        ...(path == null ? {} : { path }),
        ...(since == null ? {} : { since: Date.parse(since) }),
        ...(until == null ? {} : { until: Date.parse(until) }),
      });
      return nodesOf(paginate('history', oids, page), (oid) => existingCommitNode(view, oid));
    },
    async associatedPullRequests(page: PageArguments) {
      const pulls = await associatedPulls(view.world, commit.oid);
      return nodesOf(paginate('associatedPullRequests', pulls, page), (pull) => pullRequestNode(view, pull));
    },
  };
}

/**
 * Returns a commit whose id comes from git itself.
 * @throws Error if the commit does not exist
 */
export async function existingCommitNode(view: View, oid: string): Promise<Node> {
  const commit = await view.world.git.readCommit(oid);
  if (commit === undefined) throw new Error(`the repository has no commit ${oid}`);
  return commitNode(view, commit);
}

export function repositoryUrl({ world }: View): string {
  return `${world.origin()}/${world.state.organization.login}/${world.state.repository.name}`;
}

/** Returns the git author, then the authors in the message's trailers, each once. */
function authorsOf({ author, message }: Commit): readonly { readonly email: string }[] {
  const named = [...message.matchAll(/^co-authored-by:\s*[^<\n]*<([^>\n]+)>\s*$/gim)].map((match) => match[1] ?? '');
  return [...new Set([author.email, ...named])].map((email) => ({ email }));
}

/** Returns a `GitSignature`, or null for a commit without one. */
function signatureNode({ world }: View, commit: Commit): Node | null {
  const signature = checkSignature(world, commit);
  if (signature === undefined) return null;
  const signer = signature.signer === null ? undefined : world.state.users.get(signature.signer);
  return {
    __typename: signature.type,
    isValid: signature.state === 'VALID',
    state: signature.state,
    wasSignedByGitHub: signature.byGitHub,
    signer: signer === undefined ? null : accountNode(signer),
    payload: signature.payload,
    signature: signature.armored,
  };
}
