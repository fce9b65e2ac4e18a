import { fileURLToPath } from 'node:url';
import { parseArgs, styleText } from 'node:util';
import { OPTIONS } from '../bin/options.js';
import { forTerminal } from './core/plain.ts';
import type { Paint } from './core/report/report.ts';
import { failureOf, SettingError } from './failure.ts';
import type { Command, Terminal } from './command/command.ts';
import { VERSION } from './version.ts';

/** Each command is loaded only when it is asked for. */
const COMMANDS: Readonly<Record<string, () => Promise<Command>>> = {
  check: async () => (await import('./command/check.ts')).check,
  reconcile: async () => (await import('./command/reconcile.ts')).reconcileCommand,
  quarantine: async () => (await import('./command/quarantine.ts')).quarantineCommand,
  doctor: async () => (await import('./command/doctor.ts')).doctorCommand,
  explain: async () => (await import('./command/explain.ts')).explainCommand,
  decide: async () => (await import('./command/decide.ts')).decide,
  init: async () => (await import('./command/init.ts')).init,
  sandbox: async () => (await import('./command/sandbox.ts')).sandbox,
  export: async () => (await import('./command/export.ts')).exportCommand,
  verify: async () => (await import('./command/verify.ts')).verify,
  prove: async () => (await import('./command/prove.ts')).prove,
  audit: async () => (await import('./command/audit.ts')).audit,
  demo: async () => (await import('./command/demo.ts')).demo,
};

/** A word after these may be an option without its dashes: `reconcile dry-run` must not be a real run. */
const WORDLESS: readonly string[] = ['reconcile', 'doctor', 'init', 'sandbox', 'demo'];

const HELP = `pullcord ${VERSION}: break-glass access to Google Cloud, by pull request

usage: pullcord <command> [options]

  check FILE…          check request and policy files against the policies beside them
  reconcile            make IAM match the merged requests, and record it
      --dry-run        plan and tell, change nothing
  quarantine PERSON    take all access of somebody away, and keep it away; a login or a numeric id
      --why TEXT       goes on record
      --lift PERSON    take the deny policies away of somebody policies/organization.yaml releases
  doctor               say what guards the repository less than policies/organization.yaml declares
      --federation FILE  the provider as gcloud describes it in JSON, or its condition
  explain NUMBER       say what is decided of a pull request's request, rule by rule; changes nothing
  decide FILE          decide a case kept in a file (test/vectors/decision), with no network
  init --ledger        begin the ledger: the branch audit with its genesis record
  init --ledger-key    print the public key of what signs the ledger, for ledger.keys
      --kms VERSION    a key version in Cloud KMS (default: PULLCORD_LEDGER_KEY)
  init --sign-ledger   sign a ledger that began without a key, once, as a person who holds the key
  sandbox              a local GitHub and Google Cloud to rehearse in, until interrupted
      --from DIR       seed the repository from DIR (default: this folder)
  export --format F    the ledger of a clone, for other programs: csv, jsonl, ocsf, controls
      [DIR]            the clone or folder it is read from, offline (default: this folder)
      --since T, --until T, --person LOGIN, --resource R
      --bom            csv with a byte order mark
  audit QUESTION [DIR] one question about the past, out of a clone, offline:
      access --resource R --from T --to T   who could use R between
      person LOGIN     what a person asked for and approved
      break-glass      uses without prior approval, and their reviews
      unused           grants of which no use is on record
      slowest          the longest from a window's end to the removal
      pull N           everything about one pull request, as one page
      --markdown       for a document instead of a terminal
  verify [DIR]         prove the ledger of a clone, offline: exit 0 ok, 1 broken, 2 not all could be checked
      --key VKEY       a key that must have signed it; print it with init --ledger-key
      --anchors FILE   checkpoints from the log or the bucket outside GitHub
      --checkpoint FILE  a checkpoint you kept
      --audit-log FILE   SetIamPolicy entries of Google's audit log, as JSON
      --proof FILE     check one record's proof, with nothing else
  prove SEQ [DIR]      one record with its proof, for somebody who shall see no other
      --out FILE       written there (default: standard output)
  demo                 the whole story in a sandbox, from request to removal

  --json               machine-readable output
  --help, --version

environment: GITHUB_REPOSITORY, GITHUB_TOKEN (reconcile, quarantine, doctor, explain, init),
  GITHUB_API_URL, GOOGLE_APPLICATION_CREDENTIALS or gcloud's own login (reconcile, quarantine)

exit status: 0 done; 1 a document or a decision says no; 2 a setting or argument is
  missing or wrong; 3 the outside failed, and what was not done is said
`;

const terminal: Terminal = {
  out: (text) => void process.stdout.write(text),
  note: (line) => void process.stderr.write(`pullcord: ${forTerminal(line)}\n`),
  paint: process.stdout.isTTY && !process.env['NO_COLOR'] ? colours() : (_, text) => text,
  columns: process.stdout.isTTY ? process.stdout.columns : columnsFrom(process.env['COLUMNS']),
  env: process.env,
  folder: process.cwd(),
  dist: fileURLToPath(new URL('.', import.meta.url)),
};

process.exitCode = await main(process.argv.slice(2));

async function main(argv: readonly string[]): Promise<number> {
  try {
    const { values, positionals } = parse(argv);
    const [name, ...rest] = positionals;
    if (values.version) return print(`${VERSION}\n`);
    if (values.help || name === 'help') return print(HELP);
    const load = name === undefined ? undefined : COMMANDS[name];
    if (load === undefined) {
      const known = Object.keys(COMMANDS).join(', ');
      throw new SettingError(
        `${name === undefined ? 'no command given' : `there is no command ${JSON.stringify(name)}`}; there are: ${known} (--help tells more)`,
      );
    }
    const [word] = rest;
    if (word !== undefined && WORDLESS.includes(name ?? ''))
      throw new SettingError(
        `${name ?? ''} takes options and no other word, and ${JSON.stringify(word)} is no option; nothing was started (--help lists the options, such as --dry-run)`,
      );
    const command = await load();
    return await command(terminal, { ...values, files: rest });
  } catch (error) {
    const { status, sentence } = failureOf(error);
    terminal.note(sentence);
    return status;
  }
}

function parse(argv: readonly string[]) {
  try {
    return parseArgs({ args: [...argv], allowPositionals: true, strict: true, options: OPTIONS });
  } catch (error) {
    throw new SettingError(error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error), {
      cause: error,
    });
  }
}

function print(text: string): number {
  terminal.out(text);
  return 0;
}

/** What a shell says of its width, for output that goes elsewhere. */
function columnsFrom(text: string | undefined): number | undefined {
  return text !== undefined && /^[1-9]\d{0,4}$/.test(text) ? Number(text) : undefined;
}

function colours(): Paint {
  const styles = { good: 'green', waiting: 'yellow', bad: 'red', plain: 'cyan', quiet: 'dim', strong: 'bold' } as const;
  return (style, text) => styleText(styles[style], text);
}
