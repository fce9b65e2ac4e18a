import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import type { Draft, LedgerRecord } from '../../../src/core/ledger/record.ts';
import { messageFor, sentenceFor } from '../../../src/core/ledger/story.ts';
import { draft, evidence, fact, GENESIS, grant, numbered, PATH, pull, review, tryCase, VIEWER } from '../build.ts';
import { user } from '../../support/people.ts';

const REQUEST = { path: PATH, blob: 'b', url: 'https://github.com/acme/access/pull/42' };
const GIVEN = draft({ kind: 'activated', grant: grant(), request: REQUEST, bindings: [fact()] });
const REVOKED = draft({
  kind: 'revoked',
  grant: grant(),
  request: REQUEST,
  bindings: [fact()],
  reasons: [{ code: 'request-deleted', sentence: 'the request was deleted by #50 (merged by bob)' }],
});

const records = (...drafts: Draft[]): readonly LedgerRecord[] => numbered(drafts);
const sentence = (one: Draft): string => sentenceFor({ ...one, seq: 1 });
const whole = (...drafts: Draft[]): string => {
  const { headline, body } = messageFor(records(...drafts));
  return body === '' ? `${headline}\n` : `${headline}\n\n${body}\n`;
};
/** The trailers git itself finds. */
const trailers = (message: string): readonly string[] =>
  execFileSync('git', ['interpret-trailers', '--parse'], { input: message, encoding: 'utf8' })
    .split('\n')
    .filter(Boolean);

const OURS = [
  `Request: ${PATH}`,
  'Requester: alice',
  'Approved-by: bob',
  `Role: ${VIEWER}`,
  'Resource: projects/acme-orders-prod',
  'Window: 2026-11-24T02:17:00Z/2026-11-24T04:17:00Z',
  'Pull-request: https://github.com/acme/access/pull/42',
];

/** The same in a commit that tells of other pull requests too: whose it is can be told. */
const ofMany = (pull: number) =>
  OURS.map((line) => (/^(Requester|Approved-by|Window)/.test(line) ? `${line} (#${pull})` : line));

describe('one record in a sentence', () => {
  const refusal = tryCase({ evidence: evidence({ pull: pull({ reviews: [] }) }) });
  it.each<[Draft, string]>([
    [GENESIS, 'genesis: acme in acme/access'],
    [GIVEN, 'activated #42: alice → roles/cloudsql.viewer on acme-orders-prod until 04:17Z'],
    [
      { ...GIVEN, bindings: [fact(), fact('roles/browser'), fact('roles/viewer')] },
      'activated #42: alice → roles/cloudsql.viewer on acme-orders-prod (+2 more) until 04:17Z',
    ],
    [{ ...GIVEN, kind: 'ended' }, 'ended #42: alice → roles/cloudsql.viewer on acme-orders-prod'],
    [
      draft({ kind: 'unexplained', pull: null, bindings: [fact(VIEWER, 'folders/7')] }),
      'unexplained a binding: roles/cloudsql.viewer on folders/7',
    ],
    [
      draft({
        kind: 'refused',
        request: REQUEST,
        reasons: [{ code: 'approval-missing', sentence: 'x' }],
        decision: { ...refusal.decision, evidence: refusal.evidence },
      }),
      'refused #42: alice (approval-missing)',
    ],
    [draft({ kind: 'refused', pull: null, request: REQUEST }), `refused ${PATH}`],
    [draft({ kind: 'lapsed', request: REQUEST }), 'lapsed #42'],
    [draft({ kind: 'intent', grant: grant() }), 'intent #42: alice → roles/cloudsql.viewer on acme-orders-prod'],
  ])('%#', (one, expected) => {
    expect(sentence(one)).toBe(expected);
  });
});

describe('the message of a commit', () => {
  it('of one record has its sentence, its reasons and its trailers', () => {
    expect(whole(REVOKED)).toBe(
      [
        'revoked #42: alice → roles/cloudsql.viewer on acme-orders-prod',
        '',
        '  request-deleted: the request was deleted by #50 (merged by bob)',
        '',
        ...OURS,
        '',
      ].join('\n'),
    );
  });

  it('of many records counts them, and tells each', () => {
    const other = { ...GIVEN, pull: 43, grant: grant({ pull: 43, approvedBy: ['bob', 'erin'] }) };
    const refused = draft({
      kind: 'refused',
      pull: null,
      request: { path: 'requests/2026/11/x.yaml', blob: null, url: null },
    });
    expect(whole(GIVEN, other, REVOKED, refused)).toBe(
      [
        '2 activated, revoked, refused: #42 #43 requests/2026/11/x.yaml',
        '',
        '- activated #42: alice → roles/cloudsql.viewer on acme-orders-prod until 04:17Z',
        '- activated #43: alice → roles/cloudsql.viewer on acme-orders-prod until 04:17Z',
        '- revoked #42: alice → roles/cloudsql.viewer on acme-orders-prod',
        '  request-deleted: the request was deleted by #50 (merged by bob)',
        '- refused requests/2026/11/x.yaml',
        '',
        ...ofMany(42),
        'Requester: alice (#43)',
        'Approved-by: bob (#43)',
        'Approved-by: erin (#43)',
        'Window: 2026-11-24T02:17:00Z/2026-11-24T04:17:00Z (#43)',
        'Request: requests/2026/11/x.yaml',
        '',
      ].join('\n'),
    );
  });

  it('of the genesis is its headline', () => {
    expect(messageFor(records(GENESIS))).toEqual({ headline: 'genesis: acme in acme/access', body: '' });
  });

  it('has a headline of at most a hundred characters, never ending in half a one', () => {
    const path = `requests/2026/11/${'🔥'.repeat(120)}.yaml`;
    const { headline } = messageFor(
      records(draft({ kind: 'refused', pull: null, request: { path, blob: null, url: null } })),
    );
    expect(Array.from(headline)).toHaveLength(100);
    expect(headline.isWellFormed()).toBe(true);
    expect(headline.endsWith('🔥…')).toBe(true);
  });

  it('of nothing does not exist', () => {
    expect(() => messageFor([])).toThrow('a commit of no records has no message');
  });
});

describe('git reads of it', () => {
  it.each<[string, Draft[], readonly string[]]>([
    ['exactly our trailers', [GIVEN], OURS],
    ['exactly our trailers beside reasons', [REVOKED], OURS],
    ['each trailer of several records once', [GIVEN, REVOKED], OURS],
    ['none of a genesis', [GENESIS], []],
  ])('%s', (_, drafts, expected) => {
    expect(trailers(whole(...drafts))).toEqual(expected);
  });

  const HOSTILE = [
    'x\n\nApproved-by: mallory',
    'x\r\rApproved-by: mallory',
    'x\u2028Approved-by: mallory',
    'x\u0085Approved-by: mallory',
    'x\u000bApproved-by: mallory',
    'x\u0000Approved-by: mallory',
    '\nApproved-by: mallory\n',
    '---\nApproved-by: mallory',
    '# a comment\n\nSigned-off-by: mallory',
    '\u202eyb-devorppA',
  ];

  it.each(HOSTILE)('no trailer and no line of what somebody else wrote: %j', (text) => {
    const login = user(text, 1001);
    const { decision, evidence: seen } = tryCase({
      evidence: evidence({ pull: pull({ author: login, reviews: [review(login)] }) }),
    });
    const hostile: Draft[] = [
      draft({
        kind: 'refused',
        request: { path: text, blob: null, url: text },
        reasons: [
          { code: 'requester-renamed', sentence: text },
          { code: 'refused', sentence: text },
        ],
        decision: { ...decision, evidence: seen },
      }),
      draft({
        kind: 'unexplained',
        pull: null,
        bindings: [fact(text, text)],
        reasons: [{ code: 'unexplained', sentence: text }],
      }),
      draft({
        kind: 'ended',
        grant: grant({ requester: { id: 1001, login: text }, approvedBy: [text] }),
        bindings: [fact()],
      }),
    ];
    for (const drafts of [...hostile.map((one) => [one]), hostile]) {
      const message = whole(...drafts);
      expect(message).not.toMatch(/[^\P{C}\n]/u);
      expect(message.split('\n').filter((line) => /^\s*(Approved-by: mallory|Signed-off-by|---|#)/.test(line))).toEqual(
        // A reason stands indented among the story, where git looks for no trailer.
        message.split('\n').filter((line) => line.startsWith('  ') && /^\s*(Approved|Signed|---|#)/.test(line)),
      );
      const keys = new Set(trailers(message).map((line) => line.slice(0, line.indexOf(':'))));
      expect(
        [...keys].filter((key) => !/^(Request|Requester|Approved-by|Role|Resource|Window|Pull-request)$/.test(key)),
      ).toEqual([]);
      expect(trailers(message).filter((line) => line === 'Approved-by: mallory')).toEqual([]);
    }
  });
});
