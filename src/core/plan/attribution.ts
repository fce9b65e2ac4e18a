import { decode, isExactly, type Owner } from '../grant/grant.ts';
import { keyOf, sameMember, type Binding } from '../grant/iam-policy.ts';
import type { Actor, EventKind, Step } from './table.ts';
import { addSeconds, type Instant } from '../time.ts';

/** One line of Google's own record of a change to an IAM policy: a binding came or went. */
export interface BindingChange {
  readonly at: Instant;
  /** Who called: an address or a principal's full name, in Google's words. */
  readonly principal: string;
  readonly action: 'ADD' | 'REMOVE';
  readonly binding: Binding;
}

/** What people did to our bindings behind our back. */
const DRIFT: readonly (EventKind | undefined)[] = ['removed', 'altered', 'unexplained'];

export function isDrift({ event }: Pick<Step, 'event'>): boolean {
  return DRIFT.includes(event);
}

/** What was never seen to be given: whether it was all the same, only Google's record can tell. */
export function isLapse({ event }: Pick<Step, 'event'>): boolean {
  return event === 'lapsed';
}

/** Seconds after which a binding Google recorded as given would be seen by whoever looks. */
const SEEN_BY_THEN = 600;

/**
 * A lapse as Google's record has it: what was given, and taken away before any run could record either, is over in the way
 * its grant is. `undefined`: it was given so lately that it may stand, unseen by the look this step rests on.
 * @param changes `null`: Google's record could not be read
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
      why: `${step.why}; whether it was ever given is not known: Google's audit log could not be read`,
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
  const why = `${step.why}; it was given by ${first.principal} at ${first.at}, and taken away before any run could record it`;
  return { ...step, event: step.over ?? 'ended', why, before: [granted] };
}

/** The same drift, with who did it: `null` where Google's record does not tell. */
export interface Explained {
  readonly step: Step;
  readonly actor: Actor | null;
}

/**
 * Tells who is behind a drift, from the changes Google recorded on its resource, in any order.
 *
 * A binding that is only seen to be gone may have been altered first and taken away by a run of ours that could not say
 * so any more: what Google recorded as taken away tells, and the event is `altered` then.
 * @param granted the binding that stood there by right, if the grant is known
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
    const why = 'the binding was no longer the one that was granted, and was taken away';
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
  const why = 'condition-lost: the access was made permanent, and was taken away';
  const altered = { ...step, event: 'altered' as const, why, before: [permanent.binding] };
  return { step: altered, actor: toActor(permanent) };
}

/** A run that takes at somebody's word and dies, or cannot write the ledger, leaves it to the next to say so. */
function unrecorded(step: Step): Step {
  const why =
    'the account that gave the binding took it away before its end: a run that could not record it, or somebody in its name; it is not given again';
  return { ...step, why };
}

/** The step as it goes on record: its sentence says who did it, where that is known. */
export function withActor({ step, actor }: Explained): Step {
  const by = actor === null ? '' : `, by ${actor.principal} at ${actor.at}`;
  return { ...step, why: `${step.why}${by}`, actor };
}

function lastAdded(changes: readonly BindingChange[], bindings: readonly Binding[]): BindingChange | undefined {
  const keys = new Set(bindings.map(keyOf));
  return changes.findLast(({ action, binding }) => action === 'ADD' && keys.has(keyOf(binding)));
}

function toActor(change: BindingChange | undefined): Actor | null {
  return change === undefined ? null : { principal: change.principal, at: change.at };
}
