import resourceManager from '@google-cloud/resource-manager';
import { afterEach, describe, expect, it } from 'vitest';
import type { RawPolicy } from '../../src/core/grant/iam-policy.ts';
import type { LogEntry } from '../../src/core/ports.ts';
import { actionsCredentials, tokenCredentials } from '../../src/edge/google/credentials.ts';
import { connectIam } from '../../src/edge/iam.ts';
import { connectLog } from '../../src/edge/log.ts';
import { startGoogle, type Google } from '../../src/sandbox/google/google.ts';
import type { Exchange } from '../../src/sandbox/http.ts';
import { RECONCILE_JOB } from '../sandbox/google/client.ts';

const PROJECT = 'projects/acme-orders-prod';
const FOLDER = 'folders/800000000001';
const ORGANIZATION = 'organizations/900000000001';
const START = Date.parse('2026-11-24T02:17:00Z');
const REASON = 'https://github.com/acme/access/pull/42';
const BINDING = {
  role: 'roles/cloudsql.viewer',
  members: ['user:alice@acme.example'],
  condition: {
    title: 'pullcord/acme/42',
    description: 'repository 700100 https://github.com/acme/access/pull/42',
    expression: 'request.time >= timestamp("2026-11-24T02:17:00Z") && request.time < timestamp("2026-11-24T04:17:00Z")',
  },
};

let sandboxes: Google[] = [];
afterEach(async () => {
  await Promise.all(sandboxes.map((google) => google.close()));
  sandboxes = [];
});

async function sandbox(): Promise<Google> {
  const google = await startGoogle({ now: () => START });
  sandboxes.push(google);
  return google;
}

/** Reads and replaces IAM policies, by our edge or by Google's own client. */
interface Hand {
  read(resource: string): Promise<RawPolicy>;
  write(resource: string, policy: RawPolicy): Promise<'written' | 'conflict'>;
}

function edge({ origin, adminToken }: Google): Hand {
  const iam = connectIam({ auth: tokenCredentials(adminToken), endpoint: origin });
  return {
    async read(resource) {
      const result = await iam.read(resource);
      if ('unreadable' in result) throw new Error(result.unreadable);
      return result.policy;
    },
    async write(resource, policy) {
      const result = await iam.write(resource, policy, REASON);
      if (result.outcome !== 'written' && result.outcome !== 'conflict') throw new Error(result.outcome);
      return result.outcome;
    },
  };
}

function googles({ origin, adminToken }: Google): Hand {
  const { hostname, port } = new URL(origin);
  const authClient = tokenCredentials(adminToken) as never;
  const options = { fallback: true, protocol: 'http', servicePath: hostname, port: Number(port), authClient };
  const { ProjectsClient, FoldersClient, OrganizationsClient } = resourceManager.v3;
  const clients = {
    projects: new ProjectsClient(options),
    folders: new FoldersClient(options),
    organizations: new OrganizationsClient(options),
  };
  const clientOf = (resource: string) => clients[resource.split('/')[0] as keyof typeof clients];
  return {
    async read(resource) {
      const [policy] = await clientOf(resource).getIamPolicy({ resource, options: { requestedPolicyVersion: 3 } });
      return policy as unknown as RawPolicy;
    },
    async write(resource, policy) {
      try {
        const headers = { 'x-goog-request-reason': REASON };
        await clientOf(resource).setIamPolicy({ resource, policy: policy as never }, { otherArgs: { headers } });
        return 'written';
      } catch (error) {
        if ((error as { code?: unknown }).code === 409) return 'conflict';
        throw error;
      }
    },
  };
}

/** Grants in three places, one of them twice from the same reading, and revokes: everything a run does to IAM. */
async function scenario(hand: Hand): Promise<string[]> {
  const outcomes: string[] = [];
  for (const resource of [PROJECT, FOLDER, ORGANIZATION]) {
    const before = await hand.read(resource);
    const wanted = { ...before, version: 3, bindings: [...(before.bindings ?? []), BINDING] };
    outcomes.push(await hand.write(resource, wanted));
  }
  const stale = await hand.read(PROJECT);
  const rest = (stale.bindings ?? []).filter(
    ({ role, condition }) => role !== BINDING.role || condition?.title !== BINDING.condition.title,
  );
  outcomes.push(await hand.write(PROJECT, { ...stale, version: 3, bindings: rest }));
  outcomes.push(await hand.write(PROJECT, { ...stale, version: 3 }));
  return outcomes;
}

async function play(handOf: (google: Google) => Hand) {
  const google = await sandbox();
  const exchanges: Exchange[] = [];
  google.service.exchanges.subscribe((exchange) => exchanges.push(exchange));
  const outcomes = await scenario(handOf(google));
  return {
    outcomes,
    sent: exchanges.map(({ call }) => ({
      operation: call.operation,
      params: call.params,
      body: meaningOf(call.body),
      reason: call.operation.endsWith(':setIamPolicy') ? call.headers['x-goog-request-reason'] : undefined,
    })),
    answered: exchanges.map(({ answer }) => answer.status),
    held: [PROJECT, FOLDER, ORGANIZATION].map((resource) => google.world.policyOf(resource)),
    changes: google.world.history().map(({ resource, reason, deltas }) => ({ resource, reason, deltas })),
  };
}

describe("our edge beside Google's own clients", () => {
  it('sends requests that mean the same, and leaves the same state', async () => {
    const ours = await play(edge);
    const theirs = await play(googles);
    expect(ours.outcomes).toEqual(['written', 'written', 'written', 'written', 'conflict']);
    expect(ours.sent.length).toBe(9);
    expect(ours).toEqual(theirs);
  });

  it('leaves what is not ours exactly as it was', async () => {
    const google = await sandbox();
    const before = google.world.policyOf(PROJECT);
    await scenario(edge(google));
    expect({ ...google.world.policyOf(PROJECT), etag: '' }).toEqual({ ...before, etag: '' });
    expect(before).toHaveProperty('auditConfigs');
    expect(before.bindings.some(({ condition }) => condition !== undefined)).toBe(true);
  });
});

describe('a job on main', () => {
  function signedIn(google: Google, more: Record<string, string> = {}) {
    return actionsCredentials({
      provider: google.provider.name,
      serviceAccount: google.granter,
      endpoint: google.origin,
      idToken: (aud) => Promise.resolve(google.identity.mint({ ...RECONCILE_JOB, ...more, aud })),
    });
  }

  it('reads, grants as the service account with its reason in the audit log, and learns the time', async () => {
    const google = await sandbox();
    const iam = connectIam({ auth: signedIn(google), endpoint: google.origin });
    const read = await iam.read(PROJECT);
    if ('unreadable' in read) throw new Error(read.unreadable);
    const wanted = { ...read.policy, version: 3, bindings: [...(read.policy.bindings ?? []), BINDING] };
    expect((await iam.write(PROJECT, wanted, REASON)).outcome).toBe('written');
    expect(google.world.history(PROJECT)).toMatchObject([
      { principal: `serviceAccount:${google.granter}`, reason: REASON },
    ]);
    expect(iam.time()).toBe('2026-11-24T02:17:00Z');
  });

  it('is told by sentence when the provider does not admit it, and nothing is written', async () => {
    const google = await sandbox();
    const auth = signedIn(google, { ref: 'refs/heads/evil' });
    const result = await connectIam({ auth, endpoint: google.origin }).write(PROJECT, { etag: 'x' }, REASON);
    expect(result).toMatchObject({ outcome: 'refused' });
    expect(JSON.stringify(result)).toContain('rejected by the attribute condition');
    expect(google.world.history()).toEqual([]);
  });

  it('writes its entries to the log, where one sent twice is one', async () => {
    const google = await sandbox();
    const log = connectLog({
      auth: signedIn(google),
      endpoint: google.origin,
      project: 'acme-audit',
      name: 'pullcord',
    });
    const entry: LogEntry = {
      insertId: 'intent-42',
      timestamp: '2026-11-24T02:17:00Z',
      severity: 'NOTICE',
      labels: { pull: '42' },
      payload: { event: 'intent', roles: ['roles/cloudsql.viewer'] },
    };
    expect(await log.write([entry])).toEqual({ outcome: 'written' });
    expect(await log.write([entry])).toEqual({ outcome: 'written' });
    const written = google.logEntries().filter(({ logName }) => logName === 'projects/acme-audit/logs/pullcord');
    expect(written).toHaveLength(2);
    expect(new Set(written.map(({ insertId, timestamp }) => `${insertId} ${timestamp}`)).size).toBe(1);
    expect(written[0]).toMatchObject({ severity: 'NOTICE', labels: { pull: '42' }, jsonPayload: entry.payload });
  });

  it('cannot log where it may not', async () => {
    const google = await sandbox();
    const log = connectLog({ auth: signedIn(google), endpoint: google.origin, project: 'acme-ops', name: 'pullcord' });
    const result = await log.write([
      { insertId: 'i', timestamp: '2026-11-24T02:17:00Z', severity: 'INFO', labels: {}, payload: {} },
    ]);
    expect(result).toMatchObject({
      outcome: 'failed',
      sentence: expect.stringContaining('logging.logEntries.create') as string,
    });
  });
});

const LOG_TYPES = ['LOG_TYPE_UNSPECIFIED', 'ADMIN_READ', 'DATA_WRITE', 'DATA_READ'];

/** What protocol buffers take a JSON message to say: a field at its default is a field left out, an enum has a number and a name. */
function meaningOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(meaningOf);
  if (typeof value !== 'object' || value === null) return value;
  const fields = Object.entries(value)
    .map(
      ([name, field]) =>
        [name, name === 'logType' && typeof field === 'number' ? LOG_TYPES[field] : meaningOf(field)] as const,
    )
    .filter(([, field]) => field !== null && field !== '' && !(Array.isArray(field) && field.length === 0));
  return Object.fromEntries(fields);
}
