import type { AcceptedDocuments } from '../../core/acceptance/versions.ts';
import type { DocumentFile } from '../../core/ports.ts';
import type { ChangeWork } from './change-work.ts';
import { placesOn, type Line } from './line.ts';

/** A document with its blobs before and after a commit; `null` if it does not exist there. */
interface DocumentDifference {
  readonly path: string;
  readonly was: string | null;
  readonly blob: string | null;
}

export interface DocumentChanged extends DocumentDifference {
  /** The blob of the newest accepted version that is on the branch. */
  readonly accepted: string | null;
}

/**
 * Returns the documents that a commit of the line changed. It leaves out those that are at their accepted version again:
 * they need no verdict.
 */
export async function documentsChanged(
  work: ChangeWork,
  accepted: AcceptedDocuments,
  index: number,
): Promise<readonly DocumentChanged[]> {
  const { line, documentsAt } = work;
  const [commit, parent] = [line[index], line[index + 1]];
  if (commit === undefined || parent === undefined) return [];
  const [after, before] = await Promise.all([documentsAt(commit.sha), documentsAt(parent.sha)]);
  const changed = changesBetween(before, after).map(async (one) => ({
    ...one,
    accepted: await acceptedOnBranch(work, accepted, one.path),
  }));
  return (await Promise.all(changed)).filter(
    ({ path, blob, accepted: standing }) => blob !== standing && !hasVerdict(accepted, path, line, index),
  );
}

function changesBetween(
  before: readonly DocumentFile[],
  after: readonly DocumentFile[],
): readonly DocumentDifference[] {
  const [then, now] = [before, after].map((files) => new Map(files.map(({ path, blob }) => [path, blob])));
  const paths = [...new Set([...(then?.keys() ?? []), ...(now?.keys() ?? [])])].sort();
  return paths.flatMap((path) => {
    const [was, blob] = [then?.get(path) ?? null, now?.get(path) ?? null];
    return was === blob ? [] : [{ path, was, blob }];
  });
}

async function acceptedOnBranch(
  { isOnBranch }: ChangeWork,
  { documents }: AcceptedDocuments,
  path: string,
): Promise<string | null> {
  for (const { blob, commit } of documents.get(path)?.accepted ?? []) if (await isOnBranch(commit)) return blob;
  return null;
}

/**
 * True if this change of the document or a later one has a verdict. A change back to the accepted version gets no record.
 * The state forgets commits after some weeks. Later runs find both again. Judged after a later change, it would
 * take the place of that one. A second verdict on one change would contradict the first.
 */
function hasVerdict({ documents }: AcceptedDocuments, path: string, line: Line, index: number): boolean {
  const state = documents.get(path);
  const place = placesOn(line);
  return [state?.accepted[0], state?.unaccepted].some((one) => one !== undefined && place(one.commit) <= index);
}
