import { monthsAround } from '../core/documents/paths.ts';
import { lineOf, extend, type Draft, type RunFact } from '../core/ledger/ledger.ts';
import { messageFor } from '../core/ledger/story.ts';
import { digestsOf, readPolicySet } from './documents.ts';
import type { Message, Repository } from './world.ts';
import type { Shard } from '../core/ledger/ledger.ts';

export interface NewLedger {
  readonly create: (
    files: readonly Shard[],
    message: Message,
  ) => Promise<
    | { readonly outcome: 'created'; readonly head: string }
    | { readonly outcome: 'exists' }
    | { readonly outcome: 'failed'; readonly sentence: string }
  >;
}

export type Begun =
  | { readonly outcome: 'created'; readonly head: string; readonly genesis: string }
  | { readonly outcome: 'exists' | 'failed'; readonly sentence: string };

/**
 * Begins the ledger: the branch `audit` with one genesis record, which names the installation, the repository and the
 * documents that count from the start. Never touches a ledger that exists.
 */
export async function initLedger(
  repository: Pick<Repository, 'repository' | 'documents' | 'requestFiles' | 'time'>,
  ledger: NewLedger,
  run: RunFact,
  version: string,
): Promise<Begun> {
  const state = await repository.repository();
  const files = await repository.documents(state.head);
  const set = readPolicySet(files);
  if (set.organization === undefined || set.issues.length > 0) {
    const [first] = set.issues;
    return {
      outcome: 'failed',
      sentence: `the documents in policies/ on ${state.defaultBranch} have ${set.issues.length} issues, the first: ${first === undefined ? '' : `${first.path}:${first.line}:${first.column} ${first.sentence}`}`,
    };
  }
  const at = repository.time();
  if (at === undefined) return { outcome: 'failed', sentence: 'GitHub did not tell the time' };
  const genesis: Draft = {
    schema: 1,
    kind: 'genesis',
    at,
    pull: null,
    reasons: [],
    run,
    tool: { name: 'pullcord', version },
    genesis: {
      installation: set.organization.installation,
      repository: { id: state.id, name: state.name },
      commit: state.head,
      policies: digestsOf(files),
      requests: digestsOf(await repository.requestFiles(state.head, monthsAround(at))),
    },
  };
  const { records, files: shards } = extend([], [genesis]);
  const result = await ledger.create(shards, messageFor(records));
  if (result.outcome === 'exists')
    return { outcome: 'exists', sentence: 'the branch audit is there already; a ledger is begun once' };
  if (result.outcome === 'failed') return result;
  const [record] = records;
  return { outcome: 'created', head: result.head, genesis: record === undefined ? '' : lineOf(record) };
}
