import type { RecordContext } from '../../core/ledger/drafts.ts';
import type { Draft } from '../../core/ledger/record.ts';
import { message, type Message } from '../../core/message.ts';
import type { ClockReading } from '../../core/plan/clocks.ts';
import type { Ports } from '../../core/ports.ts';
import { appendRecords, type StepResult } from '../ledger/append.ts';
import type { OpenLedger } from '../ledger/open.ts';
import { publishRun, type Unpublished } from '../ledger/publish.ts';
import type { ObservedState } from '../observe/state.ts';
import { reportDrift } from './drift.ts';
import { followReleases } from './releases.ts';
import { followReviews, hasReviewsOwed } from './reviews.ts';
import { readUsage } from './usage.ts';

/**
 * Does the work that no access waits for, after everything else is on record. It follows reviews of broken glass,
 * releases from quarantine, issues about drift, and the usage of closed grants. It publishes its own records. A failure
 * stops no other part.
 * @param left records that the run could not publish so far; they go with the records of this step
 */
export async function followUp(
  ports: Ports,
  state: ObservedState,
  ledger: OpenLedger | undefined,
  left: Unpublished,
  clock: ClockReading | undefined,
  context: RecordContext,
): Promise<StepResult> {
  if (ledger === undefined) return { ledger, records: [], messages: [] };
  const reviews = await followOnGitHub(ports, state, ledger, context);
  const usage = await recordUsage(ports, reviews.ledger, clock, context);
  const done = joined(reviews, usage);
  if (done.records.length === 0) return done;
  const unpublished = { ...left, records: [...left.records, ...done.records] };
  const published = await publishRun(ports, state, done.ledger, unpublished);
  return { ...done, messages: [...done.messages, ...published.messages] };
}

interface Followed extends StepResult {
  readonly ledger: OpenLedger;
}

/** Follows reviews, then releases and drift. Does nothing without GitHub or its clock. */
async function followOnGitHub(
  ports: Ports,
  state: ObservedState,
  ledger: OpenLedger,
  context: RecordContext,
): Promise<Followed> {
  const { organization, policies, owner, repositoryName: name } = state;
  const now = ports.repository.time();
  const nothing = { ledger, records: [], messages: [] };
  if (state.head === undefined || now === undefined) return nothing;
  if (organization === undefined || owner === undefined)
    return hasReviewsOwed(ledger.index)
      ? { ...nothing, messages: [message('review-failed', NO_ORGANIZATION)] }
      : nothing;
  const repository = { id: owner.repository, name };
  const inputs = { repository, organization, policies, now, context };
  const reviewed = await record(ports, ledger, await followReviews(ports, ledger.index, inputs));
  const { quarantines } = reviewed.ledger.index;
  const releases = followReleases(quarantines, state.inForce, state.atHead, context);
  const released = await record(ports, reviewed.ledger, releases);
  const { security } = organization;
  const unreported = await reportDrift(ports, released.ledger.index.drift, { repository, security, now });
  return joined(reviewed, { ...released, messages: [...released.messages, ...unreported] });
}

const NO_ORGANIZATION =
  'break-glass reviews wait, because policies/organization.yaml does not parse. Fix it in a pull request';

async function recordUsage(
  ports: Ports,
  ledger: OpenLedger,
  clock: ClockReading | undefined,
  context: RecordContext,
): Promise<Followed> {
  if (ledger.doubt !== undefined || clock === undefined) return { ledger, records: [], messages: [] };
  return record(ports, ledger, await readUsage(ports.auditLogs, ledger.index, context));
}

async function record(
  ports: Ports,
  ledger: OpenLedger,
  { drafts, messages }: { readonly drafts: readonly Draft[]; readonly messages: readonly Message[] },
): Promise<Followed> {
  if (drafts.length === 0) return { ledger, records: [], messages };
  const written = await appendRecords(ports, ledger, drafts);
  return { ...written, messages: [...messages, ...written.messages] };
}

function joined(first: Followed, second: Followed): Followed {
  return {
    ledger: second.ledger,
    records: [...first.records, ...second.records],
    messages: [...first.messages, ...second.messages],
  };
}
