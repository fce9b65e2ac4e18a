import { authenticationInfo, type Principal } from './tokens.ts';
import type { PolicyChange } from './world.ts';

/** Google's own record of a setIamPolicy, as it stands in the Admin Activity log of the resource it changed. */
export function auditEntry({ resource, at, reason, deltas }: PolicyChange, by: Principal): unknown {
  const [collection = '', id = ''] = resource.split('/');
  const kind = collection.replace(/s$/, '');
  const requestAttributes = { time: at, auth: {}, ...(reason === undefined ? {} : { reason }) };
  return {
    logName: `${resource}/logs/cloudaudit.googleapis.com%2Factivity`,
    resource: { type: kind, labels: { [`${kind}_id`]: id } },
    severity: 'NOTICE',
    timestamp: at,
    protoPayload: {
      '@type': 'type.googleapis.com/google.cloud.audit.AuditLog',
      serviceName: 'cloudresourcemanager.googleapis.com',
      methodName: 'SetIamPolicy',
      resourceName: resource,
      authenticationInfo: authenticationInfo(by),
      authorizationInfo: [
        { resource, permission: `resourcemanager.${collection}.setIamPolicy`, granted: true, resourceAttributes: {} },
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
