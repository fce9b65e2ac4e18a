import { changeName, type DocumentState } from '../../core/acceptance/versions.ts';
import type { DocumentVersions, Evidence, LinePlace, PullFact, VersionFact } from '../../core/decision/evidence.ts';
import type { DocumentFile, Ports } from '../../core/ports.ts';
import type { Instant } from '../../core/time.ts';
import { textOfVersion } from './change-work.ts';
import type { JudgedChanges, UnjudgedChange } from './changes.ts';
import type { DocumentsAt } from './documents-at.ts';
import { placesOn } from './line.ts';

/** The verdicts of a run, and where to look up the rest. */
export interface VersionInputs {
  readonly head: string;
  readonly files: readonly DocumentFile[];
  readonly documentsAt: DocumentsAt;
  readonly changes: JudgedChanges;
}

export type VersionPorts = { readonly repository: Pick<Ports['repository'], 'contains'> };

/** The verdicts on the documents of one request, as evidence, with the texts of the versions that count. */
export interface RequestVersions {
  readonly versions: NonNullable<Evidence['versions']>;
  readonly texts: Readonly<Record<string, string>>;
}

/** Finds the versions of documents that a request may rest on. It caches GitHub's answers, so use one for each run. */
export function versionsReader(
  ports: VersionPorts,
  inputs: VersionInputs,
): (paths: readonly string[], pull: PullFact | null) => Promise<RequestVersions> {
  const { changes, head, files } = inputs;
  const onLine = placesOn(changes.line);
  const asked = new Map<string, Promise<boolean | null>>();
  const contains = (commit: string): Promise<boolean | null> => {
    const answer = asked.get(commit) ?? ports.repository.contains(head, commit).catch(() => null);
    asked.set(commit, answer);
    return answer;
  };

  /** Compares a commit with the merge of the request. Only a commit older than the line needs a question to GitHub. */
  async function placeOf(commit: string, merge: string | undefined): Promise<LinePlace> {
    const [place, end] = [onLine(commit), changes.line.length];
    if (place === end) {
      const isThere = await contains(commit);
      if (isThere === null) return null;
      if (!isThere) return 'off';
    }
    if (merge === undefined) return 'before';
    const merged = onLine(merge);
    if (merged === end) return place === end ? null : 'after';
    return place > merged ? 'before' : 'after';
  }

  async function versionsOf(path: string, pull: PullFact | null): Promise<DocumentVersions> {
    const merge = pull?.merge?.sha;
    const state = changes.accepted.documents.get(path) ?? { accepted: [] };
    const accepted: VersionFact[] = [];
    const first = firstApproval(pull);
    for (const { blob, commit, at } of state.accepted) {
      const place = await placeOf(commit, merge);
      accepted.push({ blob, commit, at, place });
      if (place === 'before' && (first === undefined || at <= first)) break;
    }
    const unaccepted = await unacceptedOf(path, state, merge);
    return unaccepted === undefined ? { accepted } : { accepted, unaccepted };
  }

  async function unacceptedOf(
    path: string,
    { accepted, unaccepted }: DocumentState,
    merge: string | undefined,
  ): Promise<DocumentVersions['unaccepted']> {
    const open = openChange(path, changes.unjudged);
    if (open !== undefined) {
      const { commit, pull, sentence } = open;
      // A change that only the head shows may have come before the merge.
      const place = commit === head ? 'before' : await placeOf(commit, merge);
      return { pull, commit, place, verdict: 'pending', sentence };
    }
    const blob = files.find((file) => file.path === path)?.blob ?? null;
    if (blob === (accepted[0]?.blob ?? null)) return undefined;
    if (unaccepted?.blob !== blob) {
      const sentence = `${path} differs from its accepted version, and no verdict names the change`;
      return { pull: null, commit: head, place: 'before', verdict: 'pending', sentence };
    }
    const { commit, pull, why } = unaccepted;
    return {
      ...{ pull, commit, place: await placeOf(commit, merge), verdict: 'not accepted' },
      sentence: `${changeName(unaccepted)} changed ${path} and was not accepted: ${why}`,
    };
  }

  return async (paths, pull) => {
    const found = await Promise.all(paths.map(async (path) => [path, await versionsOf(path, pull)] as const));
    const texts = found.flatMap(([path, { accepted }]) =>
      accepted.map(async ({ blob, commit }): Promise<readonly [string, string] | undefined> => {
        if (blob === null) return undefined;
        const text = await textOfVersion(inputs, path, { blob, commit }).catch(() => undefined);
        return text === undefined ? undefined : [blob, text];
      }),
    );
    const read = (await Promise.all(texts)).filter((one) => one !== undefined);
    return { versions: Object.fromEntries(found), texts: Object.fromEntries(read) };
  };
}

function openChange(path: string, unjudged: readonly UnjudgedChange[]): UnjudgedChange | undefined {
  return unjudged.findLast(({ paths }) => paths.length === 0 || paths.includes(path));
}

/** Returns the time of the first approval; `undefined` if there is none. */
function firstApproval(pull: PullFact | null): Instant | undefined {
  const times = (pull?.reviews ?? []).flatMap(({ state, submittedAt }) =>
    state === 'APPROVED' && submittedAt !== null ? [submittedAt] : [],
  );
  return times.sort()[0];
}
