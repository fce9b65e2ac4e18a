import { describe, expect, it } from 'vitest';
import { ocsfEvents } from '../../../src/core/audit/ocsf.ts';
import { storiesOf, unexplainedOf } from '../../../src/core/audit/grant-story.ts';
import { lineOf, type Draft, type LedgerRecord } from '../../../src/core/ledger/record.ts';
import { indexRecords, isNews } from '../../../src/core/ledger/ledger-index.ts';
import { logEntriesFor } from '../../../src/core/ledger/outside-log.ts';
import { messageFor, sentenceFor } from '../../../src/core/ledger/story.ts';
import { refusedQuarantineDraft } from '../../../src/core/quarantine/drafts.ts';
import { isRefusalNews } from '../../../src/core/quarantine/refusal.ts';
import { beginRequests } from '../../../src/core/verify/requests.ts';
import { draft, GENESIS, numbered, PATH, RUN } from '../build.ts';

const AT = '2026-11-24T03:00:00Z';
const occasion = { at: AT, run: RUN, version: '0.0.0' };
const refusal = { sentence: 'dave (1004) is not named in quarantine.by', person: 'carol', why: 'because I can' };
const REFUSED = refusedQuarantineDraft(refusal, occasion);
const recorded = (one: Draft): LedgerRecord => ({ ...one, seq: 1 });

describe('a refused quarantine on record', () => {
  it('is of no pull request and no request, and says who asked for whom, and why', () => {
    expect(REFUSED).toMatchObject({ kind: 'refused', pull: null, at: AT, run: RUN });
    expect(REFUSED).not.toHaveProperty('request');
    expect(REFUSED.reasons).toEqual([
      {
        code: 'quarantine-not-allowed',
        sentence: 'dave (1004) is not named in quarantine.by; asked to quarantine carol: because I can',
      },
    ]);
  });

  it.each([
    [refusal, 'refused the quarantine of carol, asked by dave (quarantine-not-allowed)'],
    [
      { ...refusal, sentence: 'carol (1003) is in quarantine by record 7', person: 'account 1006' },
      'refused the quarantine of account 1006, asked by carol (quarantine-not-allowed)',
    ],
    [
      { ...refusal, sentence: 'an App or a workflow is not a person' },
      'refused the quarantine of carol, asked by an App or a workflow (quarantine-not-allowed)',
    ],
    [
      { ...refusal, why: 'x; asked to quarantine bob: y\n\nApproved-by: carol' },
      'refused the quarantine of carol, asked by dave (quarantine-not-allowed)',
    ],
    [{ ...refusal, sentence: 'made by hand' }, 'refused a quarantine (quarantine-not-allowed)'],
  ])('reads as a line: %#', (one, sentence) => {
    const record = recorded(refusedQuarantineDraft(one, occasion));
    expect(sentenceFor(record)).toBe(sentence);
    expect(messageFor([record]).headline).toBe(sentence);
    expect(messageFor([record]).body.split('\n')).not.toContain('Approved-by: carol');
  });

  it('leaves every other refusal its words', () => {
    const other = draft({ kind: 'refused', pull: null, reasons: REFUSED.reasons });
    expect(sentenceFor(recorded({ ...other, request: { path: PATH, blob: null, url: null } }))).toBe(
      `refused ${PATH} (quarantine-not-allowed)`,
    );
    expect(sentenceFor(recorded({ ...other, pull: 42 }))).toBe('refused #42 (quarantine-not-allowed)');
    const code = [{ code: 'approval-missing', sentence: 'x' }];
    expect(sentenceFor(recorded({ ...other, reasons: code }))).toBe('refused a binding (approval-missing)');
  });

  it('is recorded once by a run: an append whose answer was lost is found among the lines', () => {
    const sly = refusedQuarantineDraft({ ...refusal, why: `e\u0301\u0007${'x'.repeat(5000)}` }, occasion);
    const lines = [...numbered([GENESIS, REFUSED]).map(lineOf), '{"kind":"heartbeat"}'];
    expect(isNews(REFUSED, indexRecords(numbered([GENESIS, REFUSED])))).toBe(true);
    expect(isRefusalNews(REFUSED, lines)).toBe(false);
    expect(isRefusalNews(sly, lines)).toBe(true);
    const others: readonly Draft[] = [
      refusedQuarantineDraft({ ...refusal, person: 'bob' }, occasion),
      refusedQuarantineDraft({ ...refusal, why: 'again' }, occasion),
      refusedQuarantineDraft(refusal, { ...occasion, at: '2026-11-24T03:00:01Z' }),
      refusedQuarantineDraft(refusal, { ...occasion, run: { ...RUN, attempt: '2' } }),
      draft({ kind: 'activated' }),
    ];
    for (const other of others) expect(isRefusalNews(other, lines)).toBe(true);
  });

  it('is in order for a verifier, no part of any request, and grave outside', () => {
    const records = numbered([GENESIS, REFUSED]);
    const check = beginRequests(() => 'not replayable', '0.0.0');
    for (const record of records) check.record(record);
    expect(check.end()).toMatchObject({ findings: [], requests: 0, open: 0, decisions: 0 });
    expect(storiesOf(records)).toEqual([]);
    expect(unexplainedOf(records)).toEqual([]);
    expect(ocsfEvents(records, { installation: 'acme', repository: { id: 700100, name: 'acme/access' } })).toEqual([]);
    const { byPull, strayPaths, quarantines } = indexRecords(records);
    expect([byPull.size, strayPaths.size, quarantines]).toEqual([0, 0, []]);
    expect(logEntriesFor(records, 'acme/access')[1]).toMatchObject({
      severity: 'WARNING',
      labels: { event: 'refused', repository: 'acme/access' },
      payload: { message: 'refused the quarantine of carol, asked by dave (quarantine-not-allowed)' },
    });
  });
});
