import { describe, expect, it } from 'vitest';
import { judgeChange } from '../../../src/core/acceptance/judge-change.ts';
import { beginVerification, type Brought, type Report } from '../../../src/core/verify/verification.ts';
import type { GivenPin } from '../../../src/core/verify/beginning.ts';
import { encodeProof, verifyProof } from '../../../src/core/verify/proof.ts';
import type { Replay } from '../../../src/core/verify/requests.ts';
import { pinFor, pinText } from '../../../src/core/ledger/pin.ts';
import { lineOf, type Draft, type LedgerRecord, type RecordKind } from '../../../src/core/ledger/record.ts';
import { shardPath, allLines } from '../../../src/core/ledger/shard.ts';
import { verifyLedger } from '../ledger/on-paper.ts';
import { leafHash } from '../../../src/core/ledger/merkle.ts';
import { isShardPath } from '../../../src/core/verify/notes.ts';
import { bindingOf, draft, END, evidence, fact, grant, START, tryCase, VIEWER, PROJECT } from '../build.ts';
import { filesOf, genesisOf, signingKey, writeLedger, type Written } from '../ledger/build-signed.ts';

const pair = signingKey();
const SHARD = shardPath(0);
const judged = tryCase();
const { verdict, reasons, approvals } = judged.decision;
const decision = { verdict, reasons, results: [], approvals, evidence: judged.evidence };
const binding = bindingOf(grant());
const came = { ...fact(), after: [binding] };
const went = { ...fact(), before: [binding] };
const of = (kind: RecordKind, at: string, change: Partial<Draft> = {}) =>
  draft({ kind, at, grant: grant(), bindings: [fact()], ...change });
const two = of('activated', '2026-11-24T02:19:00Z', { bindings: [came, { ...came, role: 'roles/viewer' }] });
const LATER = '2026-11-24T04:40:00Z';
const intent = of('intent', '2026-11-24T02:18:30Z', { decision });
const activated = of('activated', '2026-11-24T02:19:00Z', { bindings: [came] });
const ended = of('ended', '2026-11-24T04:18:00Z', { bindings: [went] });
const GOOD = [intent, activated, ended];
const seen = { used: null, calls: 0, denied: 0, more: 0, first: null, last: null, rows: [], sees: [], unread: [] };
const used = draft({ kind: 'used', at: LATER, grant: grant(), usage: { ...seen, window: { start: START, end: END } } });
const quarantine = { ids: [1006], login: null, principals: [], by: 'bob', why: 'seen' };
const aside = draft({ kind: 'quarantined', at: LATER, pull: null, quarantine });
const released = (record: number) => draft({ kind: 'released', at: LATER, pull: null, release: { record, why: 'so' } });
const denied = (record: number) =>
  draft({ kind: 'deny-policies', at: LATER, pull: null, deny: { record, policies: [] } });

const agree: Replay = () => ({ verdict, codes: reasons.map(({ code }) => code) });
const ledgerOf = (drafts: readonly Draft[]) =>
  writeLedger([[{ ...genesisOf([pair]), at: START }], ...drafts.map((one) => [one])], [pair]);
const whole = await ledgerOf(GOOD);
const note = (written: Written) => written.files.get('audit/checkpoint') ?? '';

/** The pin of a ledger, in a clone with the documents of its first record. */
const pinOf = (written: Written, more: Partial<GivenPin> = {}): GivenPin => {
  const line = allLines(filesOf(written).filter(({ path }) => isShardPath(path)))[0] ?? '';
  const { policies = {} } = (JSON.parse(line) as LedgerRecord).genesis ?? {};
  const file = { is: 'there', text: pinText(pinFor(line)) } as const;
  return { from: 'the pin', file, documentsAt: () => Promise.resolve({ isOnLine: true, policies }), ...more };
};

async function report(written: Written, brought: Partial<Brought> = {}): Promise<Report> {
  const files = filesOf(written);
  const verification = beginVerification(
    files.filter(({ path }) => !isShardPath(path)),
    {
      keys: [pair.key],
      anchors: undefined,
      kept: [{ where: 'kept', text: note(written) }],
      auditLog: [{ where: 'log', text: LOG }],
      history: { commits: [], sizes: new Map() },
      pin: pinOf(written),
      replay: agree,
      replayChange: judgeChange,
      version: '0.1.0',
      ...brought,
    },
  );
  for (const { path, text } of files.filter(({ path }) => isShardPath(path))) verification.shard({ where: path, text });
  return verification.end(written.files.get('audit/open.json'), (shas) => Promise.resolve(new Set(shas)));
}

const entry = (timestamp: string, action: string, change: object = {}) => ({
  insertId: `${action}-${timestamp}`,
  timestamp,
  resource: { type: 'project', labels: { project_id: 'acme-orders-prod' } },
  protoPayload: {
    methodName: 'SetIamPolicy',
    resourceName: 'projects/123456',
    serviceData: {
      policyDelta: {
        bindingDeltas: [
          { action, role: VIEWER, member: 'user:alice@acme.example', condition: binding.condition },
          { action, role: 'roles/viewer', member: 'group:everybody@acme.example' },
        ],
      },
    },
    ...change,
  },
});
const BEFORE = { timestamp: '2026-11-24T00:00:00Z' };
const AFTER = { timestamp: '2026-11-25T00:00:00Z' };
const ADD = entry('2026-11-24T02:18:50.123456Z', 'ADD');
const REMOVE = entry('2026-11-24T04:17:55Z', 'REMOVE');
const lines = (...entries: readonly object[]) => entries.map((one) => JSON.stringify(one)).join('\n');
const LOG = lines(BEFORE, ADD, REMOVE, AFTER);

const stepOf = (of: Report, name: string) => of.steps.find(({ step }) => step === name);
const codes = (of: Report, name: string) => stepOf(of, name)?.findings.map(({ code }) => code) ?? [];

/** All but git's, which test/edge walks over a real repository. */
const isButHistory = (of: Report) => of.steps.filter(({ step }) => step !== 'git history').map(({ is }) => is);

describe('a verification', () => {
  it('is ok where everything was brought and nothing is wrong', async () => {
    expect(new Set(isButHistory(await report(whole)))).toEqual(new Set(['ok']));
  });

  it.each<[string, Partial<Brought>, string, string]>([
    ['no key', { keys: [] }, 'signatures', 'the genesis alone names these keys, so pin yours: --key VKEY'],
    ['no anchor', { kept: undefined }, 'kept elsewhere', 'add --anchors FILE or --checkpoint FILE'],
    [
      'an anchor older than the end',
      { kept: [{ where: 'kept', text: whole.files.get('audit/checkpoints/2.note') ?? '' }] },
      'kept elsewhere',
      'the newest covers 2 of 4 records',
    ],
    ['no audit log', { auditLog: undefined }, 'audit log', 'add --audit-log FILE'],
    [
      'an audit log that is none',
      { auditLog: [{ where: 'log', text: 'no' }] },
      'audit log',
      'neither a JSON array nor',
    ],
    ['an empty audit log', { auditLog: [{ where: 'log', text: '[]' }] }, 'audit log', 'no entries'],
    ['no pin', { pin: pinOf(whole, { file: { is: 'absent' } }) }, 'pin', 'the default branch has no'],
    ['no default branch', { pin: { unread: 'fetch it' } }, 'pin', 'fetch it'],
    [
      'no commit of the first documents',
      { pin: pinOf(whole, { documentsAt: () => Promise.resolve(undefined) }) },
      'pin',
      'its documents are not compared',
    ],
    ['no history', { history: { unread: 'no clone' } }, 'git history', 'no clone'],
    ['no way to judge again', { replay: () => 'not replayable' }, 'requests', 'this build cannot replay the others'],
    [
      'an anchor of another ledger alone',
      { kept: undefined, anchors: [{ where: 'a', text: note(whole).replaceAll('700100', '700101') }] },
      'kept elsewhere',
      '1 anchor ignored',
    ],
  ])('with %s says what is not checked, and is never ok', async (_, brought, name, why) => {
    const found = await report(whole, brought);
    expect(found.is).not.toBe('ok');
    expect(stepOf(found, name)).toMatchObject({ is: 'not checked', said: expect.stringContaining(why) as string });
  });

  it.each<[string, string, Partial<GivenPin>]>([
    ['pins another record', 'pin-mismatch', { file: { is: 'there', text: `1 ${'ab'.repeat(32)}\n` } }],
    ['is malformed', 'pin-invalid', { file: { is: 'there', text: '1\n' } }],
    ['was removed', 'pin-removed', { file: { is: 'gone' } }],
    [
      'has a commit off its line',
      'genesis-differs',
      { documentsAt: () => Promise.resolve({ isOnLine: false, policies: {} }) },
    ],
    [
      'never had the first documents',
      'genesis-differs',
      { documentsAt: () => Promise.resolve({ isOnLine: true, policies: { 'policies/other.yaml': 'ab' } }) },
    ],
  ])('is broken if the default branch %s', async (_, code, more) => {
    const found = await report(whole, { pin: pinOf(whole, more) });
    expect({ is: found.is, codes: codes(found, 'pin') }).toEqual({ is: 'broken', codes: [code] });
  });

  it('finds by what was kept elsewhere that the end was cut off, or the past rewritten', async () => {
    const kept = { kept: [{ where: 'kept', text: note(whole) }] };
    const anchors = { kept: undefined, anchors: [{ where: 'anchor', text: note(whole) }] };
    const short = await ledgerOf(GOOD.slice(0, 2));
    const other = await ledgerOf([intent, activated, { ...ended, at: '2026-11-24T04:18:01Z' }]);
    for (const brought of [kept, anchors]) {
      expect(codes(await report(short, brought), 'kept elsewhere')).toEqual(['cut-off']);
      expect(codes(await report(other, brought), 'kept elsewhere')).toEqual(['rewritten']);
      expect(codes(await report(whole, brought), 'kept elsewhere')).toEqual([]);
    }
  });

  it('says of records that cannot be read that nothing else was checked', async () => {
    const files = new Map([...whole.files].map(([path, text]) => [path, text.replace('"seq":2', '"seq":3')]));
    const found = await report({ ...whole, files });
    expect(found.is).toBe('broken');
    expect(stepOf(found, 'records')?.findings[0]).toMatchObject({ where: 'audit/entries/000000.jsonl:3' });
    expect(found.steps.slice(1).every(({ is }) => is === 'not checked')).toBe(true);
  });

  it.each<[string, object]>([
    ['a decision without evidence', { ...activated, decision: { verdict: 'approved' } }],
    ['evidence that is nothing', { ...activated, decision: { ...decision, evidence: null } }],
    ['no run', { ...of('unexplained', LATER), run: undefined }],
  ])('says of a record with %s which file it is in, whatever else it is', async (_, odd) => {
    const files = new Map(whole.files);
    const record = JSON.parse(JSON.stringify({ ...odd, seq: 4 })) as LedgerRecord;
    files.set(SHARD, `${files.get(SHARD) ?? ''}${lineOf(record)}\n`);
    // Under no checkpoint it counts for nothing; under one it must make sense.
    const unsealed = await report({ ...whole, files });
    expect(codes(unsealed, 'records')).toEqual([]);
    expect(codes(unsealed, 'tree')).toEqual(['checkpoint-behind', 'unsealed']);
    files.set('audit/checkpoints/5.note', note(whole).replace('\n4\n', '\n5\n'));
    const found = await report({ ...whole, files });
    expect(found.is).toBe('broken');
    expect(stepOf(found, 'records')?.findings).toMatchObject([{ code: 'ledger-invalid', where: SHARD }]);
    const paper = { files: [...files].map(([path, text]) => ({ path, text })), keys: [], kept: [] };
    expect(verifyLedger(paper).findings).toMatchObject([{ code: 'ledger-invalid', where: SHARD }]);
  });
});

describe('the course of a request', () => {
  const denial = { ...decision, verdict: 'denied' as const, reasons: [{ code: 'not-enough', sentence: 'no' }] };
  const refused = draft({ kind: 'refused', at: '2026-11-24T02:19:00Z', decision: denial });
  it.each<[string, readonly Draft[], string | undefined]>([
    ['decided, given, ended', GOOD, undefined],
    [
      'given with its decision, without an intent: that is in the log outside',
      [{ ...activated, decision }, ended],
      undefined,
    ],
    ['still open', [intent, activated], undefined],
    ['refused', [refused], undefined],
    ['given without a decision', [activated], 'out-of-order'],
    ['given after it was refused', [refused, activated], 'out-of-order'],
    ['given on a denial', [{ ...activated, decision: denial }], 'out-of-order'],
    ['given twice', [intent, activated, activated], 'out-of-order'],
    [
      'given again after its end',
      [intent, activated, ended, { ...activated, grant: undefined } as unknown as Draft],
      'out-of-order',
    ],
    ['intended after it was given', [{ ...activated, decision }, of('intent', '2026-11-24T02:20:00Z')], 'out-of-order'],
    ['ended twice', [...GOOD, ended], 'out-of-order'],
    ['removed before it was given', [intent, of('removed', '2026-11-24T02:20:00Z')], 'out-of-order'],
    ['decided twice', [intent, { ...activated, decision }], 'out-of-order'],
    [
      'given for longer than was decided',
      [intent, { ...activated, grant: grant({ window: { start: START, end: '2026-11-24T05:17:00Z' } }) }],
      'out-of-order',
    ],
    ['used once it has ended', [...GOOD, used], undefined],
    ['used while it is active', [intent, activated, used], 'out-of-order'],
    ['used while one of its bindings is active', [intent, two, ended, used], 'out-of-order'],
    ['used although nothing of it is on record', [used], 'out-of-order'],
    ['used twice', [...GOOD, used, used], 'out-of-order'],
    ['quarantined, and what became of it', [aside, denied(1), released(1)], undefined],
    ['released of a quarantine that is later', [released(2), aside], 'out-of-order'],
    ['released of a record that is no quarantine', [...GOOD, released(1)], 'out-of-order'],
    ['denied by a record that is no quarantine', [aside, denied(0)], 'out-of-order'],
    ['given before its window', [{ ...intent, at: '2026-11-24T02:16:59Z' }], 'out-of-window'],
    ['given at the end of its window', [intent, { ...activated, at: END }], 'out-of-window'],
    ['ended before its end', [intent, activated, { ...ended, at: '2026-11-24T04:16:59Z' }], 'out-of-window'],
  ])('%s', async (_, drafts, code) => {
    const clean = drafts.map((one) => JSON.parse(JSON.stringify(one)) as Draft);
    const replay: Replay = ({ pull }) => (pull === null ? 'not replayable' : { verdict, codes: [] });
    const found = codes(await report(await ledgerOf(clean), { replay }), 'requests').filter(
      (one) => one !== 'decision-differs',
    );
    expect(found).toEqual(code === undefined ? [] : [code]);
  });

  it('a decision that its evidence does not bear is broken; where another version took it, it is said', async () => {
    const differs: Replay = () => ({ verdict: 'denied', codes: ['merged-late'] });
    const found = stepOf(await report(whole, { replay: differs }), 'requests');
    expect(found).toMatchObject({ is: 'broken', findings: [{ code: 'decision-differs', where: 'record 1' }] });
    expect(stepOf(await report(whole, { replay: differs, version: '0.2.0' }), 'requests')).toMatchObject({
      is: 'not checked',
    });
  });

  const decided = (by: readonly string[]) =>
    ledgerOf([
      of('refused', '2026-11-24T02:18:30Z', {
        decision: { ...decision, verdict: 'denied', reasons: by.map((code) => ({ code, sentence: 'as then' })) },
      }),
    ]);

  it.each<readonly [how: string, then: readonly string[], now: readonly string[], is: 'ok' | 'broken']>([
    ['codes of reviews in place of approval-missing', ['approval-stale', 'approval-late'], ['approval-missing'], 'ok'],
    [
      'requester-not-eligible of a bot',
      ['requester-not-a-person', 'requester-not-eligible'],
      ['requester-not-a-person'],
      'ok',
    ],
    ['codes of reviews, and another verdict now', ['approval-stale'], ['requester-unknown'], 'broken'],
    ['requester-not-eligible of a person', ['requester-not-eligible', 'fork'], ['fork'], 'broken'],
  ])('of an early version with %s is compared by its judgement', async (_, then, now, is) => {
    const found = stepOf(
      await report(await decided(then), { replay: () => ({ verdict: 'denied', codes: now }) }),
      'requests',
    );
    const differs = found?.findings.filter(({ code }) => code === 'decision-differs') ?? [];
    expect(differs.map(({ weight }) => weight)).toEqual(is === 'ok' ? [] : ['broken']);
  });

  it('is judged again from the very evidence on record', async () => {
    const seen: unknown[] = [];
    await report(whole, { replay: (given) => (seen.push(given), agree(given)) });
    expect(seen).toEqual([JSON.parse(JSON.stringify(evidence({ pull: judged.evidence.pull })))]);
  });
});

describe('Google’s audit log', () => {
  const found = async (...entries: readonly object[]) =>
    codes(await report(whole, { auditLog: [{ where: 'log', text: lines(...entries) }] }), 'audit log');
  it.each<[string, readonly object[], readonly string[]]>([
    ['agrees', [BEFORE, ADD, REMOVE, AFTER], []],
    [
      'has a grant of ours that no record tells',
      [BEFORE, ADD, REMOVE, entry('2026-11-24T04:25:00Z', 'ADD'), AFTER],
      ['omitted'],
    ],
    [
      'has a removal before anything was on record',
      [BEFORE, entry('2026-11-01T04:25:00Z', 'REMOVE'), ADD, REMOVE, AFTER],
      ['omitted'],
    ],
    ['lacks what a record says was given', [BEFORE, REMOVE, AFTER], ['unexplained-change']],
    ['lacks what a record says was taken away', [BEFORE, ADD, AFTER], ['unexplained-change']],
    ['ends before a record, and so says nothing of it', [BEFORE, ADD, { timestamp: '2026-11-24T04:00:00Z' }], []],
    [
      'has a write that failed',
      [BEFORE, ADD, REMOVE, entry('2026-11-24T03:25:00Z', 'ADD', { status: { code: 7 } }), AFTER],
      [],
    ],
    ['tells the same entry twice', [BEFORE, ADD, ADD, REMOVE, AFTER], []],
  ])('%s', async (_, entries, expected) => {
    expect(await found(...entries)).toEqual(expected);
    const asArray = await report(whole, { auditLog: [{ where: 'log', text: JSON.stringify(entries) }] });
    expect(codes(asArray, 'audit log')).toEqual(expected);
  });

  it('may be ahead of the ledger, which is not yet an omission', async () => {
    const ahead = lines(BEFORE, ADD, REMOVE, entry('2026-11-25T00:00:00Z', 'ADD'), {
      timestamp: '2026-11-26T00:00:00Z',
    });
    const step = stepOf(await report(whole, { auditLog: [{ where: 'log', text: ahead }] }), 'audit log');
    expect(step).toMatchObject({ is: 'not checked', findings: [{ code: 'omitted', weight: 'incomplete' }] });
  });

  it('names a project by its number or its id; records have the id', () => {
    expect(JSON.parse(LOG.split('\n')[1] ?? '')).toMatchObject({ protoPayload: { resourceName: 'projects/123456' } });
    expect(PROJECT).toBe('projects/acme-orders-prod');
  });
});

describe('a proof of one record', () => {
  const all = allLines(filesOf(whole).filter(({ path }) => isShardPath(path)));
  const leaves = all.map((line) => leafHash(line));
  const proofs = all.map((line, index) => encodeProof(line, index, leaves, note(whole)));

  it('is checked with nothing but itself and a key', () => {
    for (const [index, proof] of proofs.entries())
      expect(verifyProof(proof, [pair.key])).toMatchObject({ index, line: all[index], signers: [pair.written] });
  });

  it('says nothing by another key, or about another record', () => {
    const [proof = ''] = proofs;
    expect(verifyProof(proof, [signingKey().key])).toMatchObject({
      invalid: expect.stringContaining('no key given with --key signed the checkpoint in the proof') as string,
    });
    for (const [index, other] of proofs.entries()) {
      const extra = other.split('\n')[1] ?? '';
      const swapped = proofs.map((one) => one.split('\n').with(1, extra).join('\n'));
      for (const [at, one] of swapped.entries())
        if (at !== index) expect(verifyProof(one, [])).toHaveProperty('invalid');
    }
  });

  it('bears no changed byte, but in the name of a key nobody knows', () => {
    const bytes = Buffer.from(proofs[1] ?? '');
    for (let at = 0; at < bytes.length; at += 1) {
      const spoilt = Buffer.from(bytes);
      spoilt[at] = (spoilt[at] ?? 0) ^ 1;
      expect(verifyProof(spoilt.toString('utf8'), [pair.key]), `byte ${at}`).toHaveProperty('invalid');
    }
  });
});
