import { ORGANIZATION_PATH } from '../documents/paths.ts';
import { addSeconds, EPOCH, LONGEST_DURATION, type Instant } from '../time.ts';
import type { Genesis } from '../ledger/record.ts';
import type { RecordedChange } from './change.ts';

/** A version of a document that counts: from the ledger's start, or by an accepted change. */
export interface AcceptedVersion {
  /** `null` if an accepted change removed the document. */
  readonly blob: string | null;
  /** The commit of the default branch that brought it. */
  readonly commit: string;
  readonly at: Instant;
  /** The pull request and its head commit; `null` for a version from the ledger's start. */
  readonly pull: number | null;
  readonly head: string | null;
}

/** The newest change of a document since its accepted version. It gives nothing. */
export interface UnacceptedChange {
  readonly blob: string | null;
  readonly commit: string;
  readonly at: Instant;
  readonly pull: number | null;
  /** Numeric ids of everybody who made the changes since the accepted version; `null` for a person not named. */
  readonly contributors: readonly (number | null)[];
  /** The first reason why it was not accepted. */
  readonly why: string;
}

/** The verdicts on one document. */
export interface DocumentState {
  /** Newest first; empty if no version was ever accepted. */
  readonly accepted: readonly AcceptedVersion[];
  readonly unaccepted?: UnacceptedChange;
}

/** A commit of the default branch whose change of documents has a verdict. */
export interface JudgedCommit {
  readonly commit: string;
  readonly at: Instant;
}

/** The verdicts on all documents, folded from the ledger. */
export interface AcceptedDocuments {
  readonly documents: ReadonlyMap<string, DocumentState>;
  /** Newest first, from the commit that the ledger began with. */
  readonly judged: readonly JudgedCommit[];
}

export const NOTHING_ACCEPTED: AcceptedDocuments = { documents: new Map(), judged: [] };

/**
 * Returns the state at the ledger's start: every document of that commit is accepted. Its time is not on record, so it
 * counts as older than any other.
 */
export function acceptedAtGenesis({ commit, policies }: Genesis): AcceptedDocuments {
  const version = (blob: string): DocumentState => ({
    accepted: [{ blob, commit, at: EPOCH, pull: null, head: null }],
  });
  return {
    documents: new Map(Object.entries(policies).map(([path, blob]) => [path, version(blob)])),
    judged: [{ commit, at: EPOCH }],
  };
}

/** Adds the verdicts on one change. A change without a verdict (`pending`) leaves its documents as they are. */
export function withChange(state: AcceptedDocuments, change: RecordedChange): AcceptedDocuments {
  const { commit, at } = change;
  const [pull, head] = [change.evidence.pull?.number ?? null, change.evidence.pull?.head.sha ?? null];
  const documents = new Map(state.documents);
  for (const { path, blob, verdict, reasons, contributors = [] } of change.documents) {
    const accepted = documents.get(path)?.accepted ?? [];
    if (verdict === 'accepted') documents.set(path, { accepted: [{ blob, commit, at, pull, head }, ...accepted] });
    if (verdict !== 'not accepted') continue;
    const why = reasons[0]?.sentence ?? '';
    documents.set(path, { accepted, unaccepted: { blob, commit, at, pull, contributors, why } });
  }
  return { documents, judged: [{ commit, at }, ...state.judged] };
}

/** Names a change for people: `#12`, or `commit 0123456789ab`. */
export function changeName({ pull, commit }: Pick<UnacceptedChange, 'pull' | 'commit'>): string {
  return pull === null ? `commit ${commit.slice(0, 12)}` : `#${pull}`;
}

/** Returns the newest accepted version of the organization; `undefined` before the ledger's start. */
export function acceptedOrganization({ documents }: Pick<AcceptedDocuments, 'documents'>): AcceptedVersion | undefined {
  return documents.get(ORGANIZATION_PATH)?.accepted[0];
}

/**
 * Seconds for which superseded versions and judged commits are kept. A request waits at most seven days for its decision,
 * and an approval may be some days older.
 */
const KEPT = 2 * LONGEST_DURATION + 2 * 86_400;

/** Removes versions that no later request or approval can rest on. The newest version of a document always stays. */
export function compactAccepted({ documents, judged }: AcceptedDocuments, at: Instant): AcceptedDocuments {
  const since = addSeconds(at, -KEPT);
  const kept = [...documents].flatMap(([path, state]): readonly [string, DocumentState][] => {
    // A version was in force until the next one came.
    const accepted = state.accepted.filter((_, index) => (state.accepted[index - 1]?.at ?? at) >= since);
    const [newest] = accepted;
    const isGone = newest === undefined || (newest.blob === null && newest.at < since);
    return isGone && state.unaccepted === undefined ? [] : [[path, { ...state, accepted }]];
  });
  return { documents: new Map(kept), judged: judged.filter((one, index) => index === 0 || one.at >= since) };
}
