import { describe, expect, it } from 'vitest';
import { connectDeny } from '../../src/edge/deny.ts';
import { tokenCredentials } from '../../src/edge/google/credentials.ts';
import { connectIam } from '../../src/edge/iam.ts';
import type { QuarantinePorts } from '../../src/flow/deny-policies.ts';
import { quarantine } from '../../src/flow/quarantine.ts';
import type { Ports } from '../../src/core/ports.ts';
import { EXIT } from '../../src/failure.ts';
import { exitStatusOf } from '../../src/core/message.ts';
import { quarantinedDraft } from '../../src/core/quarantine/drafts.ts';
import { CONTEXT } from '../core/build.ts';
import { marked } from './cloud.ts';
import { forge } from './forger.ts';
import { openStage, UNPROTECTED, type Stage } from './stage.ts';
import { approved, auditOf, bindingsOf, BY_CAROL, mayRead } from './steps.ts';
import { blocksIn, errorsIn, warningsIn } from '../support/messages.ts';
import { SAMPLE_ORGANIZATION } from '../support/samples.ts';

const WITHOUT_DENY = `${SAMPLE_ORGANIZATION}
quarantine: { deny: [] }
`;
const stageOfQuarantine = () => openStage({ documents: { 'policies/organization.yaml': WITHOUT_DENY } });

describe('a quarantine that is on record before a run gives', () => {
  it('keeps it from giving, though its own run is still under way', async () => {
    const stage = await stageOfQuarantine();
    const pull = await approved(stage, 'timeouts');
    const world = stage.world();
    const meanwhile = quarantineUnderWay(stage);
    const openLog: Ports['openLog'] = (config) => {
      const log = world.openLog(config);
      return {
        write: async (entries) => {
          await meanwhile.begin();
          return log.write(entries);
        },
      };
    };

    const report = await stage.reconcile({ ...world, openLog });
    await meanwhile.end();
    expect(warningsIn(report)).toEqual([
      'somebody put a person in quarantine during this run, so the next run decides again',
    ]);
    expect([marked(await bindingsOf(stage), pull), await mayRead(stage)]).toEqual([[], false]);
    const { records } = await auditOf(stage);
    expect(records.map(({ kind }) => kind)).toEqual(['genesis', 'quarantined', 'refused']);
  });

  it('does so, too, if it comes while the run signs for what an earlier one could not', async () => {
    const stage = await stageOfQuarantine();
    // A refusal withholds, and so is recorded without a signature.
    const alice = stage.person('alice');
    await alice.merge(await alice.ask('first'));
    const unsigned = await stage.reconcile({ ...stage.world(), signers: () => [] });
    expect(errorsIn(unsigned)).not.toEqual([]);
    const pull = await approved(stage, 'timeouts');
    const world = stage.world();
    const meanwhile = quarantineUnderWay(stage);
    const append: Ports['ledger']['append'] = async (...args) => {
      await meanwhile.begin();
      return world.ledger.append(...args);
    };

    const report = await stage.reconcile({ ...world, ledger: { ...world.ledger, append } });
    await meanwhile.end();
    expect(warningsIn(report)).toEqual([
      'somebody put a person in quarantine during this run, so the next run decides again',
    ]);
    expect(marked(await bindingsOf(stage), pull)).toEqual([]);
  });

  it('holds for access that stands, whatever line releases the person without approval', async () => {
    const stage = await stageOfQuarantine();
    const pull = await approved(stage, 'timeouts');
    await stage.reconcile();
    const write: Ports['iam']['write'] = () => Promise.resolve({ outcome: 'busy', sentence: 'quota' });
    const { record } = await putInQuarantine(stage, { write });
    expect(marked(await bindingsOf(stage), pull)).toHaveLength(2);
    await stage.pass(60);
    const erin = stage.person('erin');
    const line = `released: [{ person: alice, record: ${record ?? ''}, why: found }]\n`;
    await erin.commit('release', 'policies/organization.yaml', `${WITHOUT_DENY}${line}`);
    await erin.merge(await erin.open('release'));

    await stage.reconcile();
    expect(marked(await bindingsOf(stage), pull)).toEqual([]);
    expect((await auditOf(stage)).records.at(-1)).toMatchObject({
      kind: 'revoked',
      reasons: [{ code: 'person-quarantined' }],
    });
  });
});

it('a quarantine is not undone by a branch that is set back the moment it lands: its anchor stands', async () => {
  const stage = await openStage({
    ...UNPROTECTED,
    documents: { 'policies/organization.yaml': `${WITHOUT_DENY}require: { protectedLedger: false }\n` },
  });
  const first = await approved(stage, 'first');
  await stage.reconcile();
  const dave = stage.person('dave');
  const before = (await dave.call('GET', '/git/ref/heads/audit')) as { object: { sha: string } };
  const afterItsFirst = async () => {
    await dave.call('PATCH', '/git/refs/heads/audit', { sha: before.object.sha, force: true });
  };
  const report = await putInQuarantine(stage, { afterItsFirst });
  expect(exitStatusOf(report.messages)).toBe(EXIT.outside);
  expect(errorsIn(report).join('\n')).toContain('somebody truncated or reset it');
  expect(marked(await bindingsOf(stage), first)).toEqual([]);
  const second = await approved(stage, 'second');
  const next = await stage.reconcile();
  expect(blocksIn(next).join('\n')).toContain('somebody truncated or reset it');
  expect(marked(await bindingsOf(stage), second)).toEqual([]);
});

it('a quarantine under no checkpoint, of whatever principals, takes the place of none that somebody orders', async () => {
  const stage = await openStage({
    ...UNPROTECTED,
    documents: { 'policies/organization.yaml': `${WITHOUT_DENY}require: { protectedLedger: false }\n` },
  });
  await stage.reconcile();
  const forged = { ids: [1001], login: 'alice', principals: ['user:bob@acme.example'], by: 'carol', why: 'x' };
  await forge(stage, ([genesis]) => quarantinedDraft(forged, { ...CONTEXT, at: genesis?.at ?? '' }));
  const report = await putInQuarantine(stage, {});
  expect(errorsIn(report).join('\n')).toContain('put alice in quarantine by carol, and had no checkpoint');
  const { records } = await auditOf(stage);
  expect(records.flatMap(({ quarantine: one }) => one?.principals ?? [])).toEqual([
    'user:bob@acme.example',
    'user:alice@acme.example',
  ]);
});

/** A quarantine of alice that another run meets: begun, it is on record and has looked at IAM; it ends when told. */
function quarantineUnderWay(stage: Stage) {
  const waits = Promise.withResolvers<undefined>();
  let running: Promise<unknown> | undefined;
  return {
    begin: async () => {
      if (running !== undefined) return;
      const looked = Promise.withResolvers<undefined>();
      const beforeItsLast = async () => {
        looked.resolve(undefined);
        await waits.promise;
      };
      running = putInQuarantine(stage, { beforeItsLast });
      await looked.promise;
    },
    end: async () => {
      waits.resolve(undefined);
      await running;
    },
  };
}

interface Meanwhile {
  /** Comes once the quarantine is on record. */
  readonly afterItsFirst?: () => Promise<void>;
  /** Comes before what its run found goes on record. */
  readonly beforeItsLast?: () => Promise<void>;
  /** Instead of IAM's. */
  readonly write?: Ports['iam']['write'];
}

/** Quarantines alice. */
function putInQuarantine(
  stage: Stage,
  { afterItsFirst, beforeItsLast, write }: Meanwhile,
): ReturnType<typeof quarantine> {
  const { google } = stage.sandbox;
  const as = {
    auth: tokenCredentials(google.tokenFor('serviceAccount:pullcord-quarantine@acme-ops.iam.gserviceaccount.com')),
    endpoint: google.origin,
    pause: () => Promise.resolve(),
  };
  const world = stage.world();
  let appends = 0;
  const append: Ports['ledger']['append'] = async (...args) => {
    appends += 1;
    if (appends === 2) await beforeItsLast?.();
    const appended = await world.ledger.append(...args);
    if (appends === 1) await afterItsFirst?.();
    return appended;
  };
  const aside: QuarantinePorts = {
    ...world,
    iam: { ...connectIam(as), ...(write === undefined ? {} : { write }) },
    deny: connectDeny(as),
    ledger: { ...world.ledger, append },
  };
  return quarantine(
    aside,
    { person: 'alice', ...BY_CAROL, why: 'the laptop is stolen' },
    {
      run: { kind: 'cli', id: '', attempt: '', event: 'quarantine', url: '' },
      version: '0.0.0',
      clone: { repositoryId: 700100, name: 'acme/access', documents: [] },
    },
  );
}
