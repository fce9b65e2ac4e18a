import type { FileChange } from '../../git.ts';
import { pullCommits, pullFiles } from '../../repository/pull-content.ts';
import type { Pull, Review } from '../../state.ts';
import { paginate, type PageArguments } from '../pages.ts';
import { actorNode } from './accounts.ts';
import { commitNode, existingCommitNode, repositoryUrl } from './commit.ts';
import { dateTime, nodesOf, type Node, type View } from './node.ts';
import { repositoryNode } from './repository.ts';

export function pullRequestNode(view: View, pull: Pull): Node {
  const { merge } = pull;
  return {
    number: pull.number,
    url: `${repositoryUrl(view)}/pull/${pull.number}`,
    state: merge !== null ? 'MERGED' : pull.state === 'open' ? 'OPEN' : 'CLOSED',
    merged: merge !== null,
    createdAt: dateTime(pull.createdAt),
    mergedAt: merge === null ? null : dateTime(merge.at),
    author: actorNode(view, pull.author),
    mergedBy: merge === null ? null : actorNode(view, merge.by),
    baseRefName: pull.base.ref,
    baseRefOid: pull.base.sha,
    headRefName: pull.head.ref,
    headRefOid: pull.head.sha,
    // The sandbox has no pull requests from forks.
    headRepository: () => repositoryNode(view),
    mergeCommit: () => (merge === null ? null : existingCommitNode(view, merge.oid)),
    changedFiles: async () => (await pullFiles(view.world, pull)).length,
    async files(page: PageArguments) {
      return nodesOf(paginate('files', await pullFiles(view.world, pull), page), fileNode);
    },
    async commits(page: PageArguments) {
      const commits = paginate('commits', await pullCommits(view.world, pull), page);
      return nodesOf(commits, async (oid) => ({ commit: await existingCommitNode(view, oid) }));
    },
    timelineItems({ itemTypes, ...page }: PageArguments & { readonly itemTypes?: readonly string[] | null }) {
      const types = itemTypes ?? ['BASE_REF_CHANGED_EVENT'];
      const changes = types.includes('BASE_REF_CHANGED_EVENT')
        ? pull.timeline.filter((item) => item.event === 'base_ref_changed')
        : [];
      return nodesOf(paginate('timelineItems', changes, page), (change) => ({
        __typename: 'BaseRefChangedEvent',
        actor: actorNode(view, change.actor),
        createdAt: dateTime(change.at),
        previousRefName: change.from,
        currentRefName: change.to,
      }));
    },
    reviews: (page: PageArguments) =>
      nodesOf(paginate('reviews', visibleReviews(view, pull), page), (review) => reviewNode(view, review)),
  };
}

function reviewNode(view: View, review: Review): Node {
  return {
    fullDatabaseId: String(review.id),
    state: review.state,
    submittedAt: review.submittedAt === null ? null : dateTime(review.submittedAt),
    author: actorNode(view, review.author),
    async commit() {
      const commit = await view.world.git.readCommit(review.commit);
      return commit === undefined ? null : commitNode(view, commit);
    },
  };
}

/** Only its author sees a review before it is submitted. */
function visibleReviews({ caller }: View, { reviews }: Pull): readonly Review[] {
  return reviews.filter(({ state, author }) => state !== 'PENDING' || author === caller?.user);
}

function fileNode({ path, status }: FileChange): Node {
  return { path, changeType: CHANGE_TYPES[status] };
}

const CHANGE_TYPES: Readonly<Record<FileChange['status'], string>> = {
  added: 'ADDED',
  removed: 'DELETED',
  modified: 'MODIFIED',
  renamed: 'RENAMED',
  copied: 'COPIED',
  changed: 'CHANGED',
};
