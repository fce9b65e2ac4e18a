import type { Caller } from '../../core/quarantine/may.ts';
import { reading, type GitHub } from './client.ts';
import { Unread } from './unread.ts';

/**
 * The owner of a connection's token: https://docs.github.com/en/rest/users/users#get-the-authenticated-user
 * GitHub answers 403, `Resource not accessible by integration`, to the token of an App or a workflow. Never throws.
 */
export async function callerByToken({ octokit }: GitHub): Promise<Caller> {
  try {
    const { data } = await reading('the owner of the token', octokit.request('GET /user'));
    return toCaller(data) ?? { is: 'unknown', why: 'GitHub names no account for the token' };
  } catch (error) {
    const { status, message: why } = toUnread(error);
    if (status === undefined || status >= 500) return { is: 'unreachable', why };
    return status === 403 && /not accessible by integration/i.test(why) ? { is: 'app' } : { is: 'unknown', why };
  }
}

/** The variables of a run that name people. */
export interface RunVariables {
  readonly GITHUB_ACTOR?: string | undefined;
  readonly GITHUB_ACTOR_ID?: string | undefined;
  readonly GITHUB_TRIGGERING_ACTOR?: string | undefined;
  /** A re-run keeps the first actor's number, and their login may be another person's by now. */
  readonly GITHUB_RUN_ATTEMPT?: string | undefined;
}

/**
 * The person who started a workflow run. A re-run keeps the first actor and their number, and only `GITHUB_TRIGGERING_ACTOR` names
 * the one who asked for it: https://docs.github.com/en/actions/reference/workflows-and-actions/variables. Never throws.
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
    return found ?? { is: 'unknown', why: `GitHub names no account for ${login}` };
  } catch (error) {
    return { is: 'unknown', why: toUnread(error).message };
  }
}

/** `undefined`: no account has such a number or login. */
function toCaller({ id, login, type }: { readonly [Name in 'id' | 'login' | 'type']: unknown }): Caller | undefined {
  const isAccount = Number.isSafeInteger(Number(id)) && Number(id) > 0;
  return isAccount && typeof login === 'string' && LOGIN.test(login) && typeof type === 'string'
    ? { is: 'account', id: Number(id), login, type }
    : undefined;
}

const LOGIN = /^[A-Za-z0-9_[\]-]{1,100}$/;

/** An answer of another shape is as good as none. */
function toUnread(error: unknown): Unread {
  return error instanceof Unread ? error : new Unread('the caller', 'GitHub answered in a form that is not known', 200);
}
