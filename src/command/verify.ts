import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { noteOf } from '../core/ledger/anchor.ts';
import { SNAPSHOT_PATH } from '../core/ledger/state-snapshot.ts';
import { parseKey, type VerifierKey } from '../core/ledger/note.ts';
import { forTerminal } from '../core/plain.ts';
import { parseEntries } from '../core/verify/audit-log.ts';
import { VERIFICATION } from '../core/reasons/verification.ts';
import { WORD } from '../core/verify/finding.ts';
import { verifyProof } from '../core/verify/proof.ts';
import { beginVerification, type Brought, type Report, type Source, type Step } from '../core/verify/verification.ts';
import { openCloneLedger } from '../edge/clone-ledger.ts';
import { readClonePin } from '../edge/clone-pin.ts';
import { decodeUtf8 } from '../edge/utf8.ts';
import { EXIT, SettingError } from '../failure.ts';
import { VERSION } from '../version.ts';
import { JSON_FLAG, text, texts, type Options, type Run, type Terminal, type Usage } from './command.ts';
import { sentenceLines } from './present.ts';
import { replay, replayChange } from './replay.ts';

export const usage = {
  about: 'Verify the ledger of a clone. It needs no network and no credentials.',
  words: { DIR: 'the clone or folder (default: this folder)' },
  options: {
    key: texts('VKEY', 'a key that must have signed; init --ledger-key prints it'),
    anchors: texts('FILE', 'checkpoints from the outside log or bucket'),
    checkpoint: texts('FILE', 'a checkpoint you kept'),
    pinned: text('FILE', "a pin you kept, instead of the clone's"),
    'audit-log': texts('FILE', "SetIamPolicy entries of Google's audit log, as JSON"),
    proof: text('FILE', 'check the proof of one record, without the ledger'),
    json: JSON_FLAG,
  },
  examples: {
    'pullcord verify --key VKEY --anchors anchors.json': 'compares this ledger with a key and anchors',
    'pullcord verify --key VKEY --audit-log set-iam-policy.json ../access': "also compares Google's audit log",
    'pullcord verify --proof 42.tlog-proof --key VKEY': 'checks one record from `pullcord prove 42`',
  },
  exit: {
    0: 'every step is ok',
    1: 'the ledger is broken',
    2: 'a step was not checked and none is broken; or an argument is wrong',
  },
} satisfies Usage;

/** 1: a step is broken. 2: no step is broken, and at least one was not checked. */
const STATUS = { ok: EXIT.ok, broken: EXIT.no, incomplete: EXIT.settings } as const;
/** Number of files between two notes about the progress. */
const NOTE_EVERY = 50;
/** Number of findings that a step shows. */
const MOST_FINDINGS = 20;

/** Verifies the ledger of a clone. It needs no network and no credentials. */
export const run: Run<typeof usage> = async (terminal, options) => {
  const keys = (options.key ?? []).map(keyFrom);
  if (options.proof !== undefined) return checkProof(terminal, options, keys);
  const [dir = '.', ...more] = options.files;
  if (more.length > 0) throw new SettingError('name one folder; type `pullcord verify path/to/clone`');
  const read = (file: string) => readSource(terminal, file);
  const anchors = await Promise.all((options.anchors ?? []).map(read));
  const kept = await Promise.all((options.checkpoint ?? []).map(read));
  const auditLog = await Promise.all((options['audit-log'] ?? []).map(read));
  const ledger = await openCloneLedger(resolve(terminal.folder, dir));
  if ('unreadable' in ledger) throw new SettingError(ledger.unreadable);
  terminal.note(`verifying ${ledger.from}`);
  const verification = beginVerification(ledger.others, {
    keys,
    anchors: options.anchors === undefined ? undefined : anchors.flatMap(anchorsIn),
    kept: options.checkpoint === undefined ? undefined : kept,
    auditLog: options['audit-log'] === undefined ? undefined : auditLog,
    history: await ledger.history(),
    pin: await pinFrom(terminal, dir, options.pinned),
    replay,
    replayChange,
    version: VERSION,
  });
  const { shardPaths } = ledger;
  for (const [index, path] of shardPaths.entries()) {
    const { text } = await ledger.readShard(path);
    verification.shard({ where: path, text });
    if ((index + 1) % NOTE_EVERY === 0) terminal.note(`${index + 1} of ${shardPaths.length} files of records read`);
  }
  const snapshot = ledger.others.find(({ path }) => path === SNAPSHOT_PATH);
  const report = await verification.end(snapshot?.text, ledger.commitsThere);
  terminal.out(options.json ? `${JSON.stringify({ from: ledger.from, ...report })}\n` : asText(report, terminal));
  return STATUS[report.is];
};

/** Returns the pin of the clone, or the kept one. */
async function pinFrom(terminal: Terminal, dir: string, kept: string | undefined): Promise<Brought['pin']> {
  const pin = await readClonePin(resolve(terminal.folder, dir));
  if (kept === undefined) return pin;
  const { where, text } = await readSource(terminal, kept);
  const { documentsAt } = 'unread' in pin ? { documentsAt: () => Promise.resolve(undefined) } : pin;
  return { from: where, file: { is: 'there', text }, documentsAt };
}

async function checkProof(
  terminal: Terminal,
  { proof = '', json, files }: Options<typeof usage>,
  keys: readonly VerifierKey[],
): Promise<number> {
  if (files.length > 0)
    throw new SettingError('a proof needs no folder; type `pullcord verify --proof FILE --key VKEY`');
  const { text } = await readSource(terminal, proof);
  const proven = verifyProof(text, keys);
  if ('invalid' in proven) {
    terminal.out(
      json
        ? `${JSON.stringify({ is: 'broken', why: proven.invalid })}\n`
        : `broken       proof: ${forTerminal(proven.invalid)}\n`,
    );
    return EXIT.no;
  }
  const { record, checkpoint, index, signers } = proven;
  const is = signers.length > 0 ? 'ok' : 'incomplete';
  const { origin, size } = checkpoint;
  terminal.out(
    json
      ? `${JSON.stringify({ is, origin, size, index, signers, record })}\n`
      : [
          is === 'ok'
            ? `ok           record ${index} is in the ledger ${forTerminal(origin)} of ${size} records\n`
            : `not checked  record ${index} fits a checkpoint of ${size} records; give --key to check who signed the checkpoint\n`,
          `${proven.line}\n`,
        ].join(''),
  );
  return STATUS[is];
}

/** Column at which the text of a step begins. */
const STEP_COLUMN = 13;

function asText({ steps, is, size, covered, last, origin }: Report, { paint, columns }: Terminal): string {
  const lines = steps.flatMap((step, index) => [
    sentenceLines(
      `${index + 1} ${step.step}${step.said === '' ? '' : `: ${step.said}`}`,
      columns,
      `${paint(STYLE[step.is], step.is.padEnd(11))}  `,
      STEP_COLUMN + 2,
    ),
    ...findingLines(step, columns),
  ]);
  const end =
    is === 'broken'
      ? 'broken: do not rely on this ledger until an administrator has examined it'
      : `${is === 'ok' ? 'ok' : 'incomplete: no checked step is broken'}: ${origin ?? ''}, ${covered} of ${size} records under a checkpoint, the last of ${last ?? 'no time'}`;
  const ending = sentenceLines(end, columns).split('\n');
  const painted = ending.map((line) => paint(STYLE[is === 'incomplete' ? 'not checked' : is], line));
  return [...lines, '', ...painted, ...nextLines(steps, { paint, columns }), ''].join('\n');
}

/** The reader's next step for each code of the findings, once. */
function nextLines(steps: readonly Step[], { paint, columns }: Pick<Terminal, 'paint' | 'columns'>): readonly string[] {
  const codes = [...new Set(steps.flatMap(({ findings }) => findings.map(({ code }) => code)))];
  if (codes.length === 0) return [];
  const items = codes.map((code) =>
    sentenceLines(`${WORD[code] ?? code}: ${VERIFICATION[code].next}`, columns, '    ', 6),
  );
  return ['', paint('strong', '  next'), ...items];
}

const STYLE = { ok: 'good', broken: 'bad', 'not checked': 'waiting' } as const;

function findingLines({ findings }: Step, columns: number | undefined): readonly string[] {
  const indent = STEP_COLUMN + 2;
  const lines = findings
    .slice(0, MOST_FINDINGS)
    .map(({ code, where, sentence }) =>
      sentenceLines(`${WORD[code] ?? code}: ${where}: ${sentence}`, columns, ' '.repeat(indent), indent + 2),
    );
  const more = findings.length - lines.length;
  return more > 0 ? [...lines, `${' '.repeat(indent)}and ${more} more (\`pullcord verify --json\` has all)`] : lines;
}

/** Reads notes from entries of Cloud Logging, or one note from the bucket. */
function anchorsIn({ where, text }: { readonly where: string; readonly text: string }): readonly Source[] {
  if (!/^\s*[[{]/.test(text)) return [{ where, text }];
  const entries = parseEntries(text);
  if (entries === undefined)
    throw new SettingError(
      `--anchors ${where} is neither a checkpoint nor JSON with entries of Cloud Logging. Give the output of \`gcloud logging read --format=json\``,
    );
  return entries.flatMap((entry, index) => {
    const note = noteOf(entry);
    return note === undefined ? [] : [{ where: `${where}, entry ${index + 1}`, text: note }];
  });
}

async function readSource(
  { folder }: Terminal,
  file: string,
): Promise<{ readonly where: string; readonly text: string }> {
  const bytes = await readFile(resolve(folder, file)).catch((error: unknown) => {
    throw new SettingError(
      `cannot read ${file}: ${error instanceof Error ? error.message : String(error)}; name an existing file`,
    );
  });
  const text = decodeUtf8(bytes);
  if (text === undefined) throw new SettingError(`${file} is not UTF-8; export the file again as UTF-8 text`);
  return { where: file, text };
}

export function keyFrom(text: string): VerifierKey {
  const key = parseKey(text);
  if ('invalid' in key)
    throw new SettingError(
      `--key ${JSON.stringify(text)} is not a verifier key: ${key.invalid}; copy the key that \`pullcord init --ledger-key\` printed`,
    );
  return key;
}
