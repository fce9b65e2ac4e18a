import { ApiError } from '../errors.ts';
import type { Data } from '../bodies/types.ts';
import { ok, route, type Routes } from './route.ts';

export const metaRoutes: Routes = (world) => [
  route(world, 'GET /rate_limit', ({ caller }) => {
    if (world.rateLimits === false) throw new ApiError(404, 'Rate limiting is not enabled.');
    const core = budgetOf(world.budget.look(caller));
    const untouched = { ...core, used: 0, remaining: core.limit };
    const body: Data<'rateLimit', 'get'> = {
      resources: { core, search: { ...untouched, limit: 30, remaining: 30 }, graphql: untouched },
      rate: core,
    };
    return ok(body);
  }),
];

function budgetOf({ limit, used, reset }: { readonly limit: number; readonly used: number; readonly reset: number }) {
  return { limit, used, remaining: limit - used, reset };
}
