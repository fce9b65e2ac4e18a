import { parseShard } from '../core/ledger/shard.ts';
import { readFirstShard } from '../edge/clone.ts';
import type { Clone } from '../flow/observe/without-github.ts';
import { numberFrom, readPolicies, type RepositoryName } from '../environment.ts';
import type { Terminal } from './command.ts';

/**
 * Reads the facts that a run needs if GitHub does not answer. The repository's number identifies our bindings. It comes
 * from `GITHUB_REPOSITORY_ID`, or else from the first record of the ledger in the clone.
 */
export async function cloneFrom({ env, folder }: Terminal, { owner, name }: RepositoryName): Promise<Clone> {
  return {
    repositoryId: numberFrom(env['GITHUB_REPOSITORY_ID']) ?? (await numberOnRecord(folder)),
    name: `${owner}/${name}`,
    documents: await readPolicies(folder),
  };
}

async function numberOnRecord(folder: string): Promise<number | undefined> {
  const shard = await readFirstShard(folder);
  const read = shard === undefined ? undefined : parseShard(shard, 0);
  return read === undefined || 'invalid' in read ? undefined : read.records[0]?.genesis?.repository.id;
}
