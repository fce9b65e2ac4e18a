import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import type { LedgerRecord } from '../../src/core/ledger/ledger.ts';
import { beginRequests } from '../../src/core/verify/requests.ts';
import { connectDeny } from '../../src/edge/deny.ts';
import { tokenCredentials } from '../../src/edge/google/credentials.ts';
import { connectIam } from '../../src/edge/iam.ts';
import type { QuarantineWorld } from '../../src/flow/deny.ts';
import { quarantine } from '../../src/flow/quarantine.ts';
import type { World } from '../../src/flow/world.ts';
import { kindsOf } from './audit.ts';
import { marked } from './cloud.ts';
import { openStage, type Stage } from './stage.ts';
import { approved, auditOf, bindingsOf, byHand, mayRead, say } from './steps.ts';

/* What happens after a run has looked and before the next one does: nothing of it is told wrongly later. */

/** A verifier's findings about the courses of all requests on record. */
function findings(records: readonly LedgerRecord[]) {
  const check = beginRequests(() => 'not replayable', '0.0.0');
  for (const record of records) check.record(record);
  return check.end().findings;
}

const PAST = 'request.time >= timestamp("2020-01-01T00:00:00Z") && request.time < timestamp("2020-01-01T01:00:00Z")';
const silent = () => Promise.reject(new Error('GitHub does not answer'));

/** A run that gives, and cannot append to the ledger. */
async function givesUnrecorded(stage: Stage): Promise<void> {
  const world = stage.world();
  const append: World['ledger']['append'] = () => Promise.resolve({ outcome: 'failed', sentence: 'GitHub is down' });
  const { records, problems } = await stage.reconcile({ ...world, ledger: { ...world.ledger, append } });
  expect(records).toEqual([]);
  expect(problems).not.toEqual([]);
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

  it('and feigns the end of a grant to come leaves what is given of it revocable', async () => {
    const stage = await openStage();
    const pull = await approved(stage, 'timeouts');
    await byHand(stage, (all) => [
      ...all,
      {
        role: 'roles/cloudsql.viewer',
        members: ['user:alice@acme.example'],
        condition: { title: `pullcord/acme/${pull}`, description: 'repository 700100', expression: PAST },
      },
    ]);
    const world = stage.world();
    const gather = () => Promise.resolve({ unknown: 'GitHub answered 502' });
    await stage.reconcile({ ...world, repository: { ...world.repository, gather } });
    const deaf = stage.world();
    await stage.reconcile({ ...deaf, comments: { ...deaf.comments, since: silent } });
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
      { sentence: expect.stringContaining('it was given by pullcord-granter@') as string },
    ]);
    expect(findings(records)).toEqual([]);
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
    const read: World['iam']['read'] = async (resource) => {
      const reading = await world.iam.read(resource);
      if (isLate || resource === 'projects/acme-orders-prod') return reading;
      isLate = true;
      await sleep(1500);
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

describe('a quarantine that is on record before a run gives', () => {
  it('keeps it from giving, though its own run is still under way', async () => {
    const organization = readFileSync(join(import.meta.dirname, '../../policies/organization.yaml'), 'utf8');
    const documents = { 'policies/organization.yaml': `${organization}\nquarantine: { deny: [] }\n` };
    const stage = await openStage({ documents });
    const pull = await approved(stage, 'timeouts');
    const waits = Promise.withResolvers<undefined>();
    let quarantining: Promise<unknown> | undefined;
    const world = stage.world();
    const openLog: World['openLog'] = (config) => {
      const log = world.openLog(config);
      return {
        write: async (entries) => {
          if (quarantining === undefined) {
            const looked = Promise.withResolvers<undefined>();
            quarantining = putInQuarantine(stage, async () => {
              looked.resolve(undefined);
              await waits.promise;
            });
            await looked.promise;
          }
          return log.write(entries);
        },
      };
    };

    const report = await stage.reconcile({ ...world, openLog });
    waits.resolve(undefined);
    await quarantining;
    expect(report.noGrants).toEqual(['somebody was put in quarantine while this run looked; the next run decides']);
    expect([marked(await bindingsOf(stage), pull), await mayRead(stage)]).toEqual([[], false]);
    const { records } = await auditOf(stage);
    expect(records.map(({ kind }) => kind)).toEqual(['genesis', 'quarantined', 'refused']);
  });
});

/** Quarantines alice; `beforeLast` comes before what its run found goes on record. */
function putInQuarantine(stage: Stage, beforeLast: () => Promise<void>): Promise<unknown> {
  const { google } = stage.sandbox;
  const as = {
    auth: tokenCredentials(google.tokenFor('serviceAccount:pullcord-quarantine@acme-ops.iam.gserviceaccount.com')),
    endpoint: google.origin,
    pause: () => Promise.resolve(),
  };
  const world = stage.world();
  let appends = 0;
  const append: World['ledger']['append'] = async (...args) => {
    appends += 1;
    if (appends === 2) await beforeLast();
    return world.ledger.append(...args);
  };
  const aside: QuarantineWorld = {
    ...world,
    iam: connectIam(as),
    deny: connectDeny(as),
    ledger: { ...world.ledger, append },
  };
  return quarantine(
    aside,
    { person: 'alice', by: 'bob', why: 'the laptop is stolen' },
    {
      run: { kind: 'cli', id: '', attempt: '', event: 'quarantine', url: '' },
      version: '0.0.0',
      clone: { repositoryId: 700100, name: 'acme/access', documents: [] },
    },
  );
}
