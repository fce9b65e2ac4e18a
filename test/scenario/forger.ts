import { appendFile, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { lineOf, type Draft, type LedgerRecord } from '../../src/core/ledger/record.ts';
import { parseLedger, RECORDS_PER_SHARD } from '../../src/core/ledger/shard.ts';
import { extend } from '../../src/core/ledger/extend.ts';
import { foldLedger } from '../../src/core/ledger/fold.ts';
import { withClone } from './audit.ts';
import type { Stage } from './stage.ts';

/* Dave may push to every branch and force it, and holds no key of the ledger. */

export const SHARD = 'audit/entries/000000.jsonl';

export type Git = (...args: readonly string[]) => Promise<string>;

/** Dave works in a clone of his, and pushes whatever came of it. */
export async function asDave(
  { stage }: { readonly stage: Stage },
  work: (folder: string, git: Git) => Promise<void>,
): Promise<void> {
  const { github, tokens } = stage.sandbox;
  await withClone(github.gitUrl(tokens['dave']), 'audit', async (folder, git) => {
    await git('config', 'user.name', 'dave');
    await git('config', 'user.email', 'dave@acme.example');
    await work(folder, git);
  });
}

export async function push(git: Git): Promise<void> {
  await git('add', '--all');
  await git('commit', '--quiet', '--message', 'nothing to see');
  await git('push', '--quiet', '--force', 'origin', 'HEAD:audit');
}

/** The records of a clone with one file of them, and where they end. */
export async function readEnd(folder: string) {
  const shards = [{ path: SHARD, text: await readFile(join(folder, SHARD), 'utf8') }];
  const parsed = parseLedger(shards);
  if ('invalid' in parsed) throw new Error(parsed.invalid);
  return { records: parsed.records, tip: foldLedger(parsed.records, shards, undefined).head };
}

/** Appends records under no checkpoint: the one on the branch stays as it is. */
export async function appendUnsealed(
  folder: string,
  make: (records: readonly LedgerRecord[]) => Draft | readonly Draft[],
): Promise<void> {
  const { records, tip } = await readEnd(folder);
  const drafts = [make(records)].flat();
  if (tip.size + drafts.length <= RECORDS_PER_SHARD) {
    // As text: no fold of ours stands between a forger and the file.
    const lines = drafts.map((one, index) => `${lineOf({ ...one, seq: tip.size + index })}\n`);
    await appendFile(join(folder, SHARD), lines.join(''));
    return;
  }
  for (const { path, text } of extend(tip, drafts).files) await writeFile(join(folder, path), text);
}

/** Dave appends records under no checkpoint, and pushes them. */
export function forge(
  stage: Stage,
  make: (records: readonly LedgerRecord[]) => Draft | readonly Draft[],
): Promise<void> {
  return asDave({ stage }, async (folder, git) => {
    await appendUnsealed(folder, make);
    await push(git);
  });
}
