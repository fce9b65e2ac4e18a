import type { IncomingMessage, ServerResponse } from 'node:http';
import { createGunzip } from 'node:zlib';
import { identify, may, maySeeRepository } from './access.ts';
import { ApiError } from './errors.ts';
import { fullName } from './bodies/repository.ts';
import { spawnGit, runGit } from './git/process.ts';
import { FLUSH, pktLine } from './pkt-line.ts';
import { receivePack } from './receive-pack.ts';
import { userById } from './people.ts';
import type { Caller, World } from './world.ts';

/**
 * Serves git clients over HTTP (https://git-scm.com/docs/http-protocol). git's own upload-pack answers reads, and
 * `receivePack` answers pushes.
 * @returns false for a request that does not come from git
 */
export function serveGit(world: World, request: IncomingMessage, response: ServerResponse): boolean {
  const url = new URL(request.url ?? '/', 'http://sandbox');
  // A client may treat the repository's address as a server's and append the name once more.
  const match = /(?:^|\.git)\/([^/]+\/[^/]+?)(?:\.git)?\/(info\/refs|git-upload-pack|git-receive-pack)$/.exec(
    url.pathname,
  );
  if (match === null) return false;
  const [, name = '', path = ''] = match;
  const service = path === 'info/refs' ? (url.searchParams.get('service') ?? '') : path;
  answer(world, request, response, { name, service, advertise: path === 'info/refs' }).catch((error: unknown) => {
    refuse(
      response,
      error instanceof Refused
        ? error
        : new Refused(500, `the sandbox itself failed: ${String(error)}; report it as a defect of Pullcord`),
    );
  });
  return true;
}

/** A git client's request. */
interface Asked {
  /** `acme/access`. */
  readonly name: string;
  readonly service: string;
  /** True if the client asks only for the list of refs. */
  readonly advertise: boolean;
}

/** A refusal. After a 401 git asks its user for credentials. */
class Refused extends Error {
  readonly status: number;
  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

async function answer(world: World, request: IncomingMessage, response: ServerResponse, asked: Asked): Promise<void> {
  const caller = assertMayAsk(world, request, asked);
  if (asked.advertise) await advertiseRefs(world, request, response, asked.service);
  else if (asked.service === 'git-upload-pack') await uploadPack(world, request, response);
  else await takePush(world, caller, request, response);
}

/**
 * Checks the caller's rights.
 * @throws Refused in GitHub's words for git clients
 */
function assertMayAsk(world: World, request: IncomingMessage, { name, service }: Asked): Caller {
  const pushes = service === 'git-receive-pack';
  if (!pushes && service !== 'git-upload-pack') throw new Refused(403, 'Please upgrade your git client.');
  const caller = identifyForGit(world, request);
  const known = name.toLowerCase() === fullName(world).toLowerCase();
  const level = pushes ? 'write' : 'read';
  if (known && may(world.state, caller, 'contents', level)) return caller;
  if (caller === undefined) throw new Refused(401, 'Authentication required.');
  if (!known || !maySeeRepository(world.state, caller)) throw new Refused(404, 'Repository not found.');
  const { login } = userById(world.state, caller.user);
  throw new Refused(403, `Permission to ${fullName(world)}.git denied to ${login}.`);
}

function identifyForGit(world: World, request: IncomingMessage): Caller {
  try {
    return identify(world.state, request.headers.authorization);
  } catch (error) {
    if (error instanceof ApiError) throw new Refused(401, 'Invalid username or token.');
    throw error;
  }
}

async function takePush(
  world: World,
  pusher: Caller,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  if (pusher === undefined) throw new Refused(401, 'Authentication required.');
  const input = await readAll(request);
  const body = await world.events.answering(() => receivePack(world, pusher, input));
  response.writeHead(200, headers('application/x-git-receive-pack-result'));
  response.end(body);
}

/** `receivePack` supports only these of the capabilities that git's own receive-pack offers. */
const PUSH_CAPABILITIES =
  'report-status delete-refs side-band-64k quiet ofs-delta object-format=sha1 agent=pullcord-sandbox';

async function advertiseRefs(
  world: World,
  request: IncomingMessage,
  response: ServerResponse,
  service: string,
): Promise<void> {
  response.writeHead(200, headers(`application/x-${service}-advertisement`));
  const heading = Buffer.concat([pktLine(`# service=${service}\n`), FLUSH]);
  if (service === 'git-receive-pack') {
    const refs = [...world.git.refs()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([ref, oid]) => `${oid} ${ref}`);
    const lines = refs.length === 0 ? [`${'0'.repeat(40)} capabilities^{}`] : refs;
    const body = lines.map((line, index) => pktLine(index === 0 ? `${line}\0${PUSH_CAPABILITIES}\n` : `${line}\n`));
    response.end(Buffer.concat([heading, ...body, FLUSH]));
    return;
  }
  const args = ['upload-pack', '--stateless-rpc', '--advertise-refs', '.'];
  const advertised = await runGit(world.git.directory, args, undefined, protocolOf(request));
  response.end(Buffer.concat([heading, advertised]));
}

async function uploadPack(world: World, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const child = spawnGit(world.git.directory, ['upload-pack', '--stateless-rpc', '.'], protocolOf(request));
  response.writeHead(200, headers('application/x-git-upload-pack-result'));
  child.stdin.on('error', () => undefined);
  // A disconnected client must not leave its process behind.
  response.once('close', () => child.kill());
  child.stderr.resume();
  const ended = new Promise<void>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', () => resolve());
  });
  child.stdout.pipe(response);
  child.stdin.end(await readAll(request));
  await ended;
}

function protocolOf(request: IncomingMessage): Record<string, string> {
  const protocol = request.headers['git-protocol'];
  // Only a protocol's version may pass from a header into a process's environment.
  return typeof protocol === 'string' && /^version=\d$/.test(protocol) ? { GIT_PROTOCOL: protocol } : {};
}

async function readAll(request: IncomingMessage): Promise<Buffer> {
  const zipped = request.headers['content-encoding'] === 'gzip';
  const chunks: Buffer[] = [];
  for await (const chunk of zipped ? request.pipe(createGunzip()) : request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

const headers = (type: string) => ({ 'Content-Type': type, 'Cache-Control': 'no-cache, max-age=0, must-revalidate' });

function refuse(response: ServerResponse, { status, message }: Refused): void {
  if (response.headersSent) {
    response.destroy();
    return;
  }
  const challenge: Record<string, string> = status === 401 ? { 'WWW-Authenticate': 'Basic realm="GitHub"' } : {};
  response.writeHead(status, { 'Content-Type': 'text/plain; charset=utf-8', ...challenge });
  response.end(`${message}\n`);
}
