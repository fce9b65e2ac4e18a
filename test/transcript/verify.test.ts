import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { devNull, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import type { Binding } from '../../src/core/grant/iam-policy.ts';
import { PIN_PATH, pinFor, pinText } from '../../src/core/ledger/pin.ts';
import type { Draft } from '../../src/core/ledger/record.ts';
import { shardPath } from '../../src/core/ledger/shard.ts';
import {
  bindingOf,
  draft,
  END,
  evidence,
  fact,
  FIRST_DOCUMENTS,
  grant,
  MERGE_COMMIT,
  pull,
  START,
  tryCase,
  VIEWER,
} from '../core/build.ts';
import { genesisOf, signingKey, writeLedger, type Written } from '../core/ledger/build-signed.ts';

/* `pullcord verify` and `pullcord prove`, word for word: docs/verify.md shows these outputs, which test/contract/samples.test.ts compares. */

const run = promisify(execFile);
const pair = signingKey();

let home: string;

beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'pullcord-verify-'));
  const merged = await begin('access');
  const whole = await write(draftsOf(merged));
  await commitLedger('access', whole);
  await begin('cut');
  await commitLedger('cut', await write(draftsOf(merged).slice(0, 2)));
  const entry = { jsonPayload: { note: whole.files.get('audit/checkpoint') } };
  await writeFile(join(home, 'anchors.json'), JSON.stringify([entry]));
  await writeFile(join(home, 'set-iam-policy.json'), JSON.stringify(LOG));
});

afterAll(() => rm(home, { recursive: true, force: true }));

const binding = bindingOf(grant());
const delta = (timestamp: string, action: string) => ({
  timestamp,
  resource: { labels: { project_id: 'acme-orders-prod' } },
  protoPayload: {
    methodName: 'SetIamPolicy',
    serviceData: { policyDelta: { bindingDeltas: [{ action, role: VIEWER, condition: binding.condition }] } },
  },
});
const LOG = [
  { timestamp: START },
  delta('2026-11-24T02:18:50Z', 'ADD'),
  delta('2026-11-24T04:17:55Z', 'REMOVE'),
  { timestamp: '2026-11-24T06:00:00Z' },
];

/** The decision rests on a merge that the clone has. */
function draftsOf(merge: string): readonly Draft[] {
  const { evidence: judged, decision } = tryCase({
    evidence: evidence({ pull: pull({ merge: { ...MERGE_COMMIT, sha: merge } }) }),
  });
  const { verdict, reasons, results, approvals } = decision;
  const first = genesisOf([pair]);
  const of = (kind: Draft['kind'], at: string, before: readonly Binding[], after: readonly Binding[]) =>
    draft({ kind, at, grant: grant(), bindings: [{ ...fact(), before, after }] });
  return [
    { ...first, at: START, ...(first.genesis && { genesis: { ...first.genesis, commit: merge } }) },
    {
      ...of('activated', '2026-11-24T02:19:00Z', [], [binding]),
      decision: { verdict, reasons, results, approvals, evidence: judged },
    },
    of('ended', '2026-11-24T04:18:00Z', [binding], []),
  ];
}

const write = (drafts: readonly Draft[]) =>
  writeLedger(
    drafts.map((one) => [one]),
    [pair],
  );

async function git(folder: string, ...args: readonly string[]): Promise<string> {
  const date = `${END.slice(0, 19)}Z`;
  const env = {
    ...process.env,
    ...{ GIT_CONFIG_NOSYSTEM: '1', GIT_CONFIG_GLOBAL: devNull, GIT_AUTHOR_DATE: date, GIT_COMMITTER_DATE: date },
  };
  const who = ['-c', 'user.name=acme', '-c', 'user.email=acme@acme.example'];
  return (await run('git', [...who, '-C', join(home, folder), ...args], { env })).stdout.trim();
}

/** A repository with one commit on main. @returns its id */
async function begin(folder: string): Promise<string> {
  await mkdir(join(home, folder));
  await git(folder, 'init', '-q', '-b', 'main');
  await writeAll(folder, Object.entries(FIRST_DOCUMENTS));
  await git(folder, 'add', '-A');
  await git(folder, 'commit', '-q', '-m', 'Merge pull request #42');
  return git(folder, 'rev-parse', 'HEAD');
}

async function writeAll(folder: string, files: Iterable<readonly [path: string, text: string]>): Promise<void> {
  for (const [path, text] of files) {
    await mkdir(dirname(join(home, folder, path)), { recursive: true });
    await writeFile(join(home, folder, path), text);
  }
}

/** The default branch pins the ledger, and the branch `audit` has it. */
async function commitLedger(folder: string, { files }: Written): Promise<void> {
  const [beginning = ''] = (files.get(shardPath(0)) ?? '').split('\n');
  await writeAll(folder, [[PIN_PATH, pinText(pinFor(beginning))]]);
  await git(folder, 'add', '-A');
  await git(folder, 'commit', '-qm', 'Pin the ledger');
  await git(folder, 'switch', '-q', '--orphan', 'audit');
  await writeAll(folder, files);
  await git(folder, 'add', '-A');
  await git(folder, 'commit', '-qm', 'the records');
}

async function pullcord(...args: readonly string[]) {
  const env = { PATH: process.env['PATH'] ?? '', HOME: home };
  return run(process.execPath, [join(inject('dist'), 'cli.js'), ...args], { cwd: home, env }).then(
    ({ stdout, stderr }) => ({ status: 0, stdout, stderr }),
    (error: unknown) => {
      const { code, stdout, stderr } = error as { code: number; stdout: string; stderr: string };
      return { status: code, stdout, stderr };
    },
  );
}

const key = ['--key', pair.written];
const all = [...key, '--anchors', 'anchors.json', '--audit-log', 'set-iam-policy.json'];

describe('pullcord verify', () => {
  it.each<[string, number, readonly string[]]>([
    ['ok', 0, ['access', ...all]],
    ['nothing', 2, ['access']],
    ['cut', 1, ['cut', ...all]],
  ])('tells of each step what it found: %s', async (name, status, args) => {
    const ran = await pullcord('verify', ...args);
    expect(ran).toMatchObject({
      status,
      stderr: expect.stringMatching(/^pullcord: verifying audit at [0-9a-f]{40}\n$/) as string,
    });
    await expect(ran.stdout).toMatchFileSnapshot(`verify-${name}.txt`);
  });

  it('checks a proof that prove wrote, and says so where no key was brought', async () => {
    const proof = await pullcord('prove', '1', 'access', '--out', '1.tlog-proof');
    expect(proof).toEqual({ status: 0, stdout: '', stderr: 'pullcord: proof of record 1 written to 1.tlog-proof\n' });
    const good = await pullcord('verify', '--proof', '1.tlog-proof', ...key);
    expect(good.stdout).toMatch(/^ok {11}record 1 is in the ledger pullcord\/acme\/700100 of 3 records\n\{/);
    expect(await pullcord('verify', '--proof', '1.tlog-proof')).toMatchObject({ status: 2 });
    const spoilt = (await readFile(join(home, '1.tlog-proof'), 'utf8')).replace('index 1', 'index 2');
    await writeFile(join(home, 'spoilt'), spoilt);
    expect(await pullcord('verify', '--proof', 'spoilt', ...key)).toMatchObject({ status: 1 });
  });
});
