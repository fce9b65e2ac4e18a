import { randomBytes } from 'node:crypto';
import { userByLogin } from './people.ts';
import { APP, WORKFLOW_BOT, type State, type TokenIdentity } from './state.ts';

export type TokenRequest =
  | { readonly kind: 'user'; readonly login: string }
  | { readonly kind: 'installation' | 'workflow'; readonly permissions: Readonly<Record<string, 'read' | 'write'>> };

/** Makes a token that acts as `request` says. A workflow or installation token may do what its permissions name and nothing else. */
export function mintToken(state: State, request: TokenRequest): string {
  const secret = randomBytes(18).toString('hex');
  const token = request.kind === 'user' ? `github_pat_${secret}` : `ghs_${secret}`;
  state.tokens.set(token, toIdentity(state, request));
  return token;
}

/** From now on the token is bad credentials. */
export function revokeToken(state: State, token: string): void {
  state.tokens.delete(token);
}

function toIdentity(state: State, request: TokenRequest): TokenIdentity {
  if (request.kind !== 'user') {
    const bot = request.kind === 'workflow' ? WORKFLOW_BOT : APP.bot;
    return { kind: request.kind, user: bot.id, permissions: request.permissions };
  }
  const user = userByLogin(state, request.login);
  if (user === undefined) throw new Error(`no user \`${request.login}\` to mint a token for`);
  return { kind: 'user', user: user.id };
}
