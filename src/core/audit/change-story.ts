import type { DocumentVerdict } from '../acceptance/change.ts';
import { involvedIn } from '../decision/rules/people.ts';
import type { LedgerRecord } from '../ledger/record.ts';
import type { Instant } from '../time.ts';

/** A person on record: the numbers of the accounts, and every login they had. */
export interface PersonOnRecord {
  readonly ids: readonly number[];
  readonly logins: readonly string[];
}

/** The verdicts on one change of policies, from its record, without the evidence. */
export interface ChangeStory {
  /** The number and the time of the record. */
  readonly seq: number;
  readonly at: Instant;
  readonly commit: string;
  readonly changedAt: Instant;
  readonly pull: number | null;
  readonly url: string | null;
  readonly author: { readonly login: string; readonly id: number | null } | null;
  readonly documents: readonly DocumentVerdict[];
  readonly approvedBy: readonly string[];
  /** Numeric ids of everybody who made the change itself. */
  readonly madeBy: readonly number[];
}

/** Returns the story of every recorded change of policies, oldest first. */
export function changeStoriesOf(records: readonly LedgerRecord[]): readonly ChangeStory[] {
  return records.flatMap(({ seq, at, change }) => {
    if (change === undefined) return [];
    const { commit, documents, approvedBy, evidence } = change;
    const { pull } = evidence;
    const author = pull?.author ?? null;
    return [
      {
        ...{ seq, at, commit, changedAt: change.at, documents, approvedBy },
        ...{ pull: pull?.number ?? null, url: pull?.url ?? null },
        author: author && { login: author.login, id: author.id },
        madeBy: pull === null ? [] : involvedIn(pull),
      },
    ];
  });
}

/** True if the person opened, wrote or pushed the change. */
export function madeChange({ madeBy, author }: ChangeStory, { ids, logins }: PersonOnRecord): boolean {
  return ids.some((id) => madeBy.includes(id)) || (author?.id === null && logins.includes(author.login));
}

/** True if the person's approval counted for the change. */
export function approvedChange({ approvedBy }: ChangeStory, { logins }: PersonOnRecord): boolean {
  return approvedBy.some((login) => logins.includes(login));
}

/** The history of one document, for `audit document`. */
export interface DocumentAnswer {
  readonly path: string;
  /** Its blob at the ledger's start; `null` if it was not there. */
  readonly start: string | null;
  readonly changes: readonly DocumentChangeRow[];
}

/** One change of one document, with its verdict. */
export interface DocumentChangeRow extends Omit<ChangeStory, 'documents' | 'madeBy'> {
  readonly document: DocumentVerdict;
}

/** Returns every recorded change of a document; `undefined` if the ledger does not know the path. */
export function aboutDocument(records: readonly LedgerRecord[], path: string): DocumentAnswer | undefined {
  const start = records.find(({ genesis }) => genesis !== undefined)?.genesis?.policies[path] ?? null;
  const changes = changeStoriesOf(records).flatMap(
    ({ documents, seq, at, commit, changedAt, pull, url, author, approvedBy }) =>
      documents
        .filter((document) => document.path === path)
        .map((document) => ({ seq, at, commit, changedAt, pull, url, author, approvedBy, document })),
  );
  return start === null && changes.length === 0 ? undefined : { path, start, changes };
}

/** Every document that the ledger knows. */
export function documentsIn(records: readonly LedgerRecord[]): readonly string[] {
  const paths = records.flatMap(({ genesis, change }) => [
    ...Object.keys(genesis?.policies ?? {}),
    ...(change?.documents ?? []).map(({ path }) => path),
  ]);
  return [...new Set(paths)].sort();
}
