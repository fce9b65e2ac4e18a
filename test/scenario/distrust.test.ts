import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { lineOf, type Draft, type LedgerRecord } from '../../src/core/ledger/record.ts';
import { sentencesOf, type Severity } from '../../src/core/message.ts';
import { trustOf } from '../../src/flow/ledger/trust.ts';
import { readPolicySet } from '../../src/flow/observe/documents.ts';
import { readLedger } from '../../src/flow/ledger/open.ts';
import { appendRecords } from '../../src/flow/ledger/append.ts';
import { readPolicies } from '../../src/environment.ts';
import { kindsOf, withClone } from './audit.ts';
import { marked } from './cloud.ts';
import { requestFor } from './people.ts';
import { openStage, type Stage, UNPROTECTED } from './stage.ts';
import { approved, auditOf, bindingsOf, byHand } from './steps.ts';
import { errorsIn, noticesIn } from '../support/messages.ts';

const PROJECT = 'projects/acme-orders-prod';
const RUN = { kind: 'cli', id: '', attempt: '', event: '', url: '' } as const;
const TOOL = { name: 'pullcord', version: '0.0.0' } as const;

/** Dave, who may write to the repository, appends a line of his own to a ledger that nothing protects. */
async function forge(stage: Stage, make: (seq: number) => object): Promise<void> {
  const { github, tokens } = stage.sandbox;
  await withClone(github.gitUrl(tokens['dave']), 'audit', async (folder, git) => {
    const file = join(folder, 'audit/entries/000000.jsonl');
    const text = await readFile(file, 'utf8');
    const record = make(text.split('\n').length - 1) as LedgerRecord;
    await writeFile(file, `${text}${lineOf(record)}\n`);
    const dave = ['-c', 'user.name=dave', '-c', 'user.email=dave@acme.example'];
    await git(...dave, 'commit', '--quiet', '--all', '--message', 'forged');
    await git('push', '--quiet', 'origin', 'HEAD:audit');
  });
}

/** Somebody who has the ledger's key signs for a record of their own. */
async function signed(stage: Stage, draft: Draft): Promise<void> {
  const world = stage.world();
  const { organization } = readPolicySet(await readPolicies(stage.folder));
  const ledger = await readLedger(world, trustOf(world, organization, undefined));
  if ('problem' in ledger) throw new Error(ledger.problem.sentence);
  expect((await appendRecords(world, ledger, [draft], 'sealed')).messages).toEqual([]);
}

describe('the ledger', () => {
  it.each<[string, (stage: Stage, intent: object) => Promise<void>, Severity, string]>([
    [
      'under no signature',
      (stage, intent) => forge(stage, (seq) => ({ ...intent, seq })),
      'error',
      'records without a checkpoint to the branch audit: 1 (intent #1). They do not count',
    ],
    [
      'by whoever holds its key',
      (stage, intent) => signed(stage, intent as Draft),
      'notice',
      'the ledger announces this access, and the evidence does not confirm it',
    ],
  ])('authorises nothing: an intent forged %s gives no access', async (_, forgery, where, said) => {
    const stage = await openStage(UNPROTECTED);
    const dave = stage.person('dave');
    const pull = await dave.ask('mine');
    const path = stage.path('mine');
    const { sha: blob } = (await dave.call('GET', `/contents/${path}?ref=mine`)) as { sha: string };
    const access = [{ resource: PROJECT, role: 'roles/iam.securityAdmin' }];
    const window = { start: '2026-01-01T00:00:00Z', end: '2036-01-01T00:00:00Z' };
    const who = { requester: { id: 1004, login: 'dave' }, principal: 'user:dave@acme.example', approvedBy: [] };
    const grant = { pull, url: 'u', path, blob, policy: 'orders-db-read', ...who, access, window };
    const bindings = access.map((row) => ({ ...row, before: [], after: [], unconditionalBefore: [] }));
    const request = { path, blob, url: 'u' };
    const at = '2026-11-24T00:00:00Z';
    const common = { schema: 1, kind: 'intent', at, pull, reasons: [], run: RUN, tool: TOOL };
    await forgery(stage, { ...common, request, grant, bindings });
    await dave.merge(pull);
    const report = await stage.reconcile();
    expect(marked(await bindingsOf(stage))).toEqual([]);
    expect(sentencesOf(report.messages, where).join('\n')).toContain(said);
  });

  it('that makes no sense stops grants, and no revocation', async () => {
    const stage = await openStage(UNPROTECTED);
    const over = await approved(stage, 'over', requestFor('orders-db-read', '30m'));
    await stage.reconcile();
    expect(marked(await bindingsOf(stage), over)).toHaveLength(2);
    await stage.pass(31 * 60);
    const common = {
      schema: 1,
      kind: 'intent',
      at: '2026-11-24T00:00:00Z',
      pull: 77,
      reasons: [],
      run: RUN,
      tool: TOOL,
    };
    await forge(stage, (seq) => ({ ...common, seq, grant: {}, bindings: [] }));
    const report = await stage.reconcile();
    expect(marked(await bindingsOf(stage), over)).toEqual([]);
    expect(errorsIn(report).join('\n')).toContain('the ledger is not valid');
  });
});

describe('a run that looked too early', () => {
  it('does not take what a newer run has given meanwhile', async () => {
    const stage = await openStage();
    await approved(stage, 'first');
    await stage.reconcile();
    const world = stage.world();
    const given: number[] = [];
    const read: typeof world.iam.read = async (resource) => {
      if (given.length === 0) {
        given.push(await approved(stage, 'second'));
        await stage.reconcile();
      }
      return world.iam.read(resource);
    };
    const report = await stage.reconcile({ ...world, iam: { ...world.iam, read } });
    expect(noticesIn(report).join('\n')).toContain('changed during this run');
    const [second = 0] = given;
    expect(marked(await bindingsOf(stage), second)).toHaveLength(2);
    await stage.reconcile();
    expect(kindsOf(await auditOf(stage), second)).toEqual(['activated']);
  });

  it('closes nothing on one stale answer of IAM', async () => {
    const stage = await openStage();
    const world = stage.world();
    const stale = await world.iam.read(PROJECT);
    const pull = await approved(stage, 'first');
    await stage.reconcile();
    let served = 0;
    const read: typeof world.iam.read = async (resource) => {
      const fresh = await world.iam.read(resource);
      return resource === PROJECT && served++ === 0 ? stale : fresh;
    };
    await stage.reconcile({ ...world, iam: { ...world.iam, read } });
    expect(served).toBeGreaterThan(1);
    expect(kindsOf(await auditOf(stage), pull)).toEqual(['activated']);
    expect(marked(await bindingsOf(stage), pull)).toHaveLength(2);
  });
});

it('an end that cannot be made sure of holds up no revocation on the same resource', async () => {
  const stage = await openStage();
  const seen = await approved(stage, 'seen', requestFor('orders-db-read', '30m'));
  const over = await approved(stage, 'over', requestFor('orders-db-read', '30m'));
  await stage.reconcile();
  await stage.pass(31 * 60);
  const title = `pullcord/acme/${seen}`;
  await byHand(stage, (bindings) => bindings.filter(({ condition }) => condition?.title !== title));
  const world = stage.world();
  let reads = 0;
  const read: typeof world.iam.read = async (resource) => {
    const answer = await world.iam.read(resource);
    const twice = resource === PROJECT && ++reads % 2 === 0 && 'policy' in answer;
    return twice ? { policy: { ...answer.policy, etag: 'another' } } : answer;
  };
  const report = await stage.reconcile({ ...world, iam: { ...world.iam, read } });
  expect(marked(await bindingsOf(stage), over)).toEqual([]);
  expect(noticesIn(report).join('\n')).toContain(
    `#${seen} roles/cloudsql.viewer on ${PROJECT} is neither granted nor revoked in this run: IAM returned two different policies`,
  );
  await stage.reconcile();
  expect(kindsOf(await auditOf(stage), seen)).toEqual(['activated', 'ended']);
});

it('a request that is gone is revoked although GitHub does not say who removed it', async () => {
  const stage = await openStage();
  const alice = stage.person('alice');
  const pull = await approved(stage, 'first');
  await stage.reconcile();
  await alice.commit('give-back', stage.path('first'), undefined);
  await alice.merge(await alice.open('give-back'));
  const asksHistory = ({ body }: { readonly body: unknown }) =>
    JSON.stringify(body ?? '').includes('query PathHistory(');
  stage.sandbox.github.service.faults.add({
    operation: 'POST /graphql',
    when: 'before',
    answer: 502,
    times: 1000,
    only: asksHistory,
  });
  await stage.reconcile();
  expect(marked(await bindingsOf(stage), pull)).toEqual([]);
  expect(kindsOf(await auditOf(stage), pull)).toEqual(['activated', 'revoked']);
});
