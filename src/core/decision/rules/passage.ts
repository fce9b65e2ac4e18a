import { denied, pending, type Objection } from '../rule.ts';
import type { CommitFact, MergeFact, PullFact, RepositoryFact } from '../evidence.ts';

/** One pull request that brings one file: a request, or a change of a document under `policies/`. */
export interface Passage {
  readonly repository: RepositoryFact;
  readonly pull: PullFact;
  readonly path: string;
}

/** What must hold of the way a file came, whatever it is. */
export interface PassageRule {
  readonly id: string;
  readonly asks: string;
  readonly judge: (passage: Passage) => readonly Objection[];
}

/**
 * From this repository to its default branch, merged in a way that leaves approvals meaning what they say, and of people
 * who are known. https://docs.github.com/en/rest/pulls/pulls
 */
export const PASSAGE_RULES: readonly PassageRule[] = [
  {
    id: 'same-repository',
    asks: 'the pull request comes from a branch of this repository and goes to its default branch',
    judge: isOfThisRepository,
  },
  { id: 'merged', asks: 'the pull request is open or was merged', judge: isMergedOrOpen },
  { id: 'few-commits', asks: 'it has no more commits than GitHub lists', judge: hasFewCommits },
  { id: 'plain-file', asks: 'the file is a plain file in its head commit', judge: isAPlainFile },
  { id: 'merge-method', asks: 'it was merged on GitHub by merge or squash', judge: isMergedTheRightWay },
  {
    id: 'mainline',
    asks: "the merge is on the default branch's first-parent line",
    judge: isOnTheMainline,
  },
  { id: 'commits-complete', asks: 'every commit and each of their authors is known', judge: commitsAreComplete },
  { id: 'commits-attributed', asks: 'every author and committer is a GitHub account', judge: commitsAreAttributed },
  { id: 'pushers-known', asks: 'who pushed is known, or every commit is signed by its author', judge: pushersAreKnown },
];

function isOfThisRepository({ pull, repository }: Passage): Objection[] {
  const objections: Objection[] = [];
  if (pull.head.repository === null || pull.head.repository !== repository.id)
    objections.push(
      denied('fork', 'the pull request comes from another repository; open it from a branch of this one'),
    );
  if (pull.base !== repository.defaultBranch)
    objections.push(denied('base-branch', `the pull request goes to ${pull.base}, not to ${repository.defaultBranch}`));
  return objections;
}

function isMergedOrOpen({ pull }: Passage): Objection[] {
  if (pull.state === 'open') return [];
  if (pull.state === 'closed') return [denied('not-merged', `pull request #${pull.number} was closed without a merge`)];
  return pull.merge === null || pull.mergedAt === null
    ? [pending('merge-unknown', `GitHub does not say which commit merged #${pull.number}`)]
    : [];
}

/** GitHub lists 250 commits of a pull request at most; what is beyond could be anybody's. */
const MOST_COMMITS = 249;

function hasFewCommits({ pull }: Passage): Objection[] {
  return pull.commitCount > MOST_COMMITS
    ? [
        denied(
          'too-many-commits',
          `#${pull.number} has ${pull.commitCount} commits, more than GitHub lists; one is enough`,
        ),
      ]
    : [];
}

function isAPlainFile({ pull, path }: Passage): Objection[] {
  const { file } = pull.head;
  if (file === null) return [denied('file-missing', `${path} is not in the pull request's head commit`)];
  return file.mode === '100644'
    ? []
    : [denied('file-mode', `${path} has mode ${file.mode}; a document is a plain file, 100644`)];
}

function isMergedTheRightWay({ pull }: Passage): Objection[] {
  if (pull.merge === null) return [];
  const method = mergeMethod(pull, pull.merge);
  if (method === 'other')
    return [
      denied(
        'merge-method',
        `#${pull.number} was not merged by merge or squash on GitHub; a rebase or a push leaves other commits than were approved`,
      ),
    ];
  return pull.merge.signedByGitHub === null
    ? [pending('merge-signature-unknown', `GitHub could not check the signature of the merge of #${pull.number}`)]
    : [];
}

/**
 * A merge commit has the approved head as its second parent. A squash has one parent and is signed by GitHub, which a
 * rebase merge is not: https://docs.github.com/en/authentication/managing-commit-signature-verification.
 */
function mergeMethod(pull: PullFact, merge: MergeFact): 'merge' | 'squash' | 'other' {
  if (merge.signedByGitHub === false) return 'other';
  if (merge.parents.length === 2 && merge.parents[1]?.sha === pull.head.sha) return 'merge';
  return merge.parents.length === 1 ? 'squash' : 'other';
}

function isOnTheMainline({ pull, repository }: Passage): Objection[] {
  const { merge } = pull;
  if (merge === null || merge.onMainline === true) return [];
  return merge.onMainline === null
    ? [
        pending(
          'mainline-unknown',
          `the history of ${repository.defaultBranch} was not read as far as the merge of #${pull.number}`,
        ),
      ]
    : [
        denied(
          'off-mainline',
          `the merge of #${pull.number} is not on the first-parent line of ${repository.defaultBranch}`,
        ),
      ];
}

function commitsAreComplete({ pull }: Passage): Objection[] {
  if (pull.commits.length !== pull.commitCount)
    return [
      pending(
        'pages-missing',
        `GitHub counts ${pull.commitCount} commits on #${pull.number} and lists ${pull.commits.length}`,
      ),
    ];
  if (!pull.commits.some(({ sha }) => sha === pull.head.sha))
    return [
      pending(
        'pages-missing',
        `the head ${pull.head.sha.slice(0, 12)} is not among the commits GitHub lists on #${pull.number}`,
      ),
    ];
  return inOrder(pull.commits)
    .filter(({ authors, authorCount }) => authors.length !== authorCount)
    .map((commit) =>
      pending(
        'pages-missing',
        `GitHub counts ${commit.authorCount} authors of ${name(commit)} and lists ${commit.authors.length}`,
      ),
    );
}

/** A commit nobody answers for could be anybody's, an approver's own included. */
function commitsAreAttributed({ pull }: Passage): Objection[] {
  return inOrder(pull.commits)
    .filter(({ authors, authorCount, committer }) => authorCount === 0 || authors.includes(null) || committer === null)
    .map((commit) =>
      denied('commit-unattributed', `${name(commit)} names an author or committer that is no GitHub account`),
    );
}

/** Who pushes decides what a commit says of its author: unless they are known, only signatures tell who wrote it. */
function pushersAreKnown({ pull }: Passage): Objection[] {
  if (pull.pushers !== null && pull.pushers.length > 0 && !pull.pushers.includes(null)) return [];
  const unsigned = inOrder(pull.commits).find((commit) => !isSignedByItsAuthor(commit));
  if (unsigned === undefined && pull.commits.length > 0) return [];
  return [
    pending(
      'pushers-unknown',
      `GitHub does not tell who pushed to the branch of #${pull.number}, and ${unsigned === undefined ? 'no commit is listed' : `${name(unsigned)} carries no valid signature of its author`}`,
    ),
  ];
}

/** GitHub lists the author git names first, then co-authors. */
function isSignedByItsAuthor({ authors: [author], signature }: CommitFact): boolean {
  if (signature === null || signature.valid !== true || author === undefined || author === null) return false;
  return signature.signer === 'github' || signature.signer === author;
}

/** One order, however GitHub lists them: the same facts give the same decision, word for word. */
function inOrder(commits: readonly CommitFact[]): readonly CommitFact[] {
  return commits.toSorted((a, b) => (a.sha < b.sha ? -1 : Number(a.sha > b.sha)));
}

function name({ sha }: CommitFact): string {
  return `commit ${sha.slice(0, 12)}`;
}
