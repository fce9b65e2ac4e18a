import type { BranchPolicy, DeploymentEnvironment } from '../settings.ts';
import type { World } from '../world.ts';
import { simpleUser, teamBody } from './accounts.ts';
import { repositoryPage, repositoryUrl } from './repository.ts';
import { toInstant, toNodeId, type Data } from './types.ts';

/** Returns `environment`. Its protection rules are in GitHub's order. */
export function environmentBody(world: World, environment: DeploymentEnvironment): Data<'repos', 'getEnvironment'> {
  const { id, name, createdAt, waitTimer, reviewers, preventSelfReview, branches } = environment;
  const rule = (offset: number, type: string) => ({ id: id + offset, node_id: toNodeId('GA', id + offset), type });
  return {
    id,
    node_id: toNodeId('EN', id),
    name,
    url: `${repositoryUrl(world)}/environments/${encodeURIComponent(name)}`,
    html_url: `${repositoryPage(world)}/deployments/activity_log?environments_filter=${encodeURIComponent(name)}`,
    created_at: toInstant(createdAt),
    updated_at: toInstant(createdAt),
    protection_rules: [
      ...(waitTimer === 0 ? [] : [{ ...rule(1, 'wait_timer'), wait_timer: waitTimer }]),
      ...(reviewers.length === 0
        ? []
        : [
            {
              ...rule(2, 'required_reviewers'),
              prevent_self_review: preventSelfReview,
              reviewers: reviewers.map((reviewer) => reviewerBody(world, reviewer)),
            },
          ]),
      ...(branches === null ? [] : [rule(3, 'branch_policy')]),
    ],
    deployment_branch_policy:
      branches === null
        ? null
        : { protected_branches: branches === 'protected', custom_branch_policies: branches === 'custom' },
  };
}

/** Returns `deployment-branch-policy`. */
export function branchPolicyBody({ id, name, type }: BranchPolicy): Data<'repos', 'getDeploymentBranchPolicy'> {
  return { id, node_id: toNodeId('GBP', id), name, type };
}

function reviewerBody(world: World, { type, id }: DeploymentEnvironment['reviewers'][number]) {
  if (type === 'User') return { type, reviewer: simpleUser(world, id) };
  const team = world.state.teams.find((each) => each.id === id);
  return { type, ...(team === undefined ? {} : { reviewer: teamBody(world, team) }) };
}
