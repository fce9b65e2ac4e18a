import { setTimeout as sleep } from 'node:timers/promises';
import { beforeEach, describe, expect, it } from 'vitest';
import { eventDrafts } from '../../../src/core/ledger/drafts.ts';
import { indexRecords } from '../../../src/core/ledger/ledger-index.ts';
import { attributeDrift } from '../../../src/flow/apply/attribution.ts';
import type { Ports, WriteResult } from '../../../src/core/ports.ts';
import { GENESIS, grant, numbered, CONTEXT, PROJECT, VIEWER } from '../../core/build.ts';
import { readPolicy, type PolicyBody } from '../../sandbox/google/client.ts';
import {
  byHand,
  eachInItsSandbox,
  GHOST,
  give,
  giveAll,
  instant,
  onRecord,
  reopen,
  revoke,
  sandbox,
  inputsOf,
  title,
  titles,
  world,
  writes,
} from './pass.ts';
import { ALICE } from '../../support/people.ts';

eachInItsSandbox();

describe('grants Google refuses', () => {
  it.each([1, 2, 5, 16])('block nobody else on the resource, whichever of sixteen it is (%i)', async (bad) => {
    const grants = Array.from({ length: 16 }, (_, index) =>
      grant({ pull: index + 1, ...(index + 1 === bad ? { principal: GHOST } : {}) }),
    );
    const settled = await giveAll(grants);
    expect(settled.steps.map(({ pull }) => pull).sort()).toEqual(
      grants
        .map(({ pull }) => pull)
        .filter((pull) => pull !== bad)
        .sort(),
    );
    expect(settled.errors).toEqual([
      expect.stringMatching(
        new RegExp(
          `^Google rejected #${bad} ${VIEWER} on ${PROJECT} as invalid, and each run retries.*User ghost@acme.example does not exist`,
        ),
      ),
    ]);
    expect((await titles()).toSorted()).toEqual(
      grants
        .map(({ pull }) => title(pull))
        .filter((one) => one !== title(bad))
        .sort(),
    );
  });

  it('leave the other roles of the same request as they are', async () => {
    const one = grant({
      access: [
        { resource: PROJECT, role: VIEWER },
        { resource: PROJECT, role: 'roles/run.viewer' },
        { resource: PROJECT, role: 'projects/acme-orders-prod/roles/no such' },
      ],
    });
    const settled = await giveAll([one]);
    expect(settled.steps.map(({ role }) => role).sort()).toEqual([VIEWER, 'roles/run.viewer']);
    expect(settled.errors.join()).toContain('#42 projects/acme-orders-prod/roles/no such');
  });

  it('cost a bounded number of writes, however many they are, and the rest is told', async () => {
    let asked = 0;
    sandbox.google.service.exchanges.subscribe(({ call }) => {
      if (call.url.pathname.endsWith(':setIamPolicy')) asked += 1;
    });
    const grants = Array.from({ length: 40 }, (_, index) => grant({ pull: index + 1, principal: GHOST }));
    const { steps, errors } = await giveAll(
      grants.map((one, index) => ({ ...one, principal: `user:ghost${index}@acme.example` })),
    );
    expect(steps).toEqual([]);
    expect(asked).toBe(24);
    expect(errors.at(-1)).toContain(`Google rejected too many grants on ${PROJECT}, so the next run tries these: #`);
  });

  it('stop no revocation on the same resource', async () => {
    const [old, ghost] = [
      grant(),
      grant({ pull: 43, principal: GHOST, window: { start: '2026-11-24T02:17:00Z', end: '2026-11-25T02:17:00Z' } }),
    ];
    await giveAll([old]);
    sandbox.advance(3 * 3_600_000);
    const taken = await revoke(world(), inputsOf([old, ghost], onRecord([old])));
    expect(taken.steps.map(({ event }) => event)).toEqual(['ended']);
    expect(await titles()).toEqual([]);
  });

  it('on a bucket without uniform access say what it lacks', async () => {
    const one = grant({ access: [{ resource: 'buckets/acme-orders-legacy', role: 'roles/storage.objectViewer' }] });
    const { errors } = await giveAll([one]);
    expect(errors.join()).toContain('conditions on a bucket need uniform bucket-level access');
  });
});

describe('every kind of resource', () => {
  it('is given and taken away in one pass each', async () => {
    const ring = `${PROJECT}/locations/europe-west1/keyRings/orders`;
    const access = [
      { resource: 'buckets/acme-orders-exports', role: 'roles/storage.objectViewer' },
      { resource: `${PROJECT}/secrets/db-password`, role: 'roles/secretmanager.secretAccessor' },
      { resource: ring, role: 'roles/cloudkms.cryptoKeyDecrypter' },
      { resource: `${ring}/cryptoKeys/exports`, role: 'roles/cloudkms.cryptoKeyDecrypter' },
      { resource: `${PROJECT}/locations/europe-west1/services/orders-api`, role: 'roles/run.developer' },
    ];
    const one = grant({ access });
    const { steps, errors } = await giveAll([one]);
    expect(errors).toEqual([]);
    expect(steps).toHaveLength(access.length);
    expect(writes()).toBe(access.length);
    const { world: google } = sandbox.google;
    const before = access.map(({ resource }) => google.history(resource)[0]?.before.bindings);
    sandbox.advance(3 * 3_600_000);
    const taken = await revoke(world(), inputsOf([one], onRecord([one])));
    expect(taken.steps.map(({ event }) => event)).toEqual(access.map(() => 'ended'));
    expect(access.map(({ resource }) => google.policyOf(resource).bindings)).toEqual(before);
  });
});

describe('Google busy or silent', () => {
  it('with a quota that is spent is asked again once there is more', async () => {
    await reopen({ quota: { read: 1000, write: 1 } });
    await giveAll([grant()]);
    const later = world();
    const waiting = {
      ...later,
      pause: () => {
        sandbox.advance(30_000);
        return sleep(1);
      },
    };
    const second = grant({ pull: 43 });
    const { errors } = await give(waiting, inputsOf([second]), [second]);
    expect(errors).toEqual([]);
    expect(await titles()).toContain(title(43));
  });

  it('after a write that landed is read, and the write is not repeated', async () => {
    sandbox.google.service.faults.add({
      operation: 'POST /v3/projects/{resource}:setIamPolicy',
      when: 'after',
      answer: 503,
      times: 1,
    });
    const { steps, errors } = await giveAll([grant()]);
    expect([steps.length, errors, writes()]).toEqual([1, [], 1]);
  });

  it('about a write that landed, with one answer of before it, is recorded as given all the same', async () => {
    const there = world();
    const before = await there.iam.read(PROJECT);
    let reads = 0;
    const unacknowledged = {
      ...there.iam,
      write: async (...write: Parameters<Ports['iam']['write']>): Promise<WriteResult> => {
        await there.iam.write(...write);
        return { outcome: 'uncertain', sentence: 'no answer' };
      },
      read: (resource: string) => {
        reads += 1;
        return reads === 2 ? Promise.resolve(before) : there.iam.read(resource);
      },
    };
    const { steps } = await give({ ...there, iam: unacknowledged }, inputsOf([grant()]), [grant()]);
    expect([steps.map(({ event }) => event), writes()]).toEqual([['activated'], 1]);
  });

  it('about a write that did not land is not believed for one answer of before it', async () => {
    const before = await world().iam.read(PROJECT);
    const standing = grant();
    await giveAll([standing]);
    sandbox.advance(3 * 3_600_000);
    const there = world();
    let reads = 0;
    const behindOnce = {
      ...there.iam,
      write: (): Promise<WriteResult> => Promise.resolve({ outcome: 'uncertain', sentence: 'no answer' }),
      read: (resource: string) => {
        reads += 1;
        return reads === 2 ? Promise.resolve(before) : there.iam.read(resource);
      },
    };
    const drafts = onRecord([standing]);
    const { steps, errors } = await revoke({ ...there, iam: behindOnce }, inputsOf([standing], drafts));
    expect([steps, errors]).toEqual([
      [],
      [expect.stringContaining('did not settle in 8 tries, so the next run retries: no answer')],
    ]);
    expect(await titles()).toEqual([title(42)]);
  });

  it('that keeps a binding without its condition is not left with it', async () => {
    await reopen({ losesConditionsOn: [PROJECT] });
    const { steps, errors } = await giveAll([grant()]);
    expect(steps).toEqual([]);
    expect(errors.join()).toContain('without its condition. Pullcord removed it at once');
    const { bindings = [] } = await readPolicy(sandbox, `/v3/${PROJECT}`);
    expect(bindings.filter(({ members }) => members.includes(ALICE))).toEqual([]);
  });
});

describe('two grants of the same access', () => {
  it('never cut each other: the end of one leaves the other, to its own end', async () => {
    const short = grant();
    const long = grant({ pull: 43, window: { start: '2026-11-24T02:17:00Z', end: '2026-11-24T06:17:00Z' } });
    await giveAll([short, long]);
    expect((await titles()).toSorted()).toEqual([title(42), title(43)]);
    const drafts = onRecord([short, long]);
    sandbox.advance(3 * 3_600_000);
    expect((await revoke(world(), inputsOf([short, long], drafts))).steps).toMatchObject([
      { pull: 42, event: 'ended' },
    ]);
    expect(await titles()).toEqual([title(43)]);
  });
});

describe('drift', () => {
  const given = grant();
  const drafts = onRecord([given]);
  const told = async () => {
    const there = world(drafts);
    const survey = inputsOf([given], drafts);
    const { steps } = await revoke(there, survey);
    return (await attributeDrift(there, survey, steps, instant())).steps;
  };
  const isOurs = ({ condition }: { condition?: { title: string } }) => condition?.title === title(42);
  beforeEach(async () => {
    await giveAll([given]);
  });

  type Binding = NonNullable<PolicyBody['bindings']>[number];
  const reworded = (change: (condition: NonNullable<Binding['condition']>) => object) => (one: Binding) => ({
    ...one,
    condition: { ...one.condition, ...change(one.condition ?? { title: '', expression: '' }) },
  });
  const expressed = (from: RegExp | string, to: string) =>
    reworded(({ expression }) => ({ expression: expression.replace(from, to) }));

  const edits: readonly (readonly [string, (one: Binding) => unknown, string, string])[] = [
    ['a later end', expressed('04:17', '23:17'), 'altered', 'altered'],
    ['another start', expressed('02:17', '01:17'), 'altered', 'altered'],
    ['another role', (one) => ({ ...one, role: 'roles/cloudsql.admin' }), 'removed,unexplained', 'unexplained'],
    ['another member', (one) => ({ ...one, members: ['user:mallory@acme.example'] }), 'altered', 'altered'],
    ['a title of nobody', reworded(() => ({ title: 'mine' })), 'removed', 'removed'],
    ['a title of another request', reworded(() => ({ title: title(7) })), 'removed,unexplained', 'unexplained'],
    ['no description', reworded(() => ({ description: '' })), 'altered', 'altered'],
    ['a narrower condition', expressed(/$/, ' && resource.name == "x"'), 'altered', 'altered'],
    ['a wider condition', expressed(/$/, ' || true'), 'altered', 'altered'],
    ['no condition', ({ role, members }) => ({ role, members }), 'altered', 'altered'],
  ];
  it.each(edits)(
    'with %s is told as what it is, with who did it, and nothing of it stays',
    async (_, edit, events, named) => {
      sandbox.advance(60_000);
      await byHand((bindings) => bindings.map((one) => (isOurs(one) ? (edit(one) as Binding) : one)));
      const steps = await told();
      expect(
        steps
          .map(({ event }) => event)
          .toSorted()
          .join(),
      ).toBe(events);
      expect(steps.find(({ event }) => event === named)).toMatchObject({
        why: expect.stringContaining(
          "; Google's audit log names acme-admin@acme.example at 2026-11-24T02:18:00Z",
        ) as string,
        actor: { principal: 'acme-admin@acme.example', at: '2026-11-24T02:18:00Z' },
      });
      expect(await titles()).toEqual([]);
    },
  );

  it('taken away by hand stays away', async () => {
    await byHand((bindings) => bindings.filter((one) => !isOurs(one)));
    expect(await told()).toMatchObject([{ event: 'removed', actor: { principal: 'acme-admin@acme.example' } }]);
  });

  it('copied to another resource is nobody’s there, and ours stands', async () => {
    const [ours] = ((await readPolicy(sandbox, `/v3/${PROJECT}`)).bindings ?? []).filter(isOurs);
    const other = '/v3/projects/acme-payments-prod';
    const policy = await readPolicy(sandbox, other);
    const bindings = [...(policy.bindings ?? []), ours];
    await sandbox.call('POST', `${other}:setIamPolicy`, { policy: { ...policy, version: 3, bindings } });
    const there = world(drafts);
    const survey = { ...inputsOf([given], drafts), resources: [PROJECT, 'projects/acme-payments-prod'] };
    const { steps } = await revoke(there, survey);
    expect(steps).toMatchObject([{ event: 'unexplained', resource: 'projects/acme-payments-prod' }]);
    expect(await titles(other)).toEqual([]);
    expect(await titles()).toEqual([title(42)]);
  });

  it('on a binding of somebody else, forged with our mark, is taken away, and the others stand', async () => {
    await byHand((bindings) => [
      ...bindings,
      {
        role: 'roles/run.viewer',
        members: ['user:mallory@acme.example'],
        condition: { title: title(42), description: 'repository 700100', expression: 'true' },
      },
    ]);
    expect(await told()).toMatchObject([{ event: 'unexplained', role: 'roles/run.viewer' }]);
    expect(await titles()).toEqual([title(42)]);
  });

  it('that a run took away and died before recording it is still told as altered, by whoever altered it', async () => {
    await byHand((bindings) =>
      bindings.map((one) => (isOurs(one) ? (expressed('04:17', '23:17')(one) as Binding) : one)),
    );
    sandbox.advance(60_000);
    await revoke(world(drafts), inputsOf([given], drafts));
    sandbox.advance(60_000);
    const steps = await told();
    expect(steps).toMatchObject([{ event: 'altered', actor: { principal: 'acme-admin@acme.example' } }]);
    const [record] = eventDrafts(steps, () => undefined, indexRecords(numbered([GENESIS, ...drafts])), CONTEXT);
    expect(JSON.stringify(record?.bindings)).toContain('2026-11-24T23:17:00Z');
  });

  it('is none where Google only renamed the member of a deleted account, and it ends at its end', async () => {
    sandbox.google.deleteAccount(ALICE);
    expect(await told()).toEqual([]);
    expect(await titles()).toEqual([title(42)]);
    sandbox.advance(3 * 3_600_000);
    expect(await told()).toMatchObject([{ event: 'ended' }]);
    expect(await titles()).toEqual([]);
  });

  it('is told without a name where the log cannot be read', async () => {
    await byHand((bindings) => bindings.filter((one) => !isOurs(one)));
    sandbox.google.service.faults.add({ operation: 'POST /v2/entries:list', when: 'before', answer: 403, times: 9 });
    expect(await told()).toMatchObject([{ event: 'removed', actor: null }]);
  });
});
