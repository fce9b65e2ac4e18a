import { encode, isExactly, type GrantedRole, type Mark } from '../grant/grant.ts';
import { keyOf, sameMember, type Binding, type Snapshot } from '../grant/iam-policy.ts';
import type { BindingIs, TablePhase, PlanInput, RecordIs, PhasedGrant } from './table.ts';

/** A binding with our mark, and the decoded mark. */
export interface Ours {
  readonly binding: Binding;
  readonly mark: Extract<Mark, { of: 'us' }>;
}

/** The key of one row of the table. */
export interface Key {
  /** `undefined` if the mark names no pull request. */
  readonly pull: number | undefined;
  readonly role: string;
  /** The access of the pull request's grant on this resource, if there is any. */
  readonly granted: GrantedRole | undefined;
}

/** The facts for one row of the table, and the bindings behind them. */
export interface RowFacts {
  readonly key: Key;
  readonly resource: string;
  readonly desired: PhasedGrant | undefined;
  readonly grant: { readonly is: TablePhase; readonly why: string };
  readonly onRecord: RecordIs;
  /** Every word of the table that describes the actual bindings. */
  readonly bindings: ReadonlySet<BindingIs>;
  /** The binding that the grant encodes to, if there is a grant. */
  readonly exact: Binding | undefined;
  readonly ours: readonly Binding[];
  /** Our bindings except the exact one. */
  readonly strays: readonly Binding[];
  /** Our bindings whose own condition has expired. */
  readonly past: readonly Binding[];
  /** Bindings with the same role and member, but without a condition. */
  readonly unconditional: readonly Binding[];
  /** Unconditional bindings that replaced ours. */
  readonly replacing: readonly Binding[];
}

/** Returns every row for this resource, from the desired grants, the open records and the bindings with our mark. */
export function keysOf(input: PlanInput, ours: readonly Ours[]): readonly Key[] {
  const { resource } = input.snapshot;
  const keys = new Map<string, Key>();
  const add = (key: Key) => {
    const name = `${key.pull ?? '?'} ${key.role}`;
    if (!keys.has(name)) keys.set(name, key);
  };
  for (const { pull, grant } of input.grants)
    for (const granted of grant?.access ?? [])
      if (granted.resource === resource) add({ pull, role: granted.role, granted });
  if (input.onRecord !== 'unreadable')
    for (const { pull, role } of input.onRecord.open(resource)) add({ pull, role, granted: undefined });
  for (const { binding, mark } of ours) add({ pull: mark.pull, role: binding.role, granted: undefined });
  return [...keys.values()];
}

/** Reads the grant, the record and the bindings of one row. */
export function readRow(input: PlanInput, key: Key, allOurs: readonly Ours[]): RowFacts {
  const { snapshot, owner, onRecord } = input;
  const desired = input.grants.find(({ pull }) => pull === key.pull);
  const grant = desired?.grant;
  const exact = grant === undefined || key.granted === undefined ? undefined : encode(grant, key.granted, owner);
  const own = allOurs.filter(({ binding, mark }) => mark.pull === key.pull && binding.role === key.role);
  const ours = own.map(({ binding }) => binding);
  const same = exact === undefined ? undefined : ours.find((binding) => isExactly(binding, exact));
  const past = own.filter(({ mark }) => mark.window !== undefined && mark.window.end <= input.now);
  // Without a grant to compare with, the binding's own end counts.
  const isMismatched =
    past.length > 0 &&
    grant !== undefined &&
    !past.some(({ binding }) => exact !== undefined && isExactly(binding, exact));
  const entry =
    onRecord === 'unreadable' || key.pull === undefined
      ? undefined
      : onRecord.entry(key.pull, snapshot.resource, key.role);
  const unconditional = grant === undefined ? [] : unconditionalOf(snapshot, key.role, grant.principal);
  const before = entry?.unconditionalBefore ?? [];
  // A stray does not count as the exact binding: somebody may have left it to hide the loss.
  const replacing =
    same !== undefined ? [] : unconditional.filter(({ member }) => !before.some((other) => sameMember(other, member)));
  return {
    key,
    resource: snapshot.resource,
    desired,
    grant: tablePhase(input, key, desired, entry !== undefined && entry.is !== 'intent'),
    onRecord: onRecord === 'unreadable' ? 'unreadable' : (entry?.is ?? 'nothing'),
    bindings: new Set<BindingIs>([
      ...(ours.length === 0 ? (['none'] as const) : (['ours'] as const)),
      ...(same !== undefined ? (['same'] as const) : ours.length > 0 ? (['different'] as const) : []),
      ...(past.length > 0 ? (['past'] as const) : []),
      ...(isMismatched ? (['mismatched'] as const) : []),
      ...(replacing.length > 0 ? (['conditionRemoved'] as const) : []),
    ]),
    exact,
    ours,
    strays: ours.filter((binding) => same === undefined || keyOf(binding) !== keyOf(same)),
    past: past.map(({ binding }) => binding),
    unconditional,
    replacing,
  };
}

function tablePhase(
  input: PlanInput,
  key: Key,
  desired: PhasedGrant | undefined,
  wasGiven: boolean,
): RowFacts['grant'] {
  if (desired !== undefined) {
    const { phase } = desired;
    if (phase.is === 'unknown') return phase;
    // The grant does not include this role here, so no grant explains a binding that names it.
    if (key.granted === undefined) return { is: 'none', why: 'the request does not include this access' };
    if (phase.is === 'live' || (phase.is === 'held' && wasGiven)) return { is: 'live', why: '' };
    return { is: phase.is, why: phase.why };
  }
  if (input.whyOthersUnknown !== undefined && key.pull !== undefined)
    return { is: 'unknown', why: input.whyOthersUnknown };
  return { is: 'none', why: 'no approved request explains it' };
}

function unconditionalOf(snapshot: Snapshot, role: string, principal: string): readonly Binding[] {
  return snapshot.bindings.filter(
    (binding) => binding.condition === undefined && binding.role === role && sameMember(binding.member, principal),
  );
}
