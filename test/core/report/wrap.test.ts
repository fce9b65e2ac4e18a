import fc from 'fast-check';
import stringWidth from 'string-width';
import { describe, expect, it } from 'vitest';
import { renderText } from '../../../src/core/report/render.ts';
import { code, said, type Paint, type Section } from '../../../src/core/report/report.ts';
import { wrap, wrapLog } from '../../../src/core/report/wrap.ts';

const PLAIN: Paint = (_, text) => text;
const URL = 'https://github.com/acme/access/actions/runs/77001/attempts/1?check_suite_focus=true';
const COMMAND = 'pullcord check requests/2026/11/orders-db-timeouts.yaml';
const CONDITION = 'request.time < timestamp("2026-11-24T04:17:00Z")';
const SECTION: Section = {
  mark: 'bad',
  title: [code('requests/2026/11/orders-db-timeouts.yaml'), ' has a title that is longer than any terminal in use'],
  rows: [
    {
      label: 'policy',
      value: [code('orders-db-read'), ': ', said('Read the production orders database, and nothing else')],
    },
    { label: 'run', value: [said(URL)] },
  ],
  lists: [
    {
      title: 'reasons',
      items: [
        [
          code('approval-missing'),
          ' ',
          said('nobody of team:sre-leads has approved the newest commit of the pull request'),
        ],
        ['   indented: ', said('a rule below another rule keeps its place in every further line of its sentence')],
        ['while ', code(CONDITION), ' the binding gives access to the project and to all resources in it'],
        {
          phrase: [said('the reason 障害対応のため、本番環境のデータベース を読む必要がある 今すぐ お願いします')],
          step: [code(COMMAND)],
        },
      ],
    },
  ],
  next: [
    ['Correct the file, and check it again: ', code(COMMAND)],
    ['see `gh workflow run reconcile.yml` for a new run'],
  ],
};

describe('text for a terminal', () => {
  it('wraps at 80 columns, with hanging indents and the next steps last', () => {
    expect(`\n${renderText([SECTION], PLAIN, 80)}`).toMatchInlineSnapshot(`
      "
      ✗ requests/2026/11/orders-db-timeouts.yaml has a title that is longer than any
        terminal in use
        policy  orders-db-read: Read the production orders database, and nothing else
        run     https://github.com/acme/access/actions/runs/77001/attempts/1?check_suite_focus=true
        reasons
          approval-missing nobody of team:sre-leads has approved the newest commit
            of the pull request
             indented: a rule below another rule keeps its place in every further
               line of its sentence
          while request.time < timestamp("2026-11-24T04:17:00Z") the binding gives
            access to the project and to all resources in it
          the reason 障害対応のため、本番環境のデータベース を読む必要がある 今すぐ
            お願いします
          → pullcord check requests/2026/11/orders-db-timeouts.yaml

        next
          Correct the file, and check it again:
            pullcord check requests/2026/11/orders-db-timeouts.yaml
          see \`gh workflow run reconcile.yml\` for a new run
      "
    `);
  });

  it('wraps at 60 columns', () => {
    expect(`\n${renderText([SECTION], PLAIN, 60)}`).toMatchInlineSnapshot(`
      "
      ✗ requests/2026/11/orders-db-timeouts.yaml has a title that
        is longer than any terminal in use
        policy  orders-db-read: Read the production orders
                database, and nothing else
        run     https://github.com/acme/access/actions/runs/77001/attempts/1?check_suite_focus=true
        reasons
          approval-missing nobody of team:sre-leads has approved
            the newest commit of the pull request
             indented: a rule below another rule keeps its place
               in every further line of its sentence
          while request.time < timestamp("2026-11-24T04:17:00Z")
            the binding gives access to the project and to all
            resources in it
          the reason 障害対応のため、本番環境のデータベース
            を読む必要がある 今すぐ お願いします
          → pullcord check requests/2026/11/orders-db-timeouts.yaml

        next
          Correct the file, and check it again:
            pullcord check requests/2026/11/orders-db-timeouts.yaml
          see \`gh workflow run reconcile.yml\` for a new run
      "
    `);
  });

  it('keeps each line whole if there is no terminal', () => {
    const lines = renderText([SECTION], PLAIN).split('\n');
    expect(lines).toHaveLength(14);
    expect(lines).toContain(`    Correct the file, and check it again: ${COMMAND}`);
  });

  it.each([20, 40, 60, 80, 120])('breaks no code, URL or command at %i columns', (width) => {
    const lines = renderText([SECTION], PLAIN, width).split('\n');
    for (const whole of [URL, COMMAND, CONDITION, '`gh workflow run reconcile.yml`'])
      expect(lines.some((line) => line.includes(whole))).toBe(true);
  });

  it('leaves less space beside a wide beginning, with or without colours', () => {
    const lines = ['pullcord: a b c d e f g h', '  i j k l m n o p q r s t', '  u v w'];
    expect(wrap('a b c d e f g h i j k l m n o p q r s t u v w', 26, 'pullcord: ', '  ')).toEqual(lines);
    const [first] = wrap('a b c d e f g h i j k l m n o p q r s t u v w', 26, '\u001B[31mpullcord: \u001B[39m', '  ');
    expect(first).toBe('\u001B[31mpullcord: \u001B[39ma b c d e f g h');
  });

  it('colours each line of a heading by itself', () => {
    const paint: Paint = (style, text) => (style === 'bad' ? `<${text}>` : text);
    const [first, second] = renderText([SECTION], paint, 60).split('\n');
    expect([first, second]).toEqual([
      '<✗ requests/2026/11/orders-db-timeouts.yaml has a title that>',
      '<  is longer than any terminal in use>',
    ]);
  });

  it('is as wide as the terminal at most, unless one word is wider, and loses nothing', () => {
    const word = fc.string({ unit: fc.constantFrom('a', 'é', '京', '-', '/', '.'), minLength: 1, maxLength: 30 });
    const words = fc.array(word, { minLength: 1, maxLength: 30 }).map((list) => list.join(' '));
    const phrase = fc.array(fc.oneof(words, words.map(said), word.map(code)), { minLength: 1, maxLength: 4 });
    const sections = fc.record({
      title: phrase,
      rows: fc.array(fc.record({ label: fc.constantFrom('a', 'label'), value: phrase }), { maxLength: 3 }),
      lists: fc.array(fc.record({ title: words, items: fc.array(phrase, { maxLength: 3 }) }), { maxLength: 2 }),
      next: fc.array(phrase, { maxLength: 2 }),
    });
    fc.assert(
      fc.property(sections, fc.integer({ min: 40, max: 100 }), (section, width) => {
        const all: Section = { mark: 'plain', ...section };
        const wrapped = renderText([all], PLAIN, width);
        expect(wrapped.split(/\s+/)).toEqual(renderText([all], PLAIN).split(/\s+/));
        for (const line of wrapped.split('\n'))
          if (stringWidth(line) > width) expect(line.trim().replace(/^(?:· |a {2,}|label +)/, '')).not.toContain(' ');
      }),
    );
  });
});

describe('a log for a terminal', () => {
  it('wraps its lines below their last column', () => {
    const log = [
      '✓ 1 event recorded.',
      '  access    roles/cloudsql.viewer on projects/acme-orders-prod, only names that begin with orders',
      '    a sentence that is longer than forty columns',
    ].join('\n');
    expect(wrapLog(log, 60).split('\n')).toEqual([
      '✓ 1 event recorded.',
      '  access    roles/cloudsql.viewer on',
      '            projects/acme-orders-prod, only names that begin',
      '            with orders',
      '    a sentence that is longer than forty columns',
    ]);
    expect(wrapLog(log, Infinity)).toBe(log);
  });
});
