import type { DocumentVerdict } from '../acceptance/change.ts';
import { changeName } from '../acceptance/versions.ts';
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

/**
 * Returns one event for each (record, resource, role) that granted or removed access. Each document of a change of
 * policies has one of the class Entity Management (3004). It is a success if the change was accepted.
 */
export function ocsfEvents(records: readonly LedgerRecord[], ledger: LedgerName): readonly OcsfEvent[] {
  return records.flatMap((record) => {
    const { change } = record;
    if (change !== undefined)
      return change.documents.map((document, index) => changeEventFor({ ...record, change }, document, index, ledger));
    return record.kind === 'activated' || TAKEN.includes(record.kind)
      ? (record.bindings ?? []).map((binding, index) => eventFor(record, binding, index, ledger))
      : [];
  });
}

type Fact = NonNullable<LedgerRecord['bindings']>[number];

function eventFor(record: LedgerRecord, fact: Fact, index: number, ledger: LedgerName): OcsfEvent {
  const { kind, seq, pull, grant, reasons } = record;
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
    message: `${kind} ${pull === null ? 'a binding with our mark' : `#${pull}`}: ${fact.role} on ${fact.resource}`,
    ...factsOf(record, `${ledger.repository.id}/${seq}/${index}`, ledger),
    cloud: { provider: 'GCP', ...(project === undefined ? {} : { project_uid: project }) },
    actor: { app_name: 'Pullcord', app_uid: `pullcord/${ledger.installation}` },
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

type RecordOfChange = LedgerRecord & { readonly change: NonNullable<LedgerRecord['change']> };

const ENTITY_CLASS = { uid: 3004, name: 'Entity Management' } as const;
const ENTITY_ACTIVITIES = {
  create: { id: 1, name: 'Create' },
  update: { id: 3, name: 'Update' },
  delete: { id: 4, name: 'Delete' },
} as const;

function changeEventFor(
  record: RecordOfChange,
  { path, blob, verdict, reasons }: DocumentVerdict,
  index: number,
  ledger: LedgerName,
): OcsfEvent {
  const { seq, pull, change } = record;
  const { evidence, approvedBy, commit } = change;
  const before = evidence.documents.find((document) => document.path === path)?.before ?? null;
  const activity = ENTITY_ACTIVITIES[blob === null ? 'delete' : before === null ? 'create' : 'update'];
  const isAccepted = verdict === 'accepted';
  const severity = isAccepted ? SEVERITIES.informational : SEVERITIES.high;
  const author = evidence.pull?.author ?? null;
  const why = reasons.map(({ code, sentence }) => `${code}: ${sentence}`).join('; ');
  return {
    category_uid: CATEGORY.uid,
    category_name: CATEGORY.name,
    class_uid: ENTITY_CLASS.uid,
    class_name: ENTITY_CLASS.name,
    activity_id: activity.id,
    activity_name: activity.name,
    type_uid: ENTITY_CLASS.uid * 100 + activity.id,
    type_name: `${ENTITY_CLASS.name}: ${activity.name}`,
    severity_id: severity.id,
    severity: severity.name,
    status_id: isAccepted ? 1 : 2,
    status: isAccepted ? 'Success' : 'Failure',
    ...(why === '' ? {} : { status_detail: why }),
    message: `policies-changed ${changeName({ commit, pull })}: ${path} ${verdict}`,
    ...factsOf(record, `${ledger.repository.id}/${seq}/${index}`, ledger),
    cloud: { provider: 'GCP' },
    actor: {
      app_name: 'Pullcord',
      app_uid: `pullcord/${ledger.installation}`,
      ...(author === null
        ? {}
        : { user: { name: author.login, ...(author.id === null ? {} : { uid: String(author.id) }) } }),
    },
    entity: { uid: path, name: path, type_id: 5, type: 'Policy', ...(blob === null ? {} : { version: blob }) },
    unmapped: {
      ...(pull === null ? {} : { pull_request: pull }),
      ...(evidence.pull === null ? {} : { pull_request_url: evidence.pull.url }),
      ...{ commit, verdict, approved_by: approvedBy },
    },
  };
}

/** The time and the origin of an event. */
function factsOf({ at, seq, kind, pull, tool }: LedgerRecord, uid: string, { installation, repository }: LedgerName) {
  return {
    time: toSeconds(at) * 1000,
    timezone_offset: 0,
    metadata: {
      version: OCSF_VERSION,
      profiles: ['cloud'],
      product: { name: 'Pullcord', vendor_name: 'Pullcord', version: tool.version },
      log_name: 'audit',
      uid,
      sequence: seq,
      event_code: kind,
      original_time: at,
      tenant_uid: installation,
      ...(pull === null ? {} : { correlation_uid: `${repository.name}#${pull}` }),
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
