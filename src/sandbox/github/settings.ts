/** What a repository lets workflows do, and where they may deploy; changed in place. */
export interface Settings {
  actions: {
    readonly enabled: boolean;
    readonly allowed: 'all' | 'local_only' | 'selected';
    readonly pinning: boolean;
  };
  token: { readonly defaultPermissions: 'read' | 'write'; readonly mayApprove: boolean };
  /** Whether the organization keeps `token` from being changed here. */
  tokenIsTheOrganizations: boolean;
  forkApproval: ForkApproval;
  /** Names only: what they hold is the runner's. */
  readonly secrets: readonly string[];
  readonly environments: DeploymentEnvironment[];
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
  readonly secrets: readonly string[];
  /** Minutes. */
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

/** As a new repository has it. */
export function looseSettings(): Settings {
  return {
    actions: { enabled: true, allowed: 'all', pinning: false },
    token: { defaultPermissions: 'read', mayApprove: false },
    tokenIsTheOrganizations: false,
    forkApproval: 'first_time_contributors',
    secrets: [],
    environments: [],
  };
}
