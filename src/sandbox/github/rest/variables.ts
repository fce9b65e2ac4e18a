import { toInstant } from '../bodies/types.ts';
import { ApiError, notFound } from '../errors.ts';
import type { Variable } from '../settings.ts';
import { readBody } from './body.ts';
import { created, noContent, ok, page, parameter, repositoryRoute, type Routes } from './route.ts';
import { settingName } from './secrets.ts';

const VARIABLES = '/repos/{owner}/{repo}/actions/variables';

/** Variables of the repository. Source: https://docs.github.com/rest/actions/variables */
export const variableRoutes: Routes = (world) => {
  const { variables } = world.state.settings;
  return [
    repositoryRoute(world, `GET ${VARIABLES}`, ['variables', 'read'], (request) => {
      const { items, headers } = page(request, [...variables]);
      return ok({ total_count: variables.size, variables: items.map(variableBody) }, headers);
    }),

    repositoryRoute(world, `POST ${VARIABLES}`, ['variables', 'write'], (request) => {
      const body = readBody(request);
      const name = settingName(body.text('name'));
      if (variables.has(name)) throw new ApiError(409, 'Already exists - Variable already exists');
      variables.set(name, { value: body.text('value'), createdAt: world.now(), updatedAt: world.now() });
      return created({});
    }),

    repositoryRoute(world, `PATCH ${VARIABLES}/{name}`, ['variables', 'write'], (request) => {
      const name = parameter(request, 'name').toUpperCase();
      const before = variables.get(name);
      if (before === undefined) throw notFound();
      const body = readBody(request);
      variables.set(name, { ...before, value: body.optionalText('value') ?? before.value, updatedAt: world.now() });
      return noContent();
    }),
  ];
};

function variableBody([name, { value, createdAt, updatedAt }]: readonly [string, Variable]) {
  return { name, value, created_at: toInstant(createdAt), updated_at: toInstant(updatedAt) };
}
