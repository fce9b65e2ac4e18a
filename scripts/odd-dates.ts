/**
 * Runs the tests in shuffled order at dates on which a month, a year or a leap day ends. Prints the failed tests. The
 * clock of each test file begins at the date, so that midnight comes while it runs. Debian's libfaketime changes the
 * clock of every process. It does not change the machine's own clock or any timer.
 *
 *     npm run test:dates
 *
 *     npm run test:dates -- test/scenario/overlap.test.ts
 *
 *     npm run test:dates -- --at 2028-02-29T23:59:50Z --seed 7 test/core -t 'part of its name'
 *
 * Exits 1 if a test failed, and 2 without libfaketime.
 */
import { spawnSync } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';

/**
 * Dates shortly before a year, a month, the day before a leap day, and a leap day end. One precedes the schedule's
 * minute 57.
 */
const DATES = [
  '2026-12-31T23:59:50Z',
  '2027-01-31T23:56:50Z',
  '2027-02-28T23:59:30Z',
  '2028-02-28T23:59:50Z',
  '2028-02-29T23:59:57Z',
];
const ROOT = join(import.meta.dirname, '..');

const { values, positionals } = readArguments();
const dates = values.at ?? DATES;
const library = findLibrary();
if (library === undefined) end('libfaketime is missing. Run apt-get install faketime, then npm run test:dates again');
const strange = dates.find((date) => Number.isNaN(Date.parse(date)));
if (strange !== undefined) end(`--at ${strange} is not a date. Write it as ${DATES[0] ?? ''}`);
const seed = Number(values.seed ?? randomInt(1_000_000));
if (!Number.isSafeInteger(seed)) end(`--seed ${values.seed ?? ''} is not a whole number`);

const failed = dates.flatMap((date, index) => runAt(library, date, seed + index));
for (const line of failed) console.error(`!! ${line}`);
console.log(failed.length === 0 ? `no test failed at ${dates.join(', ')}` : `${failed.length} failures`);
process.exitCode = failed.length === 0 ? 0 : 1;

function readArguments() {
  const seeds = { at: { type: 'string', multiple: true }, seed: { type: 'string' } } as const;
  const options = { ...seeds, test: { type: 'string', short: 't' } } as const;
  try {
    return parseArgs({ options, allowPositionals: true });
  } catch (error) {
    return end(error instanceof Error ? error.message : String(error));
  }
}

/** @returns the date, the seed and the name of each test that failed */
function runAt(preload: string, date: string, order: number): readonly string[] {
  console.log(`== ${date}, seed ${order}`);
  const folder = mkdtempSync(join(tmpdir(), 'pullcord-odd-dates-'));
  const json = join(folder, 'tests.json');
  const began = performance.now();
  const { status } = spawnSync(
    process.execPath,
    [
      join(ROOT, 'node_modules/vitest/vitest.mjs'),
      'run',
      '--config=scripts/odd-dates/vitest.config.ts',
      ...['--sequence.shuffle.files', '--sequence.shuffle.tests', `--sequence.seed=${order}`],
      ...['--reporter=dot', '--reporter=json', `--outputFile.json=${json}`],
      ...(values.test === undefined ? [] : ['-t', values.test]),
      ...positionals,
    ],
    { cwd: ROOT, stdio: 'inherit', env: { ...process.env, ...environmentAt(preload, date) } },
  );
  console.log(`== ${((performance.now() - began) / 60_000).toFixed(1)} minutes`);
  const names = existsSync(json) ? failedIn(readFileSync(json, 'utf8')) : [];
  rmSync(folder, { recursive: true });
  const told = status !== 0 && names.length === 0 ? ['the run itself failed. Its output is above'] : names;
  return told.map((name) => `${date}, seed ${order}: ${name}`);
}

/**
 * Timers and the times of files remain the machine's. libfaketime reads the offset again after each test file sets it.
 */
function environmentAt(preload: string, date: string): NodeJS.ProcessEnv {
  const offset = (Date.parse(date) - Date.now()) / 1000;
  return {
    LD_PRELOAD: preload,
    FAKETIME: offset < 0 ? `${offset}` : `+${offset}`,
    FAKETIME_NO_CACHE: '1',
    FAKETIME_DONT_FAKE_MONOTONIC: '1',
    NO_FAKE_STAT: '1',
    TEST_FILES_BEGIN_AT: date,
  };
}

function failedIn(json: string): readonly string[] {
  const { testResults } = JSON.parse(json) as {
    testResults: { name: string; status: string; assertionResults: { fullName: string; status: string }[] }[];
  };
  return testResults.flatMap(({ name, status, assertionResults }) => {
    const file = name.replace(`${ROOT}/`, '');
    const tests = assertionResults.filter((test) => test.status === 'failed');
    if (status === 'failed' && tests.length === 0) return [file];
    return tests.map(({ fullName }) => `${file}: ${fullName}`);
  });
}

/** Debian installs it in a folder named after the machine's architecture. */
function findLibrary(): string | undefined {
  const folders = existsSync('/usr/lib') ? ['.', ...readdirSync('/usr/lib')] : [];
  return folders.map((name) => join('/usr/lib', name, 'faketime/libfaketime.so.1')).find((path) => existsSync(path));
}

function end(why: string): never {
  console.error(why);
  process.exit(2);
}
