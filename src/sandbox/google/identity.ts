import { createSign, createVerify, generateKeyPairSync, randomUUID, type KeyObject } from 'node:crypto';
import type { Route } from '../http.ts';

export type Claims = Readonly<Record<string, unknown>>;

/** The OIDC issuer of GitHub Actions. It signs a job's claims and publishes its key. */
export interface ActionsIdentity {
  /** The `iss` of its tokens. Its discovery document is below this address. */
  readonly issuer: string;
  /**
   * Mints a signed identity token (RS256) with `claims`, which must contain `aud`. `sub` defaults to GitHub's for the
   * claimed repository and its environment or ref. The token is valid for five minutes of sandbox time.
   */
  mint(claims: Claims): string;
  /**
   * Returns the claims of a token that this issuer signed, or `undefined` for any other text. It does not check the
   * expiry.
   */
  verify(token: string): Claims | undefined;
}

const lifetimeSeconds = 300;

/** @param origin returns the sandbox's origin, which is known only after it listens */
export function createActionsIdentity(origin: () => string, now: () => number): ActionsIdentity & { routes: Route[] } {
  const kid = randomUUID();
  const issuer = () => `${origin()}/oidc`;
  // Created when first needed. Most sandboxes in tests never mint a token, and a key takes a tenth of a second.
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

/** Returns the subject with numeric ids beside the names, as in repositories created since mid-July 2026. */
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
