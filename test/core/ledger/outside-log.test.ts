import { describe, expect, it } from 'vitest';
import type { RecordKind } from '../../../src/core/ledger/record.ts';
import { intentEntries, logEntriesFor } from '../../../src/core/ledger/outside-log.ts';
import { draft, fact, grant, numbered, CONTEXT, RUN, START, tryCase } from '../build.ts';

const REPOSITORY = 'acme/access';
const { evidence, decision } = tryCase();
const BARE = draft({ kind: 'activated', grant: grant(), bindings: [fact()] });
const RECORD = numbered([{ ...BARE, decision: { ...decision, evidence } }]);

describe('an intent in the log outside', () => {
  it('says who gets what, when, and which run meant it', () => {
    const [entry] = intentEntries([grant()], REPOSITORY, CONTEXT);
    expect(entry).toEqual({
      insertId: expect.stringMatching(/^[0-9a-f]{40}$/) as string,
      timestamp: START,
      severity: 'NOTICE',
      labels: { event: 'intent', repository: REPOSITORY, pull: '42' },
      payload: { message: 'intent #42: alice under orders', grant: grant(), run: RUN, version: '0.1.0' },
    });
  });

  it('said twice is said once, also by another run at another time', () => {
    const later = { at: '2026-11-24T02:30:00Z', run: { ...RUN, id: '77002' }, version: '0.2.0' };
    const place = (entries: ReturnType<typeof intentEntries>) =>
      entries.map(({ insertId, timestamp }) => [insertId, timestamp]);
    expect(place(intentEntries([grant()], REPOSITORY, later))).toEqual(
      place(intentEntries([grant()], REPOSITORY, CONTEXT)),
    );
  });

  it('is another for another grant or repository', () => {
    const ids = [
      ...intentEntries([grant(), grant({ pull: 43 })], REPOSITORY, CONTEXT),
      ...intentEntries([grant()], 'acme/other', CONTEXT),
    ].map(({ insertId }) => insertId);
    expect(new Set(ids).size).toBe(3);
  });
});

describe('a record in the log outside', () => {
  it('is the record without its evidence, and a sentence', () => {
    const [entry] = logEntriesFor(RECORD, REPOSITORY);
    expect(entry).toMatchObject({
      timestamp: '2026-11-24T02:19:00Z',
      severity: 'INFO',
      labels: { event: 'activated', repository: REPOSITORY, pull: '42' },
    });
    expect(entry?.payload).toEqual({
      message: 'activated #42: alice → roles/cloudsql.viewer on acme-orders-prod until 04:17Z',
      record: { ...BARE, seq: 0 },
    });
  });

  it('has one place for each record, however often it is said', () => {
    const [first] = RECORD;
    if (first === undefined) throw new Error('there is no record');
    const ids = logEntriesFor([first, first, { ...first, seq: 1 }], REPOSITORY).map(({ insertId }) => insertId);
    expect(ids[0]).toBe(ids[1]);
    expect(ids[0]).not.toBe(ids[2]);
  });

  it.each<[RecordKind, string]>([
    ['activated', 'INFO'],
    ['ended', 'INFO'],
    ['revoked', 'INFO'],
    ['refused', 'WARNING'],
    ['removed', 'WARNING'],
    ['altered', 'WARNING'],
    ['unexplained', 'WARNING'],
  ])('%s weighs %s', (kind, severity) => {
    expect(logEntriesFor(numbered([draft({ kind })]), REPOSITORY)[0]?.severity).toBe(severity);
  });

  it('without a pull request has no such label', () => {
    const [entry] = logEntriesFor(numbered([draft({ kind: 'unexplained', pull: null })]), REPOSITORY);
    expect(entry?.labels).toEqual({ event: 'unexplained', repository: REPOSITORY });
  });
});
