import { parseArgs } from 'node:util';
import { Command as Line, CommanderError, Option as LineOption } from 'commander';
import { OPTIONS } from '../../bin/options.js';
import { wrap } from '../core/report/wrap.ts';
import { nearest } from '../core/text.ts';
import { EXIT, SettingError } from '../failure.ts';
import { VERSION } from '../version.ts';
import type { Option, Rows, Terminal, Usage } from './command.ts';
import { COMMANDS, type Entry } from './commands.ts';

/** Maximum width of a help. Longer lines are hard to read in a wide terminal. */
const MOST_HELP_COLUMNS = 80;
/** Minimum width of a help. A narrower terminal breaks its lines by itself. */
const FEWEST_HELP_COLUMNS = 40;
const HELP_FLAGS = '-h, --help';

const ABOUT: Pick<Usage, 'examples' | 'exit'> = {
  examples: {
    'GITHUB_REPOSITORY=acme/access GITHUB_TOKEN=… pullcord init --ledger':
      'begins the ledger; commands that use GitHub need these two variables',
    'pullcord help reconcile': 'options, examples, environment and exit statuses of one command',
  },
  exit: {
    0: 'done',
    1: 'a document or a decision says no',
    2: 'a setting or an argument is missing or wrong',
    3: 'GitHub, Google or another service failed; the message names the step',
  },
};

/**
 * Runs one command line to its exit status. `argv` is without the names of node and of the program.
 * @throws SettingError with one sentence if an argument is wrong
 */
export async function runLine(
  terminal: Terminal,
  argv: readonly string[],
  commands: readonly Entry[] = COMMANDS,
): Promise<number> {
  const { name, rest, isBare } = split(argv);
  if (name === undefined && isBare) throw new SettingError(`no command is given; ${known(commands)}`);
  const asked = name === 'help' ? split(rest).name : name;
  const wanted = asked === 'help' ? undefined : asked;
  const entry = commands.find((each) => each.name === wanted);
  if (wanted !== undefined && entry === undefined) throw new SettingError(unknownCommand(wanted, commands));
  const program = programFor(terminal, commands);
  let status: number = EXIT.ok;
  if (entry !== undefined) {
    const command = await entry.load();
    const line = program.commands.find((each) => each.name() === entry.name) ?? program;
    declare(line, command.usage).action(async () => {
      refuseWords(entry, line.args);
      const options = { ...valuesOf(command.usage, line), files: line.args };
      status = await command.run(terminal, options as never);
    });
  }
  try {
    const words = wanted === undefined ? [] : [wanted];
    await program.parseAsync([...words, ...(name === 'help' ? ['--help'] : rest)], { from: 'user' });
    return status;
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode === 0) return EXIT.ok;
    throw new SettingError(await sentenceFor(error, entry, commands), { cause: error });
  }
}

/** Splits off the command's name. The rest keeps its order, since options may come before the command. */
function split(argv: readonly string[]) {
  const { tokens, values } = parseArgs({
    ...{ args: [...argv], options: OPTIONS, allowPositionals: true, strict: false, tokens: true },
  });
  for (const token of tokens) {
    if (token.kind !== 'option' || token.inlineValue !== false || !/^-./.test(token.value)) continue;
    const { rawName, value } = token;
    throw new SettingError(
      `${rawName} needs a value, and ${value} looks like an option. Nothing was started. If it is the value, type \`${rawName}=${value}\`.`,
    );
  }
  const word = tokens.find(({ kind }) => kind === 'positional');
  return {
    name: word === undefined ? undefined : argv[word.index],
    rest: word === undefined ? argv : argv.toSpliced(word.index, 1),
    isBare: values['help'] !== true && values['version'] !== true,
  };
}

function programFor({ out, columns }: Terminal, commands: readonly Entry[]): Line {
  const width = Math.max(FEWEST_HELP_COLUMNS, Math.min(MOST_HELP_COLUMNS, columns ?? MOST_HELP_COLUMNS));
  const program = new Line('pullcord')
    .exitOverride()
    .configureOutput({ writeOut: out, writeErr: () => undefined, getOutHelpWidth: () => width })
    .configureHelp({ styleTitle: (title) => title.toLowerCase(), minWidthToWrap: FEWEST_HELP_COLUMNS / 2 })
    .showSuggestionAfterError(false)
    .helpOption(HELP_FLAGS, 'show this help')
    .helpCommand(false);
  for (const { name, purpose, words, summary } of commands)
    program.command(name).summary(summary).usage(`${words} [options]`.trim()).helpGroup(`${purpose}:`);
  return program
    .version(VERSION, '--version')
    .usage('COMMAND [options]')
    .description(`pullcord ${VERSION}: break-glass access to Google Cloud, by pull request`)
    .configureHelp({
      ...program.configureHelp(),
      subcommandTerm: (line) => `${line.name()} ${commands.find(({ name }) => name === line.name())?.words ?? ''}`,
      visibleOptions: () => [],
    })
    .addHelpText('after', () => after(program, ABOUT));
}

function declare(line: Line, usage: Usage): Line {
  for (const [name, option] of Object.entries(usage.options)) line.addOption(toLine(name, option));
  return line
    .description(usage.about)
    .allowExcessArguments()
    .addHelpText('after', () => after(line, usage));
}

function toLine(name: string, option: Option): LineOption {
  if (option.takes === 'nothing') return new LineOption(`--${name}`, option.says);
  const line = new LineOption(`--${name} <${option.value}>`, option.says);
  // Commander's own lists would also take the following words.
  return option.takes === 'text'
    ? line
    : line.argParser((value: string, earlier: readonly string[] | undefined) => [...(earlier ?? []), value]);
}

/** Returns values by the typed names. An absent option is `false` or `undefined`. */
function valuesOf({ options }: Usage, line: Line): Readonly<Record<string, unknown>> {
  const given = Object.entries(options).map(([name, option]) => {
    const value: unknown = line.getOptionValue(toLine(name, option).attributeName());
    return [name, option.takes === 'nothing' ? value === true : value] as const;
  });
  return Object.fromEntries(given);
}

/** Refuses words after a command that takes none. `reconcile dry-run` must not be a real run. */
function refuseWords({ name, words }: Entry, [word]: readonly string[]): void {
  if (words !== '' || word === undefined) return;
  throw new SettingError(
    `${name} takes only options, and ${JSON.stringify(word)} is not one. Nothing was started. Type \`pullcord ${name} --help\` to see its options.`,
  );
}

/** Returns the part of a help below the options. */
function after(line: Line, { words, examples, environment, exit }: Partial<Usage>): string {
  const help = line.createHelp();
  const width = line.configureOutput().getOutHelpWidth?.() ?? MOST_HELP_COLUMNS;
  help.prepareContext({ helpWidth: width });
  const section = (title: string, rows: Rows = {}) => {
    const termWidth = Math.max(...Object.keys(rows).map(({ length }) => length));
    const items = Object.entries(rows).map(([term, says]) => help.formatItem(term, termWidth, says, help));
    return help.formatItemList(title, items, help);
  };
  const calls = Object.entries(examples ?? {}).flatMap(([call, says]) => [
    ...wrap(says, width, '  # ', '  # '),
    `  ${call}`,
  ]);
  const lines = [
    ...section('words:', words),
    ...help.formatItemList('examples:', calls, help),
    ...section('environment:', environment),
    ...section('exit status:', exit),
  ];
  return `\n${lines.join('\n').trimEnd()}`;
}

function known(commands: readonly Entry[]): string {
  return `the commands are: ${commands.map(({ name }) => name).join(', ')} (type \`pullcord --help\` for more)`;
}

function unknownCommand(typed: string, commands: readonly Entry[]): string {
  const meant = nearest(typed, [...commands.map(({ name }) => name), 'help']);
  const hint = meant === undefined ? '' : `did you mean ${JSON.stringify(meant)}? `;
  return `there is no command ${JSON.stringify(typed)}; ${hint}${known(commands)}`;
}

/** Returns Commander's own sentence. For an unknown option it names the commands that take it, and the valid options. */
async function sentenceFor(
  { code, message }: CommanderError,
  entry: Entry | undefined,
  commands: readonly Entry[],
): Promise<string> {
  const said = message.replace(/^error: /, '').replaceAll(/\s*\n\s*/g, ' ');
  const typed = /'(--?[^'=]*)/.exec(message)?.[1];
  if (code !== 'commander.unknownOption' || typed === undefined || entry === undefined) return said;
  const own = optionsOf((await entry.load()).usage);
  if (own.includes(typed)) return `${typed} takes no value`;
  const others = await Promise.all(commands.map(async ({ name, load }) => ({ name, usage: (await load()).usage })));
  const takers = others.filter(({ usage }) => optionsOf(usage).includes(typed)).map(({ name }) => name);
  const meant = nearest(typed, own);
  const hint =
    takers.length > 0 && takers.length < 4
      ? `it is for ${takers.join(', ')}; `
      : meant === undefined
        ? ''
        : `did you mean ${meant}? `;
  return `unknown option '${typed}' of ${entry.name}; ${hint}${entry.name} takes ${own.join(', ')}`;
}

function optionsOf({ options }: Usage): readonly string[] {
  return [...Object.keys(options).map((name) => `--${name}`), '--help'];
}
