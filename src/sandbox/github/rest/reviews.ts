import { notFound, validationFailed } from '../errors.ts';
import { reviewBody } from '../bodies/pulls.ts';
import { addReview, dismissReview, submitReview } from '../repository/reviews.ts';
import type { Pull, Review } from '../state.ts';
import { readBody } from './body.ts';
import { assertMayModerate, pullOf } from './pulls.ts';
import { listed, numberParameter, ok, repositoryRoute, type Request, type Routes } from './route.ts';

const REVIEWS = '/repos/{owner}/{repo}/pulls/{pull_number}/reviews';
const REVIEW = `${REVIEWS}/{review_id}`;

export const reviewRoutes: Routes = (world) => [
  repositoryRoute(world, `GET ${REVIEWS}`, ['pull_requests', 'read'], (request) => {
    const pull = pullOf(request);
    const visible = pull.reviews.filter((review) => maySee(request, review));
    return listed(request, visible, (review) => reviewBody(world, pull, review));
  }),

  repositoryRoute(world, `POST ${REVIEWS}`, ['pull_requests', 'write'], async (request) => {
    const pull = pullOf(request);
    const body = readBody(request);
    const review = await addReview(world, request.caller, pull, {
      verdict: body.optionalOneOf('event', ['APPROVE', 'REQUEST_CHANGES', 'COMMENT']),
      body: body.optionalText('body') ?? '',
      commit: body.optionalText('commit_id'),
    });
    return ok(reviewBody(world, pull, review));
  }),

  repositoryRoute(world, `GET ${REVIEW}`, ['pull_requests', 'read'], (request) => {
    const { pull, review } = find(request);
    return ok(reviewBody(world, pull, review));
  }),

  repositoryRoute(world, `POST ${REVIEW}/events`, ['pull_requests', 'write'], async (request) => {
    const { pull, review } = find(request);
    if (review.author !== request.caller.user) throw notFound();
    const body = readBody(request);
    await submitReview(world, request.caller, pull, review, {
      verdict: body.oneOf('event', ['APPROVE', 'REQUEST_CHANGES', 'COMMENT']),
      body: body.optionalText('body'),
    });
    return ok(reviewBody(world, pull, review));
  }),

  repositoryRoute(world, `PUT ${REVIEW}/dismissals`, ['pull_requests', 'write'], async (request) => {
    const { pull, review } = find(request);
    assertMayModerate(request);
    const message = readBody(request).text('message');
    if (message === '') throw validationFailed('Message can not be blank');
    await dismissReview(world, request.caller, pull, review, message);
    return ok(reviewBody(world, pull, review));
  }),
];

/** Only its author sees a pending review. */
const maySee = ({ caller }: Request, review: Review) => review.state !== 'PENDING' || caller?.user === review.author;

function find(request: Request): { pull: Pull; review: Review } {
  const pull = pullOf(request);
  const id = numberParameter(request, 'review_id');
  const review = pull.reviews.find((candidate) => candidate.id === id && maySee(request, candidate));
  if (review === undefined) throw notFound();
  return { pull, review };
}
