import { describe, expect, it } from 'vitest';
import { parsePolicySet } from '../../../src/core/documents/policy-set.ts';
import { parsePolicy } from '../../../src/core/documents/parse-policy.ts';
import { BASIC_ROLES, isPowerfulRole, POWERFUL_ROLES } from '../../../src/core/documents/roles.ts';
import { brief, sampleOrganization, samplePolicies, samplePolicy, samplePolicyFiles, toBytes } from '../documents.ts';

const organization = sampleOrganization();
const PATH = 'policies/x.yaml';
const MINIMAL = [
  'title: Read orders',
  'environment: production',
  'access:',
  '  - resource: projects/acme-orders-prod',
  '    roles: [roles/cloudsql.viewer]',
  'requesters: [team:orders-oncall]',
  'maxDuration: 2h',
  'approval:',
  '  - { from: [team:sre-leads], count: 1 }',
  '',
].join('\n');

function parse(from: string, to: string, changed: Partial<typeof organization> = {}): ReturnType<typeof parsePolicy> {
  if (!MINIMAL.includes(from)) throw new Error(`the minimal policy has no ${from}`);
  return parsePolicy(PATH, toBytes(MINIMAL.replace(from, () => to)), { ...organization, ...changed });
}

describe('the sample policies', () => {
  const { policies, issues } = samplePolicies();

  it('are four, without issues', () => {
    expect(issues).toEqual([]);
    expect([...policies.keys()]).toEqual([
      'orders-db-read',
      'orders-exports-bucket',
      'payments-cluster-debug',
      'remediation-agent',
    ]);
  });

  it('hand out the orders database as the design says', () => {
    expect(samplePolicy('orders-db-read')).toEqual({
      name: 'orders-db-read',
      path: 'policies/orders-db-read.yaml',
      title: 'Read the production orders database',
      environment: 'production',
      access: [
        {
          resource: 'projects/acme-orders-prod',
          roles: ['roles/cloudsql.viewer', 'roles/cloudsql.instanceUser'],
          only: { nameStartsWith: 'projects/acme-orders-prod/instances/orders' },
        },
      ],
      requesters: [
        { kind: 'team', slug: 'orders-oncall' },
        { kind: 'user', login: 'alice', id: 1001 },
      ],
      maxDuration: 7200,
      approval: [{ from: [{ kind: 'team', slug: 'sre-leads' }], count: 1 }],
      breakGlass: {
        requesters: [{ kind: 'team', slug: 'orders-oncall' }],
        maxDuration: 3600,
        review: { from: [{ kind: 'team', slug: 'security' }], within: 86_400 },
      },
      proof: 'account-2fa',
      request: {
        required: ['incident'],
        properties: { incident: { type: 'string', pattern: '^INC-[0-9]+$' }, reason: { minLength: 30 } },
      },
    });
  });

  it('give the agent its access through one service account', () => {
    expect(samplePolicy('remediation-agent').holder).toBe(
      'serviceAccount:remediation-agent@acme-ops.iam.gserviceaccount.com',
    );
  });
});

describe('a policy', () => {
  it('asks for two-factor authentication where it says nothing, and leaves out what it does not have', () => {
    const policy = parsePolicy(PATH, toBytes(MINIMAL), organization).value;
    expect(policy).toMatchObject({ name: 'x', proof: 'account-2fa' });
    expect(Object.keys(policy ?? {})).not.toEqual(expect.arrayContaining(['holder']));
    expect(policy).not.toHaveProperty('breakGlass');
    expect(policy).not.toHaveProperty('request');
  });

  it('knows its people by number, in whatever case their login is written, and each once', () => {
    expect(parse('[team:orders-oncall]', '[user:ALICE, user:alice, team:a]').value?.requesters).toEqual([
      { kind: 'user', login: 'alice', id: 1001 },
      { kind: 'team', slug: 'a' },
    ]);
  });

  it.each([
    ['policies/deep/x.yaml', 'path-form'],
    ['x.yaml', 'path-form'],
    ['policies/x.yml', 'path-extension'],
    ['policies/X.yaml', 'path-slug'],
    ['policies/aux.yaml', 'path-reserved'],
  ])('may not be called %s', (path, code) =>
    expect(brief(parsePolicy(path, toBytes(MINIMAL), organization).issues)).toEqual([`1:1 ${code}`]),
  );

  it.each([
    ['as long as the organization allows', '2h', '4h', []],
    ['longer by a minute', '2h', '4h1m', ['7:14 duration-over-organization']],
    [
      'with as many approvers as it names',
      '{ from: [team:sre-leads], count: 1 }',
      '{ from: [user:bob, user:erin], count: 2 }',
      [],
    ],
    [
      'with one approver too few',
      '{ from: [team:sre-leads], count: 1 }',
      '{ from: [user:bob], count: 2 }',
      ['9:32 approval-too-few-people'],
    ],
    [
      'with the same approver twice',
      '{ from: [team:sre-leads], count: 1 }',
      '{ from: [user:bob, user:Bob], count: 2 }',
      ['9:42 approval-too-few-people'],
    ],
    ['with a team that may be large enough', 'count: 1', 'count: 9', []],
    ['with a custom role of a project', 'roles/cloudsql.viewer', 'projects/acme-orders-prod/roles/reader', []],
    ['with a custom role of an organization', 'roles/cloudsql.viewer', 'organizations/900000000001/roles/reader', []],
    ['on a folder', 'projects/acme-orders-prod', 'folders/800000000001', []],
    ['on an organization', 'projects/acme-orders-prod', 'organizations/900000000001', []],
  ])('is judged %s', (_, from, to, expected) => expect(brief(parse(from, to).issues)).toEqual(expected));

  it('may hand out a powerful role the organization lists, and never a basic one', () => {
    const listed = { grantAlthoughPowerful: ['roles/run.admin', 'roles/owner'] };
    expect(brief(parse('roles/cloudsql.viewer', 'roles/run.admin').issues)).toEqual(['5:13 role-powerful']);
    expect(parse('roles/cloudsql.viewer', 'roles/run.admin', listed).issues).toBeUndefined();
    expect(brief(parse('roles/cloudsql.viewer', 'roles/owner', listed).issues)).toEqual(['5:13 role-basic']);
  });

  it.each([
    ['none', 'account-2fa', false, ['2:8 proof-none']],
    ['none', 'account-2fa', true, []],
    ['none', 'security-key', true, []],
    ['account-2fa', 'account-2fa', false, []],
    ['account-2fa', 'security-key', false, ['2:8 proof-below-floor']],
    ['account-2fa', 'security-key', true, ['2:8 proof-below-floor']],
    ['security-key', 'account-2fa', false, []],
    ['security-key', 'security-key', false, []],
  ] as const)(
    'that asks for proof %s under the floor %s (unproven allowed: %s) gives %j',
    (proof, floor, allowUnproven, expected) => {
      const parsed = parse('environment', `proof: ${proof}\nenvironment`, { proof: floor, allowUnproven });
      expect(brief(parsed.issues)).toEqual(expected);
    },
  );

  it('without a word on proof falls below a higher floor, and is told where to write it', () => {
    expect(parse('2h', '2h', { proof: 'security-key' }).issues).toMatchObject([
      {
        code: 'proof-below-floor',
        line: 1,
        column: 1,
        sentence: expect.stringContaining('write `proof: security-key`') as string,
      },
    ]);
  });

  it('tells every broken rule at once', () => {
    const text = MINIMAL.replace('2h', '9h')
      .replace('roles/cloudsql.viewer', 'roles/editor')
      .replace('team:sre-leads', 'user:nobody');
    expect(brief(parsePolicy(PATH, toBytes(text), organization).issues)).toEqual([
      '9:14 party-unknown',
      '7:14 duration-over-organization',
      '5:13 role-basic',
    ]);
  });
});

describe('roles that reach past their window', () => {
  it('are no basic roles, which nothing allows', () => {
    expect(BASIC_ROLES.filter(isPowerfulRole)).toEqual([]);
  });

  it('are predefined ones, each once, and the service agents', () => {
    expect([...POWERFUL_ROLES].filter((role) => !/^roles\/[a-zA-Z.0-9]+$/.test(role))).toEqual([]);
    expect(isPowerfulRole('roles/container.serviceAgent')).toBe(true);
    expect(isPowerfulRole('roles/run.developer')).toBe(false);
  });
});

describe('the documents under policies/', () => {
  const files = samplePolicyFiles();
  const without = (path: string): typeof files => files.filter((file) => file.path !== path);

  it('are none but policies, the organization and the published schemas', () => {
    const stray = [
      'policies/readme.md',
      'policies/x.yml',
      'policies/deep/x.yaml',
      'policies/schema/x.json',
      'policies/schema/x.yaml',
    ];
    const { issues, policies } = parsePolicySet([
      ...files,
      ...stray.map((path) => ({ path, bytes: toBytes(MINIMAL) })),
    ]);
    expect(issues.map(({ path, code }) => `${path} ${code}`)).toEqual(
      [...stray].sort().map((path) => `${path} path-not-a-document`),
    );
    expect(policies.size).toBe(4);
  });

  it('are read wherever else in the repository files lie', () => {
    expect(parsePolicySet([...files, { path: 'README.md', bytes: toBytes('# x') }])).toEqual(samplePolicies());
  });

  it('keep the other policies when one is broken', () => {
    const { policies, issues } = parsePolicySet([...files, { path: PATH, bytes: toBytes('title: 1\n') }]);
    expect([...policies.keys()]).toHaveLength(4);
    expect(new Set(issues.map(({ path }) => path))).toEqual(new Set([PATH]));
  });

  it('hold no policy without an organization, and still tell what is wrong with each', () => {
    const set = parsePolicySet([
      ...without('policies/organization.yaml'),
      { path: PATH, bytes: toBytes('title: &x 1\n') },
    ]);
    expect(set.organization).toBeUndefined();
    expect(set.policies.size).toBe(0);
    expect(set.issues.map(({ path, code }) => `${path} ${code}`)).toEqual([
      'policies/organization.yaml organization-missing',
      `${PATH} yaml-anchor`,
    ]);
  });

  it('hold no policy under a broken organization', () => {
    const set = parsePolicySet([
      ...without('policies/organization.yaml'),
      { path: 'policies/organization.yaml', bytes: toBytes('x: 1\n') },
    ]);
    expect(set.policies.size).toBe(0);
    expect(set).not.toHaveProperty('organization');
    expect(new Set(set.issues.map(({ path }) => path))).toEqual(new Set(['policies/organization.yaml']));
  });
});
