import type { GraphQLError } from 'graphql';
import { hasRole, may, maySeeRepository } from '../access.ts';
import { RuleViolation } from '../errors.ts';
import { commitFiles, HeadMoved } from '../repository/commits.ts';
import { userById } from '../people.ts';
import type { TokenIdentity } from '../state.ts';
import { refused } from './errors.ts';
import { existingCommitNode } from './nodes/commit.ts';
import type { Node, View } from './nodes/node.ts';

/** `CreateCommitOnBranchInput`, already checked by the schema. */
export interface CommitInput {
  readonly branch: { readonly branchName?: string | null; readonly repositoryNameWithOwner?: string | null };
  readonly clientMutationId?: string | null;
  readonly expectedHeadOid: string;
  readonly fileChanges?: FileChanges | null;
  readonly message: { readonly headline: string; readonly body?: string | null };
}

interface FileChanges {
  readonly additions?: readonly { readonly path: string; readonly contents: string }[] | null;
  readonly deletions?: readonly { readonly path: string }[] | null;
}

interface Change {
  readonly path: string;
  /** Null deletes the file. */
  readonly content: Buffer | null;
}

/**
 * Appends one commit to a branch if its head is still the expected one. The token's owner is the author; GitHub commits
 * and signs.
 * @throws GitHub's refusals, before any write
 */
export async function createCommitOnBranch(view: View, input: CommitInput): Promise<Node> {
  const { world } = view;
  const actor = assertMayWrite(view, input);
  const changes = readChanges(input.fileChanges);
  const oid = await world.serially(async () => {
    const branch = assertBranch(view, input);
    await assertDeletionsExist(view, branch, input.expectedHeadOid, changes);
    return commit(view, actor, { branch, input, changes });
  });
  return { clientMutationId: input.clientMutationId ?? null, commit: () => existingCommitNode(view, oid) };
}

async function commit(
  { world }: View,
  actor: TokenIdentity,
  {
    branch,
    input,
    changes,
  }: { readonly branch: string; readonly input: CommitInput; readonly changes: readonly Change[] },
): Promise<string> {
  try {
    const message = messageOf(input.message);
    return await commitFiles(world, actor, { branch, message, files: changes, expectedHead: input.expectedHeadOid });
  } catch (error) {
    if (error instanceof HeadMoved) throw stale(input.expectedHeadOid);
    if (error instanceof RuleViolation) throw refused('UNPROCESSABLE', error.message);
    throw error;
  }
}

function messageOf({ headline, body }: CommitInput['message']): string {
  return body == null || body === '' ? headline : `${headline}\n\n${body}`;
}

function assertMayWrite({ world, caller }: View, { branch }: CommitInput): TokenIdentity {
  const { state } = world;
  const ours = `${state.organization.login}/${state.repository.name}`.toLowerCase();
  const named = branch.repositoryNameWithOwner ?? '';
  if (named.toLowerCase() !== ours || caller === undefined || !maySeeRepository(state, caller))
    throw refused('NOT_FOUND', `Could not resolve to a Repository with the name '${named}'.`);
  if (caller.kind === 'user' && !hasRole(state, caller.user, 'write')) {
    const { login } = userById(state, caller.user);
    throw refused('FORBIDDEN', `${login} does not have the correct permissions to execute \`CreateCommitOnBranch\``);
  }
  if (!may(state, caller, 'contents', 'write')) throw refused('FORBIDDEN', 'Resource not accessible by integration');
  return caller;
}

function assertBranch({ world }: View, { branch }: CommitInput): string {
  const name = (branch.branchName ?? '').replace(/^refs\/heads\//, '');
  if (world.git.branch(name) === undefined) throw refused('NOT_FOUND', 'Branch not found');
  return name;
}

/** @throws Error for a path named twice, and for a path outside the repository */
function readChanges(changes: FileChanges | null | undefined): readonly Change[] {
  const all = [
    ...(changes?.additions ?? []).map(({ path, contents }) => ({ path, content: Buffer.from(contents, 'base64') })),
    ...(changes?.deletions ?? []).map(({ path }) => ({ path, content: null })),
  ];
  const seen = new Set<string>();
  for (const { path } of all) {
    if (seen.has(path)) throw refused('UNPROCESSABLE', `A path was specified more than once in file changes: ${path}`);
    if (path.split('/').some((part) => ['', '.', '..', '.git'].includes(part.toLowerCase())))
      throw refused('UNPROCESSABLE', `A file change has a path that is not valid: ${path}`);
    seen.add(path);
  }
  return all;
}

async function assertDeletionsExist(
  { world }: View,
  branch: string,
  expected: string,
  changes: readonly Change[],
): Promise<void> {
  const head = world.git.branch(branch);
  // A stale head is reported first, before any path to delete.
  if (head !== expected) throw stale(expected);
  const tree = (await world.git.readCommit(head))?.tree ?? '';
  for (const { path, content } of changes) {
    if (content !== null || (await world.git.entryAt(tree, path))?.type === 'blob') continue;
    throw refused(
      'UNPROCESSABLE',
      `A path was requested for deletion which does not exist as of commit oid \`${head}\`: ${path}`,
    );
  }
}

function stale(expected: string): GraphQLError {
  return refused('STALE_DATA', `Expected branch to point to "${expected}" but it did not.  Pull and try again.`);
}
