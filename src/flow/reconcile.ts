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
  /** The caller's orders. An order may revoke, and never grants. */
  readonly orders?: RunOrders;
  /** The ledger as the caller left it. A ledger that holds less is in doubt. */
  readonly since?: OpenLedger;
}

/**
 * Makes IAM match the merged requests, and records it. Merge, schedule and dispatch all run this one function. It compares
 * states and trusts no event, so a run that died is completed by the next.
 *
 * No message ends a run early: every step runs, and the severities of all messages decide the exit status
 * (`core/message.ts`). Three steps may append to the ledger. The current one is `observed.ledger`, after the intents
 * `prepared.ledger`, after the record `recorded.ledger`. Follow-up does not return its own.
 */
export async function reconcile(ports: Ports, options: ReconcileOptions): Promise<ReconcileReport> {
  // 1. Observe: read documents, requests, comments and rules from GitHub. Read the ledger from the branch `audit`, and its
  // anchors from Cloud Logging and Cloud Storage. Decide every request without a decision on record.
  const observed = await observe(ports, options.clone, ordersFor(options), options.since);
  const inputs = inputsOf(observed, observed.ledger);
  if (options.dryRun) return dryRun(ports, observed, inputs);

  // 2. Revoke: remove the bindings that must not exist. They have expired, a person revoked them, their request or policy
  // is gone, or no record explains them. An unreadable ledger does not stop this. The pass plans grants as well, and returns
  // the pull requests that await an intent.
  const revoked = await applyRevocations(ports, inputs, observed.resources);
  const clock = readClock(ports);
  const context = contextOf(ports, observed, options);

  // 3. Record intents: no access is granted before its intent is on record. If the run dies before it records the grant,
  // the intent explains the binding. Records that earlier runs could not sign are signed first; without a
  // signature nothing is granted.
  const prepared = await prepareGrants(ports, observed, revoked.awaitingIntent, clock, context);

  // 4. Grant access whose intent is on record, and nothing else.
  const grantInputs = inputsOf(observed, prepared.ledger);
  const granted = await applyGrants(ports, grantInputs, prepared.grants, revoked.steps);

  // 5. Record the events: refusals, lapses, and the steps of both passes over IAM. Google's audit log names the person
  // behind a drift.
  const { owner, desired, judged } = observed;
  const known = { owner, desired, index: prepared.ledger?.index };
  const attributed = await attributeDrift(ports, known, revoked.steps, context.at);
  const steps = [...attributed.steps, ...granted.steps];
  const recorded = await recordEvents(ports, prepared.ledger, { judged, desired, steps, clock }, context);

  // 6. Publish the records and the checkpoint outside GitHub.
  const records = [...prepared.records, ...recorded.records];
  const published = await publishRun(ports, observed, recorded.ledger, { ...observed.anchors, records });

  // 7. Follow up: reviews, releases, issues about drift, and usage. No access waits for these. It appends and publishes
  // records of its own, and what step 6 could not publish.
  const followed = await followUp(ports, observed, recorded.ledger, published.left, clock, context);

  const results = [observed, revoked, prepared, granted, attributed, recorded, published, followed];
  return {
    records: [...records, ...followed.records],
    judged,
    plans: [],
    messages: distinct(results.flatMap(({ messages }) => messages)),
    drift: driftIn(attributed.steps),
  };
}

/** Returns the inputs of a pass over IAM: the observed state, with the grants that `ledger` holds. */
function inputsOf(observed: ObservedState, ledger: OpenLedger | undefined): ApplyInputs {
  const { owner, repositoryName, desired, whyOthersUnknown, roles, head } = observed;
  return {
    owner,
    repositoryName,
    desired,
    roles,
    ...(whyOthersUnknown === undefined ? {} : { whyOthersUnknown }),
    onRecord: ledger?.index ?? 'unreadable',
    readAt: { head, ledger: ledger?.head },
  };
}

/** Returns the time, run and version of every record of this run. */
function contextOf(ports: Ports, observed: ObservedState, { run, version }: ReconcileOptions): RecordContext {
  const clocks = { github: ports.repository.time() ?? observed.now, google: ports.iam.time() };
  return { at: recordTime(clocks), run, version };
}
