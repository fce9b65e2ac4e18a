import { notFound } from '../errors.ts';
import { codeownersAt, membersOf, type Codeowners } from '../repository/codeowners.ts';
import type { World } from '../world.ts';
import { ok, repositoryRoute, type Routes } from './route.ts';

/** Source: https://docs.github.com/rest/repos/repos#list-codeowners-errors */
export const codeownersRoutes: Routes = (world) => [
  repositoryRoute(world, 'GET /repos/{owner}/{repo}/codeowners/errors', ['contents', 'read'], async ({ call }) => {
    const found = await codeownersAt(world, call.query.get('ref') ?? world.state.repository.defaultBranch);
    if (found === undefined) throw notFound();
    return ok({ errors: errorsIn(world, found) });
  }),
];

function errorsIn(world: World, { path, text, patterns }: Codeowners) {
  const lines = text.split(/\r?\n/);
  return patterns.flatMap(({ line, pattern, owners }) => {
    const source = lines[line - 1] ?? '';
    const about = (column: number, kind: string, suggestion: string) => ({
      line,
      column,
      source,
      kind,
      suggestion,
      message: `${kind} on line ${line}: ${suggestion}\n\n  ${source}\n  ${' '.repeat(column - 1)}^`,
      path,
    });
    return [
      ...(/^!|[[\]]/.test(pattern) ? [about(1, 'Invalid pattern', 'Did you mean another pattern?')] : []),
      ...owners
        .filter((owner) => membersOf(world.state, owner) === undefined)
        .map((owner) =>
          about(source.indexOf(owner) + 1, 'Unknown owner', `make sure ${owner} exists and has write access`),
        ),
    ];
  });
}
