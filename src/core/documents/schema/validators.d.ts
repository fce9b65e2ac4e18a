// Generated from policies/schema/ by scripts/generate-validators.ts; do not edit.
import type { SchemaCheck } from '../schema.ts';

/** a length of time in hours and minutes */
type WrittenRequestDuration = string;

/** one request for access; the author of the pull request that adds the file receives the access */
export type WrittenRequest = {
  /** the policy to ask under: the name of a file in policies/, without .yaml */
  readonly policy: string;
  /** the duration of the access, in hours and minutes; the clock starts at the merge */
  readonly duration: WrittenRequestDuration;
  /** the reason for the access; approvers and auditors read it */
  readonly reason: string;
  /** the incident's number or address, without spaces */
  readonly incident?: string;
  /** true: the access starts without approval, and a review must follow within the policy's time */
  readonly breakGlass?: boolean;
};

export const request: SchemaCheck<WrittenRequest>;

/** roles on one resource */
type WrittenPolicyAccess = {
  /** a resource: projects/<id>, folders/<number>, organizations/<number>, buckets/<name>, or one in a project, such as projects/<id>/secrets/<name> */
  readonly resource: string;
  /** the IAM roles that the policy grants on the resource */
  readonly roles: readonly WrittenPolicyRole[];
  /** a narrowing of the access to some resources of the project */
  readonly only?: WrittenPolicyOnly;
};

/** a number of approvals and the people who may give them */
type WrittenPolicyApprovalRule = {
  /** teams and people whose approval counts */
  readonly from: WrittenPolicyParties;
  /** the number of different people who must approve */
  readonly count: number;
};

/** access without prior approval: its requesters, its longest duration, and its review */
type WrittenPolicyBreakGlass = {
  /** teams and people who may break glass */
  readonly requesters: WrittenPolicyParties;
  /** the longest access without prior approval, at most the policy's maxDuration */
  readonly maxDuration: WrittenPolicyDuration;
  /** uses of one person that may await their review at a time, over all policies */
  readonly unreviewed?: number;
  /** the reviewers of the access and the time until their review is overdue */
  readonly review: {
    /** teams and people; one of them must review */
    readonly from: WrittenPolicyParties;
    /** the time from the merge until the review is overdue */
    readonly within: WrittenPolicyDuration;
  };
};

/** a length of time in hours and minutes */
type WrittenPolicyDuration = string;

/** a field of the request document */
type WrittenPolicyField = 'policy' | 'duration' | 'reason' | 'incident' | 'breakGlass';

/** the system that keeps incidents, and the incidents that count */
type WrittenPolicyIncident = {
  /** the system that keeps incidents: github (an open issue) or pagerduty (an incident that is not resolved) */
  readonly from: 'github' | 'pagerduty';
  /** github: labels the issue must have, all of them */
  readonly labels?: readonly string[];
  /** github: the repository whose issues are incidents, <owner>/<name>; absent: the one with the requests */
  readonly repository?: string;
  /** pagerduty: ids of the services whose incidents count; absent: any */
  readonly services?: readonly string[];
  /** pagerduty: statuses of incidents that count; absent: triggered and acknowledged */
  readonly statuses?: readonly ('triggered' | 'acknowledged')[];
  /** the effect of an unreachable system: refuse (the request waits) or record (granted, with the incident recorded as unverified) */
  readonly unreachable?: 'refuse' | 'record';
};

/** a narrowing of the access; permissions that Google checks on the project, such as listing, are then not granted */
type WrittenPolicyOnly = {
  /** only resources whose full name starts with this text */
  readonly nameStartsWith?: string;
  /** only resources of this type: <service>/<Type> */
  readonly type?: string;
  /** only resources of this service */
  readonly service?: string;
};

/** a list of teams and people */
type WrittenPolicyParties = readonly WrittenPolicyParty[];

/** a team or a person: team:<slug> or user:<login> */
type WrittenPolicyParty = string;

/** an IAM role: roles/<name>, projects/<id>/roles/<name> or organizations/<number>/roles/<name> */
type WrittenPolicyRole = string;

/** a part of JSON Schema 2020-12 that the request document must satisfy besides its own schema */
type WrittenPolicyRule = {
  /** the purpose of the rule */
  readonly title?: string;
  /** a value that satisfies the rule; checks print it */
  readonly description?: string;
  /** the JSON type of the value */
  readonly type?: 'string' | 'boolean' | 'object';
  /** the only value allowed */
  readonly const?: string | boolean;
  /** the values allowed */
  readonly enum?: readonly (string | boolean)[];
  /** fields the request must have */
  readonly required?: readonly WrittenPolicyField[];
  /** a rule for each field named */
  readonly properties?: { readonly [key: string]: WrittenPolicyRule };
  /** a regular expression (RE2) found in the text; anchor it with ^ and $ */
  readonly pattern?: string;
  /** the least number of characters */
  readonly minLength?: number;
  /** the greatest number of characters */
  readonly maxLength?: number;
  /** rules that must all hold */
  readonly allOf?: readonly WrittenPolicyRule[];
  /** rules; at least one must hold */
  readonly anyOf?: readonly WrittenPolicyRule[];
  /** rules; exactly one must hold */
  readonly oneOf?: readonly WrittenPolicyRule[];
  /** a rule that must not hold */
  readonly not?: WrittenPolicyRule;
  /** a rule that selects `then` if it holds, and `else` if it does not */
  readonly if?: WrittenPolicyRule;
  /** a rule that must hold if `if` holds */
  readonly then?: WrittenPolicyRule;
  /** a rule that must hold if `if` does not hold */
  readonly else?: WrittenPolicyRule;
};

/** one access that people may request, and the approvals it needs; the file's name is the policy's name */
export type WrittenPolicy = {
  /** the purpose of the access, in a few words */
  readonly title: string;
  /** the environment that the access reaches, a short slug */
  readonly environment: string;
  /** the roles and resources that the policy grants; a requester cannot widen them */
  readonly access: readonly WrittenPolicyAccess[];
  /** teams and people who may request the access */
  readonly requesters: WrittenPolicyParties;
  /** the longest duration that a request may ask for */
  readonly maxDuration: WrittenPolicyDuration;
  /** the approvals that a request needs; each entry needs different people */
  readonly approval: readonly WrittenPolicyApprovalRule[];
  /** access without prior approval; absent: this policy does not offer it */
  readonly breakGlass?: WrittenPolicyBreakGlass;
  /** the open incident that a request must name; absent: no incident is looked up */
  readonly incident?: WrittenPolicyIncident;
  /** the proof of requester and approvers: account-2fa (two-factor authentication), security-key, or none if the organization allows it */
  readonly proof?: 'account-2fa' | 'security-key' | 'none';
  /** true: with proof: security-key, the key must ask for a PIN or a fingerprint too, not for a touch alone */
  readonly userVerification?: boolean;
  /** one machine identity that receives the access instead of the requester: serviceAccount:<name>@<project>.iam.gserviceaccount.com or principal://iam.googleapis.com/projects/<number>/locations/global/workloadIdentityPools/<pool>/subject/<subject> */
  readonly holder?: string;
  /** a JSON Schema (2020-12) that the request document must satisfy */
  readonly request?: WrittenPolicyRule;
};

export const policy: SchemaCheck<WrittenPolicy>;

/** the account's number at GitHub, which does not change with the login */
type WrittenOrganizationAccountId = number;

/** a number of approvals and the people who may give them */
type WrittenOrganizationApprovalRule = {
  /** teams and people whose approval counts */
  readonly from: WrittenOrganizationParties;
  /** the number of different people who must approve */
  readonly count: number;
};

/** a permission as deny policies name it: SERVICE_FQDN/RESOURCE.ACTION */
type WrittenOrganizationDeniable = string;

/** a length of time in hours and minutes */
type WrittenOrganizationDuration = string;

/** a key version in Cloud KMS */
type WrittenOrganizationKmsKeyVersion = string;

/** a list of teams and people */
type WrittenOrganizationParties = readonly WrittenOrganizationParty[];

/** a team or a person: team:<slug> or user:<login> */
type WrittenOrganizationParty = string;

/** one team of the GitHub organization */
type WrittenOrganizationPinnedTeam = {
  /** the name in documents, after team: */
  readonly slug: string;
  /** the team's number: gh api orgs/ORG/teams/SLUG --jq .id */
  readonly id: WrittenOrganizationAccountId;
};

/** one human: a GitHub account and a Google principal */
type WrittenOrganizationPerson = {
  /** the login at GitHub, as policies name it after user: */
  readonly github: string;
  /** the account's number at GitHub, which does not change with the login */
  readonly id: WrittenOrganizationAccountId;
  /** the Google account that receives access: user:<email>, in lower case, without +tag; left out with identity: saml */
  readonly principal?: string;
  /** numbers of other GitHub accounts of the same person; they never count as a second person */
  readonly otherAccounts?: readonly WrittenOrganizationAccountId[];
  /** public keys of the person's security keys, as in the .pub files ssh-keygen -t ed25519-sk and ecdsa-sk write */
  readonly securityKeys?: readonly WrittenOrganizationSecurityKey[];
};

/** a line of a .pub file: sk-ssh-ed25519@openssh.com or sk-ecdsa-sha2-nistp256@openssh.com, the key, a comment */
type WrittenOrganizationSecurityKey = string;

/** a bucket and the project it is in */
type WrittenOrganizationBucketHome = {
  /** the bucket's name, as in buckets/<name> */
  readonly bucket: string;
  /** the id of the project it is in */
  readonly project: string;
};

/** one lifted quarantine: the person, the record and the reason */
type WrittenOrganizationRelease = {
  /** the login, or id:<number> of an account that is not among the people */
  readonly person: string;
  /** the `seq` of the quarantine's record, as `pullcord quarantine` printed it */
  readonly record: number;
  /** the reason for lifting the quarantine */
  readonly why: string;
};

/** an IAM role: roles/<name>, projects/<id>/roles/<name> or organizations/<number>/roles/<name> */
type WrittenOrganizationRole = string;

/** an Ed25519 key of c2sp.org/signed-note: name+id+base64, named after the ledger */
type WrittenOrganizationVerifierKey = string;

/** the rules for all policies */
export type WrittenOrganization = {
  /** a short slug that marks our bindings; never change it while grants are live */
  readonly installation: string;
  /** the people who may receive access or be named in policies */
  readonly people: readonly WrittenOrganizationPerson[];
  /** teams that count by their number, under any slug; absent: every team counts by its slug */
  readonly teams?: readonly WrittenOrganizationPinnedTeam[];
  /** the longest access that a policy may allow, at most 168h */
  readonly maxDuration: WrittenOrganizationDuration;
  /** roles that no policy may grant, in addition to the basic roles */
  readonly neverGrant?: readonly WrittenOrganizationRole[];
  /** roles that policies may grant although they can set IAM policies or create credentials */
  readonly grantAlthoughPowerful?: readonly WrittenOrganizationRole[];
  /** the weakest proof a policy may ask for: account-2fa (two-factor authentication) or security-key */
  readonly proof?: 'account-2fa' | 'security-key';
  /** true: wherever a policy requires a security key, the key must also ask for a PIN or a fingerprint */
  readonly userVerification?: boolean;
  /** the source of a requester's Google principal: people (each entry names it) or saml (the account's address in single sign-on) */
  readonly identity?: 'people' | 'saml';
  /** true: policies may say `proof: none`; every check then warns */
  readonly allowUnproven?: boolean;
  /** the approvals that a change under policies/ needs; each entry needs different people */
  readonly policyChanges: readonly WrittenOrganizationApprovalRule[];
  /** an approval of a request that is older at the merge does not count; at most 168h; absent: 24h */
  readonly approvalMaxAge?: WrittenOrganizationDuration;
  /** teams and people that Pullcord notifies of drift and of overdue reviews; absent: the approvers of policy changes */
  readonly security?: WrittenOrganizationParties;
  /** the people who may start a quarantine, and the deny policies that it places in Google Cloud */
  readonly quarantine?: {
    /** teams and people that may put a person in quarantine; absent: those of `security` */
    readonly by?: WrittenOrganizationParties;
    /** the project of each bucket in the policies; deny policies are attached to projects; an unlisted bucket gets none */
    readonly buckets?: readonly WrittenOrganizationBucketHome[];
    /** permissions that the deny policy removes; Google must support each, or no deny policy is placed; empty: none */
    readonly deny?: readonly WrittenOrganizationDeniable[];
  };
  /** the quarantines that are lifted; any other quarantine holds, even if the ledger says otherwise */
  readonly released?: readonly WrittenOrganizationRelease[];
  /** the log outside GitHub; absent: no such log */
  readonly log?: {
    /** the Google Cloud project whose Cloud Logging receives the log */
    readonly project: string;
    /** the log's name there */
    readonly name?: string;
  };
  /** the ledger's keys, its signer, and the place of its checkpoints; absent: the ledger is unsigned */
  readonly ledger?: {
    /** public keys of the signers, as `pullcord init --ledger-key` prints them; add a new key before you remove the old */
    readonly keys: readonly WrittenOrganizationVerifierKey[];
    /** the signer; absent: a run signs with its input ledger-key */
    readonly signer?: {
      /** key versions in Cloud KMS with algorithm EC_SIGN_ED25519; all of them sign, which a change of keys needs */
      readonly kms: readonly WrittenOrganizationKmsKeyVersion[];
    };
    /** the place of checkpoints in addition to the log */
    readonly anchors?: {
      /** a Cloud Storage bucket that receives each checkpoint once; lock its retention policy */
      readonly bucket?: string;
      /** true: no run grants access while it cannot compare the anchors with the ledger */
      readonly required?: boolean;
    };
  };
  /** the repository rules that every run requires; a run grants nothing if a rule is missing or unreadable */
  readonly require?: {
    /** true: the default branch changes by pull request only */
    readonly pullRequestsOnly?: boolean;
    /** true: code owners review every change outside requests/ */
    readonly codeOwnerReview?: boolean;
    /** true: the default branch can be neither force-pushed nor deleted */
    readonly noForcePush?: boolean;
    /** true: a ruleset lets only the App update the branch audit; false: there is no App */
    readonly protectedLedger?: boolean;
  };
};

export const organization: SchemaCheck<WrittenOrganization>;
