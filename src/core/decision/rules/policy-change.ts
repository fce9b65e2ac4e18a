import { ballotOf, judgeBallot, type ApprovalJudgement } from '../approval.ts';
import { denied, pending, type Objection } from '../rule.ts';
import type { PeopleFacts, PullFact, RepositoryFact } from '../evidence.ts';
import type { Organization } from '../../documents/organization.ts';
import { PASSAGE_RULES } from './passage.ts';
import { requesterIsAPerson } from './people.ts';
import { unproven } from './proof.ts';
import { registeredKeys, KEY_RULES } from './security-key.ts';

/** A change of a document under `policies/`, with the facts that decide if it counts. */
export interface ChangeCase {
  readonly repository: RepositoryFact;
  /** Its pull request, with the document as the file. */
  readonly pull: PullFact;
  readonly path: string;
  /** The document's blob after the change; `null` if the change removed it. */
  readonly blob: string | null;
  /** The organization that was valid just before. */
  readonly organization: Organization;
  readonly facts: PeopleFacts;
  /** Numeric ids of everybody who made earlier changes that this one stands on and that were not accepted. */
  readonly contributors: readonly number[];
  /** Numeric ids of people who may not approve, because they were in quarantine. */
  readonly quarantined?: readonly number[];
  /** Other changes with the same head commit: a signature proves one change. */
  readonly headUsedBy: readonly number[];
}

/** A condition on a change, besides those on its pull request. */
export interface ChangeRule {
  readonly id: string;
  readonly asks: string;
  readonly judge: (subject: ChangeCase) => readonly Objection[];
}

export const CHANGE_RULES: readonly ChangeRule[] = [
  { id: 'in-force', asks: 'its pull request is merged', judge: isMerged },
  { id: 'policies-alone', asks: 'it changes only documents under policies/', judge: touchesPoliciesAlone },
  { id: 'same-bytes', asks: 'the approved, the merged and the resulting bytes are the same', judge: leftTheseBytes },
  { id: 'author-a-person', asks: 'a person opened it', judge: ({ pull }) => requesterIsAPerson(pull) },
  { id: 'author-proven', asks: 'its author has a second factor, if the organization demands one', judge: isProven },
  {
    id: 'approved',
    asks: 'the people that the organization names approved it',
    judge: (subject) => approvalOfChange(subject).objections,
  },
];

/** Returns every objection to a change. */
export function objectionsToChange(subject: ChangeCase): readonly Objection[] {
  const { repository, blob, pull, path } = subject;
  const signing = signingOf(subject);
  return [
    ...PASSAGE_RULES.flatMap(({ id, judge }) =>
      // No commit holds a removed document.
      id === 'plain-file' && blob === null ? [] : judge({ repository, pull, path }),
    ),
    ...CHANGE_RULES.flatMap(({ judge }) => judge(subject)),
    ...(signing === undefined ? [] : KEY_RULES.flatMap(({ judge }) => judge(signing))),
  ];
}

/** Judges the approvals of a change, by the organization that was valid just before. */
export function approvalOfChange({
  pull,
  organization,
  facts,
  contributors,
  quarantined = [],
}: ChangeCase): ApprovalJudgement {
  return judgeBallot({
    ...ballotOf(pull, [organization], facts, { contributors, quarantined }),
    of: 'a change of policies',
    entries: organization.policyChanges,
    proof: organization.proof,
    offeredAt: () => true,
    oldest: undefined,
  });
}

/** An open pull request has changed nothing yet. */
function isMerged({ pull }: ChangeCase): readonly Objection[] {
  return pull.state === 'open' ? [denied('change-open', `#${pull.number} is still open`)] : [];
}

/** Approvers of a change of policies must not have to look for other changes in it. */
function touchesPoliciesAlone({ pull, path }: ChangeCase): readonly Objection[] {
  const other = pull.files.find((file) => !file.path.startsWith('policies/'));
  if (other !== undefined)
    return [
      denied(
        'change-mixed',
        `#${pull.number} changes ${other.path} too; change policies in a pull request of their own`,
      ),
    ];
  if (pull.files.length !== pull.changedFiles)
    return [
      pending(
        'files-unknown',
        `GitHub counts ${pull.changedFiles} changed files in #${pull.number} and lists ${pull.files.length}`,
      ),
    ];
  return pull.files.some((file) => file.path === path)
    ? []
    : [denied('change-unlisted', `#${pull.number} does not list ${path} as changed`)];
}

function leftTheseBytes({ pull: { head, merge }, blob, path }: ChangeCase): readonly Objection[] {
  const left = [head.file?.blob ?? null, merge === null ? blob : (merge.file?.blob ?? null)];
  return left.every((bytes) => bytes === blob)
    ? []
    : [
        denied(
          'change-bytes-differ',
          `the approved, the merged and the resulting bytes of ${path} differ; change it again on an updated branch`,
        ),
      ];
}

/** The organization's `proof` applies to its own changes too. */
function isProven({ pull: { author }, organization, facts }: ChangeCase): readonly Objection[] {
  const id = author?.id ?? null;
  const objection = id === null ? undefined : unproven(id, organization.proof, facts);
  return objection === undefined ? [] : [{ ...objection, sentence: `${author?.login ?? ''}: ${objection.sentence}` }];
}

/** Returns the signature to judge, if the organization demands one. */
function signingOf({ pull, headUsedBy, organization }: ChangeCase) {
  if (organization.proof !== 'security-key' || pull.author?.id == null) return undefined;
  return {
    pull,
    keys: registeredKeys(pull.author.id, [organization]),
    requireUserVerification: organization.userVerification === true,
    usedBy: headUsedBy,
  };
}
