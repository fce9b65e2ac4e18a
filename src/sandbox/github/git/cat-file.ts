import type { ChildProcessWithoutNullStreams } from 'node:child_process';
import { spawnGit } from './process.ts';

export interface Contents {
  readonly type: 'commit' | 'tree' | 'blob' | 'tag';
  readonly size: number;
  /** Empty for `info`. */
  readonly content: Buffer;
}

/** One long-lived `git cat-file --batch-command`. It answers in the order of the questions. */
export interface CatFile {
  contents(oid: string): Promise<Contents | undefined>;
  info(oid: string): Promise<Omit<Contents, 'content'> | undefined>;
  close(): Promise<void>;
}

interface Waiting {
  readonly withContent: boolean;
  resolve(found: Contents | undefined): void;
  reject(error: Error): void;
}

export function openCatFile(directory: string): CatFile {
  const child: ChildProcessWithoutNullStreams = spawnGit(directory, ['cat-file', '--batch-command']);
  const waiting: Waiting[] = [];
  let unread = Buffer.alloc(0);
  let chunks: Buffer[] = [];
  let missing = 0;

  child.stdout.on('data', (chunk: Buffer) => {
    // A large object arrives in many chunks. They are joined once, when all of them have arrived.
    chunks.push(chunk);
    missing -= chunk.length;
    if (missing > 0) return;
    unread = Buffer.concat([unread, ...chunks]);
    chunks = [];
    answer();
  });
  const ended = new Promise<void>((resolve) => {
    child.once('error', (error) => fail(error));
    child.once('close', () => {
      fail(new Error('git cat-file ended'));
      resolve();
    });
  });
  child.stdin.on('error', () => undefined);
  child.stderr.resume();

  function answer(): void {
    for (;;) {
      const next = waiting[0];
      const line = unread.indexOf('\n');
      if (next === undefined || line < 0) return;
      const header = unread.subarray(0, line).toString('utf8').split(' ');
      const [, type, size] = header;
      if (type === 'missing' || type === 'ambiguous' || size === undefined) {
        unread = unread.subarray(line + 1);
        waiting.shift()?.resolve(undefined);
        continue;
      }
      const length = Number(size);
      const end = next.withContent ? line + 1 + length + 1 : line + 1;
      if (unread.length < end) {
        missing = end - unread.length;
        return;
      }
      const content = next.withContent ? Buffer.from(unread.subarray(line + 1, line + 1 + length)) : Buffer.alloc(0);
      unread = unread.subarray(end);
      waiting.shift()?.resolve({ type: type as Contents['type'], size: length, content });
    }
  }

  function fail(error: Error): void {
    for (const one of waiting.splice(0)) one.reject(error);
  }

  function ask(command: 'contents' | 'info', oid: string): Promise<Contents | undefined> {
    if (!/^[0-9a-f]{40}$/.test(oid)) return Promise.resolve(undefined);
    return new Promise((resolve, reject) => {
      waiting.push({ withContent: command === 'contents', resolve, reject });
      child.stdin.write(`${command} ${oid}\n`);
    });
  }

  return {
    contents: (oid) => ask('contents', oid),
    info: (oid) => ask('info', oid),
    close() {
      child.stdin.end();
      return ended;
    },
  };
}
