import { fnmatch, rulesetsOf } from './rules.ts';
import type { DeploymentEnvironment } from './settings.ts';
import type { State } from './state.ts';

/** GitHub compares names of environments without regard to case. */
export function environmentNamed(state: State, name: string): DeploymentEnvironment | undefined {
  return state.settings.environments.find((environment) => environment.name.toLowerCase() === name.toLowerCase());
}

/**
 * Returns true if a run on `ref` may use the environment. An environment that does not exist yet is open to every
 * branch.
 */
export function mayDeploy(state: State, environment: DeploymentEnvironment, ref: string): boolean {
  const { branches, policies } = environment;
  if (branches === null) return true;
  const [, kind, name = ''] = /^refs\/(heads|tags)\/(.+)$/.exec(ref) ?? [];
  if (branches === 'protected') return kind === 'heads' && rulesetsOf(state, name).length > 0;
  const type = kind === 'heads' ? 'branch' : 'tag';
  return kind !== undefined && policies.some((policy) => policy.type === type && fnmatch(policy.name, name));
}
