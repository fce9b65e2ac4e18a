import { randomBytes } from 'node:crypto';
import type { Call } from '../http.ts';
import { serve } from '../http.ts';

/** Makes a signed JWT with these claims. The maker sets issuer and times. */
export type Mint = (claims: Readonly<Record<string, unknown>>) => string | Promise<string>;

/** The endpoint at which a job fetches its OpenID Connect token, as in Actions. */
export interface TokenEndpoint {
  /** Opens the endpoint for one job. Returns ACTIONS_ID_TOKEN_REQUEST_URL and _TOKEN, and a function that closes it. */
  open(claims: Readonly<Record<string, unknown>>): { readonly url: string; readonly token: string; close(): void };
  close(): Promise<void>;
}

/** @param defaultAudience `aud` if the job names none; GitHub uses the URL of the owner's page */
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
    if (claims === undefined) return { status: 401, body: { message: 'no running job has this request token' } };
    const value = await mint({ ...claims, aud: call.query.get('audience') ?? defaultAudience });
    return { status: 200, body: { count: value.length, value } };
  }

  return {
    open(claims) {
      const token = randomBytes(24).toString('base64url');
      jobs.set(token, claims);
      // Clients append `&audience=…`, so the URL must already have a query.
      return { url: `${service.origin}/idtoken?api-version=2.0`, token, close: () => void jobs.delete(token) };
    },
    close: () => service.close(),
  };
}
