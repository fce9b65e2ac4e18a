import { createHash } from 'node:crypto';
import { crc32c } from '../../edge/google/crc32c.ts';
import type { Answer, Call, Route } from '../http.ts';
import { decideAccess } from './access.ts';
import type { Tokens } from './tokens.ts';
import type { World } from './world.ts';

/** The bucket that keeps the rehearsal's checkpoints. */
const anchorBucket = { name: 'acme-audit-anchors', project: 'projects/acme-audit' } as const;

export interface StoredObject {
  readonly name: string;
  readonly text: string;
  readonly generation: string;
  readonly contentType: string;
  /** RFC 3339, sandbox time. */
  readonly timeCreated: string;
}

export interface Storage {
  readonly routes: readonly Route[];
  /** Returns the bucket's objects, sorted by name. */
  objects(): readonly StoredObject[];
  /** Stores an object without a check of permissions. */
  put(name: string, text: string): void;
}

const service = 'storage.googleapis.com';
const largestPage = 1000;

/** Serves Cloud Storage's JSON API: objects insert (media), get and list, in one bucket. */
export function createStorage(options: {
  readonly world: World;
  readonly tokens: Tokens;
  readonly now: () => number;
}): Storage {
  const { world, tokens, now } = options;
  const stored = new Map<string, StoredObject>();
  let generation = 1_700_000_000_000_000;

  function put(name: string, text: string, contentType = 'text/plain'): StoredObject {
    generation += 1;
    const object = {
      name,
      text,
      contentType,
      generation: String(generation),
      timeCreated: new Date(now()).toISOString(),
    };
    stored.set(name, object);
    return object;
  }

  /**
   * Cloud Storage answers 401 without a caller, 403 without the permission, and 404 for an object that does not exist.
   */
  function refusal(call: Call, permission: string): Answer | undefined {
    const principal = tokens.caller(call);
    if (call.params['bucket'] !== anchorBucket.name)
      return failure(404, 'notFound', 'The specified bucket does not exist.');
    const name = `projects/_/buckets/${anchorBucket.name}`;
    const circumstances = { at: now(), resource: { name, type: 'storage.googleapis.com/Bucket', service } };
    const { granted } = decideAccess(world, { principal, permission, on: anchorBucket.project, circumstances });
    const who = principal.member.replace(/^\w+:/, '');
    return granted
      ? undefined
      : failure(
          403,
          'forbidden',
          `${who} does not have ${permission} access to the Google Cloud Storage object. Permission '${permission}' denied on resource (or it may not exist).`,
        );
  }

  function insert(call: Call): Answer {
    const refused = refusal(call, 'storage.objects.create');
    if (refused !== undefined) return refused;
    if (call.query.get('uploadType') !== 'media')
      return failure(400, 'invalid', 'The sandbox supports only uploadType=media.');
    const name = call.query.get('name') ?? '';
    if (name === '') return failure(400, 'required', 'Required');
    const existing = stored.get(name);
    const wanted = call.query.get('ifGenerationMatch');
    if (wanted !== null && wanted !== (existing?.generation ?? '0'))
      return failure(412, 'conditionNotMet', 'At least one of the pre-conditions you specified did not hold.', {
        locationType: 'header',
        location: 'If-Match',
      });
    // Creation and replacement need different permissions.
    const overwrite = existing === undefined ? undefined : refusal(call, 'storage.objects.delete');
    if (overwrite !== undefined) return overwrite;
    const text = typeof call.body === 'string' ? call.body : '';
    return { status: 200, body: resourceOf(put(name, text, call.headers['content-type'])) };
  }

  function get(call: Call): Answer {
    const refused = refusal(call, 'storage.objects.get');
    if (refused !== undefined) return refused;
    const name = call.params['object'] ?? '';
    const object = stored.get(name);
    if (object === undefined) return failure(404, 'notFound', `No such object: ${anchorBucket.name}/${name}`);
    return call.query.get('alt') === 'media'
      ? { status: 200, body: object.text, headers: { 'x-goog-generation': object.generation } }
      : { status: 200, body: resourceOf(object) };
  }

  function list(call: Call): Answer {
    const refused = refusal(call, 'storage.objects.list');
    if (refused !== undefined) return refused;
    const prefix = call.query.get('prefix') ?? '';
    const from = call.query.get('pageToken') ?? call.query.get('startOffset') ?? '';
    const most = Math.min(Number(call.query.get('maxResults') ?? largestPage), largestPage);
    const found = objects().filter(({ name }) => name.startsWith(prefix) && name >= from);
    const next = found[most];
    return {
      status: 200,
      body: {
        kind: 'storage#objects',
        ...(next === undefined ? {} : { nextPageToken: next.name }),
        ...(found.length > 0 ? { items: found.slice(0, most).map(resourceOf) } : {}),
      },
    };
  }

  function objects(): readonly StoredObject[] {
    return [...stored.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  return {
    routes: [
      { operation: 'POST /upload/storage/v1/b/{bucket}/o', handle: insert },
      { operation: 'GET /storage/v1/b/{bucket}/o', handle: list },
      { operation: 'GET /storage/v1/b/{bucket}/o/{object+}', handle: get },
    ],
    objects,
    put: (name, text) => void put(name, text),
  };
}

function resourceOf({
  name,
  text,
  generation,
  contentType,
  timeCreated,
}: StoredObject): Readonly<Record<string, unknown>> {
  const bytes = Buffer.from(text, 'utf8');
  const sum = Buffer.alloc(4);
  sum.writeUInt32BE(crc32c(bytes));
  return {
    kind: 'storage#object',
    id: `${anchorBucket.name}/${name}/${generation}`,
    name,
    bucket: anchorBucket.name,
    generation,
    metageneration: '1',
    contentType,
    storageClass: 'STANDARD',
    size: String(bytes.length),
    md5Hash: createHash('md5').update(bytes).digest('base64'),
    crc32c: sum.toString('base64'),
    timeCreated,
    updated: timeCreated,
  };
}

/** This API's errors have no `status` and give the reason in `errors`. */
function failure(code: number, reason: string, message: string, where: object = {}): Answer {
  return {
    status: code,
    body: { error: { code, message, errors: [{ message, domain: 'global', reason, ...where }] } },
  };
}
