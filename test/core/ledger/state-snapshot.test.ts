import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Draft } from '../../../src/core/ledger/record.ts';
import { compact } from '../../../src/core/ledger/compact.ts';
import { indexRecords, toIndex, isSilent } from '../../../src/core/ledger/ledger-index.ts';
import { foldRecords, foldLedger } from '../../../src/core/ledger/fold.ts';
import { EMPTY_STATE, type LedgerState } from '../../../src/core/ledger/ledger-state.ts';
import { encodeSnapshot, parseSnapshot } from '../../../src/core/ledger/state-snapshot.ts';
import type { ReviewRecord } from '../../../src/core/review/review.ts';
import { EMPTY_TREE, rootAt, type TreeHead } from '../../../src/core/ledger/tree-head.ts';
import { extend } from '../../../src/core/ledger/extend.ts';
import { parseLedger, type Shard } from '../../../src/core/ledger/shard.ts';
import { draft, fact, FOREIGN, GENESIS, grant, numbered, PROJECT, tryCase, VIEWER } from '../build.ts';

const DAY = 86_400_000;
const at = (day: number) => `${new Date(Date.parse('2026-11-24T00:00:00Z') + day * DAY).toISOString().slice(0, 19)}Z`;
const path = (day: number, pull: number) => `requests/${at(day).slice(0, 7).replace('-', '/')}/r${pull}.yaml`;

function event(kind: Draft['kind'], pull: number, day: number, begun = day): Draft {
  const given = grant({ pull, path: path(begun, pull), window: { start: at(begun), end: at(begun + 0.25) } });
  const request = { path: given.path, blob: `blob-${pull}`, url: given.url };
  if (kind === 'refused') return draft({ kind, pull, at: at(day), request });
  return draft({ kind, pull, at: at(day), request, grant: given, bindings: [{ ...fact(VIEWER), before: [FOREIGN] }] });
}

/** Some months of grants, most of them over by the next day. */
function history(days: number, open = 90, each = 3): readonly Draft[] {
  return Array.from({ length: days }, (_, day) =>
    Array.from({ length: each }, (__, index) => {
      const pull = day * each + index + 1;
      if (index === 2) return [event('refused', pull, day)];
      return pull % open === 1
        ? [event('activated', pull, day)]
        : [event('activated', pull, day), event('ended', pull, day + 0.5, day)];
    }).flat(),
  ).flat();
}

/** The maps of a state as plain ones, however they lie. */
const plain = (state: LedgerState): LedgerState => ({
  ...state,
  byPull: new Map(state.byPull),
  strayPaths: new Map(state.strayPaths),
  unexplained: new Map(state.unexplained),
});
const stateAfter = (drafts: readonly Draft[]): LedgerState => foldRecords(EMPTY_STATE, numbered([GENESIS, ...drafts]));

describe('what is forgotten', () => {
  it('is nothing of a grant that is open, however old', () => {
    const state = stateAfter([event('activated', 7, 0)]);
    expect(compact(state, at(400)).byPull.get(7)).toEqual(state.byPull.get(7));
  });

  it('is nothing of a closed one within eight days after its window', () => {
    const state = stateAfter([event('activated', 7, 0), event('removed', 7, 0.1, 0)]);
    expect(compact(state, at(8)).byPull.get(7)).toEqual(state.byPull.get(7));
  });

  it('is then all but path, blob and fate, for as long as files of its month are looked at', () => {
    const state = stateAfter([event('activated', 7, 0), event('removed', 7, 0.1, 0), event('refused', 8, 0)]);
    const kept = compact(state, at(60)).byPull;
    expect(kept.get(7)).toMatchObject({ path: path(0, 7), blob: 'blob-7', fate: 'granted', grant: undefined });
    expect(kept.get(8)).toMatchObject({ path: path(0, 8), blob: 'blob-8', fate: 'refused' });
    expect([...compact(state, at(130)).byPull.keys()]).toEqual([]);
  });

  it('keeps the closed ones of a month that has an open one, as its files are looked at', () => {
    const state = stateAfter([event('activated', 7, 0), event('ended', 7, 1, 0), event('activated', 9, 0)]);
    expect([...compact(state, at(200)).byPull.keys()]).toEqual([7, 9]);
  });

  it('is a refused path when files of its month are no longer looked at, and an unexplained binding after a day', () => {
    const stray = { ...event('refused', 1, 0), pull: null };
    const taken = draft({ kind: 'unexplained', pull: null, at: at(0), bindings: [fact()] });
    const state = stateAfter([stray, taken]);
    const { strayPaths, unexplained } = plain(state);
    expect(compact(state, at(0.9))).toMatchObject({ strayPaths, unexplained });
    expect(compact(state, at(60)).strayPaths).toEqual(strayPaths);
    expect(compact(state, at(2)).unexplained.size).toBe(0);
    expect(compact(state, at(130)).strayPaths.size).toBe(0);
  });
});

const glass = (pull: number) =>
  grant({
    ...{ pull, path: path(0, pull), window: { start: at(0), end: at(0.25) } },
    breakGlass: { from: [], within: 86_400 },
  });
const ofGlass = (kind: Draft['kind'], day: number, change: Partial<Draft> = {}): Draft =>
  draft({
    ...{ kind, pull: 7, at: at(day), grant: glass(7) },
    ...{ request: { path: path(0, 7), blob: 'blob-7', url: glass(7).url }, ...change },
  });
const broken = [
  ofGlass('activated', 0, { bindings: [fact(VIEWER)] }),
  ofGlass('ended', 0.25, { bindings: [fact(VIEWER)] }),
];
const REVIEW: ReviewRecord = {
  by: { id: 1003, login: 'carol' },
  verdict: 'justified',
  sentence: '',
  at: at(1),
  how: 'review',
  evidence: {
    id: 'r1',
    url: 'https://github.com/acme/access/pull/7#r1',
    as: ['team:security'],
    permission: 'write',
    secondFactor: true,
    gathered: at(1),
  },
};

describe('what broken glass owes', () => {
  const decidedOn = (state: LedgerState, day: number) => toIndex(state).overdueReviewsOf([1001], at(day));

  it('outlives everything else while it is owed, and while it is overdue', () => {
    const owed = compact(stateAfter(broken), at(400));
    expect(owed.byPull.get(7)).toEqual(stateAfter(broken).byPull.get(7));
    expect(decidedOn(owed, 400)).toBeNull();
    const overdue = compact(stateAfter([...broken, ofGlass('review-overdue', 2)]), at(400));
    expect(decidedOn(overdue, 400)).toEqual([7]);
    expect(overdue.byPull.get(7)?.grant).toEqual(glass(7));
  });

  it('is forgotten with the rest once it is reviewed, but for where: an issue answers for one pull request', () => {
    const reviewed = stateAfter([...broken, ofGlass('reviewed', 1, { review: REVIEW })]);
    expect(compact(reviewed, at(60)).byPull.get(7)?.review).toMatchObject({
      state: 'reviewed',
      url: REVIEW.evidence.url,
    });
    expect(decidedOn(compact(reviewed, at(60)), 60)).toEqual([]);
    expect(compact(reviewed, at(130)).byPull.size).toBe(0);
  });
});

describe('what else outlives a file', () => {
  const { evidence: facts, decision } = tryCase();
  const { reasons, results, approvals } = decision;
  const decided = { decision: { verdict: 'approved' as const, reasons, results, approvals, evidence: facts } };

  it('is the head commit, used once, for as long as files of its month are looked at', () => {
    const state = stateAfter([{ ...event('removed', 42, 0), ...decided }]);
    expect(state.byPull.get(42)).toMatchObject({ head: facts.pull?.head.sha, approvers: [1002] });
    expect(compact(state, at(60)).byPull.get(42)).toMatchObject({ head: facts.pull?.head.sha, approvers: [] });
  });

  it('is a grant some of which was never given, as it may yet be', () => {
    const half = { ...event('ended', 7, 0), bindings: [] };
    expect(compact(stateAfter([half]), at(400)).byPull.get(7)).toEqual(stateAfter([half]).byPull.get(7));
  });

  it('is every quarantine for ever, with what became of it', () => {
    const quarantine = {
      ids: [1006],
      login: 'mallory',
      principals: ['user:mallory@acme.example'],
      by: 'bob',
      why: 'x',
    };
    const deny = (is: 'placed' | 'removed') => ({ record: 1, policies: [{ resource: PROJECT, policy: 'p', is }] });
    const about = (kind: Draft['kind'], day: number, change: Partial<Draft>) =>
      draft({ kind, pull: null, at: at(day), ...change });
    const state = stateAfter([
      about('quarantined', 0, { quarantine }),
      about('deny-policies', 0, { deny: deny('placed') }),
      about('released', 1, { release: { record: 1, why: 'cleared' } }),
      about('deny-policies', 1, { deny: deny('removed') }),
    ]);
    const kept = compact(state, at(4000)).quarantines;
    expect(kept).toMatchObject([{ ...quarantine, record: 1, releaseRecorded: true, deny: deny('removed').policies }]);
    expect(kept[0]?.deny).toHaveLength(1);
  });

  it('is drift for two days, without the evidence of a decision', () => {
    const state = stateAfter([{ ...event('altered', 42, 0), ...decided }]);
    expect(state.drift).toHaveLength(1);
    expect(state.drift[0]).not.toHaveProperty('decision');
    expect(compact(state, at(2)).drift).toEqual(state.drift);
    expect(compact(state, at(2.1)).drift).toEqual([]);
  });

  it('all of it is in audit/open.json', () => {
    const quarantine = { ids: [1006], login: null, principals: [], by: 'bob', why: 'x' };
    const state = stateAfter([
      ...broken,
      { ...event('altered', 42, 0), ...decided },
      draft({ kind: 'quarantined', pull: null, quarantine }),
    ]);
    const read = parseSnapshot(encodeSnapshot({ range: { size: 0, hashes: [] }, state }));
    if ('invalid' in read) return expect.fail(read.invalid);
    expect(plain(read.state)).toEqual(plain(state));
    expect(read.state.quarantines).toHaveLength(1);
    expect(read.state.drift).toHaveLength(1);
    expect(read.state.byPull.get(7)?.review?.state).toBe('owed');
  });
});

describe('audit/open.json', () => {
  it('is read back as the state it was written from', () => {
    const state = stateAfter([...history(20), draft({ kind: 'unexplained', pull: null, bindings: [fact()] })]);
    const text = encodeSnapshot({ range: { size: 0, hashes: [] }, state });
    const read = parseSnapshot(text);
    if ('invalid' in read) return expect.fail(read.invalid);
    expect(plain(read.state)).toEqual(plain(state));
    expect(encodeSnapshot(read)).toBe(text);
  });

  it('is none with anything missing, added or out of place', () => {
    const text = encodeSnapshot({ range: { size: 0, hashes: [] }, state: stateAfter(history(2)) });
    for (const [from, to] of [
      ['"format":2', '"format":3'],
      ['"format":2', '"format":1'],
      ['"accepted":[{', '"accepted":[{"blob":1,"other":'],
      ['"judged":[{', '"judged":[{"commit":7},{'],
      ['"documents":{', '"document":{'],
      ['"size":0', '"size":3'],
      ['"accounts":[', '"accounts":[null,'],
      ['"fate":"granted"', '"fate":"given"'],
      ['{"accounts"', '{ "accounts"'],
      ['}\n', '}'],
    ] as const) {
      expect(text).toContain(from);
      expect(parseSnapshot(text.replace(from, to)), to).toHaveProperty('invalid');
    }
  });

  it('has only the documents of the start in format 1, which was written before verdicts were', () => {
    const state = stateAfter(history(2));
    const text = encodeSnapshot({ range: { size: 0, hashes: [] }, state }, 1);
    expect(text).not.toContain('"documents"');
    const read = parseSnapshot(text);
    if ('invalid' in read) return expect.fail(read.invalid);
    expect(plain(read.state)).toEqual(plain(state));
    expect(encodeSnapshot(read, 1)).toBe(text);
  });

  it('is what follows from the records, and everything after it is as if the whole had been folded', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 90, max: 120 }),
        fc.array(fc.integer({ min: 1, max: 120 }), { minLength: 1, maxLength: 8 }),
        (days, cuts) => {
          const drafts = [GENESIS, ...history(days)];
          let tip: TreeHead = EMPTY_TREE;
          const files = new Map<string, string>();
          for (let first = 0, turn = 0; first < drafts.length; turn += 1) {
            const some = drafts.slice(first, first + (cuts[turn % cuts.length] ?? 1));
            const done = extend(tip, some);
            for (const file of done.files) files.set(file.path, file.text);
            tip = done.tree;
            first += some.length;
          }
          const shards: Shard[] = [...files]
            .filter(([name]) => name.endsWith('.jsonl'))
            .map(([name, text]) => ({ path: name, text }));
          const parsed = parseLedger(shards);
          if ('invalid' in parsed) return expect.fail(parsed.invalid);
          const whole = foldLedger(parsed.records, shards, files.get('audit/open.json'));
          expect(whole.doubt).toBeUndefined();
          expect({ ...whole.head, state: plain(whole.head.state) }).toEqual({ ...tip, state: plain(tip.state) });
          expect(new Map(indexRecords(parsed.records).byPull)).toEqual(new Map(tip.state.byPull));
          expect(rootAt(whole.head, tip.size)).toEqual(rootAt(tip, tip.size));
          // Whoever reads only the end knows the same.
          const read = parseSnapshot(files.get('audit/open.json') ?? '');
          if ('invalid' in read) return expect.fail(read.invalid);
          expect(plain(foldRecords(read.state, parsed.records.slice(read.range.size)))).toEqual(plain(tip.state));
        },
      ),
      { numRuns: 6 },
    );
  });

  it('stays small: of months of grants, those of the last files looked at', () => {
    const state = stateAfter(history(365, 10_000));
    expect(state.byPull.size).toBeLessThan(3 * 190);
    const open = [...state.byPull.values()].filter(({ grant: given }) => given !== undefined);
    expect(open.length).toBeLessThan(3 * 190);
  });

  it('names another file when a record before it says something else', () => {
    const { tree: tip } = extend(EMPTY_TREE, [GENESIS, ...history(60)].slice(0, 256));
    const digest = (changed: TreeHead) => extend(changed, [draft()]).records[0]?.open;
    const account = [...tip.state.byPull.values()][0];
    if (account === undefined) return expect.fail('no account');
    const without = { ...tip, state: { ...tip.state, byPull: new Map([...tip.state.byPull].slice(1)) } };
    expect(digest(tip)).toMatch(/^[0-9a-f]{64}$/);
    expect(digest(without)).not.toBe(digest(tip));
  });
});

it('silence is a day without any record, a late run allowed for', () => {
  const accounts = indexRecords(numbered([GENESIS, draft({ at: at(0) })]));
  expect(isSilent(accounts, at(22.9 / 24))).toBe(false);
  expect(isSilent(accounts, at(23 / 24))).toBe(true);
});
