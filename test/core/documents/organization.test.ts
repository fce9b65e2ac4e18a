import { describe, expect, it } from 'vitest';
import { quarantinersOf } from '../../../src/core/documents/organization.ts';
import { parseOrganization } from '../../../src/core/documents/parse-organization.ts';
import { SoftwareKey } from '../../support/software-key.ts';
import { brief, sampleOrganization, toBytes } from '../documents.ts';

const PATH = 'policies/organization.yaml';
const MINIMAL = [
  'installation: acme',
  'people:',
  "  - { github: Alice, id: 1001, principal: 'user:alice@acme.example', otherAccounts: [2001] }",
  'maxDuration: 4h',
  'policyChanges:',
  '  - { from: [user:alice], count: 1 }',
  '',
].join('\n');

describe('the sample organization', () => {
  const organization = sampleOrganization();

  it('knows five people by number and principal, and not mallory', () => {
    expect(organization.people.map(({ login, id, principal }) => `${login} ${id} ${principal}`)).toEqual([
      'alice 1001 user:alice@acme.example',
      'bob 1002 user:bob@acme.example',
      'carol 1003 user:carol@acme.example',
      'dave 1004 user:dave@acme.example',
      'erin 1005 user:erin@acme.example',
    ]);
  });

  it('has policies changed with approval by security, and its log in the audit project', () => {
    expect(organization).toMatchObject({
      installation: 'acme',
      maxDuration: 14_400,
      proof: 'account-2fa',
      allowUnproven: false,
      policyChanges: [{ from: [{ kind: 'team', slug: 'security' }], count: 1 }],
      log: { project: 'acme-audit', name: 'pullcord' },
    });
  });
});

describe('an organization', () => {
  it('means the strict thing wherever it says nothing', () => {
    expect(parseOrganization(PATH, toBytes(MINIMAL)).value).toEqual({
      installation: 'acme',
      people: [{ login: 'Alice', id: 1001, otherIds: [2001], principal: 'user:alice@acme.example', securityKeys: [] }],
      maxDuration: 14_400,
      neverGrant: [],
      grantAlthoughPowerful: [],
      proof: 'account-2fa',
      identity: 'people',
      allowUnproven: false,
      policyChanges: [{ from: [{ kind: 'user', login: 'Alice', id: 1001 }], count: 1 }],
      security: [{ kind: 'user', login: 'Alice', id: 1001 }],
      require: { pullRequestsOnly: true, codeOwnerReview: true, noForcePush: true, protectedLedger: true },
    });
  });

  it('keeps what it says of the log and the gate', () => {
    const text = `${MINIMAL}log: { project: acme-audit }\nrequire: { codeOwnerReview: false }\nallowUnproven: true\nproof: security-key\n`;
    expect(parseOrganization(PATH, toBytes(text)).value).toMatchObject({
      log: { project: 'acme-audit', name: 'pullcord' },
      require: { pullRequestsOnly: true, codeOwnerReview: false, noForcePush: true, protectedLedger: true },
      allowUnproven: true,
      proof: 'security-key',
    });
  });

  it('says who may quarantine, each once, as its people are called', () => {
    const text = `${MINIMAL}quarantine: { by: [user:ALICE, user:alice, team:security] }\n`;
    const { value } = parseOrganization(PATH, toBytes(text));
    const parties = [
      { kind: 'user', login: 'Alice', id: 1001 },
      { kind: 'team', slug: 'security' },
    ];
    expect(value?.quarantine).toEqual({ by: parties });
    expect(value === undefined ? [] : quarantinersOf(value)).toEqual(parties);
  });

  it('lets the parties of `security` quarantine where it does not say who', () => {
    const text = `${MINIMAL}security: [team:guards]\nquarantine: { deny: [] }\n`;
    const { value } = parseOrganization(PATH, toBytes(text));
    expect(value?.quarantine).toEqual({ deny: [] });
    expect(value === undefined ? [] : quarantinersOf(value)).toEqual([{ kind: 'team', slug: 'guards' }]);
  });

  it('gives its pinned teams their number wherever a party names them', () => {
    const text = `${MINIMAL.replace(/from: \[.*?\]/, 'from: [team:security]')}security: [team:guards]\nteams: [{ slug: security, id: 803 }, { slug: sre-leads, id: 802 }]\n`;
    const { value } = parseOrganization(PATH, toBytes(text));
    expect(value?.policyChanges).toEqual([{ from: [{ kind: 'team', slug: 'security', id: 803 }], count: 1 }]);
    expect(value?.security).toEqual([{ kind: 'team', slug: 'guards' }]);
    expect(value?.teams).toEqual([
      { slug: 'security', id: 803 },
      { slug: 'sre-leads', id: 802 },
    ]);
  });

  it.each([
    ['{ slug: security, id: 803 }', '{ slug: security, id: 804 }', 'line 8 already has the slug "security"'],
    ['{ slug: security, id: 803 }', '{ slug: guards, id: 803 }', 'line 8 already has the number "803"'],
  ])('refuses %s beside %s', (one, other, sentence) => {
    const { issues } = parseOrganization(PATH, toBytes(`${MINIMAL}teams:\n  - ${one}\n  - ${other}\n`));
    expect(issues).toEqual([
      expect.objectContaining({
        ...{ code: 'team-duplicate', line: 9 },
        sentence: `${sentence}; list each team once, with its own number`,
      }),
    ]);
  });

  it('lets nobody quarantine whom it does not know, and says where', () => {
    const text = `${MINIMAL}quarantine:\n  by: [team:security, user:alicia]\n`;
    expect(parseOrganization(PATH, toBytes(text)).issues).toEqual([
      {
        ...{ code: 'party-unknown', path: PATH, line: 8, column: 23 },
        sentence: '"user:alicia" is not among the organization\'s people; did you mean "user:Alice"?',
      },
    ]);
    expect(brief(parseOrganization(PATH, toBytes(`${MINIMAL}quarantine: { by: [] }\n`)).issues)).toHaveLength(1);
  });

  it('keeps the security keys of its people', () => {
    const line = new SoftwareKey('sk-ssh-ed25519@openssh.com', 'alice').line('alice@laptop, the small one');
    const text = MINIMAL.replace('otherAccounts: [2001]', `securityKeys: ['${line}']`);
    expect(parseOrganization(PATH, toBytes(text)).value?.people[0]?.securityKeys).toMatchObject([
      {
        type: 'sk-ssh-ed25519@openssh.com',
        blob: line.split(' ')[1],
        application: 'ssh:',
        fingerprint: 'SHA256:FBQvNQkyR8hsnY3b+xdGKGH4z3Bs06OcFJds2X2fQlE',
        comment: 'alice@laptop, the small one',
      },
    ]);
  });

  it('lives in one place', () => {
    expect(brief(parseOrganization('policies/organisation.yaml', toBytes(MINIMAL)).issues)).toEqual(['1:1 path-form']);
  });

  it('tells all its issues at once', () => {
    const text = MINIMAL.replace('4h', '400h')
      .replace('user:alice]', 'user:nobody]')
      .concat('grantAlthoughPowerful: [roles/editor]\n');
    expect(brief(parseOrganization(PATH, toBytes(text)).issues)).toEqual([
      '4:14 duration-over-limit',
      '7:25 role-basic',
      '6:14 party-unknown',
    ]);
  });

  it('may be as long as a week', () => {
    expect(parseOrganization(PATH, toBytes(MINIMAL.replace('4h', '168h'))).value?.maxDuration).toBe(604_800);
    expect(brief(parseOrganization(PATH, toBytes(MINIMAL.replace('4h', '168h1m'))).issues)).toEqual([
      '4:14 duration-over-limit',
    ]);
  });
});
