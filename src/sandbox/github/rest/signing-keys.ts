import { assertIdentified } from '../access.ts';
import { toInstant, type Data } from '../bodies/types.ts';
import { ApiError, notFound, validationFailed } from '../errors.ts';
import { keyBlobOf } from '../ssh-signature.ts';
import { userByLogin } from '../people.ts';
import type { SigningKey } from '../state.ts';
import { readBody } from './body.ts';
import {
  created,
  listed,
  noContent,
  numberParameter,
  ok,
  parameter,
  route,
  type Request,
  type Routes,
} from './route.ts';

const OWN = '/user/ssh_signing_keys';

/** People's registered signing keys: https://docs.github.com/en/rest/users/ssh-signing-keys. */
export const signingKeyRoutes: Routes = (world) => [
  route(world, `GET ${OWN}`, (request) => listed(request, keysOf(request, selfIn(request)), keyBody)),

  route(world, `POST ${OWN}`, (request) => {
    const user = selfIn(request);
    const body = readBody(request);
    const text = body.text('key').trim();
    const blob = keyBlobOf(text);
    const field = { resource: 'PublicKey', field: 'key', code: 'custom' } as const;
    if (blob === undefined)
      throw validationFailed({
        ...field,
        message: 'key is invalid. You must supply a key in OpenSSH public key format',
      });
    if ([...world.state.signingKeys.values()].some((other) => other.blob.equals(blob)))
      throw validationFailed({ ...field, message: 'key is already in use' });
    const [type = '', base64 = ''] = text.split(/\s+/);
    const key: SigningKey = {
      id: world.state.nextId(),
      user,
      title: body.optionalText('title') ?? '',
      // GitHub does not keep the comment.
      key: `${type} ${base64}`,
      blob,
      createdAt: world.now(),
    };
    world.state.signingKeys.set(key.id, key);
    return created(keyBody(key));
  }),

  route(world, `GET ${OWN}/{ssh_signing_key_id}`, (request) => ok(keyBody(ownKey(request)))),

  route(world, `DELETE ${OWN}/{ssh_signing_key_id}`, (request) => {
    world.state.signingKeys.delete(ownKey(request).id);
    return noContent();
  }),

  route(world, 'GET /users/{username}/ssh_signing_keys', (request) => {
    const user = userByLogin(world.state, parameter(request, 'username'));
    if (user === undefined) throw notFound();
    return listed(request, keysOf(request, user.id), keyBody);
  }),
];

/** @throws ApiError 401 without an identity, 403 for a token that is not a person's */
function selfIn({ caller }: Request): number {
  assertIdentified(caller);
  if (caller.kind !== 'user') throw new ApiError(403, 'Resource not accessible by integration');
  return caller.user;
}

function keysOf({ world }: Request, user: number): readonly SigningKey[] {
  return [...world.state.signingKeys.values()].filter((key) => key.user === user);
}

function ownKey(request: Request): SigningKey {
  const user = selfIn(request);
  const key = request.world.state.signingKeys.get(numberParameter(request, 'ssh_signing_key_id'));
  if (key?.user !== user) throw notFound();
  return key;
}

function keyBody({ id, title, key, createdAt }: SigningKey): Data<'users', 'getSshSigningKeyForAuthenticatedUser'> {
  return { id, title, key, created_at: toInstant(createdAt) };
}
