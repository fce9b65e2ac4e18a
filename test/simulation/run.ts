import { pinFor, pinText } from '../../src/core/ledger/pin.ts';
import { connectIam } from '../../src/edge/iam.ts';
import { initLedger } from '../../src/flow/init.ts';
import { signLedger } from '../../src/flow/sign-ledger.ts';
import { reconcile, type ReconcileOptions } from '../../src/flow/reconcile.ts';
import type { Ports } from '../../src/core/ports.ts';
import { Acceptance } from './acceptance.ts';
import { documentsOf, RESOURCES, type Keeping } from './documents.ts';
import { CHANGE_EVENTS } from './changing.ts';
import { Forger, FORGER_EVENTS } from './forger.ts';
import { gateFor } from './gate.ts';
import { SimulatedGitHub } from './github.ts';
import { SimulatedGoogle } from './google.ts';
import { SimulatedBucket, SimulatedLedger, SimulatedLog } from './ledger.ts';
import { Meddling, STANDING } from './meddling.ts';
import { Oracle } from './oracle.ts';
import { policyTruth } from './policy-truth.ts';
import { Random } from './random.ts';
import { Actor, FAULTS, OUTAGES, Schedule, type Fate, type Fault, type Happening } from './schedule.ts';
import { LEDGER_KEY, signerFor } from './signer.ts';
import { Story } from './story.ts';

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

/** Kinds of events that must happen in many seeds. */
export const EVENTS: readonly string[] = [...CHANGE_EVENTS, ...FORGER_EVENTS, 'no run for more than a day'];

/**
 * One story, from its seed: rounds of people's deeds and of runs that overlap under faults, then healing.
 * @param reruns whether every third run before the healing is a re-run, which must give nothing
 */
export async function simulate(seed: number, reruns = false): Promise<Outcome> {
  const random = new Random(seed);
  const pressure = random.pick([4, 8, 16, 40]);
  const kinds = FAULTS.filter((fault) => !isOutage(fault) && !random.oneIn(3));
  let outage: Fault | undefined;
  const fate: Fate = ({ allows }) => {
    if (outage !== undefined && allows(outage)) return outage;
    if (kinds.length === 0 || !random.oneIn(pressure)) return undefined;
    const fault = random.pick(kinds);
    return allows(fault) ? fault : undefined;
  };
  const key = random.oneIn(2) ? LEDGER_KEY : undefined;
  const stage = await setStage(random, fate, {
    log: random.oneIn(3),
    key,
    anchored: key !== undefined && !random.oneIn(3),
  });
  stage.reruns.on = reruns;
  const { clock, github, google, story } = stage;
  // GitHub's own times are all by its own clock, which may be off but does not jump.
  github.skew = random.weighted([
    [10, 0],
    [2, 200],
    [1, 900],
  ]);
  const rounds = 1 + random.int(ROUNDS);
  for (let round = 0; round < rounds; round += 1) {
    for (let deeds = random.int(5); deeds > 0; deeds -= 1) {
      const deed = random.weighted<() => string>([
        [12, () => story.ask()],
        [2, () => story.withdraw()],
        [1, () => story.speak()],
        [1, () => story.breakPolicy()],
        [5, () => story.changing.change()],
        [2, () => story.changing.staff()],
        [6, () => stage.meddle()],
        [stage.forger === undefined ? 0 : 4, () => stage.forger?.forge() ?? ''],
      ]);
      stage.schedule.tell('people', deed());
    }
    google.skew = random.weighted([
      [8, 0],
      [2, -90],
      [1, -900],
      [1, 90],
      [1, 900],
    ]);
    google.unknownMembers.clear();
    if (random.oneIn(12)) google.unknownMembers.add('user:carol@acme.example');
    outage = random.oneIn(8) ? random.pick(OUTAGES) : undefined;
    // None: the schedule dropped it. Several: they overlap.
    await stage.run(
      random.weighted([
        [1, 0],
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
    if (random.oneIn(12)) {
      clock.now += 86_400 + random.int(7200);
      story.did('no run for more than a day', '');
    }
  }
  if (random.oneIn(4)) await stage.runAlone(random.pick(['github-down', 'ledger-down', 'both']));
  return stage.heal();
}

/** A story of fixed deeds, with the faults chosen call by call: for exhaustive crash points. */
export async function simulateWith(seed: number, keeping: Keeping, fate: Fate): Promise<Outcome> {
  const { story, clock, run, heal } = await setStage(new Random(seed), fate, keeping);
  story.askFor('approved', 'orders', 30);
  story.askFor('squashed', 'both', 120);
  await run(1);
  clock.now += 60;
  await run(1);
  clock.now += 2000;
  story.speakOn(2);
  await run(1);
  clock.now += 7200;
  return heal();
}

function isOutage(fault: Fault): boolean {
  return (OUTAGES as readonly Fault[]).includes(fault);
}

async function setStage(random: Random, fate: Fate, keeping: Keeping) {
  const clock = { now: BEGIN };
  const google = new SimulatedGoogle(RESOURCES, clock, STANDING);
  const github = new SimulatedGitHub(documentsOf(keeping), clock);
  const githubNow = () => clock.now + github.skew;
  const ledger = new SimulatedLedger(githubNow);
  const outside = new SimulatedLog();
  const bucket = new SimulatedBucket();
  const acceptance = new Acceptance(github.people, githubNow, keeping.key !== undefined);
  const story = new Story(random, clock, github, { acceptance, keeping });
  const meddling = new Meddling(random, google);
  const oracle = new Oracle({
    entitled: story.entitled,
    intents: outside.intents,
    google: () => clock.now + google.skew,
    github: () => clock.now + github.skew,
    covered: () => ledger.covered,
    named: () => story.resources,
    isOrganizationBroken: () => story.isOrganizationBroken,
    policies: policyTruth(acceptance, github.people, githubNow),
  });
  google.onWrite = (write) => {
    meddling.remember(write);
    if (write.heard === undefined) oracle.edited(write);
    else oracle.wrote(write, reruns.names.has(write.by));
  };
  google.onRead = (by, resource) => oracle.looked(by, resource);
  const forger = keeping.anchored ? new Forger({ random, github, ledger, bucket, acceptance, story }) : undefined;
  ledger.onForge = (lines, isDamaged) => oracle.forged(lines, isDamaged);
  ledger.onAppend = (lines) => oracle.appended(lines);
  const meddle = () => {
    const { deed, sentence } = meddling.meddle();
    return story.did(`by hand: ${deed}`, sentence);
  };
  let chosen: Fate = () => undefined;
  const faults = new Map<Fault, number>();
  const schedule = new Schedule({
    random,
    fate: (call) => {
      const fault = chosen(call);
      if (fault !== undefined) faults.set(fault, (faults.get(fault) ?? 0) + 1);
      return fault;
    },
    clock,
    foreigner: meddle,
  });

  const reruns = { on: false, names: new Set<string>() };
  let runs = 0;
  const start = (work: (world: Ports, id: string) => Promise<unknown>): Actor => {
    runs += 1;
    const actor = new Actor(`run ${runs}`, schedule);
    const finish = () => {
      actor.done = true;
    };
    work(worldFor(actor), String(runs)).then(finish, (error: unknown) => {
      if (!actor.dead) oracle.violations.push(`${actor.name} threw: ${(error as Error).stack ?? String(error)}`);
      finish();
    });
    return actor;
  };
  const worldFor = (actor: Actor): Ports => ({
    repository: github.repositoryFor(actor),
    gate: gateFor(actor),
    iam: connectIam({ auth: google.clientFor(actor), pause: () => Promise.resolve(), timeout: 2 ** 30 }),
    ledger: ledger.branchFor(actor),
    openLog: () => outside.logFor(actor),
    signers: (kms) => kms.map((name) => signerFor(actor, name)),
    comments: github.commentsFor(actor),
    openBucket: () => bucket.bucketFor(actor),
    // Google's logs tell only the anchors: what was done is for other tests.
    auditLogs: {
      read: (_, filter) =>
        filter.includes('labels.event="checkpoint"')
          ? outside.anchorsFor(actor)
          : Promise.resolve({ kind: 'unread', sentence: 'not simulated', lasting: true }),
    },
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
    const actors = Array.from({ length: count }, () =>
      start((world, id) => reconcile(world, optionsOf(id, github, attemptOf(id)))),
    );
    await schedule.drain(actors);
  };

  const attemptOf = (id: string) => {
    if (!reruns.on || Number(id) % 3 !== 0) return '1';
    reruns.names.add(`run ${id}`);
    return '2';
  };

  const create = (files: readonly { readonly path: string; readonly text: string }[]) =>
    Promise.resolve({ outcome: 'created' as const, head: ledger.begin(files) });
  await schedule.drain([
    start((world, id) =>
      initLedger(world.repository, { create }, world.signers, optionsOf(id, github, '1').run, VERSION),
    ),
  ]);
  github.pin = { is: 'there', text: pinText(pinFor(ledger.lines[0] ?? '')) };
  chosen = fate;

  /** A run without GitHub, without the ledger, or without either, and with Google alone: what is over is gone after it. */
  const runAlone = async (down: 'github-down' | 'ledger-down' | 'both') => {
    google.skew = 0;
    google.unknownMembers.clear();
    chosen = ({ allows }) => OUTAGES.find((outage) => (down === 'both' || outage === down) && allows(outage));
    const since = clock.now;
    await run(1);
    oracle.endedAlone(google.held, since);
  };

  /** Everything outside works again, and what has been waited for has come. Two runs must be enough. */
  const heal = async (): Promise<Outcome> => {
    chosen = () => undefined;
    reruns.on = false;
    // As GitHub's clock is set right, what it stamped must not lie in the future.
    clock.now += 660 + github.skew;
    github.skew = 0;
    google.skew = 0;
    google.unknownMembers.clear();
    meddling.depart();
    const hadToRestore = ledger.restore();
    // The owner confirms what was restored: an anchor may be missing since a run died.
    if (hadToRestore && keeping.key !== undefined)
      await schedule.drain([start((world, id) => signLedger(world, optionsOf(id, github, '1').run, VERSION))]);
    // No window ends while the last runs look.
    const ends = [...story.entitled.values()].map(({ end }) => end);
    while (ends.some((end) => end > clock.now - 30 && end < clock.now + 300)) clock.now += 330;
    await run(1);
    await run(1);
    oracle.settled(google.held);
    // What was done with access is asked a while after its end, and recorded then.
    const state = () => JSON.stringify([google.held, ledger.lines.filter((line) => !line.includes('"kind":"used"'))]);
    const before = state();
    await run(1);
    if (state() !== before) oracle.violations.push('a third run after healing still changes something');
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
  return { clock, github, google, story, schedule, meddle, forger, run, runAlone, heal, reruns };
}

const VERSION = '0.1.0';

function optionsOf(id: string, github: SimulatedGitHub, attempt: '1' | '2'): ReconcileOptions {
  const url = `https://github.com/acme/access/actions/runs/${id}`;
  return {
    run: { kind: 'actions', id, attempt, event: 'schedule', url },
    version: VERSION,
    clone: { repositoryId: 700_100, name: 'acme/access', documents: github.documents },
    dryRun: false,
  };
}
