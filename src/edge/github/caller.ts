import type { Caller } from '../../core/quarantine/may.ts';
import { reading, type GitHub } from './client.ts';
import { Unread } from './unread.ts';

/**
 * Returns the owner of a connection's token. Never throws. For the token of an App or a workflow GitHub answers 403,
 * `Resource not accessible by integration`.
 * https://docs.github.com/en/rest/users/users#get-the-authenticated-user
 */
export async function callerByToken({ octokit }: GitHub): Promise<Caller> {
  try {
    const { data } = await reading('the owner of the token', octokit.request('GET /user'));
    return toCaller(data) ?? { is: 'unknown', why: 'GitHub returned no account for the token' };
  } catch (error) {
    const { status, message: why } = toUnread(error);
    if (status === undefined || status >= 500) return { is: 'unreachable', why };
    return status === 403 && /not accessible by integration/i.test(why) ? { is: 'app' } : { is: 'unknown', why };
  }
}

/** The variables of a run that name accounts. */
export interface RunVariables {
  readonly GITHUB_ACTOR?: string | undefined;
  readonly GITHUB_ACTOR_ID?: string | undefined;
  readonly GITHUB_TRIGGERING_ACTOR?: string | undefined;
  /** A re-run keeps the first actor's number. Their login may belong to another person by then. */
  readonly GITHUB_RUN_ATTEMPT?: string | undefined;
}

/**
 * Returns the person who started a workflow run. Never throws. A re-run keeps the first actor and their number. Only
 * `GITHUB_TRIGGERING_ACTOR` names the person who asked for it.
 * https://docs.github.com/en/actions/reference/workflows-and-actions/variables
 */
export async function callerOfRun(
  { octokit }: GitHub,
  {
    GITHUB_ACTOR: actor,
    GITHUB_ACTOR_ID: id,
    GITHUB_TRIGGERING_ACTOR: login,
    GITHUB_RUN_ATTEMPT: attempt,
  }: RunVariables,
): Promise<Caller> {
  if (login === undefined || login === '') return { is: 'unknown', why: 'GITHUB_TRIGGERING_ACTOR is not set' };
  const own = { id: Number(id), login, type: login.endsWith('[bot]') ? 'Bot' : 'User' };
  const known = login === actor && attempt === '1' ? toCaller(own) : undefined;
  if (known !== undefined) return known;
  try {
    const { data } = await reading(
      `the account ${login}`,
      octokit.request('GET /users/{username}', { username: login }),
    );
    const found = data.login.toLowerCase() === login.toLowerCase() ? toCaller(data) : undefined;
    return found ?? { is: 'unknown', why: `GitHub returned no account for ${login}` };
  } catch (error) {
    return { is: 'unknown', why: toUnread(error).message };
  }
}

/** Parses an account; `undefined` if no account can have such a number or login. */
function toCaller({ id, login, type }: { readonly [Name in 'id' | 'login' | 'type']: unknown }): Caller | undefined {
  const isAccount = Number.isSafeInteger(Number(id)) && Number(id) > 0;
  return isAccount && typeof login === 'string' && LOGIN.test(login) && typeof type === 'string'
    ? { is: 'account', id: Number(id), login, type }
    : undefined;
}

const LOGIN = /^[A-Za-z0-9_[\]-]{1,100}$/;

/** Returns the error as `Unread`. An answer of an unknown shape counts as none. */
function toUnread(error: unknown): Unread {
  return error instanceof Unread ? error : new Unread('the caller', 'GitHub answered in an unknown form', 200);
}
