import { formatKey } from '../ledger/note.ts';
import {
  DEFAULT_APPROVAL_AGE,
  quarantinersOf,
  STRICTEST,
  type Organization,
  type Person,
  type PinnedTeam,
} from './organization.ts';
import { writeParty } from './parties.ts';
import { DENIED_UNLESS_TOLD } from '../quarantine/deny-policy.ts';
import {
  compareApprovals,
  compareDurations,
  compareLists,
  compareProofs,
  compareVerification,
  isEqual,
  type Difference,
} from './policy-compare.ts';
import type { SecurityKey } from '../signature/public-key.ts';
import { quote } from '../text.ts';
import type { Seconds } from '../time.ts';

/**
 * Compares two organizations: what the change allows and what it refuses. If one of them is missing or broken, the one
 * difference says so.
 */
export function compareOrganizations(
  before: Organization | undefined,
  after: Organization | undefined,
): readonly Difference[] {
  if (before === undefined)
    return after === undefined ? [] : [{ kind: 'changes', sentence: 'the document was missing or broken before' }];
  if (after === undefined) return [{ kind: 'changes', sentence: 'the document is now missing or broken' }];
  return [
    ...comparePeople(before.people, after.people),
    ...compareTeams(before.teams ?? [], after.teams ?? []),
    ...compareDurations('access by any policy can last', before.maxDuration, after.maxDuration),
    ...compareLists('can', 'be granted', after.neverGrant, before.neverGrant),
    ...compareLists('can', 'be granted although powerful', before.grantAlthoughPowerful, after.grantAlthoughPowerful),
    ...compareProofs('the minimum proof is', before.proof, after.proof),
    ...compareVerification(before, after),
    ...compareIdentities(before, after),
    ...compareSwitch('policies can', 'use `proof: none`', before.allowUnproven, after.allowUnproven),
    ...compareApprovals('approval of policy changes', before.policyChanges, after.policyChanges),
    ...compareDurations('approvals of requests count for', ageIn(before), ageIn(after)),
    ...compareSecurity(before, after),
    ...compareQuarantiners(before, after),
    ...compareQuarantines(before, after),
    ...compareLogs(before.log, after.log),
    ...compareLedgers(before.ledger, after.ledger),
    ...compareGates(before.require, after.require),
    ...compareInstallations(before, after),
  ];
}

function ageIn({ approvalMaxAge }: Organization): Seconds {
  return approvalMaxAge ?? DEFAULT_APPROVAL_AGE;
}

function comparePeople(before: readonly Person[], after: readonly Person[]): readonly Difference[] {
  const was = (login: string): Person | undefined => before.find((person) => person.login === login);
  const is = (login: string): Person | undefined => after.find((person) => person.login === login);
  return [
    ...after.flatMap((person): readonly Difference[] => {
      const old = was(person.login);
      if (old !== undefined) return comparePerson(old, person);
      const sentence = `${person.login} (${person.id}) is now among the people, as ${personName(person)}`;
      return [{ kind: 'loosens', sentence }, ...compareKeys(person.login, [], person.securityKeys)];
    }),
    ...before
      .filter(({ login }) => is(login) === undefined)
      .flatMap(({ login, id, securityKeys }): readonly Difference[] => [
        { kind: 'tightens', sentence: `${login} (${id}) is no longer among the people` },
        ...compareKeys(login, securityKeys, []),
      ]),
  ];
}

/** Compares pinned teams. Another number is another team, and a slug alone can come to name another team. */
function compareTeams(before: readonly PinnedTeam[], after: readonly PinnedTeam[]): readonly Difference[] {
  const slugs = new Set([...before, ...after].map(({ slug }) => slug));
  const numberIn = (teams: readonly PinnedTeam[], slug: string) => teams.find((team) => team.slug === slug)?.id;
  return [...slugs].flatMap((slug): readonly Difference[] => {
    const [was, is] = [numberIn(before, slug), numberIn(after, slug)];
    if (was === is) return [];
    if (is === undefined)
      return [{ kind: 'loosens', sentence: `team:${slug} is no longer pinned to the number ${was}` }];
    return was === undefined
      ? [{ kind: 'tightens', sentence: `team:${slug} is now pinned to the number ${is}` }]
      : [{ kind: 'loosens', sentence: `team:${slug} is the team with the number ${is} instead of ${was}` }];
  });
}

/** Compares the source of principals. The source decides who receives access, so a change always loosens. */
function compareIdentities(before: Organization, after: Organization): readonly Difference[] {
  if (before.identity === after.identity) return [];
  const sentence =
    after.identity === 'saml'
      ? 'the account that receives access comes from single sign-on, no longer from the list of people'
      : 'the account that receives access comes from the list of people, no longer from single sign-on';
  return [{ kind: 'loosens', sentence }];
}

function personName({ principal }: Person): string {
  return principal ?? 'the account from single sign-on';
}

/** Compares one person. A different principal or account can be a different human, so it always loosens. */
function comparePerson(before: Person, after: Person): readonly Difference[] {
  const { login } = after;
  const findings: Difference[] = [];
  if (before.principal !== after.principal) {
    findings.push({
      kind: 'loosens',
      sentence: `the access of ${login} goes to ${personName(after)} instead of ${personName(before)}`,
    });
  }
  if (before.id !== after.id) {
    findings.push({ kind: 'loosens', sentence: `${login} is account ${after.id} instead of ${before.id}` });
  }
  const other = compareLists(
    'is',
    `counted as a different person than ${login}`,
    after.otherIds.map(account),
    before.otherIds.map(account),
  );
  return [...findings, ...other, ...compareKeys(login, before.securityKeys, after.securityKeys)];
}

/** Compares security keys. The holder of an added key can sign as this person. A key's comment does not matter. */
function compareKeys(
  login: string,
  before: readonly SecurityKey[],
  after: readonly SecurityKey[],
): readonly Difference[] {
  const name = (key: SecurityKey): string => `${key.fingerprint} (${quote(key.comment)})`;
  const without = (keys: readonly SecurityKey[], others: readonly SecurityKey[]): readonly SecurityKey[] =>
    keys.filter(({ blob }) => !others.some((other) => other.blob === blob));
  return [
    ...without(after, before).map((key): Difference => ({
      kind: 'loosens',
      sentence: `the security key ${name(key)} now signs for ${login}`,
    })),
    ...without(before, after).map((key): Difference => ({
      kind: 'tightens',
      sentence: `the security key ${name(key)} no longer signs for ${login}`,
    })),
  ];
}

function account(id: number): string {
  return `account ${id}`;
}

/** Compares a setting that loosens when it is on. */
function compareSwitch(subject: string, verb: string, before: boolean, after: boolean): readonly Difference[] {
  if (before === after) return [];
  return after
    ? [{ kind: 'loosens', sentence: `${subject} now ${verb}` }]
    : [{ kind: 'tightens', sentence: `${subject} no longer ${verb}` }];
}

/**
 * Compares the people that hear of overdue reviews. More people are neither looser nor tighter. The default is the people
 * that approve policy changes, and `compareApprovals` compares those.
 */
function compareSecurity(before: Organization, after: Organization): readonly Difference[] {
  const [was, is] = [before, after].map(({ security }) => names(security));
  if (was === is || [before, after].every(isToldWhoApproves)) return [];
  return [{ kind: 'changes', sentence: `overdue reviews are reported to ${is ?? ''} instead of ${was ?? ''}` }];
}

function isToldWhoApproves({ security, policyChanges }: Organization): boolean {
  return names(security) === names(policyChanges.flatMap(({ from }) => from));
}

function names(parties: Organization['security']): string {
  return namesOf(parties).join(', ');
}

function namesOf(parties: Organization['security']): readonly string[] {
  return [...new Set(parties.map(writeParty))].sort();
}

/** Compares the people that can quarantine. `compareApprovals` compares the default on both sides. */
function compareQuarantiners(before: Organization, after: Organization): readonly Difference[] {
  if ([before, after].every((one) => one.quarantine?.by === undefined && isToldWhoApproves(one))) return [];
  const [was, is] = [before, after].map((one) => namesOf(quarantinersOf(one)));
  return compareLists('can', 'quarantine people', was ?? [], is ?? []);
}

/** Compares quarantines. A released person can request access again. A permission not denied is open in quarantine. */
function compareQuarantines(before: Organization, after: Organization): readonly Difference[] {
  const released = ({ released = [] }: Organization) =>
    released.map(({ person, record }) => `${quote(person)} (quarantined by record ${record})`);
  const denied = ({ quarantine }: Organization) => quarantine?.deny ?? DENIED_UNLESS_TOLD;
  const homes = ({ quarantine }: Organization) =>
    (quarantine?.buckets ?? []).map(({ bucket, project }) => `the bucket ${bucket} of ${project}`);
  return [
    ...compareLists('is', 'released', released(before), released(after)),
    ...compareLists('is', 'open to people in quarantine', denied(after), denied(before)),
    ...compareLists('is', 'open to people in quarantine', homes(after), homes(before)),
  ];
}

function compareLogs(before: Organization['log'], after: Organization['log']): readonly Difference[] {
  if (isEqual(before, after)) return [];
  const name = (log: Organization['log']): string => (log === undefined ? 'none' : `${log.name} in ${log.project}`);
  const sentence = `the outside log is ${name(after)} instead of ${name(before)}`;
  if (after === undefined) return [{ kind: 'loosens', sentence }];
  return [{ kind: before === undefined ? 'tightens' : 'changes', sentence }];
}

/** Compares the keeping of the ledger. A key's holder can make a ledger, so one more key loosens. So does no signature. */
function compareLedgers(before: Organization['ledger'], after: Organization['ledger']): readonly Difference[] {
  const keys = (ledger: Organization['ledger']) => (ledger?.keys ?? []).map(formatKey);
  if (after === undefined)
    return before === undefined ? [] : [{ kind: 'loosens', sentence: 'the ledger is no longer signed' }];
  const findings: Difference[] = [];
  if (before === undefined)
    findings.push({ kind: 'tightens', sentence: `the ledger is now signed by ${keys(after).join(', ')}` });
  else findings.push(...compareLists('can', 'sign the ledger', keys(before), keys(after)));
  if (before !== undefined && !isEqual(before.kms, after.kms))
    findings.push({
      kind: 'changes',
      sentence: `the ledger is now signed with ${after.kms.join(', ') || "the key in the run's settings"}`,
    });
  if (before?.bucket !== after.bucket) {
    const kind = after.bucket === undefined ? 'loosens' : before?.bucket === undefined ? 'tightens' : 'changes';
    findings.push({
      kind,
      sentence: `checkpoints are ${after.bucket === undefined ? 'no longer kept in a bucket' : `now kept in bucket ${after.bucket}`}`,
    });
  }
  const loose = (ledger: Organization['ledger']) => !(ledger?.anchorsRequired ?? false);
  return [
    ...findings,
    ...compareSwitch('access can', 'be granted while anchors cannot be compared', loose(before), loose(after)),
  ];
}

function compareGates(before: Organization['require'], after: Organization['require']): readonly Difference[] {
  return (Object.keys(STRICTEST) as (keyof typeof STRICTEST)[]).flatMap((gate) =>
    compareSwitch(
      `the repository's rule ${gate} is`,
      'optional',
      !(before ?? STRICTEST)[gate],
      !(after ?? STRICTEST)[gate],
    ),
  );
}

function compareInstallations(
  { installation: was }: Organization,
  { installation: is }: Organization,
): readonly Difference[] {
  if (was === is) return [];
  return [
    {
      kind: 'changes',
      sentence: `bindings are marked ${is} instead of ${was}; Pullcord no longer recognizes live bindings marked ${was}`,
    },
  ];
}
