import { asMap } from './workflow.ts';
import type { Template } from './expressions.ts';
import type { Permissions } from './host.ts';

/** What a job may do: its token's permissions, and whether it may ask for an OpenID Connect token. */
export interface Granted {
  /** Names as GitHub's API writes them, with underscores. */
  readonly token: Permissions;
  readonly idToken: boolean;
}

const scopes = [
  'actions',
  'attestations',
  'checks',
  'contents',
  'deployments',
  'discussions',
  'issues',
  'models',
  'packages',
  'pages',
  'pull-requests',
  'repository-projects',
  'security-events',
  'statuses',
];

/**
 * The job's own `permissions` if it has any, else the workflow's; with neither, what a new organization's repositories get:
 * reading contents and packages.
 */
export function grantedPermissions(ofWorkflow: Template | undefined, ofJob: Template | undefined): Granted {
  const asked = ofJob ?? ofWorkflow;
  if (asked === undefined) return { token: { metadata: 'read', contents: 'read', packages: 'read' }, idToken: false };
  if (asked === 'read-all') return { token: every('read'), idToken: false };
  if (asked === 'write-all') return { token: every('write'), idToken: true };
  const named = [...asMap(asked)].filter(([, level]) => level === 'read' || level === 'write');
  const token = named
    .filter(([scope]) => scope !== 'id-token')
    .map(([scope, level]) => [toApiName(scope), level] as const);
  return {
    token: { metadata: 'read', ...(Object.fromEntries(token) as Permissions) },
    idToken: asMap(asked).get('id-token') === 'write',
  };
}

/** What an App token may do: what was asked through `permission-*`, or everything the App has; never more than it has. */
export function appPermissions(inputs: Readonly<Record<string, string>>, ofApp: Permissions): Permissions {
  const asked = Object.entries(inputs)
    .filter(([name, level]) => name.startsWith('permission-') && level !== '')
    .map(([name, level]) => [toApiName(name.slice('permission-'.length)), level] as const);
  if (asked.length === 0) return ofApp;
  for (const [name, level] of asked) {
    const has = ofApp[name];
    if (level !== has && !(level === 'read' && has === 'write')) {
      throw new Error(`The permissions requested are not granted to this installation: ${name}: ${level}`);
    }
  }
  return Object.fromEntries([['metadata', 'read'], ...asked]) as Permissions;
}

function every(level: 'read' | 'write'): Permissions {
  return { metadata: 'read', ...Object.fromEntries(scopes.map((scope) => [toApiName(scope), level])) };
}

function toApiName(scope: string): string {
  return scope.replaceAll('-', '_');
}
