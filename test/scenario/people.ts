/** Where people work: GitHub's API and their tokens, by login. */
export interface Office {
  readonly api: string;
  readonly tokens: Readonly<Record<string, string>>;
  /** The path of a request. */
  readonly path: (slug: string) => string;
}

/** A person at GitHub: everything is a plain HTTP call with that person's own token. */
export interface Person {
  readonly login: string;
  /** About the repository, or with `/orgs/…` about the organization. @throws Error for any answer that is not a success */
  call(method: string, path: string, body?: unknown): Promise<unknown>;
  /** Commits one file on a branch, made from main if it is not there; `undefined` removes it. */
  commit(branch: string, path: string, content: string | Uint8Array | undefined): Promise<string>;
  /** Opens a pull request of a branch. */
  open(branch: string): Promise<number>;
  /** Opens a pull request that adds one request under `orders-db-read`, or whatever `text` says. */
  ask(slug: string, text?: string | Uint8Array): Promise<number>;
  /** @param commit the commit looked at; the head unless told */
  approve(pull: number, commit?: string): Promise<void>;
  merge(pull: number, method?: 'merge' | 'squash' | 'rebase'): Promise<void>;
}

const REPOSITORY = '/repos/acme/access';

export function personAt(office: Office, login: string): Person {
  const { api, tokens } = office;

  async function send(method: string, path: string, body?: unknown): Promise<Response> {
    return fetch(`${api}${path.startsWith('/orgs/') ? '' : REPOSITORY}${path}`, {
      method,
      headers: { authorization: `Bearer ${tokens[login] ?? ''}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  }

  async function call(method: string, path: string, body?: unknown): Promise<unknown> {
    const response = await send(method, path, body);
    if (!response.ok)
      throw new Error(`${login}: ${method} ${path} was answered ${response.status}: ${await response.text()}`);
    return response.status === 204 ? undefined : response.json();
  }

  async function branchOff(name: string): Promise<void> {
    const main = (await call('GET', '/git/ref/heads/main')) as { object: { sha: string } };
    await call('POST', '/git/refs', { ref: `refs/heads/${name}`, sha: main.object.sha });
  }

  async function write(branch: string, path: string, content: string | Uint8Array): Promise<void> {
    const about = { message: `Write ${path}`, branch, content: Buffer.from(content).toString('base64') };
    await call('PUT', `/contents/${path}`, about);
  }

  async function commit(branch: string, path: string, content: string | Uint8Array | undefined): Promise<string> {
    if (!(await send('GET', `/git/ref/heads/${branch}`)).ok) await branchOff(branch);
    const at = path.split('/').map(encodeURIComponent).join('/');
    const present = await send('GET', `/contents/${at}?ref=${branch}`);
    const known = present.ok ? { sha: ((await present.json()) as { sha: string }).sha } : {};
    const about = { message: `${content === undefined ? 'Remove' : 'Write'} ${path}`, branch, ...known };
    const done = await (content === undefined
      ? call('DELETE', `/contents/${at}`, about)
      : call('PUT', `/contents/${at}`, { ...about, content: Buffer.from(content).toString('base64') }));
    return (done as { commit: { sha: string } }).commit.sha;
  }

  async function open(branch: string): Promise<number> {
    const pull = await call('POST', '/pulls', { title: `About ${branch}`, head: branch, base: 'main' });
    return (pull as { number: number }).number;
  }

  return {
    login,
    call,
    commit,
    open,
    async ask(slug, text = requestFor()) {
      await branchOff(slug);
      await write(slug, office.path(slug), text);
      return open(slug);
    },
    async approve(pull, commitId) {
      const about = commitId === undefined ? {} : { commit_id: commitId };
      await call('POST', `/pulls/${pull}/reviews`, { event: 'APPROVE', ...about });
    },
    async merge(pull, method = 'merge') {
      await call('PUT', `/pulls/${pull}/merge`, { merge_method: method });
    },
  };
}

/** The path of a request, in the folder of its month. @param at milliseconds */
export function requestPath(at: number, slug: string): string {
  return `requests/${new Date(at).toISOString().slice(0, 7).replace('-', '/')}/${slug}.yaml`;
}

/**
 * Paths of requests by their slugs. Each stays in the folder of the month in which it was first named: that month may end
 * before somebody names it again.
 * @param now milliseconds, in sandbox time
 */
export function openCabinet(now: () => number): (slug: string) => string {
  const paths = new Map<string, string>();
  return (slug) => {
    const path = paths.get(slug) ?? requestPath(now(), slug);
    paths.set(slug, path);
    return path;
  };
}

/** A request that its policy admits. */
export function requestFor(policy = 'orders-db-read', duration = '2h'): string {
  return [
    `policy: ${policy}`,
    `duration: ${duration}`,
    'reason: >-',
    '  Checkout returns 500s since 02:05 UTC; need to read lock waits in the orders database.',
    'incident: INC-4821',
    '',
  ].join('\n');
}
