import { gaxios, GoogleAuth, IdentityPoolClient, OAuth2Client, type AuthClient } from 'google-auth-library';
import { serviceUrls } from './service-urls.ts';

const SCOPE = 'https://www.googleapis.com/auth/cloud-platform';
const ID_TOKEN = 'urn:ietf:params:oauth:token-type:jwt';

/** Seconds. A short lifetime makes a leaked token useless soon. The library renews it five minutes before its end. */
const LIFETIME = 600;

export interface ActionsIdentity {
  /** Full resource name: `projects/N/locations/global/workloadIdentityPools/POOL/providers/PROVIDER`. */
  readonly provider: string;
  /** E-mail address of the service account to act as. Without one the workflow itself is the principal. */
  readonly serviceAccount?: string;
  /** Requests the job's identity token from GitHub. Called again for every renewal; the token is not kept. */
  readonly idToken: (audience: string) => Promise<string>;
  readonly endpoint?: string;
}

/**
 * Returns the credentials of an Actions job by workload identity federation. The first use sends the first request and
 * shows failures. The audience of GitHub's token is the provider's address with `https:`, which every provider accepts by
 * default.
 */
export function actionsCredentials({ provider, serviceAccount, idToken, endpoint }: ActionsIdentity): AuthClient {
  const urls = serviceUrls(endpoint);
  const audience = `//iam.googleapis.com/${provider}`;
  return new IdentityPoolClient({
    type: 'external_account',
    audience,
    subject_token_type: ID_TOKEN,
    token_url: `${urls.securityTokens}/v1/token`,
    subject_token_supplier: { getSubjectToken: () => idToken(`https:${audience}`) },
    ...(serviceAccount === undefined ? {} : impersonation(urls.iamCredentials, serviceAccount)),
    scopes: [SCOPE],
    ...QUIET,
  });
}

/**
 * Returns Application Default Credentials, for the command line: the file in `GOOGLE_APPLICATION_CREDENTIALS`, gcloud's own,
 * or the machine's. Rejects if there are none.
 */
export function applicationDefaultCredentials({ endpoint }: { readonly endpoint?: string } = {}): Promise<AuthClient> {
  const auth = new GoogleAuth({
    scopes: SCOPE,
    // Every call names its own project. Without this the library runs gcloud and the metadata server to find one.
    projectId: 'unused',
    clientOptions: { ...QUIET, ...(endpoint === undefined ? {} : rerouted(endpoint)) },
  });
  return auth.getClient();
}

/** Returns credentials for a given token (gcloud's, the sandbox's), which is never renewed. */
export function tokenCredentials(token: string): AuthClient {
  const client = new OAuth2Client(QUIET);
  client.setCredentials({ access_token: token });
  return client;
}

/** Turns off the library's debug log, which prints whole answers. An answer may be a token. */
const QUIET = { useAuthRequestParameters: false } as const;

function impersonation(url: string, serviceAccount: string): object {
  return {
    service_account_impersonation_url: `${url}/v1/projects/-/serviceAccounts/${encodeURIComponent(serviceAccount)}:generateAccessToken`,
    service_account_impersonation: { token_lifetime_seconds: LIFETIME },
  };
}

/** Sends a credentials file's requests to `endpoint` instead of Google. The token exchange has a separate address. */
function rerouted(endpoint: string): { transporter: gaxios.Gaxios; token_url: string } {
  const transporter = new gaxios.Gaxios();
  transporter.interceptors.request.add({
    resolved: (config) => {
      const { hostname, pathname, search } = config.url;
      if (hostname.endsWith('.googleapis.com')) config.url = new URL(pathname + search, endpoint);
      return Promise.resolve(config);
    },
  });
  return { transporter, token_url: `${serviceUrls(endpoint).securityTokens}/v1/token` };
}
