import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Caller } from '../../src/core/quarantine/may.ts';
import { connectDeny } from '../../src/edge/deny.ts';
import { tokenCredentials } from '../../src/edge/google/credentials.ts';
import { connectIam } from '../../src/edge/iam.ts';
import { exitStatusOf } from '../../src/core/message.ts';
import { refusalIn } from '../../src/core/report/quarantine.ts';
import { quarantine } from '../../src/flow/quarantine.ts';
import type { Ports } from '../../src/core/ports.ts';
import { asText, marked } from './cloud.ts';
import { openStage, type Stage } from './stage.ts';
import { approved, auditOf, bindingsOf, BY_CAROL, changePolicies } from './steps.ts';
import { errorsIn } from '../support/messages.ts';
import { SAMPLE_ORGANIZATION } from '../support/samples.ts';

const stageOf = (organization: string) => openStage({ documents: { 'policies/organization.yaml': organization } });
const MEMBERS = 'GET /orgs/{org}/teams/{team_slug}/members';
const LASTING = { when: 'before', answer: 502, times: Number.POSITIVE_INFINITY } as const;

describe('the workflow quarantine', () => {
  it('refuses who is not named, records that once, and obeys who is', async () => {
    const stage = await openStage({ workflows: true });
    const { runner, google } = stage.sandbox;
    const pull = await approved(stage, 'timeouts');
    await runner.idle();
    const given = asText(await bindingsOf(stage));
    expect(marked(await bindingsOf(stage), pull)).toHaveLength(2);

    await dispatch(stage, 'dave', { person: 'carol', why: 'because I can' });
    const refused = lastQuarantine(stage);
    const sentence = 'dave (1004) is not named in quarantine.by';
    expect(refused?.conclusion).toBe('failure');
    expect(refused?.jobs[0]?.logs).toContain(`No change was made: ${sentence}`);
    const after = await auditOf(stage);
    expect(after.records.at(-1)).toMatchObject({
      kind: 'refused',
      pull: null,
      reasons: [{ code: 'quarantine-not-allowed', sentence: `${sentence}; asked to quarantine carol: because I can` }],
    });
    expect(after.messages.at(-1)).toMatch('refused the quarantine of carol, asked by dave (quarantine-not-allowed)');
    expect(after.records.map(({ kind }) => kind)).toEqual(['genesis', 'activated', 'refused']);
    expect(asText(await bindingsOf(stage))).toBe(given);
    expect(google.world.denies.of('projects/acme-orders-prod')).toEqual([]);

    await dispatch(stage, 'carol', { person: 'alice', why: 'the laptop is stolen' });
    expect(lastQuarantine(stage)?.conclusion).toBe('success');
    expect(marked(await bindingsOf(stage), pull)).toEqual([]);
    const { records } = await auditOf(stage);
    expect(records.find(({ kind }) => kind === 'quarantined')?.quarantine).toMatchObject({ ids: [1001], by: 'carol' });
    expect(google.world.denies.of('projects/acme-orders-prod').map(({ id }) => id)).toEqual(['pullcord-acme-1001']);
  }, 240_000);
});

describe('a quarantine', () => {
  it('keeps its person from approving a change of policies', async () => {
    const stage = await openStage();
    await stage.person('acme-admin').call('PUT', '/orgs/acme/teams/security/memberships/erin');
    await stage.pass(60);
    await quarantine(aside(stage), { person: 'carol', ...by('erin'), why: 'the laptop is stolen' }, ABOUT);
    await stage.pass(60);
    const path = 'policies/orders-db-read.yaml';
    const text = readFileSync(join(import.meta.dirname, '../..', path), 'utf8');
    await changePolicies(stage, 'longer', path, `${text}# longer\n`);
    await stage.reconcile();
    const dave = stage.person('dave');
    await dave.commit('again', path, `${text}# again\n`);
    const again = await dave.open('again');
    await stage.person('erin').approve(again);
    await dave.merge(again);
    await stage.reconcile();
    const { records } = await auditOf(stage);
    expect(
      records.flatMap(
        ({ change }) => change?.documents.map(({ verdict, reasons }) => [verdict, reasons[0]?.code]) ?? [],
      ),
    ).toEqual([
      ['not accepted', 'approval-missing'],
      ['accepted', undefined],
    ]);
    expect(records.at(-1)?.change?.approvedBy).toEqual(['erin']);
  });

  it('is refused to who left the team, and anew to whoever is in quarantine, whatever line releases them', async () => {
    const stage = await openStage();
    const admin = stage.person('acme-admin');
    await admin.call('DELETE', '/orgs/acme/teams/security/memberships/carol');
    expect(await attempt(stage, 'carol')).toEqual([1, 'carol (1003) is not named in quarantine.by', []]);

    await admin.call('PUT', '/orgs/acme/teams/security/memberships/carol');
    await admin.call('PUT', '/orgs/acme/teams/security/memberships/erin');
    await stage.pass(60);
    const done = await quarantine(aside(stage), { person: 'carol', ...by('erin'), why: 'the laptop is stolen' }, ABOUT);
    const inQuarantine = `carol (1003) is in quarantine by record ${done.record ?? ''}`;
    await stage.pass(60);
    expect(await attempt(stage, 'carol')).toEqual([1, inQuarantine, []]);

    const erin = stage.person('erin');
    const line = `released: [{ person: carol, record: ${done.record ?? ''}, why: found }]\n`;
    await erin.commit('release', 'policies/organization.yaml', `${SAMPLE_ORGANIZATION}${line}`);
    await erin.merge(await erin.open('release'));
    await stage.pass(60);
    expect(await attempt(stage, 'carol')).toEqual([1, inQuarantine, []]);
    const { records } = await auditOf(stage);
    expect(records.filter(({ kind }) => kind === 'refused')).toHaveLength(3);
    expect(records.filter(({ kind }) => kind === 'quarantined')).toHaveLength(1);
  }, 120_000);

  it('waits where the team cannot be read: nothing is done or recorded, and the status is 3', async () => {
    const stage = await openStage();
    stage.sandbox.github.service.faults.add({ ...LASTING, operation: MEMBERS });
    expect(await attempt(stage, 'carol')).toEqual([
      3,
      'Pullcord could not decide if carol (1003) may quarantine, so nothing was changed',
      [
        expect.stringMatching(
          /^GitHub did not return the members of team:security; use the App's token, or list `user:` /,
        ),
      ],
    ]);
    expect((await auditOf(stage)).records.map(({ kind }) => kind)).toEqual(['genesis']);
  });

  it('asks for no team where the caller is named, and may be of who is named too', async () => {
    const stage = await stageOf(`${SAMPLE_ORGANIZATION}quarantine: { by: [user:dave, user:carol] }\n`);
    stage.sandbox.github.service.faults.add({ ...LASTING, operation: MEMBERS });
    const report = await quarantine(aside(stage), { person: 'carol', ...by('dave'), why: 'stolen' }, ABOUT);
    expect(report).toMatchObject({ person: { login: 'carol' }, record: 1, messages: [] });
  });

  it('is allowed to a second account of somebody named', async () => {
    const carol = '  - { github: carol, id: 1003,';
    const stage = await stageOf(SAMPLE_ORGANIZATION.replace(carol, `${carol} otherAccounts: [1006],`));
    const report = await quarantine(aside(stage), { person: 'alice', ...by('mallory'), why: 'stolen' }, ABOUT);
    expect(report).toMatchObject({ person: { login: 'alice' }, record: 1, messages: [] });
  });

  it('that was refused is on record once, though the answer to the append is lost', async () => {
    const stage = await openStage();
    const isAppend = { operation: 'POST /graphql', only: appends } as const;
    stage.sandbox.github.service.faults.add({ ...isAppend, when: 'after', answer: 502, times: 1 });
    expect(await attempt(stage, 'dave')).toEqual([1, 'dave (1004) is not named in quarantine.by', []]);
    expect((await auditOf(stage)).records.map(({ kind }) => kind)).toEqual(['genesis', 'refused']);
    await stage.reconcile();
    expect((await auditOf(stage)).records.map(({ kind }) => kind)).toEqual(['genesis', 'refused']);
  });

  it('that was refused ends with 3 where that cannot be recorded', async () => {
    const stage = await openStage();
    stage.sandbox.github.service.faults.add({ ...LASTING, operation: 'POST /graphql', only: appends });
    expect(await attempt(stage, 'dave')).toEqual([
      3,
      'dave (1004) is not named in quarantine.by',
      [expect.stringMatching(/^the refusal is not on record: /)],
    ]);
  });
});

const ABOUT = {
  run: { kind: 'actions', id: '7', attempt: '1', event: 'workflow_dispatch', url: '' },
  version: '0.0.0',
  clone: { repositoryId: 700100, name: 'acme/access', documents: [] },
} as const;

const IDS: Readonly<Record<string, number>> = { carol: 1003, dave: 1004, erin: 1005, mallory: 1006 };

function by(login: string): { readonly by: string; readonly caller: Caller } {
  return { by: login, caller: { ...BY_CAROL.caller, id: IDS[login] ?? 0, login } };
}

/** Somebody asks for the quarantine of alice. @returns the exit status, why it was refused, and the problems */
async function attempt(stage: Stage, login: string): Promise<readonly [number, string | undefined, readonly string[]]> {
  const before = asText(await bindingsOf(stage));
  const report = await quarantine(aside(stage), { person: 'alice', ...by(login), why: 'because I can' }, ABOUT);
  expect(asText(await bindingsOf(stage))).toBe(before);
  expect(report.deny).toEqual([]);
  expect(report.reconcile).toBeUndefined();
  const refused = refusalIn(report.messages);
  const others = report.messages.filter((one) => one !== refused);
  return [exitStatusOf(report.messages), refused?.sentence, errorsIn({ messages: others })];
}

/** The quarantine's own identity at Google. */
function aside(stage: Stage) {
  const { google } = stage.sandbox;
  const auth = tokenCredentials(google.tokenFor(`serviceAccount:${google.quarantine.serviceAccount}`));
  const at = { auth, endpoint: google.origin, pause: () => Promise.resolve() };
  const world: Ports = stage.world();
  return { ...world, iam: connectIam(at), deny: connectDeny(at) };
}

function appends({ body }: { readonly body?: unknown }): boolean {
  return JSON.stringify(body ?? '').includes('createCommitOnBranch');
}

/** A scheduled run may have come since. */
function lastQuarantine({ sandbox }: Stage) {
  return sandbox.runner.runs.list().find(({ name }) => name === 'quarantine');
}

async function dispatch(stage: Stage, login: string, inputs: Readonly<Record<string, string>>): Promise<void> {
  await stage.person(login).call('POST', '/actions/workflows/quarantine.yml/dispatches', { ref: 'main', inputs });
  await stage.sandbox.runner.idle();
}
