import { writeParty } from './parties.ts';
import { PROOF_STRENGTH } from './policy-rules.ts';
import type { ApprovalRule, Proof } from './policy.ts';
import { formatDuration, type Seconds } from '../time.ts';

/** `changes`: a difference that is neither looser nor tighter. */
export type ChangeKind = 'gives' | 'takes' | 'loosens' | 'tightens' | 'changes';

export interface Difference {
  readonly kind: ChangeKind;
  readonly sentence: string;
}

/** Compares people, teams or roles. More entries are looser: `team:x can now request access`. */
export function compareLists(
  auxiliary: 'can' | 'is',
  verb: string,
  before: readonly string[],
  after: readonly string[],
): readonly Difference[] {
  const difference = (kind: ChangeKind, entry: string, when: string): Difference => ({
    kind,
    sentence: `${entry} ${auxiliary} ${when} ${verb}`,
  });
  return [
    ...added(before, after).map((entry) => difference('loosens', entry, 'now')),
    ...added(after, before).map((entry) => difference('tightens', entry, 'no longer')),
  ];
}

/** Compares two durations. The longer one is looser. */
export function compareDurations(what: string, before: Seconds, after: Seconds): readonly Difference[] {
  if (before === after) return [];
  const sentence = `${what} ${formatDuration(after)} instead of ${formatDuration(before)}`;
  return [{ kind: after > before ? 'loosens' : 'tightens', sentence }];
}

/** Compares two proofs. The weaker one is looser. */
export function compareProofs(what: string, before: Proof, after: Proof): readonly Difference[] {
  if (before === after) return [];
  const looser = PROOF_STRENGTH[after] < PROOF_STRENGTH[before];
  return [{ kind: looser ? 'loosens' : 'tightens', sentence: `${what} ${after} instead of ${before}` }];
}

/** Compares user verification by security keys. A touch alone is looser than a touch with a PIN or fingerprint. */
export function compareVerification(
  before: { readonly userVerification?: true },
  after: { readonly userVerification?: true },
): readonly Difference[] {
  if (before.userVerification === after.userVerification) return [];
  return after.userVerification === true
    ? [{ kind: 'tightens', sentence: 'security keys now need a PIN or fingerprint' }]
    : [{ kind: 'loosens', sentence: 'security keys no longer need a PIN or fingerprint' }];
}

/**
 * Compares the entries of two approvals. Entries with the same people differ by count. Two other entries form a pair if
 * one contains all people of the other; order decides between several. An entry without a partner was removed or added.
 */
export function compareApprovals(
  what: string,
  before: readonly ApprovalRule[],
  after: readonly ApprovalRule[],
): readonly Difference[] {
  const old = before.map(toComparable);
  const now = after.map(toComparable);
  const pairs = [...takePairs(old, now, isSameFrom), ...takePairs(old, now, isNested)];
  return [
    ...pairs.flatMap(([was, is]) => [
      ...compareLists('can', `give the ${what}`, was.from, is.from),
      ...compareCounts(what, was, is),
    ]),
    ...old.map((rule): Difference => ({ kind: 'loosens', sentence: `${what} by ${name(rule)} is no longer needed` })),
    ...now.map((rule): Difference => ({ kind: 'tightens', sentence: `${what} by ${name(rule)} is now needed` })),
  ];
}

/** True if two plain values are equal. The order of keys does not matter. */
export function isEqual(a: unknown, b: unknown): boolean {
  return canonical(a) === canonical(b);
}

interface Comparable {
  readonly from: readonly string[];
  readonly count: number;
}

function toComparable({ from, count }: ApprovalRule): Comparable {
  return { from: from.map(writeParty).sort(), count };
}

/** Removes the pairs that belong together from both lists, and returns them. */
function takePairs(
  old: Comparable[],
  now: Comparable[],
  belong: (was: Comparable, is: Comparable) => boolean,
): readonly (readonly [Comparable, Comparable])[] {
  const pairs: (readonly [Comparable, Comparable])[] = [];
  for (const was of [...old]) {
    const is = now.find((rule) => belong(was, rule));
    if (is === undefined) continue;
    old.splice(old.indexOf(was), 1);
    now.splice(now.indexOf(is), 1);
    pairs.push([was, is]);
  }
  return pairs;
}

function isSameFrom(was: Comparable, is: Comparable): boolean {
  return isEqual(was.from, is.from);
}

function isNested(was: Comparable, is: Comparable): boolean {
  return added(was.from, is.from).length === 0 || added(is.from, was.from).length === 0;
}

function compareCounts(what: string, was: Comparable, is: Comparable): readonly Difference[] {
  if (was.count === is.count) return [];
  const sentence = `${what} needs ${is.count} of ${is.from.join(', ')} instead of ${was.count}`;
  return [{ kind: is.count < was.count ? 'loosens' : 'tightens', sentence }];
}

function name({ from, count }: Comparable): string {
  return `${count} of ${from.join(', ')}`;
}

function added(before: readonly string[], after: readonly string[]): readonly string[] {
  return after.filter((entry) => !before.includes(entry));
}

function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
}
