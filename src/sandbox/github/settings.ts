/** The repository's settings for workflows and deployments. They are changed in place. */
export interface Settings {
  actions: {
    readonly enabled: boolean;
    readonly allowed: 'all' | 'local_only' | 'selected';
    readonly pinning: boolean;
  };
  /** Applies while `actions.allowed` is `selected`. */
  selectedActions: SelectedActions;
  token: { readonly defaultPermissions: 'read' | 'write'; readonly mayApprove: boolean };
  /** True if the organization forbids a change of `token` in the repository. */
  tokenIsTheOrganizations: boolean;
  forkApproval: ForkApproval;
  /** Names only: the runner keeps the values. */
  readonly secrets: string[];
  /** By name. The sandbox's workflows read the runner's own variables, not these. */
  readonly variables: Map<string, Variable>;
  readonly environments: DeploymentEnvironment[];
}

export interface SelectedActions {
  readonly githubOwned: boolean;
  readonly verified: boolean;
  readonly patterns: readonly string[];
}

export interface Variable {
  readonly value: string;
  readonly createdAt: number;
  readonly updatedAt: number;
}

export const FORK_APPROVALS = [
  'first_time_contributors_new_to_github',
  'first_time_contributors',
  'all_external_contributors',
] as const;
export type ForkApproval = (typeof FORK_APPROVALS)[number];

export interface DeploymentEnvironment {
  readonly id: number;
  readonly name: string;
  readonly createdAt: number;
  readonly secrets: string[];
  /** Wait before a job starts, in minutes. */
  waitTimer: number;
  preventSelfReview: boolean;
  reviewers: readonly { readonly type: 'User' | 'Team'; readonly id: number }[];
  /** `null`: every branch. */
  branches: 'protected' | 'custom' | null;
  readonly policies: BranchPolicy[];
}

export interface BranchPolicy {
  readonly id: number;
  readonly name: string;
  readonly type: 'branch' | 'tag';
}

/** Returns the settings of a new repository. */
export function looseSettings(): Settings {
  return {
    actions: { enabled: true, allowed: 'all', pinning: false },
    selectedActions: { githubOwned: false, verified: false, patterns: [] },
    token: { defaultPermissions: 'read', mayApprove: false },
    tokenIsTheOrganizations: false,
    forkApproval: 'first_time_contributors',
    secrets: [],
    variables: new Map(),
    environments: [],
  };
}
