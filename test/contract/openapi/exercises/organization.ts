import type { Bench } from '../../../sandbox/github/support.ts';
import { ELSEWHERE, type Exercises } from './exercise.ts';

const COLLABORATOR = '/repos/{owner}/{repo}/collaborators';
const TEAM = '/orgs/{org}/teams/{team_slug}';
const NO_MEMBERS = { kind: 'workflow', permissions: { contents: 'read' } } as const;

/** People, organisation, teams, and GitHub itself. */
export const ORGANIZATION: Exercises = {
  'GET /rate_limit': () => ({ good: { status: 200 }, bad: { status: 404, bare: true } }),
  'GET /user': () => ({ good: { status: 200 }, bad: { status: 401, as: 'nobody' } }),
  'GET /user/{account_id}': () => ({
    good: { status: 200, params: { account_id: 1002 } },
    bad: { status: 404, params: { account_id: 4242 } },
  }),
  'GET /users/{username}': () => ({
    good: { status: 200, params: { username: 'bob' } },
    bad: { status: 404, params: { username: 'no-such-person' } },
  }),
  'GET /user/ssh_signing_keys': () => ({ good: { status: 200 }, bad: { status: 401, as: 'nobody' } }),
  'POST /user/ssh_signing_keys': () => ({
    good: { status: 201, body: { title: 'token', key: `ssh-ed25519 ${keyBlob(1)} alice@laptop` } },
    bad: { status: 422, body: { key: 'ssh-ed25519 AAAA' } },
  }),
  'GET /user/ssh_signing_keys/{ssh_signing_key_id}': async ({ bench }) => ({
    good: { status: 200, params: { ssh_signing_key_id: await registerKey(bench, 2) } },
    bad: { status: 404, params: { ssh_signing_key_id: 4242 } },
  }),
  'DELETE /user/ssh_signing_keys/{ssh_signing_key_id}': async ({ bench }) => ({
    good: { status: 204, params: { ssh_signing_key_id: await registerKey(bench, 3) } },
    bad: { status: 404, params: { ssh_signing_key_id: 4242 } },
  }),
  'GET /users/{username}/ssh_signing_keys': async ({ bench }) => {
    await registerKey(bench, 4);
    return { good: { status: 200, params: { username: 'alice' } } };
  },
  [`GET ${COLLABORATOR}`]: () => ({ good: { status: 200 }, bad: { status: 404, params: ELSEWHERE } }),
  [`GET ${COLLABORATOR}/{username}`]: () => ({
    good: { status: 204, params: { username: 'bob' } },
    bad: { status: 404, params: { username: 'no-such-person' } },
  }),
  [`GET ${COLLABORATOR}/{username}/permission`]: () => ({
    good: { status: 200, params: { username: 'mallory' } },
    bad: { status: 404, params: { username: 'no-such-person' } },
  }),
  'GET /orgs/{org}': () => ({
    good: { status: 200, as: 'acme-admin' },
    bad: { status: 404, params: { org: 'other' } },
  }),
  'GET /orgs/{org}/members': () => ({
    good: { status: 200 },
    bad: { status: 422, query: { filter: '2fa_disabled' } },
  }),
  'GET /orgs/{org}/members/{username}': () => ({
    good: { status: 204, params: { username: 'bob' } },
    bad: { status: 404, params: { username: 'no-such-person' } },
  }),
  'GET /orgs/{org}/memberships/{username}': () => ({
    good: { status: 200, params: { username: 'bob' } },
    bad: { status: 404, params: { username: 'no-such-person' } },
  }),
  'GET /orgs/{org}/teams': () => ({ good: { status: 200 }, bad: { status: 403, as: NO_MEMBERS } }),
  'POST /orgs/{org}/teams': () => ({
    good: { status: 201, as: 'acme-admin', body: { name: 'Night watch' } },
    bad: { status: 422, as: 'acme-admin', body: { name: 'SRE leads' } },
  }),
  [`PATCH ${TEAM}`]: () => ({
    good: { status: 200, as: 'acme-admin', params: { team_slug: 'night-watch' }, body: { name: 'Day watch' } },
    bad: { status: 404, as: 'acme-admin', params: { team_slug: 'no-such-team' }, body: { name: 'Other' } },
  }),
  [`GET ${TEAM}`]: () => ({
    good: { status: 200, params: { team_slug: 'sre-leads' } },
    bad: { status: 404, params: { team_slug: 'no-such-team' } },
  }),
  [`GET ${TEAM}/members`]: () => ({ good: { status: 200, params: { team_slug: 'sre-leads' } } }),
  [`GET ${TEAM}/memberships/{username}`]: () => ({
    good: { status: 200, params: { team_slug: 'sre-leads', username: 'bob' } },
    bad: { status: 404, params: { team_slug: 'sre-leads', username: 'alice' } },
  }),
  [`PUT ${TEAM}/memberships/{username}`]: () => ({
    good: { status: 200, as: 'acme-admin', params: { team_slug: 'security', username: 'dave' } },
    bad: { status: 403, params: { team_slug: 'security', username: 'dave' } },
  }),
  [`DELETE ${TEAM}/memberships/{username}`]: () => ({
    good: { status: 204, as: 'acme-admin', params: { team_slug: 'security', username: 'carol' } },
    bad: { status: 403, params: { team_slug: 'sre-leads', username: 'bob' } },
  }),
};

/** The wire form of an Ed25519 key: any 32 bytes stand for a point as far as registering goes. */
function keyBlob(seed: number): string {
  const field = (bytes: Buffer) => Buffer.concat([Buffer.of(0, 0, 0, bytes.length), bytes]);
  return Buffer.concat([field(Buffer.from('ssh-ed25519')), field(Buffer.alloc(32, seed))]).toString('base64');
}

async function registerKey(bench: Bench, seed: number): Promise<number> {
  const { data } = await bench.as('alice').users.createSshSigningKeyForAuthenticatedUser({
    title: `key ${seed}`,
    key: `ssh-ed25519 ${keyBlob(seed)}`,
  });
  return data.id;
}
