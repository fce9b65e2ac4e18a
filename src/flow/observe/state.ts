import type { RecordedChange } from '../../core/acceptance/change.ts';
import type { Judged } from '../../core/decision/decision.ts';
import type { Organization } from '../../core/documents/organization.ts';
import type { PolicySet } from '../../core/documents/policy-set.ts';
import type { Owner } from '../../core/grant/grant.ts';
import type { Message } from '../../core/message.ts';
import type { DesiredGrant } from '../../core/plan/phase.ts';
import type { Instant } from '../../core/time.ts';
import type { AnchorComparison } from '../ledger/anchors.ts';
import type { OpenLedger } from '../ledger/open.ts';
import type { OrganizationInForce } from './organization-in-force.ts';

/** The state of GitHub and of the ledger, before a run reads IAM. */
export interface ObservedState {
  /** Marks our bindings; `undefined` if the installation or the repository is unknown. */
  readonly owner: Owner | undefined;
  readonly repositoryName: string;
  /** The commit of the default branch at which everything was read; `undefined` if GitHub was unreadable. */
  readonly head: string | undefined;
  /** GitHub's clock. */
  readonly now: Instant | undefined;
  /** The organization that was accepted last. It names places and people outside decisions. */
  readonly organization: Organization | undefined;
  /** The same, with the reason why the document at the head is not in force. */
  readonly inForce: OrganizationInForce;
  /** The organization at the head, accepted or not; `undefined` if it does not parse. */
  readonly atHead: Organization | undefined;
  /** Verdicts of this run on changes of documents. They go on record before a grant rests on them. */
  readonly changes: readonly RecordedChange[];
  readonly policies: PolicySet['policies'];
  /** Every resource whose IAM policy this run reads. */
  readonly resources: readonly string[];
  /** Roles whose bindings are reported although they are not ours. */
  readonly roles: ReadonlySet<string>;
  /** Every grant that should exist, has ended, or is unknown; by pull request. */
  readonly desired: readonly DesiredGrant[];
  /** The reason why pull requests without a desired grant are unknown. Absent: such a pull request has no grant. */
  readonly whyOthersUnknown?: string;
  /** `undefined`: the ledger was unreadable. */
  readonly ledger: OpenLedger | undefined;
  readonly anchors: AnchorComparison;
  /** Decisions of this run, on requests without a decision on record. */
  readonly judged: readonly Judged[];
  /** Every reason why this run grants nothing. Empty: the run may grant. */
  readonly blocked: readonly Message[];
  /** All other messages. */
  readonly messages: readonly Message[];
}
