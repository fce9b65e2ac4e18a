import { assertMay, identify, type Level, type Permission } from '../access.ts';
import { budgetHeaders } from '../budget.ts';
import { ApiError, notFound, toAnswer, validationFailed } from '../errors.ts';
import type { Answer, Call, Route } from '../../http.ts';
import type { TokenIdentity } from '../state.ts';
import type { Caller, World } from '../world.ts';

/** One REST call with its caller. */
export interface Request {
  readonly world: World;
  readonly call: Call;
  readonly caller: Caller;
}

/** A change of the repository by a caller with the permission. */
export interface RepositoryRequest extends Request {
  readonly caller: TokenIdentity;
}

export interface RouteOptions {
  /** The same as `Route.patterns`. */
  readonly patterns?: readonly string[];
}

/** Builds the routes of one world. */
export type Routes = (world: World) => readonly Route[];

/**
 * Creates a route. Its handler throws ApiError for errors. Its changes run one after another, and its events go out
 * after the answer.
 */
export function route(
  world: World,
  operation: string,
  handle: (request: Request) => Answer | Promise<Answer>,
  { patterns }: RouteOptions = {},
): Route {
  const reads = operation.startsWith('GET ');
  return {
    operation,
    ...(patterns === undefined ? {} : { patterns }),
    async handle(call) {
      let who: Caller;
      const work = async () => handle({ world, call, caller: who });
      try {
        who = identify(world.state, call.headers['authorization']);
        const answer = await world.events.answering(() => (reads ? work() : world.serially(work)));
        return withUsualHeaders(world, who, answer);
      } catch (error) {
        return withUsualHeaders(world, who, toAnswer(error));
      }
    },
  };
}

type Handle<R> = (request: R) => Answer | Promise<Answer>;

/**
 * Creates a route under `/repos/{owner}/{repo}` for callers with the permission. Only reads may be open to callers
 * without a token.
 */
export function repositoryRoute(
  world: World,
  operation: string,
  needs: readonly [Permission, 'read'],
  handle: Handle<Request>,
  options?: RouteOptions,
): Route;
export function repositoryRoute(
  world: World,
  operation: string,
  needs: readonly [Permission, 'write'],
  handle: Handle<RepositoryRequest>,
  options?: RouteOptions,
): Route;
export function repositoryRoute(
  world: World,
  operation: string,
  [permission, level]: readonly [Permission, Level],
  handle: Handle<RepositoryRequest>,
  options: RouteOptions = {},
): Route {
  return route(
    world,
    operation,
    ({ call, caller }) => {
      assertThisRepository(world, call);
      assertMay(world.state, caller, permission, level);
      return handle({ world, call, caller: caller as TokenIdentity });
    },
    options,
  );
}

function assertThisRepository(world: World, { params }: Call): void {
  const { organization, repository } = world.state;
  const same = (a: string | undefined, b: string) => a?.toLowerCase() === b.toLowerCase();
  if (!same(params['owner'], organization.login) || !same(params['repo'], repository.name)) throw notFound();
}

/** Creates a route under `/orgs/{org}` or `/organizations/{org_id}`. */
export function organizationRoute(
  world: World,
  operation: string,
  handle: (request: Request) => Answer | Promise<Answer>,
): Route {
  return route(world, operation, (request) => {
    const { organization } = world.state;
    const { org, org_id } = request.call.params;
    const named =
      org === undefined ? Number(org_id) === organization.id : org.toLowerCase() === organization.login.toLowerCase();
    if (!named) throw notFound();
    return handle(request);
  });
}

export const ok = (body: unknown, headers: Readonly<Record<string, string>> = {}): Answer => ({
  status: 200,
  body,
  headers,
});
export const created = (body: unknown): Answer => ({ status: 201, body });
export const noContent = (): Answer => ({ status: 204 });

/** Returns a path's parameter. The router has already matched it. */
export function parameter({ call }: Request, name: string): string {
  return call.params[name] ?? '';
}

/** @throws ApiError 404 if the parameter is not a number, because no object can have it */
export function numberParameter(request: Request, name: string): number {
  const text = parameter(request, name);
  if (!/^\d{1,15}$/.test(text)) throw notFound();
  return Number(text);
}

/**
 * Returns the requested page of a list, and the `Link` header for the other pages. `per_page` is 30 by default and at
 * most 100.
 */
export function page<T>(
  { world, call }: Request,
  items: readonly T[],
): { items: readonly T[]; headers: Record<string, string> } {
  const size = Math.min(100, positive(call.query.get('per_page'), 30));
  const at = positive(call.query.get('page'), 1);
  const last = Math.max(1, Math.ceil(items.length / size));
  const link = (to: number, rel: string) => {
    const query = new URLSearchParams(call.query);
    query.set('page', String(to));
    return `<${world.origin()}${call.url.pathname}?${query.toString()}>; rel="${rel}"`;
  };
  const links = [
    ...(at > 1 ? [link(at - 1, 'prev')] : []),
    ...(at < last ? [link(at + 1, 'next'), link(last, 'last')] : []),
    ...(at > 1 ? [link(1, 'first')] : []),
  ];
  return {
    items: items.slice((at - 1) * size, at * size),
    headers: links.length === 0 ? {} : { Link: links.join(', ') },
  };
}

/**
 * Returns the part of a list at the query's `after` or `before`. The `Link` headers hold such cursors, because the list
 * may grow at its beginning meanwhile.
 */
export function cursorPage<T>(
  { world, call }: Request,
  items: readonly T[],
  idOf: (item: T) => number,
): { items: readonly T[]; headers: Record<string, string> } {
  const size = Math.min(100, positive(call.query.get('per_page'), 30));
  const placeOf = (name: 'after' | 'before') => {
    const cursor = call.query.get(name);
    if (cursor === null) return undefined;
    const place = items.findIndex((item) => toCursor(idOf(item)) === cursor);
    if (place < 0) throw validationFailed(`The ${name} parameter is not a valid cursor.`);
    return place;
  };
  const [after, before] = [placeOf('after'), placeOf('before')];
  const end = before ?? Math.min(items.length, (after ?? -1) + 1 + size);
  const start = before === undefined ? (after ?? -1) + 1 : Math.max(0, before - size);
  const shown = items.slice(start, end);
  const link = (name: 'after' | 'before', item: T | undefined, rel: string) => {
    if (item === undefined) return [];
    const query = new URLSearchParams(call.query);
    query.delete('after');
    query.delete('before');
    query.set(name, toCursor(idOf(item)));
    return [`<${world.origin()}${call.url.pathname}?${query.toString()}>; rel="${rel}"`];
  };
  const links = [
    ...(start > 0 ? link('before', shown[0], 'prev') : []),
    ...(end < items.length ? link('after', shown.at(-1), 'next') : []),
  ];
  return { items: shown, headers: links.length === 0 ? {} : { Link: links.join(', ') } };
}

function toCursor(id: number): string {
  return Buffer.from(`activity:${id}`).toString('base64');
}

/** @throws ApiError 422 for a page past GitHub's maximum for the resource */
export function assertWithin({ call }: Request, most: number): void {
  const size = Math.min(100, positive(call.query.get('per_page'), 30));
  if ((positive(call.query.get('page'), 1) - 1) * size < most) return;
  throw new ApiError(422, 'In order to keep the API fast for everyone, pagination is limited for this resource.');
}

/** @throws ApiError 409 for a repository without branches */
export function assertNotEmpty(world: World): void {
  if (world.git.refs().size === 0) throw new ApiError(409, 'Git Repository is empty.');
}

/** Returns a page of a list as the answer. */
export async function listed<T>(request: Request, all: readonly T[], toBody: (item: T) => unknown): Promise<Answer> {
  const { items, headers } = page(request, all);
  return ok(await Promise.all(items.map(toBody)), headers);
}

function positive(text: string | null, otherwise: number): number {
  const number = Number(text);
  return Number.isInteger(number) && number > 0 ? number : otherwise;
}

/** Returns true if the call's `Accept` header asks for one of GitHub's own media types. */
export function wants({ call }: Request, media: 'raw' | 'sha' | 'diff'): boolean {
  const accept = call.headers['accept'] ?? '';
  return accept.includes(`application/vnd.github.${media}`) || accept.includes(`application/vnd.github.v3.${media}`);
}

function withUsualHeaders(world: World, caller: Caller, answer: Answer): Answer {
  return {
    ...answer,
    headers: {
      'X-GitHub-Media-Type': 'github.v3; format=json',
      'X-GitHub-Api-Version-Selected': '2022-11-28',
      ...budgetHeaders(world, caller, 'core'),
      ...answer.headers,
    },
  };
}
