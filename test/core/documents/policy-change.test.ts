import fc from 'fast-check';
import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { compareDocuments } from '../../../src/core/documents/policy-change.ts';
import { parsePolicySet, type PolicySet } from '../../../src/core/documents/policy-set.ts';
import { SoftwareKey } from '../../support/software-key.ts';
import { samplePolicies, samplePolicyFiles, toBytes } from '../documents.ts';

const KEY = new SoftwareKey('sk-ssh-ed25519@openssh.com', 'bob');
const FINGERPRINT = `SHA256:${createHash('sha256').update(KEY.blob()).digest('base64').replaceAll('=', '')}`;

const before = samplePolicies();
const text = (path: string): string => {
  const file = samplePolicyFiles().find((sample) => sample.path === path);
  if (file === undefined) throw new Error(`there is no sample ${path}`);
  return new TextDecoder().decode(file.bytes);
};

/** The sample documents with one file written anew, or gone. */
function withFile(name: string, content: string | undefined): PolicySet {
  const path = `policies/${name}.yaml`;
  const others = samplePolicyFiles().filter((file) => file.path !== path);
  return parsePolicySet(content === undefined ? others : [...others, { path, bytes: toBytes(content) }]);
}

/** The sample documents with one piece of text replaced. */
function edited(name: string, from: string | RegExp, to: string): PolicySet {
  const old = text(`policies/${name}.yaml`);
  const content = old.replace(from, () => to);
  if (content === old) throw new Error(`${name} has no ${String(from)}`);
  const set = withFile(name, content);
  if (set.issues.length > 0) throw new Error(set.issues.map(({ sentence }) => sentence).join('; '));
  return set;
}

function told(from: PolicySet, to: PolicySet): readonly string[] {
  return compareDocuments(from, to).map(({ kind, policy, sentence }) => `${kind} ${policy}: ${sentence}`);
}

type Row = readonly [
  name: string,
  from: string | RegExp,
  to: string,
  forward: readonly string[],
  back: readonly string[],
];

const ROWS: readonly Row[] = [
  [
    'orders-db-read',
    'roles/cloudsql.viewer, ',
    'roles/cloudsql.viewer, roles/cloudsql.client, ',
    [
      'gives: grants roles/cloudsql.client on projects/acme-orders-prod, only nameStartsWith "projects/acme-orders-prod/instances/orders"',
    ],
    [
      'takes: no longer grants roles/cloudsql.client on projects/acme-orders-prod, only nameStartsWith "projects/acme-orders-prod/instances/orders"',
    ],
  ],
  [
    'orders-exports-bucket',
    /    only:[^\n]*\n[^\n]*\n/,
    '',
    [
      'loosens: roles/storage.objectViewer on projects/acme-orders-prod is no longer narrowed by nameStartsWith "projects/_/buckets/acme-orders-exports"',
    ],
    [
      'tightens: roles/storage.objectViewer on projects/acme-orders-prod is now narrowed by nameStartsWith "projects/_/buckets/acme-orders-exports"',
    ],
  ],
  [
    'orders-exports-bucket',
    'buckets/acme-orders-exports',
    'buckets/acme-orders',
    [
      'loosens: roles/storage.objectViewer on projects/acme-orders-prod is narrowed by nameStartsWith "projects/_/buckets/acme-orders" instead of "projects/_/buckets/acme-orders-exports"',
    ],
    [
      'tightens: roles/storage.objectViewer on projects/acme-orders-prod is narrowed by nameStartsWith "projects/_/buckets/acme-orders-exports" instead of "projects/_/buckets/acme-orders"',
    ],
  ],
  [
    'orders-exports-bucket',
    'acme-orders-exports',
    'acme-payroll',
    [
      'gives: roles/storage.objectViewer on projects/acme-orders-prod is narrowed by nameStartsWith "projects/_/buckets/acme-payroll" instead of "projects/_/buckets/acme-orders-exports"',
    ],
    [
      'gives: roles/storage.objectViewer on projects/acme-orders-prod is narrowed by nameStartsWith "projects/_/buckets/acme-orders-exports" instead of "projects/_/buckets/acme-payroll"',
    ],
  ],
  [
    'orders-db-read',
    'user:alice',
    'user:alice, team:everybody',
    ['loosens: team:everybody can now request access'],
    ['tightens: team:everybody can no longer request access'],
  ],
  [
    'orders-db-read',
    'maxDuration: 2h',
    'maxDuration: 4h',
    ['loosens: access can last 4h instead of 2h'],
    ['tightens: access can last 2h instead of 4h'],
  ],
  [
    'payments-cluster-debug',
    /  - \{ from: \[team:security\], count: 1 \}\n/,
    '',
    ['loosens: approval by 1 of team:security is no longer needed'],
    ['tightens: approval by 1 of team:security is now needed'],
  ],
  [
    'payments-cluster-debug',
    '[team:security], count: 1',
    '[team:security, user:dave], count: 1',
    ['loosens: user:dave can now give the approval'],
    ['tightens: user:dave can no longer give the approval'],
  ],
  [
    'remediation-agent',
    'count: 1',
    'count: 2',
    ['tightens: approval needs 2 of team:sre-leads instead of 1'],
    ['loosens: approval needs 1 of team:sre-leads instead of 2'],
  ],
  [
    'remediation-agent',
    'team:sre-leads',
    'team:security',
    [
      'loosens: approval by 1 of team:sre-leads is no longer needed',
      'tightens: approval by 1 of team:security is now needed',
    ],
    [
      'loosens: approval by 1 of team:security is no longer needed',
      'tightens: approval by 1 of team:sre-leads is now needed',
    ],
  ],
  [
    'orders-db-read',
    'proof: account-2fa',
    'proof: security-key',
    ['tightens: the required proof is security-key instead of account-2fa'],
    ['loosens: the required proof is account-2fa instead of security-key'],
  ],
  [
    'remediation-agent',
    /holder: .*\n/,
    '',
    [
      'gives: access goes to the requester instead of serviceAccount:remediation-agent@acme-ops.iam.gserviceaccount.com',
    ],
    [
      'gives: access goes to serviceAccount:remediation-agent@acme-ops.iam.gserviceaccount.com instead of the requester',
    ],
  ],
  [
    'orders-db-read',
    /breakGlass:[^]*(?=proof:)/,
    '',
    ['tightens: break glass is no longer possible'],
    ['loosens: break glass gives access without approval to team:orders-oncall for up to 1h'],
  ],
  [
    'orders-db-read',
    'within: 24h',
    'within: 48h',
    ['loosens: the break-glass review can take 48h instead of 24h'],
    ['tightens: the break-glass review can take 24h instead of 48h'],
  ],
  [
    'orders-db-read',
    'from: [team:security]',
    'from: [team:security, user:dave]',
    ['loosens: user:dave can now review break-glass access'],
    ['tightens: user:dave can no longer review break-glass access'],
  ],
  [
    'orders-exports-bucket',
    /request:[^]*/,
    '',
    ['loosens: the rules under `request` are gone'],
    ['tightens: requests must now satisfy the rules under `request`'],
  ],
  [
    'orders-db-read',
    'minLength: 30',
    'minLength: 3',
    ['changes: the rules under `request` differ; read both versions'],
    ['changes: the rules under `request` differ; read both versions'],
  ],
  [
    'remediation-agent',
    'environment: production',
    'environment: staging',
    ['changes: the environment is "staging" instead of "production"'],
    ['changes: the environment is "production" instead of "staging"'],
  ],
  [
    'organization',
    'maxDuration:',
    'teams: [{ slug: sre-leads, id: 802 }]\nmaxDuration:',
    ['tightens: team:sre-leads is now pinned to the number 802'],
    ['loosens: team:sre-leads is no longer pinned to the number 802'],
  ],
  [
    'organization',
    'policyChanges:',
    'security: [user:carol]\npolicyChanges:',
    [
      'changes: overdue reviews are reported to user:carol instead of team:security',
      'loosens: user:carol can now quarantine people',
      'tightens: team:security can no longer quarantine people',
    ],
    [
      'changes: overdue reviews are reported to team:security instead of user:carol',
      'loosens: team:security can now quarantine people',
      'tightens: user:carol can no longer quarantine people',
    ],
  ],
  [
    'organization',
    'policyChanges:',
    'quarantine: { by: [team:security, user:dave] }\npolicyChanges:',
    ['loosens: user:dave can now quarantine people'],
    ['tightens: user:dave can no longer quarantine people'],
  ],
  [
    'organization',
    'policyChanges:',
    'quarantine: { by: [user:carol] }\npolicyChanges:',
    ['loosens: user:carol can now quarantine people', 'tightens: team:security can no longer quarantine people'],
    ['loosens: team:security can now quarantine people', 'tightens: user:carol can no longer quarantine people'],
  ],
  [
    'orders-db-read',
    'proof: account-2fa',
    'incident: { from: pagerduty }\nproof: account-2fa',
    ['tightens: now requires an incident at PagerDuty'],
    ['loosens: no longer requires an incident at PagerDuty'],
  ],
  [
    'organization',
    /policyChanges:/,
    'grantAlthoughPowerful: [roles/run.admin]\npolicyChanges:',
    ['loosens: roles/run.admin can now be granted although powerful'],
    ['tightens: roles/run.admin can no longer be granted although powerful'],
  ],
  [
    'organization',
    /  - roles\/cloudsql.admin\n/,
    '',
    ['loosens: roles/cloudsql.admin can now be granted'],
    ['tightens: roles/cloudsql.admin can no longer be granted'],
  ],
  [
    'organization',
    'maxDuration: 4h',
    'maxDuration: 8h',
    ['loosens: access by any policy can last 8h instead of 4h'],
    ['tightens: access by any policy can last 4h instead of 8h'],
  ],
  [
    'organization',
    'policyChanges:',
    'allowUnproven: true\npolicyChanges:',
    ['loosens: policies can now use `proof: none`'],
    ['tightens: policies can no longer use `proof: none`'],
  ],
  [
    'organization',
    'policyChanges:',
    'require: { codeOwnerReview: false }\npolicyChanges:',
    ["loosens: the repository's rule codeOwnerReview is now optional"],
    ["tightens: the repository's rule codeOwnerReview is no longer optional"],
  ],
  [
    'organization',
    '[team:security], count: 1',
    '[team:security, user:dave], count: 1',
    ['loosens: user:dave can now give the approval of policy changes'],
    ['tightens: user:dave can no longer give the approval of policy changes'],
  ],
  [
    'organization',
    /  - \{ github: erin.*\n/,
    '',
    ['tightens: erin (1005) is no longer among the people'],
    ['loosens: erin (1005) is now among the people, as user:erin@acme.example'],
  ],
  [
    'organization',
    'user:bob@acme.example',
    'user:mallory@acme.example',
    ['loosens: the access of bob goes to user:mallory@acme.example instead of user:bob@acme.example'],
    ['loosens: the access of bob goes to user:bob@acme.example instead of user:mallory@acme.example'],
  ],
  [
    'organization',
    'id: 1002',
    'id: 1006',
    ['loosens: bob is account 1006 instead of 1002'],
    ['loosens: bob is account 1002 instead of 1006'],
  ],
  [
    'organization',
    "principal: 'user:bob@acme.example'",
    "principal: 'user:bob@acme.example', otherAccounts: [2002]",
    ['tightens: account 2002 is no longer counted as a different person than bob'],
    ['loosens: account 2002 is now counted as a different person than bob'],
  ],
  [
    'organization',
    "principal: 'user:bob@acme.example'",
    `principal: 'user:bob@acme.example', securityKeys: ['${KEY.line('bob@laptop')}']`,
    [`loosens: the security key ${FINGERPRINT} ("bob@laptop") now signs for bob`],
    [`tightens: the security key ${FINGERPRINT} ("bob@laptop") no longer signs for bob`],
  ],
  [
    'organization',
    /  - \{ github: erin.*\n/,
    `  - { github: frank, id: 1007, principal: 'user:frank@acme.example', securityKeys: ['${KEY.line()}'] }\n`,
    [
      'loosens: frank (1007) is now among the people, as user:frank@acme.example',
      `loosens: the security key ${FINGERPRINT} ("") now signs for frank`,
      'tightens: erin (1005) is no longer among the people',
    ],
    [
      'loosens: erin (1005) is now among the people, as user:erin@acme.example',
      'tightens: frank (1007) is no longer among the people',
      `tightens: the security key ${FINGERPRINT} ("") no longer signs for frank`,
    ],
  ],
  [
    'organization',
    'policyChanges:',
    'quarantine: { buckets: [{ bucket: acme-orders-exports, project: acme-orders-prod }] }\npolicyChanges:',
    ['tightens: the bucket acme-orders-exports of acme-orders-prod is no longer open to people in quarantine'],
    ['loosens: the bucket acme-orders-exports of acme-orders-prod is now open to people in quarantine'],
  ],
  [
    'organization',
    /log:\n.*\n.*\n/,
    '',
    ['loosens: the outside log is none instead of pullcord in acme-audit'],
    ['tightens: the outside log is pullcord in acme-audit instead of none'],
  ],
  [
    'organization',
    'project: acme-audit',
    'project: acme-other',
    ['changes: the outside log is pullcord in acme-other instead of pullcord in acme-audit'],
    ['changes: the outside log is pullcord in acme-audit instead of pullcord in acme-other'],
  ],
  [
    'organization',
    'installation: acme',
    'installation: acme-two',
    ['changes: bindings are marked acme-two instead of acme; Pullcord no longer recognizes live bindings marked acme'],
    [
      'changes: bindings are marked acme instead of acme-two; Pullcord no longer recognizes live bindings marked acme-two',
    ],
  ],
];

describe('a change to the documents', () => {
  it.each(ROWS)('in %s from %s to %s is told both ways', (name, from, to, forward, back) => {
    const after = edited(name, from, to);
    const named = (sentences: readonly string[]): readonly string[] =>
      sentences.map((sentence) => sentence.replace(':', ` ${name}:`));
    expect(told(before, after)).toEqual(named(forward));
    expect(told(after, before)).toEqual(named(back));
  });

  it('that adds a policy gives all its access, and says on which terms', () => {
    const without = withFile('orders-db-read', undefined);
    const only = 'only nameStartsWith "projects/acme-orders-prod/instances/orders"';
    const terms = 'for up to 2h, requested by team:orders-oncall, user:alice, approved by 1 of team:sre-leads';
    expect(told(without, before)).toEqual([
      `gives orders-db-read: grants roles/cloudsql.viewer on projects/acme-orders-prod, ${only}, ${terms}`,
      `gives orders-db-read: grants roles/cloudsql.instanceUser on projects/acme-orders-prod, ${only}, ${terms}`,
      'loosens orders-db-read: break glass gives access without approval to team:orders-oncall for up to 1h',
    ]);
    expect(told(before, without)).toEqual([
      `takes orders-db-read: no longer grants roles/cloudsql.viewer on projects/acme-orders-prod, ${only}`,
      `takes orders-db-read: no longer grants roles/cloudsql.instanceUser on projects/acme-orders-prod, ${only}`,
    ]);
  });

  it('that adds a policy without proof says so', () => {
    const unproven = parsePolicySet(
      [
        ...samplePolicyFiles().filter(({ path }) => path !== 'policies/organization.yaml'),
        {
          path: 'policies/organization.yaml',
          bytes: toBytes(`${text('policies/organization.yaml')}allowUnproven: true\n`),
        },
      ].map((file) =>
        file.path === 'policies/remediation-agent.yaml'
          ? { ...file, bytes: toBytes(text(file.path).replace('proof: account-2fa', 'proof: none')) }
          : file,
      ),
    );
    expect(unproven.issues).toEqual([]);
    expect(told(withFile('remediation-agent', undefined), unproven)).toEqual(
      expect.arrayContaining(['loosens remediation-agent: requires no proof of identity']),
    );
  });

  it('that swaps one security key for another tells of both, and of a comment nothing', () => {
    const having = (line: string): PolicySet =>
      edited('organization', "user:bob@acme.example'", `user:bob@acme.example', securityKeys: ['${line}']`);
    const other = new SoftwareKey('sk-ecdsa-sha2-nistp256@openssh.com', 'bob');
    expect(told(having(KEY.line('bob@laptop')), having(other.line('bob@laptop')))).toEqual([
      expect.stringMatching(/^loosens organization: the security key SHA256:\S+ \("bob@laptop"\) now signs for bob$/),
      `tightens organization: the security key ${FINGERPRINT} ("bob@laptop") no longer signs for bob`,
    ]);
    expect(told(having(KEY.line('bob@laptop')), having(KEY.line('at home')))).toEqual([]);
  });

  it('that breaks a policy leaves the telling to its issues', () => {
    const broken = withFile('orders-db-read', 'title: 1\n');
    expect(broken.issues.length).toBeGreaterThan(0);
    expect(told(before, broken)).toEqual([]);
  });

  it('from or to no organization says just that', () => {
    const none = parsePolicySet([]);
    expect(told(none, before).at(0)).toBe('changes organization: the document was missing or broken before');
    expect(told(before, none).at(0)).toBe('changes organization: the document is now missing or broken');
    expect(told(none, none)).toEqual([]);
  });

  it('of nothing but order and layout is no change', () => {
    const same = edited(
      'orders-db-read',
      "{ type: string, pattern: '^INC-[0-9]+$' }",
      "{ pattern: '^INC-[0-9]+$', type: string }",
    );
    expect(told(before, same)).toEqual([]);
  });

  it('undone leaves nothing to tell, whatever several changes were made', () => {
    const sets = ROWS.map(([name, from, to]) => edited(name, from, to));
    fc.assert(
      fc.property(fc.constantFrom(...sets), fc.constantFrom(...sets), (a, b) => {
        expect(told(a, a)).toEqual([]);
        const [there, back] = [compareDocuments(a, b), compareDocuments(b, a)];
        const count = (changes: typeof there, kind: string): number =>
          changes.filter((change) => change.kind === kind).length;
        expect(there).toHaveLength(back.length);
        expect(count(there, 'takes')).toBeLessThanOrEqual(count(back, 'gives'));
      }),
    );
  });
});

it('another number of a pinned team is another team, which loosens', () => {
  const pinned = (id: number) =>
    edited('organization', 'maxDuration:', `teams: [{ slug: sre-leads, id: ${id} }]\nmaxDuration:`);
  expect(told(pinned(802), pinned(990))).toEqual([
    'loosens organization: team:sre-leads is the team with the number 990 instead of 802',
  ]);
});
