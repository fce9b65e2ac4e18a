import { connectIam } from '../../src/edge/iam.ts';
import { initLedger } from '../../src/flow/init.ts';
import { reconcile, type ReconcileOptions } from '../../src/flow/reconcile.ts';
import type { World } from '../../src/flow/world.ts';
import { SimulatedGitHub } from './github.ts';
import { SimulatedGoogle } from './google.ts';
import { SimulatedLedger, SimulatedLog } from './ledger.ts';
import { Oracle } from './oracle.ts';
import { Random } from './random.ts';
import { Actor, FAULTS, Schedule, type Fate, type Fault, type Happening } from './schedule.ts';
import { documentsOf, RESOURCES, Story } from './story.ts';

export interface Outcome {
  readonly seed: number;
  readonly violations: readonly string[];
  readonly story: readonly Happening[];
  readonly calls: number;
  readonly grants: number;
  readonly revocations: number;
  readonly faults: ReadonlyMap<Fault, number>;
  readonly deeds: ReadonlyMap<string, number>;
}

const BEGIN = Date.parse('2026-11-24T02:00:00Z') / 1000;
const ROUNDS = 5;
const OPTIONS: ReconcileOptions = {
  run: {
    kind: 'actions',
    id: '1',
    attempt: '1',
    event: 'schedule',
    url: 'https://github.com/acme/access/actions/runs/1',
  },
  version: '0.1.0',
  clone: { repositoryId: 700_100, name: 'acme/access', documents: [] },
  dryRun: false,
};

/** One story, from its seed: rounds of people's deeds and of runs that overlap under faults, then healing. */
export async function simulate(seed: number): Promise<Outcome> {
  const random = new Random(seed);
  const pressure = random.pick([4, 8, 16, 40]);
  const kinds = FAULTS.filter(() => !random.oneIn(3));
  const fate: Fate = ({ allows }) => {
    if (kinds.length === 0 || !random.oneIn(pressure)) return undefined;
    const fault = random.pick(kinds);
    return allows(fault) ? fault : undefined;
  };
  const stage = await setStage(random, fate, random.oneIn(3));
  const { clock, github, google, story } = stage;
  // GitHub's own times are all by its own clock, which may be off but does not jump.
  github.skew = random.weighted([
    [10, 0],
    [2, 200],
    [1, 900],
  ]);
  const rounds = 1 + random.int(ROUNDS);
  for (let round = 0; round < rounds; round += 1) {
    for (let deeds = random.int(4); deeds > 0; deeds -= 1) {
      const tell = random.weighted<() => string>([
        [6, () => story.ask()],
        [1, () => story.withdraw()],
        [2, () => story.meddle()],
      ]);
      stage.schedule.tell('people', tell());
    }
    google.skew = random.weighted([
      [8, 0],
      [2, -90],
      [1, -900],
    ]);
    await stage.run(
      random.weighted([
        [6, 1],
        [3, 2],
        [1, 3],
      ]),
    );
    clock.now += random.weighted([
      [4, 60],
      [3, 600],
      [3, 1800],
      [2, 7200],
    ]);
    stage.watch();
  }
  return stage.heal();
}

/** The outcome with the faults chosen call by call, for exhaustive crash points. */
export async function simulateWith(seed: number, fate: Fate): Promise<Outcome> {
  const random = new Random(seed);
  const stage = await setStage(random, fate, true);
  for (const again of [1, 2]) {
    stage.story.ask();
    stage.story.ask();
    await stage.run(1);
    stage.clock.now += 600 * again;
    stage.story.meddle();
    await stage.run(1);
    stage.clock.now += 3600;
    stage.story.withdraw();
    await stage.run(1);
    stage.clock.now += 7200;
  }
  return stage.heal();
}

async function setStage(random: Random, fate: Fate, log: boolean) {
  const clock = { now: BEGIN };
  const google = new SimulatedGoogle(RESOURCES, clock);
  const github = new SimulatedGitHub(documentsOf(log), clock);
  const ledger = new SimulatedLedger();
  const outside = new SimulatedLog();
  const story = new Story(random, clock, github, google);
  const intents = () => {
    const onRecord = ledger.lines.map((line) => JSON.parse(line) as { kind: string; pull: number | null });
    return new Set([
      ...outside.intents,
      ...onRecord.flatMap(({ kind, pull }) => (kind === 'intent' ? (pull ?? []) : [])),
    ]);
  };
  const oracle = new Oracle({
    entitled: story.entitled,
    ledger: () => ledger.lines,
    intents,
    now: () => clock.now,
    read: (run) => ledger.readBy.get(run) ?? 0,
    stripped: story.stripped,
  });
  google.onWrite = (write) => {
    if (write.by !== 'somebody') oracle.wrote(write);
  };
  const watch = () => oracle.look(google.held);
  let fated = false;
  const faults = new Map<Fault, number>();
  const schedule = new Schedule({
    random,
    fate: (call) => {
      const fault = fated ? fate(call) : undefined;
      if (fault !== undefined) faults.set(fault, (faults.get(fault) ?? 0) + 1);
      return fault;
    },
    clock,
    foreigner: () => story.meddle(),
    watch,
  });

  let runs = 0;
  const start = (work: (world: World) => Promise<unknown>): Actor => {
    runs += 1;
    const actor = new Actor(`run ${runs}`, schedule);
    const finish = () => {
      actor.done = true;
    };
    work(worldFor(actor)).then(finish, (error: unknown) => {
      if (!actor.dead) oracle.violations.push(`${actor.name} threw: ${(error as Error).stack ?? String(error)}`);
      finish();
    });
    return actor;
  };
  const worldFor = (actor: Actor): World => ({
    repository: github.repositoryFor(actor),
    gate: github.gateFor(actor),
    iam: connectIam({ auth: google.clientFor(actor), pause: () => Promise.resolve(), timeout: 2 ** 30 }),
    ledger: ledger.branchFor(actor),
    openLog: () => outside.logFor(actor),
    // Nobody signs here, no bucket is kept, and Google's logs tell nothing: what was done is for other tests.
    signers: () => [],
    openBucket: () => {
      throw new Error('there is no bucket');
    },
    auditLogs: { read: () => Promise.resolve({ kind: 'unread', sentence: 'not simulated', lasting: true }) },
    comments: { since: () => Promise.resolve([]), team: () => Promise.resolve(null) },
    incidents: { issue: () => Promise.resolve(undefined), pagerduty: () => Promise.resolve(undefined) },
    issues: {
      ours: () => Promise.resolve([]),
      open: () => Promise.resolve(),
      comment: () => Promise.resolve(),
      change: () => Promise.resolve(),
    },
    reviews: {
      ofPull: () => Promise.resolve([]),
      conversation: () => Promise.reject(new Error('there is no such issue')),
      standings: () => Promise.reject(new Error('nobody is asked about')),
    },
    pause: () => Promise.resolve(),
  });
  const run = async (count: number) => {
    const actors = Array.from({ length: count }, () => start((world) => reconcile(world, OPTIONS)));
    await schedule.drain(actors);
  };

  const create = (files: readonly { readonly path: string; readonly text: string }[]) =>
    Promise.resolve({ outcome: 'created' as const, head: ledger.begin(files) });
  await schedule.drain([
    start((world) => initLedger(world.repository, { create }, world.signers, OPTIONS.run, OPTIONS.version)),
  ]);
  fated = true;

  /** Everything outside works again, and what has been waited for has come. Two runs must be enough. */
  const heal = async (): Promise<Outcome> => {
    fated = false;
    github.skew = 0;
    google.skew = 0;
    google.unknownMembers.clear();
    oracle.endsByItself(google.held);
    clock.now += 660;
    await run(1);
    await run(1);
    oracle.settled(google.held);
    const before = JSON.stringify([google.held, ledger.lines]);
    const then = clock.now;
    await run(1);
    const isOverMeanwhile = [...story.entitled.values()].some(({ end }) => end >= then - 60 && end <= clock.now + 60);
    if (!isOverMeanwhile && JSON.stringify([google.held, ledger.lines]) !== before)
      oracle.violations.push('a third run after healing still changes something');
    return {
      seed: random.seed,
      violations: oracle.violations,
      story: schedule.story,
      calls: schedule.calls,
      grants: oracle.grants,
      revocations: oracle.revocations,
      faults,
      deeds: story.deeds,
    };
  };
  return { clock, github, google, story, schedule, watch, run, heal };
}
