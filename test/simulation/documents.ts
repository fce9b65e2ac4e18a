export const RESOURCES = ['projects/acme-orders-prod', 'projects/acme-payments-prod'] as const;

const KEY_VERSION = 'projects/acme-audit/locations/global/keyRings/pullcord/cryptoKeys/ledger/cryptoKeyVersions/1';

/** How the ledger is kept. */
export interface Keeping {
  /** Intents go to a log outside. */
  readonly log: boolean;
  /** Who signs checkpoints; `undefined`: nobody. */
  readonly key: string | undefined;
}

const ORGANIZATION = ({ log, key }: Keeping) => `installation: acme
people:
  - { github: alice, id: 1001, principal: 'user:alice@acme.example' }
  - { github: bob, id: 1002, principal: 'user:bob@acme.example' }
  - { github: carol, id: 1003, principal: 'user:carol@acme.example' }
  - { github: dave, id: 1004, principal: 'user:dave@acme.example' }
  - { github: erin, id: 1005, principal: 'user:erin@acme.example' }
maxDuration: 4h
policyChanges:
  - { from: [team:security], count: 1 }
${log ? 'log: { project: acme-audit }\n' : ''}${key === undefined ? '' : `ledger: { keys: ['${key}'], signer: { kms: [${KEY_VERSION}] } }\n`}`;

const POLICY = (access: string) => `title: Look at orders
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
  readonly access: readonly { readonly resource: string; readonly role: string }[];
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

/** The documents the default branch begins with. */
export function documentsOf(keeping: Keeping): Readonly<Record<string, string>> {
  const policies = POLICIES.map(({ name, access }) => {
    const byResource = Map.groupBy(access, ({ resource }) => resource);
    const lines = [...byResource].map(
      ([resource, roles]) => `  - { resource: ${resource}, roles: [${roles.map(({ role }) => role).join(', ')}] }`,
    );
    return [`policies/${name}.yaml`, POLICY(lines.join('\n'))] as const;
  });
  return Object.fromEntries([['policies/organization.yaml', ORGANIZATION(keeping)], ...policies]);
}
