import { describe, expect, it } from 'vitest';
import type { Options } from '../../src/command/command.ts';
import { run as reason, usage } from '../../src/command/reason.ts';
import { explanationsIn, KINDS } from '../../src/core/reasons/table.ts';
import { EXIT, failureOf } from '../../src/failure.ts';

/** The command's output and end, as the command line shows them. */
async function run(files: readonly string[], options: Partial<Options<typeof usage>> = {}) {
  let printed = '';
  const terminal = {
    out: (text: string) => void (printed += text),
    note: () => undefined,
    paint: (_: string, text: string) => text,
    columns: undefined,
    env: {},
    folder: '.',
    dist: '.',
  };
  try {
    const flags = { list: false, json: false, markdown: false };
    return { status: await reason(terminal, { ...flags, files, ...options }), printed };
  } catch (error) {
    return { ...failureOf(error), printed };
  }
}

const codes = KINDS.flatMap(explanationsIn).map(({ code }) => code);

describe('pullcord reason', () => {
  it('shows kind, cause and finality of a code, and the next step last', async () => {
    expect(await run(['fork'])).toEqual({
      status: EXIT.ok,
      printed: [
        '· fork',
        '  kind   reason of a decision',
        '  cause  The pull request comes from another repository.',
        '  final  yes; no later run decides otherwise',
        '',
        '  next',
        '    Push the branch to this repository, and open the pull request from there.',
        '',
      ].join('\n'),
    });
  });

  it('shows severity and exit status of a message', async () => {
    const { status, printed } = await run(['ledger-missing']);
    expect(status).toBe(EXIT.ok);
    expect(printed).toContain('  kind      message of a run\n');
    expect(printed).toContain('  severity  error; exit status 3\n');
  });

  it('shows a code of two kinds twice', async () => {
    const { printed } = await run(['policies-broken']);
    expect(printed.match(/^· policies-broken$/gm)).toHaveLength(2);
  });

  it.each([...new Set(codes)])('explains %s', async (code) => {
    const { status, printed } = await run([code]);
    expect(status).toBe(EXIT.ok);
    expect(printed).toContain(`· ${code}\n`);
  });

  it('lists all codes by kind, with and without --list', async () => {
    const { status, printed } = await run([], { list: true });
    expect(status).toBe(EXIT.ok);
    expect(printed).toBe((await run([])).printed);
    expect([...printed.matchAll(/^ {2}([a-z0-9-]+) {2,}\S/gm)].map(([, code]) => code)).toEqual(codes);
    for (const { title } of KINDS) expect(printed).toContain(`· ${title}\n`);
  });

  it('ends with 2 for an unknown code, and names the nearest', async () => {
    expect(await run(['aproval-mising'])).toMatchObject({
      status: EXIT.settings,
      sentence: 'no code is named "aproval-mising"; did you mean approval-missing? `pullcord reason --list` lists all',
      printed: '',
    });
  });

  it('names the codes that contain a part', async () => {
    expect(await run(['quarantined'])).toMatchObject({
      status: EXIT.settings,
      sentence:
        'no code is named "quarantined"; did you mean requester-quarantined, approval-quarantined, ' +
        'person-quarantined, quarantined-meanwhile? `pullcord reason --list` lists all',
    });
  });

  it('names nothing where nothing is near', async () => {
    expect(await run(['zzz'])).toMatchObject({
      status: EXIT.settings,
      sentence: 'no code is named "zzz"; `pullcord reason --list` lists all',
    });
  });

  it('does not find what every object has', async () => {
    expect((await run(['constructor'])).status).toBe(EXIT.settings);
  });

  it('writes JSON: one line with the explanations of the code', async () => {
    const { printed } = await run(['fork'], { json: true });
    expect(printed.trimEnd().split('\n')).toHaveLength(1);
    expect(JSON.parse(printed)).toMatchObject([{ code: 'fork', kind: 'request', final: 'yes' }]);
    expect(JSON.parse((await run([], { json: true })).printed)).toHaveLength(codes.length);
  });

  it('writes Markdown', async () => {
    const { printed } = await run(['fork'], { markdown: true });
    expect(printed).toMatch(/^### .*`fork`$/m);
    expect(printed).toContain('**next**');
  });

  it.each<[readonly string[], Partial<Options<typeof usage>>, string]>([
    [['fork', 'base-branch'], {}, 'name one code; type `pullcord reason approval-missing`'],
    [['fork'], { list: true }, 'name a code or give --list, not both'],
    [['fork'], { json: true, markdown: true }, '--json and --markdown cannot be combined; give one of them'],
  ])('refuses %j with %j', async (files, options, sentence) => {
    expect(await run(files, options)).toEqual({ status: EXIT.settings, sentence, printed: '' });
  });
});
