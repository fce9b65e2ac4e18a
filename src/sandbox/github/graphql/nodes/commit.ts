import type { Commit } from '../../git.ts';
import { associatedPulls } from '../../repository/associations.ts';
import { paginate, type PageArguments } from '../pages.ts';
import { gitActorNode } from './accounts.ts';
import { dateTime, nodesOf, type Node, type View } from './node.ts';
import { entryNode } from './objects.ts';
import { pullRequestNode } from './pull-request.ts';

interface HistoryArguments extends PageArguments {
  readonly path?: string | null;
  readonly since?: string | null;
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
    async history({ path, since, ...page }: HistoryArguments) {
      const oids = await git.history(commit.oid, {
        ...(path == null ? {} : { path }),
        ...(since == null ? {} : { since: Date.parse(since) }),
      });
      return nodesOf(paginate('history', oids, page), (oid) => existingCommitNode(view, oid));
    },
    async associatedPullRequests(page: PageArguments) {
      const pulls = await associatedPulls(view.world, commit.oid);
      return nodesOf(paginate('associatedPullRequests', pulls, page), (pull) => pullRequestNode(view, pull));
    },
  };
}

/** @throws when there is no such commit: for ids that come from git itself */
export async function existingCommitNode(view: View, oid: string): Promise<Node> {
  const commit = await view.world.git.readCommit(oid);
  if (commit === undefined) throw new Error(`no commit ${oid} in the repository`);
  return commitNode(view, commit);
}

export function repositoryUrl({ world }: View): string {
  return `${world.origin()}/${world.state.organization.login}/${world.state.repository.name}`;
}

/** The git author first, then those the message's trailers name, each once. */
function authorsOf({ author, message }: Commit): readonly { readonly email: string }[] {
  const named = [...message.matchAll(/^co-authored-by:\s*[^<\n]*<([^>\n]+)>\s*$/gim)].map((match) => match[1] ?? '');
  return [...new Set([author.email, ...named])].map((email) => ({ email }));
}

/** Who signed what only GitHub's own signatures tell here: this GitHub knows nobody's signing keys, so no other can be verified. */
function signatureNode({ world }: View, { oid, signature }: Commit): Node | null {
  if (world.state.signedByGitHub.has(oid))
    return { __typename: 'GpgSignature', isValid: true, wasSignedByGitHub: true, signer: null };
  if (signature === undefined) return null;
  return { __typename: signatureType(signature.text), isValid: false, wasSignedByGitHub: false, signer: null };
}

function signatureType(armoured: string): string {
  if (armoured.includes('BEGIN SSH SIGNATURE')) return 'SshSignature';
  return armoured.includes('BEGIN PGP SIGNATURE') ? 'GpgSignature' : 'UnknownSignature';
}
