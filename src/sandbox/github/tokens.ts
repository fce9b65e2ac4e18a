import { randomBytes } from 'node:crypto';
import { userByLogin } from './people.ts';
import { APP, WORKFLOW_BOT, type State, type TokenIdentity } from './state.ts';

export type TokenRequest =
  | { readonly kind: 'user'; readonly login: string }
  | { readonly kind: 'installation' | 'workflow'; readonly permissions: Readonly<Record<string, 'read' | 'write'>> };

/** Mints a token for `request`. A workflow or installation token has only the permissions that it names. */
export function mintToken(state: State, request: TokenRequest): string {
  const secret = randomBytes(18).toString('hex');
  const token = request.kind === 'user' ? `github_pat_${secret}` : `ghs_${secret}`;
  state.tokens.set(token, toIdentity(state, request));
  return token;
}

/** Revokes the token. From now on it is bad credentials. */
export function revokeToken(state: State, token: string): void {
  state.tokens.delete(token);
}

function toIdentity(state: State, request: TokenRequest): TokenIdentity {
  if (request.kind !== 'user') {
    const bot = request.kind === 'workflow' ? WORKFLOW_BOT : APP.bot;
    return { kind: request.kind, user: bot.id, permissions: request.permissions };
  }
  const user = userByLogin(state, request.login);
  if (user === undefined) throw new Error(`cannot mint a token for \`${request.login}\`: no user has this login`);
  return { kind: 'user', user: user.id };
}
