import { createHash, randomBytes } from 'node:crypto';
import { access, mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { deflate } from 'node:zlib';
import type { CatFile, Contents } from './cat-file.ts';

export type GitObject = Contents;

/** A person and an instant, in milliseconds since the epoch, whole seconds only. */
export interface Signature {
  readonly name: string;
  readonly email: string;
  readonly at: number;
}

export interface Commit {
  readonly oid: string;
  readonly tree: string;
  readonly parents: readonly string[];
  readonly author: Signature;
  readonly committer: Signature;
  readonly message: string;
  /** The armored signature inside the object, and the signed text. */
  readonly signature: { readonly text: string; readonly payload: string } | undefined;
  /** The object in git's stored form. */
  readonly raw: string;
}

export interface Objects {
  readObject(oid: string): Promise<GitObject | undefined>;
  /** Returns type and size without the content. */
  inspect(oid: string): Promise<Omit<GitObject, 'content'> | undefined>;
  readCommit(oid: string): Promise<Commit | undefined>;
  readBlob(oid: string): Promise<Buffer | undefined>;
  writeBlob(content: Buffer | string): Promise<string>;
  writeCommit(commit: Pick<Commit, 'tree' | 'parents' | 'author' | 'committer' | 'message'>): Promise<string>;
  /** Stores an object unchanged. The caller is responsible for its form. */
  writeObject(type: GitObject['type'], content: Buffer): Promise<string>;
}

const compress = promisify(deflate);

export function openObjects(directory: string, catFile: CatFile): Objects {
  const commits = new Map<string, Commit>();
  const stored = new Set<string>();
  const folders = new Set<string>();

  async function readCommit(oid: string): Promise<Commit | undefined> {
    const known = commits.get(oid);
    if (known !== undefined) return known;
    const found = await catFile.contents(oid);
    if (found?.type !== 'commit') return undefined;
    const commit = parseCommit(oid, found.content.toString('utf8'));
    commits.set(oid, commit);
    return commit;
  }

  // Writes a loose object without `git hash-object`. Fifty pull requests create hundreds of objects, and a process for
  // each would be slow. https://git-scm.com/book/en/v2/Git-Internals-Git-Objects
  async function writeObject(type: GitObject['type'], content: Buffer): Promise<string> {
    const whole = Buffer.concat([Buffer.from(`${type} ${content.length}\0`), content]);
    const oid = createHash('sha1').update(whole).digest('hex');
    const folder = join(directory, 'objects', oid.slice(0, 2));
    const path = join(folder, oid.slice(2));
    if (stored.has(oid) || (await exists(path))) return oid;
    if (!folders.has(folder)) await mkdir(folder, { recursive: true });
    folders.add(folder);
    const unfinished = join(folder, `tmp_obj_${randomBytes(6).toString('hex')}`);
    await writeFile(unfinished, await compress(whole), { mode: 0o444 });
    await rename(unfinished, path);
    stored.add(oid);
    return oid;
  }

  return {
    readObject: (oid) => catFile.contents(oid),
    inspect: (oid) => catFile.info(oid),
    readCommit,
    async readBlob(oid) {
      const found = await catFile.contents(oid);
      return found?.type === 'blob' ? found.content : undefined;
    },
    writeBlob: (content) => writeObject('blob', Buffer.from(content)),
    writeCommit: (commit) => writeObject('commit', Buffer.from(formatCommit(commit))),
    writeObject,
  };
}

function formatCommit({ tree, parents, author, committer, message }: Parameters<Objects['writeCommit']>[0]): string {
  return [
    `tree ${tree}`,
    ...parents.map((parent) => `parent ${parent}`),
    `author ${formatSignature(author)}`,
    `committer ${formatSignature(committer)}`,
    '',
    message.endsWith('\n') ? message : `${message}\n`,
  ].join('\n');
}

function formatSignature({ name, email, at }: Signature): string {
  // Angle brackets and line breaks would end the field early. git also drops them.
  const clean = (text: string) => text.replace(/[<>\n\0]/g, '').trim();
  return `${clean(name)} <${clean(email)}> ${Math.floor(at / 1000)} +0000`;
}

function parseCommit(oid: string, raw: string): Commit {
  const end = raw.indexOf('\n\n');
  const lines = raw.slice(0, end < 0 ? raw.length : end).split('\n');
  const fields: { name: string; value: string }[] = [];
  for (const line of lines) {
    const last = fields.at(-1);
    const space = line.indexOf(' ');
    if (line.startsWith(' ') && last !== undefined) last.value += `\n${line.slice(1)}`;
    else fields.push({ name: line.slice(0, space), value: line.slice(space + 1) });
  }
  const value = (name: string) => fields.find((field) => field.name === name)?.value;
  const signature = value('gpgsig');
  return {
    oid,
    tree: value('tree') ?? '',
    parents: fields.filter(({ name }) => name === 'parent').map((field) => field.value),
    author: parseSignature(value('author') ?? ''),
    committer: parseSignature(value('committer') ?? ''),
    message: end < 0 ? '' : raw.slice(end + 2).replace(/\n$/, ''),
    signature: signature === undefined ? undefined : { text: signature, payload: withoutSignature(raw) },
    raw,
  };
}

function parseSignature(text: string): Signature {
  const parts = /^(.*?) ?<([^>]*)> (-?\d+) [+-]\d{4}$/.exec(text);
  return { name: parts?.[1] ?? '', email: parts?.[2] ?? '', at: Number(parts?.[3] ?? 0) * 1000 };
}

function withoutSignature(raw: string): string {
  return raw.replace(/^gpgsig [^\n]*\n(?: [^\n]*\n)*/m, '');
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
