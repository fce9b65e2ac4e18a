import type { Require } from '../documents/organization.ts';

/**
 * What GitHub told, or why it did not. A token that may not see something is answered 403 or 404 like one that asks for
 * what is not there, so neither is ever taken for an answer.
 */
export type Fact<T> = { readonly value: T; readonly why?: undefined } | UnknownFact;

export interface UnknownFact {
  readonly value: null;
  readonly why: string;
  /** GitHub failed or gave no answer, so asking again may tell. */
  readonly failed?: true;
}

/** What any token that reads the repository is told of its guards, in two calls, and what they are held to. */
export interface BranchFacts {
  readonly repository: Pick<GateRepository, 'name' | 'defaultBranch'>;
  readonly require: Require;
  /** The active rules of the default branch and of `audit`. */
  readonly main: Fact<readonly BranchRule[]>;
  readonly ledger: Fact<readonly BranchRule[]>;
}

/** Everything the gate is judged by, as one plain value. */
export interface GateFacts extends BranchFacts {
  readonly repository: GateRepository;
  /** Whether every policy asks for a second factor; no where the organization allows `proof: none`. */
  readonly secondFactors: boolean;
  /** Every ruleset of the repository and above it that holds branches, whatever its enforcement. */
  readonly rulesets: Fact<readonly RulesetFact[]>;
  /** Every file of the default branch's commit. */
  readonly paths: Fact<readonly string[]>;
  /** `file: null`: there is none. */
  readonly codeowners: Fact<{ readonly file: TextFile | null }>;
  readonly codeownersErrors: Fact<readonly CodeownersError[]>;
  readonly actions: Fact<ActionsFact>;
  readonly token: Fact<TokenFact>;
  /** GitHub's word: for whose pull requests from forks workflows wait for approval. */
  readonly forkApproval: Fact<string>;
  readonly workflows: Fact<readonly TextFile[]>;
  readonly environments: Fact<readonly EnvironmentFact[]>;
  /** Names of the repository's secrets, outside any environment. */
  readonly secrets: Fact<readonly string[]>;
  readonly twoFactorRequired: Fact<boolean>;
  /** Absent: not asked. */
  readonly federation?: FederationFact;
}

export interface GateRepository {
  readonly id: number;
  readonly ownerId: number;
  /** `owner/name`. */
  readonly name: string;
  readonly private: boolean;
  readonly defaultBranch: string;
  /** The default branch's commit everything was read at. */
  readonly head: string;
}

export interface TextFile {
  readonly path: string;
  /** `null`: no UTF-8 text, or too long to be read. */
  readonly text: string | null;
}

/** One active rule of a branch. Source: https://docs.github.com/rest/repos/rules#get-rules-for-a-branch */
export interface BranchRule {
  /** GitHub's word: `pull_request`, `non_fast_forward`, `deletion`, `update`, … */
  readonly type: string;
  /** `null` where GitHub does not say which ruleset it comes from. */
  readonly ruleset: number | null;
  /** Of a rule `pull_request`. */
  readonly pullRequest?: {
    readonly codeOwnerReview: boolean;
    readonly dismissStaleReviews: boolean;
    /** Every method where GitHub names none. */
    readonly mergeMethods: readonly string[];
  };
}

export interface RulesetFact {
  readonly id: number;
  readonly name: string;
  /** GitHub's word: `active`, `evaluate` or `disabled`. */
  readonly enforcement: string;
  /** Full names or patterns of refs, `~DEFAULT_BRANCH`, `~ALL`. */
  readonly include: readonly string[];
  readonly bypass: Fact<readonly BypassActor[]>;
}

export interface BypassActor {
  /** GitHub's word: `Integration`, `OrganizationAdmin`, `RepositoryRole`, `Team`, `DeployKey` or `User`. */
  readonly type: string;
  readonly id: number | null;
  /** `always`, `pull_request`, or `exempt`, which leaves no trace. */
  readonly mode: string;
}

export interface CodeownersError {
  readonly line: number;
  readonly kind: string;
  readonly message: string;
}

export interface ActionsFact {
  readonly enabled: boolean;
  /** `all`, `local_only` or `selected`; `null` where actions are off. */
  readonly allowed: string | null;
  /** Whether GitHub itself demands full commits; `null` where it does not say. */
  readonly pinningRequired: boolean | null;
}

/** What a workflow's token may do where the workflow does not say. */
export interface TokenFact {
  readonly defaultPermissions: string;
  readonly mayApprove: boolean;
}

export interface EnvironmentFact {
  readonly name: string;
  readonly reviewers: number;
  /** Minutes. */
  readonly waitTimer: number;
  /** Branches or tags that may use it; `all`: every one, `protected`: every one with a rule of its own. */
  readonly branches: Fact<'all' | 'protected' | readonly BranchPolicy[]>;
  readonly secrets: Fact<readonly string[]>;
}

export interface BranchPolicy {
  /** A name or pattern. */
  readonly name: string;
  /** `branch` or `tag`. */
  readonly type: string;
}

/** A workload identity pool provider as `gcloud … providers describe --format=json` tells it; `null`: not told. */
export interface FederationFact {
  /** Where it was read. */
  readonly file: string;
  readonly name: string | null;
  readonly state: string | null;
  readonly issuer: string | null;
  /** CEL over `assertion`, `google` and `attribute`; empty: whatever the issuer signed is let in. */
  readonly condition: string;
  /** Of `google.…` and `attribute.…`, the CEL that makes each; `null`: only a condition was given. */
  readonly mapping: Readonly<Record<string, string>> | null;
  /** Empty: the provider's own name. `null`: only a condition was given. */
  readonly audiences: readonly string[] | null;
}
