import { createSign, createVerify, generateKeyPairSync, randomUUID, type KeyObject } from 'node:crypto';
import type { Route } from '../http.ts';

export type Claims = Readonly<Record<string, unknown>>;

/** The OIDC issuer of the Actions side: signs what a job may claim, and publishes its key. */
export interface ActionsIdentity {
  /** The `iss` of its tokens; its discovery document stands below it. */
  readonly issuer: string;
  /**
   * A signed identity token (RS256) over `claims`, which must bring `aud`; `sub` defaults to GitHub's for the claimed
   * repository and environment, or ref. Valid for five minutes of sandbox time.
   */
  mint(claims: Claims): string;
  /** The claims of a token this issuer signed, or `undefined` for any other text. Says nothing of its expiry. */
  verify(token: string): Claims | undefined;
}

const lifetimeSeconds = 300;

/** @param origin where the sandbox serves; known only once it listens, hence a function */
export function createActionsIdentity(origin: () => string, now: () => number): ActionsIdentity & { routes: Route[] } {
  const kid = randomUUID();
  const issuer = () => `${origin()}/oidc`;
  // Made when first needed: most sandboxes of a test never mint a token, and a key takes a tenth of a second.
  let pair: { readonly privateKey: KeyObject; readonly publicKey: KeyObject } | undefined;
  const keys = () => (pair ??= generateKeyPairSync('rsa', { modulusLength: 2048 }));

  return {
    get issuer() {
      return issuer();
    },
    mint(claims) {
      const issuedAt = Math.floor(now() / 1000);
      const times = { iat: issuedAt, nbf: issuedAt, exp: issuedAt + lifetimeSeconds };
      return sign(
        { jti: randomUUID(), sub: subjectOf(claims), ...times, ...claims, iss: issuer() },
        kid,
        keys().privateKey,
      );
    },
    verify: (token) => verify(token, kid, keys().publicKey),
    routes: [
      {
        operation: 'GET /oidc/.well-known/openid-configuration',
        handle: () => ({
          status: 200,
          body: {
            issuer: issuer(),
            jwks_uri: `${issuer()}/.well-known/jwks`,
            subject_types_supported: ['public', 'pairwise'],
            response_types_supported: ['id_token'],
            id_token_signing_alg_values_supported: ['RS256'],
            scopes_supported: ['openid'],
          },
        }),
      },
      {
        operation: 'GET /oidc/.well-known/jwks',
        handle: () => ({
          status: 200,
          body: { keys: [{ ...keys().publicKey.export({ format: 'jwk' }), kid, use: 'sig', alg: 'RS256' }] },
        }),
      },
    ],
  };
}

/** The form repositories made since mid-July 2026 have: numeric ids beside the names. */
function subjectOf(claims: Claims): string {
  const text = (name: string) => (typeof claims[name] === 'string' ? claims[name] : '');
  const [owner = '', name = ''] = text('repository').split('/');
  const where = text('environment') === '' ? `ref:${text('ref')}` : `environment:${text('environment')}`;
  return `repo:${owner}@${text('repository_owner_id')}/${name}@${text('repository_id')}:${where}`;
}

function sign(claims: Claims, kid: string, key: KeyObject): string {
  const signed = [{ typ: 'JWT', alg: 'RS256', kid }, claims].map(encode).join('.');
  return `${signed}.${createSign('RSA-SHA256').update(signed).sign(key, 'base64url')}`;
}

function verify(token: string, kid: string, key: KeyObject): Claims | undefined {
  const [header = '', payload = '', signature = '', more] = token.split('.');
  const signed = createVerify('RSA-SHA256').update(`${header}.${payload}`);
  if (more !== undefined || !signed.verify(key, signature, 'base64url')) return undefined;
  const { alg, kid: signedWith } = decode(header);
  return alg === 'RS256' && signedWith === kid ? decode(payload) : undefined;
}

function encode(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

function decode(part: string): Claims {
  return JSON.parse(Buffer.from(part, 'base64url').toString('utf8')) as Claims;
}
