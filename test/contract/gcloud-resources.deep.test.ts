import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { gcloudInstalled, openGcloud, type Gcloud } from '../sandbox/google/gcloud.ts';
import { CONDITION as condition, openGround, type Ground } from './every-kind.ts';
import { CASES, exchange, FIRST_KINDS } from './gcloud-cases.ts';
import { ALICE } from '../support/people.ts';

// The kinds that gcloud-resources.test.ts leaves out.
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

describe.each(CASES.filter(({ resource }) => !FIRST_KINDS.includes(resource)))('$resource', (given) => {
  it.skipIf(!gcloudInstalled)(
    'is read by gcloud as we meant it, and written by it as we read it',
    { timeout: 120_000 },
    async () => {
      const { resource, role } = given;
      expect(await ground.grant(resource, { role, member: ALICE, condition })).toBe('written');
      await exchange(ground, gcloud, given);
    },
  );
});
