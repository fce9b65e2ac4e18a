import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  actionsCredentials,
  applicationDefaultCredentials,
  tokenCredentials,
} from '../../src/edge/google/credentials.ts';
import { startGoogle, type Google } from './google-double.ts';

const PROVIDER = 'projects/100000000004/locations/global/workloadIdentityPools/github/providers/access';

const CREDENTIALS = new URL('../../src/edge/google/credentials.ts', import.meta.url).href;
const run = promisify(execFile);

let google: Google;
const printed: string[] = [];

beforeEach(async () => {
  google = await startGoogle();
  printed.length = 0;
  for (const method of ['log', 'info', 'warn', 'error', 'debug'] as const) {
    vi.spyOn(console, method).mockImplementation((...words: unknown[]) => void printed.push(words.join(' ')));
  }
});

afterEach(async () => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
  await google.close();
  expect(printed).toEqual([]);
});

describe('the credentials of an Actions job', () => {
  it('exchange the identity token for a federated one, and ask for the audience the provider accepts', async () => {
    const audiences: string[] = [];
    const auth = actionsCredentials({
      provider: PROVIDER,
      endpoint: google.origin,
      idToken: (audience) => {
        audiences.push(audience);
        return Promise.resolve('job-identity');
      },
    });
    expect(await authorization(auth)).toBe('Bearer federated');
    expect(audiences).toEqual([`https://iam.googleapis.com/${PROVIDER}`]);
    expect(google.calls.map(({ operation }) => operation)).toEqual(['POST /v1/token']);
    expect(google.calls[0]?.body).toEqual({
      audience: `//iam.googleapis.com/${PROVIDER}`,
      grant_type: 'urn:ietf:params:oauth:grant-type:token-exchange',
      requested_token_type: 'urn:ietf:params:oauth:token-type:access_token',
      scope: 'https://www.googleapis.com/auth/cloud-platform',
      subject_token: 'job-identity',
      subject_token_type: 'urn:ietf:params:oauth:token-type:jwt',
    });
  });

  it('act as the service account, for ten minutes, where one is named', async () => {
    const auth = actionsCredentials({
      provider: PROVIDER,
      serviceAccount: 'pullcord@acme-ops.iam.gserviceaccount.com',
      endpoint: google.origin,
      idToken: () => Promise.resolve('job-identity'),
    });
    expect(await authorization(auth)).toBe('Bearer impersonated');
    const impersonation = google.calls[1];
    expect(impersonation?.params['account']).toBe('pullcord@acme-ops.iam.gserviceaccount.com');
    expect(impersonation?.headers['authorization']).toBe('Bearer federated');
    expect(impersonation?.body).toEqual({
      lifetime: '600s',
      scope: ['https://www.googleapis.com/auth/cloud-platform'],
    });
  });

  it('keep the token for the next call instead of asking again', async () => {
    const auth = actionsCredentials({
      provider: PROVIDER,
      endpoint: google.origin,
      idToken: () => Promise.resolve('job-identity'),
    });
    await authorization(auth);
    await authorization(auth);
    expect(google.calls).toHaveLength(1);
  });
});

describe('application default credentials', () => {
  let folder: string;
  beforeEach(async () => (folder = await mkdtemp(join(tmpdir(), 'pullcord-adc-'))));
  afterEach(() => rm(folder, { recursive: true }));

  async function use(file: object): Promise<void> {
    const path = join(folder, 'adc.json');
    await writeFile(path, JSON.stringify(file));
    vi.stubEnv('GOOGLE_APPLICATION_CREDENTIALS', path);
  }

  it("are refreshed at the endpoint where they are gcloud's", async () => {
    await use({ type: 'authorized_user', client_id: 'id', client_secret: 'secret', refresh_token: 'kept' });
    const auth = await applicationDefaultCredentials({ endpoint: google.origin });
    expect(await authorization(auth)).toBe('Bearer refreshed');
  });

  it('are exchanged and impersonated at the endpoint where they are federated', async () => {
    const subject = join(folder, 'subject');
    await writeFile(subject, 'from-a-file');
    await use({
      type: 'external_account',
      audience: `//iam.googleapis.com/${PROVIDER}`,
      subject_token_type: 'urn:ietf:params:oauth:token-type:jwt',
      token_url: 'https://sts.googleapis.com/v1/token',
      service_account_impersonation_url:
        'https://iamcredentials.googleapis.com/v1/projects/-/serviceAccounts/a@b.iam.gserviceaccount.com:generateAccessToken',
      credential_source: { file: subject },
    });
    const auth = await applicationDefaultCredentials({ endpoint: google.origin });
    expect(await authorization(auth)).toBe('Bearer impersonated');
    expect(google.calls.map(({ operation }) => operation)).toEqual([
      'POST /v1/token',
      'POST /v1/projects/-/serviceAccounts/{account}:generateAccessToken',
    ]);
  });

  it('say what is wrong where the file is missing', async () => {
    vi.stubEnv('GOOGLE_APPLICATION_CREDENTIALS', join(folder, 'nothing.json'));
    await expect(applicationDefaultCredentials({ endpoint: google.origin })).rejects.toThrow(
      'GOOGLE_APPLICATION_CREDENTIALS',
    );
  });
});

it('a token somebody holds is sent as it is', async () => {
  expect(await authorization(tokenCredentials('held'))).toBe('Bearer held');
});

it('no token reaches the debug log of the library', async () => {
  // A process of its own: the library reads this setting once, when it is loaded.
  const script = `
    const { actionsCredentials } = await import(${JSON.stringify(CREDENTIALS)});
    const auth = actionsCredentials({
      provider: ${JSON.stringify(PROVIDER)},
      serviceAccount: 'pullcord@acme-ops.iam.gserviceaccount.com',
      endpoint: ${JSON.stringify(google.origin)},
      idToken: () => Promise.resolve('job-identity'),
    });
    const headers = await auth.getRequestHeaders();
    if (headers.get('authorization') !== 'Bearer impersonated') throw new Error('not signed in');`;
  const { stdout, stderr } = await run(process.execPath, ['--input-type=module', '--eval', script], {
    env: { ...process.env, GOOGLE_SDK_NODE_LOGGING: '*' },
  });
  expect(stdout + stderr).toBe('');
});

async function authorization(auth: { getRequestHeaders(): Promise<Headers> }): Promise<string | null> {
  const headers = await auth.getRequestHeaders();
  return headers.get('authorization');
}
