import { connectGitHub, type GitHub } from '../../../src/edge/github/client.ts';
import { APP_PERMISSIONS } from '../../../src/sandbox/github/acme.ts';
import type { Bench } from '../../sandbox/github/support.ts';

export const ACME = { owner: 'acme', name: 'access' };

/** Connects to the sandbox as the organisation's App, or with any other token, with waits a thousandth as long. */
export function connectTo(bench: Bench, token?: string): GitHub {
  return connectGitHub({
    token: token ?? bench.token({ kind: 'installation', permissions: APP_PERMISSIONS }),
    apiUrl: bench.github.apiUrl,
    userAgent: 'pullcord-test',
    second: 1,
  });
}
