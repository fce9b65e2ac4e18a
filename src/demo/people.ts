import type { Sandbox } from '../sandbox/sandbox.ts';

/** A person at the sandbox's GitHub. Each action is a plain HTTP call with the person's own token. */
export interface Person {
  readonly login: string;
  /** Opens a pull request that adds one file; resolves to its number and address. */
  ask(slug: string, path: string, text: string): Promise<{ readonly number: number; readonly url: string }>;
  approve(pull: number): Promise<void>;
  merge(pull: number): Promise<void>;
  close(pull: number): Promise<void>;
}

const REPOSITORY = '/repos/acme/access';

/** Returns the person with this login. */
export function personAt(sandbox: Sandbox, login: string): Person {
  const call = async (method: string, path: string, body?: unknown): Promise<unknown> => {
    const response = await fetch(`${sandbox.github.apiUrl}${REPOSITORY}${path}`, {
      method,
      headers: { authorization: `Bearer ${sandbox.tokens[login] ?? ''}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    if (!response.ok)
      throw new Error(`${login}: ${method} ${path} was answered ${response.status}: ${await response.text()}`);
    return response.json();
  };
  return {
    login,
    async ask(slug, path, text) {
      const main = (await call('GET', '/git/ref/heads/main')) as { object: { sha: string } };
      await call('POST', '/git/refs', { ref: `refs/heads/${slug}`, sha: main.object.sha });
      const content = Buffer.from(text).toString('base64');
      await call('PUT', `/contents/${path}`, { message: `Ask for access: ${slug}`, content, branch: slug });
      const pull = (await call('POST', '/pulls', { title: slug, head: slug, base: 'main' })) as {
        number: number;
        html_url: string;
      };
      return { number: pull.number, url: pull.html_url };
    },
    async approve(pull) {
      await call('POST', `/pulls/${pull}/reviews`, { event: 'APPROVE' });
    },
    async merge(pull) {
      await call('PUT', `/pulls/${pull}/merge`, { merge_method: 'merge' });
    },
    async close(pull) {
      await call('PATCH', `/pulls/${pull}`, { state: 'closed' });
    },
  };
}
