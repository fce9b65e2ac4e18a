import { serve, type Service } from '../http.ts';
import { createAllowPolicies } from './allow-policies.ts';
import { auditEntry } from './audit-log.ts';
import { denyRoutes } from './deny.ts';
import { GoogleError, toAnswer } from './errors.ts';
import { createActionsIdentity, type ActionsIdentity } from './identity.ts';
import { kmsRoutes } from './kms.ts';
import { createLogging } from './logging.ts';
import type { LogEntry } from './log-entry.ts';
import { normaliseMember } from './members.ts';
import { createSignIns, type UserCredentials } from './oauth.ts';
import { createQuota, PUBLISHED, type QuotaLimits } from './quota.ts';
import { rehearsalRoutes, resourceManagerRoutes } from './resource-manager.ts';
import { acme, administrator, granter, pool, principals, quarantiner, quarantinePool } from './seed.ts';
import { servicePolicyRoutes } from './service-policies.ts';
import { createStorage, type StoredObject } from './storage.ts';
import { tokenServiceRoutes, type Provider } from './sts.ts';
import { createTokens, toPrincipal } from './tokens.ts';
import { useRoutes } from './use.ts';
import { createWorld, type ResourceSeed, type World } from './world.ts';

export interface GoogleOptions {
  /** Seconds of sandbox time until testIamPermissions and `/sandbox/access` see a change. Default: 0. */
  readonly propagationSeconds?: number;
  /** Requests per minute, for each service and charged project. Default: Google's quota. */
  readonly quota?: QuotaLimits;
  /** Resources whose service accepts a condition but drops it from the binding, which is a fault. Default: none. */
  readonly losesConditionsOn?: readonly string[];
  /** Members that exist, besides Google's own agents. `any`: no member is looked up. Default: the people of acme. */
  readonly knownPrincipals?: readonly string[] | 'any';
  /** Default: the acme organization, whose granter trusts repository 700100. */
  readonly resources?: readonly ResourceSeed[];
  readonly provider?: Partial<Provider>;
  /** Number of versions of the ledger's key. Default: 1. */
  readonly keyVersions?: number;
}

/** A Google Cloud on loopback: Resource Manager, Logging, KMS, Storage, token exchange and impersonation under one origin. */
export interface Google {
  readonly origin: string;
  readonly service: Service;
  /** A token of the organization's owner. It is the only one that never expires. */
  readonly adminToken: string;
  /** Returns an access token of a member such as `user:alice@acme.example`. It is valid for an hour of sandbox time. */
  tokenFor(principal: string): string;
  /** Returns the credentials file of a person who signed in with gcloud. */
  credentialsFor(principal: string): UserCredentials;
  /** Deletes an account. From now on policies name it as deleted and do not accept it. */
  deleteAccount(member: string): void;
  /** Policies and their history, read without a check of permissions. */
  readonly world: World;
  /** Returns every written log entry, including duplicates. */
  logEntries(): readonly LogEntry[];
  /** The bucket of checkpoints. */
  readonly anchors: { objects(): readonly StoredObject[]; put(name: string, text: string): void };
  readonly identity: ActionsIdentity;
  readonly provider: Provider;
  /** The provider and the service account of the quarantine's own workflow. */
  readonly quarantine: { readonly provider: string; readonly serviceAccount: string };
  /** E-mail address of the service account that may read and write the production folder's policies. */
  readonly granter: string;
  close(): Promise<void>;
}

/** The granter's default provider. It admits the reconcile workflow of acme/access on main, in its environment. */
const defaultProvider: Provider = {
  name: `${pool}/providers/actions`,
  attributeCondition: [
    'assertion.repository_id == "700100"',
    'assertion.repository_owner_id == "900100"',
    'assertion.ref == "refs/heads/main"',
    'assertion.environment == "break-glass"',
    'assertion.event_name in ["push", "schedule", "workflow_dispatch"]',
    'assertion.workflow_ref == "acme/access/.github/workflows/reconcile.yml@refs/heads/main"',
  ].join(' && '),
  attributes: ['repository_id', 'repository_owner_id', 'ref', 'environment', 'event_name', 'workflow_ref'],
};

/** The quarantine's provider. It admits the quarantine workflow, started by hand, in its own environment. */
const quarantineProvider: Provider = {
  name: `${quarantinePool}/providers/actions`,
  attributeCondition: [
    'assertion.repository_id == "700100"',
    'assertion.repository_owner_id == "900100"',
    'assertion.ref == "refs/heads/main"',
    'assertion.environment == "pullcord-quarantine"',
    'assertion.event_name == "workflow_dispatch"',
    'assertion.workflow_ref == "acme/access/.github/workflows/quarantine.yml@refs/heads/main"',
  ].join(' && '),
  attributes: defaultProvider.attributes,
};

const oneHour = 3600;
/** The permanent number of a Google account. After a deletion only policies that named the account still show it. */
const DELETED_UID = '104711815011001000042';

/** Starts Google Cloud on a free port (or `port`) of 127.0.0.1. @param now sandbox time in milliseconds */
export async function startGoogle(settings: {
  readonly now: () => number;
  readonly port?: number;
  readonly options?: GoogleOptions;
}): Promise<Google> {
  const { now, options = {} } = settings;
  let origin = '';
  const world = createWorld(options.resources ?? acme('700100'), now);
  const tokens = createTokens(now);
  const identity = createActionsIdentity(() => origin, now);
  const logging = createLogging({ world, tokens, now });
  const storage = createStorage({ world, tokens, now });
  const signIns = createSignIns(tokens);
  const provider = { ...defaultProvider, ...options.provider };
  const known = options.knownPrincipals === 'any' ? undefined : new Set(options.knownPrincipals ?? principals);
  const propagation = (options.propagationSeconds ?? 0) * 1000;
  const policies = createAllowPolicies({
    world,
    tokens,
    now,
    known,
    propagation,
    losesConditionsOn: options.losesConditionsOn ?? [],
    quota: createQuota(options.quota ?? PUBLISHED, now),
    changed: (change, by) => logging.append(auditEntry(change, by, world)),
  });
  const service = await serve({
    routes: [
      ...tokenServiceRoutes({ world, tokens, now, identity, providers: [provider, quarantineProvider] }),
      ...resourceManagerRoutes(policies),
      ...servicePolicyRoutes(policies),
      ...rehearsalRoutes(policies, { world, now, propagation }),
      ...denyRoutes({ world, tokens, now }),
      ...logging.routes,
      ...kmsRoutes({ world, tokens, now, versions: options.keyVersions ?? 1 }),
      ...storage.routes,
      ...useRoutes({ world, tokens, now, log: (entry) => logging.append(entry) }),
      ...identity.routes,
      ...signIns.routes,
    ],
    now,
    ...(settings.port === undefined ? {} : { port: settings.port }),
    notFound: ({ method, url }) =>
      toAnswer(new GoogleError('NOT_FOUND', `Method not found: ${method} ${url.pathname}`)),
    failed: toAnswer,
  });
  origin = service.origin;
  return {
    origin,
    service,
    adminToken: tokens.issue(toPrincipal(administrator), undefined).value,
    tokenFor: (principal) => tokens.issue(toPrincipal(normaliseMember(principal)), oneHour).value,
    credentialsFor: (principal) => signIns.credentialsFor(toPrincipal(normaliseMember(principal))),
    deleteAccount(member) {
      known?.delete(member);
      world.forget(member, DELETED_UID);
    },
    world,
    logEntries: () => logging.entries(),
    anchors: storage,
    identity,
    provider,
    quarantine: { provider: quarantineProvider.name, serviceAccount: quarantiner },
    granter,
    close: () => service.close(),
  };
}
