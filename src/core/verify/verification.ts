import { counted } from '../counted.ts';
import { originOf } from '../ledger/checkpoint.ts';
import type { LedgerRecord } from '../ledger/record.ts';
import type { Shard } from '../ledger/shard.ts';
import { parseKey, signersOf, type VerifierKey } from '../ledger/note.ts';
import type { Instant } from '../time.ts';
import { beginCompleteness, parseAuditLog } from './audit-log.ts';
import { checkBeginning, type BeginningLook, type GivenPin } from './beginning.ts';
import { broken, incomplete, type Finding } from './finding.ts';
import { beginRecords, type Folded } from './records.ts';
import { checkCommits, checkVersions, type History } from './history.ts';
import {
  checkCoverage,
  checkNote,
  checkSignatures,
  checkVoidings,
  coveredByLargest,
  readNotes,
  readOwnNotes,
  type FoundNote,
} from './notes.ts';
import { beginRequests, type Replay } from './requests.ts';
import { beginVerdicts, type ReplayChange, type VerdictsLook } from './verdicts.ts';

/** A text and its name for findings. The text is `undefined` if the file is not UTF-8. */
export interface Source {
  readonly where: string;
  readonly text: string | undefined;
}

/** The material for a verification. The step of an `undefined` part is not checked. */
export interface Brought {
  readonly keys: readonly VerifierKey[];
  /** Checkpoints from the log or bucket outside GitHub. */
  readonly anchors: readonly Source[] | undefined;
  /** Checkpoints that the auditor kept. */
  readonly kept: readonly Source[] | undefined;
  readonly auditLog: readonly { readonly where: string; readonly text: string }[] | undefined;
  readonly history: History | { readonly unread: string };
  readonly pin: GivenPin | { readonly unread: string };
  readonly replay: Replay;
  readonly replayChange: ReplayChange;
  readonly version: string;
}

export const STEPS = [
  'records',
  'tree',
  'signatures',
  'kept elsewhere',
  'requests',
  'audit log',
  'silence',
  'git history',
  'pin',
] as const;

export interface Step {
  readonly step: (typeof STEPS)[number];
  readonly is: 'ok' | 'broken' | 'not checked';
  /** The extent of the check, or the reason why it did not take place. */
  readonly said: string;
  readonly findings: readonly Finding[];
}

export interface Report {
  /** `incomplete` if no step is broken and at least one is not checked. */
  readonly is: 'ok' | 'broken' | 'incomplete';
  readonly origin: string | null;
  readonly size: number;
  readonly covered: number;
  readonly last: Instant | null;
  readonly steps: readonly Step[];
}

export interface Verification {
  /** Reads the next file of records, in order of names. */
  readonly shard: (file: Source) => void;
  /**
   * @param snapshot the text of `audit/open.json`
   * @param merges returns those commits that the clone has, or `undefined` if the source is no clone
   */
  readonly end: (
    snapshot: string | undefined,
    merges: (shas: readonly string[]) => Promise<ReadonlySet<string> | undefined>,
  ) => Promise<Report>;
}

/**
 * Verifies a ledger file by file with the given material.
 * @param own every file under `audit/` except files of records
 */
export function beginVerification(
  own: readonly { readonly path: string; readonly text: string | undefined }[],
  brought: Brought,
): Verification {
  const ours = readOwnNotes(own);
  const anchors = readNotes(brought.anchors ?? []);
  const kept = readNotes(brought.kept ?? []);
  const requests = beginRequests(brought.replay, brought.version);
  const verdicts = beginVerdicts(brought.replayChange, brought.version);
  const completeness = beginCompleteness();
  const sizes = [ours, anchors, kept].flatMap(({ notes }) => notes.map(({ checkpoint }) => checkpoint.size));
  const followed = (record: LedgerRecord): void => {
    requests.record(record);
    verdicts.record(record);
    if (brought.auditLog !== undefined) completeness.record(record);
  };
  const fold = beginRecords(sizes, followed, coveredByLargest(ours.notes));
  const { history } = brought;
  const versionsOf = 'unread' in history ? () => [] : checkVersions(history);
  const versions: Finding[] = [];
  let spoilt: Finding | undefined;
  let beginning: string | undefined;

  return {
    shard({ where, text }) {
      if (text === undefined) {
        spoilt ??= broken('ledger-invalid', where, 'the file is not UTF-8, or is no regular file');
        return;
      }
      beginning ??= text.split('\n', 1)[0];
      const shard: Shard = { path: where, text };
      if (spoilt === undefined) fold.shard(shard);
      versions.push(...versionsOf(shard));
    },
    async end(snapshot, merges) {
      const folded = fold.end(snapshot);
      // Folding stops at an unreadable file, so a finding of the fold comes first.
      const invalid = folded.invalid ?? spoilt;
      const { genesis } = folded;
      if (invalid !== undefined || genesis === undefined)
        return unreadable(
          folded,
          invalid ?? broken('ledger-invalid', 'audit/entries', 'the ledger has no genesis record'),
        );
      const origin = originOf(genesis);
      const subject = { ...folded, origin };
      const look = requests.end();
      const judged = verdicts.end();
      const arrivals = [...look.merges, ...judged.merges].sort((a, b) => a.seq - b.seq);
      const own = judgeNotes(subject, ours.notes);
      const outside = judgeOutside(subject, anchors, kept, brought);
      const sound = [...own.sound, ...outside.sound].sort((a, b) => a.checkpoint.size - b.checkpoint.size);
      const covered = Math.max(0, ...own.sound.map(({ checkpoint }) => checkpoint.size));
      const found = await merges(arrivals.map(({ sha }) => sha));
      const steps = [
        step('records', `${counted(folded.size, 'record')}, each canonical and in its place`, [
          folded.snapshot,
          ...checkVoidings(folded.voidings, sound),
        ]),
        step('tree', `${counted(ours.notes.length, 'checkpoint')} compared with the records`, [
          ...ours.findings,
          ...own.findings,
          ...checkCoverage(folded.size, covered),
          ...folded.uncounted.map(unsealedFinding),
        ]),
        signaturesStep(checkSignatures(subject, sound, brought.keys), folded, brought.keys),
        outside.step,
        requestsStep(look, judged),
        auditLogStep(brought, genesis.installation, (log) => completeness.end(log, folded.last)),
        step('silence', 'searched for gaps of more than two days', folded.silences),
        historyStep(history, versions, arrivals, found),
        pinStep(await checkBeginning(beginning ?? '', genesis, brought.pin)),
      ];
      return { is: worst(steps), origin, size: folded.size, covered, last: folded.last ?? null, steps };
    },
  };
}

function unsealedFinding({ seq, kind, pull }: LedgerRecord): Finding {
  const about = pull === null ? kind : `${kind} #${pull}`;
  return incomplete(
    'unsealed',
    `record ${seq}`,
    `${about} has no checkpoint yet, and does not count until one covers it`,
  );
}

type Subject = Parameters<typeof checkNote>[0];

function judgeNotes(
  subject: Subject,
  notes: readonly FoundNote[],
): { sound: readonly FoundNote[]; findings: readonly Finding[] } {
  const checks = notes.map((note) => ({ note, findings: checkNote(subject, note) }));
  return {
    sound: checks.filter(({ findings }) => findings.length === 0).map(({ note }) => note),
    findings: checks.flatMap(({ findings }) => findings),
  };
}

/** Judges anchors and kept checkpoints. Others may write anchors, so those of other ledgers or unknown keys are ignored. */
function judgeOutside(
  subject: Subject,
  anchors: ReturnType<typeof readNotes>,
  kept: ReturnType<typeof readNotes>,
  brought: Brought,
): { readonly step: Step; readonly sound: readonly FoundNote[] } {
  const named = subject.keyChanges.flatMap(({ keys }) => keys).flatMap(toKeys);
  // An earlier key in force vouches for each later key.
  const keys = brought.keys.length === 0 ? [] : [...brought.keys, ...named];
  const ours = anchors.notes.filter(({ checkpoint }) => checkpoint.origin === subject.origin);
  const signed = keys.length === 0 ? ours : ours.filter(({ note }) => isSigned(note, keys));
  const judged = judgeNotes(subject, [...signed, ...kept.notes]);
  const passed = (brought.anchors?.length ?? 0) - signed.length;
  const said = `${counted(signed.length, 'anchor')} and ${counted(kept.notes.length, 'kept checkpoint')}${passed === 0 ? '' : `; ${counted(passed, 'anchor')} ignored: of another ledger, or not signed by a given key`}`;
  const findings = [...kept.findings, ...judged.findings];
  const none = signed.length + kept.notes.length === 0;
  const newest = Math.max(0, ...judged.sound.map(({ checkpoint }) => checkpoint.size));
  const short =
    newest < subject.size
      ? `${said}; the newest covers ${newest} of ${counted(subject.size, 'record')}, so give newer ones for the rest`
      : undefined;
  const why =
    brought.anchors === undefined && brought.kept === undefined
      ? 'without anchors, records cut off at the end do not show; add --anchors FILE or --checkpoint FILE'
      : `no given anchor or checkpoint belongs to this ledger${passed === 0 ? '' : `: ${counted(passed, 'anchor')} ignored`}`;
  return {
    step: step('kept elsewhere', said, findings, none ? why : short),
    sound: judged.sound,
  };
}

function toKeys(text: string): readonly VerifierKey[] {
  const key = parseKey(text);
  return 'invalid' in key ? [] : [key];
}

function isSigned(note: FoundNote['note'], keys: readonly VerifierKey[]): boolean {
  const signers = signersOf(note, keys);
  return !('invalid' in signers) && signers.length > 0;
}

function signaturesStep(findings: readonly Finding[], { keyChanges }: Folded, keys: readonly VerifierKey[]): Step {
  const named = keyChanges.some((change) => change.keys.length > 0);
  if (!named && keys.length === 0)
    return step('signatures', '', findings, 'the ledger names no key, so its checkpoints are unsigned');
  const said = `checked against the keys in force, ${counted(keyChanges.filter(({ seq }) => seq > 0).length, 'key change')}`;
  return keys.length > 0
    ? step('signatures', `${said}; ${counted(keys.length, 'key')} pinned`, findings)
    : step('signatures', said, findings, `${said}; the genesis alone names these keys, so pin yours: --key VKEY`);
}

function requestsStep(
  { requests, open, decisions, replayed, findings }: ReturnType<ReturnType<typeof beginRequests>['end']>,
  verdicts: VerdictsLook,
): Step {
  const onPolicies =
    verdicts.changes === 0 ? '' : `; ${verdicts.replayed} of ${verdicts.changes} verdicts on policies replayed`;
  const said = `${counted(requests, 'request')} followed, ${counted(open, 'binding')} open; ${replayed} of ${decisions} decisions replayed${onPolicies}`;
  const all = [...findings, ...verdicts.findings];
  return replayed === decisions && verdicts.replayed === verdicts.changes
    ? step('requests', said, all)
    : step('requests', said, all, `${said}; this build cannot replay the others`);
}

function auditLogStep(
  { auditLog }: Brought,
  installation: string,
  join: (log: Exclude<ReturnType<typeof parseAuditLog>, { invalid: string }>) => readonly Finding[],
): Step {
  if (auditLog === undefined)
    return step('audit log', '', [], 'without Google’s audit log, omitted records do not show; add --audit-log FILE');
  const log = parseAuditLog(auditLog, installation);
  if ('invalid' in log) return step('audit log', '', [], log.invalid);
  if (log.covers === undefined)
    return step('audit log', '', [], 'the export of the audit log has no entries; export the time of the ledger');
  return step(
    'audit log',
    `${counted(log.deltas.length, 'change')} of Pullcord bindings from ${log.covers.from} to ${log.covers.to}`,
    join(log),
  );
}

function historyStep(
  history: Brought['history'],
  versions: readonly Finding[],
  merges: readonly { readonly seq: number; readonly sha: string }[],
  found: ReadonlySet<string> | undefined,
): Step {
  if ('unread' in history) return step('git history', '', [], history.unread);
  const missing = merges.filter(({ sha }) => found?.has(sha) === false);
  const said = `${counted(history.commits.length, 'commit')} checked; ${counted(merges.length - missing.length, 'merge commit')} of requests found`;
  const findings = [...checkCommits(history), ...versions];
  if (merges.length > 0 && (found === undefined || missing.length === merges.length))
    return step(
      'git history',
      said,
      findings,
      'the clone has no merge commit of any request: git fetch origin, then verify again',
    );
  const absent = missing.map(({ seq, sha }) =>
    broken(
      'merge-missing',
      `record ${seq}`,
      `the clone lacks the merge commit ${sha}, although it has those of other requests`,
    ),
  );
  return step('git history', said, [...findings, ...absent]);
}

function pinStep({ said, findings, why }: BeginningLook): Step {
  return why === undefined ? step('pin', said, findings) : step('pin', said, findings, why);
}

/** @param why the reason why the step is not ok although nothing is broken */
function step(name: Step['step'], said: string, given: readonly (Finding | undefined)[], why?: string): Step {
  const findings = given.filter((finding) => finding !== undefined);
  if (findings.some(({ weight }) => weight === 'broken')) return { step: name, is: 'broken', said, findings };
  if (why !== undefined) return { step: name, is: 'not checked', said: why, findings };
  return { step: name, is: findings.length === 0 ? 'ok' : 'not checked', said, findings };
}

function unreadable({ size }: Folded, invalid: Finding): Report {
  const steps = STEPS.map((name) =>
    name === 'records'
      ? step(name, `only the first ${size} records are readable`, [invalid])
      : step(name, '', [], 'skipped, because the records are unreadable'),
  );
  return { is: 'broken', origin: null, size, covered: 0, last: null, steps };
}

function worst(steps: readonly Step[]): Report['is'] {
  if (steps.some(({ is }) => is === 'broken')) return 'broken';
  return steps.every(({ is }) => is === 'ok') ? 'ok' : 'incomplete';
}
