import type { ChangedDocument, ChangeEvidence, DocumentVerdict, RecordedChange } from '../acceptance/change.ts';
import {
  acceptedAtGenesis,
  changeName,
  NOTHING_ACCEPTED,
  withChange,
  type AcceptedDocuments,
} from '../acceptance/versions.ts';
import { ORGANIZATION_PATH } from '../documents/paths.ts';
import type { LedgerRecord, RecordedDecision } from '../ledger/record.ts';
import { broken, incomplete, type Finding, type RecordsCheck } from './finding.ts';

/** Judges a change again from recorded evidence, by today's code. */
export type ReplayChange = (evidence: ChangeEvidence) => readonly DocumentVerdict[] | 'not replayable';

export interface VerdictsLook {
  readonly findings: readonly Finding[];
  /** Number of recorded changes of documents, and of those that were replayed. */
  readonly changes: number;
  readonly replayed: number;
  /** Merge commits of accepted changes, by record. */
  readonly merges: readonly { readonly seq: number; readonly sha: string }[];
}

/**
 * Follows the verdicts on changes of documents. Each verdict is replayed from its evidence. Its evidence must agree with
 * the verdicts before it. Each approved request must rest on accepted versions that are on record.
 * @param version version of this build. A verdict of another version may differ without a fault.
 */
export function beginVerdicts(replay: ReplayChange, version: string): RecordsCheck<VerdictsLook> {
  let accepted: AcceptedDocuments = NOTHING_ACCEPTED;
  let isSigned = false;
  let [changes, replayed] = [0, 0];
  const findings: Finding[] = [];
  const merges: { seq: number; sha: string }[] = [];

  const judgeAgain = ({ seq, tool }: LedgerRecord, change: RecordedChange): void => {
    changes += 1;
    const again = replay(change.evidence);
    if (again === 'not replayable') return;
    replayed += 1;
    const [then, now] = [change.documents, again].map((documents) => documents.map(verdictOf).join('; '));
    if (then === now) return;
    const sentence = `${nameOf(change)} was judged as ${then ?? ''}; a replay of the evidence gives ${now ?? ''}`;
    findings.push(
      tool.version === version
        ? broken('verdict-differs', `record ${seq}`, sentence)
        : incomplete(
            'verdict-differs',
            `record ${seq}`,
            `${sentence}; version ${tool.version} judged it, and this is version ${version}`,
          ),
    );
  };

  return {
    record(record) {
      const { seq, genesis, keys, change, decision } = record;
      if (genesis !== undefined) accepted = acceptedAtGenesis(genesis);
      if (keys !== undefined) isSigned = keys.length > 0;
      // An unsigned ledger holds no verdicts: its runs judge all changes each time.
      if (isSigned && decision?.verdict === 'approved')
        findings.push(
          ...unrecorded(decision, accepted).map((one) => broken('version-unrecorded', `record ${seq}`, one)),
        );
      if (change === undefined) return;
      findings.push(...disagreements(change, accepted).map((one) => broken('verdict-unfounded', `record ${seq}`, one)));
      judgeAgain(record, change);
      accepted = withChange(accepted, change);
      if (change.documents.some(({ verdict }) => verdict === 'accepted')) merges.push({ seq, sha: change.commit });
    },
    end: () => ({ findings, changes, replayed, merges }),
  };
}

function verdictOf({ path, verdict, reasons }: DocumentVerdict): string {
  const codes = [...new Set(reasons.map(({ code }) => code))].sort().join(', ');
  return `${path} ${verdict}${codes === '' ? '' : ` (${codes})`}`;
}

function nameOf({ commit, evidence: { pull } }: RecordedChange): string {
  return changeName({ commit, pull: pull?.number ?? null });
}

/** Returns a sentence for each version that a decision rests on and that no earlier record accepts. */
function unrecorded({ evidence: { versions = {} } }: RecordedDecision, accepted: AcceptedDocuments): readonly string[] {
  return Object.entries(versions).flatMap(([path, known]) =>
    (known?.accepted ?? [])
      .filter(({ blob, commit }) => !isAccepted(accepted, path, (one) => one.blob === blob && one.commit === commit))
      .map(({ commit }) => `the decision rests on ${path} of commit ${commit}, which no earlier record accepts`),
  );
}

/** Returns a sentence for each fact of the evidence that earlier verdicts contradict. */
function disagreements({ evidence }: RecordedChange, accepted: AcceptedDocuments): readonly string[] {
  const { organization, documents } = evidence;
  return [
    ...(isAccepted(accepted, ORGANIZATION_PATH, ({ blob }) => blob === organization)
      ? []
      : [`it was judged by ${ORGANIZATION_PATH} ${organization}, which no earlier record accepts`]),
    ...documents.flatMap((document) => [
      ...(isStanding(document, accepted)
        ? []
        : [`no earlier record accepts ${document.path} ${document.accepted ?? ''}`]),
      ...(namesContributors(document, accepted)
        ? []
        : [`the evidence leaves out people who made earlier changes of ${document.path} that were not accepted`]),
    ]),
  ];
}

function isAccepted(
  { documents }: AcceptedDocuments,
  path: string,
  isIt: (version: { readonly blob: string | null; readonly commit: string }) => boolean,
): boolean {
  return documents.get(path)?.accepted.some(isIt) === true;
}

/** The accepted version may be an older one, if the branch was rewritten. None at all needs no record. */
function isStanding({ path, accepted: blob }: ChangedDocument, accepted: AcceptedDocuments): boolean {
  return blob === null || isAccepted(accepted, path, (one) => one.blob === blob);
}

function namesContributors(
  { path, before, accepted: standing, contributors }: ChangedDocument,
  { documents }: AcceptedDocuments,
): boolean {
  if (before === standing) return true;
  const known = documents.get(path)?.unaccepted?.contributors ?? [null];
  return known.every((id) => contributors.includes(id));
}
