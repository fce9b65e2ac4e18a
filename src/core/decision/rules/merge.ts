import { denied, pending, type Case, type Objection } from '../case.ts';
import type { MergeFact, PullFact } from '../evidence.ts';
import { secondsBetween, type Seconds } from '../../time.ts';

/**
 * How the request came to the default branch: by one pull request of this repository that added exactly this file,
 * merged in a way that leaves approvals meaning what they say. https://docs.github.com/en/rest/pulls/pulls
 */
export const mergeRules: readonly ((subject: Case) => readonly Objection[])[] = [
  hasPullRequest,
  isOfThisRepository,
  isMergedOrOpen,
  addsOneFile,
  hasFewCommits,
  isAPlainFile,
  wasNotThereBefore,
  hasANewName,
  isMergedTheRightWay,
  isOnTheMainline,
  standsAsReviewed,
  liesInItsMonth,
];

/** GitHub's index of commits to pull requests lags by tens of seconds; after this long, silence means there is none. */
const INDEX_LAG: Seconds = 600;

function hasPullRequest({ evidence }: Case): Objection[] {
  if (evidence.pull !== null) return [];
  if (evidence.changedTooOften === true)
    return [
      denied('changed-too-often', `${evidence.path} was edited a hundred times and more; add a new file in its stead`),
    ];
  const waited = evidence.addedAt === null ? 0 : secondsBetween(evidence.addedAt, evidence.gathered);
  return waited > INDEX_LAG
    ? [
        denied(
          'no-pull-request',
          `${evidence.path} came to ${evidence.repository.defaultBranch} without a pull request`,
        ),
      ]
    : [pending('pull-request-unknown', `GitHub does not say yet which pull request added ${evidence.path}`)];
}

function isOfThisRepository({ evidence: { pull, repository } }: Case): Objection[] {
  if (pull === null) return [];
  const objections: Objection[] = [];
  if (pull.head.repository === null || pull.head.repository !== repository.id)
    objections.push(
      denied('fork', 'the pull request comes from another repository; open it from a branch of this one'),
    );
  if (pull.base !== repository.defaultBranch)
    objections.push(denied('base-branch', `the pull request goes to ${pull.base}, not to ${repository.defaultBranch}`));
  return objections;
}

function isMergedOrOpen({ evidence: { pull } }: Case): Objection[] {
  if (pull === null || pull.state === 'open') return [];
  if (pull.state === 'closed') return [denied('not-merged', `pull request #${pull.number} was closed without a merge`)];
  return pull.merge === null || pull.mergedAt === null
    ? [pending('merge-unknown', `GitHub does not say which commit merged #${pull.number}`)]
    : [];
}

function addsOneFile({ evidence: { pull, path } }: Case): Objection[] {
  if (pull === null) return [];
  if (pull.changedFiles !== 1)
    return [
      denied(
        'not-one-file',
        `a request is one added file and nothing else; #${pull.number} changes ${pull.changedFiles} files`,
      ),
    ];
  const [file] = pull.files;
  if (file === undefined || pull.files.length !== 1)
    return [
      pending('files-unknown', `GitHub counts one changed file in #${pull.number} and lists ${pull.files.length}`),
    ];
  return file.change === 'ADDED' && file.path === path
    ? []
    : [denied('not-added', `a request is an added file; #${pull.number} has ${file.path} as ${file.change}`)];
}

/** GitHub lists 250 commits of a pull request at most; what is beyond could be anybody's. */
const MOST_COMMITS = 249;

function hasFewCommits({ evidence: { pull } }: Case): Objection[] {
  return pull !== null && pull.commitCount > MOST_COMMITS
    ? [
        denied(
          'too-many-commits',
          `#${pull.number} has ${pull.commitCount} commits, more than GitHub lists; one is enough`,
        ),
      ]
    : [];
}

function isAPlainFile({ evidence: { pull, path } }: Case): Objection[] {
  const file = pull?.head.file;
  if (file === null) return [denied('file-missing', `${path} is not in the pull request's head commit`)];
  return file === undefined || file.mode === '100644'
    ? []
    : [denied('file-mode', `${path} has mode ${file.mode}; a request is a plain file, 100644`)];
}

function wasNotThereBefore({ evidence: { pull, path } }: Case): Objection[] {
  return pull?.merge?.parents[0]?.file
    ? [
        denied(
          'file-existed',
          `${path} was there before #${pull.number}; editing a merged request never grants anything`,
        ),
      ]
    : [];
}

/** A name is used once: the ledger knows a request by its path until its pull request is known. */
function hasANewName({ evidence: { pathUsedBefore, path } }: Case): Objection[] {
  return pathUsedBefore === undefined
    ? []
    : [denied('path-used', `${path} named another request before, which was removed; give this one a new name`)];
}

function isMergedTheRightWay({ evidence: { pull } }: Case): Objection[] {
  const merge = pull?.merge;
  if (pull === null || merge === undefined || merge === null || mergeMethod(pull, merge) !== 'other') return [];
  return [
    denied(
      'merge-method',
      `#${pull.number} was not merged by merge or squash on GitHub; a rebase or a push leaves other commits than were approved`,
    ),
  ];
}

function isOnTheMainline({ evidence: { pull, repository } }: Case): Objection[] {
  const merge = pull?.merge;
  if (pull === null || merge === undefined || merge === null || merge.onMainline === true) return [];
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

/** The bytes that were approved are the bytes that merged and the bytes that stand now. */
function standsAsReviewed({ evidence: { pull, file, path } }: Case): Objection[] {
  if (pull === null || pull.merge === null) return [];
  const blobs = [pull.head.file?.blob, pull.merge.file?.blob, file?.blob];
  return new Set(blobs).size === 1 && blobs[0] !== undefined
    ? []
    : [
        denied(
          'bytes-changed',
          `${path} is not the same at the approved commit, at the merge and on the default branch`,
        ),
      ];
}

/** The folder names the month, so that no run needs to look through the years. A month's slack for the turn of a month. */
function liesInItsMonth({ evidence: { pull, path } }: Case): Objection[] {
  const month = /^requests\/(\d{4})\/(\d{2})\//.exec(path);
  const at = pull?.mergedAt ?? pull?.createdAt;
  if (month === null || at === undefined) return [];
  const months = Number(month[1]) * 12 + Number(month[2]) - (Number(at.slice(0, 4)) * 12 + Number(at.slice(5, 7)));
  return Math.abs(months) <= 1
    ? []
    : [
        denied(
          'path-month',
          `${path} is filed under another month; move it to requests/${at.slice(0, 4)}/${at.slice(5, 7)}/`,
        ),
      ];
}

/**
 * A merge commit has the approved head as its second parent. A squash has one parent and is signed by GitHub, which a
 * rebase merge is not: https://docs.github.com/en/authentication/managing-commit-signature-verification.
 */
function mergeMethod(pull: PullFact, merge: MergeFact): 'merge' | 'squash' | 'other' {
  if (!merge.signedByGitHub) return 'other';
  if (merge.parents.length === 2 && merge.parents[1]?.sha === pull.head.sha) return 'merge';
  return merge.parents.length === 1 ? 'squash' : 'other';
}
