import { encode, isExactly, type GrantedRole, type Mark } from '../grant/grant.ts';
import { keyOf, sameMember, type Binding, type Snapshot } from '../grant/iam-policy.ts';
import type { BindingIs, TablePhase, PlanInput, RecordIs, PhasedGrant } from './table.ts';

/** A binding that bears our mark, and what the mark says. */
export interface Ours {
  readonly binding: Binding;
  readonly mark: Extract<Mark, { of: 'us' }>;
}

/** What one row of the table is about. No pull request: the mark names none. */
export interface Key {
  readonly pull: number | undefined;
  readonly role: string;
  /** What the pull request's grant hands out here, if it does. */
  readonly granted: GrantedRole | undefined;
}

/** Everything the table asks about one row, and the bindings its answers are about. */
export interface RowFacts {
  readonly key: Key;
  readonly resource: string;
  readonly desired: PhasedGrant | undefined;
  readonly grant: { readonly is: TablePhase; readonly why: string };
  readonly onRecord: RecordIs;
  /** Every word of the table that fits what stands there. */
  readonly bindings: ReadonlySet<BindingIs>;
  /** The binding that carries out the grant, if there is a grant. */
  readonly exact: Binding | undefined;
  readonly ours: readonly Binding[];
  /** Ours that are not the exact one. */
  readonly strays: readonly Binding[];
  /** Ours that say themselves that they are over. */
  readonly past: readonly Binding[];
  /** The same role and member without a condition. */
  readonly unconditional: readonly Binding[];
  /** Of those, the ones that took the place of ours. */
  readonly replacing: readonly Binding[];
}

/** Every row there is on this resource: what is desired, what is open on record, what bears our mark. */
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

/** Looks at the grant, the record and the bindings of one row. */
export function readRow(input: PlanInput, key: Key, allOurs: readonly Ours[]): RowFacts {
  const { snapshot, owner, onRecord } = input;
  const desired = input.grants.find(({ pull }) => pull === key.pull);
  const grant = desired?.grant;
  const exact = grant === undefined || key.granted === undefined ? undefined : encode(grant, key.granted, owner);
  const own = allOurs.filter(({ binding, mark }) => mark.pull === key.pull && binding.role === key.role);
  const ours = own.map(({ binding }) => binding);
  const same = exact === undefined ? undefined : ours.find((binding) => isExactly(binding, exact));
  const past = own.filter(({ mark }) => mark.window !== undefined && mark.window.end <= input.now);
  // Without a grant to compare with, what says that it is over is believed.
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
  // What else bears our mark does not stand for the exact binding: somebody may have left it there to hide that one's loss.
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
    // The grant does not hand out this role here: a binding that claims it does is nobody's.
    if (key.granted === undefined) return { is: 'none', why: 'the request gives no such access' };
    if (phase.is === 'live' || (phase.is === 'held' && wasGiven)) return { is: 'live', why: '' };
    return { is: phase.is, why: phase.why };
  }
  if (input.whyOthersUnknown !== undefined && key.pull !== undefined)
    return { is: 'unknown', why: input.whyOthersUnknown };
  return { is: 'none', why: 'no approved request stands behind it' };
}

function unconditionalOf(snapshot: Snapshot, role: string, principal: string): readonly Binding[] {
  return snapshot.bindings.filter(
    (binding) => binding.condition === undefined && binding.role === role && sameMember(binding.member, principal),
  );
}
