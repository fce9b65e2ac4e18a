import { gaxios, GoogleAuth, IdentityPoolClient, OAuth2Client, type AuthClient } from 'google-auth-library';
import { serviceUrls } from './service-urls.ts';

const SCOPE = 'https://www.googleapis.com/auth/cloud-platform';
const ID_TOKEN = 'urn:ietf:params:oauth:token-type:jwt';

/** Seconds. Short, so that a leaked token is soon worthless; the library renews it five minutes before, however long the run. */
const LIFETIME = 600;

export interface ActionsIdentity {
  /** Full resource name: `projects/N/locations/global/workloadIdentityPools/POOL/providers/PROVIDER`. */
  readonly provider: string;
  /** E-mail of the service account to act as; without one the workflow itself is the principal. */
  readonly serviceAccount?: string;
  /** Asks GitHub for the job's identity token; called again for every renewal, never kept. */
  readonly idToken: (audience: string) => Promise<string>;
  readonly endpoint?: string;
}

/**
 * Workload identity federation of an Actions job. Nothing is sent before the first token is needed; failures appear there.
 * The audience asked of GitHub is the provider's address with `https:`, which every provider accepts by default.
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
 * Application Default Credentials, for the command line: the file `GOOGLE_APPLICATION_CREDENTIALS` names, gcloud's own, or the
 * machine's. Rejects if there are none.
 */
export function applicationDefaultCredentials({ endpoint }: { readonly endpoint?: string } = {}): Promise<AuthClient> {
  const auth = new GoogleAuth({
    scopes: SCOPE,
    // Every call names its own project; left out, the library runs gcloud and asks the metadata server for one.
    projectId: 'unused',
    clientOptions: { ...QUIET, ...(endpoint === undefined ? {} : rerouted(endpoint)) },
  });
  return auth.getClient();
}

/** A given token (gcloud's, the sandbox's), which is never renewed. */
export function tokenCredentials(token: string): AuthClient {
  const client = new OAuth2Client(QUIET);
  client.setCredentials({ access_token: token });
  return client;
}

/** The library's debug log prints answers whole, and an answer may be a token: without its interceptors it prints nothing. */
const QUIET = { useAuthRequestParameters: false } as const;

function impersonation(url: string, serviceAccount: string): object {
  return {
    service_account_impersonation_url: `${url}/v1/projects/-/serviceAccounts/${encodeURIComponent(serviceAccount)}:generateAccessToken`,
    service_account_impersonation: { token_lifetime_seconds: LIFETIME },
  };
}

/** Sends what a credentials file addresses to Google to `endpoint` instead; the token exchange takes its address separately. */
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
