import { converse } from './converse.ts';

/** The ref is not where the caller thought it was: nothing was changed. */
export class RefMoved extends Error {}

export interface Refs {
  /** Every ref by its full name, as of the last update. */
  refs(): ReadonlyMap<string, string>;
  /** A branch's head. */
  branch(name: string): string | undefined;
  /**
   * Moves a ref if it still stands at `from` (undefined: it must not exist); `to` undefined deletes it.
   * @throws RefMoved when it stands elsewhere
   */
  updateRef(ref: string, from: string | undefined, to: string | undefined): Promise<void>;
  /** Sets refs that only we write, wherever they stood. */
  setRefs(refs: ReadonlyMap<string, string>): Promise<void>;
  closeRefs(): Promise<void>;
}

const NOWHERE = '0'.repeat(40);

/** The refs of a repository that nobody else writes, so that they can be told from memory. */
export function openRefs(directory: string): Refs {
  const known = new Map<string, string>();
  const git = converse(directory, ['update-ref', '--stdin', '-z']);
  let writing: Promise<unknown> = Promise.resolve();

  /** git locks each ref it moves; two at once on one ref would fail for the lock rather than for the value. */
  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = writing.then(work, work);
    writing = turn;
    return turn;
  }

  /** One transaction: git makes all of the changes or none. */
  async function write(commands: readonly string[]): Promise<void> {
    await git.ask(`start\0${commands.join('')}commit\0`, Buffer.from('start: ok\ncommit: ok\n'));
  }

  return {
    refs: () => known,
    branch: (name) => known.get(`refs/heads/${name}`),
    updateRef: (ref, from, to) =>
      inTurn(async () => {
        if (known.get(ref) !== from)
          throw new RefMoved(`${ref} is at ${known.get(ref) ?? 'nothing'}, not at ${from ?? 'nothing'}`);
        try {
          await write([
            to === undefined ? `delete ${ref}\0${from ?? NOWHERE}\0` : `update ${ref}\0${to}\0${from ?? NOWHERE}\0`,
          ]);
        } catch (error) {
          // git ends over whatever it cannot do: another value, a lock, a name that is in the way of another.
          throw new RefMoved(error instanceof Error ? error.message : String(error));
        }
        if (to === undefined) known.delete(ref);
        else known.set(ref, to);
      }),
    setRefs: (refs) =>
      inTurn(async () => {
        await write([...refs].map(([ref, to]) => `update ${ref}\0${to}\0\0`));
        for (const [ref, to] of refs) known.set(ref, to);
      }),
    closeRefs: () => git.close(),
  };
}
