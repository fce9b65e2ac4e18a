import { describe, expect, it } from 'vitest';
import type { Organization } from '../../../src/core/documents/organization.ts';
import { type Draft, type LedgerRecord, lineOf } from '../../../src/core/ledger/record.ts';
import { parseLedger } from '../../../src/core/ledger/shard.ts';
import { indexRecords, isNews } from '../../../src/core/ledger/ledger-index.ts';
import { messageFor, sentenceFor } from '../../../src/core/ledger/story.ts';
import {
  attachmentOf,
  denyPolicyFor,
  denyPolicyId,
  toDeniedPrincipal,
} from '../../../src/core/quarantine/deny-policy.ts';
import { denyDraft, quarantinedDraft, releasedDraft } from '../../../src/core/quarantine/drafts.ts';
import { idsIn, inForce, isTheirs, personNamed } from '../../../src/core/quarantine/quarantine.ts';
import { DENIED_UNLESS_TOLD } from '../../../src/core/quarantine/deny-policy.ts';
import { GENESIS, grant, numbered, RUN } from '../build.ts';

const AT = '2026-11-24T03:00:00Z';
const occasion = { at: AT, run: RUN, version: '0.0.0' };
const fact = { ids: [1001], login: 'alice', principals: ['user:alice@acme.example'], by: 'bob', why: 'stolen' };
const alice = { login: 'alice', id: 1001, otherIds: [2001], principal: 'user:alice@acme.example', securityKeys: [] };
const organization = (released?: Organization['released']) =>
  ({ people: [alice], ...(released === undefined ? {} : { released }) }) as unknown as Organization;
const fold = (...drafts: Draft[]) => indexRecords(numbered([GENESIS, ...drafts]));
const QUARANTINED = quarantinedDraft(fact, occasion);

describe('who is meant', () => {
  it.each([
    ['alice', { ids: [1001, 2001], login: 'alice', principals: ['user:alice@acme.example'] }],
    ['ALICE', { ids: [1001, 2001], login: 'alice', principals: ['user:alice@acme.example'] }],
    ['1001', { ids: [1001, 2001], login: 'alice', principals: ['user:alice@acme.example'] }],
    ['id:2001', { ids: [1001, 2001], login: 'alice', principals: ['user:alice@acme.example'] }],
    ['1006', { ids: [1006], login: null, principals: [] }],
    ['mallory', undefined],
    ['', undefined],
    ['0', undefined],
    ['10e3', undefined],
  ])('by %j', (text, expected) => {
    expect(personNamed(text, organization())).toEqual(expected);
  });
});

describe('a quarantine', () => {
  const { quarantines } = fold(QUARANTINED);
  const release = (person: string, record: number) => organization([{ person, record, why: 'found' }]);

  it('holds until the organization’s document names its very record and its person', () => {
    expect(inForce(quarantines, organization())).toHaveLength(1);
    expect(inForce(quarantines, undefined)).toHaveLength(1);
    expect(inForce(quarantines, release('alice', 2))).toHaveLength(1);
    expect(inForce(quarantines, release('bob', 1))).toHaveLength(1);
    expect(inForce(quarantines, release('id:1006', 1))).toHaveLength(1);
    expect(inForce(quarantines, release('alice', 1))).toEqual([]);
    expect(inForce(quarantines, release('id:1001', 1))).toEqual([]);
    expect(inForce(quarantines, release('id:2001', 1))).toEqual([]);
  });

  it('is not lifted by any record', () => {
    const forged = fold(QUARANTINED, releasedDraft({ person: 'alice', record: 1, why: 'trust me' }, occasion));
    expect(forged.quarantines[0]?.releaseRecorded).toBe(true);
    expect(inForce(forged.quarantines, organization())).toHaveLength(1);
  });

  it('covers accounts that are found to be the person’s later', () => {
    expect(idsIn(quarantines, organization())).toEqual([1001, 2001]);
    expect(idsIn(quarantines, undefined)).toEqual([1001]);
    expect(idsIn([{ ids: [1006] }], organization())).toEqual([1006]);
  });

  it.each([
    ['they asked for', grant(), true],
    ['they asked for by another account', grant({ requester: { id: 2001, login: 'other' }, principal: 'x' }), true],
    ['went to who they are at Google', grant({ requester: { id: 9, login: 'x' } }), true],
    ['is somebody else’s', grant({ requester: { id: 1002, login: 'bob' }, principal: 'user:bob@acme.example' }), false],
  ])('takes a grant %s: %#', (_, theirs, expected) => {
    expect(isTheirs(theirs, fact, organization())).toBe(expected);
  });

  it('is recorded once by a run, and each release once', () => {
    const accounts = fold(QUARANTINED);
    expect(isNews(QUARANTINED, accounts)).toBe(false);
    expect(isNews(quarantinedDraft({ ...fact, ids: [1002] }, occasion), accounts)).toBe(true);
    expect(isNews(quarantinedDraft(fact, { ...occasion, at: '2026-11-25T03:00:00Z' }), accounts)).toBe(true);
    const released = releasedDraft({ person: 'alice', record: 1, why: 'found' }, occasion);
    expect(isNews(released, accounts)).toBe(true);
    expect(isNews(released, fold(QUARANTINED, released))).toBe(false);
    expect(isNews(released, fold())).toBe(false);
  });

  it('keeps what last became of each deny policy', () => {
    const one = { resource: 'projects/a', policy: 'p' };
    const denied = denyDraft(1, [{ ...one, is: 'not placed', sentence: 'HTTP 403' }], occasion);
    const placed = denyDraft(1, [{ ...one, is: 'placed' }], occasion);
    expect(isNews(denied, fold(QUARANTINED, denied))).toBe(false);
    expect(isNews(placed, fold(QUARANTINED, denied))).toBe(true);
    expect(fold(QUARANTINED, denied, placed).quarantines[0]?.deny).toEqual([{ ...one, is: 'placed' }]);
  });
});

describe('a record of a quarantine', () => {
  const lines = (...drafts: Draft[]) => [
    {
      path: 'audit/entries/000000.jsonl',
      text: numbered([GENESIS, ...drafts])
        .map((one) => `${lineOf(one)}\n`)
        .join(''),
    },
  ];

  it('reads as a line, and what others wrote stays in it', () => {
    const record = { ...QUARANTINED, seq: 1 } as LedgerRecord;
    expect(sentenceFor(record)).toBe('quarantined alice (1001): stolen');
    const sly = { ...record, quarantine: { ...fact, why: 'x\n\nApproved-by: carol' } };
    expect(messageFor([sly]).body.split('\n')).not.toContain('Approved-by: carol');
    expect(messageFor([sly]).headline).toBe('quarantined alice (1001): x Approved-by: carol');
  });

  it.each([
    ['nobody', { ...QUARANTINED, quarantine: { ...fact, ids: [] } }],
    ['a login instead of a number', { ...QUARANTINED, quarantine: { ...fact, ids: ['alice'] } }],
    ['no reason', { ...QUARANTINED, quarantine: { ...fact, why: undefined } }],
    ['nothing', { ...QUARANTINED, quarantine: undefined }],
    ['no record released', { ...releasedDraft({ person: 'a', record: 1, why: '' }, occasion), release: { why: 'x' } }],
    ['deny policies of nothing', { ...denyDraft(1, [], occasion), deny: { record: 1 } }],
  ])('that is about %s is none', (_, broken) => {
    const draft = JSON.parse(JSON.stringify(broken)) as Draft;
    expect(parseLedger(lines(draft))).toMatchObject({ invalid: expect.stringContaining('not a canonical') as string });
    expect(parseLedger(lines(QUARANTINED))).toHaveProperty('records');
  });
});

describe('a deny policy', () => {
  it.each([
    ['user:alice@acme.example', 'principal://goog/subject/alice@acme.example'],
    [
      'serviceAccount:agent@acme-ops.iam.gserviceaccount.com',
      'principal://iam.googleapis.com/projects/-/serviceAccounts/agent@acme-ops.iam.gserviceaccount.com',
    ],
    [
      'principal://iam.googleapis.com/locations/global/workforcePools/p/subject/s',
      'principal://iam.googleapis.com/locations/global/workforcePools/p/subject/s',
    ],
    ['group:sre@acme.example', undefined],
    ['domain:acme.example', undefined],
    ['allUsers', undefined],
    ['user:', undefined],
    ['user:a@b/../c', undefined],
  ])('names %s as %s', (member, expected) => {
    expect(toDeniedPrincipal(member)).toBe(expected);
  });

  it('has the same name for the same person everywhere, as Google takes names', () => {
    const one = { record: 17, at: AT, ids: [1001, 2001], principals: ['user:alice@acme.example', 'group:x@y.z'] };
    const about = {
      installation: 'acme',
      resource: 'projects/acme-orders-prod',
      permissions: ['a.googleapis.com/b.c'],
    };
    expect(denyPolicyFor(one, about)).toEqual({
      resource: 'projects/acme-orders-prod',
      id: 'pullcord-acme-1001',
      displayName: 'pullcord acme: quarantine',
      description: `record 17 of the ledger of acme, ${AT}`,
      principals: ['principal://goog/subject/alice@acme.example'],
      permissions: ['a.googleapis.com/b.c'],
    });
    const longest = denyPolicyId('a'.repeat(30), Number.MAX_SAFE_INTEGER);
    expect(longest).toMatch(/^[a-z][a-z0-9.-]{2,62}$/);
  });

  it('names permissions as deny policies do', () => {
    for (const permission of DENIED_UNLESS_TOLD)
      expect(permission).toMatch(/^[a-z]+\.googleapis\.com\/[A-Za-z]+\.[A-Za-z]+$/);
  });
});

describe('the deny policy for a resource lies', () => {
  const buckets = [
    { bucket: 'acme-orders-exports', project: 'acme-orders-prod' },
    { bucket: 'acme-twice', project: 'acme-orders-prod' },
    { bucket: 'acme-twice', project: 'acme-audit' },
  ];
  const RING = 'projects/acme-orders-prod/locations/europe-west1/keyRings/orders';

  it.each([
    ['projects/acme-orders-prod', 'projects/acme-orders-prod'],
    ['folders/800000000001', 'folders/800000000001'],
    ['organizations/900000000001', 'organizations/900000000001'],
    ['projects/acme-orders-prod/secrets/db-password', 'projects/acme-orders-prod'],
    [RING, 'projects/acme-orders-prod'],
    [`${RING}/cryptoKeys/exports`, 'projects/acme-orders-prod'],
    ['projects/acme-orders-prod/locations/europe-west1/services/orders-api', 'projects/acme-orders-prod'],
    ['projects/acme-ops/serviceAccounts/deployer@acme-ops.iam.gserviceaccount.com', 'projects/acme-ops'],
    ['buckets/acme-orders-exports', 'projects/acme-orders-prod'],
  ])('for %s on %s', (resource, place) => {
    expect(attachmentOf(resource, buckets)).toEqual({ place });
  });

  it.each([
    ['a bucket nobody named', 'buckets/acme-orders-legacy', /its project is unknown; add the bucket to/],
    [
      'a bucket of two projects',
      'buckets/acme-twice',
      /several projects for it: acme-orders-prod, acme-audit; keep one$/,
    ],
    ['what is no resource', 'datasets/x', /^its project is unknown$/],
  ])('nowhere for %s, and it says why', (_, resource, why) => {
    expect(attachmentOf(resource, buckets)).toEqual({ why: expect.stringMatching(why) as string });
  });
});
