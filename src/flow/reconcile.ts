import { recordTime, type ClockReading } from '../core/grant/clocks.ts';
import { intentDraft, type Occasion } from '../core/ledger/drafts.ts';
import type { LedgerRecord, RunFact } from '../core/ledger/ledger.ts';
import { intentEntries } from '../core/ledger/outside-log.ts';
import type { Drift, ReconcileReport } from '../core/report/report.ts';
import type { Grant } from '../core/grant/grant.ts';
import type { Step } from '../core/grant/plan.ts';
import { whyRerunGrantsNothing } from '../core/grant/rerun.ts';
import { explainSteps } from './actors.ts';
import { tellOutside, type Told } from './anchors.ts';
import { catchUp, record, whyUnsignable } from './record.ts';
import { notCovered, quarantinesToConfirm, strangersRecords } from './unsealed.ts';
import { clockOf, counting, give, planAll, takeAway, type Settled } from './settle.ts';
import { isContinued, readLedger, type OpenLedger } from './open-ledger.ts';
import { tellDrift } from './drift.ts';
import type { Orders } from './early-end.ts';
import { followReleases, releasesToRecord } from './releases.ts';
import { followReviews, hasReviewsOwed } from './reviews.ts';
import { survey, type Clone, type Survey } from './survey.ts';
import { readUsage } from './usage.ts';
import type { World } from './world.ts';
import { append, decidedOn, writeDown, type Written } from './write-down.ts';

export interface ReconcileOptions {
  readonly run: RunFact;
  readonly version: string;
  readonly clone: Clone;
  /** Plan and tell, change nothing. */
  readonly dryRun: boolean;
  /** What this run was told besides: it may take, and never gives. */
  readonly orders?: Orders;
  /** The ledger as the caller left it: one that holds less is in doubt. */
  readonly since?: OpenLedger;
}

/**
 * Makes IAM match the merged requests and records it. Merge, schedule and dispatch are this one function: it compares
 * states and trusts no event. First it takes away, which waits for nothing; then intents go on record, then grants to
 * IAM, then everything that became true to the ledger.
 */
export async function reconcile(world: World, options: ReconcileOptions): Promise<ReconcileReport> {
  const seen = await survey(world, options.clone, ordersOf(options), options.since);
  if (options.dryRun) return dryRun(world, seen);
  const taken = await takeAway(world, seen);
  const clock = clockOf(world);
  const clocks = { github: world.repository.time() ?? seen.now, google: world.iam.time() };
  const occasion: Occasion = { at: recordTime(clocks), run: options.run, version: options.version };
  const caught = await caughtUp(world, seen, occasion);
  const given = await giveWhatIsDue(world, { judgedBy: seen.accounts, seen: caught.survey }, taken, clock, occasion);
  const explained = await explainSteps(world, seen, taken.steps, occasion.at);
  const steps = [...explained.steps, ...given.settled.steps];
  const written = await writeDown(world, given.survey, steps, clock, occasion);
  const after = { ...given.survey, ledger: written.ledger };
  const reviewed = await reviewGlass(world, after, occasion);
  const people = await tellPeople(world, after, reviewed.ledger, occasion);
  const used = await writeUsage(world, people.ledger, clock, occasion);
  const records = [caught, given, written, reviewed, people, used].flatMap((each) => each.records);
  const told = await tell(world, seen, used.ledger, records);
  return {
    records,
    judged: seen.judged,
    plans: [],
    deferred: [
      ...new Set([
        ...[...taken.deferred, ...explained.waiting, ...given.settled.deferred],
        ...[...reviewed.waiting, ...people.waiting, ...used.waiting, ...seen.anchors.unread],
      ]),
    ],
    noGrants: given.noGrants,
    notes: [...seen.notes, ...caught.notes, ...taken.notes],
    problems: [
      ...new Set([
        ...[...seen.problems, ...taken.problems, ...caught.problems, ...given.settled.problems, ...given.problems],
        ...[...written.problems, ...reviewed.problems, ...people.problems, ...used.problems, ...told.problems],
      ]),
    ],
    drift: explained.steps.flatMap(toDrift),
  };
}

/** A re-run of a workflow run revokes and grants nothing, like the run of a quarantine. */
function ordersOf({ run, orders }: ReconcileOptions): Orders | undefined {
  const onlyTakes = whyRerunGrantsNothing(run);
  return onlyTakes === undefined ? orders : { onlyTakes, ...orders };
}

/** What earlier runs left to sign for comes first: until it is done, nothing may be granted. */
async function caughtUp(
  world: World,
  seen: Survey,
  occasion: Occasion,
): Promise<Written & { readonly survey: Survey; readonly notes: readonly string[] }> {
  if (seen.ledger === undefined) return { survey: seen, ledger: undefined, records: [], problems: [], notes: [] };
  const { records, ledger, problem } = await catchUp(world, seen.ledger, occasion);
  const problems = problem === undefined ? [] : [problem];
  const survey = { ...seen, ledger, accounts: ledger.accounts, noGrants: [...seen.noGrants, ...problems] };
  const strangers = [...strangersRecords(seen.ledger, seen.repositoryName), ...quarantinesToConfirm(seen.ledger)];
  return { survey, ledger, records, problems: [...problems, ...strangers], notes: notCovered(seen.ledger) };
}

/** To the log and the bucket outside, once everything is on record. */
async function tell(
  world: World,
  { organization, repositoryName, anchors }: Survey,
  ledger: OpenLedger | undefined,
  records: readonly LedgerRecord[],
): Promise<Told> {
  if (organization === undefined || ledger === undefined) return { problems: [] };
  return tellOutside(world, ledger, organization, repositoryName, { ...anchors, records });
}

async function dryRun(world: World, seen: Survey): Promise<ReconcileReport> {
  const { plans, problems, notes } = await planAll(world, seen);
  const noGrants = whyNoGrants(seen, clockOf(world));
  return {
    records: [],
    judged: seen.judged,
    plans,
    deferred: plans.flatMap(({ deferred }) => deferred),
    noGrants,
    notes: [...seen.notes, ...notes],
    problems: [
      ...seen.problems,
      ...problems,
      ...(seen.ledger === undefined ? [] : strangersRecords(seen.ledger, seen.repositoryName)),
    ],
  };
}

interface Given {
  readonly survey: Survey;
  readonly settled: Settled;
  readonly records: readonly LedgerRecord[];
  readonly noGrants: readonly string[];
  readonly problems: readonly string[];
}

const NOTHING: Settled = { steps: [], wantGrants: [], deferred: [], problems: [], notes: [] };

/** Grants wait for their intent to be on record, and for the ledger to be as it was judged. */
async function giveWhatIsDue(
  world: World,
  { judgedBy, seen }: { readonly judgedBy: Survey['accounts']; readonly seen: Survey },
  taken: Settled,
  clock: ClockReading | undefined,
  occasion: Occasion,
): Promise<Given> {
  const noGrants = whyNoGrants(seen, clock);
  const nothing = { survey: seen, settled: NOTHING, records: [], noGrants, problems: [] };
  if (taken.wantGrants.length === 0 || seen.ledger === undefined || noGrants.length > 0) return nothing;
  // A window may end between the plan and the record's instant: an intent past its end would be out of its window for ever.
  const grants = seen.claims.flatMap((claim) =>
    claim.is === 'granted' && taken.wantGrants.includes(claim.pull) && occasion.at < claim.grant.window.end
      ? [claim.grant]
      : [],
  );
  if (grants.length === 0) return nothing;
  const intent = await putIntentsOnRecord(world, seen, grants, occasion);
  if (intent.problem !== undefined)
    return { ...nothing, records: intent.records, noGrants: [intent.problem], problems: [intent.problem] };
  const barred = quarantinedSince(judgedBy, intent.survey.accounts);
  if (barred !== undefined) return { ...nothing, survey: intent.survey, records: intent.records, noGrants: [barred] };
  const resources = [...new Set(grants.flatMap(({ access }) => access.map(({ resource }) => resource)))].sort();
  const pulls = new Set(grants.map(({ pull }) => pull));
  const settled = await give(world, counting(intent.survey, taken.steps), resources, pulls);
  return { survey: intent.survey, settled, records: intent.records, noGrants: [], problems: [] };
}

/** Whoever was put in quarantine while this run looked may have asked or approved: everything is judged anew. */
function quarantinedSince(before: Survey['accounts'], after: Survey['accounts']): string | undefined {
  if (before === 'unreadable' || after === 'unreadable') return undefined;
  const known = new Set(before.quarantines.map(({ record }) => record));
  return after.quarantines.every(({ record }) => known.has(record))
    ? undefined
    : 'somebody was put in quarantine while this run looked; the next run decides';
}

function whyNoGrants(seen: Survey, clock: ClockReading | undefined): readonly string[] {
  if (clock === undefined) return [...seen.noGrants, 'Google did not tell the time'];
  return clock.noGrants === undefined ? seen.noGrants : [...seen.noGrants, clock.noGrants];
}

/** To the log outside GitHub, acknowledged; where none is configured, to the ledger. Then the ledger is read again. */
async function putIntentsOnRecord(
  world: World,
  seen: Survey,
  grants: readonly Grant[],
  occasion: Occasion,
): Promise<{ survey: Survey; records: readonly LedgerRecord[]; problem?: string }> {
  if (seen.ledger === undefined) return { survey: seen, records: [], problem: 'the ledger could not be read' };
  const config = seen.organization?.log;
  if (config === undefined) {
    const drafts = grants.map((grant) => intentDraft(grant, decidedOn(seen, grant.pull), occasion));
    const written = await record(world, seen.ledger, drafts, 'sealed');
    const survey = { ...seen, ledger: written.ledger, accounts: written.ledger.accounts };
    const told = written.problem === undefined ? await tell(world, seen, written.ledger, written.records) : undefined;
    const problem = written.problem ?? told?.fork;
    // Only an append tells that the ledger still stands as it was read: where all intents are on record, none is made.
    if (problem === undefined && written.records.length === 0) return withLedgerReadAgain(world, seen, seen.ledger);
    return { survey, records: written.records, ...(problem === undefined ? {} : { problem }) };
  }
  // Without a signature no activation is recorded, and the next run would give again what a person removed.
  const unsignable = await whyUnsignable(seen.ledger);
  if (unsignable !== undefined) return { survey: seen, records: [], problem: unsignable };
  const logged = await world.openLog(config).write(intentEntries(grants, seen.repositoryName, occasion));
  if (logged.outcome === 'failed')
    return { survey: seen, records: [], problem: `the outside log did not take the intent: ${logged.sentence}` };
  return withLedgerReadAgain(world, seen, seen.ledger);
}

/** Another run may have given, and somebody may have taken away, what this one is about to give. */
async function withLedgerReadAgain(
  world: World,
  seen: Survey,
  before: OpenLedger,
): Promise<{ survey: Survey; records: readonly LedgerRecord[]; problem?: string }> {
  const ledger = await readLedger(world, before.trust);
  if ('problem' in ledger) return { survey: seen, records: [], problem: ledger.problem };
  if (!isContinued(before, ledger))
    return {
      survey: seen,
      records: [],
      problem: 'the branch audit lost records while this run looked; start a new run',
    };
  if (ledger.doubt !== undefined) return { survey: seen, records: [], problem: ledger.doubt };
  return { survey: { ...seen, ledger, accounts: ledger.accounts }, records: [] };
}

/** What was done with grants that are closed: after everything else is on record, and never in its way. */
async function writeUsage(
  world: World,
  ledger: OpenLedger | undefined,
  clock: ClockReading | undefined,
  occasion: Occasion,
): Promise<Followed> {
  if (ledger?.doubt !== undefined || ledger === undefined || clock === undefined)
    return { ledger, records: [], problems: [], waiting: [] };
  const { drafts, deferred: waiting } = await readUsage(world.auditLogs, ledger.accounts, occasion);
  if (drafts.length === 0) return { ledger, records: [], problems: [], waiting };
  return { ...(await append(world, ledger, drafts)), waiting };
}

/** After everything that stops something: reviews that broken glass owes are asked for, looked for, and recorded. */
async function reviewGlass(world: World, seen: Survey, occasion: Occasion): Promise<Followed> {
  const { ledger, organization, policies, owner, repositoryName: name } = seen;
  const now = world.repository.time();
  if (ledger === undefined || seen.head === undefined || now === undefined)
    return { records: [], problems: [], waiting: [], ledger };
  if (organization === undefined || owner === undefined) {
    const problems = hasReviewsOwed(ledger.accounts)
      ? ['reviews of broken glass wait: policies/organization.yaml does not parse']
      : [];
    return { records: [], problems, waiting: [], ledger };
  }
  const repository = { id: owner.repository, name };
  const followed = await followReviews(world, ledger.accounts, { repository, organization, policies, now, occasion });
  const written = await append(world, ledger, followed.drafts);
  return {
    ...written,
    waiting: followed.waiting,
    problems: [...followed.problems, ...written.problems],
  };
}

interface Followed extends Written {
  readonly waiting: readonly string[];
}

/** After that: releases from quarantine go on record, and drift that is on record is told by issues. */
async function tellPeople(
  world: World,
  seen: Survey,
  ledger: OpenLedger | undefined,
  occasion: Occasion,
): Promise<Followed> {
  const { organization, owner, repositoryName: name } = seen;
  const now = world.repository.time();
  const nothing = { records: [], problems: [], waiting: [], ledger };
  if (ledger === undefined || seen.head === undefined || now === undefined) return nothing;
  if (organization === undefined || owner === undefined) return nothing;
  const due = releasesToRecord(ledger.accounts.quarantines, organization);
  const { drafts, waiting } = await followReleases(world, due, ledger.genesis, occasion);
  const written = drafts.length === 0 ? nothing : await append(world, ledger, drafts);
  const ground = { repository: { id: owner.repository, name }, security: organization.security, now };
  const untold = await tellDrift(world, ledger.accounts.drift, ground);
  return { ...written, waiting, problems: [...written.problems, ...untold] };
}

function toDrift({ pull, resource, role, event, why, actor = null }: Step): readonly Drift[] {
  return event === 'removed' || event === 'altered' || event === 'unexplained'
    ? [{ pull, resource, role, event, why, actor }]
    : [];
}
