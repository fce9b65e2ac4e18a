import { randomBytes } from 'node:crypto';
import { unauthenticated } from './errors.ts';
import { groups } from './seed.ts';
import type { Call } from '../http.ts';

/** An actor: the member that names it in policies, and the sets it belongs to. */
export interface Principal {
  readonly member: string;
  /** All other member forms that cover it: groups, domain, principal sets. */
  readonly sets: readonly string[];
}

interface Token {
  readonly value: string;
  readonly principal: Principal;
  /** Milliseconds since the epoch, sandbox time. `undefined`: it never expires. */
  readonly expires: number | undefined;
}

export interface Tokens {
  /** @param lifetime seconds of sandbox time; `undefined`: for ever */
  issue(principal: Principal, lifetime: number | undefined): Token;
  /** Returns the caller. Throws UNAUTHENTICATED without a token that is valid now. */
  caller(call: Pick<Call, 'headers'>): Principal;
}

export function createTokens(now: () => number): Tokens {
  const issued = new Map<string, Token>();

  function holder(value: string): Principal | undefined {
    const token = issued.get(value);
    return token === undefined || (token.expires !== undefined && token.expires <= now()) ? undefined : token.principal;
  }

  return {
    issue(principal, lifetime) {
      const value = `ya29.sandbox-${randomBytes(24).toString('base64url')}`;
      const token = { value, principal, expires: lifetime === undefined ? undefined : now() + lifetime * 1000 };
      issued.set(value, token);
      return token;
    },
    caller(call) {
      const header = call.headers['authorization'];
      if (header === undefined) throw unauthenticated('CREDENTIALS_MISSING');
      const value = /^Bearer (.+)$/i.exec(header)?.[1] ?? '';
      const principal = holder(value);
      if (principal !== undefined) return principal;
      throw unauthenticated(issued.has(value) ? 'ACCESS_TOKEN_EXPIRED' : 'ACCESS_TOKEN_TYPE_UNSUPPORTED');
    },
  };
}

/** Returns a person or service account as a principal, with its groups and its domain. */
export function toPrincipal(member: string): Principal {
  const domain = /^user:[^@]+@(.+)$/.exec(member)?.[1];
  return {
    member,
    sets: [
      ...Object.keys(groups).filter((group) => groups[group]?.includes(member)),
      ...(domain === undefined ? [] : [`domain:${domain}`]),
    ],
  };
}

/** Returns a principal's name in Google's audit log: an e-mail address if it has one, else the subject. */
export function authenticationInfo({ member }: Principal): Readonly<Record<string, string>> {
  const address = /^(?:user|serviceAccount):(.+)$/.exec(member)?.[1];
  return address === undefined ? { principalSubject: member } : { principalEmail: address, principalSubject: member };
}
