import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { devNull, tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { lineOf } from '../../src/core/ledger/record.ts';
import { grant, START, VIEWER } from '../core/build.ts';
import { about, NIGHT, nightAnd } from '../core/audit/night.ts';

const run = promisify(execFile);
const DAY = ['--from', '2026-11-24T00:00:00Z', '--to', '2026-11-25T00:00:00Z'];

let clone: string;
let head: string;

beforeAll(async () => {
  clone = await mkdtemp(join(tmpdir(), 'pullcord-audit-'));
  await mkdir(join(clone, 'audit/entries'), { recursive: true });
  await writeFile(join(clone, 'audit/entries/000000.jsonl'), NIGHT.map((record) => `${lineOf(record)}\n`).join(''));
  const env = { ...process.env, GIT_CONFIG_NOSYSTEM: '1', GIT_CONFIG_GLOBAL: devNull };
  const git = (...args: string[]) =>
    run('git', ['-C', clone, '-c', 'user.name=acme', '-c', 'user.email=acme@acme.example', ...args], { env });
  await git('init', '-q', '-b', 'audit');
  await git('add', '-A');
  await git('commit', '-qm', 'the night');
  head = (await git('rev-parse', 'HEAD')).stdout.trim();
});

afterAll(() => rm(clone, { recursive: true, force: true }));

interface Session {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the built command line beside the clone, with nothing of this process's environment. */
async function pullcord(...given: readonly (string | Readonly<Record<string, string>>)[]): Promise<Session> {
  const args = given.filter((one) => typeof one === 'string');
  const more = Object.fromEntries(given.flatMap((one) => (typeof one === 'string' ? [] : Object.entries(one))));
  const env = { PATH: process.env['PATH'] ?? '', HOME: clone, ...more };
  return run(process.execPath, [join(inject('dist'), 'cli.js'), ...args], { cwd: clone, env }).then(
    ({ stdout, stderr }) => ({ status: 0, stdout, stderr }),
    (error: unknown) => {
      const { code, stdout, stderr } = error as { code: number; stdout: string; stderr: string };
      return { status: code, stdout, stderr };
    },
  );
}

const lines = ({ stdout }: Session) => stdout.split('\n').filter((line) => line !== '');
const objects = (session: Session) => lines(session).map((line) => JSON.parse(line) as Record<string, unknown>);

describe('pullcord audit', () => {
  it.each([
    ['access', ['--resource', 'acme-orders-prod', ...DAY]],
    ['person', ['alice']],
    ['break-glass', []],
    ['unused', []],
    ['slowest', []],
    ['pull', ['42']],
  ])('%s answers in words', async (question, args) => {
    const { status, stdout, stderr } = await pullcord('audit', question, ...args);
    expect({ status, stderr }).toEqual({
      status: 0,
      stderr: `pullcord: ${NIGHT.length} records from audit at ${head}\n`,
    });
    await expect(stdout).toMatchFileSnapshot(`audit-${question}.txt`);
  });

  it('answers as Markdown, and as one line of data', async () => {
    const { stdout } = await pullcord('audit', 'slowest', '--markdown');
    expect(stdout).toContain(
      '| end to removal | pull | who | policy | window ended | access ended | removed by | how |',
    );
    const data = objects(
      await pullcord('audit', 'access', '--resource', 'projects/acme-payments-prod', ...DAY, '--json'),
    );
    expect(data).toHaveLength(1);
    expect(data[0]).toMatchObject({
      resource: 'projects/acme-payments-prod',
      rows: [{ pull: 44, login: 'erin', id: 1005 }],
    });
  });

  it('tells each row on its own lines in a narrow terminal', async () => {
    const { stdout } = await pullcord('audit', 'slowest', { COLUMNS: '60' });
    expect(stdout).toContain('\n  end to removal  12m\n  pull            #42\n');
    expect(Math.max(...stdout.split('\n').map(({ length }) => length))).toBeLessThanOrEqual(60);
  });

  it('reads a folder that is named, or says what to name', async () => {
    expect((await pullcord('audit', 'pull', '42', clone)).status).toBe(0);
    const { status, stderr } = await pullcord('audit', 'pull', '42', tmpdir());
    expect(status).toBe(2);
    expect(stderr).toMatch(/has neither a branch audit nor audit\/entries/);
  });

  it.each([
    [
      [],
      'a question is missing; type one of these after `pullcord audit`: access, person, break-glass, unused, slowest, pull',
    ],
    [['constructor'], 'there is no question "constructor"; type one of these after `pullcord audit`: access,'],
    [['access', '--resource', 'acme-orders-prod'], 'missing: --from, --to; type `pullcord audit access --resource'],
    [
      ['access', '--resource', 'x y', ...DAY],
      '--resource "x y" is not the name of a resource; write it as projects/acme-orders-prod',
    ],
    [
      ['access', '--resource', 'x', '--from', '2026-02-30T00:00:00Z', '--to', '2026-03-01T00:00:00Z'],
      '--from "2026-02-30T00:00:00Z" is not an instant; write it in UTC, such as 2026-11-24T02:17:00Z',
    ],
    [
      ['access', '--resource', 'x', '--from', DAY[3] ?? '', '--to', DAY[1] ?? ''],
      `--from ${DAY[3] ?? ''} is not before --to ${DAY[1] ?? ''}; give an earlier --from`,
    ],
    [
      ['person'],
      '`audit person` lacks a word; type `pullcord audit person alice`, and then the folder of the clone if it is not this folder',
    ],
    [['pull', 'forty-two'], '"forty-two" is not the number of a pull request'],
    [
      ['unused', 'a', 'b'],
      '`audit unused` has a word too many: b; type `pullcord audit unused`, and then the folder of the clone if it is not this folder',
    ],
    [['unused', '--json', '--markdown'], '--json and --markdown cannot be combined; give one of them'],
  ])('%j is refused before anything is read', async (args, sentence) => {
    const { status, stdout, stderr } = await pullcord('audit', ...args);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toContain(`pullcord: ${sentence}`);
  });

  it.each([
    [['pull', '99'], 'the ledger has no record of #99; the nearest on record are #47, #46, #45.'],
    [
      ['person', 'mallory'],
      'neither the ledger nor policies/ knows "mallory": they know alice, bob, carol, dave, erin',
    ],
    [['person', 'alcie'], 'neither the ledger nor policies/ knows "alcie": did you mean alice?'],
    [['person', '4711'], 'neither the ledger nor policies/ knows "4711": '],
    [
      ['access', '--resource', 'acme-order-prod', ...DAY],
      'neither the ledger nor policies/ knows projects/acme-order-prod: did you mean projects/acme-orders-prod or projects/acme-payments-prod?',
    ],
    [
      ['access', '--resource', 'typo-project', ...DAY],
      'neither the ledger nor policies/ knows projects/typo-project: they know projects/acme-orders-prod, ',
    ],
  ])('%j finds nothing and says so', async (args, sentence) => {
    const { status, stdout, stderr } = await pullcord('audit', ...args);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toContain(sentence);
  });
});

describe('pullcord audit of another folder', () => {
  const ACCOUNT = 'projects/acme-orders-prod/serviceAccounts/deploy@acme-orders-prod.iam.gserviceaccount.com';
  let other: string;

  beforeAll(async () => {
    other = await mkdtemp(join(tmpdir(), 'pullcord-other-'));
    await mkdir(join(other, 'audit/entries'), { recursive: true });
    await mkdir(join(other, 'policies/folder.yaml'), { recursive: true });
    const records = nightAnd(
      about(grant({ pull: 60, access: [{ resource: 'folders/1', role: VIEWER }] }), 'activated', START),
      about(grant({ pull: 61, access: [{ resource: ACCOUNT, role: VIEWER }] }), 'activated', START),
    );
    await writeFile(join(other, 'audit/entries/000000.jsonl'), records.map((record) => `${lineOf(record)}\n`).join(''));
  });

  afterAll(() => rm(other, { recursive: true, force: true }));

  it('answers about a project that only a recorded folder may contain', async () => {
    const args = ['audit', 'access', '--resource', 'acme-new', ...DAY];
    const { status, stdout } = await pullcord(...args, other);
    expect(status).toBe(0);
    expect(stdout).toContain('no grant on record names projects/acme-new from ');
    expect(stdout).toContain('#60 alice: roles/cloudsql.viewer on folders/1 from ');
    expect(stdout).toContain('neither the ledger nor policies/ names projects/acme-new');
    expect(objects(await pullcord(...args, '--json', other))).toMatchObject([
      { resource: 'projects/acme-new', named: false, rows: [], wider: [{ pull: 60, resource: 'folders/1' }] },
    ]);
  });

  it('answers about a project that only a folder of the policies may contain', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'pullcord-folder-'));
    try {
      await cp(join(clone, 'audit'), join(folder, 'audit'), { recursive: true });
      await cp(join(import.meta.dirname, '../../policies'), join(folder, 'policies'), { recursive: true });
      const path = join(folder, 'policies/orders-db-read.yaml');
      const policy = await readFile(path, 'utf8');
      const resource = /resource: (projects\/\S+)/.exec(policy)?.[1] ?? expect.fail('the policy names a project');
      const args = ['audit', 'access', '--resource', 'acme-new', ...DAY];
      expect((await pullcord(...args, folder)).status).toBe(2);
      await writeFile(path, policy.replace(resource, 'folders/1'));
      const { status, stdout } = await pullcord(...args, folder);
      expect(status).toBe(0);
      expect(stdout).toContain('no grant on record names projects/acme-new from ');
      expect((await pullcord('export', '--format', 'csv', '--resource', 'acme-new', folder)).status).toBe(2);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });

  it('names a service account as a resource', async () => {
    const [answer] = objects(await pullcord('audit', 'access', '--resource', ACCOUNT, ...DAY, '--json', other));
    expect(answer).toMatchObject({ resource: ACCOUNT, rows: [{ pull: 61 }] });
    const { status, stdout } = await pullcord('export', '--format', 'csv', '--resource', ACCOUNT, other);
    expect({ status, rows: stdout.split('\r\n').length }).toEqual({ status: 0, rows: 3 });
  });

  it('answers from the ledger although policies/ cannot be read', async () => {
    const { status, stderr } = await pullcord('audit', 'person', 'alice', other);
    expect(status).toBe(0);
    expect(stderr).toContain(
      'pullcord: policies/ cannot be read (EISDIR); only the ledger gives names of people and resources\n',
    );
    expect((await pullcord('export', '--format', 'csv', other)).status).toBe(0);
  });
});

describe('pullcord export', () => {
  it('csv is one row for each grant, with a byte order mark if asked', async () => {
    const plain = await pullcord('export', '--format', 'csv');
    expect(plain.status).toBe(0);
    expect(plain.stdout.startsWith('pull,outcome,')).toBe(true);
    expect(plain.stdout.split('\r\n')).toHaveLength(8);
    expect((await pullcord('export', '--format', 'csv', '--bom')).stdout).toBe(`\uFEFF${plain.stdout}`);
  });

  it('csv takes a person, a resource and a time', async () => {
    const pulls = async (...args: string[]) =>
      (await pullcord('export', '--format', 'csv', ...args)).stdout
        .split('\r\n')
        .slice(1, -1)
        .map((row) => row.split(',')[0]);
    expect(await pulls('--person', '1005')).toEqual(['44']);
    expect(await pulls('--resource', 'acme-payments-prod')).toEqual(['44']);
    expect(await pulls('--since', '2026-11-24T08:01:00Z')).toEqual(['46', '47']);
    expect(await pulls('--until', '2026-11-24T02:17:01Z')).toEqual(['42']);
  });

  it('jsonl is the ledger’s own lines, byte for byte', async () => {
    const session = await pullcord('export', '--format', 'jsonl');
    expect(session.stdout).toBe(await readFile(join(clone, 'audit/entries/000000.jsonl'), 'utf8'));
    expect(objects(await pullcord('export', '--format', 'jsonl', '--person', 'erin')).map(({ seq }) => seq)).toEqual([
      3, 4, 5,
    ]);
  });

  it('ocsf is one event for each role that was given or taken', async () => {
    const events = objects(await pullcord('export', '--format', 'ocsf'));
    expect(events).toHaveLength(10);
    expect(events.every((event) => event['class_uid'] === 3005)).toBe(true);
  });

  it('controls needs no ledger', async () => {
    const { status, stdout, stderr } = await pullcord('export', '--format', 'controls');
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toMatch(/^control,framework,/);
  });

  it.each([
    [[], '--format is missing; type `pullcord export --format csv|changes|jsonl|ocsf|controls`'],
    [['--format', 'xls'], 'there is no format "xls"; type `pullcord export --format csv|changes|jsonl|ocsf|controls`'],
    [
      ['--format', 'jsonl', '--bom'],
      '--bom is only for --format csv or changes, and not for --format jsonl; leave out --bom',
    ],
    [['--format', 'csv', '--since', 'yesterday'], '--since "yesterday" is not an instant'],
    [['--format', 'csv', 'a', 'b'], 'name one folder'],
  ])('%j is refused with what would be right', async (args, sentence) => {
    const { status, stdout, stderr } = await pullcord('export', ...args);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toContain(`pullcord: ${sentence}`);
  });

  it('of a ledger that is not valid tells nothing', async () => {
    const broken = await mkdtemp(join(tmpdir(), 'pullcord-broken-'));
    try {
      await mkdir(join(broken, 'audit/entries'), { recursive: true });
      const text = await readFile(join(clone, 'audit/entries/000000.jsonl'), 'utf8');
      await writeFile(join(broken, 'audit/entries/000000.jsonl'), text.replace('"seq":3', '"seq":4'));
      const { status, stdout, stderr } = await pullcord('export', '--format', 'csv', broken);
      expect({ status, stdout }).toEqual({ status: 3, stdout: '' });
      expect(stderr).toMatch(/is not valid, so it gives no answer: .*; run `pullcord verify`/);
    } finally {
      await rm(broken, { recursive: true, force: true });
    }
  });
});
