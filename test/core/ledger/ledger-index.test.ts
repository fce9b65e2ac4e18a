import { describe, expect, it } from 'vitest';
import type { Draft, RecordKind } from '../../../src/core/ledger/record.ts';
import { hasOpenEntries } from '../../../src/core/ledger/grant-state.ts';
import { indexRecords, isNews, type LedgerIndex } from '../../../src/core/ledger/ledger-index.ts';
import { draft, fact, FOREIGN, GENESIS, grant, numbered, PATH, PROJECT, RUN, VIEWER } from '../build.ts';

const OTHER = 'roles/cloudsql.instanceUser';
const CLOSING = ['ended', 'revoked', 'removed', 'altered', 'lapsed'] as const;
const REQUEST = { path: PATH, blob: 'blob-of-request', url: 'https://github.com/acme/access/pull/42' };

const about = (kind: RecordKind, change: Partial<Draft> = {}): Draft =>
  draft({ kind, request: REQUEST, grant: grant(), bindings: [fact()], ...change });
const decided = (kind: 'refused' | 'lapsed', change: Partial<Draft> = {}): Draft =>
  draft({ kind, request: REQUEST, ...change });
const fold = (...drafts: Draft[]): LedgerIndex => indexRecords(numbered([GENESIS, ...drafts]));
const stateOf = (accounts: LedgerIndex, role = VIEWER): string => accounts.entry(42, PROJECT, role)?.is ?? 'nothing';

describe('what is on record', () => {
  it.each<[string, Draft[], string]>([
    ['nothing', [], 'nothing'],
    ['an intent', [about('intent')], 'intent'],
    ['an intent, then the grant', [about('intent'), about('activated')], 'active'],
    ['a grant whose intent lies outside', [about('activated')], 'active'],
    ['a refusal', [decided('refused')], 'refused'],
    ['a lapse before any decision', [decided('lapsed')], 'closed'],
    ...CLOSING.map((kind): [string, Draft[], string] => [
      `a grant that ${kind}`,
      [about('activated'), about(kind)],
      'closed',
    ]),
    ...CLOSING.map((kind): [string, Draft[], string] => [`${kind} alone`, [about(kind)], 'closed']),
    ['a grant given after it was closed', [about('activated'), about('removed'), about('activated')], 'closed'],
    ['an intent after it was closed', [about('activated'), about('ended'), about('intent')], 'closed'],
    ['an intent after it was given', [about('activated'), about('intent')], 'active'],
    ['something unexplained beside a grant', [about('activated'), about('unexplained')], 'active'],
    ['something unexplained and nothing else', [draft({ kind: 'unexplained', bindings: [fact()] })], 'nothing'],
  ])('after %s', (_, drafts, expected) => {
    expect(stateOf(fold(...drafts))).toBe(expected);
  });

  it('is kept for each role and resource on its own', () => {
    const accounts = fold(about('activated', { bindings: [fact(), fact(OTHER)] }), about('removed'));
    expect([stateOf(accounts), stateOf(accounts, OTHER)]).toEqual(['closed', 'active']);
    expect(accounts.open(PROJECT)).toEqual([{ pull: 42, role: OTHER }]);
    expect(accounts.open('projects/acme-ops')).toEqual([]);
    expect(accounts.entry(43, PROJECT, VIEWER)).toBeUndefined();
  });

  it('keeps who held the role anyway since it was given, also when it is closed', () => {
    const given = about('activated', { bindings: [fact(VIEWER, PROJECT, ['user:alice@acme.example'])] });
    const anyway = (...drafts: Draft[]) => fold(...drafts).entry(42, PROJECT, VIEWER)?.unconditionalBefore;
    expect(anyway(about('intent'), given)).toEqual(['user:alice@acme.example']);
    expect(anyway(given, about('ended'))).toEqual(['user:alice@acme.example']);
  });

  it('has the grant, the request and the time of the last record for each pull request', () => {
    const ended = draft({ kind: 'ended', at: '2026-11-24T04:20:00Z', bindings: [fact()] });
    const account = fold(about('activated'), ended).byPull.get(42);
    expect(account).toMatchObject({
      path: PATH,
      blob: 'blob-of-request',
      fate: 'granted',
      last: '2026-11-24T04:20:00Z',
    });
    expect(account?.grant).toEqual(grant());
  });

  it('may still have bindings as long as one entry is open', () => {
    const open = (...drafts: Draft[]) => {
      const account = fold(...drafts).byPull.get(42);
      return account !== undefined && hasOpenEntries(account);
    };
    expect(open(about('intent'))).toBe(true);
    expect(open(about('activated', { bindings: [fact(), fact(OTHER)] }), about('removed'))).toBe(true);
    expect(open(about('activated'), about('ended'))).toBe(false);
    expect(open(decided('refused'))).toBe(false);
  });

  it('remembers which bytes at a path were refused without a pull request to name', () => {
    const { strayPaths, byPull } = fold(decided('refused', { pull: null }));
    expect([...strayPaths]).toEqual([[PATH, 'blob-of-request']]);
    expect(byPull.size).toBe(0);
  });
});

describe('news', () => {
  const all: readonly Draft[] = [
    about('intent'),
    about('activated'),
    ...CLOSING.map((kind) => about(kind)),
    about('unexplained'),
    decided('refused'),
    decided('lapsed'),
    decided('refused', { pull: null }),
  ];

  it.each(all)('is what is not on record, once: $kind of $pull', (one) => {
    expect(isNews(one, fold())).toBe(true);
    expect(isNews(one, fold(one))).toBe(false);
  });

  it.each<[string, Draft, Draft[], boolean]>([
    ['an intent after the grant', about('intent'), [about('activated')], false],
    ['a grant after its intent', about('activated'), [about('intent')], true],
    ['a grant after it was closed', about('activated'), [about('removed')], false],
    ['an end after another end', about('ended'), [about('revoked')], false],
    ['an end of a grant', about('ended'), [about('activated')], true],
    ['a lapse of an intent', about('lapsed'), [about('intent')], true],
    ['a refusal of what was granted', decided('refused'), [about('activated')], false],
    ['a grant of what was refused', about('activated'), [decided('refused')], false],
    ['an end of what lapsed', about('ended'), [decided('lapsed')], false],
    ['one role more', about('activated', { bindings: [fact(), fact(OTHER)] }), [about('activated')], true],
    [
      'other bytes at a refused path',
      decided('refused', { pull: null, request: { ...REQUEST, blob: 'others' } }),
      [decided('refused', { pull: null })],
      true,
    ],
    ['a genesis', GENESIS, [], true],
  ])('%s', (_, one, before, expected) => {
    expect(isNews(one, fold(...before))).toBe(expected);
  });

  it('is each unexplained binding a run takes away, and again when a later run does', () => {
    const taken = about('unexplained', { bindings: [{ ...fact(), before: [FOREIGN] }] });
    expect(isNews({ ...taken, run: { ...RUN, id: '77002' } }, fold(taken))).toBe(true);
    expect(isNews({ ...taken, run: { ...RUN, attempt: '2' } }, fold(taken))).toBe(true);
    expect(isNews({ ...taken, at: '2026-11-24T02:20:00Z' }, fold(taken))).toBe(true);
    expect(isNews({ ...taken, bindings: [fact()] }, fold(taken))).toBe(true);
    expect(isNews({ ...taken, pull: null }, fold({ ...taken, pull: null }))).toBe(false);
  });
});
