import { quote } from '../../text.ts';
import type { GateFacts } from '../facts.ts';
import { note, unknown, weak, type GateFinding, type GateRule } from '../rule.ts';

/** Permissions that the repository gives to every workflow. */
export const actionsRules: readonly GateRule[] = [
  {
    id: 'actions-permissions',
    asks: 'workflows run, and they pin each action by its full commit',
    judge: ({ actions, repository }) => {
      const set = `gh api -X PUT repos/${repository.name}/actions/permissions -F enabled=true -f allowed_actions=selected -F sha_pinning_required=true`;
      if (actions.value === null) return [unknown('actions-unknown', actions.why, lookAs(repository.name))];
      const { enabled, allowed, pinningRequired } = actions.value;
      if (!enabled)
        return [
          weak(
            'actions-off',
            'GitHub Actions is off: no run grants or revokes, and access ends only by its condition',
            set,
          ),
        ];
      return [
        ...(pinningRequired === true
          ? []
          : [
              weak(
                'actions-pinning',
                'workflows may use actions by a tag, and the owner of an action can move its tags',
                set,
              ),
            ]),
        ...(allowed === 'all'
          ? [note('actions-any', 'workflows may use the actions of any owner; only code owners limit them', set)]
          : []),
      ];
    },
  },
  {
    id: 'token-default',
    asks: 'a token without `permissions` can read, and can neither write nor approve',
    judge: ({ token, repository }) => {
      if (token.value === null) return [unknown('token-unknown', token.why, lookAs(repository.name))];
      const set = `gh api -X PUT repos/${repository.name}/actions/permissions/workflow -f default_workflow_permissions=read -F can_approve_pull_request_reviews=false`;
      return [
        ...(token.value.defaultPermissions === 'read'
          ? []
          : [
              weak(
                'token-writes',
                `a workflow without \`permissions\` gets a token with ${quote(token.value.defaultPermissions)} rights`,
                set,
              ),
            ]),
        ...(token.value.mayApprove
          ? [weak('token-approves', 'workflows may approve pull requests, and so count towards required reviews', set)]
          : []),
      ];
    },
  },
  {
    id: 'fork-approval',
    asks: 'workflows of all outside contributors wait for an approval',
    judge: ({ forkApproval, repository }) => {
      if (repository.private) return [];
      if (forkApproval.value === null)
        return [unknown('fork-approval-unknown', forkApproval.why, lookAs(repository.name))];
      if (forkApproval.value === 'all_external_contributors') return [];
      return [
        note(
          'fork-approval',
          `GitHub runs the workflows of some outsiders without an approval: the setting is ${quote(forkApproval.value)}`,
          `gh api -X PUT repos/${repository.name}/actions/permissions/fork-pr-contributor-approval -f approval_policy=all_external_contributors`,
        ),
      ];
    },
  },
];

/** Two-factor authentication of the GitHub organization, for policies that rely on it. */
export const organizationRules: readonly GateRule[] = [
  {
    id: 'second-factors',
    asks: 'the GitHub organization requires two-factor authentication where policies rely on it',
    judge: ({ secondFactors, twoFactorRequired, repository }: GateFacts): readonly GateFinding[] => {
      if (!secondFactors || twoFactorRequired.value === true) return [];
      const [owner = ''] = repository.name.split('/');
      const fix = `require two-factor authentication on this page: https://github.com/organizations/${owner}/settings/security`;
      return twoFactorRequired.value === null
        ? [
            unknown(
              'second-factor-rule-unknown',
              twoFactorRequired.why,
              'as an owner of the organization: GITHUB_TOKEN=$(gh auth token) pullcord doctor',
            ),
          ]
        : [
            weak(
              'second-factor-optional',
              `the GitHub organization ${owner} does not require two-factor authentication, so Pullcord denies every request`,
              fix,
            ),
          ];
    },
  },
];

/** The fix of a fact that only an administrator's token can read. */
export function lookAs(repository: string): string {
  return `as an administrator of ${repository}: GITHUB_TOKEN=$(gh auth token) pullcord doctor`;
}
