import { afterEach, describe, expect, it } from 'vitest';
import { peopleReader } from '../../../src/edge/github/people.ts';
import type { Answer, Call } from '../../../src/sandbox/http.ts';
import { startAnswering, type Answering, type Script } from './answering.ts';

const MEMBERS = 'GET /orgs/{org}/teams/{team_slug}/members';
const PERMISSION = 'GET /repos/{owner}/{repo}/collaborators/{username}/permission';
let running: Answering | undefined;

afterEach(async () => {
  await running?.service.close();
  running = undefined;
});

async function people(script: Script) {
  running = await startAnswering(script);
  return peopleReader(running.github, { owner: 'acme', name: 'access' });
}

describe('the members of a team', () => {
  const team = (answer: (call: Call) => Answer) => people({ rest: { [MEMBERS]: answer } });

  it('are read through every page, as numeric ids, once', async () => {
    const reader = await team(({ query }) => {
      const page = Number(query.get('page'));
      const link =
        page === 1 ? { link: '<https://api.github.com/x>; rel="next", <https://api.github.com/y>; rel="last"' } : {};
      return { status: 200, body: [{ login: `m${page}`, id: page }], headers: link };
    });
    expect(await reader.team('sre-leads')).toEqual([1, 2]);
    expect(await reader.team('sre-leads')).toEqual([1, 2]);
    expect(running?.calls).toHaveLength(2);
    expect(running?.calls[0]?.params).toEqual({ org: 'acme', team_slug: 'sre-leads' });
  });

  it('are those of the pinned team in one round, while it has its slug', async () => {
    const reader = await people({
      rest: {
        'GET /orgs/{org}/teams/{team_slug}': () => ({ status: 200, body: { id: 802, slug: 'sre-leads' } }),
        [MEMBERS]: () => ({ status: 200, body: [{ login: 'bob', id: 1002 }] }),
      },
    });
    expect(await reader.team('sre-leads#802')).toEqual([1002]);
    expect(running?.calls).toHaveLength(2);
  });

  it('are those of the pinned team after a rename, whatever team has its old slug', async () => {
    const reader = await people({
      rest: {
        'GET /orgs/{org}/teams/{team_slug}': () => ({ status: 200, body: { id: 990, slug: 'sre-leads' } }),
        'GET /orgs/{org}/teams': () => ({
          status: 200,
          body: [
            { id: 990, slug: 'sre-leads' },
            { id: 802, slug: 'sre' },
          ],
        }),
        [MEMBERS]: ({ params }) => ({ status: 200, body: [{ id: params['team_slug'] === 'sre' ? 1002 : 1004 }] }),
      },
    });
    expect(await reader.team('sre-leads#802')).toEqual([1002]);
  });

  it.each([
    ['does not list the pinned team', [{ id: 990, slug: 'sre-leads' }]],
    ['lists it without a slug', [{ id: 802 }]],
  ])('are not known when GitHub %s', async (_, teams) => {
    const reader = await people({
      rest: {
        'GET /orgs/{org}/teams/{team_slug}': () => ({ status: 200, body: { id: 990, slug: 'sre-leads' } }),
        'GET /orgs/{org}/teams': () => ({ status: 200, body: teams }),
        [MEMBERS]: () => ({ status: 200, body: [{ id: 1004 }] }),
      },
    });
    expect(await reader.team('sre-leads#802')).toBeNull();
  });

  it('may be nobody', async () => {
    const reader = await team(() => ({ status: 200, body: [] }));
    expect(await reader.team('sre-leads')).toEqual([]);
  });

  it.each([403, 404, 503])('are not known, rather than nobody, when GitHub answers %i', async (status) => {
    const reader = await team(() => ({ status, body: { message: 'no' } }));
    expect(await reader.team('sre-leads')).toBeNull();
  });

  it('are not known when one has no id', async () => {
    const reader = await team(() => ({ status: 200, body: [{ login: 'bob' }] }));
    expect(await reader.team('sre-leads')).toBeNull();
  });
});

describe('the permission of a reviewer', () => {
  const permission = (body: unknown, status = 200) => people({ rest: { [PERMISSION]: () => ({ status, body }) } });

  it.each(['admin', 'write', 'read', 'none'])('is %s', async (word) => {
    const reader = await permission({ permission: word, role_name: 'custom', user: { login: 'bob', id: 1002 } });
    expect(await reader.permission('bob', 1002)).toBe(word);
  });

  it('is not known when somebody else bears the login now', async () => {
    const reader = await permission({ permission: 'write', user: { login: 'bob', id: 4711 } });
    expect(await reader.permission('bob', 1002)).toBeNull();
  });

  it('is not known when GitHub names nobody', async () => {
    const reader = await permission({ permission: 'write', user: null });
    expect(await reader.permission('bob', 1002)).toBeNull();
  });

  it('is not known when it is a word nobody told us', async () => {
    const reader = await permission({ permission: 'owner', user: { login: 'bob', id: 1002 } });
    expect(await reader.permission('bob', 1002)).toBeNull();
  });

  it.each([403, 404, 500])('is not known when GitHub answers %i', async (status) => {
    const reader = await permission({ message: 'no' }, status);
    expect(await reader.permission('bob', 1002)).toBeNull();
  });
});

describe('second factors', () => {
  const organization = (edges: unknown[], hasNextPage = false, required: boolean | null = true) => ({
    organization: {
      requiresTwoFactorAuthentication: required,
      membersWithRole: { totalCount: 2, pageInfo: { hasNextPage, endCursor: 'second' }, edges },
    },
  });
  const member = (databaseId: number, hasTwoFactorEnabled: boolean | null) => ({
    hasTwoFactorEnabled,
    node: { databaseId },
  });

  it('are read through every page, once, for the people asked about', async () => {
    const reader = await people({
      graphql: {
        SecondFactors: ({ after }) =>
          after === 'second' ? organization([member(1002, false)]) : organization([member(1001, true)], true),
      },
    });
    expect(await reader.secondFactors([1001, 1002, 1009])).toEqual({
      required: true,
      enabled: { 1001: true, 1002: false, 1009: null },
    });
    await reader.secondFactors([1001]);
    expect(running?.calls).toHaveLength(2);
  });

  it('keep what may be seen when the rest is forbidden', async () => {
    const errors = [{ type: 'FORBIDDEN', path: ['organization', 'requiresTwoFactorAuthentication'], message: 'no' }];
    const reader = await people({
      graphql: { SecondFactors: () => ({ data: organization([member(1001, null)], false, null), errors }) },
    });
    expect(await reader.secondFactors([1001])).toEqual({ required: null, enabled: { 1001: null } });
  });

  it('are not known where there is no organization', async () => {
    const errors = [{ type: 'NOT_FOUND', path: ['organization'], message: 'Could not resolve' }];
    const reader = await people({ graphql: { SecondFactors: () => ({ data: { organization: null }, errors }) } });
    expect(await reader.secondFactors([1001])).toEqual({ required: null, enabled: { 1001: null } });
  });

  it('are not known of those on a page that fails', async () => {
    const reader = await people({
      graphql: {
        SecondFactors: ({ after }) =>
          after === 'second' ? { errors: [{ message: 'timeout' }] } : organization([member(1001, true)], true),
      },
    });
    expect(await reader.secondFactors([1001, 1002])).toEqual({ required: true, enabled: { 1001: true, 1002: null } });
  });
});
