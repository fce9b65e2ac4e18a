import { appendFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openCatFile } from './git/cat-file.ts';
import { openDiffs, type Diffs } from './git/diff.ts';
import { openHistory, type History } from './git/history.ts';
import { openMerging, type Merging } from './git/merging.ts';
import { openNames, type Names } from './git/names.ts';
import { openObjects, type Objects } from './git/objects.ts';
import { runGit } from './git/process.ts';
import { openRefs, type Refs } from './git/refs.ts';
import { openTrees, type Trees } from './git/trees.ts';

export type { FileChange } from './git/diff.ts';
export type { Commit, Signature } from './git/objects.ts';
export type { TreeChange, TreeEntry } from './git/trees.ts';
export { RefMoved } from './git/refs.ts';

/** A bare git repository on disk. Any git client can read it, and the sandbox's functions write it. */
export interface Git extends Refs, Objects, Trees, History, Merging, Names, Diffs {
  readonly directory: string;
  /** Stops the helper processes and removes the directory. */
  close(): Promise<void>;
}

/** Creates an empty bare repository in a temporary folder. Needs git 2.38 or newer on the PATH. */
export async function createGit(defaultBranch: string): Promise<Git> {
  const parent = await mkdtemp(join(tmpdir(), 'pullcord-git-'));
  const directory = join(parent, 'repository.git');
  await runGit(parent, ['init', '--quiet', '--bare', `--initial-branch=${defaultBranch}`, directory]);
  await appendFile(join(directory, 'config'), CONFIGURATION);
  const catFile = openCatFile(directory);
  const objects = openObjects(directory, catFile);
  const refs = openRefs(directory);
  const trees = openTrees(objects);
  const history = openHistory(objects, trees);
  const diffs = openDiffs(directory, objects);
  return {
    directory,
    ...objects,
    ...refs,
    ...trees,
    ...history,
    ...openMerging(directory, objects, trees, history),
    ...openNames(directory, objects, refs),
    ...diffs,
    async close() {
      await Promise.all([catFile.close(), refs.closeRefs(), diffs.closeDiffs()]);
      await rm(parent, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

// GitHub serves any object by its id, and partial clones. Housekeeping would race with the sandbox's own writes.
const CONFIGURATION = `
[uploadpack]
	allowAnySHA1InWant = true
	allowFilter = true
[http]
	receivepack = true
[receive]
	advertisePushOptions = false
[gc]
	auto = 0
`;
