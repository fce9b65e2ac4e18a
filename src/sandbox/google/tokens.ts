import { randomBytes } from 'node:crypto';
import { unauthenticated } from './errors.ts';
import { groups } from './seed.ts';
import type { Call } from '../http.ts';

/** Whoever acts: the member a policy names it by, and the sets it belongs to. */
export interface Principal {
  readonly member: string;
  /** Every other member form that covers it: groups, domain, principal sets. */
  readonly sets: readonly string[];
}

interface Token {
  readonly value: string;
  readonly principal: Principal;
  /** Milliseconds since the epoch, sandbox time; `undefined` never expires. */
  readonly expires: number | undefined;
}

export interface Tokens {
  /** @param lifetime seconds of sandbox time, `undefined` for ever */
  issue(principal: Principal, lifetime: number | undefined): Token;
  /** Who makes this call; UNAUTHENTICATED without a token that is valid now. */
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

/** A person or service account as a principal, with the groups and the domain it belongs to. */
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

/** What Google's audit log calls a principal: an e-mail address where there is one, else the subject. */
export function authenticationInfo({ member }: Principal): Readonly<Record<string, string>> {
  const address = /^(?:user|serviceAccount):(.+)$/.exec(member)?.[1];
  return address === undefined ? { principalSubject: member } : { principalEmail: address, principalSubject: member };
}
