import { describe, expect, it } from 'vitest';
import {
  ACTIVITY_LOG,
  callsOf,
  dataAccess,
  DATA_ACCESS_LOG,
  digestOf,
  windowLookedAt,
  type Sighting,
} from '../../../src/core/audit/usage.ts';
import { usageInWords } from '../../../src/core/audit/usage-words.ts';
import { lineOf } from '../../../src/core/ledger/record.ts';
import { isRecord } from '../../../src/core/ledger/record-guard.ts';
import { draft, END, PROJECT, START } from '../build.ts';
import { MAYBE_OFF, NOTHING_SEEN, SEEN, UNREAD } from './night.ts';

const WINDOW = { start: START, end: END };

/** An audit entry as Cloud Logging has it. */
function entry(at = '2026-11-24T02:30:00.123456789Z', payload: object = {}, log = 'data_access'): unknown {
  return {
    logName: `${PROJECT}/logs/cloudaudit.googleapis.com%2F${log}`,
    timestamp: at,
    protoPayload: {
      serviceName: 'cloudsql.googleapis.com',
      methodName: 'cloudsql.instances.connect',
      resourceName: `${PROJECT}/instances/orders-db`,
      authorizationInfo: [{ granted: true }],
      status: {},
      ...payload,
    },
  };
}

function sighting(change: Partial<Sighting> = {}): Sighting {
  return { resource: PROJECT, calls: [], dataAccess: true, unread: [], blind: false, ...change };
}

const digest = (change: Partial<Sighting> = {}) => digestOf(WINDOW, [sighting(change)]);

describe('the filter', () => {
  it('selects a person’s calls in both logs by address, within the window and not at its end', () => {
    expect(callsOf('user:alice@acme.example', WINDOW)).toBe(
      `(log_id("${ACTIVITY_LOG}") OR log_id("${DATA_ACCESS_LOG}")) AND protoPayload.authenticationInfo.principalEmail="alice@acme.example" AND timestamp>="${START}" AND timestamp<"${END}"`,
    );
    expect(dataAccess(WINDOW)).toBe(`log_id("${DATA_ACCESS_LOG}") AND timestamp>="${START}" AND timestamp<"${END}"`);
  });

  it('selects who has no address by subject, and leaves no quote open', () => {
    const filter = callsOf('principal://iam.googleapis.com/x/subject/a"b\\c', WINDOW);
    expect(filter).toContain('principalSubject="principal://iam.googleapis.com/x/subject/a\\"b\\\\c" AND');
    expect(filter).not.toContain('principalEmail');
  });
});

describe('what is looked at', () => {
  it.each([
    ['the window, when it was closed after its end', '2026-11-24T04:30:00Z', END],
    ['a little more than an early removal, as IAM takes minutes', '2026-11-24T03:00:00Z', '2026-11-24T03:10:00Z'],
    ['never more than the window', '2026-11-24T04:16:00Z', END],
  ])('is %s', (_, closedAt, end) => {
    expect(windowLookedAt(WINDOW, closedAt)).toEqual({ start: START, end });
  });
});

describe('a digest', () => {
  it('counts calls by method and resource, with the first and the last', () => {
    const other = { methodName: 'cloudsql.instances.get' };
    expect(
      digest({ calls: [entry(), entry('2026-11-24T02:20:00Z'), entry('2026-11-24T02:40:00Z', other)] }),
    ).toMatchObject({
      used: true,
      calls: 3,
      denied: 0,
      first: '2026-11-24T02:20:00Z',
      last: '2026-11-24T02:40:00Z',
      rows: [
        { method: 'cloudsql.instances.connect', calls: 2, denied: 0 },
        { method: 'cloudsql.instances.get', calls: 1, denied: 0 },
      ],
    });
  });

  it.each([
    ['by its status', { status: { code: 7, message: 'no' } }],
    ['by what was authorized', { authorizationInfo: [{ granted: true }, { granted: false }] }],
  ])('counts a call that was denied apart: %s', (_, payload) => {
    const denied = digest({ calls: [entry(START, payload)] });
    expect(denied).toMatchObject({ used: false, calls: 0, denied: 1, rows: [{ calls: 0, denied: 1 }] });
    expect(usageInWords(denied)).toBe('nothing let through, 1 denied, with the data access log on');
  });

  it('takes another failure for a call that was let through', () => {
    expect(digest({ calls: [entry(START, { status: { code: 5 } })] })).toMatchObject({
      used: true,
      calls: 1,
      denied: 0,
    });
  });

  it('says false only where nothing was seen and the log of data access was being written', () => {
    expect(digest()).toMatchObject({
      used: false,
      sees: [{ state: 'silent' }, { log: DATA_ACCESS_LOG, state: 'entries' }],
    });
    expect(digest({ dataAccess: false })).toMatchObject({ used: null, sees: [{}, { state: 'silent' }] });
    expect(digest({ dataAccess: null })).toMatchObject({ used: null, sees: [{}, { state: 'unread' }] });
    expect(digest({ unread: ['more than 5000 calls'] }).used).toBeNull();
    expect(digestOf(WINDOW, [sighting(), sighting({ resource: 'projects/b', dataAccess: false })]).used).toBeNull();
  });

  it('says unread, and why, where nothing could be read', () => {
    const blind = digest({ blind: true, dataAccess: null, unread: [`${PROJECT}: HTTP 403`] });
    expect(blind).toMatchObject({
      used: null,
      sees: [{ state: 'unread' }, { state: 'unread' }],
      unread: [`${PROJECT}: HTTP 403`],
    });
    expect(usageInWords(blind)).toBe(`unread: ${PROJECT}: HTTP 403`);
  });

  it('never takes what is no audit entry for a call, nor for nothing', () => {
    const strange = [
      null,
      'x',
      {},
      { timestamp: 'yesterday', protoPayload: { methodName: 'm' } },
      { timestamp: START },
    ];
    const odd = digest({ calls: strange });
    expect(odd).toMatchObject({ used: null, calls: 0, denied: 0, rows: [] });
    expect(odd.unread).toEqual(["5 entries do not have the form of Google's audit entries"]);
  });

  it('stays short, whatever is in the logs, and can always be recorded', () => {
    const calls = Array.from({ length: 300 }, (_, index) =>
      entry(START, { methodName: `m${index}${'x'.repeat(999)}`, resourceName: `\ud800${'😀'.repeat(300)}` }),
    );
    const long = digest({ calls });
    expect(long.rows).toHaveLength(25);
    expect(long).toMatchObject({ calls: 300, more: 275 });
    const line = lineOf({ ...draft({ kind: 'used', usage: long }), seq: 9 });
    expect(line.length).toBeLessThan(20_000);
    expect(isRecord(JSON.parse(line))).toBe(true);
  });
});

describe('in words', () => {
  it.each([
    [SEEN, '3 calls seen, 1 denied'],
    [{ ...SEEN, calls: 1, denied: 0 }, '1 call seen'],
    [NOTHING_SEEN, 'nothing seen, with the data access log on'],
    [MAYBE_OFF, `nothing seen; the data access log of ${PROJECT} has no entry at all and may be off`],
    [UNREAD, `unread: ${PROJECT}: HTTP 403 PERMISSION_DENIED: no`],
    [
      { ...MAYBE_OFF, unread: ['folders/7: the logs of what lies below it were not read'] },
      'nothing seen, and not everything could be read: folders/7: the logs of what lies below it were not read',
    ],
  ])('%#', (usage, words) => {
    expect(usageInWords(usage)).toBe(words);
    expect(usageInWords(usage)).not.toMatch(/\bunused\b|not used/);
  });
});
