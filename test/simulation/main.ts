import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import KEPT from './kept.json' with { type: 'json' };
import { FAULTS, type Fault } from './schedule.ts';
import { EVENTS, simulate, type Outcome } from './run.ts';

/**
 * `npm run simulate -- --seeds N`: N stories, on every core, after those that once found something and are kept for ever
 * in kept.json. Fails if a promise was broken in one, or if a kind of fault or event never happened. `--seed S --story` replays
 * one and tells it.
 */
interface Tally {
  seeds: number;
  calls: number;
  grants: number;
  revocations: number;
  readonly faults: Map<Fault, number>;
  readonly deeds: Map<string, number>;
  readonly failed: Pick<Outcome, 'seed' | 'violations'>[];
}

/** The stories whose seed is `first` and every `step`-th after it. */
interface Share {
  readonly kept: readonly number[];
  readonly first: number;
  readonly step: number;
  readonly end: number;
  /** Stops after so many that fail. */
  readonly enough: number;
}

// Runs that were killed wait for ever for an answer, so that only leaving ends the process.
if (isMainThread) process.exit(await main());
else parentPort?.postMessage(await play(workerData as Share));

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: {
      seeds: { type: 'string', default: '2000' },
      from: { type: 'string', default: '1' },
      seed: { type: 'string' },
      story: { type: 'boolean', default: false },
      first: { type: 'boolean', default: false },
      unkept: { type: 'boolean', default: false },
      cores: { type: 'string', default: String(availableParallelism()) },
    },
  });
  if (values.seed !== undefined) return replay(Number(values.seed), values.story);
  const began = performance.now();
  const [from, count] = [Number(values.from), Number(values.seeds)];
  const cores = Math.max(1, Number(values.cores));
  const kept = values.unkept ? [] : KEPT.map(({ seed }) => seed).filter((seed) => seed < from || seed >= from + count);
  const shares = Array.from({ length: cores }, (_, core) => ({
    kept: kept.filter((__, at) => at % cores === core),
    first: from + core,
    step: cores,
    end: from + count,
    enough: values.first ? 1 : 5,
  }));
  const [only] = shares;
  const tallies = cores === 1 && only !== undefined ? [await play(only)] : await Promise.all(shares.map(onItsOwnCore));
  const total = emptyTally();
  for (const tally of tallies) add(total, tally);
  tell(total, (performance.now() - began) / 1000);
  const missing = [
    ...FAULTS.filter((fault) => !total.faults.has(fault)),
    ...EVENTS.filter((event) => !total.deeds.has(event)),
  ];
  if (missing.length > 0 && count >= 500) console.log(`never happened: ${missing.join(', ')}`);
  return total.failed.length > 0 || (missing.length > 0 && count >= 500) || total.grants * total.revocations === 0
    ? 1
    : 0;
}

async function replay(seed: number, story: boolean): Promise<number> {
  const outcome = await simulate(seed);
  for (const { at, actor, what, fault } of story ? outcome.story : []) {
    const time = new Date(at * 1000).toISOString().slice(11, 19);
    console.log(`${time} ${actor.padEnd(8)} ${what}${fault === undefined ? '' : `  [${fault}]`}`);
  }
  const total = emptyTally();
  count(total, outcome);
  tell(total, 0);
  return total.failed.length > 0 ? 1 : 0;
}

function onItsOwnCore(share: Share): Promise<Tally> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL(import.meta.url), { workerData: share });
    worker.once('message', (tally: Tally) => {
      resolve(tally);
      // Runs that were killed wait for ever for an answer; nothing else is left to be done here.
      void worker.terminate();
    });
    worker.once('error', reject);
  });
}

async function play({ kept, first, step, end, enough }: Share): Promise<Tally> {
  const tally = emptyTally();
  const seeds = [...kept];
  for (let seed = first; seed < end; seed += step) seeds.push(seed);
  for (const seed of seeds) {
    if (tally.failed.length >= enough) break;
    count(tally, await simulate(seed));
  }
  return tally;
}

function emptyTally(): Tally {
  return { seeds: 0, calls: 0, grants: 0, revocations: 0, faults: new Map(), deeds: new Map(), failed: [] };
}

function count(tally: Tally, { seed, violations, ...outcome }: Outcome): void {
  add(tally, { ...outcome, seeds: 1, failed: violations.length > 0 ? [{ seed, violations }] : [] });
}

function add(
  total: Tally,
  more: Omit<Tally, 'faults' | 'deeds'> & {
    readonly faults: ReadonlyMap<Fault, number>;
    readonly deeds: ReadonlyMap<string, number>;
  },
): void {
  total.seeds += more.seeds;
  total.calls += more.calls;
  total.grants += more.grants;
  total.revocations += more.revocations;
  for (const [fault, times] of more.faults) total.faults.set(fault, (total.faults.get(fault) ?? 0) + times);
  for (const [deed, times] of more.deeds) total.deeds.set(deed, (total.deeds.get(deed) ?? 0) + times);
  total.failed.push(...more.failed);
}

function tell(total: Tally, seconds: number): void {
  for (const { seed, violations } of total.failed.toSorted((a, b) => a.seed - b.seed)) {
    console.log(`seed ${seed} fails:`);
    for (const violation of violations) console.log(`  ${violation}`);
    console.log(`  replay: npm run simulate -- --seed ${seed} --story`);
  }
  console.log(
    `${total.seeds} seeds, ${total.calls} calls, ${total.grants} grants, ${total.revocations} revocations, ${total.failed.length} failed, ${seconds.toFixed(1)} s`,
  );
  console.log(`faults: ${FAULTS.map((fault) => `${fault} ${total.faults.get(fault) ?? 0}`).join(', ')}`);
  console.log(
    `deeds: ${[...total.deeds]
      .sort()
      .map(([deed, times]) => `${deed} ${times}`)
      .join(', ')}`,
  );
}
