export interface Condition {
  readonly title: string;
  readonly description?: string;
  readonly expression: string;
  readonly location?: string;
}

export interface Binding {
  readonly role: string;
  readonly members: readonly string[];
  readonly condition?: Condition;
}

/** One role for one member under one condition: a flattened part of a binding. */
export interface Grant {
  readonly role: string;
  readonly member: string;
  readonly condition?: Condition;
}

/** A stored allow policy: complete, at its true version, including fields unknown to the sandbox. */
export interface Policy {
  readonly version: 1 | 3;
  readonly etag: string;
  readonly bindings: readonly Binding[];
  readonly [field: string]: unknown;
}

/** One line of Google's own audit record of a policy change. */
export interface BindingDelta extends Grant {
  readonly action: 'ADD' | 'REMOVE';
}

/** Returns the changes, one line per role, member and condition. */
export function bindingDeltas(before: readonly Binding[], after: readonly Binding[]): BindingDelta[] {
  const keyed = (bindings: readonly Binding[]) => new Map(flatten(bindings).map((grant) => [keyOf(grant), grant]));
  const [old, fresh] = [keyed(before), keyed(after)];
  const missingFrom = (other: ReadonlyMap<string, Grant>, grants: ReadonlyMap<string, Grant>) =>
    [...grants].filter(([key]) => !other.has(key)).map(([, grant]) => grant);
  return [
    ...missingFrom(fresh, old).map((grant) => ({ action: 'REMOVE' as const, ...grant })),
    ...missingFrom(old, fresh).map((grant) => ({ action: 'ADD' as const, ...grant })),
  ];
}

/** Splits bindings into one grant for each member. */
export function flatten(bindings: readonly Binding[]): Grant[] {
  return bindings.flatMap(({ role, members, condition }) =>
    members.map((member) => ({ role, member, ...(condition === undefined ? {} : { condition }) })),
  );
}

/** Returns one text per distinct condition, independent of the order of its fields. */
export function conditionKey(condition: Condition | undefined): string {
  if (condition === undefined) return '';
  return JSON.stringify([condition.title, condition.description ?? '', condition.expression, condition.location ?? '']);
}

function keyOf({ role, member, condition }: Grant): string {
  return `${role}\n${member}\n${conditionKey(condition)}`;
}
