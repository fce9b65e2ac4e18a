import type { Account, FileFact } from '../../core/decision/evidence.ts';
import { parseInstant, type Instant } from '../../core/time.ts';
import type { AccountAnswer, FileAnswer } from './answers.ts';
import { oneLine, Unread } from './unread.ts';

/** Parses an instant in GitHub's notation. @throws {Unread} if it is not one. */
export function instantIn(what: string, text: string): Instant {
  const instant = parseInstant(text);
  if (instant === undefined) throw new Unread(what, `"${oneLine(text)}" is not an instant`);
  return instant;
}

/** Returns git's file mode in octal with six digits: `100644`, `040000`. */
export function modeOf(file: Pick<FileAnswer, 'mode'>): string {
  return file.mode.toString(8).padStart(6, '0');
}

export function fileOf(file: FileAnswer | null | undefined): FileFact | null {
  return file ? { blob: file.oid, mode: modeOf(file) } : null;
}

export function accountOf(account: AccountAnswer | null): Account | null {
  return account && { type: account.__typename, login: account.login, id: account.databaseId ?? null };
}

/** Returns a list's items. @throws {Unread} if GitHub returned `null` for an item or for the list. */
export function itemsOf<T>(what: string, list: { readonly nodes: readonly (T | null)[] | null } | null): readonly T[] {
  if (list?.nodes == null) throw new Unread(what, "a list is missing in GitHub's answer");
  return list.nodes.map((node) => {
    if (node === null) throw new Unread(what, "an item of a list is missing in GitHub's answer");
    return node;
  });
}
