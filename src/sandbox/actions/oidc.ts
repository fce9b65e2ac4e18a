import { randomBytes } from 'node:crypto';
import type { Call } from '../http.ts';
import { serve } from '../http.ts';

/** Makes a signed JWT of the claims; issuer and times are the maker's. */
export type Mint = (claims: Readonly<Record<string, unknown>>) => string | Promise<string>;

/** The endpoint a job asks for its OpenID Connect token, as Actions provides it. */
export interface TokenEndpoint {
  /** Opens the endpoint for one job: what goes into ACTIONS_ID_TOKEN_REQUEST_URL and _TOKEN, and how to close it. */
  open(claims: Readonly<Record<string, unknown>>): { readonly url: string; readonly token: string; close(): void };
  close(): Promise<void>;
}

/**
 * @param defaultAudience `aud` where the job names none: GitHub's is the owner's page
 */
export async function startTokenEndpoint(
  mint: Mint,
  defaultAudience: string,
  now: () => number,
): Promise<TokenEndpoint> {
  const jobs = new Map<string, Readonly<Record<string, unknown>>>();
  const service = await serve({
    now,
    routes: [{ operation: 'GET /idtoken', handle: answer }],
    notFound: () => ({ status: 404, body: { message: 'Not Found' } }),
    failed: (error) => ({ status: 500, body: { message: String(error) } }),
  });

  async function answer(call: Call) {
    const claims = jobs.get(call.headers['authorization']?.replace(/^bearer /iu, '') ?? '');
    if (claims === undefined) return { status: 401, body: { message: 'the request token is of no running job' } };
    const value = await mint({ ...claims, aud: call.query.get('audience') ?? defaultAudience });
    return { status: 200, body: { count: value.length, value } };
  }

  return {
    open(claims) {
      const token = randomBytes(24).toString('base64url');
      jobs.set(token, claims);
      // Clients append `&audience=…`, so there must be a query already.
      return { url: `${service.origin}/idtoken?api-version=2.0`, token, close: () => void jobs.delete(token) };
    },
    close: () => service.close(),
  };
}
