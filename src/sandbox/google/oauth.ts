import { randomBytes } from 'node:crypto';
import type { Answer, Call, Route } from '../http.ts';
import { readObject, readString } from './json.ts';
import type { Principal, Tokens } from './tokens.ts';

/** The credentials that `gcloud auth application-default login` writes for a person. */
export interface UserCredentials {
  readonly type: 'authorized_user';
  readonly client_id: string;
  readonly client_secret: string;
  readonly refresh_token: string;
}

export interface SignIns {
  readonly routes: readonly Route[];
  /** Returns the credentials file of a person who signed in. It is valid until the sandbox ends. */
  credentialsFor(principal: Principal): UserCredentials;
}

const client = { client_id: 'sandbox.apps.googleusercontent.com', client_secret: 'no secret' } as const;
/** Lifetime of an access token in seconds. */
const lifetime = 3599;

/**
 * Google's token endpoint for people's credentials:
 * https://developers.google.com/identity/protocols/oauth2/web-server#offline
 */
export function createSignIns(tokens: Tokens): SignIns {
  const signedIn = new Map<string, Principal>();

  function refresh(call: Call): Answer {
    const form = readObject(call.body, 'body');
    const field = (name: string) => readString(form[name], name);
    if (field('grant_type') !== 'refresh_token') return refuse('unsupported_grant_type', 'Invalid grant_type');
    if (field('client_id') !== client.client_id || field('client_secret') !== client.client_secret)
      return refuse('invalid_client', 'The OAuth client was not found.');
    const principal = signedIn.get(field('refresh_token'));
    if (principal === undefined) return refuse('invalid_grant', 'Bad Request');
    const { value } = tokens.issue(principal, lifetime);
    const scope = 'https://www.googleapis.com/auth/cloud-platform';
    return { status: 200, body: { access_token: value, expires_in: lifetime, scope, token_type: 'Bearer' } };
  }

  return {
    routes: [{ operation: 'POST /token', handle: refresh }],
    credentialsFor(principal) {
      const token = `1//sandbox-${randomBytes(24).toString('base64url')}`;
      signedIn.set(token, principal);
      return { type: 'authorized_user', ...client, refresh_token: token };
    },
  };
}

/** Returns an error in OAuth's own format: RFC 6749 section 5.2. */
function refuse(error: string, description: string): Answer {
  return { status: error === 'invalid_client' ? 401 : 400, body: { error, error_description: description } };
}
