import { expect, test } from 'vitest';
import { startBench, startGit } from './support.ts';

/** What a stranger would write who has an address, tokens, HTTP and git, and no library of ours or GitHub's. */
test('a plain script opens, approves and merges a pull request and finds it in a clone', async () => {
  const bench = await startBench();
  const client = await startGit();
  const call = async (who: string, method: string, path: string, body?: unknown): Promise<Record<string, never>> => {
    const answer = await fetch(`${bench.github.apiUrl}${path}`, {
      method,
      headers: { authorization: `Bearer ${bench.token(who)}`, accept: 'application/vnd.github+json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    expect(answer.ok, `${method} ${path}: ${answer.status}`).toBe(true);
    return (await answer.json()) as Record<string, never>;
  };
  const repo = '/repos/acme/access';
  const { object } = (await call('alice', 'GET', `${repo}/git/ref/heads/main`)) as unknown as {
    object: { sha: string };
  };
  await call('alice', 'POST', `${repo}/git/refs`, { ref: 'refs/heads/ask', sha: object.sha });
  const content = Buffer.from('policy: orders-db-read\n').toString('base64');
  await call('alice', 'PUT', `${repo}/contents/requests/2026/11/ask.yaml`, { branch: 'ask', message: 'Ask', content });
  const { number } = (await call('alice', 'POST', `${repo}/pulls`, {
    title: 'Ask',
    head: 'ask',
    base: 'main',
  })) as unknown as { number: number };
  await call('bob', 'POST', `${repo}/pulls/${number}/reviews`, { event: 'APPROVE' });
  await call('alice', 'PUT', `${repo}/pulls/${number}/merge`, { merge_method: 'squash' });
  await client.git('clone', '--quiet', bench.github.gitUrl(bench.token('alice')), '.');
  expect(await client.git('log', '-1', '--format=%s|%ae|%ce')).toBe(
    'Ask (#1)|1001+alice@users.noreply.github.com|noreply@github.com\n',
  );
  expect(await client.git('show', 'HEAD:requests/2026/11/ask.yaml')).toBe('policy: orders-db-read\n');
  expect(await client.git('-C', bench.github.repository.directory, 'fsck', '--strict', '--no-dangling')).toBe('');
  await client.remove();
  await bench.close();
});

test('fifty pull requests are opened, approved and merged at once, each exactly once', async () => {
  const bench = await startBench();
  const all = Array.from({ length: 50 }, (_, index) => index);
  const numbers = await Promise.all(
    all.map((index) => bench.pull('alice', `many-${index}`, { [`requests/many-${index}.yaml`]: `n: ${index}\n` })),
  );
  expect(new Set(numbers).size).toBe(50);
  const [alice, bob] = [bench.as('alice'), bench.as('bob')];
  const repo = { owner: 'acme', repo: 'access' };
  await Promise.all(
    numbers.map(async (pull_number) => {
      await bob.pulls.createReview({ ...repo, pull_number, event: 'APPROVE' });
      await alice.pulls.merge({ ...repo, pull_number, merge_method: pull_number % 2 === 0 ? 'squash' : 'merge' });
    }),
  );
  const { data } = await alice.git.getTree({ ...repo, tree_sha: 'main', recursive: '1' });
  expect(data.tree.filter(({ path }) => path.includes('many-'))).toHaveLength(50);
  const merged = await alice.paginate(alice.pulls.list, { ...repo, state: 'closed' });
  expect(merged.filter(({ merged_at }) => merged_at !== null)).toHaveLength(50);
  await bench.close();
}, 60_000);
