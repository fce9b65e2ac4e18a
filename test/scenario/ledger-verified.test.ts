import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connectDeny } from '../../src/edge/deny.ts';
import { tokenCredentials } from '../../src/edge/google/credentials.ts';
import type { QuarantinePorts } from '../../src/flow/deny-policies.ts';
import { quarantine } from '../../src/flow/quarantine.ts';
import { asAuditor } from './auditor.ts';
import { marked, type Written } from './cloud.ts';
import { requestFor } from './people.ts';
import { raiseStage, type Stage } from './stage.ts';
import { approved, auditOf, BY_CAROL, byHand, say } from './steps.ts';
import { errorsIn } from '../support/messages.ts';

/* A good part of a ledger's life, written by the product itself, and then read by somebody who has nothing but a clone. */

const ABOUT = {
  run: { kind: 'cli', id: '', attempt: '', event: 'quarantine', url: '' },
  version: '0.0.0',
  clone: { repositoryId: 700100, name: 'acme/access', documents: [] },
} as const;

function worldOfQuarantine(stage: Stage): QuarantinePorts {
  const { google } = stage.sandbox;
  const auth = tokenCredentials(google.tokenFor(`serviceAccount:${google.granter}`));
  return { ...stage.world(), deny: connectDeny({ auth, endpoint: google.origin, pause: () => Promise.resolve() }) };
}

let stage: Stage;
let pulls: Readonly<Record<'ended' | 'revoked' | 'refused' | 'glass' | 'removed' | 'lapsed', number>>;

beforeAll(async () => {
  stage = await raiseStage();
  const run = async () => {
    expect(errorsIn(await stage.reconcile())).toEqual([]);
  };
  const ended = await approved(stage, 'ended', requestFor('orders-db-read', '30m'));
  await run();
  const dave = stage.person('dave');
  const refused = await dave.ask('refused');
  await stage.person('bob').approve(refused);
  await dave.merge(refused);
  await stage.pass(31 * 60);
  await run();

  const revoked = await approved(stage, 'revoked');
  const alice = stage.person('alice');
  const glass = await alice.ask('glass', `${requestFor('orders-db-read', '1h')}breakGlass: true\n`);
  await alice.merge(glass);
  await stage.pass(60);
  await run();
  await say(stage, 'alice', revoked, '/revoke');
  await stage.person('carol').call('POST', `/pulls/${glass}/reviews`, { event: 'APPROVE', body: 'Checkout was down.' });
  await run();

  const removed = await approved(stage, 'removed');
  await run();
  await byHand(stage, (bindings) => {
    const ours = marked(bindings, removed);
    const copied = ours.map((one) => ({ ...one, condition: { ...one.condition, title: 'pullcord/acme/999' } }));
    return [...bindings.filter((one) => !ours.includes(one)), ...(copied as Written[])];
  });
  await run();
  const { faults } = stage.sandbox.google.service;
  const lapsed = await approved(stage, 'lapsed');
  faults.add({ operation: 'POST /v2/entries:write', when: 'before', answer: 503, times: 1000 });
  expect(errorsIn(await stage.reconcile()).join()).toContain('the log outside GitHub did not accept the intent');
  faults.clear();
  await stage.pass(3 * 3600);
  await run();
  const order = { person: '1006', ...BY_CAROL, why: 'seen where nobody should be' };
  await quarantine(worldOfQuarantine(stage), order, ABOUT);
  const caller = { is: 'account', id: 1004, login: 'dave', type: 'User' } as const;
  await quarantine(worldOfQuarantine(stage), { person: 'bob', by: 'dave', caller, why: 'for fun' }, ABOUT);
  await stage.pass(24 * 3600);
  await run();
  pulls = { ended, revoked, refused, glass, removed, lapsed };
}, 300_000);

afterAll(() => stage.close());

describe('a ledger that the product wrote', () => {
  it('is of a good part of a life', async () => {
    const { records } = await auditOf(stage);
    const told = Object.entries(pulls).map(([name, pull]) => [
      name,
      ...records.filter((record) => record.pull === pull).map(({ kind }) => kind),
    ]);
    expect(told).toEqual([
      ['ended', 'activated', 'ended', 'used'],
      ['revoked', 'activated', 'revoked', 'used'],
      ['refused', 'refused'],
      ['glass', 'activated', 'reviewed', 'ended', 'used'],
      ['removed', 'activated', 'removed', 'used'],
      ['lapsed', 'lapsed'],
    ]);
    const others = records.filter(({ pull }) => !Object.values(pulls).includes(pull ?? 0)).map(({ kind }) => kind);
    expect(others).toEqual(['genesis', 'unexplained', 'quarantined', 'refused', 'heartbeat']);
  });

  it('is ok to somebody who brings the key, the anchors and Google’s audit log', async () => {
    await asAuditor(stage, async ({ verify, everything, pullcord }) => {
      const { status, stands, found, steps, size, covered } = await verify(...everything);
      expect(found).toEqual([]);
      expect(new Set(Object.values(stands))).toEqual(new Set(['ok']));
      expect({ status, covered }).toEqual({ status: 0, covered: size });
      const saidOf = (name: string) => steps.find(({ step }) => step === name)?.said;
      expect(saidOf('requests')).toBe('6 requests followed, 0 bindings open; 6 of 6 decisions replayed');
      expect(saidOf('git history')).toMatch(/^\d+ commits checked; 5 merge commits of requests found$/);
      expect(saidOf('kept elsewhere')).toMatch(/^[1-9]\d* anchors and 0 kept checkpoints$/);
      const words = await pullcord('verify', ...everything);
      expect(words.status).toBe(0);
      expect(words.stdout).toMatch(
        /\nok: pullcord\/acme\/700100, \d+ of \d+ records under a checkpoint, the last of \S+Z\n$/,
      );
    });
  });

  it('is not ok, and not broken, to somebody who brings nothing: what was not looked at is named', async () => {
    await asAuditor(stage, async ({ verify, pullcord, key, anchors }) => {
      const { status, is, stands, found } = await verify();
      expect({ status, is, found }).toEqual({ status: 2, is: 'incomplete', found: [] });
      const missing = { signatures: 'not checked', 'kept elsewhere': 'not checked', 'audit log': 'not checked' };
      expect(stands).toEqual({
        records: 'ok',
        tree: 'ok',
        requests: 'ok',
        silence: 'ok',
        'git history': 'ok',
        pin: 'ok',
        ...missing,
      });
      const words = await pullcord('verify', ...key, ...anchors);
      expect(words.status).toBe(2);
      expect(words.stdout.match(/^not checked .*$/gm)).toEqual([
        expect.stringContaining(
          'audit log: without Google’s audit log, omitted records do not show; add --audit-log FILE',
        ) as string,
      ]);
    });
  });

  it('gives a proof of each record, which holds with nothing but itself and the key', async () => {
    await asAuditor(stage, async ({ pullcord, key, git }) => {
      const proof = join(await git('rev-parse', '--absolute-git-dir'), 'proof');
      for (const seq of ['0', '7']) {
        expect(await pullcord('prove', seq, '--out', `${proof}-${seq}`)).toMatchObject({ status: 0 });
        const checked = await pullcord('verify', '--proof', `${proof}-${seq}`, ...key);
        expect(checked).toMatchObject({ status: 0, stderr: '' });
        expect(checked.stdout).toContain(`ok           record ${seq} is in the ledger pullcord/acme/700100`);
      }
    });
  });

  it('reads as a story in git log, and plain git answers who asked, who approved and what for', async () => {
    await asAuditor(stage, async ({ git }) => {
      const { ended, revoked, refused, glass, removed, lapsed } = pulls;
      const access = 'roles/cloudsql.viewer on acme-orders-prod (+1 more)';
      const subjects = (await git('log', '--reverse', '--format=%s', 'origin/audit')).split('\n');
      expect(subjects).toEqual([
        'genesis: acme in acme/access',
        expect.stringContaining(`activated #${ended}: alice → ${access} until `),
        `refused, ended: #${refused} #${ended}`,
        `2 activated: #${glass} #${revoked}`,
        `revoked #${revoked}: alice → ${access}`,
        `reviewed #${glass}: justified, says carol`,
        expect.stringMatching(`^activated #${removed}: alice → `),
        `removed, unexplained: #${removed} #999`,
        `ended, lapsed: #${glass} #${lapsed}`,
        `3 used: #${ended} #${revoked} #${removed}`,
        'quarantined account (1006): seen where nobody should be',
        'refused the quarantine of bob, asked by dave (quarantine-not-allowed)',
        'heartbeat: nothing else to record for a day',
        expect.stringMatching(`^used #${glass}: alice, nothing seen`),
      ]);
      const told = (about: string, key: string) =>
        git('log', '-1', `--grep=${about}`, `--format=%(trailers:key=${key},valueonly,separator=%x7C)`, 'origin/audit');
      expect(await told(`activated #${ended}:`, 'Approved-by')).toBe('bob');
      expect(await told(`activated #${ended}:`, 'Requester')).toBe('alice');
      expect(await told(`activated #${ended}:`, 'Role')).toBe('roles/cloudsql.viewer|roles/cloudsql.instanceUser');
      expect(await told(`refused #${refused}:`, 'Requester')).toBe(`dave (#${refused})|alice (#${ended})`);
      // Glass was broken beside an approved request, in one commit: bob approved the one, and nobody the other.
      expect(await told(`activated #${glass}:`, 'Approved-by')).toBe(`bob (#${revoked})`);
      expect(await told(`activated #${glass}:`, 'Break-glass')).toMatch(/^review due \S+Z \(#\d+\)$/);
      expect(await told(`reviewed #${glass}:`, 'Reviewed-by')).toBe('carol');
      expect(await told(`reviewed #${glass}:`, 'Verdict')).toBe('justified');
      expect(await told('quarantined', 'Quarantine-by')).toBe('carol');
      const onOrders = await git('log', '--grep=^Resource: projects/acme-orders-prod$', '--format=%s', 'origin/audit');
      // Every commit above in which something stood in IAM, and no other.
      expect(onOrders.split('\n')).toHaveLength(7);
    });
  });
});
