import { converse } from './converse.ts';

/** The ref is not at the expected commit. Nothing was changed. */
export class RefMoved extends Error {}

export interface Refs {
  /** Returns every ref by its full name, as of the last update. */
  refs(): ReadonlyMap<string, string>;
  /** Returns a branch's head. */
  branch(name: string): string | undefined;
  /**
   * Moves a ref if it is still at `from`. `from` undefined: the ref must not exist. `to` undefined: the ref is deleted.
   * @throws RefMoved if the ref is not at `from`
   */
  updateRef(ref: string, from: string | undefined, to: string | undefined): Promise<void>;
  /** Sets refs that only the sandbox writes, without a check of their old values. */
  setRefs(refs: ReadonlyMap<string, string>): Promise<void>;
  closeRefs(): Promise<void>;
}

const NOWHERE = '0'.repeat(40);

/** The refs of a repository with no other writer, so that they can be served from memory. */
export function openRefs(directory: string): Refs {
  const known = new Map<string, string>();
  const git = converse(directory, ['update-ref', '--stdin', '-z']);
  let writing: Promise<unknown> = Promise.resolve();

  /** git locks each ref it moves. Two simultaneous moves of one ref would fail at the lock, not at the value. */
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
          // git ends at every failure: another value, a lock, or a name that conflicts with another.
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
