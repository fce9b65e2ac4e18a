import { CHECKPOINT_PATH, originOf, parseCheckpoint, type Checkpoint } from './checkpoint.ts';
import { parseLedger, type LedgerRecord, type Shard } from './ledger.ts';
import { EMPTY_RANGE, extendRange, rootOf, same, type CompactRange, type Hash } from './merkle.ts';
import { formatKey, parseKey, signersOf, type Note, type VerifierKey } from './note.ts';
import { OPEN_PATH } from './open.ts';
import { secondsBetween } from '../time.ts';
import { foldWhole } from './whole.ts';

/** What is wrong with a ledger, or not shown by it. The codes are stable. */
export interface Finding {
  readonly code:
    | 'ledger-invalid' // a line, a file or their order
    | 'open-differs' // audit/open.json does not follow from the records
    | 'checkpoint-missing'
    | 'checkpoint-invalid'
    | 'checkpoint-origin'
    | 'cut-off' // a checkpoint covers more records than there are
    | 'rewritten' // a checkpoint has another root
    | 'not-signed' // no signature of a key in force
    | 'key-unknown' // no key the auditor brought signed any of it
    | 'checkpoint-behind' // the last records have no checkpoint yet
    | 'silence'; // nothing was recorded for more than two days
  /** `incomplete`: not shown, which is not the same as wrong. */
  readonly weight: 'broken' | 'incomplete';
  readonly where: string;
  readonly sentence: string;
}

export interface LedgerOnPaper {
  /** Every file below `audit/`, by its path on the branch. */
  readonly files: readonly Shard[];
  /** Keys and checkpoints kept elsewhere: what the ledger is held against. */
  readonly keys: readonly VerifierKey[];
  readonly kept: readonly { readonly where: string; readonly text: string }[];
}

export interface Verified {
  readonly findings: readonly Finding[];
  readonly records: readonly LedgerRecord[];
  /** How many records a sound checkpoint covers. */
  readonly covered: number;
}

/** Verifies a ledger from what lies on the branch and what somebody kept of it; needs nothing and nobody else. */
export function verifyLedger({ files, keys, kept }: LedgerOnPaper): Verified {
  const shards = files.filter(({ path }) => path.startsWith('audit/entries/') && path.endsWith('.jsonl'));
  const parsed = parseLedger(shards);
  if ('invalid' in parsed)
    return { findings: [broken('ledger-invalid', 'audit/entries', parsed.invalid)], records: [], covered: 0 };
  const { records } = parsed;
  const whole = foldWhole(records, shards, files.find(({ path }) => path === OPEN_PATH)?.text);
  const notes = readNotes(files, kept);
  const { genesis } = whole.tip.state;
  const subject = {
    records,
    rootAt: rootsOver(whole.leaves),
    origin: genesis === undefined ? '' : originOf(genesis),
  };
  const checks = notes.notes.map((note) => ({ note, findings: checkNote(subject, note) }));
  const sound = checks.filter(({ findings }) => findings.length === 0).map(({ note }) => note);
  const covered = Math.max(0, ...sound.map(({ checkpoint }) => checkpoint.size));
  return {
    records,
    covered,
    findings: [
      ...(whole.doubt === undefined ? [] : [broken('open-differs', OPEN_PATH, whole.doubt)]),
      ...notes.findings,
      ...checks.flatMap(({ findings }) => findings),
      ...checkSignatures(subject, sound, keys),
      ...checkCoverage(records.length, covered),
      ...checkSilence(records),
    ],
  };
}

interface Subject {
  readonly records: readonly LedgerRecord[];
  readonly rootAt: (size: number) => Hash;
  readonly origin: string;
}

interface FoundNote {
  readonly where: string;
  readonly checkpoint: Checkpoint;
  readonly note: Note;
}

const FOLDER = 'audit/checkpoints/';

function readNotes(
  files: readonly Shard[],
  kept: LedgerOnPaper['kept'],
): { readonly notes: readonly FoundNote[]; readonly findings: readonly Finding[] } {
  const findings: Finding[] = [];
  const latest = files.find(({ path }) => path === CHECKPOINT_PATH);
  if (latest === undefined) findings.push(broken('checkpoint-missing', CHECKPOINT_PATH, 'it is not there'));
  const own = files.filter(({ path }) => path === CHECKPOINT_PATH || path.startsWith(FOLDER));
  const notes = [...own.map(({ path, text }) => ({ where: path, text })), ...kept].flatMap(({ where, text }) => {
    const read = parseCheckpoint(text);
    if (!('invalid' in read) && (!where.startsWith(FOLDER) || where === `${FOLDER}${read.checkpoint.size}.note`))
      return [{ where, ...read }];
    const why = 'invalid' in read ? read.invalid : `it covers ${read.checkpoint.size} records`;
    findings.push(broken('checkpoint-invalid', where, why));
    return [];
  });
  return { notes: notes.sort((a, b) => a.checkpoint.size - b.checkpoint.size), findings };
}

function checkNote({ records, rootAt, origin }: Subject, { where, checkpoint }: FoundNote): readonly Finding[] {
  const { size, root } = checkpoint;
  if (checkpoint.origin !== origin)
    return [
      broken('checkpoint-origin', where, `it is of ${JSON.stringify(checkpoint.origin)}, this ledger is ${origin}`),
    ];
  if (size > records.length)
    return [broken('cut-off', where, `it covers ${size} records, and there are ${records.length}`)];
  return same(rootAt(size), root)
    ? []
    : [broken('rewritten', where, `the first ${size} records have another root than it says`)];
}

/**
 * Each checkpoint is signed by a key in force where it ends; the first to cover a change of keys by one in force before and
 * by every new one. And one of them by a key the auditor brought.
 */
function checkSignatures(
  { records }: Subject,
  notes: readonly FoundNote[],
  brought: readonly VerifierKey[],
): Finding[] {
  const findings: Finding[] = [];
  let before: readonly string[] | undefined;
  let known = brought.length === 0;
  const changes = records.filter(({ keys }) => keys !== undefined);
  for (const { where, checkpoint, note } of notes) {
    const inForce = changes.findLast(({ seq }) => seq < checkpoint.size)?.keys ?? [];
    const candidates = [...new Set([...inForce, ...(before ?? [])])].flatMap(toKeys);
    const signers = signersOf(note, candidates);
    const signed = 'invalid' in signers ? [] : signers.map(formatKey);
    const lack = lackOf(signed, inForce, before ?? inForce);
    if (lack !== undefined) findings.push(broken('not-signed', where, lack));
    const brief = signersOf(note, brought);
    known ||= lack === undefined && !('invalid' in brief) && brief.length > 0;
    before = inForce;
  }
  if (brought.length > 0 && !known && notes.length > 0)
    findings.push(
      broken('key-unknown', CHECKPOINT_PATH, 'none of the keys it was to be verified with signed any checkpoint'),
    );
  return findings;
}

function toKeys(text: string): readonly VerifierKey[] {
  const key = parseKey(text);
  return 'invalid' in key ? [] : [key];
}

function lackOf(signed: readonly string[], inForce: readonly string[], before: readonly string[]): string | undefined {
  if (inForce.length === 0) return undefined;
  if (!inForce.some((key) => signed.includes(key))) return 'no key in force signed it';
  const fresh = inForce.filter((key) => !before.includes(key) && !signed.includes(key));
  if (fresh.length > 0) return `the new key ${fresh.join(', ')} did not sign it`;
  return before.length === 0 || before.some((key) => signed.includes(key))
    ? undefined
    : 'no key in force before signed it';
}

function checkCoverage(size: number, covered: number): readonly Finding[] {
  if (covered >= size) return [];
  const sentence = `records ${covered} to ${size - 1} have no checkpoint`;
  return [{ code: 'checkpoint-behind', weight: 'incomplete', where: CHECKPOINT_PATH, sentence }];
}

const TWO_DAYS = 2 * 86_400;

function checkSilence(records: readonly LedgerRecord[]): readonly Finding[] {
  return records.flatMap((record, index): readonly Finding[] => {
    const previous = records[index - 1];
    if (previous === undefined || secondsBetween(previous.at, record.at) <= TWO_DAYS) return [];
    const sentence = `nothing was recorded between ${previous.at} and ${record.at}`;
    return [{ code: 'silence', weight: 'incomplete', where: `record ${record.seq}`, sentence }];
  });
}

/** Roots of beginnings, asked for in growing order: each leaf is hashed in once. */
function rootsOver(leaves: readonly Hash[]): (size: number) => Hash {
  let range: CompactRange = EMPTY_RANGE;
  return (size) => {
    if (size < range.size) range = EMPTY_RANGE;
    range = extendRange(range, leaves.slice(range.size, size));
    return rootOf(range);
  };
}

function broken(code: Finding['code'], where: string, sentence: string): Finding {
  return { code, weight: 'broken', where, sentence };
}
