import { execFileSync, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { CHECKPOINT_PATH } from '../../../src/core/ledger/checkpoint.ts';
import { RECORDS_PER_SHARD } from '../../../src/core/ledger/shard.ts';
import type { Draft } from '../../../src/core/ledger/record.ts';
import type { GrantState } from '../../../src/core/ledger/grant-state.ts';
import type { LedgerState } from '../../../src/core/ledger/ledger-state.ts';
import { SNAPSHOT_PATH } from '../../../src/core/ledger/state-snapshot.ts';
import { verifyLedger } from './on-paper.ts';
import type { Grant } from '../../../src/core/grant/grant.ts';
import type { QuarantineKind } from '../../../src/core/quarantine/fact.ts';
import { addSeconds } from '../../../src/core/time.ts';
import { bindingOf, commit, draft, evidence, fact, grant, pull as pullOf, review, START, VIEWER } from '../build.ts';
import { extend } from '../../../src/core/ledger/extend.ts';
import { genesisOf, signingKey, writeLedger, type Pair, type Written } from './build-signed.ts';
import { PEOPLE } from '../../support/people.ts';

/*
 * The same ledgers, good and damaged, read by ours and by a verifier in another language that was written from FORMAT.md.
 * Where they differ, one of the three is wrong.
 */

const SECOND = join(import.meta.dirname, '../../second-verifier/verify.py');
const LEDGERS = 1000;
const LONG = 12;

const hasPython = spawnSync('python3', ['-c', 'import cryptography'], { stdio: 'ignore' }).status === 0;

/** Numbers below `n`, the same at every run: https://en.wikipedia.org/wiki/Linear_congruential_generator (Numerical Recipes). */
let seed = 20261124;
function below(n: number): number {
  seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
  return Math.floor((seed / 2 ** 32) * n);
}
const oneOf = <T>(list: readonly [T, ...T[]]): T => list[below(list.length)] ?? list[0];

const pairs = [signingKey(), signingKey(), signingKey()] as const;
const [pair, second, stranger] = pairs;
const WORDS = ['orders', 'é', 'e\u0301', '\u007f', '𝒳', '\u2028', '"\\', '\u0000', '10', '9', ''] as const;
const word = () => oneOf(WORDS);

function randomDraft(at: string, index: number): Draft {
  const pull = below(6) === 0 ? null : 1 + below(Math.min(index + 1, 90));
  const month = oneOf(['2026/11', '2026/10', '2026/08', '2026/01']);
  const path = `requests/${month}/${word()}-${pull ?? 0}.yaml`;
  const bindings = Array.from({ length: 1 + below(2) }, () => ({
    ...fact(oneOf([VIEWER, 'roles/viewer']), `projects/${word()}`, below(4) === 0 ? ['group:all@acme.example'] : []),
    before: below(2) === 0 ? [] : [bindingOf(grant({ pull: pull ?? 1 }))],
  }));
  const given = pull === null ? {} : { grant: randomGrant(pull, path, at), ...(below(2) === 0 ? {} : decided()) };
  const request = { path, blob: below(3) === 0 ? null : `blob-${below(9)}`, url: null };
  const kind = oneOf<Draft['kind']>([
    'intent',
    'activated',
    'ended',
    'revoked',
    'removed',
    'altered',
    'unexplained',
    'refused',
    'lapsed',
    'heartbeat',
    'used',
    'reviewed',
    'review-overdue',
    'quarantined',
    'released',
    'deny-policies',
    'policies-changed',
  ]);
  const any = draft({ kind, at, pull, reasons: below(5) === 0 ? [{ code: 'some-reason', sentence: 'it is so' }] : [] });
  if (kind === 'heartbeat') return { ...any, pull: null };
  if (kind === 'policies-changed') return { ...any, change: randomChange(at, index) };
  if (kind === 'quarantined' || kind === 'released' || kind === 'deny-policies')
    return { ...any, pull: null, ...aboutQuarantine(kind, index) };
  if (kind === 'used') return { ...any, ...given, usage: usage(at) };
  if (kind === 'reviewed') return { ...any, ...given, request, review: reviewed(at) };
  if (kind === 'review-overdue') return { ...any, ...given };
  // A quarantine that was refused is of no request.
  if (kind === 'refused') return pull === null && index % 2 === 0 ? any : { ...any, request };
  if (kind === 'lapsed' && below(2) === 0) return { ...any, request };
  return { ...any, bindings, ...(below(3) === 0 ? {} : { request }), ...(below(2) === 0 ? {} : given) };
}

/** A verdict on a few documents, also on one that was removed or is new. */
function randomChange(at: string, index: number): NonNullable<Draft['change']> {
  const documents = Array.from({ length: 1 + below(3) }, () => {
    const path = `policies/${oneOf(['organization', 'orders', word()])}.yaml`;
    const blob = below(4) === 0 ? null : `blob-${below(9)}`;
    const reasons = Array.from({ length: below(3) }, () => ({ code: 'change-mixed', sentence: word() }));
    if (below(2) === 0) return { path, blob, verdict: 'accepted' as const, reasons: [] };
    const contributors = below(3) === 0 ? {} : { contributors: someIds() };
    return { path, blob, verdict: 'not accepted' as const, reasons, ...contributors };
  });
  const pull = below(4) === 0 ? null : pullOf({ number: 7000 + index });
  const evidence = { pull } as unknown as NonNullable<Draft['change']>['evidence'];
  return { commit: `c${index}`, at: addSeconds(at, -60 * below(40_000)), documents, approvedBy: ['carol'], evidence };
}

/** Some of a few accounts, now and then one that is gone. */
const someIds = () => Array.from({ length: below(4) }, () => oneOf([1001, 1002, 1003, 2001, null]));

function randomGrant(pull: number, path: string, at: string): Grant {
  const end = addSeconds(at, 60 * below(9000));
  const access = [VIEWER, 'roles/viewer'].slice(below(2)).map((role) => ({ resource: `projects/${word()}`, role }));
  const owes = below(3) === 0 ? { breakGlass: { from: [], within: 3600 * below(100) } } : {};
  const approvedBy = below(2) === 0 ? [] : ['bob', 'carol'].slice(below(2));
  return grant({ pull, path, window: { start: at, end }, access, approvedBy, ...owes });
}

function decided(): Pick<Draft, 'decision'> {
  const authors = [PEOPLE.alice, PEOPLE.bob, PEOPLE.carol, { ...PEOPLE.carol, id: null }, null] as const;
  const reviews = Array.from({ length: below(5) }, () => review(oneOf(authors)));
  const commits = Array.from({ length: below(3) }, () =>
    commit({ authors: someIds(), committer: oneOf<number | 'github' | null>([1003, 'github', null]) }),
  );
  const pushers = below(3) === 0 ? null : someIds();
  const pull = below(5) === 0 ? null : pullOf({ reviews, commits, pushers, author: oneOf(authors) });
  const given = { ...evidence({ pull }), text: below(4) === 0 ? null : word() };
  return { decision: { verdict: 'approved', reasons: [], results: [], approvals: [], evidence: given } };
}

function aboutQuarantine(kind: QuarantineKind, index: number): Partial<Draft> {
  const record = below(index + 1);
  if (kind === 'released') return { release: { record, why: word() } };
  if (kind === 'quarantined')
    return {
      quarantine: { ids: [1006, 2006], login: oneOf(['mallory', null]), principals: [], by: 'carol', why: word() },
    };
  const policies = Array.from({ length: below(3) }, () => ({
    resource: `projects/${word()}`,
    policy: 'pullcord-1',
    is: oneOf(['placed', 'removed', 'not placed'] as const),
  }));
  return { deny: { record, policies } };
}

function usage(at: string): NonNullable<Draft['usage']> {
  const rows = [{ service: 's', method: word(), resource: word(), calls: below(9), denied: 0 }];
  const sees = [{ resource: 'projects/p', log: 'activity', state: 'entries' as const }];
  return {
    used: oneOf([true, null]),
    window: { start: START, end: at },
    calls: 1,
    denied: 0,
    first: at,
    last: null,
    rows,
    more: 0,
    sees,
    unread: [],
  };
}

function reviewed(at: string): NonNullable<Draft['review']> {
  const about = {
    id: '1',
    url: `https://github.example/${word()}`,
    as: [],
    permission: 'write',
    secondFactor: true,
    gathered: at,
  } as const;
  const by = { id: 1003, login: 'carol' };
  return { by, verdict: oneOf(['justified', 'not justified']), sentence: word(), at, how: 'review', evidence: about };
}

/** Genesis, then batches, some with a change of keys among them. */
async function randomLedger(records: number): Promise<Written> {
  let at = START;
  const pace = records > RECORDS_PER_SHARD ? 20_000 : 3 * 86_400;
  const next = (index: number) => randomDraft((at = addSeconds(at, below(oneOf([60, 3600, pace])))), index);
  const signed = below(6) > 0;
  let written = await writeLedger([[{ ...genesisOf(signed ? [pair] : []), at }]], signed ? [pair] : []);
  let signers = signed ? [pair] : [];
  while (written.tip.size < records) {
    if (signed && below(12) === 0 && signers.length === 1) {
      const keys = [pair.written, second.written];
      written = await writeLedger([[draft({ kind: 'key-rotated', at, pull: null, keys })]], [pair, second], written);
      signers = [pair, second];
    }
    if (below(4) === 0) written = await withStrangersVoided(written, signers, [next(1), next(2)].slice(below(2)));
    const batch = Array.from({ length: 1 + below(records > RECORDS_PER_SHARD ? 40 : 4) }, (_, index) =>
      next(written.tip.size + index),
    );
    written = await writeLedger([batch], signers, written);
  }
  return written;
}

/** Records that somebody appended under no checkpoint, and the heartbeat that voids them; nothing where a file ends among them. */
async function withStrangersVoided(
  written: Written,
  signers: readonly Pair[],
  drafts: readonly Draft[],
): Promise<Written> {
  const { size, state } = written.tip;
  const end = size + drafts.length;
  if (
    size % RECORDS_PER_SHARD === 0 ||
    Math.floor(size / RECORDS_PER_SHARD) < Math.floor((end - 1) / RECORDS_PER_SHARD)
  )
    return written;
  const strangers = extend(written.tip, drafts);
  const files = new Map([...written.files, ...strangers.files.map(({ path, text }) => [path, text] as const)]);
  // Now and then the heartbeat names a number that a checkpoint covered, or one out of its reach.
  const voids = [...strangers.records.map(({ seq }) => seq), ...(below(6) === 0 ? [1 + below(size)] : [])];
  if (strangers.records.length === 0 || voids.includes(strangers.tree.size)) return written;
  const heartbeat = { ...draft({ kind: 'heartbeat', at: drafts[0]?.at ?? START, pull: null }), voids };
  return writeLedger([[heartbeat]], signers, { tip: { ...strangers.tree, state }, files });
}

interface Opened extends Pick<LedgerState, 'quarantines' | 'drift'> {
  readonly accounts: readonly Pick<GrantState, 'approvers' | 'review'>[];
}

interface Case {
  readonly files: Record<string, string>;
  readonly keys: readonly string[];
  readonly kept: readonly { readonly where: string; readonly text: string }[];
}

function damage(files: Map<string, string>, other: Written): void {
  const path = oneOf([...files.keys()] as [string, ...string[]]);
  const text = files.get(path) ?? '';
  const at = below(text.length);
  const lines = text.split('\n');
  const line = below(lines.length - 1);
  const by: readonly [() => void, ...(() => void)[]] = [
    () => files.set(path, `${text.slice(0, at)}${String.fromCharCode(below(128))}${text.slice(at + 1)}`),
    () =>
      files.set(
        path,
        `${text.slice(0, at)}${oneOf([' ', '0', 'é', '\ud800', '\u0301', '-', '.5', 'e1', '\\u0061'])}${text.slice(at)}`,
      ),
    () => files.set(path, text.slice(0, at)),
    () => files.set(path, lines.toSpliced(line, 1).join('\n')),
    () => files.set(path, lines.toSpliced(line, 0, lines[line] ?? '').join('\n')),
    () =>
      files.set(
        path,
        lines
          .with(line, lines[line + 1] ?? '')
          .with(line + 1, lines[line] ?? '')
          .join('\n'),
      ),
    () => files.set(path, text.replace(/"(\w+)":/, '"x$1":')),
    () =>
      files.set(
        path,
        text.replace(/:(?:null|\[\]|\d+)/, oneOf([':1', ':null', ':{}', ':-0', ':1.0', ':9007199254740992', ':true'])),
      ),
    () => files.set(path, text.replace(/("(?:seq|schema|pull)":)\d+/, `$1${below(9)}`)),
    () => void files.delete(path),
    () => files.set(path, other.files.get(path) ?? ''),
    () => files.set(`audit/checkpoints/${below(9)}.note`, files.get(CHECKPOINT_PATH) ?? ''),
    () => files.set(`audit/entries/${oneOf(['000001', '000007', 'x'])}.jsonl`, text),
    () => files.set(path, text.replace(/\n/, '\r\n')),
    () => files.set(path, `\ufeff${text}`),
  ];
  oneOf(by)();
}

describe.skipIf(!hasPython)(
  'a second verifier, in Python, from FORMAT.md alone (needs python3 with cryptography)',
  () => {
    it(`finds of ${LEDGERS} ledgers what ours finds, and the same place first`, async () => {
      const cases: Case[] = [];
      let previous = await randomLedger(4);
      const long = await Promise.all(Array.from({ length: LONG }, () => randomLedger(RECORDS_PER_SHARD + below(400))));
      for (let index = 0; index < LEDGERS; index += 1) {
        const written = long[index] ?? (await randomLedger(1 + below(12)));
        const files = new Map(written.files);
        for (let times = below(3); times > 0; times -= 1) damage(files, previous);
        const keys =
          [[pair.written], [second.written], [stranger.written], [], [pair.written, stranger.written]][below(5)] ?? [];
        const elsewhere = oneOf([written, written, previous]).files.get(CHECKPOINT_PATH) ?? '';
        const kept = below(3) === 0 ? [{ where: 'kept', text: elsewhere }] : [];
        cases.push({ files: Object.fromEntries(files), keys, kept });
        if (index >= LONG) previous = written;
      }
      const ours = cases.map(verdict);
      const input = cases.map((one) => `${JSON.stringify(one)}\n`).join('');
      const answers = execFileSync('python3', [SECOND], { input, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 });
      const theirs = answers
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line) as unknown);
      const differing = ours.flatMap((one, index) =>
        JSON.stringify(one) === JSON.stringify(theirs[index]) ? [] : [{ index, ours: one, theirs: theirs[index] }],
      );
      expect(differing).toEqual([]);
      expect(theirs).toHaveLength(LEDGERS);
      // What audit/open.json can hold is in those it was compared by.
      const opened = long.map(({ files }) => JSON.parse(files.get(SNAPSHOT_PATH) ?? '{}') as Opened);
      const states = new Set(opened.flatMap(({ accounts }) => accounts.map((account) => account.review?.state)));
      expect(states).toEqual(new Set([undefined, 'asked', 'owed', 'overdue', 'reviewed']));
      expect(opened.some(({ accounts }) => accounts.some(({ approvers }) => approvers.length > 1))).toBe(true);
      expect(opened.some(({ accounts }) => accounts.some(({ review }) => (review?.barred.length ?? 0) > 2))).toBe(true);
      expect(opened.some(({ quarantines }) => quarantines.some((one) => one.releaseRecorded))).toBe(true);
      expect(opened.some(({ quarantines }) => quarantines.some(({ deny }) => deny.length > 1))).toBe(true);
      expect(opened.some(({ drift }) => drift.length > 1)).toBe(true);
      // Both kinds are there, and all ways in which a ledger can be wrong.
      const codes = new Set(ours.map(({ code }) => code));
      for (const code of [
        null,
        'ledger-invalid',
        'open-differs',
        'voided',
        'checkpoint-missing',
        'checkpoint-invalid',
        'cut-off',
        'rewritten',
        'not-signed',
        'key-unknown',
        'silence',
      ])
        expect(codes).toContain(code);
    }, 600_000);
  },
);

function verdict({ files, keys, kept }: Case) {
  const known = pairs.filter(({ written }) => keys.includes(written)).map(({ key }) => key);
  const paper = { files: Object.entries(files).map(([path, text]) => ({ path, text })), keys: known, kept };
  const { findings } = verifyLedger(paper);
  const [first] = findings;
  const is = findings.some(({ weight }) => weight === 'broken') ? 'broken' : first === undefined ? 'ok' : 'incomplete';
  return { is, code: first?.code ?? null, where: first?.where ?? null };
}
