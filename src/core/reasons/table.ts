import { MESSAGE_CODES, type MessageCode, type Severity } from '../message.ts';
import { own } from '../own.ts';
import { allNear } from '../text.ts';
import { CHANGES } from './changes.ts';
import { DOCUMENTS } from './documents.ts';
import { EARLY_END } from './early-end.ts';
import type { ReasonEntry, ReasonTable } from './entry.ts';
import { PROTECTION } from './protection.ts';
import { REQUESTS } from './requests.ts';
import { REVIEWS } from './reviews.ts';
import { VERIFICATION } from './verification.ts';

/** A kind of code: the part of Pullcord that reports it. */
export interface Kind {
  readonly name: KindName;
  /** The heading of a list of this kind. */
  readonly title: string;
  /** The words for a single code of this kind. */
  readonly one: string;
  readonly table: ReasonTable;
}

export type KindName =
  'request' | 'review' | 'change' | 'early-end' | 'document' | 'protection' | 'message' | 'verification';

/** A code with its kind and explanation. */
export interface Explanation extends ReasonEntry {
  readonly code: string;
  readonly kind: KindName;
  /** Only messages have a severity. It decides the exit status of a run. */
  readonly severity?: Severity;
}

/** Every public code by its kind. Decisions come first: `reasonEntry` prefers them. */
export const KINDS: readonly Kind[] = [
  { name: 'request', title: 'reasons of decisions', one: 'reason of a decision', table: REQUESTS },
  { name: 'review', title: 'reasons of single reviews', one: 'reason of a single review', table: REVIEWS },
  { name: 'change', title: 'changes of policies', one: 'reason of a change of policies', table: CHANGES },
  { name: 'early-end', title: 'access that ended early', one: 'cause of an early end', table: EARLY_END },
  { name: 'document', title: 'issues in documents', one: 'issue in a document', table: DOCUMENTS },
  { name: 'protection', title: 'findings of doctor', one: 'finding of doctor', table: PROTECTION },
  { name: 'message', title: 'messages of runs', one: 'message of a run', table: messageTable() },
  { name: 'verification', title: 'findings of verify', one: 'finding of verify', table: VERIFICATION },
];

/** The explanation of a code; a decision's reason, if the code has several kinds. `undefined` if no kind has it. */
export function reasonEntry(code: string): ReasonEntry | undefined {
  return KINDS.map(({ table }) => own(table, code)).find((entry) => entry !== undefined);
}

/** The explanations of a code, one for each kind that has it. */
export function explanationsOf(code: string): readonly Explanation[] {
  return KINDS.flatMap((kind) => explanationsIn(kind).filter((one) => one.code === code));
}

/** Every explanation of one kind, in the table's order. */
export function explanationsIn({ name, table }: Kind): readonly Explanation[] {
  return Object.entries(table).map(([code, { what, next, final }]) => {
    const severity = name === 'message' ? severityOf(code) : undefined;
    return { code, kind: name, ...(severity === undefined ? {} : { severity }), what, next, final };
  });
}

/** The codes that are spelled like a word, or else contain it, nearest first. */
export function nearestCodes(word: string): readonly string[] {
  const codes = [...new Set(KINDS.flatMap(({ table }) => Object.keys(table)))];
  const near = allNear(word, codes);
  return (near.length > 0 ? near : codes.filter((code) => code.includes(word))).slice(0, MOST_NEAR);
}

const MOST_NEAR = 5;

/** Messages keep their explanation beside their severity. */
function messageTable(): ReasonTable {
  return Object.fromEntries(
    Object.entries(MESSAGE_CODES).map(([code, { meaning, next }]) => [code, { what: meaning, next, final: 'no' }]),
  );
}

function severityOf(code: string): Severity | undefined {
  return Object.hasOwn(MESSAGE_CODES, code) ? MESSAGE_CODES[code as MessageCode].severity : undefined;
}
