// Generated from policies/schema/ by scripts/generate-validators.ts; do not edit.
import type { SchemaCheck } from '../schema.ts';

/** a length of time in hours and minutes */
type WrittenRequestDuration = string;

/** one ask for access; the pull request that adds it is the asking, and its author receives the access */
export type WrittenRequest = {
  /** the policy to ask under: the name of a file in policies/, without .yaml */
  readonly policy: string;
  /** how long the access lasts, in hours and minutes; the clock starts at the merge */
  readonly duration: WrittenRequestDuration;
  /** why the access is needed; whoever approves and whoever audits reads this */
  readonly reason: string;
  /** the incident's number or address, without spaces */
  readonly incident?: string;
  /** true: nobody is there to approve; take the access now and have it reviewed within the policy's time */
  readonly breakGlass?: boolean;
};

export const request: SchemaCheck<WrittenRequest>;

/** roles on one resource */
type WrittenPolicyAccess = {
  /** a resource: projects/<id>, folders/<number>, organizations/<number>, buckets/<name>, or what is in a project, as projects/<id>/secrets/<name> */
  readonly resource: string;
  /** the IAM roles handed out on the resource, exactly these */
  readonly roles: readonly WrittenPolicyRole[];
  /** narrows the access to some resources of the project */
  readonly only?: WrittenPolicyOnly;
};

/** how many distinct people out of whom must approve */
type WrittenPolicyApprovalRule = {
  /** teams and people whose approval counts */
  readonly from: WrittenPolicyParties;
  /** how many distinct people of them must approve */
  readonly count: number;
};

/** who may take the access without prior approval, for how long, and who reviews it after; absent: nobody may */
type WrittenPolicyBreakGlass = {
  /** teams and people who may break glass */
  readonly requesters: WrittenPolicyParties;
  /** the longest such access, at most the policy's own */
  readonly maxDuration: WrittenPolicyDuration;
  /** who must review the access afterwards, and by when */
  readonly review: {
    /** teams and people of whom one must review */
    readonly from: WrittenPolicyParties;
    /** how soon after the merge */
    readonly within: WrittenPolicyDuration;
  };
};

/** a length of time in hours and minutes */
type WrittenPolicyDuration = string;

/** a field of the request document */
type WrittenPolicyField = 'policy' | 'duration' | 'reason' | 'incident' | 'breakGlass';

/** where the incident of a request is looked up, and which incidents count */
type WrittenPolicyIncident = {
  /** where incidents are kept: github (an open issue) or pagerduty (an incident that is not resolved) */
  readonly from: 'github' | 'pagerduty';
  /** github: labels the issue must have, all of them */
  readonly labels?: readonly string[];
  /** github: the repository whose issues are incidents, <owner>/<name>; absent: the one with the requests */
  readonly repository?: string;
  /** pagerduty: ids of the services whose incidents count; absent: any */
  readonly services?: readonly string[];
  /** pagerduty: how the incident may stand; absent: triggered or acknowledged */
  readonly statuses?: readonly ('triggered' | 'acknowledged')[];
  /** what happens while the place does not answer: refuse (the request waits) or record (it is granted, and the record says that nobody looked) */
  readonly unreachable?: 'refuse' | 'record';
};

/** narrows the access to some resources, by an IAM condition rendered from a fixed template; permissions that are checked on the project itself, such as listing, are then not given */
type WrittenPolicyOnly = {
  /** only resources whose full name starts with this text */
  readonly nameStartsWith?: string;
  /** only resources of this type: <service>/<Type> */
  readonly type?: string;
  /** only resources of this service */
  readonly service?: string;
};

/** teams and people; anybody in any of them */
type WrittenPolicyParties = readonly WrittenPolicyParty[];

/** a team or a person: team:<slug> or user:<login> */
type WrittenPolicyParty = string;

/** an IAM role: roles/<name>, projects/<id>/roles/<name> or organizations/<number>/roles/<name> */
type WrittenPolicyRole = string;

/** a part of JSON Schema 2020-12 that the request document must satisfy besides its own schema */
type WrittenPolicyRule = {
  /** what the rule is for */
  readonly title?: string;
  /** what would satisfy the rule */
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
  /** rules of which one or more must hold */
  readonly anyOf?: readonly WrittenPolicyRule[];
  /** rules of which exactly one must hold */
  readonly oneOf?: readonly WrittenPolicyRule[];
  /** a rule that must not hold */
  readonly not?: WrittenPolicyRule;
  /** where this rule holds, `then` must, otherwise `else` must */
  readonly if?: WrittenPolicyRule;
  /** must hold where `if` does */
  readonly then?: WrittenPolicyRule;
  /** must hold where `if` does not */
  readonly else?: WrittenPolicyRule;
};

/** what may be asked for, by whom, for how long, and who must agree; the file's name is the policy's */
export type WrittenPolicy = {
  /** what the access is for, in a few words */
  readonly title: string;
  /** the environment it reaches, a short slug */
  readonly environment: string;
  /** exactly what is handed out; nothing a requester can widen */
  readonly access: readonly WrittenPolicyAccess[];
  /** teams and people who may ask */
  readonly requesters: WrittenPolicyParties;
  /** the longest access that may be asked for */
  readonly maxDuration: WrittenPolicyDuration;
  /** who must approve; several entries: all of them, by distinct people */
  readonly approval: readonly WrittenPolicyApprovalRule[];
  /** the path without prior approval; absent: this policy has none */
  readonly breakGlass?: WrittenPolicyBreakGlass;
  /** the incident a request must name, looked up where incidents are kept; absent: none is looked up */
  readonly incident?: WrittenPolicyIncident;
  /** what requester and approvers must have proved: account-2fa (two-factor authentication), security-key, or none where the organization allows it */
  readonly proof?: 'account-2fa' | 'security-key' | 'none';
  /** true: the security key must have asked for a PIN or a finger too, not a touch alone; goes with proof: security-key */
  readonly userVerification?: boolean;
  /** one identity of a machine that receives the access in the requester's stead: serviceAccount:<name>@<project>.iam.gserviceaccount.com or principal://iam.googleapis.com/projects/<number>/locations/global/workloadIdentityPools/<pool>/subject/<subject> */
  readonly holder?: string;
  /** what the request document itself must satisfy, as JSON Schema 2020-12 */
  readonly request?: WrittenPolicyRule;
};

export const policy: SchemaCheck<WrittenPolicy>;

/** the account's number at GitHub, which stays when the login changes */
type WrittenOrganizationAccountId = number;

/** how many distinct people out of whom must approve */
type WrittenOrganizationApprovalRule = {
  /** teams and people whose approval counts */
  readonly from: WrittenOrganizationParties;
  /** how many distinct people of them must approve */
  readonly count: number;
};

/** a permission as deny policies name it: the service's full name, the kind of resource, the action */
type WrittenOrganizationDeniable = string;

/** a length of time in hours and minutes */
type WrittenOrganizationDuration = string;

/** a key version in Cloud KMS */
type WrittenOrganizationKmsKeyVersion = string;

/** teams and people; anybody in any of them */
type WrittenOrganizationParties = readonly WrittenOrganizationParty[];

/** a team or a person: team:<slug> or user:<login> */
type WrittenOrganizationParty = string;

/** one human: a GitHub account and a Google principal */
type WrittenOrganizationPerson = {
  /** the login at GitHub, as policies name it after user: */
  readonly github: string;
  /** the account's number at GitHub, which stays when the login changes */
  readonly id: WrittenOrganizationAccountId;
  /** the Google account that receives access: user:<email>, in lower case, without +tag; left out with identity: saml */
  readonly principal?: string;
  /** numbers of further GitHub accounts of the same person, which never count as somebody else */
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

/** one quarantine that is lifted: whose, by which record, and why */
type WrittenOrganizationRelease = {
  /** the login, or id:<number> of somebody who is not among the people */
  readonly person: string;
  /** the `seq` of the record of the quarantine, as `pullcord quarantine` told it */
  readonly record: number;
  /** why the quarantine is over */
  readonly why: string;
};

/** an IAM role: roles/<name>, projects/<id>/roles/<name> or organizations/<number>/roles/<name> */
type WrittenOrganizationRole = string;

/** an Ed25519 key of c2sp.org/signed-note: name+id+base64, named after the ledger */
type WrittenOrganizationVerifierKey = string;

/** what holds for every policy */
export type WrittenOrganization = {
  /** a short slug that marks our bindings; never change it while grants are live */
  readonly installation: string;
  /** who may receive access or be named in policies */
  readonly people: readonly WrittenOrganizationPerson[];
  /** the longest access any policy may allow, at most 168h */
  readonly maxDuration: WrittenOrganizationDuration;
  /** roles no policy may hand out, besides the basic roles, which none may ever */
  readonly neverGrant?: readonly WrittenOrganizationRole[];
  /** roles that can set IAM policies or mint credentials, which policies may hand out all the same */
  readonly grantAlthoughPowerful?: readonly WrittenOrganizationRole[];
  /** the least any policy may ask: account-2fa (two-factor authentication) or security-key */
  readonly proof?: 'account-2fa' | 'security-key';
  /** true: wherever a security key is demanded, it must have asked for a PIN or a finger too */
  readonly userVerification?: boolean;
  /** where a requester's Google principal comes from: people (each entry names it) or saml (the address single sign-on knows the account under) */
  readonly identity?: 'people' | 'saml';
  /** true: policies may say `proof: none`; every check warns of it */
  readonly allowUnproven?: boolean;
  /** who must approve a change to anything under policies/; several entries: all of them, by distinct people */
  readonly policyChanges: readonly WrittenOrganizationApprovalRule[];
  /** who is told when the review of a broken glass is overdue; absent: those who approve changes to policies */
  readonly security?: WrittenOrganizationParties;
  /** the callers of `pullcord quarantine`, and its work in Google Cloud besides revoking */
  readonly quarantine?: {
    /** parties that may put somebody in quarantine; absent: those of `security` */
    readonly by?: WrittenOrganizationParties;
    /** the project each bucket of the policies is in: a bucket's name does not tell, and deny policies lie on projects; where it is missing none is placed for the bucket */
    readonly buckets?: readonly WrittenOrganizationBucketHome[];
    /** permissions an IAM deny policy takes from whoever is in quarantine, as SERVICE_FQDN/RESOURCE.ACTION; only those Google lists for deny policies, or none is placed; empty: no deny policy */
    readonly deny?: readonly WrittenOrganizationDeniable[];
  };
  /** quarantines that are lifted; without its line here a quarantine holds, whatever the ledger says */
  readonly released?: readonly WrittenOrganizationRelease[];
  /** the log outside GitHub; absent: none */
  readonly log?: {
    /** the Google Cloud project whose Cloud Logging receives the log */
    readonly project: string;
    /** the log's name there */
    readonly name?: string;
  };
  /** who signs the ledger and where its checkpoints are kept; absent: it is not signed */
  readonly ledger?: {
    /** who signs checkpoints, as `pullcord init --ledger` prints it; add a new key beside the old one, and remove the old one once the change is on record */
    readonly keys: readonly WrittenOrganizationVerifierKey[];
    /** what signs; absent: the key a run is given as ledger-key */
    readonly signer?: {
      /** key versions of algorithm EC_SIGN_ED25519; several sign all, as a change of keys asks for */
      readonly kms: readonly WrittenOrganizationKmsKeyVersion[];
    };
    /** where checkpoints are kept besides the log */
    readonly anchors?: {
      /** a Cloud Storage bucket, best with a locked retention policy, in which each checkpoint is created once */
      readonly bucket?: string;
      /** true: nothing is granted while anchors cannot be compared with the ledger */
      readonly required?: boolean;
    };
  };
  /** what the repository's own rules must look like; a run that finds less, or cannot see them, grants nothing */
  readonly require?: {
    /** true: the default branch changes by pull request only */
    readonly pullRequestsOnly?: boolean;
    /** true: code owners review every change outside requests/ */
    readonly codeOwnerReview?: boolean;
    /** true: the default branch can be neither force-pushed nor deleted */
    readonly noForcePush?: boolean;
    /** true: a ruleset lets only its bypass actor, the App, update the branch audit; false where there is no App */
    readonly protectedLedger?: boolean;
  };
};

export const organization: SchemaCheck<WrittenOrganization>;
