import { ballotOf, judgeBallot } from '../approval.ts';
import type { Objection } from '../rule.ts';
import type { DocumentChange, Evidence, PullFact } from '../evidence.ts';
import type { Organization } from '../../documents/organization.ts';
import { PASSAGE_RULES } from './passage.ts';
import { requesterIsAPerson } from './people.ts';
import { unproven } from './proof.ts';
import { registeredKeys, KEY_RULES } from './security-key.ts';

/** A change of a document under `policies/`, with what it is judged by. */
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

/** What must hold of a change besides the way it came; what speaks against it is told in a sentence about the document. */
export interface ChangeRule {
  readonly id: string;
  readonly asks: string;
  readonly judge: (subject: ChangeCase) => readonly Objection[];
}

export const CHANGE_RULES: readonly ChangeRule[] = [
  { id: 'in-force', asks: 'its pull request is not open any more', judge: isMerged },
  { id: 'policies-alone', asks: 'it touches documents under policies/ alone', judge: touchesPoliciesAlone },
  { id: 'same-bytes', asks: 'what was approved, merged and left are the same bytes', judge: leftTheseBytes },
  { id: 'author-a-person', asks: 'a person opened it', judge: ({ pull }) => requesterIsAPerson(pull) },
  { id: 'author-proven', asks: 'who opened it has a second factor, if the organization asks for one', judge: isProven },
  { id: 'approved', asks: 'the people the organization names approved it', judge: isApproved },
];

/** All that speaks against a change. */
export function objectionsToChange(subject: ChangeCase): readonly Objection[] {
  const { change, pull, path, evidence } = subject;
  const signing = signingOf(subject);
  return [
    ...PASSAGE_RULES.flatMap(({ id, judge }) =>
      // A document that was removed is in no commit any more.
      id === 'plain-file' && change.blob === null ? [] : judge({ repository: evidence.repository, pull, path }),
    ),
    ...CHANGE_RULES.flatMap(({ judge }) => judge(subject)),
    ...(signing === undefined ? [] : KEY_RULES.flatMap(({ judge }) => judge(signing))),
  ];
}

/** What speaks against a change has no code of its own: it is told in the sentence about the document. */
function against(sentence: string): Objection {
  return { weight: 'denied', code: 'change', sentence };
}

/** An open pull request has changed nothing yet. */
function isMerged({ pull }: ChangeCase): readonly Objection[] {
  return pull.state === 'open' ? [against(`#${pull.number} is open`)] : [];
}

/** Whoever approves a change of policies must not have to look for what else is in it. */
function touchesPoliciesAlone({ pull, path }: ChangeCase): readonly Objection[] {
  const other = pull.files.find((file) => !file.path.startsWith('policies/'));
  if (other !== undefined)
    return [against(`it touches ${other.path} too; change policies in a pull request of their own`)];
  if (pull.files.length !== pull.changedFiles)
    return [
      {
        ...against(`GitHub counts ${pull.changedFiles} changed files and lists ${pull.files.length}`),
        weight: 'pending',
      },
    ];
  return pull.files.some((file) => file.path === path) ? [] : [against(`it does not list ${path} as changed`)];
}

function leftTheseBytes({ pull: { head, merge }, change: { blob } }: ChangeCase): readonly Objection[] {
  const left = [head.file?.blob ?? null, merge === null ? blob : (merge.file?.blob ?? null)];
  return left.every((bytes) => bytes === blob)
    ? []
    : [against('what was approved, what merged and what it left are not the same bytes')];
}

/** The organization's floor, which it asks of its own changes too. */
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

/** The signature to judge, where the organization asks for one. */
function signingOf({ pull, earlier, organization }: ChangeCase) {
  if (organization.proof !== 'security-key' || pull.author?.id == null) return undefined;
  return {
    pull,
    keys: registeredKeys(pull.author.id, [organization]),
    requireUserVerification: organization.userVerification === true,
    // The same head changes the same documents: whoever used it before did so in this one's history.
    usedBy: earlier.flatMap(({ pull: other }) =>
      other !== null && other.number !== pull.number && other.head.sha === pull.head.sha ? [other.number] : [],
    ),
  };
}
