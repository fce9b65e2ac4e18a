import type { RecordContext } from '../core/ledger/drafts.ts';
import type { RunFact } from '../core/ledger/record.ts';
import { distinct } from '../core/message.ts';
import { recordTime } from '../core/plan/clocks.ts';
import type { Ports } from '../core/ports.ts';
import { driftIn, type ReconcileReport } from '../core/report/report.ts';
import { applyGrants, applyRevocations } from './apply/apply.ts';
import { attributeDrift } from './apply/attribution.ts';
import type { ApplyInputs } from './apply/inputs.ts';
import { readClock } from './apply/resource.ts';
import { dryRun } from './dry-run.ts';
import { followUp } from './followup/follow-up.ts';
import type { OpenLedger } from './ledger/open.ts';
import { publishRun } from './ledger/publish.ts';
import { recordEvents } from './ledger/record-events.ts';
import { prepareGrants } from './ledger/prepare-grants.ts';
import { observe } from './observe/observe.ts';
import type { ObservedState } from './observe/state.ts';
import { ordersFor, type RunOrders } from './observe/orders.ts';
import type { Clone } from './observe/without-github.ts';

export interface ReconcileOptions {
  readonly run: RunFact;
  readonly version: string;
  readonly clone: Clone;
  /** Plan and report; change nothing. */
  readonly dryRun: boolean;
  /** What the caller asks for besides. An order may revoke, and never grants. */
  readonly orders?: RunOrders;
  /** The ledger as the caller left it; a ledger that holds less is in doubt. */
  readonly since?: OpenLedger;
}

/**
 * Makes IAM match the merged requests, and records it. Merge, schedule and dispatch all run this one function. It compares
 * states and trusts no event, so a run that died is completed by the next.
 *
 * Each step hands on one ledger: `observed.ledger`, then `prepared.ledger`, `recorded.ledger` and `followed.ledger`. The
 * messages of all steps make the report, and their severities alone decide the exit status (`core/message.ts`).
 */
export async function reconcile(ports: Ports, options: ReconcileOptions): Promise<ReconcileReport> {
  // 1. Observe: documents, requests, comments and rules from GitHub; the ledger from the branch `audit`; its anchors from
  // Google. Every request without a decision on record is decided here.
  const observed = await observe(ports, options.clone, ordersFor(options), options.since);
  const inputs = inputsOf(observed, observed.ledger);
  if (options.dryRun) return dryRun(ports, observed, inputs);

  // 2. Revoke what has expired, was revoked or is unexplained. This waits for nothing, not even for the ledger.
  const revoked = await applyRevocations(ports, inputs, observed.resources);
  const clock = readClock(ports);
  const context = contextOf(ports, observed, options);

  // 3. Record intents, so that a crash between here and the grant leaves a trace. Records that earlier runs could not sign
  // are signed first; without a signature nothing is granted.
  const prepared = await prepareGrants(ports, observed, revoked.awaitingIntent, clock, context);

  // 4. Grant what has its intent on record, and nothing else.
  const grantInputs = inputsOf(observed, prepared.ledger);
  const granted = await applyGrants(ports, grantInputs, prepared.grants, revoked.steps);

  // 5. Record what became true: refusals, lapses, and the steps of both passes over IAM.
  const grants = { owner: observed.owner, desired: observed.desired, index: observed.ledger?.index };
  const attributed = await attributeDrift(ports, grants, revoked.steps, context.at);
  const steps = [...attributed.steps, ...granted.steps];
  const { judged, desired } = observed;
  const recorded = await recordEvents(ports, prepared.ledger, { judged, desired, steps, clock }, context);

  // 6. Publish the records and the checkpoint outside GitHub.
  const records = [...prepared.records, ...recorded.records];
  const published = await publishRun(ports, observed, recorded.ledger, records);

  // 7. Follow up: reviews, releases, issues and usage. Nothing waits for these.
  const followed = await followUp(ports, observed, recorded.ledger, clock, context);

  const results = [observed, revoked, prepared, granted, attributed, recorded, published, followed];
  return {
    records: [...records, ...followed.records],
    judged,
    plans: [],
    messages: distinct(results.flatMap(({ messages }) => messages)),
    drift: driftIn(attributed.steps),
  };
}

/** What a pass over IAM needs of the observed state, with the grants that `ledger` holds. */
function inputsOf(observed: ObservedState, ledger: OpenLedger | undefined): ApplyInputs {
  const { owner, repositoryName, desired, whyOthersUnknown: unknownPulls, roles, head } = observed;
  return {
    ...{ owner, repositoryName, desired, roles },
    ...(unknownPulls === undefined ? {} : { whyOthersUnknown: unknownPulls }),
    onRecord: ledger?.index ?? 'unreadable',
    readAt: { head, ledger: ledger?.head },
  };
}

/** The time, run and version that every record of this run bears. */
function contextOf(ports: Ports, observed: ObservedState, { run, version }: ReconcileOptions): RecordContext {
  const clocks = { github: ports.repository.time() ?? observed.now, google: ports.iam.time() };
  return { at: recordTime(clocks), run, version };
}
