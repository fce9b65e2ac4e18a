import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { RESOURCE_KINDS, kindOf } from '../../src/core/grant/resources.ts';
import { gcloudInstalled, openGcloud, type Gcloud } from '../sandbox/google/gcloud.ts';
import { CONDITION as condition, openGround, type Ground } from './every-kind.ts';
import { CASES, exchange, FIRST_KINDS } from './gcloud-cases.ts';
import { ALICE } from '../support/people.ts';

/*
 * Google's own command line as the judge of what we send: it reads what our edge wrote as we meant it, and our edge
 * reads what it wrote, for every kind of resource a policy may name.
 */
if (!gcloudInstalled) console.warn('gcloud is not installed: its readings of every kind of resource are skipped');

let ground: Ground;
let gcloud: Gcloud;
beforeAll(async () => {
  ground = await openGround();
  gcloud = openGcloud(ground.sandbox.google);
});
afterAll(async () => {
  gcloud.close();
  await ground.sandbox.google.close();
});

it('every kind of resource has a case', () => {
  expect(CASES.map(({ resource }) => kindOf(resource)?.kind)).toEqual(RESOURCE_KINDS.map(({ kind }) => kind));
});

describe.each(CASES)('$resource', (given) => {
  const { resource, role } = given;
  let granted: string;
  beforeAll(async () => {
    granted = await ground.grant(resource, { role, member: ALICE, condition });
  });

  it('is written and read by our edge, whole', async () => {
    expect(granted).toBe('written');
    const reading = await ground.iam.read(resource);
    expect(reading).toMatchObject({ policy: { version: 3 } });
    expect(JSON.stringify(reading)).toContain(JSON.stringify({ role, members: [ALICE], condition }));
  });

  it('refuses an etag that is out of date, which is a conflict to us', async () => {
    const reading = await ground.iam.read(resource);
    if (!('policy' in reading)) throw new Error(reading.unreadable);
    const stale = { ...reading.policy, etag: Buffer.from('no such').toString('base64') };
    expect(await ground.iam.write(resource, stale, 'r')).toEqual({ outcome: 'conflict' });
  });

  if (!FIRST_KINDS.includes(resource)) return;

  it.skipIf(!gcloudInstalled)(
    'is read by gcloud as we meant it, and written by it as we read it',
    { timeout: 120_000 },
    () => exchange(ground, gcloud, given),
  );
});
