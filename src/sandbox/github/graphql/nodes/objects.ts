import type { TreeEntry } from '../../git.ts';
import { commitNode } from './commit.ts';
import type { Node, View } from './node.ts';

/** Maximum number of bytes of a blob's text that GitHub shows. */
const SHOWN_TEXT = 512_000;
/** Number of bytes in which git searches for a NUL to distinguish binary from text. */
const LOOKED_AT = 8000;

/** Returns any git object by its id, or null if it does not exist. */
export async function objectNode(view: View, oid: string): Promise<Node | null> {
  const found = await view.world.git.inspect(oid);
  switch (found?.type) {
    case undefined:
      return null;
    case 'commit': {
      const commit = await view.world.git.readCommit(oid);
      return commit === undefined ? null : commitNode(view, commit);
    }
    case 'tree':
      return treeNode(view, oid);
    case 'blob':
      return blobNode(view, oid);
    case 'tag':
      return { __typename: 'Tag', oid };
  }
}

/** Returns the object at `<revision>` or `<revision>:<path>`, git's own notation; null if it does not exist. */
export async function expressionNode(view: View, expression: string): Promise<Node | null> {
  const { git, state } = view.world;
  const colon = expression.indexOf(':');
  const revision = colon < 0 ? expression : expression.slice(0, colon);
  const commit = await git.resolve(revision, state.repository.defaultBranch);
  if (colon < 0) return objectNode(view, commit ?? revision);
  const tree = commit === undefined ? undefined : (await git.readCommit(commit))?.tree;
  const entry = tree === undefined ? undefined : await git.entryAt(tree, expression.slice(colon + 1));
  return entry === undefined ? null : objectNode(view, entry.oid);
}

/** Returns a `TreeEntry`. `mode` is git's octal number as an integer: 33188 for 100644. */
export function entryNode(view: View, { path, mode, type, oid }: TreeEntry): Node {
  return {
    name: path.slice(path.lastIndexOf('/') + 1),
    mode: parseInt(mode, 8),
    type,
    oid,
    // A submodule's commit is in another repository.
    object: () => (type === 'commit' ? null : objectNode(view, oid)),
  };
}

function treeNode(view: View, oid: string): Node {
  return {
    __typename: 'Tree',
    oid,
    entries: async () => (await view.world.git.readTree(oid))?.map((entry) => entryNode(view, entry)) ?? [],
  };
}

async function blobNode(view: View, oid: string): Promise<Node> {
  const content = (await view.world.git.readBlob(oid)) ?? Buffer.alloc(0);
  const isBinary = content.subarray(0, LOOKED_AT).includes(0);
  return {
    __typename: 'Blob',
    oid,
    byteSize: content.length,
    isBinary,
    isTruncated: content.length > SHOWN_TEXT,
    text: isBinary ? null : content.subarray(0, SHOWN_TEXT).toString('utf8'),
  };
}
