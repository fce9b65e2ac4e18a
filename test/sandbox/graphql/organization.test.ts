import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { IDENTITY_GRAPHQL, SECOND_FACTORS_GRAPHQL } from '../../../src/edge/github/queries.ts';
import { startGitHub } from '../../../src/sandbox/github/github.ts';
import { Octokit } from '@octokit/rest';
import { refusal, startHarness, type Harness } from './harness.ts';

let github: Harness;
beforeAll(async () => {
  github = await startHarness();
  const { users } = github.world.state;
  const mallory = users.get(1006);
  if (mallory !== undefined) users.set(1006, { ...mallory, twoFactor: false });
});
afterAll(() => github.close());

const ask = (who: Parameters<Harness['as']>[0], organization = 'acme') =>
  github.as(who)(SECOND_FACTORS_GRAPHQL, { organization });

describe('GraphQL of the organization', () => {
  test('tells an owner who has a second factor', async () => {
    expect(await ask('acme-admin')).toEqual({
      organization: {
        requiresTwoFactorAuthentication: true,
        membersWithRole: {
          totalCount: 7,
          pageInfo: { hasNextPage: false, endCursor: expect.any(String) as string },
          edges: [1000, 1001, 1002, 1003, 1004, 1005, 1006].map((id) => ({
            hasTwoFactorEnabled: id !== 1006,
            node: { databaseId: id },
          })),
        },
      },
    });
  });

  test('tells an installation that may read the administration of the organization', async () => {
    const permissions = { members: 'read', organization_administration: 'read' } as const;
    expect(await ask({ kind: 'installation', permissions })).toMatchObject({
      organization: {
        requiresTwoFactorAuthentication: true,
        membersWithRole: {
          edges: expect.arrayContaining([{ hasTwoFactorEnabled: true, node: { databaseId: 1000 } }]) as unknown,
        },
      },
    });
  });

  test.each([
    ['a member', 'alice'],
    ['an installation that may only list members', { kind: 'installation', permissions: { members: 'read' } }],
  ] as const)('answers null, without an error, to %s', async (_who, caller) => {
    expect(await ask(caller)).toMatchObject({
      organization: {
        requiresTwoFactorAuthentication: null,
        membersWithRole: {
          totalCount: 7,
          edges: Array.from({ length: 7 }, () => expect.objectContaining({ hasTwoFactorEnabled: null }) as unknown),
        },
      },
    });
  });

  test("has no organization for a workflow's token, and says so", async () => {
    expect(await refusal(ask({ kind: 'workflow', permissions: { contents: 'write' } }))).toMatchObject({
      data: { organization: null },
      errors: [
        {
          type: 'FORBIDDEN',
          path: ['organization', 'membersWithRole'],
          message: 'Resource not accessible by integration',
          locations: [{}],
        },
      ],
    });
  });

  test('does not know another organization', async () => {
    expect(await refusal(ask('acme-admin', 'other'))).toMatchObject({
      data: { organization: null },
      errors: [
        {
          type: 'NOT_FOUND',
          path: ['organization'],
          message: "Could not resolve to an Organization with the login of 'other'.",
        },
      ],
    });
  });
});

describe('single sign-on of the organization', () => {
  test('names linked people to owners and to Apps that may read members, and to nobody else', async () => {
    const saml = { alice: 'alice@acme.example', bob: 'bob@acme.example' };
    const linked = await startGitHub({ now: () => 0, from: [], saml });
    const identity = async (who: Parameters<typeof linked.mintToken>[0], login = 'alice') =>
      new Octokit({ baseUrl: linked.apiUrl, auth: linked.mintToken(who) }).graphql(IDENTITY_GRAPHQL, {
        organization: 'acme',
        login,
      });
    const provider = (nodes: readonly object[]) => ({
      organization: { samlIdentityProvider: { externalIdentities: { totalCount: nodes.length, nodes } } },
    });
    const alice = { user: { databaseId: 1001 }, samlIdentity: { nameId: 'alice@acme.example' } };
    const app = { kind: 'installation', permissions: { members: 'read' } } as const;
    expect(await identity({ kind: 'user', login: 'acme-admin' })).toEqual(provider([alice]));
    expect(await identity(app)).toEqual(provider([alice]));
    expect(await identity(app, 'carol')).toEqual(provider([]));
    const hidden = { organization: { samlIdentityProvider: null } };
    expect(await identity({ kind: 'user', login: 'bob' })).toEqual(hidden);
    expect(await identity({ kind: 'workflow', permissions: { contents: 'read' } })).toEqual(hidden);
    await linked.close();
  });

  test('is not there where the organization does not use it', async () => {
    expect(await github.as('acme-admin')(IDENTITY_GRAPHQL, { organization: 'acme', login: 'alice' })).toEqual({
      organization: { samlIdentityProvider: null },
    });
  });
});
