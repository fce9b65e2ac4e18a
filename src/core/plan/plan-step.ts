import type { Binding, Change } from '../grant/iam-policy.ts';
import { message, type Message } from '../message.ts';
import type { Key, RowFacts } from './plan-row.ts';
import type { Row, Step } from './table.ts';

/** The outcome of one row of the table. */
export interface Outcome {
  readonly steps: readonly Step[];
  readonly messages: readonly Message[];
}

/** Applies the row that fits the facts. Without a row there is nothing to do. */
export function carryOut(row: Row | undefined, facts: RowFacts): Outcome {
  const [, , , change, event] = row ?? [];
  const waits = (facts.grant.is === 'unknown' || facts.grant.is === 'held') && change !== 'revoke';
  const messages = waits ? [deferral(facts)] : [];
  if (row === undefined) return { steps: [], messages };
  const main = change === '' && event === '' ? [] : [mainStep(row, facts)];
  // The exact binding exists or may follow, so no grant explains any other binding with its mark.
  const isExactOnly = (facts.grant.is === 'live' || facts.grant.is === 'held') && facts.onRecord !== 'unreadable';
  const strays = isExactOnly && change !== 'revoke' && facts.strays.length > 0 ? [strayStep(facts)] : [];
  return { steps: [...main, ...strays], messages };
}

/** Returns the message about a deferred step. */
export function putOff(why: string): (step: Step) => Message {
  return ({ pull, role, resource }) =>
    message(
      'access-waits',
      `#${pull ?? '?'} ${role} on ${resource} is neither granted nor revoked in this run: ${why}; the next run decides`,
    );
}

function mainStep(row: Row, facts: RowFacts): Step {
  const [, , , change] = row;
  const taken = change === 'revoke' ? takenBy(row, facts) : [];
  const given = change === 'grant' && facts.exact !== undefined ? [facts.exact] : [];
  const before = beforeOf(row, facts);
  const event = eventOf(row, facts);
  return {
    ...whereOf(facts),
    changes: [...taken.map(toRevoke), ...given.map(toGrant)],
    event,
    why: whyOf(row, facts),
    ...(blamesSomebody(row) ? { needsFreshRead: true as const } : {}),
    ...(event === 'lapsed' && facts.desired?.phase.is === 'over' ? { over: facts.desired.phase.how } : {}),
    before,
    after: [...before.filter((one) => !taken.includes(one)), ...given],
    unconditionalBefore: event === 'activated' ? facts.unconditional.map(({ member }) => member) : [],
  };
}

function strayStep(facts: RowFacts): Step {
  return {
    ...whereOf(facts),
    changes: facts.strays.map(toRevoke),
    event: 'unexplained',
    why: facts.bindings.has('same')
      ? "a second binding with Pullcord's mark exists beside the granted one"
      : NEVER_GRANTED,
    needsFreshRead: true,
    before: facts.strays,
    after: [],
    unconditionalBefore: [],
  };
}

const NEVER_GRANTED = "a binding with Pullcord's mark differs from the request and was never granted";

function whereOf({ key, resource }: RowFacts): Pick<Step, 'pull' | 'resource' | 'role'> {
  return { pull: key.pull, resource, role: key.role };
}

/** Returns the bindings before the step. Strays have a step of their own, unless this one revokes everything. */
function beforeOf(row: Row, { past, replacing, ours, strays }: RowFacts): readonly Binding[] {
  if (isAboutReplacement(row)) return [...replacing, ...ours];
  if (row[2] === 'mismatched') return past;
  return row[3] === 'revoke' ? ours : ours.filter((one) => !strays.includes(one));
}

function takenBy(row: Row, { past, replacing, ours }: RowFacts): readonly Binding[] {
  if (isAboutReplacement(row)) return [...replacing, ...ours];
  return isAboutPast(row) ? past : ours;
}

/** True if the step reports a change by hand. A mismatched binding was never the granted one, so no fresh read is needed. */
function blamesSomebody(row: Row): boolean {
  const [, , binding, , event] = row;
  return isAboutReplacement(row) || event === 'removed' || (event === 'unexplained' && binding !== 'mismatched');
}

/** True if the row is about bindings whose own condition has expired. */
function isAboutPast([, , binding]: Row): boolean {
  return binding === 'past' || binding === 'mismatched';
}

/** True if the row is about an unconditional binding that replaced ours. */
function isAboutReplacement([, , binding]: Row): boolean {
  return binding === 'conditionRemoved';
}

function eventOf([, , , , event]: Row, { desired }: RowFacts): Step['event'] {
  if (event === '') return undefined;
  if (event !== 'over') return event;
  return desired?.phase.is === 'over' ? desired.phase.how : 'ended';
}

function toRevoke(binding: Binding): Change {
  return { kind: 'revoke', binding };
}

function toGrant(binding: Binding): Change {
  return { kind: 'grant', binding };
}

function deferral({ key, resource, grant }: RowFacts): Message {
  return message(
    'access-waits',
    `${pullName(key)} ${key.role} on ${resource} is neither granted nor revoked in this run: ${grant.why}`,
  );
}

function pullName({ pull }: Key): string {
  return `#${pull ?? '?'}`;
}

function whyOf(row: Row, { key, grant, onRecord }: RowFacts): string {
  const [, , , , event] = row;
  if (isAboutReplacement(row)) return 'condition-lost: the binding lost its condition, which made the access permanent';
  switch (event) {
    case 'removed':
      return 'somebody removed the binding before its end; it is not granted again';
    case 'altered':
      return 'the binding differs from the granted one';
    case 'unexplained':
      if (key.pull === undefined) return "a binding with Pullcord's mark names no pull request";
      if (grant.is === 'held' || grant.is === 'unknown') return NEVER_GRANTED;
      return onRecord === 'closed' || onRecord === 'refused' ? 'the ledger has closed the grant' : grant.why;
    case 'ended':
      return "the binding's own end has passed";
    default:
      return grant.why;
  }
}
