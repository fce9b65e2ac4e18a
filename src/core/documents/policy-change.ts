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

/** What a change to the documents under `policies/` means for who can get what. */
export interface PolicyChange extends Difference {
  /** The policy's name; `organization` for what holds for all. */
  readonly policy: string;
}

/**
 * What `after` newly gives, takes, loosens or tightens against `before`, by policy. Policies with issues on either side
 * are left out: their issues speak.
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
    return bindings(before).map((binding) => ({ kind: 'takes', sentence: `no longer hands out ${name(binding)}` }));
  return [
    ...compareAccess(before, after),
    ...compareHolders(before, after),
    ...compareLists('may ask for it', before.requesters.map(writeParty), after.requesters.map(writeParty)),
    ...compareDurations('access may last', before.maxDuration, after.maxDuration),
    ...compareApprovals('approval', before.approval, after.approval),
    ...compareProofs('asks for proof', before.proof, after.proof),
    ...compareVerification('the security key asks for no PIN or finger', before, after),
    ...compareBreakGlass(before.breakGlass, after.breakGlass),
    ...compareIncidents(before.incident, after.incident),
    ...compareRules(before, after),
    ...compareLabels(before, after),
  ];
}

function givenByNew(policy: Policy): readonly Difference[] {
  const whom = policy.holder === undefined ? '' : ` to ${policy.holder}`;
  const asks = `asked for by ${policy.requesters.map(writeParty).join(', ')}`;
  const approves = policy.approval
    .map((rule) => `${rule.count} of ${rule.from.map(writeParty).join(', ')}`)
    .join(' and ');
  const terms = `for up to ${formatDuration(policy.maxDuration)}, ${asks}, approved by ${approves}`;
  const given = bindings(policy).map((binding): Difference => ({
    kind: 'gives',
    sentence: `hands out ${name(binding)}${whom}, ${terms}`,
  }));
  const unproven: readonly Difference[] =
    PROOF_STRENGTH[policy.proof] > 0 ? [] : [{ kind: 'loosens', sentence: 'asks for no proof of who somebody is' }];
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
      if (was === undefined) return [{ kind: 'gives', sentence: `hands out ${name(binding)}` }];
      return compareNarrowing(binding, was.only ?? {}, binding.only ?? {});
    }),
    ...old
      .filter((binding) => twin(now, binding) === undefined)
      .map((binding): Difference => ({ kind: 'takes', sentence: `no longer hands out ${name(binding)}` })),
  ];
}

function compareNarrowing(binding: GivenRole, before: Narrowing, after: Narrowing): readonly Difference[] {
  return (['nameStartsWith', 'type', 'service'] as const).flatMap((field): readonly Difference[] => {
    const [was, is] = [before[field], after[field]];
    if (was === is) return [];
    const where = `${binding.role} on ${binding.resource}`;
    if (is === undefined)
      return [{ kind: 'loosens', sentence: `${where} is no longer narrowed by ${field} ${quote(was)}` }];
    if (was === undefined) return [{ kind: 'tightens', sentence: `${where} is narrowed by ${field} ${quote(is)}` }];
    const sentence = `${where} is narrowed by ${field} ${quote(is)} instead of ${quote(was)}`;
    if (field === 'nameStartsWith' && is.startsWith(was)) return [{ kind: 'tightens', sentence }];
    if (field === 'nameStartsWith' && was.startsWith(is)) return [{ kind: 'loosens', sentence }];
    return [{ kind: 'gives', sentence }];
  });
}

/** Whoever newly holds the access is given it. */
function compareHolders(before: Policy, after: Policy): readonly Difference[] {
  if (before.holder === after.holder) return [];
  const sentence = `goes to ${after.holder ?? 'the requester'} instead of ${before.holder ?? 'the requester'}`;
  return [{ kind: 'gives', sentence }];
}

function compareBreakGlass(before: BreakGlass | undefined, after: BreakGlass | undefined): readonly Difference[] {
  if (before === undefined) {
    if (after === undefined) return [];
    const who = after.requesters.map(writeParty).join(', ');
    const sentence = `may be taken without prior approval by ${who} for up to ${formatDuration(after.maxDuration)}`;
    return [{ kind: 'loosens', sentence }];
  }
  if (after === undefined) return [{ kind: 'tightens', sentence: 'may no longer be taken without prior approval' }];
  return [
    ...compareLists('may break glass', before.requesters.map(writeParty), after.requesters.map(writeParty)),
    ...compareDurations('access by breaking glass may last', before.maxDuration, after.maxDuration),
    ...compareLists('may review a broken glass', before.review.from.map(writeParty), after.review.from.map(writeParty)),
    ...compareDurations('its review may take', before.review.within, after.review.within),
  ];
}

/** Which of two schemas admits more cannot be decided; that one came or went can. */
function compareRules({ request: was }: Policy, { request: is }: Policy): readonly Difference[] {
  if (isEqual(was, is)) return [];
  if (was === undefined) return [{ kind: 'tightens', sentence: 'asks more of the request document' }];
  if (is === undefined) return [{ kind: 'loosens', sentence: 'asks nothing more of the request document' }];
  return [{ kind: 'changes', sentence: 'asks something else of the request document; read both' }];
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
