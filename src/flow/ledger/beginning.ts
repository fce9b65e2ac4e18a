import { isPinned, PIN_PATH, pinFor, pinText, trustRootOf } from '../../core/ledger/pin.ts';
import type { Genesis, LedgerRecord } from '../../core/ledger/record.ts';
import type { LedgerBranch, Repository } from '../../core/ports.ts';
import { EPOCH } from '../../core/time.ts';
import { digestsOf, readPolicySet } from '../observe/documents.ts';
import { openLedger, readLedgerBranch } from './open.ts';
import { trustOf } from './trust.ts';

/** The facts of record 0 that reviewers of the pin compare with the default branch. */
export interface Beginning {
  /** The content of the pin file. */
  readonly pin: string;
  readonly commit: string;
  /** The blobs of the documents that counted from the start, by path. */
  readonly policies: Genesis['policies'];
  readonly keys: readonly string[];
}

export type BeginningPorts = {
  readonly repository: Pick<Repository, 'repository' | 'documents' | 'mainline' | 'pin' | 'time'>;
  readonly ledger: LedgerBranch;
};

export type Pinning =
  | { readonly outcome: 'pin'; readonly beginning: Beginning }
  | { readonly outcome: 'exists' | 'no'; readonly sentence: string };

/** Returns the facts of record 0 by its line; `undefined` if the line is no genesis record. */
export function beginningIn(line: string): Beginning | undefined {
  const { genesis, keys = [] } = JSON.parse(line) as Partial<LedgerRecord>;
  if (genesis === undefined) return undefined;
  return { pin: pinText(pinFor(line)), commit: genesis.commit, policies: genesis.policies, keys };
}

/**
 * Finds the pin of the present ledger. It pins no ledger that a run doubts, and none whose first documents the default
 * branch never had. @throws if GitHub does not return the branch
 */
export async function findPin({ repository, ledger }: BeginningPorts): Promise<Pinning> {
  const state = await repository.repository();
  const { organization } = readPolicySet(await repository.documents(state.head));
  const root = trustRootOf(await repository.pin(state.head));
  const trust = trustOf({ signers: () => [] }, organization, repository.time());
  const reading = await readLedgerBranch({ ledger });
  const open = await openLedger({ ledger }, reading, trust);
  if ('problem' in open) return no(open.problem.sentence);
  if (open.doubt !== undefined) return no(`the ledger is in doubt: ${open.doubt}`);
  const line = reading.kind === 'read' ? reading.genesis : undefined;
  const beginning = line === undefined ? undefined : beginningIn(line);
  if (line === undefined || beginning === undefined) return no('record 0 could not be read');
  if (root.is === 'pinned')
    return isPinned(root.pin, line)
      ? { outcome: 'exists', sentence: `${PIN_PATH} on ${state.defaultBranch} pins this ledger already` }
      : no(
          `${PIN_PATH} on ${state.defaultBranch} pins another ledger. Push the pinned branch audit from a clone, or restore the file`,
        );
  if (root.is === 'wrong')
    return no(
      `${PIN_PATH} on ${state.defaultBranch} is wrong: ${root.why}. Restore it from its history: git log -p -- ${PIN_PATH}`,
    );
  if (open.genesis.repository.id !== state.id)
    return no(`the ledger belongs to repository ${open.genesis.repository.id}, and this one is ${state.id}`);
  const fault = await beginningFault(repository, state.head, open.genesis);
  return fault === undefined ? { outcome: 'pin', beginning } : no(fault);
}

/**
 * Compares the first documents of the ledger with the default branch. They must be those of a commit on its first-parent
 * line, because nobody else ever approved them. @throws if GitHub does not return the line
 */
export async function beginningFault(
  repository: Pick<Repository, 'documents' | 'mainline'>,
  head: string,
  { commit, policies }: Pick<Genesis, 'commit' | 'policies'>,
): Promise<string | undefined> {
  const line = await repository.mainline(head, EPOCH, commit);
  if (!line.some(({ sha }) => sha === commit))
    return `record 0 names commit ${commit}, which is not on the first-parent line of the default branch`;
  const there = digestsOf(await repository.documents(commit));
  const paths = [...new Set([...Object.keys(there), ...Object.keys(policies)])].sort();
  const other = paths.find((path) => there[path] !== policies[path]);
  return other === undefined
    ? undefined
    : `record 0 has ${other} as ${policies[other] ?? 'missing'}, and commit ${commit} has ${there[other] ?? 'none'}`;
}

function no(sentence: string): Pinning {
  return { outcome: 'no', sentence };
}
