import type { Account, FileFact } from '../../core/decision/evidence.ts';
import { parseInstant, type Instant } from '../../core/time.ts';
import type { AccountAnswer, FileAnswer } from './answers.ts';
import { oneLine, Unread } from './unread.ts';

/** An instant as GitHub wrote it. @throws {Unread} if it is none. */
export function instantIn(what: string, text: string): Instant {
  const instant = parseInstant(text);
  if (instant === undefined) throw new Unread(what, `"${oneLine(text)}" is no instant`);
  return instant;
}

/** Git's file mode in octal, six digits as git prints it: `100644`, `040000`. */
export function modeOf(file: Pick<FileAnswer, 'mode'>): string {
  return file.mode.toString(8).padStart(6, '0');
}

export function fileOf(file: FileAnswer | null | undefined): FileFact | null {
  return file ? { blob: file.oid, mode: modeOf(file) } : null;
}

export function accountOf(account: AccountAnswer | null): Account | null {
  return account && { type: account.__typename, login: account.login, id: account.databaseId ?? null };
}

/** A list's items. @throws {Unread} where GitHub put `null` in the place of one, or of the list. */
export function itemsOf<T>(what: string, list: { readonly nodes: readonly (T | null)[] | null } | null): readonly T[] {
  if (list?.nodes == null) throw new Unread(what, 'a list is missing');
  return list.nodes.map((node) => {
    if (node === null) throw new Unread(what, 'an item of a list is missing');
    return node;
  });
}
