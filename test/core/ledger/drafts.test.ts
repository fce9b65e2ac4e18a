import { describe, expect, it } from 'vitest';
import { eventDrafts, intentDraft, lapsedDraft, refusedDraft } from '../../../src/core/ledger/drafts.ts';
import { indexRecords, type LedgerIndex } from '../../../src/core/ledger/ledger-index.ts';
import type { Draft } from '../../../src/core/ledger/record.ts';
import { beginRequests } from '../../../src/core/verify/requests.ts';
import type { Step } from '../../../src/core/plan/table.ts';
import {
  bindingOf,
  draft,
  evidence,
  FILE,
  fact,
  GENESIS,
  grant,
  HEAD,
  numbered,
  CONTEXT,
  PATH,
  PROJECT,
  pull,
  review,
  tryCase,
  VIEWER,
} from '../build.ts';
import { PEOPLE } from '../../support/people.ts';

const OURS = bindingOf(grant());
const APPROVED = tryCase();
const DENIED = tryCase({ evidence: evidence({ pull: pull({ reviews: [] }) }) });
const NOTHING = indexRecords(numbered([GENESIS]));
const GIVEN = indexRecords(numbered([GENESIS, draft({ kind: 'activated', grant: grant(), bindings: [fact()] })]));

const step = (change: Partial<Step> = {}): Step => ({
  pull: 42,
  resource: PROJECT,
  role: VIEWER,
  changes: [],
  event: 'activated',
  why: '',
  before: [],
  after: [OURS],
  unconditionalBefore: [],
  ...change,
});
const record = (steps: readonly Step[], accounts: LedgerIndex = NOTHING, judged = APPROVED) =>
  eventDrafts(steps, (number) => (number === 42 ? judged : undefined), accounts, CONTEXT);

describe('the record of a decision', () => {
  it('has the request, the reasons and everything it rests on', () => {
    expect(refusedDraft(DENIED, CONTEXT)).toEqual({
      schema: 1,
      kind: 'refused',
      at: '2026-11-24T02:19:00Z',
      pull: 42,
      reasons: [{ code: 'approval-missing', sentence: 'policy orders needs 1 of team:sre-leads' }],
      run: CONTEXT.run,
      tool: { name: 'pullcord', version: '0.1.0' },
      request: { path: PATH, blob: FILE.blob, url: 'https://github.com/acme/access/pull/42' },
      decision: {
        verdict: 'denied',
        reasons: DENIED.decision.reasons,
        results: DENIED.decision.results,
        approvals: [],
        proof: { kind: 'account-2fa' },
        evidence: DENIED.evidence,
      },
    });
  });

  it('names no pull request where there is none', () => {
    const stray = tryCase({ evidence: evidence({ pull: null }) });
    expect(refusedDraft(stray, CONTEXT)).toMatchObject({ pull: null, request: { path: PATH, url: null } });
  });

  it('that came too late is the same, as a lapse', () => {
    expect(lapsedDraft(DENIED, CONTEXT)).toEqual({ ...refusedDraft(DENIED, CONTEXT), kind: 'lapsed' });
  });
});

describe('the first record of a request', () => {
  it('has the evidence; one of a binding nobody stood behind, made by the same run before it, has not', () => {
    const stray = step({ event: 'unexplained', why: 'nobody stands behind it', before: [OURS], after: [] });
    const drafts = record([stray, step()]);
    expect(drafts.map(({ kind, decision }) => [kind, decision !== undefined])).toEqual([
      ['unexplained', false],
      ['activated', true],
    ]);
    const account = indexRecords(numbered([GENESIS, ...drafts])).byPull.get(42);
    expect(account).toMatchObject({ head: HEAD, approvers: [1002] });
    expect(courseOf(drafts)).toEqual([]);
  });

  it('has it, too, if a run that knew nothing of the request had ended something of it', () => {
    const ended = draft({ kind: 'ended', bindings: [fact('roles/browser')] });
    const drafts = record([step()], indexRecords(numbered([GENESIS, ended])));
    expect(drafts).toMatchObject([{ kind: 'activated', grant: APPROVED.decision.grant, request: { path: PATH } }]);
    expect(drafts[0]?.decision).toBeDefined();
    expect(courseOf([ended, ...drafts])).toEqual([]);
  });

  it('has it, though a stray of such a request was recorded in between', () => {
    const ended = draft({ kind: 'ended', bindings: [fact('roles/browser')] });
    const stray = record([step({ event: 'unexplained' })], indexRecords(numbered([GENESIS, ended])));
    const before = [ended, ...stray];
    expect(stray).toMatchObject([{ kind: 'unexplained', pull: 42 }]);
    const drafts = record([step()], indexRecords(numbered([GENESIS, ...before])));
    expect(drafts[0]?.decision).toBeDefined();
    expect(courseOf([...before, ...drafts])).toEqual([]);
  });
});

/** What a verifier finds wrong in a course of records. */
function courseOf(drafts: readonly Draft[]) {
  const check = beginRequests(() => 'not replayable', '0.1.0');
  for (const one of numbered([GENESIS, ...drafts])) check.record(one);
  return check.end().findings;
}

describe('the record of an intent', () => {
  it('has the grant with each role it means to give, and its decision', () => {
    const access = [VIEWER, 'roles/browser'].map((role) => ({ resource: PROJECT, role }));
    const intent = intentDraft(grant({ access }), APPROVED, CONTEXT);
    expect(intent).toMatchObject({ kind: 'intent', pull: 42, grant: { access }, decision: { verdict: 'approved' } });
    expect(intent.bindings).toEqual([fact(VIEWER), fact('roles/browser')]);
  });

  it('leaves out a decision that is on record already', () => {
    expect(intentDraft(grant(), undefined, CONTEXT)).not.toHaveProperty('decision');
  });
});

describe('records of events', () => {
  it('of one kind for one grant are one, which lists its bindings and each reason once', () => {
    const other = step({ role: 'roles/browser', event: 'ended', why: 'its window ended' });
    const drafts = record([step({ event: 'ended', why: 'its window ended', before: [OURS], after: [] }), other], GIVEN);
    expect(drafts).toHaveLength(1);
    expect(drafts[0]).toMatchObject({
      kind: 'ended',
      reasons: [{ code: 'ended', sentence: 'its window ended' }],
      bindings: [
        { resource: PROJECT, role: VIEWER, before: [OURS], after: [] },
        { resource: PROJECT, role: 'roles/browser' },
      ],
    });
  });

  it('of different kinds or different grants are different', () => {
    const steps = [
      step(),
      step({ event: 'unexplained' }),
      step({ pull: 43 }),
      step({ pull: undefined, event: 'unexplained' }),
    ];
    expect(record(steps).map(({ kind, pull: number }) => `${kind} ${number ?? '?'}`)).toEqual([
      'activated 42',
      'unexplained 42',
      'activated 43',
      'unexplained ?',
    ]);
  });

  it('are none for a step without an event', () => {
    expect(record([step({ event: undefined })])).toEqual([]);
  });

  it('have the decision the first time a pull request is on record, and only then', () => {
    const [first, second] = record([step(), step({ event: 'unexplained' })]);
    expect(first?.decision?.evidence).toEqual(APPROVED.evidence);
    expect(second).not.toHaveProperty('decision');
    expect(second?.grant).toEqual(APPROVED.decision.grant);
    expect(record([step({ event: 'ended' })], GIVEN)[0]).not.toHaveProperty('decision');
  });

  it('have the grant as it is on record, not as it might be decided now', () => {
    const judged = tryCase({ evidence: evidence({ pull: pull({ reviews: [review(PEOPLE.erin)] }) }) });
    const [ended] = record([step({ event: 'ended' })], GIVEN, judged);
    expect(ended?.grant?.approvedBy).toEqual(['bob']);
  });

  it('have the code a reason begins with, and the event’s own where it begins with none', () => {
    const reasonsOf = (why: string) => record([step({ event: 'revoked', why })])[0]?.reasons;
    expect(reasonsOf('request-deleted: gone by #50: see there')).toEqual([
      { code: 'request-deleted', sentence: 'gone by #50: see there' },
    ]);
    expect(reasonsOf('its window ended at 04:17: over')).toEqual([
      { code: 'revoked', sentence: 'its window ended at 04:17: over' },
    ]);
    expect(reasonsOf('')).toEqual([]);
  });
});
