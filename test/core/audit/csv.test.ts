import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { controlsCsv } from '../../../src/core/audit/controls.ts';
import { grantsCsv, toCsv } from '../../../src/core/audit/csv.ts';
import { storiesOf } from '../../../src/core/audit/grant-story.ts';
import { evidence, pull, tryCase } from '../build.ts';
import { about, ALICES, decided, NIGHT, nightAnd } from './night.ts';

/** RFC 4180, read by the book. */
function parse(text: string): string[][] {
  const rows: string[][] = [[]];
  const pattern = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/gy;
  while (pattern.lastIndex < text.length) {
    const match = pattern.exec(text);
    if (match === null) throw new Error('this is no CSV');
    const [, quoted, bare = '', end] = match;
    rows.at(-1)?.push(quoted === undefined ? bare : quoted.replaceAll('""', '"'));
    if (end === '\r\n') rows.push([]);
  }
  return rows.slice(0, -1);
}

const cell = (text: string): string => parse(toCsv(['a'], [[text]]))[1]?.[0] ?? '';

describe('CSV', () => {
  it('comes back as it was, whatever the cells hold', () => {
    const text = fc.string({ unit: 'binary' }).filter((one) => !/^[=+\-@\t\r\n＝＋－＠]/.test(one));
    fc.assert(
      fc.property(fc.array(fc.tuple(text, text), { minLength: 1 }), (rows) => {
        expect(parse(toCsv(['x', 'y'], rows))).toEqual([['x', 'y'], ...rows]);
      }),
    );
  });

  it.each(['=HYPERLINK("http://evil")', '+1', '-1', '@SUM(A1)', '\tx', '\rx', '\nx', '＝1+1', '＋1', '－1', '＠x'])(
    'makes %j text, not a formula',
    (text) => {
      expect(cell(text)).toBe(`'${text}`);
    },
  );

  it('has the same number of cells in every row', () => {
    for (const text of [grantsCsv(storiesOf(NIGHT)), controlsCsv()])
      expect(new Set(parse(text).map(({ length }) => length)).size).toBe(1);
  });
});

describe('grants as CSV', () => {
  const [columns = [], ...rows] = parse(grantsCsv(storiesOf(NIGHT)));
  const row = (number: number) =>
    Object.fromEntries(columns.map((name, index) => [name, rows.find(([one]) => one === String(number))?.[index]]));

  it('is one row for each grant or request', () => {
    expect(rows.map(([number]) => number)).toEqual(['42', '43', '44', '45', '46', '47']);
  });

  it('has everything of a grant', () => {
    expect(row(42)).toMatchObject({
      outcome: 'granted',
      requester: 'alice',
      requester_id: '1001',
      principal: 'user:alice@acme.example',
      roles: 'roles/cloudsql.viewer',
      window_end: '2026-11-24T04:17:00Z',
      approved_by: 'bob',
      ended_how: 'ended',
      end_to_removal_seconds: '720',
      used: 'seen',
      calls: '3',
      records: '1 6 7',
    });
  });

  it('leaves empty what is not known, and says what was not read', () => {
    expect(row(43)).toMatchObject({
      principal: '',
      window_end: '',
      reason_codes: 'requester-not-eligible approval-missing',
    });
    expect(row(46)).toMatchObject({ state: 'open', ended_at: '', used: 'not read', break_glass: '', calls: '' });
  });

  it('defuses what a request says', () => {
    const text = 'policy: orders\nduration: 2h\nreason: "=HYPERLINK(\\"http://evil\\")"\n';
    const judged = tryCase({ evidence: evidence({ text, pull: pull({ number: 60 }) }) });
    const evil = nightAnd(about({ ...ALICES, pull: 60 }, 'activated', '2026-11-24T10:00:00Z', decided(judged)));
    const last = parse(grantsCsv(storiesOf(evil))).at(-1) ?? [];
    expect(last[columns.indexOf('reason')]).toBe('\'=HYPERLINK("http://evil")');
  });
});
