import type { Answer, Call, Route } from '../http.ts';
import { decideAccess } from './access.ts';
import { serviceAuditEntry, type LogType, type ServiceCall } from './audit-log.ts';
import { denied, invalid } from './errors.ts';
import { readList, readObject, readString } from './json.ts';
import type { Principal, Tokens } from './tokens.ts';
import type { Resource, World } from './world.ts';

/** The log of data access holds every type except `ADMIN_WRITE`. That type is always written, to the activity log. */
const types: ReadonlySet<string> = new Set(['ADMIN_READ', 'ADMIN_WRITE', 'DATA_READ', 'DATA_WRITE']);

/**
 * Simulates a call to any Google service with the caller's own token. The services do not exist here; only IAM's
 * decision and the audit logs' entry are simulated.
 * The call is `POST /sandbox/use` with `permission`, `method`, `service`, `resource`, its `type` and its `logType`. A
 * `project` is needed if the resource's name does not contain it.
 */
export function useRoutes(options: {
  readonly world: World;
  readonly tokens: Tokens;
  readonly now: () => number;
  /** Receives each entry for the audit logs. */
  readonly log: (entry: unknown) => void;
}): Route[] {
  const { world, tokens, now, log } = options;

  function use(call: Call): Answer {
    const principal = tokens.caller(call);
    const body = readObject(call.body, 'body');
    const read = (field: string): string => {
      const value = readString(body[field], field);
      if (value === '') throw invalid(`${field} is required.`);
      return value;
    };
    const name = read('resource');
    const container = readString(body['project'], 'project') || name.split('/').slice(0, 2).join('/');
    const [permission, service, logType] = [read('permission'), read('service'), read('logType')];
    if (!types.has(logType)) throw invalid(`logType must be one of ${[...types].join(', ')}.`);
    const resource = world.find(container);
    if (resource === undefined) throw denied(permission, service, container);
    const circumstances = { at: now(), resource: { name, type: read('type'), service } };
    const { granted } = decideAccess(world, { principal, permission, on: resource.name, circumstances });
    const about: ServiceCall = {
      container: resource.name,
      at: new Date(now()).toISOString(),
      service,
      method: read('method'),
      resource: name,
      permission,
      logType: logType as LogType,
      granted,
    };
    if (isLogged(world, resource, principal, about)) log(serviceAuditEntry(about, principal));
    if (!granted) throw denied(permission, service, name);
    return { status: 200, body: {} };
  }

  return [{ operation: 'POST /sandbox/use', handle: use }];
}

/** Audit configurations from the resource up to its organization add up. An exemption in any of them exempts. */
function isLogged(world: World, resource: Resource, { member }: Principal, { service, logType }: ServiceCall): boolean {
  if (logType === 'ADMIN_WRITE') return true;
  const configured = lineage(world, resource)
    .flatMap(({ name }) => readList(world.policyOf(name)['auditConfigs'], 'auditConfigs'))
    .map((config) => readObject(config, 'auditConfigs'))
    .filter((config) => config['service'] === 'allServices' || config['service'] === service)
    .flatMap((config) => readList(config['auditLogConfigs'], 'auditLogConfigs'))
    .map((config) => readObject(config, 'auditLogConfigs'))
    .filter((config) => config['logType'] === logType);
  return (
    configured.length > 0 &&
    !configured.some((config) => readList(config['exemptedMembers'], 'exemptedMembers').includes(member))
  );
}

function lineage(world: World, resource: Resource): readonly Resource[] {
  const parent = resource.parent === undefined ? undefined : world.find(resource.parent);
  return parent === undefined ? [resource] : [resource, ...lineage(world, parent)];
}
