import { celEnv, isCelError, parse, plan, type CelInput } from '@bufbuild/cel';
import type { Answer, Call, Route } from '../http.ts';
import { decideAccess } from './access.ts';
import { denied, invalid } from './errors.ts';
import type { ActionsIdentity, Claims } from './identity.ts';
import { readList, readObject, readString } from './json.ts';
import { toPrincipal, type Principal, type Tokens } from './tokens.ts';
import type { World } from './world.ts';

/** A workload identity pool provider: the identity tokens that it accepts, and the attributes that it derives. */
export interface Provider {
  /** `projects/<number>/locations/global/workloadIdentityPools/<pool>/providers/<provider>`. */
  readonly name: string;
  /** CEL over `assertion`, the claims of the token. The token is admitted only if the result is `true`. */
  readonly attributeCondition: string;
  /** Claims mapped to attributes of the same name, usable in `principalSet://…/attribute.<name>/<value>`. */
  readonly attributes: readonly string[];
}

export interface TokenServiceOptions {
  readonly world: World;
  readonly tokens: Tokens;
  readonly now: () => number;
  readonly identity: ActionsIdentity;
  readonly providers: readonly Provider[];
}

const exchangeGrant = 'urn:ietf:params:oauth:grant-type:token-exchange';
const accessTokenType = 'urn:ietf:params:oauth:token-type:access_token';
const subjectTypes = ['urn:ietf:params:oauth:token-type:jwt', 'urn:ietf:params:oauth:token-type:id_token'];
const maximumLifetime = 3600;

/** Serves Google's token exchange and service account impersonation. */
export function tokenServiceRoutes(options: TokenServiceOptions): Route[] {
  const { world, tokens, now, providers } = options;

  function exchange(call: Call): Answer {
    const form = readObject(call.body, 'body');
    const field = (snake: string, camel: string) => readString(form[snake] ?? form[camel], snake);
    if (field('grant_type', 'grantType') !== exchangeGrant)
      return refuse('unsupported_grant_type', 'Grant type must be token exchange.');
    if (field('requested_token_type', 'requestedTokenType') !== accessTokenType) {
      return refuse('invalid_request', 'Requested token type must be an access token.');
    }
    if (!subjectTypes.includes(field('subject_token_type', 'subjectTokenType'))) {
      return refuse('invalid_request', 'Invalid value for "subject_token_type".');
    }
    if (field('scope', 'scope') === '') return refuse('invalid_scope', 'Scope(s) must be provided.');
    const target = field('audience', 'audience');
    const provider = providers.find(({ name }) => target === `//iam.googleapis.com/${name}`);
    if (provider === undefined) {
      return refuse(
        'invalid_target',
        'The target service indicated by the "audience" parameters is invalid. This might either be because the pool or provider is disabled or deleted or because it doesn\'t exist.',
      );
    }
    const claims = options.identity.verify(field('subject_token', 'subjectToken'));
    if (claims === undefined)
      return refuse('invalid_grant', "Invalid subject token: its signature or its issuer is not the provider's.");
    const problem = problemOf(claims, [target, `https:${target}`], now());
    if (problem !== undefined) return refuse('invalid_grant', problem);
    if (!isAdmitted(provider.attributeCondition, claims)) {
      return refuse('unauthorized_client', 'The given credential is rejected by the attribute condition.');
    }
    const { value } = tokens.issue(federatedPrincipal(provider, claims), maximumLifetime);
    return {
      status: 200,
      body: {
        access_token: value,
        issued_token_type: accessTokenType,
        token_type: 'Bearer',
        expires_in: maximumLifetime,
      },
    };
  }

  function generateAccessToken(call: Call): Answer {
    const principal = tokens.caller(call);
    const email = call.params['email'] ?? '';
    const permission = 'iam.serviceAccounts.getAccessToken';
    const name = `projects/-/serviceAccounts/${email}`;
    const account = world.find(name);
    const circumstances = {
      at: now(),
      resource: { name, type: 'iam.googleapis.com/ServiceAccount', service: 'iam.googleapis.com' },
    };
    if (
      account === undefined ||
      !decideAccess(world, { principal, permission, on: account.name, circumstances }).granted
    ) {
      throw denied(permission, 'iam.googleapis.com', name);
    }
    const body = readObject(call.body, 'body');
    if (readList(body['scope'], 'scope').length === 0) throw invalid('Scope is required.');
    const { value, expires = 0 } = tokens.issue(
      toPrincipal(`serviceAccount:${email}`),
      readLifetime(readString(body['lifetime'], 'lifetime')),
    );
    return {
      status: 200,
      body: { accessToken: value, expireTime: `${new Date(expires).toISOString().slice(0, 19)}Z` },
    };
  }

  return [
    { operation: 'POST /v1/token', handle: exchange },
    { operation: 'POST /v1/projects/-/serviceAccounts/{email}:generateAccessToken', handle: generateAccessToken },
  ];
}

/** Returns true if a CEL condition admits the claims. An error, such as a missing claim, does not admit them. */
function isAdmitted(condition: string, claims: Claims): boolean {
  const value = plan(celEnv(), parse(condition))({ assertion: claims as CelInput });
  return !isCelError(value) && value === true;
}

function problemOf(claims: Claims, audiences: readonly string[], now: number): string | undefined {
  const { aud, exp, nbf, sub } = claims;
  if (typeof aud !== 'string' || !audiences.includes(aud)) {
    return `The audience in ID Token [${String(aud)}] does not match the expected audience ${audiences[1] ?? ''}.`;
  }
  if (typeof exp !== 'number' || exp * 1000 <= now) return 'ID Token has expired.';
  if (typeof nbf === 'number' && nbf * 1000 > now) return 'ID Token is not valid yet.';
  return typeof sub === 'string' && sub !== ''
    ? undefined
    : 'Could not obtain a value for google.subject from the given credential.';
}

function federatedPrincipal({ name, attributes }: Provider, claims: Claims): Principal {
  const pool = `//iam.googleapis.com/${name.replace(/\/providers\/[^/]+$/, '')}`;
  const mapped = attributes.filter((attribute) => typeof claims[attribute] === 'string');
  return {
    member: `principal:${pool}/subject/${String(claims['sub'])}`,
    sets: [
      `principalSet:${pool}/*`,
      ...mapped.map((attribute) => `principalSet:${pool}/attribute.${attribute}/${String(claims[attribute])}`),
    ],
  };
}

function readLifetime(text: string): number {
  if (text === '') return maximumLifetime;
  const seconds = Number(/^(\d+)(?:\.\d+)?s$/.exec(text)?.[1]);
  if (!(seconds > 0 && seconds <= maximumLifetime))
    throw invalid(`The lifetime must be at most ${maximumLifetime}s and more than 0s.`);
  return seconds;
}

/** Returns an error in OAuth's own format, not in that of Google's other APIs. */
function refuse(error: string, description: string): Answer {
  return { status: error === 'unauthorized_client' ? 401 : 400, body: { error, error_description: description } };
}
