/*
 * What the ledger keeps of quarantines. It may withhold, never authorise: `quarantined` holds until the organization's
 * document releases it, and `released` only says that somebody saw it do so.
 */

export const QUARANTINE_KINDS = ['quarantined', 'released', 'deny-policies'] as const;
export type QuarantineKind = (typeof QUARANTINE_KINDS)[number];

export interface QuarantineFact {
  /** Numeric ids of every account of the person that was known. */
  readonly ids: readonly number[];
  /** As the organization named them then; `null`: it does not know them. */
  readonly login: string | null;
  /** IAM members the person's access was given to, or would be. */
  readonly principals: readonly string[];
  /** The run's actor, or whoever's command line it was. */
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

/** What became of one deny policy on one project, folder or organization. */
export interface DenyOutcome {
  readonly resource: string;
  /** The policy's id there. */
  readonly policy: string;
  readonly is: 'placed' | 'not placed' | 'removed' | 'not removed';
  /** Why not; absent where it was done. */
  readonly sentence?: string;
}
