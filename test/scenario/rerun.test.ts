import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { RunFact } from '../../src/core/ledger/record.ts';
import { kindsOf } from './audit.ts';
import { marked } from './cloud.ts';
import { requestFor } from './people.ts';
import { openStage, type Stage } from './stage.ts';
import { approved, auditOf, bindingsOf } from './steps.ts';
import { errorsIn, warningsIn } from '../support/messages.ts';

const POLICIES = join(import.meta.dirname, '../../policies');
const ORDERS = 'projects/acme-orders-prod';
const PAYMENTS = 'projects/acme-payments-prod';
const BOTH = `title: Read the logs of both
environment: production
access:
  - { resource: ${ORDERS}, roles: [roles/logging.viewer] }
  - { resource: ${PAYMENTS}, roles: [roles/logging.viewer] }
requesters: [user:alice]
maxDuration: 2h
approval:
  - { from: [team:sre-leads], count: 1 }
`;
const SENTENCE =
  'this is attempt 2 of run 123: a re-run only revokes access; start a new run: gh workflow run reconcile.yml';
const SET = 'POST /v3/projects/{resource}:setIamPolicy';

describe('a re-run', () => {
  it.each(['2', '11', '0', '', 'x', ' 1'])(
    'whose attempt reads %j gives nothing; attempt 1 gives it',
    async (attempt) => {
      const stage = await openStage();
      const pull = await approved(stage, 'timeouts');
      const report = await stage.reconcile(undefined, run(attempt));
      expect({ warnings: warningsIn(report), errors: errorsIn(report), records: report.records }).toEqual({
        warnings: [expect.stringContaining('re-run only revokes access; start a new run') as string],
        errors: [],
        records: [],
      });
      expect(marked(await bindingsOf(stage))).toEqual([]);

      const first = await stage.reconcile(undefined, run('1'));
      expect(warningsIn(first)).toEqual([]);
      expect(marked(await bindingsOf(stage), pull)).toHaveLength(2);
    },
  );

  it('takes away what is over and what was revoked, and records it and what it refuses', async () => {
    const stage = await openStage();
    const over = await approved(stage, 'over', requestFor('orders-db-read', '5m'));
    await stage.reconcile();
    await stage.pass(330);
    const refused = await stage.person('alice').ask('refused');
    await stage.person('alice').merge(refused);
    const due = await approved(stage, 'due');
    const report = await stage.reconcile(undefined, run('2'));
    expect([warningsIn(report), errorsIn(report)]).toEqual([[SENTENCE], []]);
    const audit = await auditOf(stage);
    expect([over, refused, due].map((pull) => kindsOf(audit, pull))).toEqual([['activated', 'ended'], ['refused'], []]);
    expect(marked(await bindingsOf(stage))).toEqual([]);
  });

  it('says so as a dry run', async () => {
    const stage = await openStage();
    await approved(stage, 'timeouts');
    expect(warningsIn(await stage.dryRun(run('2')))).toEqual([SENTENCE]);
    expect(warningsIn(await stage.dryRun(run('1')))).toEqual([]);
  });

  it('says so, too, where GitHub does not answer', async () => {
    const stage = await openStage();
    stage.sandbox.github.service.faults.add({ operation: '*', when: 'before', answer: 503, times: Infinity });
    expect(warningsIn(await stage.reconcile(undefined, run('2')))).toContain(SENTENCE);
  });

  it('completes no grant of which a half is given; the next run does', async () => {
    const stage = await openStage({ documents: { 'policies/both.yaml': BOTH } });
    const pull = await approved(stage, 'both', requestFor('both'));
    const only = ({ url }: { readonly url: URL }) => url.pathname.includes(`/${PAYMENTS}:`);
    await whileRefused(stage, only, () => stage.reconcile(undefined, run('1')));
    expect(await standing(stage, pull)).toEqual([1, 0]);
    expect(warningsIn(await stage.reconcile(undefined, run('2')))).toEqual([SENTENCE]);
    expect(await standing(stage, pull)).toEqual([1, 0]);
    await stage.reconcile(undefined, run('1'));
    expect(await standing(stage, pull)).toEqual([1, 1]);
  });

  it('gives nothing for an intent on record; the next run does', async () => {
    const organization = readFileSync(join(POLICIES, 'organization.yaml'), 'utf8');
    const documents = { 'policies/organization.yaml': organization.replace(/^log:\n(?: {2}.*\n)+/m, '') };
    const stage = await openStage({ documents });
    const pull = await approved(stage, 'timeouts');
    await whileRefused(
      stage,
      () => true,
      () => stage.reconcile(undefined, run('1')),
    );
    expect(kindsOf(await auditOf(stage), pull)).toEqual(['intent']);
    expect(warningsIn(await stage.reconcile(undefined, run('2')))).toEqual([SENTENCE]);
    expect(kindsOf(await auditOf(stage), pull)).toEqual(['intent']);
    expect(marked(await bindingsOf(stage))).toEqual([]);
    await stage.reconcile(undefined, run('1'));
    expect(kindsOf(await auditOf(stage), pull)).toEqual(['intent', 'activated']);
  });

  it('breaks no glass; the next run does', async () => {
    const stage = await openStage();
    const alice = stage.person('alice');
    const pull = await alice.ask('alone', `${requestFor('orders-db-read', '1h')}breakGlass: true\n`);
    await alice.merge(pull);
    expect(warningsIn(await stage.reconcile(undefined, run('2')))).toEqual([SENTENCE]);
    expect(marked(await bindingsOf(stage))).toEqual([]);
    expect(stage.sandbox.github.state.issues.size).toBe(0);
    await stage.reconcile(undefined, run('1'));
    expect(marked(await bindingsOf(stage), pull)).toHaveLength(2);
  });
});

function run(attempt: string): RunFact {
  return { kind: 'actions', id: '123', attempt, event: 'push', url: 'https://github.com/acme/access/actions/runs/123' };
}

type Only = (call: { readonly url: URL }) => boolean;

/** Google refuses to write the IAM policies that `only` matches. */
async function whileRefused(stage: Stage, only: Only, work: () => Promise<unknown>): Promise<void> {
  const { faults } = stage.sandbox.google.service;
  faults.add({ operation: SET, when: 'before', answer: 403, times: Infinity, only });
  await work();
  faults.clear();
}

/** Counts the pull request's bindings on each of the two projects. */
async function standing(stage: Stage, pull: number): Promise<readonly number[]> {
  const [orders, payments] = [await bindingsOf(stage, ORDERS), await bindingsOf(stage, PAYMENTS)];
  return [marked(orders, pull).length, marked(payments, pull).length];
}
