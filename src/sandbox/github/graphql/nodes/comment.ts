import { toNodeId } from '../../bodies/types.ts';
import { paginate, type PageArguments } from '../pages.ts';
import { actorNode } from './accounts.ts';
import { dateTime, nodesOf, type Node, type View } from './node.ts';

/** Returns the comment with this node id, or null. The sandbox finds no other nodes by their id. */
export function commentNode(view: View, id: string): Node | null {
  const all = [...view.world.state.comments.values()].flat();
  const comment = all.find((one) => toNodeId('IC', one.id) === id);
  if (comment === undefined) return null;
  const last = comment.revisions.at(-1);
  return {
    __typename: 'IssueComment',
    id,
    body: comment.body,
    author: actorNode(view, comment.author),
    createdAt: dateTime(comment.createdAt),
    editor: last === undefined ? null : actorNode(view, last.by),
    lastEditedAt: last === undefined ? null : dateTime(last.at),
    // As on GitHub, the newest edit comes first, and the original text is the last one.
    userContentEdits: (page: PageArguments) =>
      nodesOf(paginate('userContentEdits', comment.revisions.toReversed(), page), ({ by, at, body }) => ({
        editor: actorNode(view, by),
        editedAt: dateTime(at),
        deletedAt: null,
        diff: body,
      })),
  };
}
