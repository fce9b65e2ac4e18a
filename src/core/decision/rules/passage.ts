import { denied, pending, type Objection } from '../rule.ts';
import type { CommitFact, MergeFact, PullFact, RepositoryFact } from '../evidence.ts';

/** One pull request that brings one file: a request, or a change of a document under `policies/`. */
export interface Passage {
  readonly repository: RepositoryFact;
  readonly pull: PullFact;
  readonly path: string;
}

/** A condition on the pull request that brought a file: a request or a document. */
export interface PassageRule {
  readonly id: string;
  readonly asks: string;
  readonly judge: (passage: Passage) => readonly Objection[];
}

/**
 * The pull request goes from this repository to its default branch. Its merge keeps the approved bytes, and its authors
 * are known. https://docs.github.com/en/rest/pulls/pulls
 */
export const PASSAGE_RULES: readonly PassageRule[] = [
  {
    id: 'same-repository',
    asks: 'the pull request comes from a branch of this repository and goes to its default branch',
    judge: isOfThisRepository,
  },
  { id: 'merged', asks: 'the pull request is open or was merged', judge: isMergedOrOpen },
  { id: 'few-commits', asks: 'GitHub lists all of its commits', judge: hasFewCommits },
  { id: 'plain-file', asks: 'the file is a plain file in its head commit', judge: isAPlainFile },
  { id: 'merge-method', asks: 'it was merged on GitHub by merge or squash', judge: isMergedTheRightWay },
  {
    id: 'mainline',
    asks: "the merge is on the default branch's first-parent line",
    judge: isOnTheMainline,
  },
  { id: 'commits-complete', asks: 'GitHub lists every commit and every author', judge: commitsAreComplete },
  { id: 'commits-attributed', asks: 'every author and committer is a GitHub account', judge: commitsAreAttributed },
  {
    id: 'pushers-known',
    asks: 'GitHub names the pushers, or every commit is signed by its author',
    judge: pushersAreKnown,
  },
];

function isOfThisRepository({ pull, repository }: Passage): Objection[] {
  const objections: Objection[] = [];
  if (pull.head.repository === null || pull.head.repository !== repository.id)
    objections.push(
      denied('fork', `#${pull.number} comes from another repository; open it from a branch of ${repository.name}`),
    );
  if (pull.base !== repository.defaultBranch)
    objections.push(denied('base-branch', `#${pull.number} goes to ${pull.base}, not to ${repository.defaultBranch}`));
  return objections;
}

function isMergedOrOpen({ pull }: Passage): Objection[] {
  if (pull.state === 'open') return [];
  if (pull.state === 'closed') return [denied('not-merged', `#${pull.number} was closed without a merge`)];
  return pull.merge === null || pull.mergedAt === null
    ? [pending('merge-unknown', `GitHub does not name the commit that merged #${pull.number}`)]
    : [];
}

/** Most commits of a pull request. GitHub lists 250 at most; the authors of further ones are unknown. */
const MOST_COMMITS = 249;

function hasFewCommits({ pull }: Passage): Objection[] {
  return pull.commitCount > MOST_COMMITS
    ? [
        denied(
          'too-many-commits',
          `#${pull.number} has ${pull.commitCount} commits, more than GitHub lists; squash them into one`,
        ),
      ]
    : [];
}

function isAPlainFile({ pull, path }: Passage): Objection[] {
  const { file } = pull.head;
  if (file === null)
    return [
      denied('file-missing', `${path} is not in ${pull.head.sha.slice(0, 12)}, the head commit of #${pull.number}`),
    ];
  return file.mode === '100644'
    ? []
    : [denied('file-mode', `${path} has the mode ${file.mode}; a document is a plain file with the mode 100644`)];
}

function isMergedTheRightWay({ pull }: Passage): Objection[] {
  if (pull.merge === null) return [];
  const method = mergeMethod(pull, pull.merge);
  if (method === 'other')
    return [
      denied(
        'merge-method',
        `#${pull.number} was not merged by merge or squash on GitHub; a rebase or a push leaves unapproved commits`,
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

/** A commit without a known author may be an approver's own. */
function commitsAreAttributed({ pull }: Passage): Objection[] {
  return inOrder(pull.commits)
    .filter(({ authors, authorCount, committer }) => authorCount === 0 || authors.includes(null) || committer === null)
    .map((commit) =>
      denied('commit-unattributed', `${name(commit)} names an author or committer that is not a GitHub account`),
    );
}

/** A pusher chooses the author that a commit names. If pushers are unknown, only signatures prove the author. */
function pushersAreKnown({ pull }: Passage): Objection[] {
  if (pull.pushers !== null && pull.pushers.length > 0 && !pull.pushers.includes(null)) return [];
  const unsigned = inOrder(pull.commits).find((commit) => !isSignedByItsAuthor(commit));
  if (unsigned === undefined && pull.commits.length > 0) return [];
  return [
    pending(
      'pushers-unknown',
      `GitHub does not name the pushers of #${pull.number}, and ${unsigned === undefined ? 'no commit is listed' : `${name(unsigned)} has no valid signature of its author`}`,
    ),
  ];
}

/** GitHub lists git's author first, then the co-authors. */
function isSignedByItsAuthor({ authors: [author], signature }: CommitFact): boolean {
  if (signature === null || signature.valid !== true || author === undefined || author === null) return false;
  return signature.signer === 'github' || signature.signer === author;
}

/** Sorts commits by id, so that the same facts give the same decision, word for word. */
function inOrder(commits: readonly CommitFact[]): readonly CommitFact[] {
  return commits.toSorted((a, b) => (a.sha < b.sha ? -1 : Number(a.sha > b.sha)));
}

function name({ sha }: CommitFact): string {
  return `commit ${sha.slice(0, 12)}`;
}
