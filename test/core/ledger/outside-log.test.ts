import { describe, expect, it } from 'vitest';
import type { RecordedChange } from '../../../src/core/acceptance/change.ts';
import { judgeChange } from '../../../src/core/acceptance/judge-change.ts';
import { flawOf } from '../../../src/core/ledger/canonical.ts';
import { changeDraft } from '../../../src/core/ledger/drafts.ts';
import { readEntry } from '../../../src/sandbox/google/log-entry.ts';
import { changed, FIRST, SECOND } from '../acceptance/change-evidence.ts';
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

describe('a change of very many documents in the log outside', () => {
  const [one] = changed().documents;
  const documents = Array.from({ length: 5000 }, (_, n) => ({
    ...{ accepted: FIRST, before: FIRST, after: SECOND, head: null, contributors: [1002] },
    ...one,
    path: `policies/${'é'.repeat(120)}-${n}.yaml`,
  }));
  const pushed = judgeChange({ ...changed(), documents, pull: null, gathered: '2026-11-20T10:30:00Z' });
  const entryOf = (change: RecordedChange) =>
    logEntriesFor(numbered([changeDraft(change, CONTEXT)]), REPOSITORY).map((entry) => ({
      ...entry,
      logName: 'projects/acme-audit/logs/pullcord',
      resource: { type: 'global' },
      jsonPayload: entry.payload,
      payload: undefined,
    }));
  const accept = (change: RecordedChange) =>
    entryOf(change).map((entry) => readEntry(JSON.parse(JSON.stringify(entry)), {}, Date.parse(CONTEXT.at)));

  it('is below the limit of Cloud Logging, and says how many documents it leaves out', () => {
    expect(pushed.documents).toHaveLength(5000);
    const [entry] = accept(pushed);
    const { message, record } = entry?.['jsonPayload'] as { message: string; record: { change: Clipped } };
    expect(record.change.documents).toHaveLength(50);
    expect(record.change.leftOut).toEqual({ documents: 4950, reasons: 0, approvedBy: 0 });
    expect(message).toMatch(/ and 4990 more$/);
  });

  it('is below it whatever the texts and lists', () => {
    const reason = { code: 'change-without-pull-request', sentence: '\u{1F512}'.repeat(8000) };
    const wide = pushed.documents.map((document) => ({
      ...document,
      reasons: Array.from({ length: 40 }, (_, n) => ({ ...reason, sentence: `${n}${reason.sentence}` })),
      contributors: Array.from({ length: 400 }, (_, n) => 1_000_000_000 + n),
    }));
    expect(accept({ ...pushed, documents: wide.slice(0, 60) })).toHaveLength(1);
  });

  it('is refused by the sandbox, as by Cloud Logging, if nothing is left out', () => {
    const [entry] = entryOf(pushed);
    const whole = { ...entry, jsonPayload: { documents: pushed.documents } };
    expect(() => readEntry(JSON.parse(JSON.stringify(whole)), {}, Date.parse(CONTEXT.at))).toThrow('256.0K');
  });

  it('fits into one record', () => {
    const short = judgeChange({
      ...pushed.evidence,
      documents: documents.map((document, n) => ({ ...document, path: `policies/policy-number-${n}.yaml` })),
    });
    expect(short.documents).toHaveLength(5000);
    expect(flawOf({ ...changeDraft(short, CONTEXT), seq: 1 })).toBeUndefined();
  });
});

interface Clipped {
  readonly documents: readonly unknown[];
  readonly leftOut?: object;
}
