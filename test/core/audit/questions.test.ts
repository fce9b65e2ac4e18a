import { describe, expect, it } from 'vitest';
import {
  aboutPull,
  breakGlassUses,
  endedGrants,
  pullsNear,
  slowestRemovals,
  unusedGrants,
  whatPersonDid,
  whoHadAccess,
} from '../../../src/core/audit/questions.ts';
import {
  findPerson,
  hintFor,
  loginsIn,
  mayContain,
  namesIn,
  readInstant,
  resourcesIn,
  selectRecords,
  selectStories,
  toResource,
} from '../../../src/core/audit/select.ts';
import { accessSections, personSections, unusedSections } from '../../../src/core/audit/answers.ts';
import { storiesOf } from '../../../src/core/audit/grant-story.ts';
import { END, grant, policySet, PROJECT, START, VIEWER } from '../build.ts';
import { about, ALICES, MAYBE_OFF, NIGHT, nightAnd, NOTHING_SEEN, OPEN_ONE, PAYMENTS, UNREAD } from './night.ts';

const pullsAt = (from: string, to: string, resource = PROJECT, records = NIGHT) =>
  whoHadAccess(records, { resource, from, to }).rows.map(({ pull }) => pull);

describe('who had access', () => {
  it.each([
    ['before anything', '2026-11-24T00:00:00Z', START, []],
    ['from the first second of a window', START, '2026-11-24T02:17:01Z', [42]],
    ['to the last second before its end', '2026-11-24T04:16:59Z', END, [42]],
    ['from its end on', END, '2026-11-24T05:00:00Z', []],
    ['while two overlap', '2026-11-24T03:00:00Z', '2026-11-24T03:10:00Z', [42, 44]],
    ['after one was taken early', '2026-11-24T03:30:00Z', '2026-11-24T04:00:00Z', [42]],
    ['past a window whose condition was taken off', '2026-11-24T07:10:00Z', '2026-11-24T07:15:00Z', [45]],
    ['while one is open', '2026-11-24T08:30:00Z', '2026-11-24T08:31:00Z', [46]],
    ['past the end of one that is open on record', '2026-11-24T09:00:00Z', '2026-11-24T12:00:00Z', []],
    ['over the whole day', '2026-11-24T00:00:00Z', '2026-11-25T00:00:00Z', [42, 44, 45, 46]],
  ])('%s', (_, from, to, expected) => {
    expect(pullsAt(from, to)).toEqual(expected);
  });

  it('is asked of one resource', () => {
    expect(pullsAt('2026-11-24T00:00:00Z', '2026-11-25T00:00:00Z', PAYMENTS)).toEqual([44]);
  });

  it('includes what was intended and never said to be given, as not known', () => {
    const records = nightAnd(about(grant({ pull: 60 }), 'intent', START));
    const { rows } = whoHadAccess(records, { resource: PROJECT, from: START, to: END });
    expect(rows.map(({ pull, given }) => [pull, given])).toEqual([
      [42, true],
      [44, true],
      [60, false],
    ]);
  });

  it('never includes what was refused, or lapsed without being given', () => {
    const lapsed = [about(grant({ pull: 60 }), 'intent', START), about(grant({ pull: 60 }), 'lapsed', END)];
    expect(pullsAt(START, END, PROJECT, nightAnd(...lapsed))).toEqual([42, 44]);
  });

  it('knows the resources of the ledger and of the policies', () => {
    expect(resourcesIn(NIGHT, ['buckets/acme'])).toEqual(['buckets/acme', PROJECT, PAYMENTS]);
    expect(resourcesIn([], namesIn(policySet()).resources)).toEqual([PROJECT]);
  });

  it('of a secret includes its project, and of a project no bucket', () => {
    const bucket = grant({ pull: 60, access: [{ resource: 'buckets/acme', role: VIEWER }] });
    const records = nightAnd(about(bucket, 'activated', START));
    const wider = (resource: string) =>
      whoHadAccess(records, { resource, from: START, to: END }).wider.map(({ pull }) => pull);
    expect(wider(`${PROJECT}/secrets/token`)).toEqual([42, 44]);
    expect(wider(PROJECT)).toEqual([]);
  });

  it('names no grant if only a wider resource may contain the one that is asked for', () => {
    const folder = grant({ pull: 60, access: [{ resource: 'folders/7', role: VIEWER }] });
    const records = nightAnd(about(folder, 'activated', START));
    const asked = { resource: 'projects/acme-new', from: START, to: END };
    const limits = (answer: ReturnType<typeof whoHadAccess>) => accessSections(answer)[0]?.lists?.at(-1)?.items;
    const unnamed = whoHadAccess(records, asked);
    expect(unnamed).toMatchObject({ named: false, rows: [], wider: [{ pull: 60 }] });
    expect(accessSections(unnamed)[0]?.title).toEqual([
      'no grant on record names ',
      { code: 'projects/acme-new' },
      ` from ${START} to ${END}; 1 grant on a wider resource may include it`,
    ]);
    expect(limits(unnamed)?.[0]).toEqual([
      'neither the ledger nor policies/ names ',
      { code: 'projects/acme-new' },
      '; make sure that the name is right',
    ]);
    const named = whoHadAccess(NIGHT, asked, ['projects/acme-new']);
    expect(named).toMatchObject({ named: true, rows: [], wider: [] });
    expect(accessSections(named)[0]?.title[0]).toBe('no principal');
    expect(limits(named)).toHaveLength(1);
  });

  it('of an organization includes no folder', () => {
    expect(mayContain('folders/7', 'organizations/1')).toBe(false);
    expect(mayContain('organizations/1', 'organizations/2')).toBe(false);
    expect(mayContain('organizations/1', 'folders/7')).toBe(true);
  });

  it('tells apart what may contain the resource, and what nobody stood behind', () => {
    const folder = grant({ pull: 60, access: [{ resource: 'folders/7', role: VIEWER }] });
    const records = nightAnd(about(folder, 'activated', START));
    const answer = whoHadAccess(records, { resource: PROJECT, from: START, to: END });
    expect(answer.wider.map(({ pull }) => pull)).toEqual([60]);
    expect(answer.unexplained).toMatchObject([{ pull: 47, at: '2026-11-24T08:05:00Z' }]);
    const later = whoHadAccess(records, {
      resource: PROJECT,
      from: '2026-11-24T08:06:00Z',
      to: '2026-11-24T09:00:00Z',
    });
    expect(later.unexplained).toEqual([]);
  });
});

describe('a person', () => {
  it('is found by login, in any case, or by number', () => {
    const alice = { ids: [1001], logins: ['alice'] };
    expect(findPerson(NIGHT, 'Alice')).toEqual(alice);
    expect(findPerson(NIGHT, '1001')).toEqual(alice);
    expect(findPerson(NIGHT, '1999')).toBeUndefined();
    expect(findPerson(NIGHT, 'mallory')).toBeUndefined();
  });

  it('is known by the policies before the ledger has a record', () => {
    const known = namesIn(policySet()).people;
    expect(findPerson(NIGHT, 'carol', known)).toEqual({ ids: [1003], logins: ['carol'] });
    expect(findPerson([], 'alice', known)).toEqual({ ids: [1001], logins: ['alice'] });
    expect(findPerson([], '2001', known)).toEqual({ ids: [2001], logins: ['alice'] });
    expect(findPerson([], 'alcie', known)).toBeUndefined();
    expect(personSections(whatPersonDid([], { ids: [1001], logins: ['alice'] }))[0]).toMatchObject({
      mark: 'plain',
      title: [{ code: 'alice' }, ' (1001): ', 'no request and no approval on record'],
    });
  });

  it('whose name is unknown gets the nearest names, or some that are known', () => {
    const logins = loginsIn(NIGHT, namesIn(policySet()).people);
    expect(hintFor('alcie', logins)).toBe('did you mean alice?');
    expect(hintFor('zzzzzzzzzz', logins)).toMatch(/^they know alice, bob, carol, dave, erin(?: and \d+ more)?$/);
    expect(hintFor('zzzzzzzzzz', [])).toBe('they know none yet');
  });

  it('is the same account under a new login, and another account under an old one', () => {
    const renamed = grant({ pull: 60, requester: { id: 1001, login: 'alice-b' } });
    const squatter = grant({ pull: 61, requester: { id: 4001, login: 'alice' } });
    const records = nightAnd(about(renamed, 'activated', START), about(squatter, 'activated', START));
    expect(findPerson(records, 'alice-b')).toEqual({ ids: [1001], logins: ['alice', 'alice-b'] });
    expect(findPerson(records, '4001')).toEqual({ ids: [4001], logins: ['alice'] });
    expect(findPerson(records, 'alice')?.ids).toEqual([1001, 4001]);
    const asked = (text: string) => {
      const person = findPerson(records, text);
      return person === undefined ? [] : whatPersonDid(records, person).asked.map(({ pull }) => pull);
    };
    expect(asked('4001')).toEqual([61]);
    expect(asked('alice-b')).toEqual([42, 45, 46, 60]);
  });

  it('by a number that is not on record has no login that the record ties to another account', () => {
    const known = [
      { login: 'bob', id: 2000, otherIds: [] },
      { login: 'Alice', id: 2001, otherIds: [] },
      { login: 'kim', id: 2002, otherIds: [] },
    ];
    const alone = nightAnd(about(grant({ pull: 60, approvedBy: ['kim'] }), 'activated', START));
    const bob = findPerson(alone, '2000', known);
    if (bob === undefined) return expect.fail('the policies know 2000');
    expect(bob).toEqual({ ids: [2000], logins: [] });
    expect(whatPersonDid(alone, bob)).toMatchObject({ asked: [], approved: [] });
    expect(personSections(whatPersonDid(alone, bob))[0]?.title).toEqual([
      'account',
      ' (2000): ',
      'no request and no approval on record',
    ]);
    expect(findPerson(alone, '2001', known)).toEqual({ ids: [2001], logins: [] });
    expect(findPerson(alone, 'bob', known)).toEqual({ ids: [1002], logins: ['bob'] });
    const kim = findPerson(alone, '2002', known);
    if (kim === undefined) return expect.fail('the policies know 2002');
    expect(kim).toEqual({ ids: [2002], logins: ['kim'] });
    expect(whatPersonDid(alone, kim).approved.map(({ pull }) => pull)).toEqual([60]);
  });

  it('has what they asked for and what they approved', () => {
    const person = findPerson(NIGHT, 'bob');
    if (person === undefined) return expect.fail('nobody');
    const { asked, approved } = whatPersonDid(NIGHT, person);
    expect(asked).toEqual([]);
    expect(approved.map(({ pull }) => pull)).toEqual([42, 44, 45, 46]);
  });
});

describe('unused grants', () => {
  const closed = (pull: number, usage?: typeof UNREAD) => [
    about(grant({ pull }), 'activated', START),
    about(grant({ pull }), 'ended', END),
    ...(usage === undefined ? [] : [about(grant({ pull }), 'used', END, { bindings: [], usage })]),
  ];
  const records = nightAnd(...closed(60, UNREAD), ...closed(61), ...closed(62, NOTHING_SEEN), ...closed(63, MAYBE_OFF));

  it('are those over with no use on record, and unread is never unused', () => {
    expect(unusedGrants(records).map(({ story, standing }) => [story.pull, standing])).toEqual([
      [62, 'nothing-seen'],
      [60, 'not-known'],
      [63, 'not-known'],
      [44, 'not-read'],
      [45, 'not-read'],
      [61, 'not-read'],
    ]);
  });

  it('are neither those seen to be used nor those still open', () => {
    const pulls = unusedGrants(records).map(({ story }) => story.pull);
    expect(pulls).not.toContain(ALICES.pull);
    expect(pulls).not.toContain(OPEN_ONE.pull);
  });
});

describe('other questions', () => {
  it('the slowest removals come first, and what was taken early is not among them', () => {
    expect(slowestRemovals(NIGHT).map(({ story, lag }) => [story.pull, lag])).toEqual([
      [45, 1200],
      [42, 720],
    ]);
  });

  it('broken glass is only what broke it', () => {
    const owed = { ...grant({ pull: 63 }), breakGlass: { from: [], within: 86_400 } };
    expect(breakGlassUses(NIGHT)).toEqual([]);
    expect(breakGlassUses(nightAnd(about(owed, 'activated', START))).map(({ pull }) => pull)).toEqual([63]);
  });

  it('one pull request has all its records, and none of others', () => {
    expect(aboutPull(NIGHT, 42)?.records.map(({ seq }) => seq)).toEqual([1, 6, 7]);
    expect(aboutPull(NIGHT, 99)).toBeUndefined();
  });
});

describe('a selection', () => {
  const stories = storiesOf(NIGHT);
  const pulls = (selection: Parameters<typeof selectStories>[1]) =>
    selectStories(stories, selection).map(({ pull }) => pull);

  it('takes what touches the time: since is within, until is not', () => {
    expect(pulls({ since: '2026-11-24T08:01:00Z' })).toEqual([46, 47]);
    expect(pulls({ until: '2026-11-24T02:17:00Z' })).toEqual([]);
    expect(pulls({ until: '2026-11-24T02:17:01Z' })).toEqual([42]);
    expect(pulls({ since: '2026-11-24T03:40:00Z', until: '2026-11-24T04:00:00Z' })).toEqual([42, 44]);
  });

  it('takes a person and a resource', () => {
    const person = findPerson(NIGHT, 'erin');
    expect(pulls(person === undefined ? {} : { person })).toEqual([44]);
    expect(pulls({ resource: PAYMENTS })).toEqual([44]);
  });

  it('of records takes whole pull requests, within the time', () => {
    const seqs = (selection: Parameters<typeof selectRecords>[2]) =>
      selectRecords(NIGHT, stories, selection).map(({ seq }) => seq);
    expect(seqs({})).toHaveLength(NIGHT.length);
    expect(seqs({ resource: PAYMENTS })).toEqual([3, 4, 5]);
    expect(seqs({ since: '2026-11-24T08:00:00Z' })).toEqual([10, 11]);
    expect(seqs({ resource: PROJECT })).toContain(11);
  });

  it('names a project by its id, and takes only instants that exist', () => {
    expect([toResource('acme-orders-prod'), toResource('folders/7')]).toEqual([PROJECT, 'folders/7']);
    expect(readInstant('from', '2026-11-24T02:17:00Z')).toEqual({ at: START });
    for (const text of ['2026-02-30T00:00:00Z', '2026-11-24', '2026-11-24T02:17:00+01:00', '2026-11-24T02:17Z', ''])
      expect(readInstant('from', text)).toMatchObject({
        wrong: expect.stringMatching(/^--from .*is not an instant; write it in UTC, such as/) as string,
      });
  });
});

describe('an empty answer', () => {
  it('has a tick only if there were grants to look at', () => {
    expect(unusedSections([], 0)[0]).toMatchObject({ mark: 'plain', title: ['no grant has ended yet'] });
    expect(unusedSections([], 3)[0]?.mark).toBe('good');
    expect(endedGrants([])).toEqual([]);
    expect(accessSections(whoHadAccess([], { resource: PROJECT, from: START, to: END }))[0]?.mark).toBe('plain');
  });

  it('about a pull request names the nearest on record', () => {
    expect(pullsNear(NIGHT, 41)).toEqual([42, 43, 44]);
    expect(pullsNear([], 41)).toEqual([]);
  });
});
