import { asMap } from './workflow.ts';
import type { Template } from './expressions.ts';
import type { Permissions } from './host.ts';

/** The rights of a job: its token's permissions, and the right to an OpenID Connect token. */
export interface Granted {
  /** Names are GitHub's API names, with underscores. */
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
 * Returns the job's own `permissions`, else the workflow's. Without either the job may read contents and packages, as
 * in a new organization's repositories.
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

/**
 * Returns the permissions of an App token: those requested by `permission-*`, else all of the App's. They never exceed
 * the App's.
 */
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
