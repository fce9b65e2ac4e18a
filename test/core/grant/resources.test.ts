import { describe, expect, it } from 'vitest';
import { kindOf, RESOURCE_KINDS, whyNotTimeBound } from '../../../src/core/grant/resources.ts';

const IN = 'projects/acme-orders-prod';
const NAMES: readonly (readonly [name: string, kind: string])[] = [
  [IN, 'project'],
  ['projects/example.com:old-style', 'project'],
  ['folders/800000000001', 'folder'],
  ['organizations/900000000001', 'organization'],
  ['buckets/acme-orders-exports', 'bucket'],
  [`${IN}/secrets/db-password`, 'secret'],
  [`${IN}/locations/europe-west1/keyRings/orders`, 'key ring'],
  [`${IN}/locations/global/keyRings/orders/cryptoKeys/exports`, 'key'],
  [`${IN}/locations/europe-west1/services/orders-api`, 'Cloud Run service'],
  ['projects/acme-ops/serviceAccounts/deployer@acme-ops.iam.gserviceaccount.com', 'service account'],
];

describe('a name', () => {
  it.each(NAMES)('%s is that of a %s, and of nothing else', (name, kind) => {
    expect(RESOURCE_KINDS.filter((one) => one.name.test(name)).map((one) => one.kind)).toEqual([kind]);
  });

  it('has a case for every kind there is', () => {
    expect([...new Set(NAMES.map(([, kind]) => kind))]).toEqual(RESOURCE_KINDS.map(({ kind }) => kind));
  });

  it.each([
    '',
    'projects/',
    'projects/-/secrets/db-password',
    'projects/*',
    'projects/a/../b',
    `${IN}/secrets/a/versions/1`,
    `${IN}/secrets/a:setIamPolicy`,
    `${IN}/secrets/a?x=1`,
    `${IN}/secrets/`,
    `${IN}/secrets/a\n`,
    'buckets/a/o/b',
    'buckets/acme%2fother',
    'buckets/..',
    'folders/0',
    `${IN}/serviceAccounts/a@b`,
    `${IN}/locations/europe-west1/secrets/db-password`,
    `${IN}/datasets/orders`,
    `${IN}/topics/orders`,
    `//secretmanager.googleapis.com/${IN}/secrets/a`,
  ])('%j is that of nothing we may touch', (name) => {
    expect(kindOf(name)).toBeUndefined();
  });
});

describe('a kind', () => {
  it('says where Google says that conditions work there', () => {
    for (const { source } of RESOURCE_KINDS) expect(source).toMatch(/^https:\/\/cloud\.google\.com\//);
  });

  it('asks for version 3 where its API wants it asked for', () => {
    expect(RESOURCE_KINDS.map(({ kind, read }) => `${kind}: ${read.method} ${read.version}`)).toEqual([
      'project: POST body',
      'folder: POST body',
      'organization: POST body',
      'bucket: GET optionsRequestedPolicyVersion',
      'secret: GET options.requestedPolicyVersion',
      'key ring: GET options.requestedPolicyVersion',
      'key: GET options.requestedPolicyVersion',
      'Cloud Run service: GET options.requestedPolicyVersion',
      'service account: POST options.requestedPolicyVersion',
    ]);
  });
});

describe('a refusal', () => {
  it.each([
    [`${IN}/datasets/orders/tables/lines`, /BigQuery takes conditions on datasets and above.*narrow the access/],
    [`${IN}/datasets/orders`, /access list/],
    [`${IN}/instances/orders`, /Cloud SQL.*narrow the access with `only`/],
    [`${IN}/topics/orders`, /Pub\/Sub takes no conditions and shows them no names; name the project without `only`/],
    [`${IN}/zones/a/disks/b`, /use one of: projects\/<id>, .*serviceAccounts\/<email>/],
  ])('of %s says why and what would be right', (name, sentence) => {
    expect(whyNotTimeBound(name)).toMatch(sentence);
  });
});
