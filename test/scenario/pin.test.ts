import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { PIN_PATH, pinFor, pinText } from '../../src/core/ledger/pin.ts';
import type { DoctorReport } from '../../src/core/gate/doctor.ts';
import { lineOf, type LedgerRecord } from '../../src/core/ledger/record.ts';
import { exitStatusOf } from '../../src/core/message.ts';
import type { ReconcileReport } from '../../src/core/report/report.ts';
import { connectGitHub } from '../../src/edge/github/client.ts';
import { evidenceReader } from '../../src/edge/github/evidence.ts';
import { repositoryReader } from '../../src/edge/github/repository.ts';
import { ledgerBranch } from '../../src/edge/ledger.ts';
import { EXIT } from '../../src/failure.ts';
import { checkPull } from '../../src/flow/check.ts';
import { filesOf, signingKey, writeLedger, type Pair } from '../core/ledger/build-signed.ts';
import { SAMPLE_ORGANIZATION } from '../support/samples.ts';
import { blocksIn, noticesIn } from '../support/messages.ts';
import { withClone } from './audit.ts';
import { asAuditor } from './auditor.ts';
import { marked } from './cloud.ts';
import { openLaptop } from './laptop.ts';
import { openStage, type Stage } from './stage.ts';
import { approved, auditOf, bindingsOf, changePolicies } from './steps.ts';

/* A person who has the App's key writes everything on `audit`, and cannot change the pin on the default branch. */

const UNSIGNED = SAMPLE_ORGANIZATION.replace(/\nledger:\n(?: .*\n)+/, '\n');
const HOURS = 3600;

const heldBy = async (stage: Stage, pull: number) => marked(await bindingsOf(stage), pull).length;
const codesOf = ({ messages }: ReconcileReport) => messages.map(({ code }) => code);

/** Replaces the branch by a ledger that begins anew, with every document as it is, and a key of the forger. */
async function replaceLedger(stage: Stage, keys: readonly Pair[]): Promise<void> {
  const { github, env } = stage.sandbox;
  const { records } = await auditOf(stage);
  const [first] = records;
  if (first === undefined) throw new Error('the ledger has no record');
  const { repository } = await stage.world().repository.overview();
  const genesis = first.genesis && { ...first.genesis, commit: repository.head };
  const forged: LedgerRecord = { ...first, ...(genesis === undefined ? {} : { genesis }) };
  const named = keys.length === 0 ? { ...forged, keys: [] } : { ...forged, keys: keys.map(({ written }) => written) };
  const files = filesOf(await writeLedger([[named]], keys));
  await withClone(github.gitUrl(env['GITHUB_TOKEN']), 'audit', async (folder, git) => {
    await git('checkout', '--quiet', '--orphan', 'fresh');
    await git('rm', '--quiet', '-r', '--force', '.');
    for (const { path, text } of files) {
      await mkdir(dirname(join(folder, path)), { recursive: true });
      await writeFile(join(folder, path), text);
    }
    await git('add', '.');
    const app = ['-c', 'user.name=app', '-c', 'user.email=app@acme.example'];
    await git(...app, 'commit', '--quiet', '--message', 'genesis');
    await git('push', '--quiet', '--force', 'origin', 'fresh:audit');
  });
}

/** Nothing is granted, the run fails loudly with this code, and expired access still ends. */
async function expectDistrust(stage: Stage, code: string, next: string, live?: number): Promise<void> {
  const pull = await approved(stage, 'meanwhile');
  const report = await stage.reconcile();
  expect(codesOf(report)).toContain(code);
  expect(blocksIn(report).join('\n')).toContain(next);
  expect(exitStatusOf(report.messages)).toBe(EXIT.outside);
  expect(report.records).toEqual([]);
  await expectFound(stage, code);
  expect(await heldBy(stage, pull)).toBe(0);
  if (live === undefined) return;
  expect(await heldBy(stage, live)).toBeGreaterThan(0);
  await stage.pass(8 * HOURS);
  await stage.reconcile();
  expect(await heldBy(stage, live)).toBe(0);
}

/** Doctor names the fault of the pin by the same code. A missing branch has none of its own. */
async function expectFound(stage: Stage, code: string): Promise<void> {
  const laptop = await openLaptop(stage, { login: 'dave', credentials: {} });
  const { status, stdout } = await laptop.pullcord('doctor', '--json');
  await laptop.close();
  const own = code === 'ledger-missing' ? 'pin-mismatch' : code;
  expect({ status, found: roomsIn(stdout) }).toMatchObject({
    status: EXIT.no,
    found: [{ code: own, severity: 'weak' }],
  });
}

/** Doctor's findings on the pin. */
function roomsIn(json: string): readonly { readonly code: string; readonly severity: string }[] {
  const { rooms } = JSON.parse(json) as DoctorReport;
  return rooms.find(({ heading }) => heading === 'the pin of the ledger')?.findings ?? [];
}

describe('a ledger with another beginning', () => {
  it.each([
    ['without a key, where the organization names none', { 'policies/organization.yaml': UNSIGNED }, []],
    ['with a key of its own', {}, [signingKey()]],
  ])('%s grants nothing, and expired access still ends', async (_, documents, keys) => {
    const stage = await openStage({ documents });
    const live = await approved(stage, 'before');
    await stage.reconcile();
    await replaceLedger(stage, keys);
    await expectDistrust(stage, 'pin-mismatch', 'somebody replaced the branch audit', live);
  });

  it('is begun by nobody while the default branch pins one, although the branch is deleted', async () => {
    const stage = await openStage();
    const live = await approved(stage, 'before');
    await stage.reconcile();
    const { github, env } = stage.sandbox;
    await withClone(github.gitUrl(env['GITHUB_TOKEN']), 'audit', async (_, git) => {
      await git('push', '--quiet', 'origin', ':audit');
    });
    await expectDistrust(stage, 'ledger-missing', 'git push origin origin/audit:refs/heads/audit', live);
    const laptop = await openLaptop(stage, { login: 'acme-admin', credentials: {} });
    const begun = await laptop.pullcord('init', '--ledger');
    await laptop.close();
    expect(begun).toMatchObject({ status: EXIT.no, stderr: expect.stringContaining('begins only once') as string });
  });
});

describe('the check of a pull request that changes the pin', () => {
  it('shows reviewers the first documents and keys, and fails if another ledger is named', async () => {
    const stage = await openStage({ sandbox: { pinned: false } });
    const [first] = (await auditOf(stage)).records;
    if (first === undefined) throw new Error('the ledger has no record');
    const checked = async (branch: string, text: string) => {
      const dave = stage.person('dave');
      await dave.commit(branch, PIN_PATH, text);
      const { apiUrl } = stage.sandbox.github;
      const github = connectGitHub({ token: stage.sandbox.tokens['dave'] ?? '', apiUrl, userAgent: 'test' });
      const name = { owner: 'acme', name: 'access' };
      const reader = { ...repositoryReader(github, name), ...evidenceReader(github, name) };
      const ports = { ...reader, time: github.time, ledger: ledgerBranch(github, name) };
      return checkPull(ports, await dave.open(branch));
    };
    const right = await checked('right', pinText(pinFor(lineOf(first))));
    expect({ passed: right.passed, codes: right.messages.map(({ code }) => code) }).toMatchObject({
      passed: true,
      codes: expect.arrayContaining(['pin-changed']) as string[],
    });
    const said = right.messages.map(({ sentence }) => sentence).join('\n');
    for (const fact of [...Object.entries(first.genesis?.policies ?? {}).flat(), ...(first.keys ?? [])])
      expect(said).toContain(fact);
    const wrong = await checked('wrong', `1 ${'ab'.repeat(32)}\n`);
    expect({ passed: wrong.passed, codes: wrong.messages.map(({ code }) => code) }).toMatchObject({
      passed: false,
      codes: expect.arrayContaining(['pin-mismatch']) as string[],
    });
  });
});

describe('a clone of a replaced ledger', () => {
  it('verifies as broken, and gives no answer about the past', async () => {
    const stage = await openStage({ documents: { 'policies/organization.yaml': UNSIGNED } });
    await approved(stage, 'before');
    await stage.reconcile();
    await asAuditor(stage, async ({ verify, pullcord }) => {
      expect((await verify()).stands.pin).toBe('ok');
      expect((await pullcord('audit', 'break-glass')).status).toBe(0);
    });
    await replaceLedger(stage, []);
    await asAuditor(stage, async ({ verify, pullcord }) => {
      const { status, stands, found } = await verify();
      expect({ status, pin: stands.pin }).toEqual({ status: EXIT.no, pin: 'broken' });
      expect(found.join()).toContain('pin-mismatch');
      for (const command of [
        ['audit', 'break-glass'],
        ['export', '--format', 'csv'],
      ])
        expect(await pullcord(...command)).toMatchObject({ status: EXIT.outside, stdout: '' });
    });
  });
});

describe('a pin that is wrong', () => {
  it.each([
    ['names another record', `1 ${'ab'.repeat(32)}\n`, 'pin-mismatch'],
    ['is no pin', 'the ledger\n', 'pin-invalid'],
    ['names a later generation', `2 ${'ab'.repeat(32)}\n`, 'pin-invalid'],
  ])('and %s stops grants, until the file is restored', async (_, text, code) => {
    const stage = await openStage();
    const { pin } = await stage.world().repository.overview();
    await changePolicies(stage, 'edit', PIN_PATH, text);
    await expectDistrust(stage, code, 'file');
    await changePolicies(stage, 'mend', PIN_PATH, pin.is === 'there' ? (pin.text ?? '') : '');
    const report = await stage.reconcile();
    expect(blocksIn(report)).toEqual([]);
    expect(report.records.map(({ kind }) => kind)).toContain('activated');
  });

  it('because somebody removed it stops grants, and does not count as never pinned', async () => {
    const stage = await openStage();
    const dave = stage.person('dave');
    await dave.commit('remove', PIN_PATH, undefined);
    const pull = await dave.open('remove');
    await stage.person('carol').approve(pull);
    await dave.merge(pull);
    await expectDistrust(stage, 'pin-removed', `git log -p -- ${PIN_PATH}`);
  });
});

describe('a ledger without a pin', () => {
  it('grants as before, says so in each run, and is pinned by a merged file', async () => {
    const stage = await openStage({ sandbox: { pinned: false } });
    const pull = await approved(stage, 'first');
    const report = await stage.reconcile();
    expect(await heldBy(stage, pull)).toBeGreaterThan(0);
    expect(noticesIn(report).join('\n')).toContain('the ledger is not pinned');
    const laptop = await openLaptop(stage, { login: 'dave', credentials: {} });
    const roomOf = async () => roomsIn((await laptop.pullcord('doctor', '--json')).stdout);
    expect(await roomOf()).toMatchObject([{ code: 'ledger-unpinned', severity: 'weak' }]);
    const { status, stdout } = await laptop.pullcord('init', '--pin');
    const text = await readFile(join(laptop.folder, PIN_PATH), 'utf8');
    const { genesis, keys = [] } = (await auditOf(stage)).records[0] ?? {};
    expect({ status, stdout }).toEqual({ status: 0, stdout: expect.stringContaining(text) as string });
    for (const fact of [genesis?.commit, ...Object.entries(genesis?.policies ?? {}).flat(), ...keys])
      expect(stdout).toContain(fact);
    await changePolicies(stage, 'pin', PIN_PATH, text);
    expect(await roomOf()).toEqual([]);
    expect(codesOf(await stage.reconcile())).not.toContain('ledger-unpinned');
    expect(await laptop.pullcord('init', '--pin')).toMatchObject({
      status: 0,
      stderr: expect.stringContaining('pins this ledger already') as string,
    });
    await laptop.close();
  });

  it('is not pinned if the default branch never had its first documents', async () => {
    const stage = await openStage({
      documents: { 'policies/organization.yaml': UNSIGNED },
      sandbox: { pinned: false },
    });
    await changePolicies(stage, 'later', 'policies/organization.yaml', `${UNSIGNED}\n# later\n`);
    const { records } = await auditOf(stage);
    await replaceLedger(stage, []);
    expect((await auditOf(stage)).records[0]?.genesis?.commit).not.toBe(records[0]?.genesis?.commit);
    const laptop = await openLaptop(stage, { login: 'dave', credentials: {} });
    const found = await laptop.pullcord('init', '--pin');
    expect(found).toMatchObject({
      status: EXIT.no,
      stderr: expect.stringContaining('record 0 has policies/') as string,
    });
    await laptop.close();
  });
});
