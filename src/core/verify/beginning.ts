import { isPinned, PIN_PATH, pinFor, trustRootOf, type PinFile } from '../ledger/pin.ts';
import type { Genesis } from '../ledger/record.ts';
import { broken, type Finding } from './finding.ts';

/** The pin of the default branch, and the documents of its commits. */
export interface GivenPin {
  readonly from: string;
  readonly file: PinFile;
  /** Returns the documents of a commit by path; `undefined` if the commit is not there. */
  readonly documentsAt: (commit: string) => Promise<
    | {
        /** True if the commit is on the first-parent line of the default branch. */
        readonly isOnLine: boolean;
        readonly policies: Readonly<Record<string, string>>;
      }
    | undefined
  >;
}

export interface BeginningLook {
  readonly said: string;
  readonly findings: readonly Finding[];
  /** The reason why the beginning is not checked; absent if it is. */
  readonly why?: string;
}

/** Compares record 0 with the pin, and its documents with the default branch. @param line the line of record 0 */
export async function checkBeginning(
  line: string,
  genesis: Genesis,
  given: GivenPin | { readonly unread: string },
): Promise<BeginningLook> {
  if ('unread' in given) return { said: '', findings: [], why: given.unread };
  const root = trustRootOf(given.file);
  if (root.is === 'wrong') {
    const finding =
      root.code === 'pin-removed'
        ? broken('pin-removed', given.from, root.why)
        : broken('pin-invalid', given.from, root.why);
    return { said: '', findings: [finding] };
  }
  if (root.is === 'unpinned') return { said: '', findings: [], why: UNPINNED };
  const { genesis: hash } = pinFor(line);
  if (!isPinned(root.pin, line)) {
    const sentence = `record 0 has the hash ${hash}, and the pin is ${root.pin.genesis}`;
    return { said: '', findings: [broken('pin-mismatch', given.from, sentence)] };
  }
  const { commit, policies } = genesis;
  const there = await given.documentsAt(commit);
  if (there === undefined) {
    const why = `record 0 is the pinned one; its documents are not compared, because commit ${commit} is not here`;
    return { said: '', findings: [], why };
  }
  if (!there.isOnLine) return differs(`commit ${commit} is not on the first-parent line of the default branch`);
  const paths = [...new Set([...Object.keys(there.policies), ...Object.keys(policies)])].sort();
  const other = paths.find((path) => there.policies[path] !== policies[path]);
  if (other !== undefined)
    return differs(
      `record 0 has ${other} as ${policies[other] ?? 'missing'}, and commit ${commit} has ${there.policies[other] ?? 'none'}`,
    );
  const said = `record 0 is the pinned one, with the documents of commit ${commit.slice(0, 12)}`;
  return { said, findings: [] };
}

const UNPINNED = `the default branch has no ${PIN_PATH}; merge the file that \`pullcord init --pin\` writes`;

function differs(sentence: string): BeginningLook {
  return { said: '', findings: [broken('genesis-differs', 'record 0', sentence)] };
}
