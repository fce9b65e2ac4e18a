import { afterEach, describe, expect, it } from 'vitest';
import type { QuarantineResult } from '../../src/core/report/quarantine.ts';
import type { LedgerRecord } from '../../src/core/ledger/record.ts';
import { asText } from './cloud.ts';
import { openLaptop, type Laptop } from './laptop.ts';
import { openStage, type Stage, UNPROTECTED } from './stage.ts';
import { auditOf, bindingsOf, byHand } from './steps.ts';
import { errorsIn, warningsIn } from '../support/messages.ts';
import { SAMPLE_BUCKET_POLICY } from '../support/samples.ts';

const ORGANIZATION = UNPROTECTED.documents?.['policies/organization.yaml'] ?? '';
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
const POLICY = SAMPLE_BUCKET_POLICY.replace(/\naccess:\n(?: .*\n)+/, `\naccess:\n${ACCESS.join('')}`);
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
    expect({ status, errors: errorsIn(report) }).toEqual({ status: 0, errors: [] });
    const policy = 'pullcord-acme-1001';
    const placed = ['projects/acme-ops', 'projects/acme-orders-prod', 'projects/acme-payments-prod'];
    expect(report.deny.toSorted(byResource)).toEqual(placed.map((resource) => ({ resource, policy, is: 'placed' })));
    for (const resource of placed)
      expect(stage.sandbox.google.world.denies.of(resource).map(({ id }) => id)).toEqual([policy]);
    const { records } = await auditOf(stage);
    expect(of(records, 'deny-policies')?.deny?.policies).toEqual(report.deny);
    expect(of(records, 'quarantined')?.quarantine).toMatchObject({
      by: 'carol (1003), whose GitHub token a command line had',
      why: 'the laptop is stolen',
    });
  }, 120_000);

  it('tells, records and ends with 3 where a bucket’s project is not known, and covers the rest', async () => {
    const { stage, laptop } = await openScene(HOMELESS);
    const { status, stdout } = await laptop.pullcord('quarantine', 'alice', '--why', 'the laptop is stolen', '--json');
    const report = JSON.parse(stdout) as QuarantineResult;
    const sentence =
      'no deny policy covers buckets/acme-orders-exports: its project is unknown; add the bucket to `quarantine.buckets` in policies/organization.yaml';
    expect({ status, errors: errorsIn(report) }).toEqual({ status: 3, errors: [sentence] });
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
    expect(of(records, 'quarantined')?.quarantine?.by).toMatch(/^carol \(1003\), whose /);
    const lifted = await laptop.pullcord('quarantine', '--lift', 'alice');
    expect(lifted).toMatchObject({
      status: 1,
      stdout: expect.stringContaining('still keeps alice in quarantine') as string,
    });
  }, 120_000);

  it.each([
    ['the token of an App', { token: 'the App' }, 'an App or a workflow is not a person', 'an App or a workflow'],
    ['a token of dave', { login: 'dave' }, 'dave (1004) is not named in quarantine.by', 'dave'],
  ] as const)(
    'refuses %s, records that, and does nothing else',
    async (_, caller, sentence, by) => {
      const { stage, laptop } = await openScene(HOMES, caller);
      const before = asText(await bindingsOf(stage));
      const { status, stdout } = await laptop.pullcord('quarantine', 'alice', '--why', 'because I can', '--json');
      const report = JSON.parse(stdout) as QuarantineResult;
      expect({ status, refused: warningsIn(report), errors: errorsIn(report) }).toEqual({
        ...{ status: 1, refused: [sentence], errors: [] },
      });
      const { records, messages } = await auditOf(stage);
      expect(records.map(({ kind }) => kind)).toEqual(['genesis', 'refused']);
      expect(records[1]?.reasons[0]?.sentence).toBe(`${sentence}; asked to quarantine alice: because I can`);
      expect(messages[1]).toMatch(`refused the quarantine of alice, asked by ${by} (quarantine-not-allowed)`);
      expect(asText(await bindingsOf(stage))).toBe(before);
      expect(stage.sandbox.google.world.denies.of('projects/acme-orders-prod')).toEqual([]);
    },
    120_000,
  );
});

describe('`pullcord quarantine` from a clone', () => {
  const ALL = { operation: '*', when: 'before', answer: 503, times: Number.POSITIVE_INFINITY } as const;

  it('goes on with GitHub out entirely, by the caller’s own Google credentials, and says that nobody checked', async () => {
    const { stage, laptop } = await openScene(HOMES, { login: 'dave' });
    stage.sandbox.github.service.faults.add(ALL);
    const { status, stdout } = await laptop.pullcord('quarantine', 'alice', '--why', 'the laptop is stolen', '--json');
    stage.sandbox.github.service.faults.clear();
    const report = JSON.parse(stdout) as QuarantineResult;
    expect(status).toBe(3);
    expect(errorsIn(report)[0]).toMatch(
      /^GitHub is unreachable, so Pullcord did not check quarantine\.by; Google IAM /,
    );
    expect(report.records).toEqual([]);
    expect(report.deny.map(({ is }) => is)).toEqual(['placed', 'placed', 'placed']);
    expect((await auditOf(stage)).records.map(({ kind }) => kind)).toEqual(['genesis']);
  }, 120_000);

  it.each([
    ['who asks', { ...ALL, operation: 'GET /user' }, 'GitHub did not identify the caller'],
    ['main', { ...ALL, operation: 'POST /graphql' }, 'policies/organization.yaml on the default branch is unreadable'],
  ])(
    'does nothing where GitHub fails to say only %s',
    async (_, fault, problem) => {
      const { stage, laptop } = await openScene(HOMES, { login: 'dave' });
      stage.sandbox.github.service.faults.add(fault);
      const { status, stdout } = await laptop.pullcord(
        'quarantine',
        'alice',
        '--why',
        'the laptop is stolen',
        '--json',
      );
      stage.sandbox.github.service.faults.clear();
      const report = JSON.parse(stdout) as QuarantineResult;
      expect({ status, deny: report.deny, records: report.records }).toEqual({ status: 3, deny: [], records: [] });
      expect(errorsIn(report)).toEqual([
        expect.stringMatching(/^Pullcord could not decide if /),
        expect.stringContaining(problem),
      ]);
      expect(stage.sandbox.google.world.denies.of('projects/acme-orders-prod')).toEqual([]);
      expect((await auditOf(stage)).records.map(({ kind }) => kind)).toEqual(['genesis']);
    },
    120_000,
  );
});

interface Terminal {
  /** Whose machine it is; carol's, unless told. */
  readonly login?: string;
  readonly token?: 'the App';
}

/** @param more what the organization's document says besides */
async function openScene(
  more: string,
  { login = 'carol', token }: Terminal = {},
): Promise<{ stage: Stage; laptop: Laptop }> {
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
    login,
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
