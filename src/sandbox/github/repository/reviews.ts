import { ApiError } from '../errors.ts';
import { reviewPayload } from '../payloads.ts';
import { userById } from '../people.ts';
import type { Pull, Review, TokenIdentity } from '../state.ts';
import type { World } from '../world.ts';
import { testMerge } from './pull-content.ts';

export type Verdict = 'APPROVE' | 'REQUEST_CHANGES' | 'COMMENT';

export interface NewReview {
  /** Undefined: the review stays pending. */
  readonly verdict: Verdict | undefined;
  readonly body: string;
  /** The reviewed commit, any of the pull request's. Undefined: the head. */
  readonly commit: string | undefined;
}

const STATES = { APPROVE: 'APPROVED', REQUEST_CHANGES: 'CHANGES_REQUESTED', COMMENT: 'COMMENTED' } as const;

/**
 * Reviews a pull request, open, closed or merged. Call it within `world.serially`.
 * @throws ApiError 422 for the author's own verdict, an empty comment, or an unknown commit
 */
export async function addReview(world: World, actor: TokenIdentity, pull: Pull, wanted: NewReview): Promise<Review> {
  assertOpinion(pull, actor, wanted.verdict, wanted.body);
  const commit = wanted.commit ?? pull.head.sha;
  if ((await world.git.readCommit(commit)) === undefined)
    throw unprocessable('The commit_id is not part of the pull request');
  if (pull.reviews.some(({ author, state }) => author === actor.user && state === 'PENDING')) {
    throw unprocessable('User can only have one pending review per pull request');
  }
  const review: Review = {
    id: world.state.nextId(),
    author: actor.user,
    state: wanted.verdict === undefined ? 'PENDING' : STATES[wanted.verdict],
    body: wanted.body,
    commit,
    submittedAt: wanted.verdict === undefined ? null : world.now(),
  };
  pull.reviews.push(review);
  pull.updatedAt = world.now();
  if (review.state !== 'PENDING') await tell(world, actor, pull, review, 'submitted');
  return review;
}

/** Submits the caller's pending review. */
export async function submitReview(
  world: World,
  actor: TokenIdentity,
  pull: Pull,
  review: Review,
  { verdict, body }: { readonly verdict: Verdict; readonly body: string | undefined },
): Promise<void> {
  if (review.state !== 'PENDING') throw unprocessable('Can not submit a review that is not pending');
  assertOpinion(pull, actor, verdict, body ?? review.body);
  review.state = STATES[verdict];
  review.body = body ?? review.body;
  review.submittedAt = world.now();
  await tell(world, actor, pull, review, 'submitted');
}

/** Dismisses an approval or a request for changes. `submittedAt` does not change. */
export async function dismissReview(
  world: World,
  actor: TokenIdentity,
  pull: Pull,
  review: Review,
  message: string,
): Promise<void> {
  if (review.state !== 'APPROVED' && review.state !== 'CHANGES_REQUESTED') {
    throw unprocessable('Can not dismiss a commented pull request review');
  }
  pull.timeline.push({
    ...{ event: 'review_dismissed', actor: actor.user, at: world.now() },
    ...{ review: review.id, was: review.state, message },
  });
  review.state = 'DISMISSED';
  pull.updatedAt = world.now();
  await tell(world, actor, pull, review, 'dismissed');
}

function assertOpinion(pull: Pull, actor: TokenIdentity, verdict: Verdict | undefined, body: string): void {
  const own = actor.user === pull.author;
  if (own && verdict === 'APPROVE') throw unprocessable('Can not approve your own pull request');
  if (own && verdict === 'REQUEST_CHANGES') throw unprocessable('Can not request changes on your own pull request');
  if (body === '' && (verdict === 'COMMENT' || verdict === 'REQUEST_CHANGES')) {
    throw unprocessable('Body can not be blank');
  }
}

/** GitHub answers 422 about reviews with plain sentences. */
const unprocessable = (sentence: string) => new ApiError(422, 'Unprocessable Entity', { errors: [sentence] });

async function tell(
  world: World,
  actor: TokenIdentity,
  pull: Pull,
  review: Review,
  action: 'submitted' | 'dismissed',
): Promise<void> {
  // As for every event of a pull request, no workflow can run without a merge commit.
  const sha = await testMerge(world, pull);
  if (sha === null) return;
  const user = userById(world.state, actor.user);
  world.events.publish({
    name: 'pull_request_review',
    action,
    number: pull.number,
    ref: `refs/pull/${pull.number}/merge`,
    sha,
    base: pull.base.ref,
    head: pull.head.ref,
    actor: { login: user.login, id: user.id },
    by: actor.kind,
    payload: await reviewPayload(world, actor, pull, review, action),
  });
}
