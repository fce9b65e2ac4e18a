import { describe, expect, it } from 'vitest';
import { ocsfEvents, OCSF_VERSION, type OcsfEvent } from '../../../src/core/audit/ocsf.ts';
import { fact, grant, START } from '../build.ts';
import { about, NIGHT, nightAnd } from './night.ts';
import { OCSF_FOLDER, OCSF_IS_HERE, readOcsf } from './ocsf-schema.ts';

const LEDGER = { installation: 'acme', repository: { id: 700100, name: 'acme/access' } };
const AGENT = grant({ pull: 60, principal: 'serviceAccount:agent@acme-ops.iam.gserviceaccount.com' });
const FEDERATED = grant({
  pull: 61,
  principal: 'principal://iam.googleapis.com/locations/global/workforcePools/acme/subject/alice',
  access: [{ resource: 'folders/7', role: 'roles/viewer' }],
});
const RECORDS = nightAnd(about(AGENT, 'activated', START), about(FEDERATED, 'removed', START));
const EVENTS = ocsfEvents(RECORDS, LEDGER);
const metadataOf = (event: OcsfEvent | undefined) => event?.['metadata'] as Record<string, unknown> | undefined;

describe('OCSF events', () => {
  it('are one for each resource and role that was given or taken, in order', () => {
    expect(
      EVENTS.map((event) => [metadataOf(event)?.['sequence'], metadataOf(event)?.['event_code'], event['activity_id']]),
    ).toEqual([
      [1, 'activated', 1],
      [4, 'activated', 1],
      [4, 'activated', 1],
      [5, 'revoked', 2],
      [5, 'revoked', 2],
      [6, 'ended', 2],
      [8, 'activated', 1],
      [9, 'altered', 2],
      [10, 'activated', 1],
      [11, 'unexplained', 2],
      [12, 'activated', 1],
      [13, 'removed', 2],
    ]);
  });

  it('say who got which role on which resource, when, and by which request', () => {
    expect(EVENTS[0]).toMatchObject({
      class_uid: 3005,
      type_uid: 300501,
      time: Date.parse('2026-11-24T02:19:00Z'),
      user: { uid: 'user:alice@acme.example', email_addr: 'alice@acme.example', type_id: 1 },
      privileges: ['roles/cloudsql.viewer'],
      resources: [{ uid: 'projects/acme-orders-prod', type: 'Project' }],
      cloud: { provider: 'GCP', project_uid: 'acme-orders-prod' },
      metadata: { uid: '700100/1/0', correlation_uid: 'acme/access#42' },
      unmapped: { pull_request: 42, requester_id: 1001, approved_by: ['bob'] },
    });
  });

  it('have one identity each, the same at every export', () => {
    const uids = EVENTS.map((event) => metadataOf(event)?.['uid']);
    expect(new Set(uids).size).toBe(uids.length);
    expect(ocsfEvents(RECORDS, LEDGER)).toEqual(EVENTS);
  });

  it('make what was changed by hand grave, and nothing else', () => {
    const grave = EVENTS.filter(({ severity_id }) => severity_id === 4).map(
      (event) => metadataOf(event)?.['event_code'],
    );
    expect(grave).toEqual(['altered', 'unexplained', 'removed']);
  });

  it('take whoever held a binding nobody stands behind from the binding', () => {
    expect(EVENTS[9]).toMatchObject({ user: { uid: 'user:alice@acme.example' }, unmapped: { pull_request: 47 } });
  });

  it('are none for what gave and took nothing', () => {
    expect(
      ocsfEvents(
        NIGHT.filter(({ kind }) => ['genesis', 'intent', 'refused', 'used'].includes(kind)),
        LEDGER,
      ),
    ).toEqual([]);
    expect(ocsfEvents(nightAnd(about(AGENT, 'lapsed', START, { bindings: [fact()] })).slice(-1), LEDGER)).toEqual([]);
  });

  it('have the shape that every event of the class needs', () => {
    for (const event of EVENTS) {
      expect(event['type_uid']).toBe(3005 * 100 + Number(event['activity_id']));
      expect(event).toMatchObject({ category_uid: 3, class_uid: 3005, status_id: 1 });
      expect(event['privileges']).toHaveLength(1);
      expect(Number.isSafeInteger(event['time'])).toBe(true);
      expect(metadataOf(event)).toMatchObject({
        version: OCSF_VERSION,
        profiles: ['cloud'],
        product: { name: 'Pullcord' },
      });
      expect(JSON.stringify(event)).not.toMatch(/:null|undefined/);
    }
  });
});

/* The published schema is no part of the project: where it is not beside it, these are skipped, and counted so. */
describe.skipIf(!OCSF_IS_HERE)('the published schema of OCSF', () => {
  const schema = OCSF_IS_HERE ? readOcsf(OCSF_FOLDER, 'iam/user_access.json') : undefined;
  const problems = (event: unknown) => schema?.problems(event) ?? ['no schema'];
  const [first] = EVENTS;

  it('is of the version that the events name', () => {
    expect(schema?.version).toBe(OCSF_VERSION);
  });

  it('finds nothing wrong with any event', () => {
    expect(EVENTS.flatMap(problems)).toEqual([]);
  });

  it.each<[string, object, string]>([
    ['an attribute nobody knows', { iam_role: { name: 'x' } }, 'event.iam_role: unknown attribute'],
    [
      'an activity of a later version',
      { activity_id: 3, type_uid: 300503 },
      'event.activity_id: 3 is none of its values',
    ],
    ['no privileges', { privileges: undefined }, 'event.privileges: required'],
    ['no user', { user: undefined }, 'event.user: required'],
    ['a user without a name', { user: { type_id: 1 } }, 'event.user: needs one of account, name, uid'],
    [
      'an address that is none',
      { user: { name: 'a', email_addr: 'a' } },
      'event.user.email_addr: does not match email_t',
    ],
    ['privileges that are no list', { privileges: 'x' }, 'event.privileges: no list'],
    ['a time in words', { time: '2026-11-24T02:19:00Z' }, 'event.time: no long_t'],
    ['another class', { class_uid: 3001 }, 'class_uid: not 3005'],
    ['a type of another activity', { type_uid: 300502 }, 'type_uid: not the class and the activity'],
    ['a cloud nobody provides', { cloud: {} }, 'event.cloud.provider: required'],
    [
      'a profile that is not in force',
      { metadata: { ...metadataOf(first), profiles: [] } },
      'event.cloud: unknown attribute',
    ],
    [
      'a product without a name',
      { metadata: { ...metadataOf(first), product: {} } },
      'event.metadata.product: needs one of name, uid',
    ],
  ])('objects to %s', (_, change, problem) => {
    const changed = Object.fromEntries(
      Object.entries({ ...first, ...change }).filter(([, value]) => value !== undefined),
    );
    expect(problems(changed)).toContain(problem);
  });
});
