import { quote } from '../../text.ts';
import type { GateFacts } from '../facts.ts';
import { note, unknown, weak, type GateFinding, type GateRule } from '../rule.ts';

/** What the repository lets any workflow do. */
export const actionsRules: readonly GateRule[] = [
  {
    id: 'actions-permissions',
    asks: 'workflows run, and use actions by full commit only',
    judge: ({ actions, repository }) => {
      const set = `gh api -X PUT repos/${repository.name}/actions/permissions -F enabled=true -f allowed_actions=selected -F sha_pinning_required=true`;
      if (actions.value === null) return [unknown('actions-unknown', actions.why, lookAs(repository.name))];
      const { enabled, allowed, pinningRequired } = actions.value;
      if (!enabled) return [weak('actions-off', 'no workflow runs here, so nothing is granted or taken away', set)];
      return [
        ...(pinningRequired === true
          ? []
          : [weak('actions-pinning', 'GitHub lets workflows use actions by tags, which others can move', set)]),
        ...(allowed === 'all'
          ? [note('actions-any', 'workflows may use anybody’s actions; code owners alone decide which', set)]
          : []),
      ];
    },
  },
  {
    id: 'token-default',
    asks: 'a token that is not told what it may do may read only, and approves nothing',
    judge: ({ token, repository }) => {
      if (token.value === null) return [unknown('token-unknown', token.why, lookAs(repository.name))];
      const set = `gh api -X PUT repos/${repository.name}/actions/permissions/workflow -f default_workflow_permissions=read -F can_approve_pull_request_reviews=false`;
      return [
        ...(token.value.defaultPermissions === 'read'
          ? []
          : [
              weak(
                'token-writes',
                `a workflow without permissions of its own gets ${quote(token.value.defaultPermissions)}`,
                set,
              ),
            ]),
        ...(token.value.mayApprove ? [weak('token-approves', 'a workflow may approve pull requests', set)] : []),
      ];
    },
  },
  {
    id: 'fork-approval',
    asks: 'workflows of strangers wait for somebody’s approval',
    judge: ({ forkApproval, repository }) => {
      if (repository.private) return [];
      if (forkApproval.value === null)
        return [unknown('fork-approval-unknown', forkApproval.why, lookAs(repository.name))];
      if (forkApproval.value === 'all_external_contributors') return [];
      return [
        note(
          'fork-approval',
          `workflows of pull requests from forks wait for approval only for ${quote(forkApproval.value)}`,
          `gh api -X PUT repos/${repository.name}/actions/permissions/fork-pr-contributor-approval -f approval_policy=all_external_contributors`,
        ),
      ];
    },
  },
];

/** Who may receive access has a second factor, because the organisation demands one. */
export const organizationRules: readonly GateRule[] = [
  {
    id: 'second-factors',
    asks: 'the GitHub organization requires two-factor authentication where policies rely on it',
    judge: ({ secondFactors, twoFactorRequired }: GateFacts): readonly GateFinding[] => {
      if (!secondFactors || twoFactorRequired.value === true) return [];
      const fix = 'require two-factor authentication: organization settings, Authentication security';
      return twoFactorRequired.value === null
        ? [
            unknown(
              'second-factor-rule-unknown',
              twoFactorRequired.why,
              'run doctor with the token of an owner of the organization',
            ),
          ]
        : [
            weak(
              'second-factor-optional',
              'the GitHub organization does not require two-factor authentication, so every request is refused',
              fix,
            ),
          ];
    },
  },
];

function lookAs(repository: string): string {
  return `run doctor with the token of an administrator of ${repository}`;
}
