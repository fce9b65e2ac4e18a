import { formatKey } from '../ledger/note.ts';
import type { Organization, Person } from './organization.ts';
import {
  compareApprovals,
  compareDurations,
  compareLists,
  compareProofs,
  same,
  type Finding,
} from './policy-compare.ts';

/** What one organization newly allows or refuses against another. Missing or broken on one side: only that is said. */
export function compareOrganizations(
  before: Organization | undefined,
  after: Organization | undefined,
): readonly Finding[] {
  if (before === undefined)
    return after === undefined ? [] : [{ kind: 'changes', sentence: 'there was none that could be read before' }];
  if (after === undefined) return [{ kind: 'changes', sentence: 'there is none that can be read any more' }];
  return [
    ...comparePeople(before.people, after.people),
    ...compareDurations('access by any policy may last', before.maxDuration, after.maxDuration),
    ...compareLists('may be handed out', after.neverGrant, before.neverGrant),
    ...compareLists('may be handed out although powerful', before.grantAlthoughPowerful, after.grantAlthoughPowerful),
    ...compareProofs('the least proof is', before.proof, after.proof),
    ...compareSwitch(before.allowUnproven, after.allowUnproven, 'policies may ask for no proof'),
    ...compareApprovals('approval of policy changes', before.policyChanges, after.policyChanges),
    ...compareLogs(before.log, after.log),
    ...compareLedgers(before.ledger, after.ledger),
    ...compareGates(before.require, after.require),
    ...compareInstallations(before, after),
  ];
}

function comparePeople(before: readonly Person[], after: readonly Person[]): readonly Finding[] {
  const was = (login: string): Person | undefined => before.find((person) => person.login === login);
  const is = (login: string): Person | undefined => after.find((person) => person.login === login);
  return [
    ...after.flatMap((person): readonly Finding[] => {
      const old = was(person.login);
      if (old !== undefined) return comparePerson(old, person);
      const sentence = `${person.login} (${person.id}) is newly among the people, as ${person.principal}`;
      return [{ kind: 'loosens', sentence }];
    }),
    ...before
      .filter(({ login }) => is(login) === undefined)
      .map(({ login, id }): Finding => ({
        kind: 'tightens',
        sentence: `${login} (${id}) is no longer among the people`,
      })),
  ];
}

/** Another principal or account may be another human: always loosens. */
function comparePerson(before: Person, after: Person): readonly Finding[] {
  const { login } = after;
  const findings: Finding[] = [];
  if (before.principal !== after.principal) {
    findings.push({
      kind: 'loosens',
      sentence: `${login}'s access goes to ${after.principal} instead of ${before.principal}`,
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
  return [...findings, ...other];
}

function account(id: number): string {
  return `account ${id}`;
}

function compareSwitch(before: boolean, after: boolean, sentence: string): readonly Finding[] {
  if (before === after) return [];
  return [after ? { kind: 'loosens', sentence } : { kind: 'tightens', sentence: `no longer: ${sentence}` }];
}

function compareLogs(before: Organization['log'], after: Organization['log']): readonly Finding[] {
  if (same(before, after)) return [];
  const name = (log: Organization['log']): string =>
    log === undefined ? 'nowhere' : `to ${log.name} in ${log.project}`;
  const sentence = `the outside log goes ${name(after)} instead of ${name(before)}`;
  if (after === undefined) return [{ kind: 'loosens', sentence }];
  return [{ kind: before === undefined ? 'tightens' : 'changes', sentence }];
}

/** Whoever signs can make a ledger: a key more loosens, and so does giving signatures up. */
function compareLedgers(before: Organization['ledger'], after: Organization['ledger']): readonly Finding[] {
  const keys = (ledger: Organization['ledger']) => (ledger?.keys ?? []).map(formatKey);
  if (after === undefined)
    return before === undefined ? [] : [{ kind: 'loosens', sentence: 'the ledger is no longer signed' }];
  const findings: Finding[] = [];
  if (before === undefined)
    findings.push({ kind: 'tightens', sentence: `the ledger is signed by ${keys(after).join(', ')}` });
  else findings.push(...compareLists('may sign the ledger', keys(before), keys(after)));
  if (before !== undefined && !same(before.kms, after.kms))
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

function compareGates(before: Organization['require'], after: Organization['require']): readonly Finding[] {
  return (['pullRequestsOnly', 'codeOwnerReview'] as const).flatMap((gate) =>
    compareSwitch(!(before?.[gate] ?? true), !(after?.[gate] ?? true), `${gate} is not required of the repository`),
  );
}

function compareInstallations(
  { installation: was }: Organization,
  { installation: is }: Organization,
): readonly Finding[] {
  if (was === is) return [];
  return [
    {
      kind: 'changes',
      sentence: `bindings are marked ${is} instead of ${was}; live ones marked ${was} are no longer known as ours`,
    },
  ];
}
