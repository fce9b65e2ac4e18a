import { createPublicKey, verify, type JsonWebKey } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  hours,
  messageOf,
  minutes,
  orders,
  readPolicy,
  RECONCILE_JOB,
  startSandboxGoogle,
  type Sandbox,
} from './client.ts';

let sandbox: Sandbox;
beforeEach(async () => void (sandbox = await startSandboxGoogle()));
afterEach(() => sandbox.google.close());

const account = 'pullcord-granter@acme-ops.iam.gserviceaccount.com';
const impersonation = `/v1/projects/-/serviceAccounts/${account}:generateAccessToken`;
const scope = ['https://www.googleapis.com/auth/cloud-platform'];

const audience = () => `//iam.googleapis.com/${sandbox.google.provider.name}`;

/** A reconcile run on main, asking this sandbox. */
const reconcile = () => ({ ...RECONCILE_JOB, aud: `https:${audience()}` });

const form = (subjectToken: string, more: Record<string, string> = {}) =>
  new URLSearchParams({
    grant_type: 'urn:ietf:params:oauth:grant-type:token-exchange',
    requested_token_type: 'urn:ietf:params:oauth:token-type:access_token',
    subject_token_type: 'urn:ietf:params:oauth:token-type:jwt',
    audience: audience(),
    scope: scope.join(' '),
    subject_token: subjectToken,
    ...more,
  });

const exchange = (claims: Record<string, unknown>, more?: Record<string, string>) =>
  sandbox.call('POST', '/v1/token', form(sandbox.google.identity.mint(claims), more), '');

async function federatedToken(): Promise<string> {
  const { body } = await exchange(reconcile());
  return String(body['access_token']);
}

describe('the identity of the Actions side', () => {
  it('publishes the key its tokens verify with', async () => {
    const { body: discovery } = await sandbox.call('GET', '/oidc/.well-known/openid-configuration', undefined, '');
    expect(discovery).toMatchObject({
      issuer: sandbox.google.identity.issuer,
      id_token_signing_alg_values_supported: ['RS256'],
    });
    const { keys } = (await (await fetch(String(discovery['jwks_uri']))).json()) as {
      keys: (JsonWebKey & { kid: string })[];
    };
    const [header = '', payload = '', signature = ''] = sandbox.google.identity.mint(reconcile()).split('.');
    const key = createPublicKey({ key: keys[0] ?? {}, format: 'jwk' });
    expect(verify('RSA-SHA256', Buffer.from(`${header}.${payload}`), key, Buffer.from(signature, 'base64url'))).toBe(
      true,
    );
    expect(JSON.parse(Buffer.from(header, 'base64url').toString())).toMatchObject({ alg: 'RS256', kid: keys[0]?.kid });
    expect(JSON.parse(Buffer.from(payload, 'base64url').toString())).toMatchObject({
      iss: discovery['issuer'],
      sub: 'repo:acme@900100/access@700100:environment:break-glass',
      repository_id: '700100',
      iat: sandbox.now() / 1000,
      exp: sandbox.now() / 1000 + 300,
    });
  });
});

describe('the token exchange', () => {
  it('gives a reconcile run on main a token that may impersonate, and no other right', async () => {
    const { status, body } = await exchange(reconcile());
    expect(status).toBe(200);
    expect(body).toMatchObject({
      token_type: 'Bearer',
      expires_in: 3600,
      issued_token_type: 'urn:ietf:params:oauth:token-type:access_token',
    });
    const token = String(body['access_token']);
    expect((await sandbox.call('POST', `${orders}:getIamPolicy`, {}, token)).status).toBe(403);
    expect((await sandbox.call('POST', impersonation, { scope }, token)).status).toBe(200);
  });

  it('lets policies name the run by its subject, for access without impersonation', async () => {
    const member = `principal://iam.googleapis.com/projects/100000000004/locations/global/workloadIdentityPools/github/subject/repo:acme@900100/access@700100:environment:break-glass`;
    const policy = await readPolicy(sandbox);
    const bindings = [...(policy.bindings ?? []), { role: 'roles/resourcemanager.projectIamAdmin', members: [member] }];
    await sandbox.call('POST', `${orders}:setIamPolicy`, { policy: { ...policy, bindings } });
    const token = await federatedToken();
    const { etag } = await readPolicy(sandbox);
    expect((await sandbox.call('POST', `${orders}:setIamPolicy`, { policy: { ...policy, etag } }, token)).status).toBe(
      200,
    );
    expect(sandbox.google.world.history().at(-1)?.principal).toBe(member);
    const audit = sandbox.google.logEntries().at(-1) as { protoPayload?: { authenticationInfo?: unknown } } | undefined;
    expect(audit?.protoPayload?.authenticationInfo).toEqual({ principalSubject: member });
  });

  it.each([
    ['another repository', { repository_id: '700101' }],
    ['another owner', { repository_owner_id: '1' }],
    ['another branch', { ref: 'refs/heads/feature' }],
    ['another environment', { environment: 'staging' }],
    ['no environment', { environment: undefined }],
    ['a pull request', { event_name: 'pull_request' }],
    ['pull_request_target', { event_name: 'pull_request_target' }],
    ['another workflow', { workflow_ref: 'acme/access/.github/workflows/check.yml@refs/heads/main' }],
    ['the workflow of another branch', { workflow_ref: 'acme/access/.github/workflows/reconcile.yml@refs/heads/x' }],
  ])('refuses %s by the attribute condition', async (_, claims) => {
    const { status, body } = await exchange({ ...reconcile(), ...claims });
    expect(body).toEqual({
      error: 'unauthorized_client',
      error_description: 'The given credential is rejected by the attribute condition.',
    });
    expect(status).toBe(401);
  });

  it.each(['schedule', 'workflow_dispatch'])('admits the event %s', async (event) => {
    expect((await exchange({ ...reconcile(), event_name: event })).status).toBe(200);
  });

  it('refuses a token for another audience, one that expired, one not valid yet, and one without a subject', async () => {
    const errors = async (claims: Record<string, unknown>) => (await exchange({ ...reconcile(), ...claims })).body;
    expect(await errors({ aud: 'https://github.com/acme' })).toMatchObject({
      error: 'invalid_grant',
      error_description: expect.stringContaining('does not match the expected audience') as string,
    });
    expect(await errors({ nbf: sandbox.now() / 1000 + 1 })).toEqual({
      error: 'invalid_grant',
      error_description: 'ID Token is not valid yet.',
    });
    expect(await errors({ sub: '' })).toMatchObject({ error: 'invalid_grant' });
    const old = sandbox.google.identity.mint(reconcile());
    sandbox.advance(5 * minutes);
    expect((await sandbox.call('POST', '/v1/token', form(old), '')).body).toEqual({
      error: 'invalid_grant',
      error_description: 'ID Token has expired.',
    });
  });

  it('refuses what it did not sign: another issuer, a changed payload, no signature', async () => {
    const stranger = await startSandboxGoogle();
    const foreign = stranger.google.identity.mint(reconcile());
    await stranger.google.close();
    const [header = '', , signature = ''] = sandbox.google.identity.mint(reconcile()).split('.');
    const payload = Buffer.from(JSON.stringify({ ...reconcile(), sub: 'x', exp: 9e9 })).toString('base64url');
    const none = Buffer.from('{"alg":"none"}').toString('base64url');
    for (const token of [foreign, `${header}.${payload}.${signature}`, `${none}.${payload}.`, 'not a token', '']) {
      const reply = await sandbox.call('POST', '/v1/token', form(token), '');
      expect([reply.status, reply.body['error']]).toEqual([400, 'invalid_grant']);
    }
  });

  it.each([
    ['grant_type', 'password', 'unsupported_grant_type'],
    ['requested_token_type', 'urn:ietf:params:oauth:token-type:jwt', 'invalid_request'],
    ['subject_token_type', 'urn:ietf:params:oauth:token-type:saml2', 'invalid_request'],
    [
      'audience',
      '//iam.googleapis.com/projects/1/locations/global/workloadIdentityPools/x/providers/y',
      'invalid_target',
    ],
    ['scope', '', 'invalid_scope'],
  ])('refuses a wrong %s', async (field, value, error) => {
    const reply = await exchange(reconcile(), { [field]: value });
    expect([reply.status, reply.body['error']]).toEqual([400, error]);
  });

  it('can be given another condition and another provider', async () => {
    await sandbox.google.close();
    const name = 'projects/100000000004/locations/global/workloadIdentityPools/github/providers/other';
    sandbox = await startSandboxGoogle({
      provider: { name, attributeCondition: 'assertion.repository.startsWith("acme/")' },
    });
    expect((await exchange({ aud: audience(), repository: 'acme/other', ref: 'refs/heads/x' })).status).toBe(200);
    expect((await exchange({ aud: audience(), repository: 'evil/access', ref: 'refs/heads/x' })).status).toBe(401);
  });
});

describe('impersonation', () => {
  it('acts as the granter for as long as asked, in sandbox time', async () => {
    const { body } = await sandbox.call('POST', impersonation, { scope, lifetime: '300s' }, await federatedToken());
    expect(body['expireTime']).toBe('2026-11-24T02:22:00Z');
    const token = String(body['accessToken']);
    expect((await sandbox.call('POST', `${orders}:getIamPolicy`, {}, token)).status).toBe(200);
    sandbox.advance(5 * minutes);
    expect((await sandbox.call('POST', `${orders}:getIamPolicy`, {}, token)).status).toBe(401);
  });

  it('lasts an hour when nothing is asked', async () => {
    const { body } = await sandbox.call('POST', impersonation, { scope }, await federatedToken());
    expect(body['expireTime']).toBe(new Date(sandbox.now() + hours).toISOString().replace('.000', ''));
  });

  it('is refused to everybody else, of an account that is not there, and too long', async () => {
    const people = [
      sandbox.google.tokenFor('user:alice@acme.example'),
      sandbox.google.tokenFor(`serviceAccount:${account}`),
    ];
    for (const token of people) {
      const reply = await sandbox.call('POST', impersonation, { scope }, token);
      expect([reply.status, messageOf(reply)]).toEqual([
        403,
        `Permission 'iam.serviceAccounts.getAccessToken' denied on resource '//iam.googleapis.com/projects/-/serviceAccounts/${account}' (or it may not exist).`,
      ]);
    }
    const token = await federatedToken();
    expect((await sandbox.call('POST', impersonation.replace('granter', 'nobody'), { scope }, token)).status).toBe(403);
    expect((await sandbox.call('POST', impersonation, { scope, lifetime: '3601s' }, token)).status).toBe(400);
    expect((await sandbox.call('POST', impersonation, { scope, lifetime: 'soon' }, token)).status).toBe(400);
    expect((await sandbox.call('POST', impersonation, {}, token)).status).toBe(400);
    expect((await sandbox.call('POST', impersonation, { scope }, '')).status).toBe(401);
  });
});
