import { denied, pending, pullRule, type RuleInput, type Objection, type Rule } from '../rule.ts';
import type { PullFact } from '../evidence.ts';
import { PASSAGE_RULES } from './passage.ts';
import { secondsBetween, type Seconds } from '../../time.ts';

/** One pull request added exactly this file to the default branch, once. */
export const mergeRules: readonly Rule[] = [
  { id: 'pull-request', asks: 'a pull request added the file', judge: hasPullRequest },
  ...PASSAGE_RULES.map(({ id, asks, judge }) =>
    pullRule(id, asks, (pull, { evidence: { repository, path } }) => judge({ repository, pull, path })),
  ),
  pullRule('one-file', 'the pull request adds this file and changes no other', addsOneFile),
  pullRule('new-file', 'the file did not exist before the merge', wasNotThereBefore),
  {
    id: 'new-name',
    asks: 'no earlier request had this path',
    judge: hasANewName,
  },
  pullRule('same-bytes', 'the approved, the merged and the present bytes are the same', standsAsReviewed),
  pullRule('month', 'the path names the month of the merge', liesInItsMonth),
];

/** GitHub's index of commits to pull requests lags by tens of seconds. After this time, silence means that none exists. */
export const INDEX_LAG: Seconds = 600;

function hasPullRequest({ evidence }: RuleInput): Objection[] {
  if (evidence.pull !== null) return [];
  if (evidence.changedTooOften === true)
    return [denied('changed-too-often', `${evidence.path} was edited 2,000 times or more; add a new file`)];
  const waited = evidence.addedAt === null ? 0 : secondsBetween(evidence.addedAt, evidence.gathered);
  return waited > INDEX_LAG
    ? [
        denied(
          'no-pull-request',
          `${evidence.path} came to ${evidence.repository.defaultBranch} without a pull request`,
        ),
      ]
    : [pending('pull-request-unknown', `GitHub does not name the pull request that added ${evidence.path} yet`)];
}

function addsOneFile(pull: PullFact, { evidence: { path } }: RuleInput): Objection[] {
  if (pull.changedFiles !== 1)
    return [
      denied(
        'not-one-file',
        `#${pull.number} changes ${pull.changedFiles} files; a request is one added file and nothing else`,
      ),
    ];
  const [file] = pull.files;
  if (file === undefined || pull.files.length !== 1)
    return [
      pending('files-unknown', `GitHub counts one changed file in #${pull.number} and lists ${pull.files.length}`),
    ];
  return file.change === 'ADDED' && file.path === path
    ? []
    : [denied('not-added', `#${pull.number} has ${file.path} as ${file.change}; a request is one added file`)];
}

function wasNotThereBefore(pull: PullFact, { evidence: { path } }: RuleInput): Objection[] {
  return pull.merge?.parents[0]?.file
    ? [denied('file-existed', `${path} existed before #${pull.number}; an edit of a merged request grants nothing`)]
    : [];
}

/** A path serves one request: the ledger identifies a request by its path until its pull request is known. */
function hasANewName({ evidence: { pathUsedBefore, path } }: RuleInput): Objection[] {
  return pathUsedBefore === undefined
    ? []
    : [denied('path-used', `${path} was the path of an earlier request, which was removed; rename this file`)];
}

function standsAsReviewed(pull: PullFact, { evidence: { file, path } }: RuleInput): Objection[] {
  if (pull.merge === null) return [];
  const blobs = [pull.head.file?.blob, pull.merge.file?.blob, file?.blob];
  return new Set(blobs).size === 1 && blobs[0] !== undefined
    ? []
    : [
        denied(
          'bytes-changed',
          `${path} differs between the approved commit ${pull.head.sha.slice(0, 12)}, the merge and the default branch`,
        ),
      ];
}

/** The folder names the month, so that a run reads few folders. One month more or less is allowed, for turns of months. */
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
          `${path} lies in another month's folder; move it to requests/${at.slice(0, 4)}/${at.slice(5, 7)}/`,
        ),
      ];
}
