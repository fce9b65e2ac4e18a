import type { VerifierKey } from '../ledger/note.ts';
import type { SecurityKey } from '../signature/public-key.ts';
import type { Seconds } from '../time.ts';
import type { ApprovalRule, Party, Proof } from './policy.ts';

/** A person: one numeric GitHub id (and any further accounts), one Google principal. */
export interface Person {
  readonly login: string;
  readonly id: number;
  /** Other GitHub accounts of the same person. */
  readonly otherIds: readonly number[];
  /** An IAM member: `user:alice@acme.example`; absent exactly where single sign-on says it. */
  readonly principal?: string;
  /** The only keys whose signatures count as this person's, whatever the GitHub account lists. */
  readonly securityKeys: readonly SecurityKey[];
}

/** What holds for every policy. */
export interface Organization {
  /** Marks our bindings: `pullcord/<installation>/<pull number>`. */
  readonly installation: string;
  readonly people: readonly Person[];
  readonly maxDuration: Seconds;
  /** Roles no policy may hand out, besides those never grantable anyway. */
  readonly neverGrant: readonly string[];
  /** Roles that can set IAM policies or mint credentials, which policies may hand out all the same. */
  readonly grantAlthoughPowerful: readonly string[];
  /** The floor: no policy may ask for less, unless `allowUnproven`. */
  readonly proof: Proof;
  /** Whether a security key must always have asked for a PIN or a finger too. */
  readonly userVerification?: true;
  /** Where a requester's principal comes from: the person's entry, or SAML single sign-on. */
  readonly identity: 'people' | 'saml';
  readonly allowUnproven: boolean;
  readonly policyChanges: readonly ApprovalRule[];
  /** Who is told when the review of a broken glass is overdue: whoever approves changes to policies, unless told. */
  readonly security: readonly Party[];
  /** The log outside GitHub; absent: none is configured. */
  readonly log?: { readonly project: string; readonly name: string };
  /** Who signs the ledger; absent: it is not signed. */
  readonly ledger?: LedgerKeeping;
  readonly quarantine?: {
    /** Parties that may put somebody in quarantine; absent: `security`. */
    readonly by?: readonly Party[];
    /** Permissions a deny policy takes from people in quarantine; absent: `DENIED_UNLESS_TOLD`. */
    readonly deny?: readonly string[];
    /** The project each bucket is in. */
    readonly buckets?: readonly BucketHome[];
  };
  /** Quarantines that are lifted: the only thing that lifts one. Absent: none. */
  readonly released?: readonly Release[];
  /** What the repository's own rules must look like; absent: `STRICTEST`. */
  readonly require?: Require;
}

/** Parties that may put somebody in quarantine. */
export function quarantinersOf({ quarantine, security }: Organization): readonly Party[] {
  return quarantine?.by ?? security;
}

/** A bucket's name does not tell its project. */
export interface BucketHome {
  readonly bucket: string;
  readonly project: string;
}

/** One quarantine that is lifted. */
export interface Release {
  /** A login, or `id:<number>`. */
  readonly person: string;
  /** The `seq` of the record of the quarantine. */
  readonly record: number;
  readonly why: string;
}

/**
 * What every run holds the repository's own rules to before it grants. Each is told by the active rules of a branch,
 * which any token that reads the repository may see.
 */
export interface Require {
  /** The default branch changes by pull request only. */
  readonly pullRequestsOnly: boolean;
  /** Code owners review every change of a file they own. */
  readonly codeOwnerReview: boolean;
  /** The default branch can be neither force-pushed nor deleted. */
  readonly noForcePush: boolean;
  /** Only who may bypass its rules updates the branch `audit`, and nobody rewrites or deletes it. */
  readonly protectedLedger: boolean;
}

/** What holds where an organization says nothing. */
export const STRICTEST: Require = {
  pullRequestsOnly: true,
  codeOwnerReview: true,
  noForcePush: true,
  protectedLedger: true,
};

export interface LedgerKeeping {
  readonly keys: readonly VerifierKey[];
  /** Key versions in Cloud KMS that sign; empty: the key a run is given. */
  readonly kms: readonly string[];
  /** Where checkpoints are kept besides the log. */
  readonly bucket?: string;
  /** Whether nothing is granted while anchors cannot be compared. */
  readonly anchorsRequired: boolean;
}
