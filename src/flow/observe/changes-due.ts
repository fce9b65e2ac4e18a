import type { AcceptedDocuments } from '../../core/acceptance/versions.ts';
import type { Ports } from '../../core/ports.ts';
import { EPOCH } from '../../core/time.ts';
import type { ChangeInputs } from './change-work.ts';
import type { Line } from './line.ts';

/** The first-parent line, and the places on it of changes to judge, oldest first. */
export interface ChangesDue {
  readonly line: Line;
  readonly due: readonly number[];
}

/**
 * Finds the changes of documents that have no verdict yet. The line that a run reads is mostly long enough. It reads
 * further if the documents at the end of the line differ from the last judged ones. @throws if GitHub does not return it
 */
export async function changesDue(
  ports: { readonly repository: Pick<Ports['repository'], 'mainline'> },
  inputs: ChangeInputs,
  { judged, documents }: AcceptedDocuments,
): Promise<ChangesDue> {
  const { mainline, repository, files, genesis, signed, documentsAt } = inputs;
  const known = new Set(judged.map(({ commit }) => commit));
  const end = mainline.at(-1);
  if (files.length > 0 && mainline[0]?.policies == null) throw new Error('GitHub did not return the folder policies/');
  const isLong = mainline.some(({ sha }) => known.has(sha)) || end === undefined || end.parents.length === 0;
  const isSame = async (commit: string) => {
    const there = new Map((await documentsAt(commit)).map(({ path, blob }) => [path, blob]));
    const paths = new Set([...there.keys(), ...documents.keys()]);
    return [...paths].every((path) => {
      const state = documents.get(path);
      const left = state?.unaccepted === undefined ? state?.accepted[0]?.blob : state.unaccepted.blob;
      return (there.get(path) ?? null) === (left ?? null);
    });
  };
  const [last] = judged;
  const line =
    isLong || (signed && (await isSame(end.sha)))
      ? mainline
      : await ports.repository.mainline(repository.head, last?.at ?? EPOCH, last?.commit ?? genesis.commit);
  const began = line.findIndex(({ sha }) => sha === genesis.commit);
  const part = began === -1 ? line : line.slice(0, began);
  const touched = part.flatMap((commit, index) => {
    const before = line[index + 1];
    const isTouched = before !== undefined && (commit.policies !== before.policies || commit.policies === null);
    return isTouched && !known.has(commit.sha) ? [index] : [];
  });
  return { line, due: touched.toReversed() };
}
