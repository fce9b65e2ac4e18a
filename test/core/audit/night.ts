import type { UsageDigest } from '../../../src/core/audit/usage.ts';
import { ACTIVITY_LOG, DATA_ACCESS_LOG } from '../../../src/core/audit/usage.ts';
import type { Judged } from '../../../src/core/decision/decision.ts';
import type { Grant } from '../../../src/core/grant/grant.ts';
import type { Draft, LedgerRecord } from '../../../src/core/ledger/record.ts';
import {
  bindingOf,
  draft,
  END,
  evidence,
  fact,
  GENESIS,
  grant,
  numbered,
  PATH,
  PROJECT,
  pull,
  START,
  tryCase,
  VIEWER,
} from '../build.ts';
import { PEOPLE } from '../../support/people.ts';

/* One night on record: every way in which access is asked for, given, ended and used. */

export const PAYMENTS = 'projects/acme-payments-prod';
const LOGIN = 'roles/cloudsql.instanceUser';
const named = (number: number) => ({ path: PATH, blob: 'b', url: `https://github.com/acme/access/pull/${number}` });

export const SEEN: UsageDigest = {
  used: true,
  window: { start: START, end: END },
  calls: 3,
  denied: 1,
  first: '2026-11-24T02:25:00Z',
  last: '2026-11-24T02:40:00Z',
  rows: [
    {
      service: 'cloudsql.googleapis.com',
      method: 'cloudsql.instances.connect',
      resource: `${PROJECT}/instances/orders-db`,
      calls: 3,
      denied: 1,
    },
  ],
  more: 0,
  sees: [
    { resource: PROJECT, log: ACTIVITY_LOG, state: 'silent' },
    { resource: PROJECT, log: DATA_ACCESS_LOG, state: 'entries' },
  ],
  unread: [],
};
export const NOTHING_SEEN: UsageDigest = {
  ...SEEN,
  used: false,
  calls: 0,
  denied: 0,
  first: null,
  last: null,
  rows: [],
};
export const MAYBE_OFF: UsageDigest = {
  ...NOTHING_SEEN,
  used: null,
  sees: SEEN.sees.map((sight) => ({ ...sight, state: 'silent' })),
};
export const UNREAD: UsageDigest = {
  ...NOTHING_SEEN,
  used: null,
  sees: SEEN.sees.map((sight) => ({ ...sight, state: 'unread' })),
  unread: [`${PROJECT}: HTTP 403 PERMISSION_DENIED: no`],
};

const APPROVED = tryCase();
const REFUSED = tryCase({
  evidence: evidence({ pull: pull({ number: 43, author: PEOPLE.dave, reviews: [] }) }),
});

export const decided = ({
  evidence: facts,
  decision: { verdict, reasons, results, approvals },
}: Judged): Pick<Draft, 'decision'> => ({
  decision: { verdict, reasons, results, approvals, evidence: facts },
});

/** A record about a grant at an instant, with the facts of its whole access. */
export function about(given: Grant, kind: Draft['kind'], at: string, change: Partial<Draft> = {}): Draft {
  return draft({
    kind,
    at,
    pull: given.pull,
    grant: given,
    request: named(given.pull),
    bindings: given.access.map(({ resource, role }) => fact(role, resource)),
    ...change,
  });
}

export const ALICES = grant();
export const ERINS = grant({
  pull: 44,
  requester: { id: 1005, login: 'erin' },
  principal: 'user:erin@acme.example',
  access: [
    { resource: PAYMENTS, role: VIEWER },
    { resource: PROJECT, role: LOGIN },
  ],
  window: { start: '2026-11-24T03:00:00Z', end: '2026-11-24T05:00:00Z' },
  approvedBy: ['bob', 'carol'],
});
/** Somebody took the condition off: the access stood until it was noticed. */
export const LOST = grant({ pull: 45, window: { start: '2026-11-24T06:00:00Z', end: '2026-11-24T07:00:00Z' } });
export const OPEN_ONE = grant({ pull: 46, window: { start: '2026-11-24T08:00:00Z', end: '2026-11-24T09:00:00Z' } });
const strayBefore = bindingOf(grant({ pull: 47 }));

export const NIGHT: readonly LedgerRecord[] = numbered([
  GENESIS,
  about(ALICES, 'activated', '2026-11-24T02:19:00Z', {
    ...decided(APPROVED),
    bindings: [{ ...fact(), after: [bindingOf(ALICES)] }],
  }),
  draft({
    kind: 'refused',
    at: '2026-11-24T02:20:00Z',
    pull: 43,
    request: named(43),
    reasons: REFUSED.decision.reasons,
    ...decided(REFUSED),
  }),
  about(ERINS, 'intent', '2026-11-24T03:01:00Z'),
  about(ERINS, 'activated', '2026-11-24T03:02:00Z'),
  about(ERINS, 'revoked', '2026-11-24T03:30:00Z', {
    reasons: [{ code: 'request-deleted', sentence: 'the request was deleted by #50 (merged by bob)' }],
  }),
  about(ALICES, 'ended', '2026-11-24T04:29:00Z', {
    bindings: [{ ...fact(), before: [bindingOf(ALICES)] }],
    reasons: [{ code: 'ended', sentence: `its window ended at ${END}` }],
  }),
  about(ALICES, 'used', '2026-11-24T04:40:00Z', { bindings: [], usage: SEEN }),
  about(LOST, 'activated', '2026-11-24T06:01:00Z'),
  about(LOST, 'altered', '2026-11-24T07:20:00Z', {
    reasons: [{ code: 'condition-lost', sentence: 'the access was made permanent' }],
  }),
  about(OPEN_ONE, 'activated', '2026-11-24T08:01:00Z'),
  draft({
    kind: 'unexplained',
    at: '2026-11-24T08:05:00Z',
    pull: 47,
    bindings: [{ ...fact(), before: [strayBefore] }],
    reasons: [{ code: 'unexplained', sentence: 'no approved request stands behind it' }],
  }),
]);

/** The night with one more record, or several. */
export function nightAnd(...drafts: readonly Draft[]): readonly LedgerRecord[] {
  return numbered([...NIGHT, ...drafts]);
}
