/*
 * The ledger's facts about quarantines. They can only withhold access, never authorise it. `quarantined` is in force until
 * the organization document releases it. `released` only records that a run saw this release.
 */

export const QUARANTINE_KINDS = ['quarantined', 'released', 'deny-policies'] as const;
export type QuarantineKind = (typeof QUARANTINE_KINDS)[number];

export interface QuarantineFact {
  /** Numeric ids of the person's known accounts. */
  readonly ids: readonly number[];
  /** The login in the organization document at that time. `null` if the person was not listed. */
  readonly login: string | null;
  /** IAM members that received the person's access, or would receive it. */
  readonly principals: readonly string[];
  /** The run's actor, or the user of the command line. */
  readonly by: string;
  readonly why: string;
}

export interface ReleaseFact {
  /** The `seq` of the record of the quarantine. */
  readonly record: number;
  readonly why: string;
}

export interface DenyFact {
  /** The `seq` of the record of the quarantine. */
  readonly record: number;
  readonly policies: readonly DenyOutcome[];
}

/** The outcome of one deny policy on one project, folder or organization. */
export interface DenyOutcome {
  readonly resource: string;
  /** The policy's id there. */
  readonly policy: string;
  readonly is: 'placed' | 'not placed' | 'removed' | 'not removed';
  /** The reason of a failure. Absent for a success. */
  readonly sentence?: string;
}
