import { readClocks, type ClockReading } from '../../core/plan/clocks.ts';
import { toSnapshot, withChanges, type Snapshot } from '../../core/grant/iam-policy.ts';
import { notesOn } from '../../core/plan/unmanaged.ts';
import { plan, type Plan, type Step } from '../../core/plan/plan.ts';
import { putOff } from '../../core/plan/plan-step.ts';
import { phaseOf } from '../../core/plan/phase.ts';
import { withPending } from '../../core/ledger/with-pending.ts';
import { errorMessage } from '../../core/error-message.ts';
import { mapLimited } from '../map-limited.ts';
import { readBranch } from '../ledger/open.ts';
import { readBack, stillStands } from './read-back.ts';
import type { ObservedState } from '../observe/observe.ts';
import type { Ports, WriteResult } from '../../core/ports.ts';

/** What one pass over the resources did and saw. */
export interface Applied {
  /** Steps that are true now: their changes landed and were read back, or they needed none. */
  readonly steps: readonly Step[];
  /** Pull requests whose grants wait for an intent. */
  readonly wantGrants: readonly number[];
  readonly deferred: readonly string[];
  /** What the outside did not let happen, in sentences. */
  readonly problems: readonly string[];
  /** What is worth knowing, in sentences. */
  readonly notes: readonly string[];
}

const AT_ONCE = 4;
const TRIES = 8;
/** Writes spent on one resource in one run to find out which grants Google refuses: enough for one among thousands. */
const WRITES_TO_FIND_OUT = 24;

/** Takes away what is over or nobody's, on every resource, and says what there is to give. Waits for no record. */
export async function applyRevocations(ports: Ports, survey: ObservedState): Promise<Applied> {
  return merged(
    await mapLimited(survey.resources, AT_ONCE, (resource) =>
      guarded(
        resource,
        settle(ports, survey, resource, (step) => !isGrant(step)),
      ),
    ),
  );
}

/** Gives what is due to `pulls`, after their intents are on record. */
export async function applyGrants(
  ports: Ports,
  survey: ObservedState,
  resources: readonly string[],
  pulls: ReadonlySet<number>,
): Promise<Applied> {
  return merged(
    await mapLimited(resources, AT_ONCE, (resource) => guarded(resource, giveOn(ports, survey, resource, pulls))),
  );
}

/** The plan for every resource, with nothing changed: a dry run. */
export async function planAll(
  ports: Ports,
  survey: ObservedState,
): Promise<{ plans: readonly Plan[]; problems: readonly string[]; notes: readonly string[] }> {
  const readings = await mapLimited(survey.resources, AT_ONCE, (resource) => look(ports, survey, resource));
  return {
    plans: readings.flatMap((reading) => ('problem' in reading ? [] : [reading.plan])),
    problems: readings.flatMap((reading) => ('problem' in reading ? [reading.problem] : [])),
    notes: readings.flatMap((reading) => ('problem' in reading ? [] : reading.notes)),
  };
}

/** A defect on one resource, whatever it is, stops no other: above all no revocation. */
function guarded(resource: string, settling: Promise<Applied>): Promise<Applied> {
  return settling.catch((error: unknown) =>
    failed([`${resource}: ${errorMessage(error)}; nothing more is done there`]),
  );
}

/**
 * One invalid grant fails the whole write: halve until the offender stands alone, so that it blocks nobody else. It is
 * left out of this run and told; the next run tries it again, until its window is over and it lapses.
 */
async function giveOn(
  ports: Ports,
  survey: ObservedState,
  resource: string,
  pulls: ReadonlySet<number>,
): Promise<Applied> {
  // What a first try has given, though nobody acknowledged it, needs no change in the second, and is recorded as given.
  const isDue = ({ event, pull }: Step) => event === 'activated' && pull !== undefined && pulls.has(pull);
  let known = survey;
  const parts: Applied[] = [];
  const waiting: (readonly string[] | 'all')[] = ['all'];
  for (let writes = 0; waiting.length > 0; writes += 1) {
    const names = waiting.pop() ?? [];
    if (writes === WRITES_TO_FIND_OUT) {
      const left = [names, ...waiting].flat();
      return merged([...parts, failed([`${resource}: Google refused too many grants; not tried: ${left.join(', ')}`])]);
    }
    const settled = await settle(
      ports,
      known,
      resource,
      (step) => isDue(step) && (names === 'all' || names.includes(rowOf(step))),
    );
    known = counting(known, settled.steps);
    const refused = settled.rejected.map(rowOf);
    const half = Math.ceil(refused.length / 2);
    // The later half first onto the pile, so that grants are tried in their order.
    if (refused.length > 1) waiting.push(refused.slice(half), refused.slice(0, half));
    parts.push(refused.length > 1 ? failed([], settled.steps) : settled);
  }
  return merged(parts);
}

interface OnOneResource extends Applied {
  /** What IAM called invalid: nothing of it landed. */
  readonly rejected: readonly Step[];
}

/**
 * Steps that rest on a look which may be out of date wait for the next run, and hold up nothing else. Blame is laid against
 * the survey: main or the ledger may have moved since. An end that is only seen rests on one answer of IAM's: it is looked
 * at twice.
 */
async function withoutDoubts(
  ports: Ports,
  survey: ObservedState,
  snapshot: Snapshot,
  steps: readonly Step[],
): Promise<{ steps: readonly Step[]; doubts: readonly string[] }> {
  const blamed = steps.filter(({ needsFreshRead: blames }) => blames === true);
  const told = steps.filter(isTold);
  const late = blamed.length === 0 || (await isCurrent(ports, survey)) ? [] : blamed;
  const unsure = told.length === 0 || (await stillStands(ports, snapshot)) ? [] : told;
  return {
    steps: steps.filter((step) => !late.includes(step) && !unsure.includes(step)),
    doubts: [
      ...late.map(putOff('the default branch or the ledger moved while this run looked')),
      ...unsure.filter((step) => !late.includes(step)).map(putOff('IAM answered two ways within a moment')),
    ],
  };
}

async function isCurrent(ports: Ports, survey: ObservedState): Promise<boolean> {
  const head = await ports.repository.repository().then(
    (state) => state.head,
    () => undefined,
  );
  const ledger = await readBranch(ports);
  return head !== undefined && head === survey.head && ledger.kind === 'read' && ledger.head === survey.ledger?.head;
}

/** An end that is only seen, with nothing to write whose etag would vouch for the reading. */
function isTold({ changes, event }: Step): boolean {
  return changes.length === 0 && event !== undefined && event !== 'activated';
}

/**
 * Reads, plans, writes, reads back; on a conflict all of it again, never the write alone. What an attempt made true, or saw
 * given, stays true: the next one plans as if it were on record, and it is told at the end, however that comes.
 */
async function settle(
  ports: Ports,
  survey: ObservedState,
  resource: string,
  wanted: (step: Step) => boolean,
): Promise<OnOneResource> {
  let last = '';
  let kept: readonly Step[] = [];
  for (let attempt = 1; attempt <= TRIES; attempt += 1) {
    const seen = await look(ports, counting(survey, kept), resource);
    if ('problem' in seen) return failed([seen.problem], kept);
    const { steps, doubts } = await withoutDoubts(ports, survey, seen.snapshot, seen.plan.steps.filter(wanted));
    const changes = steps.flatMap((step) => step.changes);
    const wantGrants = seen.plan.steps.filter(isGrant).flatMap(({ pull }) => pull ?? []);
    const deferred = [...seen.plan.deferred, ...doubts];
    const done = { steps: [...kept, ...steps], wantGrants, deferred, problems: [], notes: seen.notes, rejected: [] };
    if (changes.length === 0) return done;
    const result = await ports.iam.write(resource, withChanges(seen.snapshot, changes), reasonFor(survey, steps));
    switch (result.outcome) {
      case 'written':
      case 'uncertain':
        switch (await readBack(ports, seen.snapshot, changes, result.outcome)) {
          case 'landed':
            return done;
          case 'permanent-taken':
            return failed([`${resource}: ${PERMANENT_TAKEN}: ${steps.map(rowOf).join(', ')}`], kept);
          case 'permanent-stands':
            // On record as given, it is what the next run finds made permanent, and takes away.
            return { ...done, problems: [`${resource}: ${PERMANENT_STANDS}: ${steps.map(rowOf).join(', ')}`] };
          case 'not-there':
            break;
        }
        break;
      case 'rejected':
        return { ...failed([refusalOf(resource, steps, result.sentence)], kept), notes: seen.notes, rejected: steps };
      case 'refused':
        return failed([`${resource}: ${result.sentence}`], kept);
      case 'conflict':
      case 'busy':
        break;
    }
    kept = [...kept, ...(result.outcome === 'written' ? steps : steps.filter(isSeenGiven))];
    last = inWords(result);
    await ports.pause(attempt);
  }
  return failed([`${resource}: not settled after ${TRIES} tries: ${last}`], kept);
}

type Seen = { readonly snapshot: Snapshot; readonly plan: Plan; readonly notes: readonly string[] };

async function look(
  ports: Ports,
  survey: ObservedState,
  resource: string,
): Promise<Seen | { readonly problem: string }> {
  const reading = await ports.iam.read(resource);
  if ('unreadable' in reading) return { problem: `${resource} could not be read: ${reading.unreadable}` };
  const snapshot = toSnapshot(resource, reading.policy);
  if ('unsafe' in snapshot) return { problem: `${resource}: ${snapshot.unsafe}; nothing is written there` };
  const clock = clockOf(ports);
  if (clock === undefined || survey.owner === undefined)
    return {
      problem: `${resource}: ${clock === undefined ? 'Google did not tell the time' : 'which bindings are ours is not known: policies/organization.yaml names no installation, or the repository id is unknown; GITHUB_REPOSITORY_ID tells it, or the branch audit of a clone'}`,
    };
  const planned = plan({
    snapshot,
    owner: survey.owner,
    wanted: survey.claims.map((claim) => phaseOf(claim, clock)),
    ...(survey.unknownPulls === undefined ? {} : { unknownPulls: survey.unknownPulls }),
    onRecord: survey.accounts,
    now: clock.earlier,
  });
  return { snapshot, plan: planned, notes: notesOn(snapshot, survey.owner, survey.roles) };
}

export function clockOf(ports: Ports): ClockReading | undefined {
  return readClocks({ github: ports.repository.time(), google: ports.iam.time() });
}

const PERMANENT_TAKEN =
  'Google kept a granted binding without its condition; it was taken away at once, and nothing more is granted there';
const PERMANENT_STANDS =
  'Google kept a granted binding without its condition, and it could not be taken away: it stands, and the next run tries again';

function refusalOf(resource: string, steps: readonly Step[], sentence: string): string {
  const names = steps.map(rowOf).join(', ');
  if (steps.length !== 1 || !steps.every(isGrant))
    return `${resource}: Google refuses the IAM policy as invalid: ${sentence}`;
  return `${names} on ${resource} is not given, Google calls it invalid: ${sentence}; every run tries it again until its window is over`;
}

function rowOf({ pull, role }: Step): string {
  return `#${pull ?? '?'} ${role}`;
}

/** For Google's own audit log: the pull request, or the repository when a write serves several. */
function reasonFor(survey: ObservedState, steps: readonly Step[]): string {
  const pulls = [...new Set(steps.flatMap(({ pull }) => pull ?? []))];
  const urls = survey.claims.flatMap(({ pull, grant }) =>
    grant !== undefined && pulls.includes(pull) ? [grant.url] : [],
  );
  return urls.length === 0
    ? `pullcord: ${survey.repositoryName} ${pulls.map((pull) => `#${pull}`).join(' ')}`
    : urls.join(' ');
}

function isGrant({ changes }: Step): boolean {
  return changes.some(({ kind }) => kind === 'grant');
}

function inWords(result: WriteResult): string {
  switch (result.outcome) {
    case 'written':
      return 'the write was acknowledged and is not there when read back';
    case 'conflict':
      return 'somebody else keeps changing the IAM policy';
    default:
      return result.sentence;
  }
}

/** The survey, with what this run has done and seen since counted as on record. */
export function counting(survey: ObservedState, steps: readonly Step[]): ObservedState {
  const { accounts } = survey;
  return accounts === 'unreadable' ? survey : { ...survey, accounts: { ...accounts, ...withPending(accounts, steps) } };
}

function isSeenGiven({ event, changes }: Step): boolean {
  return event === 'activated' && changes.length === 0;
}

function failed(problems: readonly string[], steps: readonly Step[] = []): OnOneResource {
  return { steps, wantGrants: [], deferred: [], problems, notes: [], rejected: [] };
}

function merged(parts: readonly Applied[]): Applied {
  return {
    steps: parts.flatMap(({ steps }) => steps),
    wantGrants: [...new Set(parts.flatMap(({ wantGrants }) => wantGrants))].sort((a, b) => a - b),
    deferred: [...new Set(parts.flatMap(({ deferred }) => deferred))],
    problems: parts.flatMap(({ problems }) => problems),
    notes: [...new Set(parts.flatMap(({ notes }) => notes))],
  };
}
