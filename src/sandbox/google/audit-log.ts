import { rulesFor } from './resource-rules.ts';
import { authenticationInfo, type Principal } from './tokens.ts';
import type { PolicyChange, World } from './world.ts';

/**
 * Returns Google's own record of a setIamPolicy. It is in the Admin Activity log of the changed resource's container.
 */
export function auditEntry({ resource, at, reason, deltas }: PolicyChange, by: Principal, world: World): unknown {
  const container = containerOf(resource, world);
  const [collection = '', id = ''] = container.split('/');
  const kind = collection.replace(/s$/, '');
  const rules = rulesFor(resource);
  const name = resource.startsWith('buckets/') ? `projects/_/${resource}` : resource;
  const requestAttributes = { time: at, auth: {}, ...(reason === undefined ? {} : { reason }) };
  return {
    logName: `${container}/logs/cloudaudit.googleapis.com%2Factivity`,
    resource: { type: kind, labels: { [`${kind}_id`]: id } },
    severity: 'NOTICE',
    timestamp: at,
    protoPayload: {
      '@type': 'type.googleapis.com/google.cloud.audit.AuditLog',
      serviceName: rules?.service,
      methodName: rules?.method,
      resourceName: name,
      authenticationInfo: authenticationInfo(by),
      authorizationInfo: [
        {
          resource: name,
          permission: `${rules?.permissions ?? ''}.setIamPolicy`,
          granted: true,
          resourceAttributes: {},
        },
      ],
      requestMetadata: { requestAttributes, destinationAttributes: {} },
      serviceData: {
        '@type': 'type.googleapis.com/google.iam.v1.logging.AuditData',
        policyDelta: deltas.length === 0 ? {} : { bindingDeltas: deltas },
      },
      status: {},
    },
  };
}

export type LogType = 'ADMIN_READ' | 'ADMIN_WRITE' | 'DATA_READ' | 'DATA_WRITE';

/** One call to a service inside a project, allowed or denied. */
export interface ServiceCall {
  /** The project, folder or organization whose logs keep the call. */
  readonly container: string;
  readonly at: string;
  readonly service: string;
  readonly method: string;
  readonly resource: string;
  readonly permission: string;
  readonly logType: LogType;
  readonly granted: boolean;
}

/** PERMISSION_DENIED in `google.rpc.Code`. */
const permissionDenied = 7;

/** Returns a service's own record of a call: https://cloud.google.com/logging/docs/audit/understanding-audit-logs */
export function serviceAuditEntry(call: ServiceCall, by: Principal): unknown {
  const { container, at, service, method, resource, permission, logType, granted } = call;
  const log = logType === 'ADMIN_WRITE' ? 'activity' : 'data_access';
  return {
    logName: `${container}/logs/cloudaudit.googleapis.com%2F${log}`,
    resource: { type: 'audited_resource', labels: { service, method, project_id: container.split('/')[1] ?? '' } },
    severity: granted ? (log === 'activity' ? 'NOTICE' : 'INFO') : 'ERROR',
    timestamp: at,
    protoPayload: {
      '@type': 'type.googleapis.com/google.cloud.audit.AuditLog',
      serviceName: service,
      methodName: method,
      resourceName: resource,
      authenticationInfo: authenticationInfo(by),
      authorizationInfo: [
        { resource, permission, ...(granted ? { granted } : {}), permissionType: logType, resourceAttributes: {} },
      ],
      requestMetadata: { requestAttributes: { time: at, auth: {} }, destinationAttributes: {} },
      status: granted
        ? {}
        : { code: permissionDenied, message: `Permission '${permission}' denied on resource '${resource}'.` },
    },
  };
}

/** Returns the project, folder or organization that owns the log. */
function containerOf(resource: string, world: World): string {
  if (resource.startsWith('buckets/')) return world.find(resource)?.parent ?? resource;
  return resource.split('/').slice(0, 2).join('/');
}
