import { formatKey } from '../ledger/note.ts';
import { quarantinersOf, STRICTEST, type Organization, type Person } from './organization.ts';
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

/** What one organization newly allows or refuses against another. Missing or broken on one side: only that is said. */
export function compareOrganizations(
  before: Organization | undefined,
  after: Organization | undefined,
): readonly Difference[] {
  if (before === undefined)
    return after === undefined ? [] : [{ kind: 'changes', sentence: 'there was none that could be read before' }];
  if (after === undefined) return [{ kind: 'changes', sentence: 'there is none that can be read any more' }];
  return [
    ...comparePeople(before.people, after.people),
    ...compareDurations('access by any policy may last', before.maxDuration, after.maxDuration),
    ...compareLists('may be handed out', after.neverGrant, before.neverGrant),
    ...compareLists('may be handed out although powerful', before.grantAlthoughPowerful, after.grantAlthoughPowerful),
    ...compareProofs('the least proof is', before.proof, after.proof),
    ...compareVerification('security keys need ask for no PIN or finger', before, after),
    ...compareIdentities(before, after),
    ...compareSwitch(before.allowUnproven, after.allowUnproven, 'policies may ask for no proof'),
    ...compareApprovals('approval of policy changes', before.policyChanges, after.policyChanges),
    ...compareSecurity(before, after),
    ...compareQuarantiners(before, after),
    ...compareQuarantines(before, after),
    ...compareLogs(before.log, after.log),
    ...compareLedgers(before.ledger, after.ledger),
    ...compareGates(before.require, after.require),
    ...compareInstallations(before, after),
  ];
}

function comparePeople(before: readonly Person[], after: readonly Person[]): readonly Difference[] {
  const was = (login: string): Person | undefined => before.find((person) => person.login === login);
  const is = (login: string): Person | undefined => after.find((person) => person.login === login);
  return [
    ...after.flatMap((person): readonly Difference[] => {
      const old = was(person.login);
      if (old !== undefined) return comparePerson(old, person);
      const sentence = `${person.login} (${person.id}) is newly among the people, as ${personName(person)}`;
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

/** Whoever says who people are decides who receives access: always loosens. */
function compareIdentities(before: Organization, after: Organization): readonly Difference[] {
  if (before.identity === after.identity) return [];
  const sentence =
    after.identity === 'saml'
      ? 'single sign-on says who receives access, instead of the list of people'
      : 'the list of people says who receives access, instead of single sign-on';
  return [{ kind: 'loosens', sentence }];
}

function personName({ principal }: Person): string {
  return principal ?? 'single sign-on says';
}

/** Another principal or account may be another human: always loosens. */
function comparePerson(before: Person, after: Person): readonly Difference[] {
  const { login } = after;
  const findings: Difference[] = [];
  if (before.principal !== after.principal) {
    findings.push({
      kind: 'loosens',
      sentence: `${login}'s access goes to ${personName(after)} instead of ${personName(before)}`,
    });
  }
  if (before.id !== after.id) {
    findings.push({ kind: 'loosens', sentence: `${login} is the account ${after.id} instead of ${before.id}` });
  }
  const other = compareLists(
    `counts as somebody other than ${login}`,
    after.otherIds.map(account),
    before.otherIds.map(account),
  );
  return [...findings, ...other, ...compareKeys(login, before.securityKeys, after.securityKeys)];
}

/** Whoever holds a key newly registered can sign as this person. A comment changes nothing. */
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
      sentence: `the security key ${name(key)} newly signs for ${login}`,
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

function compareSwitch(before: boolean, after: boolean, sentence: string): readonly Difference[] {
  if (before === after) return [];
  return [after ? { kind: 'loosens', sentence } : { kind: 'tightens', sentence: `no longer: ${sentence}` }];
}

/** Whether more or fewer people told is looser nobody can say. Where nothing is said, they follow who approves changes. */
function compareSecurity(before: Organization, after: Organization): readonly Difference[] {
  const [was, is] = [before, after].map(({ security }) => names(security));
  if (was === is || [before, after].every(isToldWhoApproves)) return [];
  return [{ kind: 'changes', sentence: `overdue reviews are told to ${is ?? ''} instead of ${was ?? ''}` }];
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

/** Both sides may leave this to those who approve changes, and these are compared already. */
function compareQuarantiners(before: Organization, after: Organization): readonly Difference[] {
  if ([before, after].every((one) => one.quarantine?.by === undefined && isToldWhoApproves(one))) return [];
  const [was, is] = [before, after].map((one) => namesOf(quarantinersOf(one)));
  return compareLists('may put people in quarantine', was ?? [], is ?? []);
}

/** Whoever is released may ask again; what is not denied any more is open to people in quarantine. */
function compareQuarantines(before: Organization, after: Organization): readonly Difference[] {
  const released = ({ released = [] }: Organization) =>
    released.map(({ person, record }) => `${quote(person)}, in quarantine by record ${record},`);
  const denied = ({ quarantine }: Organization) => quarantine?.deny ?? DENIED_UNLESS_TOLD;
  const homes = ({ quarantine }: Organization) =>
    (quarantine?.buckets ?? []).map(({ bucket, project }) => `the bucket ${bucket} of ${project}`);
  return [
    ...compareLists('is released', released(before), released(after)),
    ...compareLists('is left to people in quarantine', denied(after), denied(before)),
    ...compareLists('is left to people in quarantine', homes(after), homes(before)),
  ];
}

function compareLogs(before: Organization['log'], after: Organization['log']): readonly Difference[] {
  if (isEqual(before, after)) return [];
  const name = (log: Organization['log']): string =>
    log === undefined ? 'nowhere' : `to ${log.name} in ${log.project}`;
  const sentence = `the outside log goes ${name(after)} instead of ${name(before)}`;
  if (after === undefined) return [{ kind: 'loosens', sentence }];
  return [{ kind: before === undefined ? 'tightens' : 'changes', sentence }];
}

/** Whoever signs can make a ledger: a key more loosens, and so does giving signatures up. */
function compareLedgers(before: Organization['ledger'], after: Organization['ledger']): readonly Difference[] {
  const keys = (ledger: Organization['ledger']) => (ledger?.keys ?? []).map(formatKey);
  if (after === undefined)
    return before === undefined ? [] : [{ kind: 'loosens', sentence: 'the ledger is no longer signed' }];
  const findings: Difference[] = [];
  if (before === undefined)
    findings.push({ kind: 'tightens', sentence: `the ledger is signed by ${keys(after).join(', ')}` });
  else findings.push(...compareLists('may sign the ledger', keys(before), keys(after)));
  if (before !== undefined && !isEqual(before.kms, after.kms))
    findings.push({
      kind: 'changes',
      sentence: `the ledger is signed with ${after.kms.join(', ') || 'the key a run is given'}`,
    });
  if (before?.bucket !== after.bucket) {
    const kind = after.bucket === undefined ? 'loosens' : before?.bucket === undefined ? 'tightens' : 'changes';
    findings.push({
      kind,
      sentence: `checkpoints are kept ${after.bucket === undefined ? 'in no bucket' : `in bucket ${after.bucket}`}`,
    });
  }
  const loose = (ledger: Organization['ledger']) => !(ledger?.anchorsRequired ?? false);
  return [
    ...findings,
    ...compareSwitch(loose(before), loose(after), 'access may be granted while anchors cannot be compared'),
  ];
}

function compareGates(before: Organization['require'], after: Organization['require']): readonly Difference[] {
  return (Object.keys(STRICTEST) as (keyof typeof STRICTEST)[]).flatMap((gate) =>
    compareSwitch(
      !(before ?? STRICTEST)[gate],
      !(after ?? STRICTEST)[gate],
      `${gate} is not required of the repository`,
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
      sentence: `bindings are marked ${is} instead of ${was}; live ones marked ${was} are no longer known as ours`,
    },
  ];
}
