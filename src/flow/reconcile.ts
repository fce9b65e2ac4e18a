import { recordTime, type ClockReading } from '../core/plan/clocks.ts';
import { intentDraft, type RecordContext } from '../core/ledger/drafts.ts';
import type { LedgerRecord, RunFact } from '../core/ledger/ledger.ts';
import { intentEntries } from '../core/ledger/outside-log.ts';
import type { Drift, ReconcileReport } from '../core/report/report.ts';
import type { Grant } from '../core/grant/grant.ts';
import type { Step } from '../core/plan/plan.ts';
import { whyRerunGrantsNothing } from '../core/grant/rerun.ts';
import { explainSteps } from './apply/attribution.ts';
import { publish, type Published } from './ledger/anchors.ts';
import { signBacklog, appendRecords, whyUnsignable } from './ledger/append.ts';
import { notCovered, quarantinesToConfirm, strangersRecords } from './ledger/unsealed.ts';
import { clockOf, counting, applyGrants, planAll, applyRevocations, type Applied } from './apply/apply.ts';
import { isContinued, readLedger, type OpenLedger } from './ledger/open.ts';
import { reportDrift } from './followup/drift.ts';
import type { RunOrders } from './observe/revocations.ts';
import { followReleases, releasesToRecord } from './followup/releases.ts';
import { followReviews, hasReviewsOwed } from './followup/reviews.ts';
import { observe, type Clone, type ObservedState } from './observe/observe.ts';
import { readUsage } from './followup/usage.ts';
import type { Ports } from '../core/ports.ts';
import { append, decidedOn, recordEvents, type Written } from './ledger/record-events.ts';

export interface ReconcileOptions {
  readonly run: RunFact;
  readonly version: string;
  readonly clone: Clone;
  /** Plan and tell, change nothing. */
  readonly dryRun: boolean;
  /** What this run was told besides: it may take, and never gives. */
  readonly orders?: RunOrders;
  /** The ledger as the caller left it: one that holds less is in doubt. */
  readonly since?: OpenLedger;
}

/**
 * Makes IAM match the merged requests and records it. Merge, schedule and dispatch are this one function: it compares
 * states and trusts no event. First it takes away, which waits for nothing; then intents go on record, then grants to
 * IAM, then everything that became true to the ledger.
 */
export async function reconcile(ports: Ports, options: ReconcileOptions): Promise<ReconcileReport> {
  const seen = await observe(ports, options.clone, ordersOf(options), options.since);
  if (options.dryRun) return dryRun(ports, seen);
  const taken = await applyRevocations(ports, seen);
  const clock = clockOf(ports);
  const clocks = { github: ports.repository.time() ?? seen.now, google: ports.iam.time() };
  const occasion: RecordContext = { at: recordTime(clocks), run: options.run, version: options.version };
  const caught = await caughtUp(ports, seen, occasion);
  const given = await giveWhatIsDue(ports, { judgedBy: seen.accounts, seen: caught.survey }, taken, clock, occasion);
  const explained = await explainSteps(ports, seen, taken.steps, occasion.at);
  const steps = [...explained.steps, ...given.settled.steps];
  const written = await recordEvents(ports, given.survey, steps, clock, occasion);
  const after = { ...given.survey, ledger: written.ledger };
  const reviewed = await reviewGlass(ports, after, occasion);
  const people = await tellPeople(ports, after, reviewed.ledger, occasion);
  const used = await writeUsage(ports, people.ledger, clock, occasion);
  const records = [caught, given, written, reviewed, people, used].flatMap((each) => each.records);
  const told = await tell(ports, seen, used.ledger, records);
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
function ordersOf({ run, orders }: ReconcileOptions): RunOrders | undefined {
  const onlyTakes = whyRerunGrantsNothing(run);
  return onlyTakes === undefined ? orders : { onlyTakes, ...orders };
}

/** What earlier runs left to sign for comes first: until it is done, nothing may be granted. */
async function caughtUp(
  ports: Ports,
  seen: ObservedState,
  occasion: RecordContext,
): Promise<Written & { readonly survey: ObservedState; readonly notes: readonly string[] }> {
  if (seen.ledger === undefined) return { survey: seen, ledger: undefined, records: [], problems: [], notes: [] };
  const { records, ledger, problem } = await signBacklog(ports, seen.ledger, occasion);
  const problems = problem === undefined ? [] : [problem];
  const survey = { ...seen, ledger, accounts: ledger.index, noGrants: [...seen.noGrants, ...problems] };
  const strangers = [...strangersRecords(seen.ledger, seen.repositoryName), ...quarantinesToConfirm(seen.ledger)];
  return { survey, ledger, records, problems: [...problems, ...strangers], notes: notCovered(seen.ledger) };
}

/** To the log and the bucket outside, once everything is on record. */
async function tell(
  ports: Ports,
  { organization, repositoryName, anchors }: ObservedState,
  ledger: OpenLedger | undefined,
  records: readonly LedgerRecord[],
): Promise<Published> {
  if (organization === undefined || ledger === undefined) return { problems: [] };
  return publish(ports, ledger, organization, repositoryName, { ...anchors, records });
}

async function dryRun(ports: Ports, seen: ObservedState): Promise<ReconcileReport> {
  const { plans, problems, notes } = await planAll(ports, seen);
  const noGrants = whyNoGrants(seen, clockOf(ports));
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
  readonly survey: ObservedState;
  readonly settled: Applied;
  readonly records: readonly LedgerRecord[];
  readonly noGrants: readonly string[];
  readonly problems: readonly string[];
}

const NOTHING: Applied = { steps: [], wantGrants: [], deferred: [], problems: [], notes: [] };

/** Grants wait for their intent to be on record, and for the ledger to be as it was judged. */
async function giveWhatIsDue(
  ports: Ports,
  { judgedBy, seen }: { readonly judgedBy: ObservedState['accounts']; readonly seen: ObservedState },
  taken: Applied,
  clock: ClockReading | undefined,
  occasion: RecordContext,
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
  const intent = await putIntentsOnRecord(ports, seen, grants, occasion);
  if (intent.problem !== undefined)
    return { ...nothing, records: intent.records, noGrants: [intent.problem], problems: [intent.problem] };
  const barred = quarantinedSince(judgedBy, intent.survey.accounts);
  if (barred !== undefined) return { ...nothing, survey: intent.survey, records: intent.records, noGrants: [barred] };
  const resources = [...new Set(grants.flatMap(({ access }) => access.map(({ resource }) => resource)))].sort();
  const pulls = new Set(grants.map(({ pull }) => pull));
  const settled = await applyGrants(ports, counting(intent.survey, taken.steps), resources, pulls);
  return { survey: intent.survey, settled, records: intent.records, noGrants: [], problems: [] };
}

/** Whoever was put in quarantine while this run looked may have asked or approved: everything is judged anew. */
function quarantinedSince(before: ObservedState['accounts'], after: ObservedState['accounts']): string | undefined {
  if (before === 'unreadable' || after === 'unreadable') return undefined;
  const known = new Set(before.quarantines.map(({ record }) => record));
  return after.quarantines.every(({ record }) => known.has(record))
    ? undefined
    : 'somebody was put in quarantine while this run looked; the next run decides';
}

function whyNoGrants(seen: ObservedState, clock: ClockReading | undefined): readonly string[] {
  if (clock === undefined) return [...seen.noGrants, 'Google did not tell the time'];
  return clock.noGrants === undefined ? seen.noGrants : [...seen.noGrants, clock.noGrants];
}

/** To the log outside GitHub, acknowledged; where none is configured, to the ledger. Then the ledger is read again. */
async function putIntentsOnRecord(
  ports: Ports,
  seen: ObservedState,
  grants: readonly Grant[],
  occasion: RecordContext,
): Promise<{ survey: ObservedState; records: readonly LedgerRecord[]; problem?: string }> {
  if (seen.ledger === undefined) return { survey: seen, records: [], problem: 'the ledger could not be read' };
  const config = seen.organization?.log;
  if (config === undefined) {
    const drafts = grants.map((grant) => intentDraft(grant, decidedOn(seen, grant.pull), occasion));
    const written = await appendRecords(ports, seen.ledger, drafts, 'sealed');
    const survey = { ...seen, ledger: written.ledger, accounts: written.ledger.index };
    const told = written.problem === undefined ? await tell(ports, seen, written.ledger, written.records) : undefined;
    const problem = written.problem ?? told?.fork;
    // Only an append tells that the ledger still stands as it was read: where all intents are on record, none is made.
    if (problem === undefined && written.records.length === 0) return withLedgerReadAgain(ports, seen, seen.ledger);
    return { survey, records: written.records, ...(problem === undefined ? {} : { problem }) };
  }
  // Without a signature no activation is recorded, and the next run would give again what a person removed.
  const unsignable = await whyUnsignable(seen.ledger);
  if (unsignable !== undefined) return { survey: seen, records: [], problem: unsignable };
  const logged = await ports.openLog(config).write(intentEntries(grants, seen.repositoryName, occasion));
  if (logged.outcome === 'failed')
    return { survey: seen, records: [], problem: `the outside log did not take the intent: ${logged.sentence}` };
  return withLedgerReadAgain(ports, seen, seen.ledger);
}

/** Another run may have given, and somebody may have taken away, what this one is about to give. */
async function withLedgerReadAgain(
  ports: Ports,
  seen: ObservedState,
  before: OpenLedger,
): Promise<{ survey: ObservedState; records: readonly LedgerRecord[]; problem?: string }> {
  const ledger = await readLedger(ports, before.trust);
  if ('problem' in ledger) return { survey: seen, records: [], problem: ledger.problem };
  if (!isContinued(before, ledger))
    return {
      survey: seen,
      records: [],
      problem: 'the branch audit lost records while this run looked; start a new run',
    };
  if (ledger.doubt !== undefined) return { survey: seen, records: [], problem: ledger.doubt };
  return { survey: { ...seen, ledger, accounts: ledger.index }, records: [] };
}

/** What was done with grants that are closed: after everything else is on record, and never in its way. */
async function writeUsage(
  ports: Ports,
  ledger: OpenLedger | undefined,
  clock: ClockReading | undefined,
  occasion: RecordContext,
): Promise<Followed> {
  if (ledger?.doubt !== undefined || ledger === undefined || clock === undefined)
    return { ledger, records: [], problems: [], waiting: [] };
  const { drafts, deferred: waiting } = await readUsage(ports.auditLogs, ledger.index, occasion);
  if (drafts.length === 0) return { ledger, records: [], problems: [], waiting };
  return { ...(await append(ports, ledger, drafts)), waiting };
}

/** After everything that stops something: reviews that broken glass owes are asked for, looked for, and recorded. */
async function reviewGlass(ports: Ports, seen: ObservedState, occasion: RecordContext): Promise<Followed> {
  const { ledger, organization, policies, owner, repositoryName: name } = seen;
  const now = ports.repository.time();
  if (ledger === undefined || seen.head === undefined || now === undefined)
    return { records: [], problems: [], waiting: [], ledger };
  if (organization === undefined || owner === undefined) {
    const problems = hasReviewsOwed(ledger.index)
      ? ['reviews of broken glass wait: policies/organization.yaml does not parse']
      : [];
    return { records: [], problems, waiting: [], ledger };
  }
  const repository = { id: owner.repository, name };
  const followed = await followReviews(ports, ledger.index, { repository, organization, policies, now, occasion });
  const written = await append(ports, ledger, followed.drafts);
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
  ports: Ports,
  seen: ObservedState,
  ledger: OpenLedger | undefined,
  occasion: RecordContext,
): Promise<Followed> {
  const { organization, owner, repositoryName: name } = seen;
  const now = ports.repository.time();
  const nothing = { records: [], problems: [], waiting: [], ledger };
  if (ledger === undefined || seen.head === undefined || now === undefined) return nothing;
  if (organization === undefined || owner === undefined) return nothing;
  const due = releasesToRecord(ledger.index.quarantines, organization);
  const { drafts, waiting } = await followReleases(ports, due, ledger.genesis, occasion);
  const written = drafts.length === 0 ? nothing : await append(ports, ledger, drafts);
  const ground = { repository: { id: owner.repository, name }, security: organization.security, now };
  const untold = await reportDrift(ports, ledger.index.drift, ground);
  return { ...written, waiting, problems: [...written.problems, ...untold] };
}

function toDrift({ pull, resource, role, event, why, actor = null }: Step): readonly Drift[] {
  return event === 'removed' || event === 'altered' || event === 'unexplained'
    ? [{ pull, resource, role, event, why, actor }]
    : [];
}
