import type { PullComment } from '../../core/revocation/revoke-comment.ts';
import { REVISIONS, type RevisionsAnswer } from './answers.ts';
import type { GitHub } from './client.ts';
import { accountOf, instantIn } from './facts.ts';

/** One text of an edited comment, with the person who wrote it. */
type Revision = Pick<PullComment, 'author' | 'body' | 'createdAt'> & { readonly commentBy: PullComment['author'] };

const AT_ONCE = 50;

/**
 * Reads the revisions of edited comments, by node id. A revision that GitHub does not return has no body. The present text
 * is a revision too.
 *
 * @throws {Unread}
 */
export async function readRevisions(
  github: GitHub,
  ids: readonly string[],
): Promise<ReadonlyMap<string, readonly Revision[]>> {
  const found = new Map<string, readonly Revision[]>();
  for (let from = 0; from < ids.length; from += AT_ONCE) {
    const asked = ids.slice(from, from + AT_ONCE);
    const what = 'the revisions of edited comments';
    const { nodes } = await github.ask(what, REVISIONS, { ids: asked });
    for (const [at, id] of asked.entries()) {
      const node = nodes[at];
      // A comment may be deleted between both reads.
      if (node?.lastEditedAt != null) found.set(id, revisionsOf(what, node));
    }
  }
  return found;
}

function revisionsOf(what: string, comment: NonNullable<RevisionsAnswer['nodes'][number]>): readonly Revision[] {
  const commentBy = accountOf(comment.author ?? null);
  const createdAt = instantIn(what, comment.createdAt ?? '');
  const edits = comment.userContentEdits?.nodes ?? [];
  const revisions = edits.flatMap((edit): Revision[] =>
    edit === null
      ? []
      : [
          {
            author: accountOf(edit.editor),
            body: edit.deletedAt === null ? edit.diff : null,
            createdAt: instantIn(what, edit.editedAt),
            commentBy,
          },
        ],
  );
  const now = { author: accountOf(comment.editor ?? null), body: comment.body ?? null, commentBy };
  const last = { ...now, createdAt: instantIn(what, comment.lastEditedAt ?? comment.createdAt ?? '') };
  const isKnown = (at: string) => revisions.some((one) => one.createdAt === at);
  const isWhole = edits.length === comment.userContentEdits?.totalCount && isKnown(createdAt);
  // Without the first text, nobody knows what the author said.
  const first = { author: commentBy, body: null, createdAt, commentBy };
  return [...revisions, ...(isKnown(last.createdAt) ? [] : [last]), ...(isWhole ? [] : [first])];
}
