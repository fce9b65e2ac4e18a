import { expect } from 'vitest';
import type { Bench } from '../../../sandbox/github/support.ts';
import type { Hit } from './exercise.ts';

/** Makes one call over HTTP, with nothing between it and the answer, and expects its status. */
export async function hitOn(
  bench: Bench,

  operation: string,
  { status, as = 'alice', params = {}, query = {}, body }: Hit,
): Promise<void> {
  const [method = '', template = ''] = operation.split(' ');
  const values: Readonly<Record<string, string | number>> = { owner: 'acme', repo: 'access', org: 'acme', ...params };
  // a path or ref keeps its slashes, as GitHub's clients send it
  const path = template.replace(/\{(\w+)\}/g, (_, name: string) =>
    encodeURI(String(values[name] ?? expect.fail(`no ${name} for ${operation}`))),
  );
  const answer = await fetch(`${bench.github.apiUrl}${path}?${new URLSearchParams(query).toString()}`, {
    method,
    redirect: 'manual',
    headers: {
      accept: 'application/vnd.github+json',
      ...(as === 'nobody' ? {} : { authorization: `Bearer ${bench.token(as)}` }),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  expect({ operation, status: answer.status, text: answer.status === status ? '' : await answer.text() }).toEqual({
    operation,
    status,
    text: '',
  });
}
