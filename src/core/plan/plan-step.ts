import type { Binding, Change } from '../grant/iam-policy.ts';
import { message, type Message } from '../message.ts';
import type { Key, RowFacts } from './plan-row.ts';
import type { Row, Step } from './table.ts';

/** The outcome of one row of the table. */
export interface Outcome {
  readonly steps: readonly Step[];
  readonly messages: readonly Message[];
}

/** Carries out the row that fits what was seen; without one there is nothing to do. */
export function carryOut(row: Row | undefined, facts: RowFacts): Outcome {
  const [, , , change, event] = row ?? [];
  const waits = (facts.grant.is === 'unknown' || facts.grant.is === 'held') && change !== 'revoke';
  const messages = waits ? [deferral(facts)] : [];
  if (row === undefined) return { steps: [], messages };
  const main = change === '' && event === '' ? [] : [mainStep(row, facts)];
  // The exact binding stands, or may yet; whatever else carries its mark is nobody's.
  const isExactOnly = (facts.grant.is === 'live' || facts.grant.is === 'held') && facts.onRecord !== 'unreadable';
  const strays = isExactOnly && change !== 'revoke' && facts.strays.length > 0 ? [strayStep(facts)] : [];
  return { steps: [...main, ...strays], messages };
}

/** A message about a step that is put off. */
export function putOff(why: string): (step: Step) => Message {
  return ({ pull, role, resource }) =>
    message('access-waits', `#${pull ?? '?'} ${role} on ${resource}: ${why}; the next run decides`);
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
    why: facts.bindings.has('same') ? 'a binding with our mark beside the one that was granted' : NEVER_GRANTED,
    needsFreshRead: true,
    before: facts.strays,
    after: [],
    unconditionalBefore: [],
  };
}

const NEVER_GRANTED = 'a binding with our mark that is not what was asked for, and was never granted';

function whereOf({ key, resource }: RowFacts): Pick<Step, 'pull' | 'resource' | 'role'> {
  return { pull: key.pull, resource, role: key.role };
}

/** Strays have a step of their own, unless this one takes everything. */
function beforeOf(row: Row, { past, replacing, ours, strays }: RowFacts): readonly Binding[] {
  if (isAboutReplacement(row)) return [...replacing, ...ours];
  if (row[2] === 'mismatched') return past;
  return row[3] === 'revoke' ? ours : ours.filter((one) => !strays.includes(one));
}

function takenBy(row: Row, { past, replacing, ours }: RowFacts): readonly Binding[] {
  if (isAboutReplacement(row)) return [...replacing, ...ours];
  return isAboutPast(row) ? past : ours;
}

/** A mismatched binding is not what was granted, whatever has moved since, so it needs no fresh read. */
function blamesSomebody(row: Row): boolean {
  const [, , binding, , event] = row;
  return isAboutReplacement(row) || event === 'removed' || (event === 'unexplained' && binding !== 'mismatched');
}

/** The row is about what says itself that it is over. */
function isAboutPast([, , binding]: Row): boolean {
  return binding === 'past' || binding === 'mismatched';
}

/** The row is about the unconditional binding that stands where ours stood. */
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
  return message('access-waits', `${pullName(key)} ${key.role} on ${resource}: ${grant.why}`);
}

function pullName({ pull }: Key): string {
  return `#${pull ?? '?'}`;
}

function whyOf(row: Row, { key, grant, onRecord }: RowFacts): string {
  const [, , , , event] = row;
  if (isAboutReplacement(row)) return 'condition-lost: the access was made permanent';
  switch (event) {
    case 'removed':
      return 'somebody took the binding away before its end; it is not given again';
    case 'altered':
      return 'the binding is no longer the one that was granted';
    case 'unexplained':
      if (key.pull === undefined) return 'a binding with our mark that names no pull request';
      if (grant.is === 'held' || grant.is === 'unknown') return NEVER_GRANTED;
      return onRecord === 'closed' || onRecord === 'refused' ? 'the grant is closed on record' : grant.why;
    case 'ended':
      return 'its own end has passed';
    default:
      return grant.why;
  }
}
