import type { FileChange } from '../../git.ts';
import { pullCommits, pullFiles } from '../../repository/pull-content.ts';
import type { Pull, Review, TimelineItem } from '../../state.ts';
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
      const isAsked = (type: string) => itemTypes?.includes(type) ?? true;
      const shown = pull.timeline.filter(isServed).filter(({ event }) => isAsked(TIMELINE_TYPES[event]));
      return nodesOf(paginate('timelineItems', shown, page), (item) => timelineNode(view, pull, item));
    },
    reviews: (page: PageArguments) =>
      nodesOf(paginate('reviews', visibleReviews(view, pull), page), (review) => reviewNode(view, review)),
  };
}

/** The events of a timeline that the sandbox serves, by GitHub's words. */
const TIMELINE_TYPES = {
  base_ref_changed: 'BASE_REF_CHANGED_EVENT',
  review_dismissed: 'REVIEW_DISMISSED_EVENT',
} as const;

type ServedItem = Extract<TimelineItem, { readonly event: keyof typeof TIMELINE_TYPES }>;

function isServed(item: TimelineItem): item is ServedItem {
  return Object.hasOwn(TIMELINE_TYPES, item.event);
}

function timelineNode(view: View, pull: Pull, item: ServedItem): Node {
  const common = { actor: actorNode(view, item.actor), createdAt: dateTime(item.at) };
  if (item.event === 'review_dismissed') {
    const review = pull.reviews.find(({ id }) => id === item.review);
    return {
      ...common,
      __typename: 'ReviewDismissedEvent',
      databaseId: item.review,
      dismissalMessage: item.message,
      previousReviewState: item.was,
      review: review === undefined ? null : reviewNode(view, review),
    };
  }
  return { ...common, __typename: 'BaseRefChangedEvent', previousRefName: item.from, currentRefName: item.to };
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
