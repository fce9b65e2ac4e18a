import type { PullFact, ReviewFact } from '../../src/core/decision/evidence.ts';
import { instantOf } from '../../src/core/time.ts';

/** How a request came to be merged. Only `approved`, `squashed` and `broken-glass` entitle to anything. */
export type PullKind =
  | 'approved'
  | 'squashed'
  | 'broken-glass'
  | 'broken-too-long'
  | 'unapproved'
  | 'self-approved'
  | 'stale-approval'
  | 'late-approval'
  | 'approval-withdrawn'
  | 'two-files'
  | 'pushed'
  | 'outsider'
  | 'too-long'
  | 'change'
  | 'change-squashed';

export interface Pull {
  readonly number: number;
  readonly kind: PullKind;
  readonly path: string;
  readonly text: string;
  readonly author: Person;
  readonly head: string;
  readonly reviews: readonly ReviewFact[];
  readonly createdAt: number;
  merged?: { readonly at: number; readonly sha: string };
}

export interface Person {
  readonly login: string;
  readonly id: number;
}

/** Where a pull request is looked at from. */
interface Look {
  /** The file that is asked about. */
  readonly path: string;
  readonly file: { readonly blob: string; readonly mode: string };
  /** The default branch before the merge. */
  readonly parent: string;
  readonly repository: number;
  /** The last page of the reviews is missing. */
  readonly truncated: boolean;
  /** True if an account was deleted: GitHub then names nobody. */
  readonly isDeleted: (id: number) => boolean;
}

/** What GitHub tells of a pull request. */
export function pullFact(pull: Pull, { path, file, parent, repository, truncated, isDeleted }: Look): PullFact {
  const { merged } = pull;
  const squashed = pull.kind === 'squashed' || pull.kind === 'change-squashed';
  const isChange = pull.kind.startsWith('change');
  const files = [pull.path, ...(pull.kind === 'two-files' ? [`${pull.path.slice(0, -5)}-too.yaml`] : [])];
  const author = isDeleted(pull.author.id) ? null : { type: 'User', ...pull.author };
  const id = author === null ? null : pull.author.id;
  const reviews = pull.reviews.map((review) =>
    review.author?.id != null && isDeleted(review.author.id) ? { ...review, author: null } : review,
  );
  return {
    number: pull.number,
    url: `https://github.com/acme/access/pull/${pull.number}`,
    state: merged === undefined ? 'open' : 'merged',
    author,
    mergedBy: author,
    createdAt: instantOf(pull.createdAt * 1000),
    mergedAt: merged === undefined ? null : instantOf(merged.at * 1000),
    base: 'main',
    head: { sha: pull.head, repository, file: files.includes(path) ? file : null, commit: null },
    merge:
      merged === undefined
        ? null
        : {
            sha: merged.sha,
            parents: [{ sha: parent, file: null }, ...(squashed ? [] : [{ sha: pull.head, file }])],
            file,
            signedByGitHub: true,
            onMainline: true,
          },
    changedFiles: files.length,
    files: files.map((name) => ({ path: name, change: isChange ? 'MODIFIED' : 'ADDED' })),
    commitCount: 1,
    commits: [
      {
        sha: pull.head,
        authors: [id],
        authorCount: 1,
        committer: id,
        signature: null,
      },
    ],
    pushers: [id],
    retargeted: [],
    retargetCount: 0,
    reviewCount: reviews.length,
    reviews: truncated ? reviews.slice(0, -1) : reviews,
  };
}
