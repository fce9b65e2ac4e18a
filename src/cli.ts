import { fileURLToPath } from 'node:url';
import { styleText } from 'node:util';
import { forTerminal } from './core/plain.ts';
import type { Paint } from './core/report/report.ts';
import { EXIT, failureOf } from './failure.ts';
import type { Terminal } from './command/command.ts';
import { runLine } from './command/line.ts';

const terminal: Terminal = {
  out: (text) => void process.stdout.write(text),
  note: (line) => void process.stderr.write(`pullcord: ${forTerminal(line)}\n`),
  paint: process.stdout.isTTY && !process.env['NO_COLOR'] ? colours() : (_, text) => text,
  columns: process.stdout.isTTY ? process.stdout.columns : columnsFrom(process.env['COLUMNS']),
  env: process.env,
  folder: process.cwd(),
  dist: fileURLToPath(new URL('.', import.meta.url)),
};

process.stdout.on('error', ({ code, message }: NodeJS.ErrnoException) => {
  // A reader that has enough, such as `head`, is no failure, and must not end a run halfway.
  if (code === 'EPIPE') return;
  terminal.note(`standard output cannot be written: ${message}`);
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

/** What a shell says of its width, for output that goes elsewhere. */
function columnsFrom(text: string | undefined): number | undefined {
  return text !== undefined && /^[1-9]\d{0,4}$/.test(text) ? Number(text) : undefined;
}

function colours(): Paint {
  const styles = { good: 'green', waiting: 'yellow', bad: 'red', plain: 'cyan', quiet: 'dim', strong: 'bold' } as const;
  return (style, text) => styleText(styles[style], text);
}
