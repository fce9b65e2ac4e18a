import type { Route } from '../../http.ts';
import type { World } from '../world.ts';
import { actionRoutes } from './actions.ts';
import { branchRoutes } from './branches.ts';
import { commitRoutes } from './commits.ts';
import { codeownersRoutes } from './codeowners.ts';
import { contentRoutes } from './contents.ts';
import { environmentRoutes } from './environments.ts';
import { issueRoutes } from './issues.ts';
import { metaRoutes } from './meta.ts';
import { objectRoutes } from './objects.ts';
import { organizationRoutes } from './organizations.ts';
import { peopleRoutes } from './people.ts';
import { permissionRoutes } from './permissions.ts';
import { pullRoutes } from './pulls.ts';
import { refRoutes } from './refs.ts';
import { repositoryRoutes } from './repository.ts';
import { reviewRoutes } from './reviews.ts';
import { secretRoutes } from './secrets.ts';
import { signingKeyRoutes } from './signing-keys.ts';
import { variableRoutes } from './variables.ts';

/** Returns the routes of every REST operation. */
export function restRoutes(world: World): readonly Route[] {
  return [
    ...metaRoutes(world),
    // These precede the people's routes, where `/user/{account_id}` would match them.
    ...signingKeyRoutes(world),
    ...peopleRoutes(world),
    ...organizationRoutes(world),
    ...repositoryRoutes(world),
    ...refRoutes(world),
    ...branchRoutes(world),
    ...objectRoutes(world),
    ...commitRoutes(world),
    ...contentRoutes(world),
    ...pullRoutes(world),
    ...reviewRoutes(world),
    ...issueRoutes(world),
    ...actionRoutes(world),
    ...permissionRoutes(world),
    ...environmentRoutes(world),
    ...secretRoutes(world),
    ...variableRoutes(world),
    ...codeownersRoutes(world),
  ];
}
