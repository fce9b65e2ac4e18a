import { describe, expect, it } from 'vitest';
import type { LedgerRecord } from '../../src/core/ledger/record.ts';
import { beginRequests } from '../../src/core/verify/requests.ts';
import type { Ports } from '../../src/core/ports.ts';
import { kindsOf } from './audit.ts';
import { marked } from './cloud.ts';
import { openStage, type Stage } from './stage.ts';
import { approved, auditOf, bindingsOf, byHand, say } from './steps.ts';
import { errorsIn, noticesIn } from '../support/messages.ts';

/* What happens after a run has looked and before the next one does: nothing of it is told wrongly later. */

/** A verifier's findings about the courses of all requests on record. */
function findings(records: readonly LedgerRecord[]) {
  const check = beginRequests(() => 'not replayable', '0.0.0');
  for (const record of records) check.record(record);
  return check.end().findings;
}

const PAST = 'request.time >= timestamp("2020-01-01T00:00:00Z") && request.time < timestamp("2020-01-01T01:00:00Z")';
const silent = () => Promise.reject(new Error('GitHub does not answer'));

/** A binding of alice's with the mark of a request that never asked for it. */
function strayOf(pull: number, role: string, expression: string) {
  const condition = { title: `pullcord/acme/${pull}`, description: 'repository 700100', expression };
  return { role, members: ['user:alice@acme.example'], condition };
}

/** A run that cannot judge any request, and one that cannot read what people say. */
async function runsBlindThenDeaf(stage: Stage): Promise<void> {
  const blind = stage.world();
  const gather = () => Promise.resolve({ unknown: 'GitHub answered 502' });
  await stage.reconcile({ ...blind, repository: { ...blind.repository, gather } });
  const deaf = stage.world();
  await stage.reconcile({ ...deaf, comments: { ...deaf.comments, since: silent } });
}

/** A run that gives, and cannot append to the ledger. */
async function givesUnrecorded(stage: Stage): Promise<void> {
  const world = stage.world();
  const append: Ports['ledger']['append'] = () => Promise.resolve({ outcome: 'failed', sentence: 'GitHub is down' });
  const report = await stage.reconcile({ ...world, ledger: { ...world.ledger, append } });
  expect(report.records).toEqual([]);
  expect(errorsIn(report)).not.toEqual([]);
}

describe('a binding with our mark that is nobody’s', () => {
  it('does not cost the grant whose mark it bears its evidence', async () => {
    const stage = await openStage();
    const first = await approved(stage, 'first');
    await stage.reconcile();
    const second = await approved(stage, 'second');
    await byHand(stage, (all) =>
      all.map((one) =>
        one.condition?.title === `pullcord/acme/${first}`
          ? { ...one, condition: { ...one.condition, title: `pullcord/acme/${second}` } }
          : one,
      ),
    );

    await stage.reconcile();
    const { records } = await auditOf(stage);
    const activated = records.find(({ kind, pull }) => kind === 'activated' && pull === second);
    expect(activated?.decision?.verdict).toBe('approved');
    expect(findings(records)).toEqual([]);
  });

  it('and feigns to be over ends nothing, though GitHub is silent', async () => {
    const stage = await openStage();
    const pull = await approved(stage, 'timeouts');
    await stage.reconcile();
    await stage.pass(600);
    await byHand(stage, (all) => [
      ...all,
      ...all.flatMap(({ condition, ...one }) =>
        condition?.title === `pullcord/acme/${pull}` ? [{ ...one, condition: { ...condition, expression: PAST } }] : [],
      ),
    ]);
    const world = stage.world();
    await stage.reconcile({ ...world, repository: { ...world.repository, overview: silent } });
    await stage.reconcile();

    expect(marked(await bindingsOf(stage), pull)).toHaveLength(2);
    const { records } = await auditOf(stage);
    expect(records.map(({ kind }) => kind)).toEqual(['genesis', 'activated', 'unexplained']);
    expect(findings(records)).toEqual([]);
  });

  it('of two roles, one past, does not cost the approver their word', async () => {
    const stage = await openStage();
    const pull = await approved(stage, 'timeouts');
    await byHand(stage, (all) => [
      ...all,
      strayOf(pull, 'roles/cloudsql.viewer', PAST),
      strayOf(pull, 'roles/cloudsql.instanceUser', 'true'),
    ]);
    await runsBlindThenDeaf(stage);
    await stage.reconcile();
    expect(marked(await bindingsOf(stage), pull)).toHaveLength(1);

    await stage.pass(60);
    await say(stage, 'bob', pull, '/revoke');
    await stage.reconcile();
    expect(marked(await bindingsOf(stage), pull)).toEqual([]);
    expect(findings((await auditOf(stage)).records)).toEqual([]);
  });

  it('and feigns the end of a grant to come leaves what is given of it revocable', async () => {
    const stage = await openStage();
    const pull = await approved(stage, 'timeouts');
    await byHand(stage, (all) => [...all, strayOf(pull, 'roles/cloudsql.viewer', PAST)]);
    await runsBlindThenDeaf(stage);
    expect(marked(await bindingsOf(stage), pull)).toEqual([]);
    await stage.reconcile();
    expect(marked(await bindingsOf(stage), pull)).toHaveLength(1);

    await stage.pass(60);
    await say(stage, 'alice', pull, '/revoke');
    await stage.reconcile();
    expect(marked(await bindingsOf(stage), pull)).toEqual([]);
    const { records } = await auditOf(stage);
    expect(records.at(-1)).toMatchObject({ kind: 'revoked', pull });
    expect(findings(records)).toEqual([]);
  });
});

describe('what was given and not recorded', () => {
  it('has ended on record, by Google’s own log, if a run without GitHub took it', async () => {
    const stage = await openStage();
    const pull = await approved(stage, 'timeouts');
    await givesUnrecorded(stage);
    await stage.pass(3 * 3600);
    const { repository, ledger, ...world } = stage.world();
    await stage.reconcile({
      ...world,
      repository: { ...repository, overview: silent, repository: silent, time: () => undefined },
      ledger: { ...ledger, read: () => Promise.resolve({ kind: 'unreadable', sentence: 'GitHub is down' }) },
    });
    expect(marked(await bindingsOf(stage), pull)).toEqual([]);

    await stage.reconcile();
    const { records } = await auditOf(stage);
    expect(records.map(({ kind }) => kind)).toEqual(['genesis', 'ended']);
    expect(records.at(-1)?.reasons).toMatchObject([
      { sentence: expect.stringMatching(/; pullcord-granter@\S+ granted it at /) as string },
    ]);
    expect(findings(records)).toEqual([]);
  });

  it('has its use read and recorded all the same', async () => {
    const stage = await openStage();
    const pull = await approved(stage, 'timeouts');
    await givesUnrecorded(stage);
    await stage.pass(3 * 3600);
    await stage.reconcile();
    await stage.pass(3 * 86_400);
    await stage.reconcile();
    expect(kindsOf(await auditOf(stage), pull)).toEqual(['ended', 'used']);
  });

  it('is not recorded as given after its end, if a slow run saw it standing before', async () => {
    const stage = await openStage();
    const pull = await approved(stage, 'timeouts');
    await givesUnrecorded(stage);
    const [one] = marked(await bindingsOf(stage), pull);
    const end = Date.parse(/time < timestamp\("([^"]+)"/.exec(one?.condition?.expression ?? '')?.[1] ?? '');
    await stage.pass((end - stage.sandbox.clock.now()) / 1000 - 30);
    const world = stage.world();
    let isLate = false;
    let saw: () => void = () => undefined;
    const seen = new Promise<void>((resolve) => (saw = resolve));
    const read: Ports['iam']['read'] = async (resource) => {
      const reading = await world.iam.read(resource);
      if (resource === 'projects/acme-orders-prod') saw();
      if (isLate || resource === 'projects/acme-orders-prod') return reading;
      isLate = true;
      await seen;
      await stage.pass(60);
      return world.iam.read(resource);
    };
    await stage.reconcile({ ...world, iam: { ...world.iam, read } });
    await stage.reconcile();

    expect(isLate).toBe(true);
    const audit = await auditOf(stage);
    expect(kindsOf(audit, pull)).toEqual(['ended']);
    expect(findings(audit.records)).toEqual([]);
  });
});

describe('a /revoke of which it is not known whether it counts', () => {
  it('holds back what is not given yet', async () => {
    const stage = await openStage();
    const pull = await approved(stage, 'timeouts');
    await say(stage, 'carol', pull, '/revoke');
    const world = stage.world();
    const team = () => Promise.resolve(null);

    const report = await stage.reconcile({ ...world, comments: { ...world.comments, team } });
    expect(errorsIn(report).join()).toContain('may count, but the members of security are unknown');
    expect(noticesIn(report).join()).toContain('may count, but the members of security are unknown');
    expect(marked(await bindingsOf(stage), pull)).toEqual([]);
    await stage.reconcile();
    expect(kindsOf(await auditOf(stage), pull)).toEqual(['lapsed']);
  });

  it('that comes while another run gives is not told of what may stand by now', async () => {
    const stage = await openStage();
    const pull = await approved(stage, 'timeouts');
    const [giving, ending] = [stage.world(), stage.world()];
    const looked = Promise.withResolvers<undefined>();
    const given = Promise.withResolvers<undefined>();
    let other: ReturnType<Stage['reconcile']> | undefined;
    const history: Ports['history'] = {
      changes: async (...args) => {
        looked.resolve(undefined);
        await given.promise;
        return (await ending.history?.changes(...args)) ?? null;
      },
    };
    const write: Ports['iam']['write'] = async (...args) => {
      if (other === undefined) {
        await say(stage, 'alice', pull, '/revoke');
        other = stage.reconcile({ ...ending, history });
        await looked.promise;
      }
      return giving.iam.write(...args);
    };
    const append: Ports['ledger']['append'] = async (...args) => {
      given.resolve(undefined);
      await other;
      return giving.ledger.append(...args);
    };

    await stage.reconcile({ ...giving, iam: { ...giving.iam, write }, ledger: { ...giving.ledger, append } });
    expect(noticesIn((await other) ?? { messages: [] }).join()).toContain(
      'another run may just have granted this access; the next run decides',
    );
    await stage.reconcile();
    expect(marked(await bindingsOf(stage), pull)).toEqual([]);
    const audit = await auditOf(stage);
    expect(kindsOf(audit, pull)).toEqual(['activated', 'revoked']);
    expect(findings(audit.records)).toEqual([]);
  });
});
