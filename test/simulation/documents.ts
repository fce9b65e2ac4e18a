import type { Access } from './truth.ts';

export const RESOURCES = ['projects/acme-orders-prod', 'projects/acme-payments-prod'] as const;

const KEY_VERSION = 'projects/acme-audit/locations/global/keyRings/pullcord/cryptoKeys/ledger/cryptoKeyVersions/1';

/** How the ledger is kept. */
export interface Keeping {
  /** Intents go to a log outside. */
  readonly log: boolean;
  /** Who signs checkpoints; `undefined`: nobody. */
  readonly key: string | undefined;
  /** Every checkpoint is anchored in a bucket, and no run grants without a look at it. */
  readonly anchored: boolean;
}

/** The organization's text, with the team that approves changes of policies. */
export const organizationText = (
  { log, key, anchored }: Keeping,
  approvers = 'security',
  note = '',
) => `${note}installation: acme
people:
  - { github: alice, id: 1001, principal: 'user:alice@acme.example' }
  - { github: bob, id: 1002, principal: 'user:bob@acme.example' }
  - { github: carol, id: 1003, principal: 'user:carol@acme.example' }
  - { github: dave, id: 1004, principal: 'user:dave@acme.example' }
  - { github: erin, id: 1005, principal: 'user:erin@acme.example' }
  - { github: frank, id: 1007, principal: 'user:frank@acme.example' }
maxDuration: 4h
policyChanges:
  - { from: [team:${approvers}], count: 1 }
${log ? 'log: { project: acme-audit }\n' : ''}${key === undefined ? '' : `ledger: { keys: ['${key}'], signer: { kms: [${KEY_VERSION}] }${anchored ? ', anchors: { bucket: acme-anchors, required: true }' : ''} }\n`}`;

const POLICY = (access: string, title: string) => `title: ${title}
environment: production
access:
${access}
requesters: [team:orders-oncall]
maxDuration: 2h
approval:
  - { from: [team:sre-leads], count: 1 }
breakGlass:
  requesters: [team:orders-oncall]
  maxDuration: 1h
  review: { from: [team:security], within: 24h }
`;

export interface PolicyOfStory {
  readonly name: string;
  readonly access: readonly Access[];
}

export const POLICIES: readonly PolicyOfStory[] = [
  { name: 'orders', access: [{ resource: RESOURCES[0], role: 'roles/cloudsql.viewer' }] },
  {
    name: 'both',
    access: [
      { resource: RESOURCES[0], role: 'roles/cloudsql.viewer' },
      { resource: RESOURCES[0], role: 'roles/logging.viewer' },
      { resource: RESOURCES[1], role: 'roles/container.viewer' },
    ],
  },
];

/** The text of a policy. */
export function policyText(access: readonly Access[], title = 'Look at orders'): string {
  const lines = [...Map.groupBy(access, ({ resource }) => resource)].map(
    ([resource, roles]) => `  - { resource: ${resource}, roles: [${roles.map(({ role }) => role).join(', ')}] }`,
  );
  return POLICY(lines.join('\n'), title);
}

/** The documents the default branch begins with. */
export function documentsOf(keeping: Keeping): Readonly<Record<string, string>> {
  const policies = POLICIES.map(({ name, access }) => [`policies/${name}.yaml`, policyText(access)] as const);
  return Object.fromEntries([['policies/organization.yaml', organizationText(keeping)], ...policies]);
}
