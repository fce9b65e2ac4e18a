import { may } from '../../access.ts';
import { userById } from '../../people.ts';
import { refused } from '../errors.ts';
import { paginate, type PageArguments } from '../pages.ts';
import { accountNode } from './accounts.ts';
import type { Node, View } from './node.ts';

interface IdentityFilter {
  readonly login?: string | null;
  readonly userName?: string | null;
}

/** Returns the organization. Any other login causes GitHub's error and null. */
export function organizationNode(view: View, login: string): Node {
  const { state } = view.world;
  const { organization } = state;
  if (login.toLowerCase() !== organization.login.toLowerCase())
    throw refused('NOT_FOUND', `Could not resolve to an Organization with the login of '${login}'.`);
  const maySeeSecurity = may(state, view.caller, 'organization_administration', 'read');
  return {
    __typename: 'Organization',
    login: organization.login,
    // It is null, without an error, if the caller may not see it:
    // https://docs.github.com/en/graphql/reference/objects#organization
    requiresTwoFactorAuthentication: maySeeSecurity ? organization.requiresTwoFactor : null,
    // Only owners and Apps that may read members see it. For all other callers it is null.
    samlIdentityProvider() {
      const { saml } = organization;
      const isOwner = view.caller?.kind === 'user' && organization.members.get(view.caller.user) === 'admin';
      const isApp = view.caller?.kind === 'installation' && may(state, view.caller, 'members', 'read');
      if (saml === undefined || !(isOwner || isApp)) return null;
      return {
        externalIdentities({ login: wanted, userName, ...page }: PageArguments & IdentityFilter) {
          const linked = [...saml].filter(([id, name]) => {
            const named = wanted == null || state.users.get(id)?.login.toLowerCase() === wanted.toLowerCase();
            return named && (userName == null || userName === name);
          });
          const { nodes, ...connection } = paginate('externalIdentities', linked, page);
          const toNode = ([id, nameId]: readonly [number, string]) => {
            const user = state.users.get(id);
            return { user: user === undefined ? null : accountNode(user), samlIdentity: { nameId } };
          };
          return { ...connection, nodes: nodes.map(toNode) };
        },
      };
    },
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

/** A workflow's own token has no right on the organization. GitHub then answers an error without an organization. */
function assertMaySeeMembers({ world, caller }: View): void {
  if (may(world.state, caller, 'members', 'read')) return;
  const by = caller?.kind === 'user' ? 'personal access token' : 'integration';
  throw refused('FORBIDDEN', `Resource not accessible by ${by}`);
}
