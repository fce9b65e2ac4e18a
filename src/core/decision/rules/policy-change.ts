import { ballotOf, judgeBallot } from '../approval.ts';
import type { Objection } from '../rule.ts';
import type { DocumentChange, Evidence, PullFact } from '../evidence.ts';
import type { Organization } from '../../documents/organization.ts';
import { PASSAGE_RULES } from './passage.ts';
import { requesterIsAPerson } from './people.ts';
import { unproven } from './proof.ts';
import { registeredKeys, KEY_RULES } from './security-key.ts';

/** A change of a document under `policies/`, with the facts that decide if it counts. */
export interface ChangeCase {
  readonly change: DocumentChange;
  readonly pull: PullFact;
  /** Changes of the same document before it. */
  readonly earlier: readonly DocumentChange[];
  readonly path: string;
  /** The organization that was valid just before. */
  readonly organization: Organization;
  readonly evidence: Evidence;
}

/** A condition on a change, besides those on its pull request. Its objection becomes a sentence about the document. */
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
  { id: 'approved', asks: 'the people that the organization names approved it', judge: isApproved },
];

/** Returns every objection to a change. */
export function objectionsToChange(subject: ChangeCase): readonly Objection[] {
  const { change, pull, path, evidence } = subject;
  const signing = signingOf(subject);
  return [
    ...PASSAGE_RULES.flatMap(({ id, judge }) =>
      // No commit holds a removed document.
      id === 'plain-file' && change.blob === null ? [] : judge({ repository: evidence.repository, pull, path }),
    ),
    ...CHANGE_RULES.flatMap(({ judge }) => judge(subject)),
    ...(signing === undefined ? [] : KEY_RULES.flatMap(({ judge }) => judge(signing))),
  ];
}

/** An objection to a change has no public code: the reason about the document quotes its sentence. */
function against(sentence: string): Objection {
  return { weight: 'denied', code: 'change', sentence };
}

/** An open pull request has changed nothing yet. */
function isMerged({ pull }: ChangeCase): readonly Objection[] {
  return pull.state === 'open' ? [against(`#${pull.number} is still open`)] : [];
}

/** Approvers of a change of policies must not have to look for other changes in it. */
function touchesPoliciesAlone({ pull, path }: ChangeCase): readonly Objection[] {
  const other = pull.files.find((file) => !file.path.startsWith('policies/'));
  if (other !== undefined)
    return [against(`#${pull.number} changes ${other.path} too; change policies in a pull request of their own`)];
  if (pull.files.length !== pull.changedFiles)
    return [
      {
        ...against(
          `GitHub counts ${pull.changedFiles} changed files in #${pull.number} and lists ${pull.files.length}`,
        ),
        weight: 'pending',
      },
    ];
  return pull.files.some((file) => file.path === path)
    ? []
    : [against(`#${pull.number} does not list ${path} as changed`)];
}

function leftTheseBytes({ pull: { head, merge }, change: { blob }, path }: ChangeCase): readonly Objection[] {
  const left = [head.file?.blob ?? null, merge === null ? blob : (merge.file?.blob ?? null)];
  return left.every((bytes) => bytes === blob)
    ? []
    : [against(`the approved, the merged and the resulting bytes of ${path} are not the same`)];
}

/** The organization's `proof` applies to its own changes too. */
function isProven({ pull: { author }, organization, evidence }: ChangeCase): readonly Objection[] {
  const id = author?.id ?? null;
  const objection = id === null ? undefined : unproven(id, organization.proof, evidence);
  return objection === undefined ? [] : [{ ...objection, sentence: `${author?.login ?? ''}: ${objection.sentence}` }];
}

function isApproved({ pull, organization, evidence }: ChangeCase): readonly Objection[] {
  return judgeBallot({
    ...ballotOf(pull, [organization], evidence, []),
    of: 'changes of policies',
    entries: organization.policyChanges,
    proof: organization.proof,
  }).objections;
}

/** Returns the signature to judge, if the organization demands one. */
function signingOf({ pull, earlier, organization }: ChangeCase) {
  if (organization.proof !== 'security-key' || pull.author?.id == null) return undefined;
  return {
    pull,
    keys: registeredKeys(pull.author.id, [organization]),
    requireUserVerification: organization.userVerification === true,
    // The same head changes the same documents, so an earlier use is in this document's history.
    usedBy: earlier.flatMap(({ pull: other }) =>
      other !== null && other.number !== pull.number && other.head.sha === pull.head.sha ? [other.number] : [],
    ),
  };
}
