import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import type { Keeping } from './documents.ts';
import { simulateWith } from './run.ts';
import type { Fault, Fate } from './schedule.ts';
import { LEDGER_KEY } from './signer.ts';

/**
 * Every crash point of one representative story (two requests, of one and of three bindings; given, activated, one ended
 * and one revoked by a word, all recorded): a run is killed before and after every call to the outside, alone and in
 * pairs. The calls after a crash are counted on, so that a pair may fall into one run or into two. Single crashes are
 * tried with every way of keeping the ledger, pairs with the longest.
 */
const KILLS: readonly Fault[] = ['crash-before', 'crash-after'];
const KEEPINGS: readonly Keeping[] = [
  { log: true, key: LEDGER_KEY, anchored: false },
  { log: true, key: undefined, anchored: false },
  { log: false, key: LEDGER_KEY, anchored: false },
  { log: false, key: undefined, anchored: false },
];
const STORY = 7;

interface Kill {
  readonly call: number;
  readonly fault: Fault;
}

interface Count {
  single: number;
  double: number;
  readonly failures: string[];
}

/** The calls at which a part of the work kills first. */
interface Share {
  readonly first: number;
  readonly step: number;
  readonly pairs: boolean;
}

// Runs that were killed wait for ever for an answer, so that only leaving ends the process.
if (isMainThread) process.exit(await main());
else parentPort?.postMessage(await tryAll(workerData as Share));

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      singles: { type: 'boolean', default: false },
      cores: { type: 'string', default: String(availableParallelism()) },
    },
  });
  const began = performance.now();
  const step = Math.max(1, Number(values.cores));
  const counts = await Promise.all(
    Array.from({ length: step }, (_, first) => onItsOwnCore({ first, step, pairs: !values.singles })),
  );
  const sum = (pick: (count: Count) => number) => counts.reduce((total, count) => total + pick(count), 0);
  const [single, double] = [sum((count) => count.single), sum((count) => count.double)];
  const failures = counts.flatMap((count) => count.failures);
  for (const failure of failures) console.log(failure);
  const seconds = ((performance.now() - began) / 1000).toFixed(0);
  console.log(`${single} single and ${double} double crash points, ${failures.length} with violations, ${seconds} s`);
  return failures.length > 0 || single === 0 || (double === 0 && !values.singles) ? 1 : 0;
}

function onItsOwnCore(share: Share): Promise<Count> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL(import.meta.url), { workerData: share });
    worker.once('message', (count: Count) => {
      resolve(count);
      void worker.terminate();
    });
    worker.once('error', reject);
  });
}

async function tryAll({ first, step, pairs }: Share): Promise<Count> {
  const count: Count = { single: 0, double: 0, failures: [] };
  for (const keeping of KEEPINGS) {
    const whole = await simulateWith(STORY, keeping, () => undefined);
    if (whole.grants === 0 || whole.revocations === 0 || whole.violations.length > 0)
      throw new Error(`without a crash the story fails: ${whole.violations.join('; ')}`);
    for (let call = first; call < whole.calls; call += step)
      for (const fault of KILLS) {
        const calls = await attempt(keeping, [{ call, fault }], count);
        if (calls === undefined) continue;
        count.single += 1;
        if (pairs && keeping === KEEPINGS[0]) await tryPairs(keeping, { call, fault }, calls, count);
      }
  }
  return count;
}

async function tryPairs(keeping: Keeping, kill: Kill, calls: number, count: Count): Promise<void> {
  for (let call = kill.call + 1; call < calls; call += 1)
    for (const fault of KILLS)
      if ((await attempt(keeping, [kill, { call, fault }], count)) !== undefined) count.double += 1;
}

/** How many calls the story then has under faults; `undefined` if it has no such call to be killed at. */
async function attempt(keeping: Keeping, kills: readonly Kill[], { failures }: Count): Promise<number | undefined> {
  let hit = 0;
  let last = 0;
  const fate: Fate = ({ number }) => {
    last = number + 1;
    const kill = kills.find(({ call }) => call === number);
    if (kill !== undefined) hit += 1;
    return kill?.fault;
  };
  const { violations } = await simulateWith(STORY, keeping, fate);
  if (hit < kills.length) return undefined;
  const where = kills.map(({ call, fault }) => `call ${call} (${fault})`).join(' and ');
  const how = `${keeping.log ? 'with' : 'without'} a log, ${keeping.key === undefined ? 'unsigned' : 'signed'}`;
  if (violations.length > 0) failures.push(`killed at ${where}, ${how}: ${violations.join('; ')}`);
  return last;
}
