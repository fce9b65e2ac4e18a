import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { noteOf } from '../core/ledger/anchor.ts';
import { SNAPSHOT_PATH } from '../core/ledger/state-snapshot.ts';
import { parseKey, type VerifierKey } from '../core/ledger/note.ts';
import { forTerminal } from '../core/plain.ts';
import { parseEntries } from '../core/verify/audit-log.ts';
import { WORD } from '../core/verify/finding.ts';
import { verifyProof } from '../core/verify/proof.ts';
import { beginVerification, type Report, type Source, type Step } from '../core/verify/verification.ts';
import { openCloneLedger } from '../edge/clone-ledger.ts';
import { decodeUtf8 } from '../edge/utf8.ts';
import { EXIT, SettingError } from '../failure.ts';
import { VERSION } from '../version.ts';
import { JSON_FLAG, text, texts, type Options, type Run, type Terminal, type Usage } from './command.ts';
import { replay } from './replay.ts';

export const usage = {
  about: 'Prove the ledger of a clone: no network, no credentials.',
  words: { DIR: 'the clone or folder (default: this folder)' },
  options: {
    key: texts('VKEY', 'a key that must have signed it; init --ledger-key prints it'),
    anchors: texts('FILE', 'checkpoints from the log or the bucket outside GitHub'),
    checkpoint: texts('FILE', 'a checkpoint you kept'),
    'audit-log': texts('FILE', "SetIamPolicy entries of Google's audit log, as JSON"),
    proof: text('FILE', "check one record's proof, with nothing else"),
    json: JSON_FLAG,
  },
  examples: {
    'pullcord verify --key VKEY --anchors anchors.json': 'the ledger of this folder, against a key and anchors',
    'pullcord verify --key VKEY --audit-log set-iam-policy.json ../access': "against Google's audit log, too",
    'pullcord verify --proof 42.tlog-proof --key VKEY': 'one record, out of `pullcord prove 42`',
  },
  exit: {
    0: 'every step is ok',
    1: 'something is broken',
    2: 'nothing is broken, and something was not checked; or an argument is wrong',
  },
} satisfies Usage;

/** 1: something is broken. 2: nothing is, as far as was looked, and something was not looked at. */
const STATUS = { ok: EXIT.ok, broken: EXIT.no, incomplete: EXIT.settings } as const;
const TELL_EVERY = 50;
const MOST_FINDINGS = 20;

/** Proves a ledger out of a clone: no network, no credentials. */
export const run: Run<typeof usage> = async (terminal, options) => {
  const keys = (options.key ?? []).map(keyFrom);
  if (options.proof !== undefined) return checkProof(terminal, options, keys);
  const [dir = '.', ...more] = options.files;
  if (more.length > 0) throw new SettingError('name one folder: pullcord verify path/to/clone');
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
    replay,
    version: VERSION,
  });
  const { shardPaths } = ledger;
  for (const [index, path] of shardPaths.entries()) {
    const { text } = await ledger.readShard(path);
    verification.shard({ where: path, text });
    if ((index + 1) % TELL_EVERY === 0) terminal.note(`${index + 1} of ${shardPaths.length} files of records read`);
  }
  const snapshot = ledger.others.find(({ path }) => path === SNAPSHOT_PATH);
  const report = await verification.end(snapshot?.text, ledger.commitsThere);
  terminal.out(options.json ? `${JSON.stringify({ from: ledger.from, ...report })}\n` : asText(report, terminal));
  return STATUS[report.is];
};

async function checkProof(
  terminal: Terminal,
  { proof = '', json, files }: Options<typeof usage>,
  keys: readonly VerifierKey[],
): Promise<number> {
  if (files.length > 0) throw new SettingError('a proof needs no folder: pullcord verify --proof FILE --key VKEY');
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
            : `not checked  record ${index} leads to the root of ${size} records; no key was given: --key\n`,
          `${proven.line}\n`,
        ].join(''),
  );
  return STATUS[is];
}

function asText({ steps, is, size, covered, last, origin }: Report, { paint }: Terminal): string {
  const lines = steps.flatMap((step, index) => [
    `${paint(STYLE[step.is], step.is.padEnd(11))}  ${index + 1} ${step.step}${step.said === '' ? '' : `: ${forTerminal(step.said)}`}`,
    ...told(step),
  ]);
  const end =
    is === 'broken'
      ? 'broken: do not rely on this ledger before somebody has looked'
      : `${is === 'ok' ? 'ok' : 'incomplete: nothing is broken as far as was looked'}: ${origin ?? ''}, ${covered} of ${size} records under a checkpoint, the last of ${last ?? 'no time'}`;
  return [...lines, '', paint(is === 'ok' ? 'good' : is === 'broken' ? 'bad' : 'waiting', end), ''].join('\n');
}

const STYLE = { ok: 'good', broken: 'bad', 'not checked': 'waiting' } as const;

function told({ findings }: Step): readonly string[] {
  const lines = findings
    .slice(0, MOST_FINDINGS)
    .map(
      ({ code, where, sentence }) => `               ${WORD[code] ?? code}: ${forTerminal(`${where}: ${sentence}`)}`,
    );
  const more = findings.length - lines.length;
  return more > 0 ? [...lines, `               and ${more} more (--json has all)`] : lines;
}

/** Notes out of entries of Cloud Logging, or a note as it lies in the bucket. */
function anchorsIn({ where, text }: { readonly where: string; readonly text: string }): readonly Source[] {
  if (!/^\s*[[{]/.test(text)) return [{ where, text }];
  const entries = parseEntries(text);
  if (entries === undefined) throw new SettingError(`--anchors ${where} is neither a note nor LogEntry JSON`);
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
    throw new SettingError(`${file} cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  });
  const text = decodeUtf8(bytes);
  if (text === undefined) throw new SettingError(`${file} is not UTF-8`);
  return { where: file, text };
}

export function keyFrom(text: string): VerifierKey {
  const key = parseKey(text);
  if ('invalid' in key) throw new SettingError(`--key ${JSON.stringify(text)} is no verifier key: ${key.invalid}`);
  return key;
}
