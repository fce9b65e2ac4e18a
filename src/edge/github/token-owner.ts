import { reading, type GitHub } from './client.ts';

/**
 * Whose token a connection has: https://docs.github.com/en/rest/users/users#get-the-authenticated-user
 *
 * `undefined` where GitHub does not say: it does not answer, or the token is no person's but an App's or a workflow's.
 * Never throws.
 */
export async function tokenOwner({
  octokit,
}: GitHub): Promise<{ readonly id: number; readonly login: string } | undefined> {
  try {
    const { data } = await reading('the owner of the token', octokit.request('GET /user'));
    const { login, type } = data;
    const id = Number(data.id);
    const isPerson = type === 'User' && Number.isSafeInteger(id) && id > 0 && /^[A-Za-z0-9_-]{1,100}$/.test(login);
    return isPerson ? { id, login } : undefined;
  } catch {
    return undefined;
  }
}
