import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import type { QuarantineResult } from '../../src/core/report/quarantine.ts';
import type { LedgerRecord } from '../../src/core/ledger/ledger.ts';
import { openLaptop, type Laptop } from './laptop.ts';
import { openStage, type Stage, UNPROTECTED } from './stage.ts';
import { auditOf, byHand } from './steps.ts';

const ORGANIZATION = UNPROTECTED.documents?.['policies/organization.yaml'] ?? '';
const SAMPLE = readFileSync(join(import.meta.dirname, '../../policies/orders-exports-bucket.yaml'), 'utf8');
const RING = 'projects/acme-orders-prod/locations/europe-west1/keyRings/orders';
/** One of each kind that is in a project. */
const INSIDE: Readonly<Record<string, string>> = {
  'buckets/acme-orders-exports': 'roles/storage.objectViewer',
  'projects/acme-orders-prod/secrets/db-password': 'roles/secretmanager.secretAccessor',
  [RING]: 'roles/cloudkms.cryptoKeyDecrypter',
  [`${RING}/cryptoKeys/exports`]: 'roles/cloudkms.cryptoKeyDecrypter',
  'projects/acme-orders-prod/locations/europe-west1/services/orders-api': 'roles/run.invoker',
  'projects/acme-ops/serviceAccounts/deployer@acme-ops.iam.gserviceaccount.com': 'roles/iam.serviceAccountUser',
};
const ACCESS = Object.entries(INSIDE).map(([resource, role]) => `  - { resource: ${resource}, roles: [${role}] }\n`);
const POLICY = SAMPLE.replace(/\naccess:\n(?: .*\n)+/, `\naccess:\n${ACCESS.join('')}`);
const HOMES =
  'quarantine:\n  buckets:\n    - { bucket: acme-orders-exports, project: acme-orders-prod }\ngrantAlthoughPowerful: [roles/iam.serviceAccountUser]\n';
const HOMELESS = 'grantAlthoughPowerful: [roles/iam.serviceAccountUser]\n';

const laptops: Laptop[] = [];
afterEach(async () => {
  for (const laptop of laptops.splice(0)) await laptop.close();
});

describe('`pullcord quarantine` where policies hand out what is in projects', () => {
  it('places the deny policies on these projects, each once, and says by whose token', async () => {
    const { stage, laptop } = await openScene(HOMES);
    const { status, stdout } = await laptop.pullcord('quarantine', 'alice', '--why', 'the laptop is stolen', '--json');
    const report = JSON.parse(stdout) as QuarantineResult;
    expect({ status, problems: report.problems }).toEqual({ status: 0, problems: [] });
    const policy = 'pullcord-acme-1001';
    const placed = ['projects/acme-ops', 'projects/acme-orders-prod', 'projects/acme-payments-prod'];
    expect(report.deny.toSorted(byResource)).toEqual(placed.map((resource) => ({ resource, policy, is: 'placed' })));
    for (const resource of placed)
      expect(stage.sandbox.google.world.denies.of(resource).map(({ id }) => id)).toEqual([policy]);
    const { records } = await auditOf(stage);
    expect(of(records, 'deny-policies')?.deny?.policies).toEqual(report.deny);
    expect(of(records, 'quarantined')?.quarantine).toMatchObject({
      by: 'acme-admin (1000), whose GitHub token a command line had',
      why: 'the laptop is stolen',
    });
  }, 120_000);

  it('tells, records and ends with 3 where a bucket’s project is not known, and covers the rest', async () => {
    const { stage, laptop } = await openScene(HOMELESS, 'the App');
    const { status, stdout } = await laptop.pullcord('quarantine', 'alice', '--why', 'the laptop is stolen', '--json');
    const report = JSON.parse(stdout) as QuarantineResult;
    const sentence =
      'no deny policy covers buckets/acme-orders-exports: its name does not tell its project: name it under `quarantine.buckets` of policies/organization.yaml';
    expect({ status, problems: report.problems }).toEqual({ status: 3, problems: [sentence] });
    const bucket = {
      resource: 'buckets/acme-orders-exports',
      policy: 'pullcord-acme-1001',
      is: 'not placed',
      sentence,
    };
    expect(report.deny).toContainEqual(bucket);
    expect(report.deny.filter(({ is }) => is !== 'placed')).toEqual([bucket]);
    const { records } = await auditOf(stage);
    expect(of(records, 'deny-policies')?.deny?.policies).toContainEqual(bucket);
    expect(of(records, 'quarantined')?.quarantine?.by).toMatch(/^somebody not verified, at a command line \(/);
    const lifted = await laptop.pullcord('quarantine', '--lift', 'alice');
    expect(lifted).toMatchObject({ status: 1, stdout: expect.stringContaining('holds') as string });
  }, 120_000);
});

/** @param more what the organization's document says besides */
async function openScene(more: string, token?: 'the App'): Promise<{ stage: Stage; laptop: Laptop }> {
  const documents = {
    'policies/organization.yaml': `${ORGANIZATION}${more}`,
    'policies/orders-inside.yaml': POLICY,
  };
  const stage = await openStage({ ...UNPROTECTED, documents });
  const { google, env } = stage.sandbox;
  // In the sample organization it may revoke in production only.
  const revokes = {
    role: 'organizations/900000000001/roles/pullcordGranter',
    members: [`serviceAccount:${google.quarantine.serviceAccount}`],
  };
  await byHand(stage, (all) => [...all, revokes], 'projects/acme-ops');
  const laptop = await openLaptop(stage, {
    login: 'acme-admin',
    credentials: google.credentialsFor(`serviceAccount:${google.quarantine.serviceAccount}`),
    ...(token === undefined ? {} : { token: env['GITHUB_TOKEN'] ?? '' }),
  });
  laptops.push(laptop);
  return { stage, laptop };
}

function of(records: readonly LedgerRecord[], kind: LedgerRecord['kind']): LedgerRecord | undefined {
  return records.find((record) => record.kind === kind);
}

function byResource(a: { readonly resource: string }, b: { readonly resource: string }): number {
  return a.resource < b.resource ? -1 : 1;
}
