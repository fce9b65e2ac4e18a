import type { LedgerRecord } from '../ledger/record.ts';
import { toSeconds } from '../time.ts';

/**
 * The Open Cybersecurity Schema Framework 1.8.0, class User Access Management (3005). Roles are its privileges. Version
 * 1.9 added activities for roles (3, 4) and `iam_role`, but it deprecates this class.
 * https://schema.ocsf.io/1.8.0/classes/user_access
 */
export const OCSF_VERSION = '1.8.0';

const CATEGORY = { uid: 3, name: 'Identity & Access Management' } as const;
const CLASS = { uid: 3005, name: 'User Access Management' } as const;
const ACTIVITIES = {
  assign: { id: 1, name: 'Assign Privileges' },
  revoke: { id: 2, name: 'Revoke Privileges' },
} as const;
const SEVERITIES = { informational: { id: 1, name: 'Informational' }, high: { id: 4, name: 'High' } } as const;
const TAKEN: readonly string[] = ['ended', 'revoked', 'removed', 'altered', 'unexplained'];
/** Kinds of records about changes by hand. */
const GRAVE: readonly string[] = ['removed', 'altered', 'unexplained'];

/** The name of the ledger, from its genesis record. */
export interface LedgerName {
  readonly installation: string;
  readonly repository: { readonly id: number; readonly name: string };
}

export type OcsfEvent = Readonly<Record<string, unknown>>;

/** Returns one event for each (record, resource, role) that granted or removed access. */
export function ocsfEvents(records: readonly LedgerRecord[], ledger: LedgerName): readonly OcsfEvent[] {
  return records.flatMap((record) =>
    record.kind === 'activated' || TAKEN.includes(record.kind)
      ? (record.bindings ?? []).map((binding, index) => eventFor(record, binding, index, ledger))
      : [],
  );
}

type Fact = NonNullable<LedgerRecord['bindings']>[number];

function eventFor(
  record: LedgerRecord,
  fact: Fact,
  index: number,
  { installation, repository }: LedgerName,
): OcsfEvent {
  const { kind, at, seq, pull, grant, reasons, tool } = record;
  const activity = kind === 'activated' ? ACTIVITIES.assign : ACTIVITIES.revoke;
  const severity = GRAVE.includes(kind) ? SEVERITIES.high : SEVERITIES.informational;
  const member = grant?.principal ?? fact.before[0]?.member ?? 'unknown';
  const project = /^projects\/(.+)$/.exec(fact.resource)?.[1];
  const why = reasons.map(({ code, sentence }) => (code === kind ? sentence : `${code}: ${sentence}`)).join('; ');
  return {
    category_uid: CATEGORY.uid,
    category_name: CATEGORY.name,
    class_uid: CLASS.uid,
    class_name: CLASS.name,
    activity_id: activity.id,
    activity_name: activity.name,
    type_uid: CLASS.uid * 100 + activity.id,
    type_name: `${CLASS.name}: ${activity.name}`,
    severity_id: severity.id,
    severity: severity.name,
    status_id: 1,
    status: 'Success',
    ...(why === '' ? {} : { status_detail: why }),
    time: toSeconds(at) * 1000,
    timezone_offset: 0,
    message: `${kind} ${pull === null ? 'a binding with our mark' : `#${pull}`}: ${fact.role} on ${fact.resource}`,
    metadata: {
      version: OCSF_VERSION,
      profiles: ['cloud'],
      product: { name: 'Pullcord', vendor_name: 'Pullcord', version: tool.version },
      log_name: 'audit',
      uid: `${repository.id}/${seq}/${index}`,
      sequence: seq,
      event_code: kind,
      original_time: at,
      tenant_uid: installation,
      ...(pull === null ? {} : { correlation_uid: `${repository.name}#${pull}` }),
    },
    cloud: { provider: 'GCP', ...(project === undefined ? {} : { project_uid: project }) },
    actor: { app_name: 'Pullcord', app_uid: `pullcord/${installation}` },
    user: userOf(member),
    privileges: [fact.role],
    resources: [{ name: fact.resource, uid: fact.resource, type: kindOf(fact.resource) }],
    ...(grant === undefined
      ? {}
      : { start_time: toSeconds(grant.window.start) * 1000, end_time: toSeconds(grant.window.end) * 1000 }),
    unmapped: {
      ...(pull === null ? {} : { pull_request: pull }),
      ...(grant === undefined
        ? {}
        : {
            pull_request_url: grant.url,
            policy: grant.policy,
            requester: grant.requester.login,
            requester_id: grant.requester.id,
            approved_by: grant.approvedBy,
          }),
    },
  };
}

/** 1: a person. 4: a service. Federated identities have no address. */
function userOf(member: string): OcsfEvent {
  const [, kind = '', address = ''] = /^(user|serviceAccount):(.+)$/.exec(member) ?? [];
  const type =
    kind === 'user'
      ? { type_id: 1, type: 'User' }
      : kind === 'serviceAccount'
        ? { type_id: 4, type: 'Service' }
        : { type_id: 0, type: 'Unknown' };
  return address === ''
    ? { uid: member, name: member, ...type }
    : { uid: member, name: address, email_addr: address, ...type };
}

function kindOf(resource: string): string {
  const [collection = ''] = resource.split('/');
  return { projects: 'Project', folders: 'Folder', organizations: 'Organization' }[collection] ?? collection;
}
