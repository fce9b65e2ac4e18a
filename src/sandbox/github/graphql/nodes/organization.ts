import { may } from '../../access.ts';
import { userById } from '../../state.ts';
import { refused } from '../errors.ts';
import { paginate, type PageArguments } from '../pages.ts';
import { accountNode } from './accounts.ts';
import type { Node, View } from './node.ts';

/** The organisation, null with GitHub's error when the name is another's. */
export function organizationNode(view: View, login: string): Node {
  const { state } = view.world;
  const { organization } = state;
  if (login.toLowerCase() !== organization.login.toLowerCase())
    throw refused('NOT_FOUND', `Could not resolve to an Organization with the login of '${login}'.`);
  const maySeeSecurity = may(state, view.caller, 'organization_administration', 'read');
  return {
    __typename: 'Organization',
    login: organization.login,
    // null to whoever may not see it, without an error: https://docs.github.com/en/graphql/reference/objects#organization
    requiresTwoFactorAuthentication: maySeeSecurity ? organization.requiresTwoFactor : null,
    membersWithRole(page: PageArguments) {
      assertMaySeeMembers(view);
      const members = [...organization.members.keys()].sort((a, b) => a - b).map((id) => userById(state, id));
      const { nodes, ...connection } = paginate('membersWithRole', members, page);
      const edges = nodes.map((member) => ({
        node: accountNode(member),
        hasTwoFactorEnabled: maySeeSecurity ? member.twoFactor : null,
      }));
      return { ...connection, edges };
    },
  };
}

/** A workflow's own token has no right on the organisation; GitHub then answers with an error and no organisation. */
function assertMaySeeMembers({ world, caller }: View): void {
  if (may(world.state, caller, 'members', 'read')) return;
  const by = caller?.kind === 'user' ? 'personal access token' : 'integration';
  throw refused('FORBIDDEN', `Resource not accessible by ${by}`);
}
