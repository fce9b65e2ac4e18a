import type { Require } from '../documents/organization.ts';

/**
 * A fact that GitHub returned, or the reason why it did not. GitHub returns 403 or 404 both for a missing right and for a
 * missing thing. So neither status counts as an answer.
 */
export type Fact<T> = { readonly value: T; readonly why?: undefined } | UnknownFact;

export interface UnknownFact {
  readonly value: null;
  readonly why: string;
  /** GitHub failed or sent no response, so a retry may succeed. */
  readonly failed?: true;
}

/** Guards that every token with read access can read, in two calls, and the organization's requirements for them. */
export interface BranchFacts {
  readonly repository: Pick<GateRepository, 'name' | 'defaultBranch'>;
  readonly require: Require;
  /** The active rules of the default branch and of `audit`. */
  readonly main: Fact<readonly BranchRule[]>;
  readonly ledger: Fact<readonly BranchRule[]>;
}

/** All facts about the repository's guards, as one plain value. */
export interface GateFacts extends BranchFacts {
  readonly repository: GateRepository;
  /** True if every policy requires a second factor. False if the organization allows `proof: none`. */
  readonly secondFactors: boolean;
  /** Every branch ruleset of the repository and of its owners, with any enforcement. */
  readonly rulesets: Fact<readonly RulesetFact[]>;
  /** Paths of all files in the default branch's commit. */
  readonly paths: Fact<readonly string[]>;
  /** `file` is `null` if the repository has no such file. */
  readonly codeowners: Fact<{ readonly file: TextFile | null }>;
  readonly codeownersErrors: Fact<readonly CodeownersError[]>;
  readonly actions: Fact<ActionsFact>;
  readonly token: Fact<TokenFact>;
  /** GitHub's word for the authors whose workflows from forks wait for approval. */
  readonly forkApproval: Fact<string>;
  readonly workflows: Fact<readonly TextFile[]>;
  readonly environments: Fact<readonly EnvironmentFact[]>;
  /** Names of the secrets of the repository itself, outside any environment. */
  readonly secrets: Fact<readonly string[]>;
  readonly twoFactorRequired: Fact<boolean>;
  /** Absent if the user gave no provider. */
  readonly federation?: FederationFact;
}

export interface GateRepository {
  readonly id: number;
  readonly ownerId: number;
  /** `owner/name`. */
  readonly name: string;
  readonly private: boolean;
  readonly defaultBranch: string;
  /** The commit of the default branch at which all facts were read. */
  readonly head: string;
}

export interface TextFile {
  readonly path: string;
  /** `null` if the file is not UTF-8, or is too long. */
  readonly text: string | null;
}

/** One active rule of a branch. Source: https://docs.github.com/rest/repos/rules#get-rules-for-a-branch */
export interface BranchRule {
  /** GitHub's word: `pull_request`, `non_fast_forward`, `deletion`, `update`, … */
  readonly type: string;
  /** `null` if GitHub does not name the rule's ruleset. */
  readonly ruleset: number | null;
  /** Parameters of a rule `pull_request`. */
  readonly pullRequest?: {
    readonly codeOwnerReview: boolean;
    readonly dismissStaleReviews: boolean;
    /** All methods if GitHub names none. */
    readonly mergeMethods: readonly string[];
  };
}

export interface RulesetFact {
  readonly id: number;
  readonly name: string;
  /** GitHub's word: `active`, `evaluate` or `disabled`. */
  readonly enforcement: string;
  /** Full names or patterns of refs, `~DEFAULT_BRANCH` or `~ALL`. */
  readonly include: readonly string[];
  readonly bypass: Fact<readonly BypassActor[]>;
}

export interface BypassActor {
  /** GitHub's word: `Integration`, `OrganizationAdmin`, `RepositoryRole`, `Team`, `DeployKey` or `User`. */
  readonly type: string;
  readonly id: number | null;
  /** `always`, `pull_request`, or `exempt`, which GitHub does not record. */
  readonly mode: string;
}

export interface CodeownersError {
  readonly line: number;
  readonly kind: string;
  readonly message: string;
}

export interface ActionsFact {
  readonly enabled: boolean;
  /** `all`, `local_only` or `selected`; `null` if actions are off. */
  readonly allowed: string | null;
  /** True if GitHub demands full commits; `null` if it does not say. */
  readonly pinningRequired: boolean | null;
}

/** Rights of a workflow's token if the workflow has no `permissions`. */
export interface TokenFact {
  readonly defaultPermissions: string;
  readonly mayApprove: boolean;
}

export interface EnvironmentFact {
  readonly name: string;
  readonly reviewers: number;
  /** Minutes. */
  readonly waitTimer: number;
  /** Branches and tags that may use it: `all`, `protected` (each with its own rule), or a list of patterns. */
  readonly branches: Fact<'all' | 'protected' | readonly BranchPolicy[]>;
  readonly secrets: Fact<readonly string[]>;
}

export interface BranchPolicy {
  /** A name or pattern. */
  readonly name: string;
  /** `branch` or `tag`. */
  readonly type: string;
}

/** A workload identity pool provider, as `gcloud … providers describe --format=json` prints it; `null` if not given. */
export interface FederationFact {
  /** The file that contains it. */
  readonly file: string;
  readonly name: string | null;
  readonly state: string | null;
  readonly issuer: string | null;
  /** CEL over `assertion`, `google` and `attribute`. An empty condition admits every token of the issuer. */
  readonly condition: string;
  /** The CEL of each `google.…` and `attribute.…`; `null` if only a condition was given. */
  readonly mapping: Readonly<Record<string, string>> | null;
  /** Empty for the provider's own name; `null` if only a condition was given. */
  readonly audiences: readonly string[] | null;
}
