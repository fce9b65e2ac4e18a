import { createHash } from 'node:crypto';
import type { BlobAnswer } from './answers.ts';
import { reading, type GitHub } from './client.ts';
import { Unread } from './unread.ts';

/** The repository of every call. */
export interface RepositoryName {
  readonly owner: string;
  readonly name: string;
}

/** Bytes. No document is longer, and longer blobs are not read. */
const LONGEST_TEXT = 64 * 1024;

/** Returns true if `bytes` are the blob with git's id `oid` (SHA-1, or SHA-256 in repositories of that kind). */
function isBlob(oid: string, bytes: Uint8Array): boolean {
  const hash = createHash(oid.length === 64 ? 'sha256' : 'sha1');
  return hash.update(`blob ${bytes.length}\0`).update(bytes).digest('hex') === oid;
}

/** Reads a blob by REST. @throws {Unread} if GitHub returns none, or bytes that do not match the id. */
export async function readBlob(github: GitHub, repository: RepositoryName, oid: string): Promise<Uint8Array> {
  const what = `blob ${oid}`;
  const answer = await reading(
    what,
    github.octokit.rest.git.getBlob({ owner: repository.owner, repo: repository.name, file_sha: oid }),
  );
  const bytes = new Uint8Array(Buffer.from(answer.data.content, answer.data.encoding === 'base64' ? 'base64' : 'utf8'));
  if (!isBlob(oid, bytes)) throw new Unread(what, 'GitHub returned bytes that do not match the id', answer.status);
  return bytes;
}

/**
 * Returns a blob's true bytes from GraphQL's answer, or from REST if GraphQL lost some. GraphQL's `text` silently replaces
 * bytes that are not UTF-8. So the bytes count only if they match the blob's id.
 *
 * @param longest maximum number of bytes; by default that of a document
 * @returns `null` if the object is not a blob, or is longer than `longest`
 * @throws {Unread}
 */
export async function bytesOf(
  github: GitHub,
  repository: RepositoryName,
  oid: string,
  blob: BlobAnswer | null,
  longest = LONGEST_TEXT,
): Promise<Uint8Array | null> {
  if (blob?.byteSize === undefined || blob.byteSize > longest) return null;
  const bytes = typeof blob.text === 'string' ? new TextEncoder().encode(blob.text) : undefined;
  return bytes !== undefined && isBlob(oid, bytes) ? bytes : readBlob(github, repository, oid);
}
