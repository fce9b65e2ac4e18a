import { decode, isExactly, type Owner } from '../grant/grant.ts';
import { keyOf, sameMember, type Binding } from '../grant/iam-policy.ts';
import type { Actor, EventKind, Step } from './table.ts';
import { addSeconds, type Instant } from '../time.ts';

/** One change to an IAM policy in Google's own record: an added or removed binding. */
export interface BindingChange {
  readonly at: Instant;
  /** The caller in Google's form: an address or a principal's full name. */
  readonly principal: string;
  readonly action: 'ADD' | 'REMOVE';
  readonly binding: Binding;
}

/** The events about changes to our bindings by hand. */
const DRIFT: readonly (EventKind | undefined)[] = ['removed', 'altered', 'unexplained'];

export function isDrift({ event }: Pick<Step, 'event'>): boolean {
  return DRIFT.includes(event);
}

/** True if no run saw the access granted. Only Google's record shows if it was. */
export function isLapse({ event }: Pick<Step, 'event'>): boolean {
  return event === 'lapsed';
}

/** Seconds until every read shows a binding that Google recorded as added. */
const SEEN_BY_THEN = 600;

/**
 * Explains a lapse from Google's record. If the access was granted and removed before any run recorded either, the event
 * becomes the one of its grant. Returns `undefined` if the grant is so recent that this step's read may have missed it.
 * @param changes `null` if Google's record was unreadable
 */
export function explainLapse(
  step: Step,
  changes: readonly BindingChange[] | null,
  granted: Binding,
  now: Instant,
): Step | undefined {
  if (changes === null)
    return {
      ...step,
      why: `${step.why}; Pullcord does not know if it was granted: Google's audit log was unreadable`,
    };
  const [given, ...later] = changes
    .filter(({ action, binding }) => action === 'ADD' && isExactly(binding, granted))
    .toSorted((a, b) => (a.at < b.at ? 1 : -1));
  if (given === undefined) return step;
  const isTaken = changes.some(
    ({ action, at, binding }) => action === 'REMOVE' && at >= given.at && isExactly(binding, granted),
  );
  if (!isTaken && now < addSeconds(given.at, SEEN_BY_THEN)) return undefined;
  const first = later.at(-1) ?? given;
  const why = `${step.why}; ${first.principal} granted it at ${first.at}, and it was removed before a run could record it`;
  return { ...step, event: step.over ?? 'ended', why, before: [granted] };
}

/** A drift with its actor. The actor is `null` if Google's record does not name one. */
export interface Explained {
  readonly step: Step;
  readonly actor: Actor | null;
}

/**
 * Finds the actor of a drift in Google's record of the resource, whose changes may be in any order.
 *
 * Somebody may have altered a missing binding before a run of ours removed it and died without a record. Google's record
 * has the removed binding. If it differs from the granted one, the event becomes `altered`.
 * @param granted the granted binding, if the grant is known
 */
export function explain(
  step: Step,
  changes: readonly BindingChange[],
  owner: Owner,
  granted: Binding | undefined,
): Explained {
  const sorted = changes.toSorted((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
  if (step.event !== 'removed') return { step, actor: toActor(lastAdded(sorted, step.before)) };
  const ours = (binding: Binding): boolean => {
    const mark = decode(binding, owner);
    return mark.of === 'us' && mark.pull === step.pull && binding.role === step.role;
  };
  const gone = sorted.findLast(({ action, binding }) => action === 'REMOVE' && ours(binding));
  if (gone === undefined || granted === undefined) return { step, actor: toActor(gone) };
  if (!isExactly(gone.binding, granted)) {
    const why = 'the binding differed from the granted one, and it was removed';
    const altered = { ...step, event: 'altered' as const, why, before: [gone.binding] };
    return { step: altered, actor: toActor(lastAdded(sorted, [gone.binding])) };
  }
  const wasGivenBy = (principal: string) =>
    sorted.some((change) => change.action === 'ADD' && change.principal === principal && ours(change.binding));
  const permanent = sorted.find(
    ({ at, action, binding }) =>
      action === 'ADD' &&
      at >= gone.at &&
      binding.condition === undefined &&
      binding.role === granted.role &&
      sameMember(binding.member, granted.member),
  );
  if (permanent === undefined)
    return { step: wasGivenBy(gone.principal) ? unrecorded(step) : step, actor: toActor(gone) };
  const why = 'condition-lost: the binding lost its condition, which made the access permanent, and it was removed';
  const altered = { ...step, event: 'altered' as const, why, before: [permanent.binding] };
  return { step: altered, actor: toActor(permanent) };
}

/**
 * Explains a removal by the granting account. A run that revokes on a person's order can die before its record, or fail to
 * write the ledger. The next run then reports the removal.
 */
function unrecorded(step: Step): Step {
  const why =
    'the granting account removed the binding early, in an unrecorded run or by hand; it is not granted again';
  return { ...step, why };
}

/** Returns the step for the record. Its sentence names the actor, if there is one. */
export function withActor({ step, actor }: Explained): Step {
  const by = actor === null ? '' : `; Google's audit log names ${actor.principal} at ${actor.at}`;
  return { ...step, why: `${step.why}${by}`, actor };
}

function lastAdded(changes: readonly BindingChange[], bindings: readonly Binding[]): BindingChange | undefined {
  const keys = new Set(bindings.map(keyOf));
  return changes.findLast(({ action, binding }) => action === 'ADD' && keys.has(keyOf(binding)));
}

function toActor(change: BindingChange | undefined): Actor | null {
  return change === undefined ? null : { principal: change.principal, at: change.at };
}
