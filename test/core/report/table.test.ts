import { describe, expect, it } from 'vitest';
import { renderMarkdown, renderText } from '../../../src/core/report/render.ts';
import type { Paint } from '../../../src/core/report/report.ts';
import { code, said, type Section } from '../../../src/core/report/report.ts';
import { HOSTILE } from '../hostile.ts';

const PLAIN: Paint = (_, text) => text;
const SECTION: Section = {
  mark: 'plain',
  title: ['two rows'],
  table: {
    columns: ['pull', 'who', 'ended'],
    rows: [
      [['#42'], [code('alice')], []],
      [['#1042'], [code('łukasz')], ['removed']],
    ],
  },
  lists: [{ title: 'note', items: [['after the table']] }],
};

describe('a table', () => {
  it('is aligned where it fits, without blanks at the ends of lines', () => {
    expect(renderText([SECTION], PLAIN, 40)).toBe(
      [
        '· two rows',
        '  pull   who     ended',
        '  #42    alice',
        '  #1042  łukasz  removed',
        '  note',
        '    after the table',
        '',
      ].join('\n'),
    );
    expect(renderText([SECTION], PLAIN, 24)).toBe(renderText([SECTION], PLAIN));
  });

  it('tells each row on lines of its own where it does not, and leaves nothing out', () => {
    expect(renderText([SECTION], PLAIN, 23)).toBe(
      [
        '· two rows',
        '  pull   #42',
        '  who    alice',
        '',
        '  pull   #1042',
        '  who    łukasz',
        '  ended  removed',
        '  note',
        '    after the table',
        '',
      ].join('\n'),
    );
  });

  it('is aligned by the columns that a terminal needs for wide characters', () => {
    const table = {
      columns: ['a', 'b'],
      rows: [
        [['京都'], ['x']],
        [['four'], ['y']],
      ],
    };
    expect(
      renderText([{ mark: 'plain', title: ['x'], table }], PLAIN, 40)
        .split('\n')
        .slice(1),
    ).toEqual(['  a     b', '  京都  x', '  four  y', '']);
  });

  it('is a table in Markdown', () => {
    expect(renderMarkdown([SECTION])).toContain(
      ['| pull | who | ended |', '| --- | --- | --- |', '| #42 | `alice` |  |', '| #1042 | `łukasz` | removed |'].join(
        '\n',
      ),
    );
  });

  it.each(HOSTILE)('keeps what somebody else wrote within its cell: %j', (text) => {
    const table = { columns: ['a', 'b'], rows: [[[code(text)], [said(text)]]] };
    const [, , , , row = '', ...rest] = renderMarkdown([{ mark: 'plain', title: ['x'], table }]).split('\n');
    expect(row.replaceAll('\\|', '').match(/\|/g)).toHaveLength(3);
    expect(rest).toEqual(['']);
    expect(renderText([{ mark: 'plain', title: ['x'], table }], PLAIN).split('\n')).toHaveLength(4);
  });
});
