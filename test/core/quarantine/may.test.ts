import { describe, expect, it } from 'vitest';
import type { Organization } from '../../../src/core/documents/organization.ts';
import { parseOrganization } from '../../../src/core/documents/parse-organization.ts';
import { mayQuarantine, type Caller, type CallerFacts } from '../../../src/core/quarantine/may.ts';
import { quarantinedDraft } from '../../../src/core/quarantine/drafts.ts';
import { indexRecords } from '../../../src/core/ledger/ledger-index.ts';
import { GENESIS, numbered, ORGANIZATION, RUN } from '../build.ts';
import { toBytes } from '../documents.ts';

const account = (id: number, login: string, type = 'User'): Caller => ({ is: 'account', id, login, type });
const [alice, bob, carol, dave] = [
  account(1001, 'alice'),
  account(1002, 'bob'),
  account(1003, 'carol'),
  account(1004, 'dave'),
];
const otherAccountOfBob = account(2002, 'bob-at-home');

function organization(quarantine = '', text = ORGANIZATION): Organization {
  const { value, issues } = parseOrganization('policies/organization.yaml', toBytes(`${text}${quarantine}`));
  if (value === undefined) throw new Error(JSON.stringify(issues));
  return value;
}

const SILENT = { unread: 'HTTP 503', quarantines: undefined };
const SECURITY = { security: [1003] };
const ground = (change: Partial<CallerFacts> = {}): CallerFacts => ({
  organization: organization(),
  quarantines: [],
  teams: SECURITY,
  ...change,
});
const by = (parties: string) => ({ organization: organization(`quarantine: { by: [${parties}] }\n`) });
const setAside = (ids: readonly number[]) => ({
  quarantines: indexRecords(
    numbered([
      GENESIS,
      quarantinedDraft(
        { ids, login: null, principals: [], by: 'erin', why: 'stolen' },
        { at: '2026-11-24T03:00:00Z', run: RUN, version: '0.0.0' },
      ),
    ]),
  ).quarantines,
});

describe('a caller', () => {
  it.each<[string, Caller, Partial<CallerFacts>]>([
    ['is in the team that approves changes of policies, where nothing else is said', carol, {}],
    ['is named', dave, by('user:dave')],
    ['is in one of the teams, though another cannot be read', carol, { ...by('team:security, team:dark') }],
    ['is named, though a team cannot be read', dave, { ...by('team:dark, user:dave'), teams: { dark: null } }],
    ['has another account that is in the team', otherAccountOfBob, { teams: { security: [1002] } }],
    ['is in the team by another account', bob, { teams: { security: [2002] } }],
    ['has another account that is named', otherAccountOfBob, by('user:bob')],
    ['is of security, and somebody else is in quarantine', carol, setAside([1001])],
    ['is of security, and the ledger is unreadable', carol, { quarantines: undefined }],
  ])('may quarantine who %s', (_, caller, change) => {
    expect(mayQuarantine(caller, ground(change))).toEqual({ may: 'yes' });
  });

  it.each<[string, Caller, Partial<CallerFacts>, string]>([
    ['in no party', dave, {}, 'dave (1004) is not named in quarantine.by'],
    ['no longer in the team', carol, { teams: { security: [] } }, 'carol (1003) is not named in quarantine.by'],
    ['of security, and not named', carol, by('user:dave'), 'carol (1003) is not named in quarantine.by'],
    ['in quarantine', carol, setAside([1003]), 'carol (1003) is in quarantine by record 1'],
    [
      'in quarantine by another account',
      bob,
      { ...by('user:bob'), ...setAside([2002]) },
      'bob (1002) is in quarantine by record 1',
    ],
    [
      'of an account whose person is in quarantine',
      otherAccountOfBob,
      { ...by('user:bob'), ...setAside([1002]) },
      'bob-at-home (2002) is in quarantine by record 1',
    ],
    ['an App', { is: 'app' }, {}, 'an App or a workflow is not a person'],
    ['a bot with the number of a person', account(1003, 'carol[bot]', 'Bot'), {}, 'carol[bot] (1003) is not a person'],
    ['an organization', account(1003, 'acme', 'Organization'), {}, 'acme (1003) is not a person'],
  ])('may not who is %s', (_, caller, change, sentence) => {
    expect(mayQuarantine(caller, ground(change))).toMatchObject({ may: 'no', sentence });
  });

  it.each<[string, Caller, Partial<CallerFacts>, RegExp]>([
    [
      'a team that could decide is unreadable',
      dave,
      { teams: { security: null } },
      /^GitHub did not return the members of team:security; use the App's token, or list `user:` entries in quarantine\.by$/,
    ],
    ['a team was not asked for', alice, { teams: {} }, /members of team:security;/],
    [
      'GitHub does not say who it is',
      { is: 'unknown', why: 'HTTP 500' },
      {},
      /^GitHub did not identify the caller: HTTP 500; run/,
    ],
    [
      'one call failed, and main was read',
      { is: 'unreachable', why: 'HTTP 503' },
      {},
      /^GitHub did not identify the caller: HTTP 503;/,
    ],
    [
      'neither main nor the caller was read, but the ledger was',
      { is: 'unreachable', why: 'HTTP 503' },
      { unread: 'HTTP 502' },
      /^GitHub did not identify the caller: HTTP 503;/,
    ],
    ['main was not read', carol, { unread: 'HTTP 502' }, /on the default branch is unreadable: HTTP 502; run/],
    [
      'no organization parses',
      carol,
      { organization: undefined },
      /on the default branch does not parse; fix it: pullcord check policies\/organization\.yaml$/,
    ],
  ])('may not, since it is unknown, where %s', (_, caller, change, sentence) => {
    const permitted = mayQuarantine(caller, ground(change));
    expect(permitted).toMatchObject({ may: 'unknown', sentence: expect.stringMatching(sentence) as string });
  });

  it('goes on unchecked only where nothing of GitHub answers', () => {
    const silent = mayQuarantine({ is: 'unreachable', why: 'HTTP 503' }, ground(SILENT));
    expect(silent).toEqual({ may: 'yes', unchecked: expect.stringContaining('Google IAM decides') as string });
    expect(mayQuarantine({ is: 'app' }, ground(SILENT))).toMatchObject({ may: 'no' });
    expect(mayQuarantine({ is: 'unknown', why: 'x' }, ground(SILENT))).toMatchObject({ may: 'unknown' });
  });
});
