import { describe, expect, it } from 'vitest';
import { connectDeny } from '../../src/edge/deny.ts';
import { tokenCredentials } from '../../src/edge/google/credentials.ts';
import { connectIam } from '../../src/edge/iam.ts';
import type { QuarantinePorts } from '../../src/flow/deny-policies.ts';
import { lift } from '../../src/flow/lift-quarantine.ts';
import { quarantine } from '../../src/flow/quarantine.ts';
import { reconcile } from '../../src/flow/reconcile.ts';
import { kindsOf } from './audit.ts';
import { asText, marked } from './cloud.ts';
import { requestFor } from './people.ts';
import { openStage, type Stage } from './stage.ts';
import { approved, auditOf, bindingsOf, BY_CAROL, byHand, mayRead, say } from './steps.ts';
import { errorsIn, infosIn, noticesIn, warningsIn } from '../support/messages.ts';
import { SAMPLE_ORGANIZATION } from '../support/samples.ts';

describe('/revoke on the pull request', () => {
  it('ends the grant in the next run, when whoever asked says it', async () => {
    const stage = await openStage();
    const before = asText(await bindingsOf(stage));
    const pull = await approved(stage, 'timeouts');
    await stage.reconcile();
    await stage.pass(60);
    await say(stage, 'alice', pull, '/revoke done early, thank you');

    const report = await stage.reconcile();

    expect(errorsIn(report)).toEqual([]);
    expect(asText(await bindingsOf(stage))).toBe(before);
    const audit = await auditOf(stage);
    expect(kindsOf(audit, pull)).toEqual(['activated', 'revoked']);
    expect(audit.records.at(-1)?.reasons).toMatchObject([
      { code: 'revoked-by-comment', sentence: expect.stringContaining('alice (1001), the requester') as string },
    ]);
    await stage.reconcile();
    expect((await auditOf(stage)).records).toEqual(audit.records);
  });

  it('counts of an approver and of security, and of nobody else, who is answered in the report', async () => {
    const stage = await openStage();
    const pull = await approved(stage, 'timeouts');
    await say(stage, 'bob', pull, 'Then we must /revoke it.');
    await stage.reconcile();
    const given = asText(await bindingsOf(stage));
    await stage.pass(60);
    await say(stage, 'mallory', pull, '/revoke');
    await say(stage, 'dave', pull, '/revoke');

    const ignored = await stage.reconcile();
    expect(asText(await bindingsOf(stage))).toBe(given);
    expect(errorsIn(ignored)).toEqual([]);
    expect(infosIn(ignored).filter((note) => note.includes('/revoke'))).toEqual([
      `#${pull}: /revoke by mallory (1006) was ignored: only the requester, an approver or a member of security can revoke`,
      `#${pull}: /revoke by dave (1004) was ignored: only the requester, an approver or a member of security can revoke`,
    ]);

    await say(stage, 'bob', pull, '/revoke');
    await stage.reconcile();
    const audit = await auditOf(stage);
    expect(kindsOf(audit, pull)).toEqual(['activated', 'revoked']);
    expect(audit.records.at(-1)?.reasons[0]?.sentence).toMatch(/^bob \(1002\), an approver, commented \/revoke at /);

    const second = await approved(stage, 'again');
    await stage.reconcile();
    await stage.pass(60);
    await say(stage, 'carol', second, '/revoke');
    await stage.reconcile();
    expect((await auditOf(stage)).records.at(-1)?.reasons[0]?.sentence).toMatch(
      /^carol \(1003\), a member of security, /,
    );
  });

  it('holds back access that is not given yet, and gives none while what was said cannot be read', async () => {
    const stage = await openStage();
    const before = asText(await bindingsOf(stage));
    const pull = await approved(stage, 'timeouts');
    const { faults } = stage.sandbox.github.service;
    const unread = { operation: 'GET /repos/{owner}/{repo}/issues/comments', when: 'before', answer: 502 } as const;
    faults.add({ ...unread, times: Number.POSITIVE_INFINITY });
    const blind = await stage.reconcile();
    expect(errorsIn(blind)).toEqual([
      expect.stringContaining('GitHub did not return the comments, so a /revoke may be missed'),
    ]);
    faults.clear();
    expect(asText(await bindingsOf(stage))).toBe(before);

    await say(stage, 'alice', pull, '/revoke');
    expect(errorsIn(await stage.reconcile())).toEqual([]);
    expect(asText(await bindingsOf(stage))).toBe(before);
    expect(kindsOf(await auditOf(stage), pull)).toEqual(['lapsed']);
  });
});

describe('a revocation by dispatch that cannot be recorded', () => {
  it('holds, and the next run says that the account which gave the access took it', async () => {
    const stage = await openStage();
    const before = asText(await bindingsOf(stage));
    const pull = await approved(stage, 'timeouts');
    await stage.reconcile();
    await stage.pass(60);
    const { faults } = stage.sandbox.github.service;
    faults.add({
      operation: 'POST /graphql',
      only: ({ body }) => JSON.stringify(body).includes('createCommitOnBranch'),
      when: 'before',
      answer: 502,
      times: Number.POSITIVE_INFINITY,
    });

    const orders = { revoke: { pull, by: 'carol' } };
    const taken = await reconcile(stage.world(), { ...ABOUT, dryRun: false, orders });
    faults.clear();
    expect(errorsIn(taken)).not.toEqual([]);
    expect(asText(await bindingsOf(stage))).toBe(before);
    expect(kindsOf(await auditOf(stage), pull)).toEqual(['activated']);

    await stage.pass(60);
    await stage.reconcile();
    const { records } = await auditOf(stage);
    const removed = records.filter(({ kind }) => kind === 'removed');
    expect(removed).not.toEqual([]);
    for (const { reasons } of removed)
      expect(reasons[0]?.sentence).toMatch(
        /^the granting account removed the binding early, .*; Google's audit log names pullcord-/,
      );
    expect(asText(await bindingsOf(stage))).toBe(before);
  });
});

const QUARANTINER = 'serviceAccount:pullcord-quarantine@acme-ops.iam.gserviceaccount.com';
const ABOUT = {
  run: { kind: 'cli', id: '', attempt: '', event: 'quarantine', url: '' },
  version: '0.0.0',
  clone: { repositoryId: 700100, name: 'acme/access', documents: [] },
} as const;

/** The quarantine's own identity at Google. */
function aside(stage: Stage, principal = QUARANTINER): QuarantinePorts {
  const { google } = stage.sandbox;
  const auth = tokenCredentials(google.tokenFor(principal));
  const pause = () => Promise.resolve();
  const at = { auth, endpoint: google.origin, pause };
  return { ...stage.world(), iam: connectIam(at), deny: connectDeny(at) };
}

const ORGANIZATION = `${SAMPLE_ORGANIZATION}\nquarantine: { deny: [cloudsql.googleapis.com/instances.get] }\n`;
const DENYING = { documents: { 'policies/organization.yaml': ORGANIZATION } };

describe('quarantine', () => {
  it('takes every grant of the person, bars what they ask and approve, denies, and ends by a reviewed change alone', async () => {
    const stage = await openStage(DENYING);
    const before = asText(await bindingsOf(stage));
    const first = await approved(stage, 'first');
    const second = await approved(stage, 'second', requestFor('orders-db-read', '1h'));
    await stage.reconcile();
    expect(marked(await bindingsOf(stage))).toHaveLength(4);
    expect(await mayRead(stage)).toBe(true);

    const order = { person: 'alice', ...BY_CAROL, why: 'the laptop is stolen' };
    const report = await quarantine(aside(stage), order, ABOUT);

    expect(errorsIn(report)).toEqual([]);
    expect(asText(await bindingsOf(stage))).toBe(before);
    const audit = await auditOf(stage);
    for (const pull of [first, second]) {
      expect(kindsOf(audit, pull)).toEqual(['activated', 'revoked']);
      expect(audit.records.findLast((record) => record.pull === pull)?.reasons[0]).toEqual({
        code: 'person-quarantined',
        sentence: 'by carol: the laptop is stolen',
      });
    }
    expect(report.deny).toContainEqual({
      resource: 'projects/acme-orders-prod',
      policy: 'pullcord-acme-1001',
      is: 'placed',
    });
    // Whatever else gives her access: the deny policy comes first.
    await byHand(stage, (all) => [...all, { role: 'roles/cloudsql.viewer', members: ['user:alice@acme.example'] }]);
    expect(await mayRead(stage)).toBe(false);
    expect(kindsOf(audit, null)).toEqual(['quarantined', 'deny-policies']);

    // Twice is once.
    const again = await quarantine(aside(stage), order, ABOUT);
    expect(again).toMatchObject({ messages: [], records: [], record: report.record });

    const hers = await approved(stage, 'hers');
    const dave = stage.person('dave');
    const others = await dave.ask('others');
    await stage.person('alice').approve(others);
    await dave.merge(others);
    await stage.reconcile();
    const refused = (await auditOf(stage)).records;
    expect(refused.find(({ pull }) => pull === hers)?.reasons[0]?.code).toBe('requester-quarantined');
    const decided = refused.find(({ pull }) => pull === others)?.decision;
    expect(decided?.approvals).toMatchObject([{ login: 'alice', counts: false, code: 'approval-quarantined' }]);

    // Nobody has released her: neither the command nor a record does.
    const early = await lift(aside(stage), 'alice', ABOUT);
    expect(warningsIn(early).join()).toContain(`record ${report.record ?? ''} still keeps alice in quarantine`);
    expect(await mayRead(stage)).toBe(false);

    const released = `${ORGANIZATION}released: [{ person: alice, record: ${report.record ?? ''}, why: laptop is back }]\n`;
    const unapproved = await changeOrganization(stage, released);
    const waits = await lift(aside(stage), 'alice', ABOUT);
    expect(warningsIn(waits).join()).toContain('the releases in policies/organization.yaml do not count');
    expect(noticesIn(await stage.reconcile()).join()).toContain('alice is not released');
    expect(unapproved).toBeGreaterThan(0);
    expect(await mayRead(stage)).toBe(false);

    await changeOrganization(stage, `${released}# approved this time\n`, 'carol');
    await stage.reconcile();
    expect(kindsOf(await auditOf(stage), null)).toContain('released');
    const lifted = await lift(aside(stage), 'alice', ABOUT);
    expect(lifted.messages).toEqual([]);
    expect(await mayRead(stage)).toBe(true);
    await stage.pass(60);
    const anew = await approved(stage, 'anew');
    await stage.reconcile();
    expect(kindsOf(await auditOf(stage), anew)).toEqual(['activated']);
  }, 180_000);

  it('revokes although no deny policy can be placed, and puts on record that none was', async () => {
    const stage = await openStage();
    const before = asText(await bindingsOf(stage));
    const pull = await approved(stage, 'timeouts');
    await stage.reconcile();
    const granter = `serviceAccount:${stage.sandbox.google.granter}`;
    const order = { person: '1001', ...BY_CAROL, why: 'the laptop is stolen' };
    const report = await quarantine(aside(stage, granter), order, ABOUT);
    expect(asText(await bindingsOf(stage))).toBe(before);
    expect(kindsOf(await auditOf(stage), pull)).toEqual(['activated', 'revoked']);
    expect(errorsIn(report)[0]).toContain('PERMISSION_DENIED');
    const last = (await auditOf(stage)).records.at(-1);
    expect(last?.deny?.policies).toContainEqual(
      expect.objectContaining({ resource: 'projects/acme-orders-prod', is: 'not placed' }),
    );
  });

  it('holds for somebody known by a number alone, and refuses a login that may be anybody', async () => {
    const stage = await openStage();
    const refused = await quarantine(aside(stage), { person: 'mallory', ...BY_CAROL, why: 'seen' }, ABOUT);
    expect(warningsIn(refused).join()).toContain('Give the number of the account');
    expect((await auditOf(stage)).records).toHaveLength(1);
    const report = await quarantine(aside(stage), { person: '1006', ...BY_CAROL, why: 'seen' }, ABOUT);
    expect(errorsIn(report)).toEqual([
      'Pullcord placed no deny policy: no Google principal of this person is known. Add it under people in policies/organization.yaml',
    ]);
    expect((await auditOf(stage)).records.at(-1)?.quarantine).toEqual({
      ids: [1006],
      login: null,
      principals: [],
      by: 'carol',
      why: 'seen',
    });
  });
});

async function changeOrganization(stage: Stage, text: string, approver?: string): Promise<number> {
  await stage.pass(60);
  const erin = stage.person('erin');
  const branch = `organization-${text.length}`;
  await erin.commit(branch, 'policies/organization.yaml', text);
  const pull = await erin.open(branch);
  if (approver !== undefined) await stage.person(approver).approve(pull);
  await erin.merge(pull);
  return pull;
}

describe('drift', () => {
  it('is told by one issue for each record, which names what changed and asks security', async () => {
    const stage = await openStage();
    const pull = await approved(stage, 'timeouts');
    await stage.reconcile();
    await byHand(stage, (all) => all.filter(({ condition }) => condition?.title !== `pullcord/acme/${pull}`));
    const { faults } = stage.sandbox.github.service;
    faults.add({ operation: 'POST /repos/{owner}/{repo}/issues', when: 'before', answer: 503, times: 1 });
    const untold = await stage.reconcile();
    expect(errorsIn(untold)).toEqual([expect.stringContaining('GitHub did not open an issue about recorded drift')]);
    expect(errorsIn(await stage.reconcile())).toEqual([]);
    expect(errorsIn(await stage.reconcile())).toEqual([]);
    const issues = [...stage.sandbox.github.state.issues.values()];
    expect(issues).toHaveLength(1);
    const record = (await auditOf(stage)).records.at(-1);
    expect(record?.kind).toBe('removed');
    expect(issues[0]?.labels).toEqual(['drift']);
    expect(issues[0]?.body).toContain(`record=${record?.seq ?? ''} -->`);
    for (const text of ['@acme/security', `#${pull}`, 'projects/acme-orders-prod', 'user:alice@acme.example'])
      expect(issues[0]?.body).toContain(text);
    expect(issues[0]?.state).toBe('open');
  });
});

describe('the workflows', () => {
  it('end a grant at the word of whoever asked, at once, and by hand', async () => {
    const stage = await openStage({ workflows: true });
    const { runner, google } = stage.sandbox;
    const before = asText(await bindingsOf(stage));
    const pull = await approved(stage, 'timeouts');
    await runner.idle();
    expect(marked(await bindingsOf(stage), pull)).toHaveLength(2);

    await say(stage, 'alice', pull, '/revoke');
    await runner.idle();
    expect(asText(await bindingsOf(stage))).toBe(before);
    const [reconciled, started] = runner.runs.list();
    expect([started?.name, started?.event, started?.conclusion]).toEqual(['revoke', 'issue_comment', 'success']);
    expect([reconciled?.name, reconciled?.event]).toEqual(['reconcile', 'workflow_dispatch']);

    const second = await approved(stage, 'again');
    await runner.idle();
    const dispatch = { ref: 'main', inputs: { revoke: String(second) } };
    await stage.person('bob').call('POST', '/actions/workflows/reconcile.yml/dispatches', dispatch);
    await runner.idle();
    expect(asText(await bindingsOf(stage))).toBe(before);
    const audit = await auditOf(stage);
    expect(audit.records.at(-1)).toMatchObject({
      kind: 'revoked',
      pull: second,
      reasons: [{ code: 'revoked-by-dispatch', sentence: 'by bob' }],
    });

    const third = await approved(stage, 'third');
    await runner.idle();
    const aside = { ref: 'main', inputs: { person: 'alice', why: 'stolen' } };
    await stage.person('carol').call('POST', '/actions/workflows/quarantine.yml/dispatches', aside);
    await runner.idle();
    const [run] = runner.runs.list();
    expect([run?.name, run?.conclusion, run?.jobs[0]?.logs]).toEqual([
      'quarantine',
      'success',
      expect.stringContaining('is in quarantine by record') as string,
    ]);
    expect(asText(await bindingsOf(stage))).toBe(before);
    expect(kindsOf(await auditOf(stage), third)).toEqual(['activated', 'revoked']);
    expect(google.world.denies.of('projects/acme-orders-prod').map(({ id }) => id)).toEqual(['pullcord-acme-1001']);
  }, 240_000);
});
