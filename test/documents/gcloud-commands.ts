/*
 * gcloud commands of the documents, and the calls that each makes.
 *
 * The real gcloud runs, with the address of every API replaced by a recorder on this machine. This proves that the
 * command line is one that gcloud knows, and that gcloud sends these calls for it. It does not prove that Google
 * accepts them: the recorder answers everything it does not know as created. Resource Manager and the policies of
 * service accounts are answered by the sandbox, which checks them.
 *
 * Without gcloud its stand-in compares the words and flags with this table, and nothing is sent.
 */
export interface GcloudCommand {
  /** Words before the names and flags. */
  readonly words: string;
  /** Number of names after the words. */
  readonly names: number;
  readonly flags: readonly string[];
  readonly sends: (args: Args) => readonly ExpectedCall[];
  /** Standard output of the stand-in. */
  readonly prints?: (args: Args) => string;
}

/** Arguments as the shell expanded them. */
export interface Args {
  readonly names: readonly string[];
  readonly flags: Readonly<Record<string, string>>;
}

/** Method, address with query but without `alt=json`, and the fields that the body must have. */
export type ExpectedCall = readonly [method: string, address: string, body?: object];

const IAM = 'iam.googleapis.com/v1';
const RESOURCES = 'cloudresourcemanager.googleapis.com/v1';
const LOGGING = 'logging.googleapis.com/v2';
const KMS = 'cloudkms.googleapis.com/v1';

const pools = ({ flags }: Args) =>
  `${IAM}/projects/${flags['project']}/locations/${flags['location']}/workloadIdentityPools`;
const providers = (args: Args) => `${pools(args)}/${args.flags['workload-identity-pool']}/providers`;
const roles = ({ flags }: Args) => `${IAM}/organizations/${flags['organization']}/roles`;
const located = (api: string, { flags }: Args) => `${api}/projects/${flags['project']}/locations/${flags['location']}`;
const policyCalls = (resource: string, options = ''): readonly ExpectedCall[] => [
  ['POST', `${resource}:getIamPolicy${options}`],
  ['POST', `${resource}:setIamPolicy`],
];
/** The binding that a command adds must be in the policy that it sends. */
const adds = (calls: readonly ExpectedCall[], { flags }: Args): readonly ExpectedCall[] =>
  calls.map(([method, address]) =>
    address.endsWith(':setIamPolicy')
      ? [method, address, { policy: { version: 3, bindings: [{ role: flags['role'], members: [flags['member']] }] } }]
      : [method, address],
  );

/** gcloud asks which permissions a role of the organization may hold before it sends the role. */
const TESTABLE: ExpectedCall = ['POST', `${IAM}/permissions:queryTestablePermissions`];

const GCLOUD: readonly GcloudCommand[] = [
  {
    words: 'projects describe',
    names: 1,
    flags: ['format'],
    sends: ({ names }) => [['GET', `${RESOURCES}/projects/${names[0]}`]],
    prints: () => '100000000004',
  },
  {
    words: 'projects get-iam-policy',
    names: 1,
    flags: [],
    sends: ({ names }) => [
      ['POST', `${RESOURCES}/projects/${names[0]}:getIamPolicy`, { options: { requestedPolicyVersion: 3 } }],
    ],
  },
  {
    words: 'projects add-iam-policy-binding',
    names: 1,
    flags: ['condition', 'condition-from-file', 'role', 'member'],
    sends: (args) => adds(policyCalls(`${RESOURCES}/projects/${args.names[0]}`), args),
  },
  {
    words: 'organizations add-iam-policy-binding',
    names: 1,
    flags: ['condition', 'role', 'member'],
    sends: (args) => adds(policyCalls(`${RESOURCES}/organizations/${args.names[0]}`), args),
  },
  {
    words: 'services enable',
    names: Infinity,
    flags: ['project'],
    sends: ({ names, flags }) => [
      [
        'POST',
        `serviceusage.googleapis.com/v1/projects/${flags['project']}/services:batchEnable`,
        { serviceIds: [...names] },
      ],
    ],
  },
  {
    words: 'iam workload-identity-pools create',
    names: 1,
    flags: ['project', 'location'],
    sends: (args) => [['POST', `${pools(args)}?workloadIdentityPoolId=${args.names[0]}`, { disabled: false }]],
  },
  {
    words: 'iam workload-identity-pools providers create-oidc',
    names: 1,
    flags: ['project', 'location', 'workload-identity-pool', 'issuer-uri', 'attribute-mapping', 'attribute-condition'],
    sends: (args) => [
      ['POST', `${providers(args)}?workloadIdentityPoolProviderId=${args.names[0]}`, providerBody(args)],
    ],
  },
  {
    words: 'iam workload-identity-pools providers describe',
    names: 1,
    flags: ['project', 'location', 'workload-identity-pool', 'format'],
    sends: (args) => [['GET', `${providers(args)}/${args.names[0]}`]],
  },
  {
    words: 'iam service-accounts create',
    names: 1,
    flags: ['project'],
    sends: ({ names, flags }) => [
      ['POST', `${IAM}/projects/${flags['project']}/serviceAccounts`, { accountId: names[0] }],
    ],
  },
  {
    words: 'iam service-accounts add-iam-policy-binding',
    names: 1,
    flags: ['project', 'role', 'member'],
    sends: (args) => {
      const account = `${IAM}/projects/${args.flags['project']}/serviceAccounts/${args.names[0]}`;
      // The account's policy already names another member of the role, from the sandbox's own set-up.
      return policyCalls(account, '?options.requestedPolicyVersion=3');
    },
  },
  {
    words: 'iam roles create',
    names: 1,
    flags: ['organization', 'stage', 'permissions'],
    sends: (args) => {
      const { permissions = '', stage } = args.flags;
      const role = { includedPermissions: permissions.split(','), stage };
      return [TESTABLE, ['POST', roles(args), { roleId: args.names[0], role }]];
    },
  },
  {
    words: 'iam roles update',
    names: 1,
    flags: ['organization', 'add-permissions'],
    sends: (args) => [
      ['GET', `${roles(args)}/${args.names[0]}`],
      TESTABLE,
      ['PATCH', `${roles(args)}/${args.names[0]}?updateMask=includedPermissions`],
    ],
  },
  {
    words: 'logging buckets create',
    names: 1,
    flags: ['project', 'location', 'retention-days'],
    sends: (args) => [
      [
        'POST',
        `${located(LOGGING, args)}/buckets?bucketId=${args.names[0]}`,
        { retentionDays: Number(args.flags['retention-days']) },
      ],
    ],
  },
  {
    words: 'logging buckets update',
    names: 1,
    flags: ['project', 'location', 'locked'],
    sends: (args) => [
      ['PATCH', `${located(LOGGING, args)}/buckets/${args.names[0]}?updateMask=locked`, { locked: true }],
    ],
  },
  {
    words: 'logging sinks create',
    names: 2,
    flags: ['project', 'log-filter'],
    sends: ({ names: [name, destination], flags }) => [
      [
        'POST',
        `${LOGGING}/projects/${flags['project']}/sinks?uniqueWriterIdentity=True`,
        { name, destination, filter: flags['log-filter'] },
      ],
    ],
  },
  {
    words: 'kms keyrings create',
    names: 1,
    flags: ['project', 'location'],
    sends: (args) => [['POST', `${located(KMS, args)}/keyRings?keyRingId=${args.names[0]}`, {}]],
  },
  {
    words: 'kms keys create',
    names: 1,
    flags: ['project', 'location', 'keyring', 'purpose', 'default-algorithm'],
    sends: (args) => [
      [
        'POST',
        `${located(KMS, args)}/keyRings/${args.flags['keyring']}/cryptoKeys?cryptoKeyId=${args.names[0]}`,
        {
          purpose: toEnum(args.flags['purpose'] === 'asymmetric-signing' ? 'asymmetric-sign' : args.flags['purpose']),
          versionTemplate: { algorithm: toEnum(args.flags['default-algorithm']) },
        },
      ],
    ],
  },
];

/** The provider that `create-oidc` makes, as `describe` shows it. */
export function providerBody({ flags }: Args): object {
  const mapping = (flags['attribute-mapping'] ?? '').split(',').map((pair) => pair.split('=') as [string, string]);
  return {
    oidc: { issuerUri: flags['issuer-uri'] },
    attributeMapping: Object.fromEntries(mapping),
    attributeCondition: flags['attribute-condition'],
  };
}

const toEnum = (text = ''): string => text.toUpperCase().replaceAll('-', '_');

/** @throws Error for words, names or flags that the table does not have */
export function findCommand(argv: readonly string[]): { readonly command: GcloudCommand; readonly args: Args } {
  const typed = `gcloud ${argv.join(' ')}`;
  const command = GCLOUD.find(({ words }) => `${argv.join(' ')} `.startsWith(`${words} `));
  if (command === undefined) throw new Error(`add to test/documents/gcloud-commands.ts: ${typed}`);
  const rest = argv.slice(command.words.split(' ').length);
  const names = rest.filter((word) => !word.startsWith('--'));
  const flags = rest
    .filter((word) => word.startsWith('--'))
    .map((word) => /^--([^=]+)=?([^]*)$/.exec(word)?.slice(1) as [string, string]);
  const unknown = flags.map(([name]) => name).filter((name) => !command.flags.includes(name));
  if (unknown.length > 0) throw new Error(`unknown flags ${unknown.join(', ')} of ${typed}`);
  if (command.names !== Infinity && names.length !== command.names)
    throw new Error(`${command.names} names are expected: ${typed}`);
  return { command, args: { names, flags: Object.fromEntries(flags) } };
}
