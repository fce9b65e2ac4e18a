import type { Commit, FileChange } from '../git.ts';
import { checkSignature, type SignatureState } from '../signatures.ts';
import { userByEmail } from '../people.ts';
import { WEB_FLOW } from '../repository/pull-content.ts';
import type { World } from '../world.ts';
import { simpleUser } from './accounts.ts';
import { repositoryPage, repositoryUrl } from './repository.ts';
import {
  toInstant,
  toNodeId,
  type CommitBody,
  type FileBody,
  type GitCommitBody,
  type VerificationBody,
} from './types.ts';

/** Returns the state of a commit's signature in REST's words. */
function verification(world: World, commit: Commit): VerificationBody {
  const signature = checkSignature(world, commit);
  if (signature === undefined)
    return { verified: false, reason: 'unsigned', signature: null, payload: null, verified_at: null };
  const { state, armored, payload, verifiedAt } = signature;
  return {
    verified: state === 'VALID',
    reason: REASONS[state],
    signature: armored,
    payload,
    verified_at: verifiedAt === null ? null : toInstant(verifiedAt),
  };
}

const REASONS: Readonly<Record<SignatureState, VerificationBody['reason']>> = {
  VALID: 'valid',
  INVALID: 'invalid',
  MALFORMED_SIG: 'malformed_signature',
  UNKNOWN_KEY: 'unknown_key',
  UNKNOWN_SIG_TYPE: 'unknown_signature_type',
  NO_USER: 'no_user',
  BAD_EMAIL: 'bad_email',
  GPGVERIFY_UNAVAILABLE: 'gpgverify_unavailable',
};

/**
 * Returns the account that owns a commit's address. GitHub's own address belongs to `web-flow`, an account that the
 * sandbox lacks.
 */
function accountOf(world: World, email: string) {
  if (email === WEB_FLOW.email) return null;
  const user = userByEmail(world.state, email);
  return user === undefined ? null : simpleUser(world, user.id);
}

const person = ({ name, email, at }: Commit['author']) => ({ name, email, date: toInstant(at) });

/** Returns `git-commit`: the object in git. */
export function gitCommitBody(world: World, commit: Commit): GitCommitBody {
  const url = repositoryUrl(world);
  const page = repositoryPage(world);
  return {
    sha: commit.oid,
    node_id: toNodeId('C', commit.oid),
    url: `${url}/git/commits/${commit.oid}`,
    html_url: `${page}/commit/${commit.oid}`,
    author: person(commit.author),
    committer: person(commit.committer),
    tree: { sha: commit.tree, url: `${url}/git/trees/${commit.tree}` },
    message: commit.message,
    parents: parents(world, commit),
    verification: verification(world, commit),
  };
}

/** Returns `commit`, the form of lists, with the accounts that own its addresses. */
export function commitBody(world: World, commit: Commit): CommitBody {
  const url = repositoryUrl(world);
  return {
    sha: commit.oid,
    node_id: toNodeId('C', commit.oid),
    commit: {
      author: person(commit.author),
      committer: person(commit.committer),
      message: commit.message,
      tree: { sha: commit.tree, url: `${url}/git/trees/${commit.tree}` },
      url: `${url}/git/commits/${commit.oid}`,
      comment_count: 0,
      verification: verification(world, commit),
    },
    url: `${url}/commits/${commit.oid}`,
    html_url: `${repositoryPage(world)}/commit/${commit.oid}`,
    comments_url: `${url}/commits/${commit.oid}/comments`,
    author: accountOf(world, commit.author.email),
    committer: accountOf(world, commit.committer.email),
    parents: parents(world, commit),
  };
}

function parents(world: World, commit: Commit) {
  return commit.parents.map((sha) => ({
    sha,
    url: `${repositoryUrl(world)}/commits/${sha}`,
    html_url: `${repositoryPage(world)}/commit/${sha}`,
  }));
}

/** Returns `diff-entry`: one changed file of a commit or pull request whose head is `at`. */
export function fileBody(world: World, change: FileChange, at: string): FileBody {
  const path = change.path.split('/').map(encodeURIComponent).join('/');
  return {
    sha: change.oid,
    filename: change.path,
    status: change.status,
    additions: change.additions,
    deletions: change.deletions,
    changes: change.additions + change.deletions,
    blob_url: `${repositoryPage(world)}/blob/${at}/${path}`,
    raw_url: `${repositoryPage(world)}/raw/${at}/${path}`,
    contents_url: `${repositoryUrl(world)}/contents/${path}?ref=${at}`,
    ...(change.patch === undefined ? {} : { patch: change.patch }),
    ...(change.previousPath === undefined ? {} : { previous_filename: change.previousPath }),
  };
}
