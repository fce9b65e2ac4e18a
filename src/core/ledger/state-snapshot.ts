import { createHash } from 'node:crypto';
import type { GrantState } from './grant-state.ts';
import { fromBase64, toBase64 } from './base64.ts';
import { canonicalText } from './canonical.ts';
import { isQuarantine } from '../quarantine/fact.ts';
import { isGenesis, isRecordedGrant, isRecord } from './ledger.ts';
import { isRange, type CompactRange } from './merkle.ts';
import type { LedgerState } from './ledger-index.ts';

/*
 * `audit/open.json`: everything a run needs of the files before the last one, so that it never reads them. It belongs to the
 * beginning of the last file, whose first record names its SHA-256: a signature over the tree is one over this too.
 */

export const SNAPSHOT_PATH = 'audit/open.json';

/** What was true when the last file began. */
export interface StateSnapshot {
  /** The tree over all records before. */
  readonly range: CompactRange;
  readonly state: LedgerState;
}

/** The file's text: canonical JSON and a newline. The same records give the same bytes, whoever folds them. */
export function encodeSnapshot(opening: StateSnapshot): string {
  return snapshotParts(opening).join('');
}

/** The text in parts of some ten thousand characters: a verifier digests one for every file, and needs the whole of none. */
export function snapshotParts({ range, state }: StateSnapshot): readonly string[] {
  const { genesis, keys, last, byPull, strayPaths, quarantines, drift, unexplained } = state;
  const accounts = [...byPull.values()].sort((a, b) => a.pull - b.pull).map(textOf);
  const rest = canonicalText({
    drift,
    format: 1,
    genesis: genesis ?? null,
    keys,
    last: last ?? null,
    quarantines,
    size: range.size,
    strayPaths: Object.fromEntries(strayPaths),
    tree: range.hashes.map(toBase64),
    unexplained: Object.fromEntries(unexplained),
  });
  // In the canonical form `accounts` comes first, before the members of `rest`.
  const parts = ['{"accounts":['];
  for (let from = 0; from < accounts.length; from += ACCOUNTS_A_PART)
    parts.push(from === 0 ? '' : ',', accounts.slice(from, from + ACCOUNTS_A_PART).join(','));
  parts.push('],', rest.slice(1), '\n');
  return parts;
}

const ACCOUNTS_A_PART = 64;

/** An account never changes: one more record makes another. Most are as they were when the file before began. */
const TEXTS = new WeakMap<GrantState, string>();

function textOf(account: GrantState): string {
  const known = TEXTS.get(account);
  if (known !== undefined) return known;
  const text = canonicalText(written(account));
  TEXTS.set(account, text);
  return text;
}

/** Every member of an account, in the order of the canonical form. */
function written(account: GrantState): object {
  const { approvers, blob, closedAt, entries, fate, grant, head, last, path, pull, review, usageRead, wasGiven } =
    account;
  const byKey = Object.fromEntries(entries);
  // prettier-ignore
  return { approvers, blob, closedAt, entries: byKey, fate, grant, head, last, path, pull, review, usageRead, wasGiven };
}

/** SHA-256 of the file, in hexadecimal. @param text the whole, or its parts in order */
export function digestOfSnapshot(text: string | readonly string[]): string {
  const hash = createHash('sha256');
  for (const part of typeof text === 'string' ? [text] : text) hash.update(part, 'utf8');
  return hash.digest('hex');
}

/** Reads the file back. It is believed only for its digest, so shapes are checked against slips, not against malice. */
export function parseSnapshot(text: string): StateSnapshot | { readonly invalid: string } {
  try {
    const value = JSON.parse(text) as Partial<Written> | null;
    if (value?.format !== 1) return { invalid: 'it is not of format 1' };
    const { size, tree, genesis, keys, last, accounts, strayPaths, quarantines, drift, unexplained } = value as Written;
    const hashes = tree.map((hash) => fromBase64(hash) ?? new Uint8Array());
    const range = { size, hashes };
    if (!isRange(range)) return { invalid: 'its tree has not the hashes its size asks for' };
    if (!isGenesis(genesis) || !keys.every((key) => typeof key === 'string'))
      return { invalid: 'it has no genesis, or keys that are none' };
    if (!accounts.every(isAccount)) return { invalid: 'an account in it is none' };
    if (!quarantines.every(isQuarantine)) return { invalid: 'a quarantine in it is none' };
    if (!drift.every(isRecord)) return { invalid: 'drift in it is no record' };
    const state: LedgerState = {
      ...{ genesis, keys, last, quarantines, drift },
      byPull: new Map(accounts.map((account) => [account.pull, toAccount(account)])),
      strayPaths: new Map(Object.entries(strayPaths)),
      unexplained: new Map(Object.entries(unexplained)),
    };
    return encodeSnapshot({ range, state }) === text
      ? { range, state }
      : { invalid: 'it is not as it would be written' };
  } catch {
    return { invalid: 'it is no JSON of this kind' };
  }
}

interface Written {
  readonly format: 1;
  readonly size: number;
  readonly tree: readonly string[];
  readonly genesis: NonNullable<LedgerState['genesis']>;
  readonly keys: readonly string[];
  readonly last: string;
  readonly accounts: readonly WrittenAccount[];
  readonly strayPaths: Readonly<Record<string, string | null>>;
  readonly quarantines: LedgerState['quarantines'];
  readonly drift: LedgerState['drift'];
  readonly unexplained: Readonly<Record<string, string>>;
}

type WrittenAccount = Omit<GrantState, 'entries'> & { readonly entries: Readonly<Record<string, never>> };

/** Members that are absent in the file are `undefined` in the account. */
function toAccount({ entries, ...account }: WrittenAccount): GrantState {
  return { ...ABSENT, ...account, entries: new Map(Object.entries(entries)) };
}

const ABSENT = { grant: undefined, closedAt: undefined } as const;

function isAccount(account: WrittenAccount): boolean {
  return (
    typeof account.pull === 'number' &&
    typeof account.path === 'string' &&
    ['granted', 'refused', 'lapsed'].includes(account.fate) &&
    typeof account.last === 'string' &&
    (account.head === null || typeof account.head === 'string') &&
    Array.isArray(account.approvers) &&
    (account.grant === undefined || isRecordedGrant(account.grant)) &&
    Object.values(account.entries).every((entry: { readonly is?: unknown }) => typeof entry.is === 'string')
  );
}
