import { createHash } from 'node:crypto';
import type { BlobAnswer } from './answers.ts';
import { reading, type GitHub } from './client.ts';
import { Unread } from './unread.ts';

/** Which repository every call is about. */
export interface RepositoryName {
  readonly owner: string;
  readonly name: string;
}

/** No document is longer than this; what is longer is not read. */
const LONGEST_TEXT = 64 * 1024;

/** Whether `bytes` are the blob that git calls `oid` (SHA-1, or SHA-256 in repositories of that kind). */
function isBlob(oid: string, bytes: Uint8Array): boolean {
  const hash = createHash(oid.length === 64 ? 'sha256' : 'sha1');
  return hash.update(`blob ${bytes.length}\0`).update(bytes).digest('hex') === oid;
}

/** Reads a blob by REST. @throws {Unread} when GitHub gives none, or other bytes than the id promises. */
export async function readBlob(github: GitHub, repository: RepositoryName, oid: string): Promise<Uint8Array> {
  const what = `blob ${oid}`;
  const answer = await reading(
    what,
    github.octokit.rest.git.getBlob({ owner: repository.owner, repo: repository.name, file_sha: oid }),
  );
  const bytes = new Uint8Array(Buffer.from(answer.data.content, answer.data.encoding === 'base64' ? 'base64' : 'utf8'));
  if (!isBlob(oid, bytes)) throw new Unread(what, 'the bytes are not the ones the id stands for', answer.status);
  return bytes;
}

/**
 * A blob's true bytes from GraphQL's answer, or from REST where that lost some: GraphQL's `text` silently replaces
 * what is not UTF-8, so the bytes are believed only when they have the blob's id.
 *
 * @returns `null` for what is no blob or has more bytes than `longest`, a document's most if not given.
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
