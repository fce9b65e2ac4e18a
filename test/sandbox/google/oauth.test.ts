import { UserRefreshClient } from 'google-auth-library';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { orders, startSandboxGoogle, type Sandbox } from './client.ts';

/** Google's own library, with the file `gcloud auth application-default login` writes. */
let sandbox: Sandbox;
beforeEach(async () => void (sandbox = await startSandboxGoogle()));
afterEach(() => sandbox.google.close());

function clientOf(more: Readonly<Record<string, string>> = {}): UserRefreshClient {
  const client = new UserRefreshClient({ endpoints: { oauth2TokenUrl: `${sandbox.google.origin}/token` } });
  client.fromJSON({ ...sandbox.google.credentialsFor('user:acme-admin@acme.example'), ...more });
  return client;
}

async function read(client: UserRefreshClient): Promise<number> {
  const { status } = await client.request({
    url: `${sandbox.google.origin}${orders}:getIamPolicy`,
    method: 'POST',
    data: { options: { requestedPolicyVersion: 3 } },
  });
  return status;
}

describe('somebody who signed in', () => {
  it('has a token for whatever they may do, and a new one when it is over', async () => {
    const client = clientOf();
    expect(await read(client)).toBe(200);
    const { token: first } = await client.getAccessToken();
    sandbox.advance(2 * 3_600_000);
    const header = { authorization: `Bearer ${first ?? ''}` };
    const late = await fetch(`${sandbox.google.origin}${orders}:getIamPolicy`, { method: 'POST', headers: header });
    expect(late.status).toBe(401);
    client.credentials.expiry_date = 1;
    expect(await read(client)).toBe(200);
  });

  it.each([
    ['a token nobody was given', { refresh_token: '1//made-up' }, 'invalid_grant'],
    ['another client', { client_secret: 'guessed' }, 'invalid_client'],
  ])('is refused by %s', async (_, more, error) => {
    await expect(read(clientOf(more))).rejects.toThrow(error);
  });
});
