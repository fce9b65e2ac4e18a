import { compareIncidents } from './incident-change.ts';
import { compareOrganizations } from './organization-change.ts';
import { writeParty } from './parties.ts';
import { PROOF_STRENGTH } from './policy-rules.ts';
import type { PolicySet } from './policy-set.ts';
import type { Access, BreakGlass, Narrowing, Policy } from './policy.ts';
import {
  compareApprovals,
  compareDurations,
  compareLists,
  compareProofs,
  compareVerification,
  isEqual,
  type Difference,
} from './policy-compare.ts';
import { quote } from '../text.ts';
import { formatDuration } from '../time.ts';

/** The effect of a change to the documents under `policies/`, for the access that people can get. */
export interface PolicyChange extends Difference {
  /** The policy's name, or `organization` for a difference that affects every policy. */
  readonly policy: string;
}

/**
 * Compares all documents, policy by policy. A difference adds or removes access, or loosens or tightens a rule. Policies
 * with issues on either side are left out, because the report shows those issues.
 */
export function compareDocuments(before: PolicySet, after: PolicySet): readonly PolicyChange[] {
  const broken = new Set([...before.issues, ...after.issues].map(({ path }) => path));
  const names = [...new Set([...before.policies.keys(), ...after.policies.keys()])].sort();
  return [
    ...compareOrganizations(before.organization, after.organization).map(named('organization')),
    ...names
      .filter((name) => !broken.has(`policies/${name}.yaml`))
      .flatMap((name) => comparePolicies(before.policies.get(name), after.policies.get(name)).map(named(name))),
  ];
}

function named(policy: string): (finding: Difference) => PolicyChange {
  return (finding) => ({ ...finding, policy });
}

function comparePolicies(before: Policy | undefined, after: Policy | undefined): readonly Difference[] {
  if (before === undefined) return after === undefined ? [] : givenByNew(after);
  if (after === undefined)
    return bindings(before).map((binding) => ({ kind: 'takes', sentence: `no longer grants ${name(binding)}` }));
  return [
    ...compareAccess(before, after),
    ...compareHolders(before, after),
    ...compareLists('can', 'request access', before.requesters.map(writeParty), after.requesters.map(writeParty)),
    ...compareDurations('access can last', before.maxDuration, after.maxDuration),
    ...compareApprovals('approval', before.approval, after.approval),
    ...compareProofs('the required proof is', before.proof, after.proof),
    ...compareVerification(before, after),
    ...compareBreakGlass(before.breakGlass, after.breakGlass),
    ...compareIncidents(before.incident, after.incident),
    ...compareRules(before, after),
    ...compareLabels(before, after),
  ];
}

function givenByNew(policy: Policy): readonly Difference[] {
  const whom = policy.holder === undefined ? '' : ` to ${policy.holder}`;
  const asks = `requested by ${policy.requesters.map(writeParty).join(', ')}`;
  const approves = policy.approval
    .map((rule) => `${rule.count} of ${rule.from.map(writeParty).join(', ')}`)
    .join(' and ');
  const terms = `for up to ${formatDuration(policy.maxDuration)}, ${asks}, approved by ${approves}`;
  const given = bindings(policy).map((binding): Difference => ({
    kind: 'gives',
    sentence: `grants ${name(binding)}${whom}, ${terms}`,
  }));
  const unproven: readonly Difference[] =
    PROOF_STRENGTH[policy.proof] > 0 ? [] : [{ kind: 'loosens', sentence: 'requires no proof of identity' }];
  return [...given, ...unproven, ...compareBreakGlass(undefined, policy.breakGlass)];
}

interface GivenRole {
  readonly role: string;
  readonly resource: string;
  readonly only: Narrowing | undefined;
}

function bindings(policy: Policy): readonly GivenRole[] {
  return policy.access.flatMap(({ resource, roles, only }: Access) => roles.map((role) => ({ role, resource, only })));
}

function compareAccess(before: Policy, after: Policy): readonly Difference[] {
  const old = bindings(before);
  const now = bindings(after);
  const twin = (among: readonly GivenRole[], { role, resource }: GivenRole): GivenRole | undefined =>
    among.find((other) => other.role === role && other.resource === resource);
  return [
    ...now.flatMap((binding): readonly Difference[] => {
      const was = twin(old, binding);
      if (was === undefined) return [{ kind: 'gives', sentence: `grants ${name(binding)}` }];
      return compareNarrowing(binding, was.only ?? {}, binding.only ?? {});
    }),
    ...old
      .filter((binding) => twin(now, binding) === undefined)
      .map((binding): Difference => ({ kind: 'takes', sentence: `no longer grants ${name(binding)}` })),
  ];
}

function compareNarrowing(binding: GivenRole, before: Narrowing, after: Narrowing): readonly Difference[] {
  return (['nameStartsWith', 'type', 'service'] as const).flatMap((field): readonly Difference[] => {
    const [was, is] = [before[field], after[field]];
    if (was === is) return [];
    const where = `${binding.role} on ${binding.resource}`;
    if (is === undefined)
      return [{ kind: 'loosens', sentence: `${where} is no longer narrowed by ${field} ${quote(was)}` }];
    if (was === undefined) return [{ kind: 'tightens', sentence: `${where} is now narrowed by ${field} ${quote(is)}` }];
    const sentence = `${where} is narrowed by ${field} ${quote(is)} instead of ${quote(was)}`;
    if (field === 'nameStartsWith' && is.startsWith(was)) return [{ kind: 'tightens', sentence }];
    if (field === 'nameStartsWith' && was.startsWith(is)) return [{ kind: 'loosens', sentence }];
    return [{ kind: 'gives', sentence }];
  });
}

/** Compares holders. A new holder receives the access. */
function compareHolders(before: Policy, after: Policy): readonly Difference[] {
  if (before.holder === after.holder) return [];
  const sentence = `access goes to ${after.holder ?? 'the requester'} instead of ${before.holder ?? 'the requester'}`;
  return [{ kind: 'gives', sentence }];
}

function compareBreakGlass(before: BreakGlass | undefined, after: BreakGlass | undefined): readonly Difference[] {
  if (before === undefined) {
    if (after === undefined) return [];
    const who = after.requesters.map(writeParty).join(', ');
    const sentence = `break glass gives access without approval to ${who} for up to ${formatDuration(after.maxDuration)}`;
    return [{ kind: 'loosens', sentence }];
  }
  if (after === undefined) return [{ kind: 'tightens', sentence: 'break glass is no longer possible' }];
  const [old, now] = [before, after].map(({ review }) => review.from.map(writeParty));
  return [
    ...compareLists('can', 'break glass', before.requesters.map(writeParty), after.requesters.map(writeParty)),
    ...compareDurations('break-glass access can last', before.maxDuration, after.maxDuration),
    ...compareLists('can', 'review break-glass access', old ?? [], now ?? []),
    ...compareDurations('the break-glass review can take', before.review.within, after.review.within),
    ...compareUnreviewed(before.unreviewed ?? 1, after.unreviewed ?? 1),
  ];
}

/**
 * Compares the policies' own rules for requests. Pullcord cannot decide which of two schemas admits more, so their
 * difference is only `changes`.
 */
function compareRules({ request: was }: Policy, { request: is }: Policy): readonly Difference[] {
  if (isEqual(was, is)) return [];
  if (was === undefined) return [{ kind: 'tightens', sentence: 'requests must now satisfy the rules under `request`' }];
  if (is === undefined) return [{ kind: 'loosens', sentence: 'the rules under `request` are gone' }];
  return [{ kind: 'changes', sentence: 'the rules under `request` differ; read both versions' }];
}

function compareLabels(before: Policy, after: Policy): readonly Difference[] {
  return (['title', 'environment'] as const).flatMap((field): readonly Difference[] =>
    before[field] === after[field]
      ? []
      : [{ kind: 'changes', sentence: `the ${field} is ${quote(after[field])} instead of ${quote(before[field])}` }],
  );
}

function name({ role, resource, only }: GivenRole): string {
  const narrowing = Object.entries(only ?? {}).map(([field, text]) => `${field} ${quote(text)}`);
  return `${role} on ${resource}${narrowing.length === 0 ? '' : `, only ${narrowing.join(' and ')}`}`;
}

function compareUnreviewed(before: number, after: number): readonly Difference[] {
  if (before === after) return [];
  const sentence = `a person may break glass ${times(after)} without a review instead of ${times(before)}`;
  return [{ kind: after > before ? 'loosens' : 'tightens', sentence }];
}

function times(count: number): string {
  return count === 1 ? 'once' : `${count} times`;
}
