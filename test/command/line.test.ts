import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { OPTIONS } from '../../bin/options.js';
import { flag, text, texts, type Command, type Usage } from '../../src/command/command.ts';
import { COMMANDS, type Entry } from '../../src/command/commands.ts';
import { runLine } from '../../src/command/line.ts';
import { EXIT, failureOf } from '../../src/failure.ts';

const COMMANDS_FOLDER = join(import.meta.dirname, '../../src/command');
const loaded = await Promise.all(COMMANDS.map(async (entry) => ({ ...entry, ...(await entry.load()) })));

/** Runs a line in this process: what it prints, how it ends, and in which words it is refused. */
async function line(args: readonly string[], commands?: readonly Entry[], columns?: number) {
  let printed = '';
  const terminal = {
    out: (text: string) => void (printed += text),
    note: () => undefined,
    paint: (_: unknown, text: string) => text,
    columns,
    env: {},
    folder: COMMANDS_FOLDER,
    dist: COMMANDS_FOLDER,
  };
  try {
    return { status: await runLine(terminal, args, commands), printed, sentence: undefined };
  } catch (error) {
    return { ...failureOf(error), printed };
  }
}

/** In which ways a help text is no help. */
function faultsOf(help: string): readonly string[] {
  const lines = help.trimEnd().split('\n');
  const examples = lines.filter((each) => /^ {2}(?:[A-Z_]+=\S+ )*pullcord /.test(each));
  return [
    ...lines.filter((each) => each.length > 80).map((each) => `more than 80 columns: ${each}`),
    ...(lines.length > 40 ? [`${lines.length} lines`] : []),
    ...(examples.length < 2 ? [`${examples.length} examples`] : []),
    ...(/^exit status:\n {2}0 /m.test(help) ? [] : ['no exit statuses']),
  ];
}

/** A command that does nothing but say which options it got. */
function planted(usage: Partial<Usage>, words = ''): readonly Entry[] {
  const examples = { 'pullcord planted': 'one', 'pullcord planted --help': 'another' };
  const command: Command = {
    usage: { about: 'Planted.', options: {}, examples, exit: { 0: 'done' }, ...usage },
    run: ({ out }, options) => Promise.resolve((out(JSON.stringify(options)), EXIT.no)),
  };
  return [{ name: 'planted', purpose: 'audit', words, summary: 'planted', load: () => Promise.resolve(command) }];
}

describe('the help', () => {
  it('is a short list of all commands by purpose', async () => {
    const { status, printed } = await line(['--help']);
    expect(status).toBe(EXIT.ok);
    expect(faultsOf(printed)).toEqual([]);
    const listed = printed.split('\nexamples:')[0] ?? '';
    for (const { name, summary } of COMMANDS) expect(listed).toMatch(new RegExp(`^  ${name} .*  ${summary}$`, 'm'));
    expect(listed.match(/^\w+:$/gm)).toEqual(['requests:', 'access:', 'setup:', 'rehearsal:', 'audit:']);
    for (const args of [['help'], ['-h'], ['help', 'help']])
      expect(await line(args)).toMatchObject({ status, printed });
  });

  it.each(loaded)('of $name fits a terminal, with examples and exit statuses', async ({ name, usage }) => {
    const { status, printed } = await line([name, '--help']);
    expect(status).toBe(EXIT.ok);
    expect(faultsOf(printed)).toEqual([]);
    expect(printed).toMatch(new RegExp(`^usage: pullcord ${name} `));
    for (const option of Object.keys(usage.options)) expect(printed).toContain(`\n  --${option} `);
    for (const args of [
      ['help', name],
      [name, '-h'],
      ['--help', name],
    ])
      expect(await line(args)).toMatchObject({ status, printed });
  });

  it.each([{ name: '' }, ...loaded])(
    'of $name wraps in a terminal of 60 columns, and breaks no call',
    async ({ name }) => {
      const { printed } = await line([name, '--help'].filter(Boolean), undefined, 60);
      const wide = printed.split('\n').filter((each) => each.length > 60);
      // Calls stay whole, so that people can copy them. The term of a row keeps its place.
      expect(wide.filter((each) => !/^ {2,4}(?:[A-Z_]+=\S+ )*(?:pullcord|--from) /.test(each))).toEqual([]);
      const normal = (await line([name, '--help'].filter(Boolean))).printed;
      expect(printed.split(/[\s#]+/)).toEqual(normal.split(/[\s#]+/));
      expect((await line([name, '--help'].filter(Boolean), undefined, 200)).printed).toBe(normal);
    },
  );

  it.each([
    ['it has a line of more than 80 columns', { examples: { [`pullcord ${'x'.repeat(70)}`]: '', 'pullcord y': '' } }],
    [
      'it has more than 40 lines',
      { options: Object.fromEntries(Array.from({ length: 32 }, (_, at) => [`option-${at}`, flag('says')])) },
    ],
    ['it has one example', { examples: { 'pullcord planted': 'alone' } }],
    ['it has no exit status', { exit: {} }],
  ])('would be found where %s', async (_, usage) => {
    expect(faultsOf((await line(['planted', '--help'], planted(usage))).printed)).toHaveLength(1);
  });

  it('of a planted command without a fault has none', async () => {
    expect(faultsOf((await line(['planted', '--help'], planted({}))).printed)).toEqual([]);
  });

  it.each(loaded)('of $name explains its words and shows calls that it takes', ({ name, words, usage }) => {
    const explained = Object.keys(usage.words ?? {});
    if (name !== 'audit')
      expect(explained).toEqual(words.split(' ').flatMap((word) => word.replace(/[[\]]/g, '') || []));
    for (const call of Object.keys(usage.examples)) {
      expect(call).toMatch(new RegExp(`^(?:[A-Z_]+=\\S+ )*pullcord ${name}(?: |$)`));
      for (const [, option = ''] of call.matchAll(/ --([a-z-]+)/g))
        expect(Object.keys(usage.options)).toContain(option);
    }
  });

  it.each(loaded)('of $name has the environment that its code reads', async ({ name }) => {
    const code = readFileSync(join(COMMANDS_FOLDER, `${name}.ts`), 'utf8');
    const { printed } = await line(['help', name]);
    for (const [reader, variable] of [
      ['repositoryFrom(env)', 'GITHUB_REPOSITORY'],
      ['tokenFrom(env)', 'GITHUB_TOKEN'],
      ['githubFrom(env', 'GITHUB_API_URL'],
      ['cloneFrom(terminal', 'GITHUB_REPOSITORY_ID'],
      ['applicationDefaultCredentials(', 'GOOGLE_APPLICATION_CREDENTIALS'],
      ['ledgerKeyFrom(env)', 'PULLCORD_LEDGER_KEY'],
      ['pagerdutyFrom(env)', 'PULLCORD_PAGERDUTY_TOKEN'],
    ] as const)
      expect({ variable, named: printed.includes(`\n  ${variable} `) }).toEqual({
        variable,
        named: code.includes(reader),
      });
  });
});

describe('the list of options that the launcher knows', () => {
  it('has exactly the options of all commands, each of its kind', () => {
    const kinds = {
      nothing: { type: 'boolean' },
      text: { type: 'string' },
      texts: { type: 'string', multiple: true },
    };
    const declared = Object.fromEntries(
      loaded.flatMap(({ usage }) => Object.entries(usage.options).map(([name, { takes }]) => [name, kinds[takes]])),
    );
    const listed = Object.entries(OPTIONS).map(([name, option]) => [
      name,
      { type: option.type, ...('multiple' in option ? { multiple: option.multiple } : {}) },
    ]);
    expect(Object.fromEntries(listed)).toEqual({
      ...declared,
      help: { type: 'boolean' },
      version: { type: 'boolean' },
    });
  });

  it('has no option of two kinds', () => {
    const kinds = new Map<string, string>();
    for (const { usage } of loaded)
      for (const [name, { takes }] of Object.entries(usage.options)) {
        expect({ name, takes: kinds.get(name) ?? takes }).toEqual({ name, takes });
        kinds.set(name, takes);
      }
  });
});

describe('a mistyped word', () => {
  it.each([
    ['recnocile', 'did you mean "reconcile"? the commands are: check, '],
    ['hlep', 'did you mean "help"? the commands are: check, '],
    ['unquarantine', 'did you mean "quarantine"? the commands are: check, '],
    ['frobnicate', 'the commands are: check, '],
    ['constructor', 'the commands are: check, '],
  ])('%s is no command, and the one that is meant is named', async (word, hint) => {
    for (const args of [[word], ['help', word], [word, '--help']]) {
      const { status, sentence, printed } = await line(args);
      expect({ status, printed }).toEqual({ status: EXIT.settings, printed: '' });
      expect(sentence).toContain(`there is no command ${JSON.stringify(word)}; ${hint}`);
    }
  });

  it.each([
    [
      ['reconcile', '--dry-rum'],
      "unknown option '--dry-rum' of reconcile; did you mean --dry-run? reconcile takes --dry-run, --json, --help",
    ],
    [['check', '--jsn', 'a'], "unknown option '--jsn' of check; did you mean --json? check takes --json, --help"],
    [['check', '--frobnicate'], "unknown option '--frobnicate' of check; check takes --json, --help"],
    [['check', '-x'], "unknown option '-x' of check; check takes --json, --help"],
    [['demo', '--frobnicate=1'], "unknown option '--frobnicate' of demo; demo takes --help"],
  ])('%j is no option, and the one that is meant is named', async (args, sentence) => {
    expect(await line(args)).toEqual({ status: EXIT.settings, printed: '', sentence });
  });
});

describe('an option', () => {
  it.each([
    [
      ['quarantine', 'alice', '--why', 'stolen', '--dry-run'],
      "unknown option '--dry-run' of quarantine; it is for reconcile; quarantine takes --why, --lift, --json, --help",
    ],
    [['check', '--kms', 'x'], "unknown option '--kms' of check; it is for init; check takes --json, --help"],
    [
      ['check', '--resource=x'],
      "unknown option '--resource' of check; it is for export, audit; check takes --json, --help",
    ],
    // Nearly every command takes --json: a list of them is no hint.
    [['demo', '--json'], "unknown option '--json' of demo; demo takes --help"],
  ])('of another command is refused: %j', async (args, sentence) => {
    expect(await line(args)).toEqual({ status: EXIT.settings, printed: '', sentence });
  });

  it.each([
    [['reconcile', '--dry-run=yes'], '--dry-run takes no value'],
    [['quarantine', 'alice', '--why'], "option '--why <TEXT>' argument missing"],
    [
      ['quarantine', 'alice', '--why', '--json'],
      '--why needs a value, and --json looks like an option. Nothing was started. If it is the value, type `--why=--json`.',
    ],
  ])('needs its value, and no other: %j', async (args, sentence) => {
    expect(await line(args)).toEqual({ status: EXIT.settings, printed: '', sentence });
  });

  const options = {
    json: flag('is there'),
    'dry-run': flag('is there'),
    why: text('T', 'once'),
    key: texts('K', 'often'),
  };

  it.each([
    [['planted'], {}],
    [['planted', '--dry-run', '--why', 'x'], { 'dry-run': true, why: 'x' }],
    [['--dry-run', 'planted', '--json'], { 'dry-run': true, json: true }],
    [['--why', 'planted', 'planted'], { why: 'planted' }],
    [['planted', '--why=-x', '--why', 'y'], { why: 'y' }],
    [['planted', '--why=-x'], { why: '-x' }],
    [['planted', '--key', 'a', 'b', '--key=c'], { key: ['a', 'c'], files: ['b'] }],
    [['planted', '--', '--dry-run', '-x'], { files: ['--dry-run', '-x'] }],
  ])('reaches its command wherever it stands: %j', async (args, given) => {
    const { status, printed } = await line(args, planted({ options }, 'FILE…'));
    expect(status).toBe(EXIT.no);
    expect(JSON.parse(printed)).toEqual({ json: false, 'dry-run': false, files: [], ...given });
  });
});

describe('a word after a command without words', () => {
  it.each([[['dry-run']], [['--', '--dry-run']], [['--dry-run', 'now']], [['--dry-run', '']]])(
    '%j starts nothing',
    async (words) => {
      const { status, sentence, printed } = await line(
        ['planted', ...words],
        planted({ options: { 'dry-run': flag('') } }),
      );
      expect({ status, printed }).toEqual({ status: EXIT.settings, printed: '' });
      expect(sentence).toContain('planted takes only options, and ');
      expect(sentence).toContain('Nothing was started.');
    },
  );
});
