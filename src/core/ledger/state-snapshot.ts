import {
  acceptedAtGenesis,
  type AcceptedDocuments,
  type DocumentState,
  type JudgedCommit,
} from '../acceptance/versions.ts';
import { sha256 } from '../digest.ts';
import type { GrantState } from './grant-state.ts';
import { fromBase64, toBase64 } from './base64.ts';
import { canonicalText } from './canonical.ts';
import { isGenesis, isQuarantine, isRecord, isRecordedGrant } from './record-guard.ts';
import { isRange, type CompactRange } from './merkle.ts';
import type { LedgerState } from './ledger-state.ts';

/*
 * `audit/open.json`: all facts that a run needs from the files before the last one, so that it never reads those. It is the
 * state at the start of the last file. That file's first record has its SHA-256, so a signature over the tree covers it.
 */

export const SNAPSHOT_PATH = 'audit/open.json';

/** The state at the start of the last file. */
export interface StateSnapshot {
  /** Tree over all earlier records. */
  readonly range: CompactRange;
  readonly state: LedgerState;
}

/**
 * Format 1 has no verdicts on documents. It was written before they were recorded, so it stands for a ledger without any.
 */
export type SnapshotFormat = 1 | 2;

/** Writes the file: canonical JSON and a newline. The same records always give the same bytes. */
export function encodeSnapshot({ range, state }: StateSnapshot, format: SnapshotFormat = 2): string {
  const { genesis, keys, last, byPull, strayPaths, quarantines, drift, accepted, unexplained } = state;
  const text = canonicalText({
    accounts: [...byPull.values()].sort((a, b) => a.pull - b.pull).map(written),
    ...(format === 1 ? {} : { documents: sorted(accepted.documents) }),
    drift,
    format,
    genesis: genesis ?? null,
    ...(format === 1 ? {} : { judged: accepted.judged }),
    keys,
    last: last ?? null,
    quarantines: quarantines.map((one) => sorted(Object.entries(one))),
    size: range.size,
    strayPaths: sorted(strayPaths),
    tree: range.hashes.map(toBase64),
    unexplained: sorted(unexplained),
  });
  return `${text}\n`;
}

/** Makes an object with keys in canonical order. Writing any other order takes three times as long. */
function sorted(entries: Iterable<readonly [string, unknown]>): object {
  return Object.fromEntries([...entries].sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Returns every member of a grant's state, in canonical order. */
function written(grantState: GrantState): object {
  const { approvers, blob, closedAt, fate, grant, head, last, path, pull, usageRead, wasGiven } = grantState;
  const entries = grantState.entries.size === 0 ? {} : sorted(grantState.entries);
  const review = grantState.review === undefined ? undefined : sorted(Object.entries(grantState.review));
  return { approvers, blob, closedAt, entries, fate, grant, head, last, path, pull, review, usageRead, wasGiven };
}

/** Returns the SHA-256 of the file, in hexadecimal. */
export function digestOfSnapshot(text: string): string {
  return sha256(text);
}

/** Reads the file. Its digest makes it trustworthy, so the checks of shape find mistakes, not malice. */
export function parseSnapshot(text: string): StateSnapshot | { readonly invalid: string } {
  try {
    const value = JSON.parse(text) as Partial<Written> | null;
    if (value?.format !== 1 && value?.format !== 2) return { invalid: 'its format is not 1 or 2' };
    const { format, size, tree, genesis, keys, last, accounts, strayPaths, quarantines, drift, unexplained } =
      value as Written;
    const hashes = tree.map((hash) => fromBase64(hash) ?? new Uint8Array());
    const range = { size, hashes };
    if (!isRange(range)) return { invalid: 'its tree does not have the number of hashes that its size demands' };
    if (!isGenesis(genesis) || !keys.every((key) => typeof key === 'string'))
      return { invalid: 'its genesis or one of its keys is invalid' };
    if (!accounts.every(isGrantState)) return { invalid: 'one of its accounts is invalid' };
    if (!quarantines.every(isQuarantine)) return { invalid: 'one of its quarantines is invalid' };
    if (!drift.every(isRecord)) return { invalid: 'one of its records of drift is invalid' };
    const accepted = acceptedIn(value as Written);
    if (accepted === undefined) return { invalid: 'its verdicts on documents are invalid' };
    const state: LedgerState = {
      ...{ genesis, keys, last, quarantines, drift, accepted },
      byPull: new Map(accounts.map((one) => [one.pull, toGrantState(one)])),
      strayPaths: new Map(Object.entries(strayPaths)),
      unexplained: new Map(Object.entries(unexplained)),
    };
    return encodeSnapshot({ range, state }, format) === text
      ? { range, state }
      : { invalid: 'it is not in canonical form' };
  } catch {
    return { invalid: 'it is not JSON of this format' };
  }
}

/** Returns the verdicts on documents. Without any, the documents of the ledger's start count. */
function acceptedIn({ format, genesis, documents, judged }: Written): AcceptedDocuments | undefined {
  if (format === 1) return acceptedAtGenesis(genesis);
  return isVerdicts(documents) && isJudged(judged)
    ? { documents: new Map(Object.entries(documents)), judged }
    : undefined;
}

interface Written {
  readonly format: SnapshotFormat;
  readonly size: number;
  readonly tree: readonly string[];
  readonly genesis: NonNullable<LedgerState['genesis']>;
  readonly keys: readonly string[];
  readonly last: string;
  readonly accounts: readonly WrittenGrantState[];
  readonly strayPaths: Readonly<Record<string, string | null>>;
  readonly quarantines: LedgerState['quarantines'];
  readonly drift: LedgerState['drift'];
  readonly unexplained: Readonly<Record<string, string>>;
  /** Absent in format 1. */
  readonly documents?: Readonly<Record<string, DocumentState>>;
  readonly judged?: readonly JudgedCommit[];
}

type WrittenGrantState = Omit<GrantState, 'entries'> & { readonly entries: Readonly<Record<string, never>> };

/** Reads a grant's state. Members absent in the file are `undefined`. */
function toGrantState({ entries, ...rest }: WrittenGrantState): GrantState {
  return { ...ABSENT, ...rest, entries: new Map(Object.entries(entries)) };
}

const ABSENT = { grant: undefined, closedAt: undefined } as const;

function isGrantState({ pull, path, fate, last, head, approvers, grant, entries }: WrittenGrantState): boolean {
  return (
    typeof pull === 'number' &&
    typeof path === 'string' &&
    ['granted', 'refused', 'lapsed'].includes(fate) &&
    typeof last === 'string' &&
    (head === null || typeof head === 'string') &&
    Array.isArray(approvers) &&
    (grant === undefined || isRecordedGrant(grant)) &&
    Object.values(entries).every((entry: { readonly is?: unknown }) => typeof entry.is === 'string')
  );
}

function isVerdicts(value: Written['documents']): value is NonNullable<Written['documents']> {
  const isVersion = (one: { readonly blob?: unknown; readonly commit?: unknown; readonly at?: unknown }) =>
    (one.blob === null || typeof one.blob === 'string') && typeof one.commit === 'string' && typeof one.at === 'string';
  return (
    Object.values(value ?? {}).every(
      ({ accepted, unaccepted }) =>
        Array.isArray(accepted) &&
        accepted.every(isVersion) &&
        (unaccepted === undefined || (isVersion(unaccepted) && Array.isArray(unaccepted.contributors))),
    ) && value !== undefined
  );
}

function isJudged(value: Written['judged']): value is NonNullable<Written['judged']> {
  return Array.isArray(value) && value.every(({ commit, at }) => typeof commit === 'string' && typeof at === 'string');
}
