import type { FileFact, PeopleFacts, PullFact, RepositoryFact } from '../decision/evidence.ts';
import type { Reason } from '../decision/rule.ts';
import type { Instant } from '../time.ts';

/**
 * The facts behind the verdict on one change of documents under `policies/`, as one plain value. A change is one commit
 * of the default branch's first-parent line. `null` always means *not known*, except where a comment says otherwise.
 */
export interface ChangeEvidence extends PeopleFacts {
  readonly repository: RepositoryFact;
  readonly commit: string;
  /** GitHub's time for a merge. For a push, the pusher chose it. */
  readonly at: Instant;
  /** The documents that the commit changed. */
  readonly documents: readonly ChangedDocument[];
  /** Its pull request, without facts about one file; here `null` is a known fact: GitHub names none. */
  readonly pull: PullFact | null;
  /** Other changes of documents with the same head commit: a signature proves one change. */
  readonly headUsedBy: readonly number[];
  /** Every quarantine on record when the change was judged. Absent in evidence from before they counted. */
  readonly quarantines?: readonly QuarantineTerm[];
  /** The blob of the organization that was accepted last before the change. It decides who approves. */
  readonly organization: string;
  /** Texts by blob id: that organization, and `policies/organization.yaml` after the change. */
  readonly texts: Readonly<Record<string, string>>;
  /** Present if no key signs the ledger. Every run then judges every change again. */
  readonly judgedEachTime?: true;
  /** The time of GitHub's last answer, by GitHub's clock. */
  readonly gathered: Instant;
}

/** One person's quarantine, with the time in which it was in force. */
export interface QuarantineTerm {
  /** The `seq` of its record. */
  readonly record: number;
  readonly ids: readonly number[];
  readonly since: Instant;
  /** The time of the accepted organization that released the person; `null` while the quarantine is in force. */
  readonly until: Instant | null;
}

/** One document of a change. In the place of a blob, `null` means that the document does not exist there. */
export interface ChangedDocument {
  readonly path: string;
  /** The version that was accepted last before the change. */
  readonly accepted: string | null;
  readonly before: string | null;
  readonly after: string | null;
  /** The file at the head of the pull request. */
  readonly head: FileFact | null;
  /**
   * Numeric ids of everybody who made the changes since the accepted version, without this one. A `null` within is a
   * person whom GitHub does not name.
   */
  readonly contributors: readonly (number | null)[];
}

/** The verdict on one document of a change. */
export interface DocumentVerdict {
  readonly path: string;
  /** The document's blob after the change; `null` if the change removed it. */
  readonly blob: string | null;
  /** `pending`: a fact could not be read, so the next run judges the change again. A record never says so. */
  readonly verdict: 'accepted' | 'not accepted' | 'pending';
  readonly reasons: readonly Reason[];
  /** On `not accepted`: everybody who made the changes since the accepted version, as in `ChangedDocument`. */
  readonly contributors?: readonly (number | null)[];
}

/** A judged change, as the ledger keeps it. */
export interface RecordedChange {
  readonly commit: string;
  readonly at: Instant;
  readonly documents: readonly DocumentVerdict[];
  /** Logins of the people whose approvals counted. */
  readonly approvedBy: readonly string[];
  readonly evidence: ChangeEvidence;
}
