import type { VerifierKey } from '../ledger/note.ts';
import type { SecurityKey } from '../signature/public-key.ts';
import type { Seconds } from '../time.ts';
import type { ApprovalRule, Party, Proof } from './policy.ts';

/** A person: one numeric GitHub id, any further GitHub accounts, and one Google principal. */
export interface Person {
  readonly login: string;
  readonly id: number;
  /** Other GitHub accounts of the same person. */
  readonly otherIds: readonly number[];
  /** An IAM member: `user:alice@acme.example`. Absent if it comes from single sign-on, and only then. */
  readonly principal?: string;
  /** The keys that sign for this person. Keys of the GitHub account do not count. */
  readonly securityKeys: readonly SecurityKey[];
}

/** The settings for every policy. */
export interface Organization {
  /** Marks our bindings: `pullcord/<installation>/<pull number>`. */
  readonly installation: string;
  readonly people: readonly Person[];
  /** Teams by number. Absent if none is pinned: every team then counts by its slug. */
  readonly teams?: readonly PinnedTeam[];
  readonly maxDuration: Seconds;
  /** Roles that no policy may grant, in addition to the basic roles. */
  readonly neverGrant: readonly string[];
  /** Roles that can set IAM policies or mint credentials, and that policies may still grant. */
  readonly grantAlthoughPowerful: readonly string[];
  /** The minimum proof of every policy, except for `none` if `allowUnproven`. */
  readonly proof: Proof;
  /** True if a signature by a security key must always include a PIN or fingerprint. */
  readonly userVerification?: true;
  /** The source of a requester's principal: the person's entry, or SAML single sign-on. */
  readonly identity: 'people' | 'saml';
  readonly allowUnproven: boolean;
  readonly policyChanges: readonly ApprovalRule[];
  /** The age at the merge over which an approval of a request has expired. The default: `DEFAULT_APPROVAL_AGE`. */
  readonly approvalMaxAge?: Seconds;
  /** The people that an overdue break-glass review is reported to. The default: the people that approve policy changes. */
  readonly security: readonly Party[];
  /** The log outside GitHub. Absent if none is configured. */
  readonly log?: { readonly project: string; readonly name: string };
  /** The keys and anchors of the ledger. Absent if the ledger is unsigned. */
  readonly ledger?: LedgerKeeping;
  readonly quarantine?: {
    /** Parties that may quarantine people. The default: `security`. */
    readonly by?: readonly Party[];
    /** Permissions that a deny policy denies to people in quarantine. The default: `DENIED_UNLESS_TOLD`. */
    readonly deny?: readonly string[];
    /** The project of each bucket. */
    readonly buckets?: readonly BucketHome[];
  };
  /** The quarantines that are lifted. Only an entry here lifts one. */
  readonly released?: readonly Release[];
  /** Requirements on the repository's own rules. The default: `STRICTEST`. */
  readonly require?: Require;
}

/** A day. A request asks for access now, so an older approval was for something else. */
export const DEFAULT_APPROVAL_AGE: Seconds = 86_400;

/** Returns the parties that may quarantine people. */
export function quarantinersOf({ quarantine, security }: Organization): readonly Party[] {
  return quarantine?.by ?? security;
}

/** A team whose number identifies it. GitHub gives the slug of a renamed or deleted team to any other team. */
export interface PinnedTeam {
  readonly slug: string;
  readonly id: number;
}

/** The project of a bucket, which its name does not show. */
export interface BucketHome {
  readonly bucket: string;
  readonly project: string;
}

/** The entry that lifts one quarantine. */
export interface Release {
  /** A login, or `id:<number>`. */
  readonly person: string;
  /** The `seq` of the quarantine's record. */
  readonly record: number;
  readonly why: string;
}

/**
 * Requirements on the repository's own rules, which every run checks before it grants. The active rules of a branch show
 * each of them. Every token with read access to the repository can read those rules.
 */
export interface Require {
  /** The default branch changes by pull request only. */
  readonly pullRequestsOnly: boolean;
  /** Code owners review every change of a file they own. */
  readonly codeOwnerReview: boolean;
  /** Nobody can force-push or delete the default branch. */
  readonly noForcePush: boolean;
  /** Only actors with a bypass can update the branch `audit`, and nobody can rewrite or delete it. */
  readonly protectedLedger: boolean;
}

/** The requirements of an organization without `require`. */
export const STRICTEST: Require = {
  pullRequestsOnly: true,
  codeOwnerReview: true,
  noForcePush: true,
  protectedLedger: true,
};

export interface LedgerKeeping {
  readonly keys: readonly VerifierKey[];
  /** Key versions in Cloud KMS that sign. Empty if the key in the run's settings signs. */
  readonly kms: readonly string[];
  /** The bucket that keeps checkpoints, in addition to the log. */
  readonly bucket?: string;
  /** True if runs grant nothing while anchors cannot be compared. */
  readonly anchorsRequired: boolean;
}
