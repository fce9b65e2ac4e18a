import type { ChildProcessWithoutNullStreams } from 'node:child_process';
import { spawnGit } from './process.ts';

/**
 * A long-lived git process that answers one question at a time, up to a known ending. It starts when first needed, and
 * again after it has ended.
 */
export interface Conversation {
  /** @throws Error if git ends before its answer does; the message is git's error output */
  ask(question: string, ending: Buffer): Promise<Buffer>;
  close(): Promise<void>;
}

/** Prepares a conversation with `git ARGS` in `directory`. It starts no process yet. */
export function converse(directory: string, args: readonly string[]): Conversation {
  let child: ChildProcessWithoutNullStreams | undefined;
  let ended: Promise<void> = Promise.resolve();
  let last: Promise<unknown> = Promise.resolve();
  let hear: (chunk: Buffer) => void = () => undefined;
  let giveUp: (error: Error) => void = () => undefined;

  function start(): ChildProcessWithoutNullStreams {
    const started = spawnGit(directory, args);
    let complaint = '';
    started.stdout.on('data', (chunk: Buffer) => hear(chunk));
    started.stderr.on('data', (chunk: Buffer) => (complaint += chunk.toString('utf8')));
    started.stdin.on('error', () => undefined);
    ended = new Promise((resolve) => {
      started.once('error', (error) => giveUp(error));
      started.once('close', () => {
        if (child === started) child = undefined;
        giveUp(new Error(`git ${args[0] ?? ''} ended: ${complaint.trim()}`));
        resolve();
      });
    });
    return started;
  }

  function exchange(question: string, ending: Buffer): Promise<Buffer> {
    return new Promise((resolve, reject) => {
      const chunks: Buffer[] = [];
      let tail = Buffer.alloc(0);
      giveUp = reject;
      hear = (chunk) => {
        chunks.push(chunk);
        tail = Buffer.concat([tail, chunk]).subarray(-ending.length);
        if (!tail.equals(ending)) return;
        const whole = Buffer.concat(chunks);
        resolve(whole.subarray(0, whole.length - ending.length));
      };
      child ??= start();
      child.stdin.write(question);
    });
  }

  return {
    ask(question, ending) {
      const turn = () => exchange(question, ending);
      const asked = last.then(turn, turn);
      last = asked;
      return asked;
    },
    async close() {
      await last.catch(() => undefined);
      child?.stdin.end();
      await ended;
    },
  };
}
