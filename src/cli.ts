import { fileURLToPath } from 'node:url';
import { styleText } from 'node:util';
import type { Paint } from './core/report/report.ts';
import { EXIT, failureOf } from './failure.ts';
import type { Terminal } from './command/command.ts';
import { runLine } from './command/line.ts';
import { sentenceLines } from './command/present.ts';

/** Columns of a terminal that does not say its width. */
const USUAL_COLUMNS = 80;

const terminal: Terminal = {
  out: (text) => void process.stdout.write(text),
  note: (line) => void process.stderr.write(`${sentenceLines(line, terminalWidth(process.stderr), 'pullcord: ')}\n`),
  paint: process.stdout.isTTY && !process.env['NO_COLOR'] ? colours() : (_, text) => text,
  columns: terminalWidth(process.stdout) ?? givenWidth(process.env['COLUMNS']),
  env: process.env,
  folder: process.cwd(),
  dist: fileURLToPath(new URL('.', import.meta.url)),
};

process.stdout.on('error', ({ code, message }: NodeJS.ErrnoException) => {
  // A reader that stops early, such as `head`, is no failure and must not end a run halfway.
  if (code === 'EPIPE') return;
  terminal.note(`standard output cannot be written: ${message}. The command continues without it`);
  process.exitCode = EXIT.outside;
});
process.stderr.on('error', () => undefined);

const status = await main(process.argv.slice(2));
process.exitCode ??= status;

async function main(argv: readonly string[]): Promise<number> {
  try {
    return await runLine(terminal, argv);
  } catch (error) {
    const { status, sentence } = failureOf(error);
    terminal.note(sentence);
    return status;
  }
}

/** Returns the width at which to wrap lines. Lines in a pipe or a file stay whole, so that `grep` finds them. */
function terminalWidth({ isTTY, columns }: Partial<NodeJS.WriteStream>): number | undefined {
  return isTTY === true ? columns || USUAL_COLUMNS : undefined;
}

/** Reads COLUMNS. It makes the output wrap in a pipe or a file too. Notes on standard error still stay whole there. */
function givenWidth(text = ''): number | undefined {
  return /^[1-9]\d{0,4}$/.test(text) ? Number(text) : undefined;
}

function colours(): Paint {
  const styles = { good: 'green', waiting: 'yellow', bad: 'red', plain: 'cyan', quiet: 'dim', strong: 'bold' } as const;
  return (style, text) => styleText(styles[style], text);
}
