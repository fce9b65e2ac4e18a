import { fnmatch, rulesetsOf } from './rules.ts';
import type { State } from './state.ts';

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

/** GitHub does not tell upper from lower case in their names. */
export function environmentNamed(state: State, name: string): DeploymentEnvironment | undefined {
  return state.settings.environments.find((environment) => environment.name.toLowerCase() === name.toLowerCase());
}

/** Whether a run on `ref` may use the environment; one that is not there yet is open to every branch. */
export function mayDeploy(state: State, environment: DeploymentEnvironment, ref: string): boolean {
  const { branches, policies } = environment;
  if (branches === null) return true;
  const [, kind, name = ''] = /^refs\/(heads|tags)\/(.+)$/.exec(ref) ?? [];
  if (branches === 'protected') return kind === 'heads' && rulesetsOf(state, name).length > 0;
  const type = kind === 'heads' ? 'branch' : 'tag';
  return kind !== undefined && policies.some((policy) => policy.type === type && fnmatch(policy.name, name));
}
