import { denied, pending, pullRule, type RuleInput, type Objection, type Rule } from '../rule.ts';
import type { PullFact } from '../evidence.ts';
import { PASSAGE_RULES } from './passage.ts';
import { secondsBetween, type Seconds } from '../../time.ts';

/** How the request came to the default branch: by one pull request that added exactly this file, once. */
export const mergeRules: readonly Rule[] = [
  { id: 'pull-request', asks: 'a pull request added the file', judge: hasPullRequest },
  ...PASSAGE_RULES.map(({ id, asks, judge }) =>
    pullRule(id, asks, (pull, { evidence: { repository, path } }) => judge({ repository, pull, path })),
  ),
  pullRule('one-file', 'the pull request adds this file and touches nothing else', addsOneFile),
  pullRule('new-file', 'the file was not there before the merge', wasNotThereBefore),
  {
    id: 'new-name',
    asks: 'no earlier request had this path',
    judge: hasANewName,
  },
  pullRule('same-bytes', 'what was approved, what merged and what stands now are the same bytes', standsAsReviewed),
  pullRule('month', 'the path names the month of the merge', liesInItsMonth),
];

/** GitHub's index of commits to pull requests lags by tens of seconds; after this long, silence means there is none. */
export const INDEX_LAG: Seconds = 600;

function hasPullRequest({ evidence }: RuleInput): Objection[] {
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

function addsOneFile(pull: PullFact, { evidence: { path } }: RuleInput): Objection[] {
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

function wasNotThereBefore(pull: PullFact, { evidence: { path } }: RuleInput): Objection[] {
  return pull.merge?.parents[0]?.file
    ? [
        denied(
          'file-existed',
          `${path} was there before #${pull.number}; editing a merged request never grants anything`,
        ),
      ]
    : [];
}

/** A name is used once: the ledger knows a request by its path until its pull request is known. */
function hasANewName({ evidence: { pathUsedBefore, path } }: RuleInput): Objection[] {
  return pathUsedBefore === undefined
    ? []
    : [denied('path-used', `${path} named another request before, which was removed; give this one a new name`)];
}

function standsAsReviewed(pull: PullFact, { evidence: { file, path } }: RuleInput): Objection[] {
  if (pull.merge === null) return [];
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
function liesInItsMonth(pull: PullFact, { evidence: { path } }: RuleInput): Objection[] {
  const month = /^requests\/(\d{4})\/(\d{2})\//.exec(path);
  const at = pull.mergedAt ?? pull.createdAt;
  if (month === null) return [];
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
