import type { ChangedDocument, ChangeEvidence, DocumentVerdict, RecordedChange } from '../acceptance/change.ts';
import { faultsOfChange } from '../acceptance/change-faults.ts';
import {
  acceptedAtGenesis,
  changeName,
  NOTHING_ACCEPTED,
  withChange,
  type AcceptedDocuments,
} from '../acceptance/versions.ts';
import { ORGANIZATION_PATH } from '../documents/paths.ts';
import type { LedgerRecord, RecordedDecision } from '../ledger/record.ts';
import { addSeconds, type Instant, type Seconds } from '../time.ts';
import { broken, incomplete, type Finding, type RecordsCheck } from './finding.ts';

/** Judges a change again from recorded evidence, by today's code. */
export type ReplayChange = (evidence: ChangeEvidence) => RecordedChange | 'not replayable';

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
  const quarantines: QuarantineOnRecord[] = [];
  /** The record of each judged commit. */
  const judged = new Map<string, number>();
  const findings: Finding[] = [];
  const merges: { seq: number; sha: string }[] = [];

  const judgeAgain = ({ seq, tool }: LedgerRecord, change: RecordedChange): void => {
    changes += 1;
    const again = replay(change.evidence);
    if (again === 'not replayable') return;
    replayed += 1;
    const [then, now] = [change, again].map(outcomeOf);
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
      const { seq, genesis, keys, change, decision, quarantine } = record;
      if (quarantine !== undefined) quarantines.push({ seq, at: record.at, ids: quarantine.ids });
      if (genesis !== undefined) accepted = acceptedAtGenesis(genesis);
      if (keys !== undefined) isSigned = keys.length > 0;
      // An unsigned ledger holds no verdicts: its runs judge all changes each time.
      if (isSigned && decision?.verdict === 'approved')
        findings.push(
          ...unrecorded(decision, accepted).map((one) => broken('version-unrecorded', `record ${seq}`, one)),
        );
      if (change === undefined) return;
      const where = `record ${seq}`;
      const subject = nameOf(change);
      findings.push(
        ...faultsOfChange({ ...record, change }).map((one) => broken('verdict-differs', where, `${subject}: ${one}`)),
        ...quarantinesLeftOut(change, quarantines).map((one) => broken('verdict-unfounded', where, one)),
        ...repeated(change, judged).map((one) => broken('verdict-unfounded', where, one)),
        ...disagreements(change, accepted).map((one) => broken('verdict-unfounded', where, one)),
      );
      judged.set(change.commit, seq);
      judgeAgain(record, change);
      accepted = withChange(accepted, change);
      if (change.documents.some(({ verdict }) => verdict === 'accepted')) merges.push({ seq, sha: change.commit });
    },
    end: () => ({ findings, changes, replayed, merges }),
  };
}

/** Writes a judgement as text, for comparison and for people. */
function outcomeOf({ documents, approvedBy }: Pick<RecordedChange, 'documents' | 'approvedBy'>): string {
  const approved = approvedBy.length === 0 ? '' : `; approved by ${[...approvedBy].sort().join(', ')}`;
  return `${documents.map(verdictOf).join('; ')}${approved}`;
}

function verdictOf({ path, blob, verdict, reasons, contributors }: DocumentVerdict): string {
  const codes = [...new Set(reasons.map(({ code }) => code))].sort().join(', ');
  const by = contributors === undefined ? '' : `, made by ${[...contributors].map(String).sort().join(', ')}`;
  return `${path} ${blob?.slice(0, 12) ?? 'removed'} ${verdict}${codes === '' ? '' : ` (${codes})`}${by}`;
}

interface QuarantineOnRecord {
  readonly seq: number;
  readonly at: Instant;
  readonly ids: readonly number[];
}

/** Seconds. A run reads the ledger before GitHub, so the evidence may lack a quarantine of the same time. */
const SAME_TIME: Seconds = 3600;

/** Returns a sentence for each earlier quarantine that the evidence leaves out or changes: its person may have approved. */
function quarantinesLeftOut(
  { evidence }: RecordedChange,
  quarantines: readonly QuarantineOnRecord[],
): readonly string[] {
  const listed = new Map((evidence.quarantines ?? []).map((one) => [one.record, one]));
  return quarantines
    .filter(({ at }) => addSeconds(at, SAME_TIME) <= evidence.gathered)
    .filter(({ seq, at, ids }) => {
      const one = listed.get(seq);
      return one?.since !== at || !ids.every((id) => one.ids.includes(id));
    })
    .map(({ seq }) => `the evidence leaves out the quarantine of record ${seq}`);
}

/** A verdict is given once. A second one would turn a refusal into an acceptance. */
function repeated({ commit }: RecordedChange, judged: ReadonlyMap<string, number>): readonly string[] {
  const earlier = judged.get(commit);
  return earlier === undefined
    ? []
    : [`commit ${commit.slice(0, 12)} has a verdict in record ${earlier} already, and a verdict is final`];
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
  const { unaccepted } = documents.get(path) ?? {};
  // Nobody knows who made a version that no verdict names.
  const unnamed = unaccepted?.blob === before ? [] : [null];
  return [...(unaccepted?.contributors ?? []), ...unnamed].every((id) => contributors.includes(id));
}
