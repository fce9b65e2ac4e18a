import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Options } from '../../src/command/command.ts';
import { run as explain, usage } from '../../src/command/explain.ts';
import type { Judged } from '../../src/core/decision/decision.ts';
import { EXIT, failureOf } from '../../src/failure.ts';
import { APP_PERMISSIONS } from '../../src/sandbox/github/acme.ts';
import { REQUEST } from '../core/build.ts';
import { PATH, startExplained, type Explained } from '../flow/explained.ts';

let there: Explained;
beforeAll(async () => {
  there = await startExplained();
});
afterAll(() => there.bench.close());

/** What the command prints and how it ends, as the command line would. */
async function run(
  files: readonly string[],
  options: Partial<Options<typeof usage>> = {},
  env: Readonly<Record<string, string>> = {},
): Promise<{ readonly status: number; readonly printed: string; readonly sentence?: string }> {
  let printed = '';
  const { bench } = there;
  const terminal = {
    out: (text: string) => void (printed += text),
    note: () => undefined,
    paint: (style: string, text: string) =>
      style === 'bad' || style === 'good' ? `<${style}>${text}</${style}>` : text,
    columns: undefined,
    env: {
      GITHUB_REPOSITORY: 'acme/access',
      GITHUB_API_URL: bench.github.apiUrl,
      GITHUB_TOKEN: bench.token({ kind: 'installation', permissions: APP_PERMISSIONS }),
      ...env,
    },
    folder: '.',
    dist: '.',
  };
  const flags = { json: false, markdown: false };
  try {
    return { status: await explain(terminal, { ...flags, files, ...options }), printed };
  } catch (error) {
    return { ...failureOf(error), printed };
  }
}

describe('pullcord explain', () => {
  let approved: number;
  let refused: number;
  beforeAll(async () => {
    approved = await there.ask('orders');
    await there.approve('bob', approved);
    await there.merge(approved);
    refused = await there.ask('alone', REQUEST, 'requests/2026/11/alone.yaml');
    await there.merge(refused);
  });

  it('shows in a terminal what was decided, what it gives and each review, and ends with 0 where it is approved', async () => {
    const { status, printed } = await run([String(approved)]);
    expect(status).toBe(EXIT.ok);
    expect(printed).toMatch(/^<good>✓ requests\/.* is approved<\/good>\n/);
    expect(printed).toContain(PATH);
    expect(printed).toContain('roles/cloudsql.viewer on projects/acme-orders-prod');
    expect(printed).toContain('user:alice@acme.example');
    expect(printed).toContain('bob: approved');
    expect(printed).toContain('the requester is among the requesters of the policy');
  });

  it('shows why not, by its code, and ends with 1 where it is refused', async () => {
    const { status, printed } = await run([String(refused)]);
    expect(status).toBe(EXIT.no);
    expect(printed).toMatch(/^<bad>/);
    expect(printed).toContain('alone.yaml is denied');
    expect(printed).toContain('approval-missing');
  });

  it('ends with 1 while it waits', async () => {
    const pull = await there.ask('waiting', REQUEST, 'requests/2026/11/waiting.yaml');
    const { status, printed } = await run([String(pull)]);
    expect(status).toBe(EXIT.no);
    expect(printed).toContain('waiting.yaml is pending');
  });

  it('writes Markdown where asked to, with the same in it', async () => {
    const { status, printed } = await run([String(refused)], { markdown: true });
    expect(status).toBe(EXIT.no);
    expect(printed).toMatch(/^#+ .*`requests\/2026\/11\/alone\.yaml` is denied/m);
    expect(printed).toContain('- `approval-missing` ');
    expect(printed).not.toContain('<bad>');
  });

  it('writes JSON where asked to: one line, the decision with all its evidence', async () => {
    const { status, printed } = await run([String(approved)], { json: true });
    expect(status).toBe(EXIT.ok);
    expect(printed.trimEnd().split('\n')).toHaveLength(1);
    const judged = JSON.parse(printed) as Judged;
    expect(judged.decision).toMatchObject({ verdict: 'approved', grant: { pull: approved, approvedBy: ['bob'] } });
    expect(judged.evidence.pull?.reviews).toMatchObject([{ state: 'APPROVED', author: { id: 1002 } }]);
  });

  it.each([[[]], [['abc']], [['0']], [['42', '43']], [['-1']], [['12345678901']]])(
    'wants one number: not %j',
    async (files) => {
      expect(await run(files)).toEqual({
        status: EXIT.settings,
        sentence: 'name one pull request by its number; type `pullcord explain 42`',
        printed: '',
      });
    },
  );

  it('does not choose between JSON and Markdown', async () => {
    expect(await run([String(approved)], { json: true, markdown: true })).toEqual({
      status: EXIT.settings,
      sentence: '--json and --markdown cannot be combined; give one of them',
      printed: '',
    });
  });

  it('says that a pull request brings no request: it was the wrong one to name', async () => {
    const pull = await there.ask('notes', 'hello\n', 'NOTES.md');
    expect(await run([String(pull)])).toEqual({
      status: EXIT.settings,
      sentence: `pull request #${pull} adds no file under requests/, so there is no request to explain`,
      printed: '',
    });
  });

  it('says of a number nobody knows that it could not be read', async () => {
    const { status, sentence, printed } = await run(['4711']);
    expect({ status, printed }).toEqual({ status: EXIT.outside, printed: '' });
    expect(sentence).toContain('#4711');
    expect(sentence).toContain('404');
  });

  it.each([
    ['the pull request', 'GET /repos/{owner}/{repo}/pulls/{pull_number}', '502'],
    ['its files', 'GET /repos/{owner}/{repo}/pulls/{pull_number}/files', '502'],
  ])(
    'says what could not be read, and prints no decision, where GitHub fails on %s',
    async (_, operation, status) => {
      const { faults } = there.bench.github.service;
      faults.add({ operation, when: 'before', answer: Number(status), times: 100 });
      const ended = await run([String(approved)]);
      faults.clear();
      expect(ended).toMatchObject({ status: EXIT.outside, printed: '' });
      expect(ended.sentence).toContain(status);
    },
    60_000,
  );

  it.each([
    ['GITHUB_REPOSITORY', 'GITHUB_REPOSITORY is not set'],
    ['GITHUB_TOKEN', 'GITHUB_TOKEN is not set'],
  ])('says which setting is missing: %s', async (name, sentence) => {
    const ended = await run([String(approved)], {}, { [name]: '' });
    expect(ended).toMatchObject({ status: EXIT.settings, printed: '' });
    expect(ended.sentence).toContain(sentence);
  });
});
