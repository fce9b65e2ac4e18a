import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { connectGitHub, type GitHub } from './edge/github/client.ts';
import type { DocumentFile } from './core/ports.ts';
import { SettingError } from './failure.ts';
import { VERSION } from './version.ts';

/** Variables of the environment. They are always an argument. */
export type Environment = Readonly<Record<string, string | undefined>>;

export interface RepositoryName {
  readonly owner: string;
  readonly name: string;
}

/** Reads `GITHUB_REPOSITORY`. Actions sets it, and people may. */
export function repositoryFrom(env: Environment): RepositoryName {
  const given = env['GITHUB_REPOSITORY'] ?? '';
  const [owner, name, ...rest] = given.split('/');
  if (!owner || !name || rest.length > 0)
    throw new SettingError(
      `GITHUB_REPOSITORY is ${given === '' ? 'not set' : JSON.stringify(given)}: set it to \`owner/name\` of the repository with requests/ and policies/`,
    );
  return { owner, name };
}

/** Reads the caller's own GitHub token from `GITHUB_TOKEN` or `GH_TOKEN`. */
export function tokenFrom(env: Environment): string {
  const token = env['GITHUB_TOKEN'] ?? env['GH_TOKEN'] ?? '';
  if (token === '')
    throw new SettingError(
      'GITHUB_TOKEN is not set: set it to a token that may read the repository. `gh auth token` prints yours.',
    );
  return token;
}

/** Connects with `token` to the GitHub that the environment names. */
export function githubFrom(env: Environment, token: string, say: (line: string) => void): GitHub {
  const apiUrl = env['GITHUB_API_URL'];
  const graphqlUrl = env['GITHUB_GRAPHQL_URL'];
  return connectGitHub({
    token,
    userAgent: `pullcord/${VERSION}`,
    log: say,
    ...(apiUrl === undefined || apiUrl === '' ? {} : { apiUrl }),
    ...(graphqlUrl === undefined || graphqlUrl === '' ? {} : { graphqlUrl }),
  });
}

/** Returns the sandbox's origin for all Google APIs. Without one the product calls Google. */
export function googleEndpointFrom(env: Environment): { readonly endpoint?: string } {
  const endpoint = env['PULLCORD_GOOGLE_ENDPOINT'];
  if (endpoint === undefined || endpoint === '') return {};
  if (!URL.canParse(endpoint))
    throw new SettingError(
      `PULLCORD_GOOGLE_ENDPOINT is not a URL: ${endpoint}; set it to the address that \`pullcord sandbox\` prints, or unset it`,
    );
  return { endpoint };
}

/** Reads PagerDuty's key and address, if they are set. @param token replaces the environment's key */
export function pagerdutyFrom(env: Environment, token = ''): { readonly token?: string; readonly url?: string } {
  const url = env['PULLCORD_PAGERDUTY_URL'] ?? '';
  const key = token === '' ? (env['PULLCORD_PAGERDUTY_TOKEN'] ?? '') : token;
  if (url !== '' && !isSafe(url))
    throw new SettingError(
      `PULLCORD_PAGERDUTY_URL is ${JSON.stringify(url)}; set it to an https address such as https://api.eu.pagerduty.com, or unset it`,
    );
  return { ...(key === '' ? {} : { token: key }), ...(url === '' ? {} : { url }) };
}

/** True if a key may be sent to the address. Only a sandbox on this machine needs no TLS. */
function isSafe(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname } = new URL(text);
  return protocol === 'https:' || (protocol === 'http:' && hostname === '127.0.0.1');
}

/** Reads the caller's own key that signs the ledger, PKCS#8 in PEM. It may be absent. */
export function ledgerKeyFrom(env: Environment): { readonly ledgerKey?: string } {
  const ledgerKey = env['PULLCORD_LEDGER_KEY'];
  return ledgerKey === undefined || ledgerKey.trim() === '' ? {} : { ledgerKey };
}

/** Reads every YAML file in `folder/policies`, for a run without GitHub. The blob ids are unknown. */
export async function readPolicies(folder: string): Promise<readonly DocumentFile[]> {
  const names = await readdir(join(folder, 'policies')).catch(() => []);
  const documents = names.filter((name) => name.endsWith('.yaml')).sort();
  return Promise.all(
    documents.map(async (name) => ({
      path: `policies/${name}`,
      blob: '',
      mode: '100644',
      bytes: await readFile(join(folder, 'policies', name)),
    })),
  );
}

/** Reads a positive whole number; `undefined` if the text is none. */
export function numberFrom(text: string | undefined): number | undefined {
  return text !== undefined && /^[1-9]\d{0,15}$/.test(text) ? Number(text) : undefined;
}
