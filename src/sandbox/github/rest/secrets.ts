import { generateKeyPairSync } from 'node:crypto';
import { toInstant } from '../bodies/types.ts';
import { validationFailed } from '../errors.ts';
import { environmentOf } from './environments.ts';
import { readBody } from './body.ts';
import { noContent, ok, page, parameter, repositoryRoute, type Request, type Routes } from './route.ts';

const REPOSITORY = '/repos/{owner}/{repo}/actions/secrets';
const ENVIRONMENT = '/repos/{owner}/{repo}/environments/{environment_name}/secrets';

/** Bytes that a sealed box adds to its text: the sender's public key and the authenticator. */
const SEAL = 32 + 16;
const KEY_ID = '568250167242549743';
const PUBLIC_KEY = generateKeyPairSync('x25519')
  .publicKey.export({ format: 'der', type: 'spki' })
  .subarray(-32)
  .toString('base64');

/**
 * Secrets of the repository and of its environments. Values are not opened: the runner keeps its own.
 * Source: https://docs.github.com/rest/actions/secrets
 */
export const secretRoutes: Routes = (world) => [
  repositoryRoute(world, `GET ${REPOSITORY}`, ['secrets', 'read'], (request) =>
    secretsPage(request, world.state.settings.secrets),
  ),
  repositoryRoute(world, `GET ${REPOSITORY}/public-key`, ['secrets', 'read'], publicKey),
  repositoryRoute(world, `PUT ${REPOSITORY}/{secret_name}`, ['secrets', 'write'], (request) =>
    put(request, world.state.settings.secrets),
  ),

  repositoryRoute(world, `GET ${ENVIRONMENT}`, ['secrets', 'read'], (request) =>
    secretsPage(request, environmentOf(request).secrets),
  ),
  repositoryRoute(world, `GET ${ENVIRONMENT}/public-key`, ['secrets', 'read'], (request) => {
    environmentOf(request);
    return publicKey();
  }),
  repositoryRoute(world, `PUT ${ENVIRONMENT}/{secret_name}`, ['secrets', 'write'], (request) =>
    put(request, environmentOf(request).secrets),
  ),
];

/** Secrets as lists have them: names and times. */
function secretsPage(request: Request, names: readonly string[]) {
  const { items, headers } = page(request, names);
  const at = toInstant(request.world.state.repository.createdAt);
  const secrets = items.map((name) => ({ name, created_at: at, updated_at: at }));
  return ok({ total_count: names.length, secrets }, headers);
}

const publicKey = () => ok({ key_id: KEY_ID, key: PUBLIC_KEY });

/** @throws ApiError 422 for a name GitHub does not take, another key, or bytes that are no sealed box */
function put(request: Request, names: string[]) {
  const name = settingName(parameter(request, 'secret_name'));
  const body = readBody(request);
  const sealed = body.text('encrypted_value');
  if (body.text('key_id') !== KEY_ID) throw validationFailed('key_id is not the id of the public key');
  const bytes = Buffer.from(sealed, 'base64');
  if (bytes.toString('base64') !== sealed || bytes.length < SEAL)
    throw validationFailed('encrypted_value is not a sealed box in base64');
  if (names.includes(name)) return noContent();
  names.push(name);
  return { status: 201, body: {} };
}

/**
 * The name of a secret or a variable. GitHub keeps it in capitals.
 * Source: https://docs.github.com/en/actions/reference/security/secrets#naming-your-secrets
 * @throws ApiError 422
 */
export function settingName(text: string): string {
  if (!/^[A-Z_][A-Z0-9_]*$/i.test(text) || /^GITHUB_/i.test(text))
    throw validationFailed(`${text} is not a name of a secret or a variable`);
  return text.toUpperCase();
}
