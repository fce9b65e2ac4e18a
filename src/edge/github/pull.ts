import type {
  CommitFact,
  Dismissal,
  HeadCommitFact,
  MergeFact,
  PullFact,
  ReviewFact,
  TextProblem,
} from '../../core/decision/evidence.ts';
import type { MainlineCommit } from '../../core/ports.ts';
import type { Instant } from '../../core/time.ts';
import {
  PULL_REQUEST,
  type CommitAnswer,
  type Connection,
  type ContentAnswer,
  type DismissalAnswer,
  type HeadAnswer,
  type MergeAnswer,
  type PullNode,
  type PullRequestAnswer,
  type ReviewAnswer,
  type SignatureAnswer,
} from './answers.ts';
import { bytesOf, type RepositoryName } from './blob.ts';
import { decodeUtf8 } from '../utf8.ts';
import type { GitHub } from './client.ts';
import { accountOf, fileOf, instantIn, itemsOf } from './facts.ts';
import { standsOn } from './history.ts';
import { oneLine, Unread } from './unread.ts';

/** A pull request's facts without its pushers, and the text of the requested file at its head. */
export interface PullReading {
  readonly pull: Omit<PullFact, 'pushers'>;
  /** The name of its branch, without `refs/heads/`. */
  readonly branch: string;
  /** The times of the merge commit and of the head's parents, by commit id. */
  readonly dates: ReadonlyMap<string, Instant>;
  /** `null` if the file is missing, or for the reason in `textProblem`. */
  readonly text: string | null;
  readonly textProblem?: TextProblem;
}

const MOST_PAGES = 20;

/**
 * Reads a pull request with every page of its reviews, dismissals and commits. GitHub's own counts come with the lists, so that the
 * rules can compare them.
 *
 * @param first its facts with the first pages of the lists, if the caller has them
 * @throws {Unread} also if the pull request changed while it was read
 */
export async function readPull(
  github: GitHub,
  name: RepositoryName,
  number: number,
  path: string,
  mainline: readonly MainlineCommit[],
  first?: PullNode,
): Promise<PullReading> {
  const what = `pull request #${number}`;
  const reviews = emptyPages<ReviewAnswer>();
  const commits = emptyPages<{ readonly commit: CommitAnswer }>();
  const dismissals = emptyPages<DismissalAnswer>();
  let pull: PullNode | undefined;
  for (let page = 0; reviews.more || commits.more || dismissals.more; page += 1) {
    if (page === MOST_PAGES)
      throw new Unread(what, `the reviews, dismissals or commits fill more than ${MOST_PAGES} pages`);
    const cursors = {
      ...{ reviewsAfter: reviews.after, commitsAfter: commits.after },
      dismissalsAfter: dismissals.after,
    };
    const read: PullNode | null =
      page === 0 && first !== undefined ? first : await readPage(github, name, number, path, cursors);
    if (read === null) throw new Unread(what, 'GitHub does not have this pull request');
    if (pull !== undefined && !isSame(pull, read)) throw new Unread(what, 'the pull request changed while it was read');
    pull = read;
    addPage(what, reviews, read.reviews);
    addPage(what, commits, read.commits);
    addPage(what, dismissals, read.dismissals);
  }
  if (pull === undefined) throw new Unread(what, 'GitHub does not have this pull request');
  const head = headOf(what, pull);
  return {
    pull: {
      ...outlineOf(what, pull),
      head: {
        sha: pull.headRefOid,
        repository: pull.headRepository?.databaseId ?? null,
        file: fileOf(head?.file),
        commit: head === null ? null : headCommitOf(what, head, mainline),
      },
      merge: pull.mergeCommit && mergeOf(what, pull.mergeCommit, mainline),
      commitCount: commits.total,
      commits: commits.items.map(({ commit }) => commitOf(what, commit)),
      ...retargetingOf(what, pull),
      reviewCount: reviews.total,
      reviews: reviews.items.map((review) => reviewOf(what, review, dismissals.items)),
    },
    branch: pull.headRefName,
    dates: datesOf(what, pull, head),
    ...(await textOf(github, name, head?.file ?? null)),
  };
}

async function readPage(
  github: GitHub,
  { owner, name }: RepositoryName,
  number: number,
  path: string,
  cursors: Readonly<Record<'reviewsAfter' | 'commitsAfter' | 'dismissalsAfter', string | null>>,
): Promise<PullNode | null> {
  const variables = { owner, name, number, path, ...cursors };
  const answer: PullRequestAnswer = await github.ask(`pull request #${number}`, PULL_REQUEST, variables);
  return answer.repository?.pullRequest ?? null;
}

/** The pages of a list that were read so far. */
interface Pages<T> {
  readonly items: T[];
  total: number;
  after: string | null;
  more: boolean;
}

function emptyPages<T>(): Pages<T> {
  return { items: [], total: 0, after: null, more: true };
}

/** Adds a page. A complete list comes again with the next page of the other list, and is not added twice. */
function addPage<T>(what: string, pages: Pages<T>, page: Connection<T> | null): void {
  if (!pages.more) return;
  pages.items.push(...itemsOf(what, page));
  pages.total = page?.totalCount ?? 0;
  pages.more = page?.pageInfo.hasNextPage === true;
  pages.after = page?.pageInfo.endCursor ?? pages.after;
}

function isSame(a: PullNode, b: PullNode): boolean {
  return a.headRefOid === b.headRefOid && a.state === b.state && a.baseRefName === b.baseRefName;
}

function outlineOf(what: string, pull: PullNode) {
  return {
    number: pull.number,
    url: pull.url,
    state: stateOf(pull),
    author: accountOf(pull.author),
    mergedBy: accountOf(pull.mergedBy),
    createdAt: instantIn(what, pull.createdAt),
    mergedAt: pull.mergedAt === null ? null : instantIn(what, pull.mergedAt),
    base: pull.baseRefName,
    changedFiles: pull.changedFiles,
    files: itemsOf(what, pull.files).map(({ path, changeType }) => ({ path, change: changeType })),
  };
}

function stateOf({ merged, state }: PullNode): PullFact['state'] {
  if (merged) return 'merged';
  return state === 'OPEN' ? 'open' : 'closed';
}

/** Maximum number of commits that GitHub lists of a pull request. If there are more, the head is not listed. */
const LISTED_COMMITS = 250;

/**
 * Finds the head commit; `null` if the pull request has too many commits for GitHub to list it.
 * @throws {Unread} if all commits are listed, and the last is not the head
 */
function headOf(what: string, pull: PullNode): HeadAnswer['commit'] | null {
  const last = pull.headCommit.nodes?.at(-1)?.commit;
  if (last?.oid === pull.headRefOid) return last;
  if (pull.commits.totalCount >= LISTED_COMMITS) return null;
  throw new Unread(what, 'the head is not the last commit that GitHub lists');
}

function headCommitOf(
  what: string,
  { committedDate, parents, signature }: HeadAnswer['commit'],
  mainline: readonly MainlineCommit[],
): HeadCommitFact {
  const items = itemsOf(what, parents);
  const stand = items.map(({ oid, committedDate: date }) => standsOn(mainline, oid, instantIn(what, date)));
  const all = items.length !== parents.totalCount || stand.includes(null) ? null : true;
  return {
    parents: items.map(({ oid }) => oid),
    committedAt: instantIn(what, committedDate),
    parentsOnMain: stand.includes(false) ? false : all,
    signature: signature && { payload: signature.payload, armored: signature.signature },
  };
}

function datesOf(what: string, { mergeCommit }: PullNode, head: HeadAnswer['commit'] | null) {
  const commits = [...(mergeCommit === null ? [] : [mergeCommit]), ...(head?.parents.nodes ?? [])];
  return new Map(
    commits.flatMap((commit) =>
      commit === null ? [] : [[commit.oid, instantIn(what, commit.committedDate)] as const],
    ),
  );
}

function retargetingOf(what: string, { baseChanges }: PullNode): Pick<PullFact, 'retargeted' | 'retargetCount'> {
  const instants = itemsOf(what, baseChanges).map(({ createdAt }) => instantIn(what, createdAt ?? 'no time'));
  return { retargeted: instants.sort(), retargetCount: baseChanges.totalCount };
}

async function textOf(
  github: GitHub,
  name: RepositoryName,
  file: ContentAnswer | null,
): Promise<Pick<PullReading, 'text' | 'textProblem'>> {
  if (file?.object == null) return { text: null };
  const bytes = await bytesOf(github, name, file.oid, file.object);
  if (bytes === null) return { text: null, textProblem: 'too-long' };
  const text = decodeUtf8(bytes);
  return text === undefined ? { text: null, textProblem: 'not-utf8' } : { text };
}

function mergeOf(what: string, merge: MergeAnswer, mainline: readonly MainlineCommit[]): MergeFact {
  return {
    sha: merge.oid,
    parents: itemsOf(what, merge.parents).map(({ oid, file }) => ({ sha: oid, file: fileOf(file) })),
    file: fileOf(merge.file),
    signedByGitHub: isGitHubs(merge.signature),
    onMainline: standsOn(mainline, merge.oid, instantIn(what, merge.committedDate)),
  };
}

function commitOf(what: string, commit: CommitAnswer): CommitFact {
  const { signature } = commit;
  return {
    sha: commit.oid,
    authors: itemsOf(what, commit.authors).map(({ user }) => user?.databaseId ?? null),
    authorCount: commit.authors.totalCount,
    committer: isGitHubs(signature) === true ? 'github' : (commit.committer?.user?.databaseId ?? null),
    signature: signature && {
      valid: isValid(signature),
      signer: signature.wasSignedByGitHub ? 'github' : (signature.signer?.databaseId ?? null),
    },
  };
}

/** States of a signature that GitHub could not check. It is neither valid nor invalid. */
const UNCHECKED: readonly string[] = ['GPGVERIFY_ERROR', 'GPGVERIFY_UNAVAILABLE', 'OCSP_ERROR', 'OCSP_PENDING'];

function isValid({ isValid: valid, state }: SignatureAnswer): boolean | null {
  return UNCHECKED.includes(state) ? null : valid;
}

/** Returns true if GitHub itself signed the commit; `null` if GitHub could not check the signature. */
function isGitHubs(signature: SignatureAnswer | null): boolean | null {
  if (signature === null) return false;
  const valid = isValid(signature);
  // The signer of an unchecked signature is unknown.
  return valid === null ? null : valid && signature.wasSignedByGitHub;
}

function reviewOf(what: string, review: ReviewAnswer, dismissals: readonly DismissalAnswer[]): ReviewFact {
  if (review.fullDatabaseId === null) throw new Unread(what, `a review in state ${oneLine(review.state)} has no id`);
  return {
    id: String(review.fullDatabaseId),
    state: review.state,
    submittedAt: review.submittedAt === null ? null : instantIn(what, review.submittedAt),
    commit: review.commit?.oid ?? null,
    author: accountOf(review.author),
    ...(review.state === 'DISMISSED' ? { dismissal: dismissalOf(what, review, dismissals) } : {}),
  };
}

function dismissalOf(
  what: string,
  { fullDatabaseId }: ReviewAnswer,
  dismissals: readonly DismissalAnswer[],
): Dismissal | null {
  const own = dismissals.filter(({ review }) => review?.fullDatabaseId === fullDatabaseId);
  // A review is dismissed once. Two events would contradict each other.
  const [event] = own.length === 1 ? own : [];
  return event === undefined ? null : { at: instantIn(what, event.createdAt), was: event.previousReviewState };
}
