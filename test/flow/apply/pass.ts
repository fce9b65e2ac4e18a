import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, expect } from 'vitest';
import type { Grant } from '../../../src/core/grant/grant.ts';
import type { DesiredGrant } from '../../../src/core/plan/phase.ts';
import type { Draft } from '../../../src/core/ledger/record.ts';
import { extend } from '../../../src/core/ledger/extend.ts';
import { indexRecords, type LedgerIndex } from '../../../src/core/ledger/ledger-index.ts';
import { EMPTY_TREE } from '../../../src/core/ledger/tree-head.ts';
import { connectHistory } from '../../../src/edge/actors.ts';
import { tokenCredentials } from '../../../src/edge/google/credentials.ts';
import { connectIam } from '../../../src/edge/iam.ts';
import { applyGrants, applyRevocations } from '../../../src/flow/apply/apply.ts';
import type { Applied, ApplyInputs } from '../../../src/flow/apply/inputs.ts';
import type { Ports } from '../../../src/core/ports.ts';
import type { GoogleOptions } from '../../../src/sandbox/google/google.ts';
import { draft, GENESIS, numbered, OWNER, PROJECT, VIEWER } from '../../core/build.ts';
import { errorsIn, noticesIn } from '../../support/messages.ts';
import { readPolicy, startSandboxGoogle, type PolicyBody, type Sandbox } from '../../sandbox/google/client.ts';

/*
 * The passes over IAM, against the sandbox's Google over the product's own edges. GitHub's side is what a run observed,
 * given here as the value it is.
 */
const HEAD = 'head0fma1n';
export const GHOST = 'user:ghost@acme.example';

/** The sandbox of the test that runs. */
export let sandbox: Sandbox;

/** One sandbox for each test of the file. */
export function eachInItsSandbox(): void {
  beforeEach(() => open());
  afterEach(() => sandbox.google.close());
}

async function open(options?: GoogleOptions): Promise<void> {
  sandbox = await startSandboxGoogle(options);
}

export async function reopen(options: GoogleOptions): Promise<void> {
  await sandbox.google.close();
  await open(options);
}

export function world(drafts: readonly Draft[] = []): Ports {
  const { google } = sandbox;
  const at = { auth: tokenCredentials(google.tokenFor(`serviceAccount:${google.granter}`)), endpoint: google.origin };
  const state = { id: OWNER.repository, name: 'acme/access', defaultBranch: 'main', head: HEAD };
  const unasked = () => Promise.reject(new Error('nothing is asked of this here'));
  return {
    repository: {
      repository: () => Promise.resolve(state),
      overview: unasked,
      time: () => instant(),
      documents: unasked,
      pin: unasked,
      requestFiles: unasked,
      mainline: unasked,
      lastChange: unasked,
      gather: unasked,
      gatherChange: unasked,
      contains: unasked,
    },
    ledger: {
      read: () => {
        const [last] = extend(EMPTY_TREE, [GENESIS, ...drafts]).files;
        const genesis = last?.text.split('\n')[0];
        return Promise.resolve({
          kind: 'read',
          head: HEAD,
          line: [{ oid: HEAD, parents: [], checkpoint: undefined }],
          checkpoint: undefined,
          snapshot: undefined,
          last,
          genesis,
          keyProofs: [],
        });
      },
      shards: unasked,
      noteOver: unasked,
      activity: unasked,
      append: unasked,
    },
    iam: connectIam({ ...at, pause: () => sleep(1) }),
    history: connectHistory(at),
    auditLogs: { read: unasked },
    signers: () => [],
    openBucket: () => ({ create: unasked, list: unasked, read: unasked }),
    gate: { rulesOf: unasked },
    incidents: { issue: unasked, pagerduty: unasked },
    comments: { since: unasked, team: unasked },
    issues: { ours: unasked, open: unasked, comment: unasked, change: unasked },
    reviews: { ofPull: unasked, conversation: unasked, standings: unasked },
    openLog: () => ({ write: unasked }),
    pause: () => sleep(1),
  };
}

export function instant(): string {
  return `${new Date(sandbox.now()).toISOString().slice(0, 19)}Z`;
}

/** The inputs of a pass, and its resources. */
export interface PassInputs extends ApplyInputs {
  readonly resources: readonly string[];
  readonly index: LedgerIndex;
}

/** What a run observes when these grants are decided; `drafts` are on record. */
export function inputsOf(grants: readonly Grant[], drafts: readonly Draft[] = []): PassInputs {
  const index = indexRecords(numbered([GENESIS, ...drafts]));
  return {
    owner: OWNER,
    repositoryName: 'acme/access',
    resources: all(grants),
    roles: new Set([VIEWER]),
    desired: grants.map((one): DesiredGrant => ({ pull: one.pull, is: 'approved', grant: one })),
    onRecord: index,
    index,
    readAt: { head: HEAD, ledger: HEAD },
  };
}

/** A pass with the sentences of its messages. */
const told = (applied: Applied) => ({ ...applied, errors: errorsIn(applied), notices: noticesIn(applied) });

export const revoke = async (ports: Ports, inputs: PassInputs) =>
  told(await applyRevocations(ports, inputs, inputs.resources));

export const give = async (ports: Ports, inputs: PassInputs, grants: readonly Grant[]) =>
  told(await applyGrants(ports, inputs, grants));

const all = (grants: readonly Grant[]) => [
  ...new Set(grants.flatMap(({ access }) => access.map(({ resource }) => resource))),
];
export const giveAll = (grants: readonly Grant[]) => give(world(), inputsOf(grants), grants);

export async function titles(path = `/v3/${PROJECT}`): Promise<readonly string[]> {
  const { bindings = [] } = await readPolicy(sandbox, path);
  return bindings.flatMap(({ condition }) =>
    condition?.title.startsWith('pullcord/') === true ? [condition.title] : [],
  );
}

export const title = (pull: number) => `pullcord/acme/${pull}`;
export const writes = () => sandbox.google.world.history().length;

/** Somebody edits the IAM policy by hand, as the administrator. */
export async function byHand(
  edit: (bindings: NonNullable<PolicyBody['bindings']>) => PolicyBody['bindings'],
): Promise<void> {
  const policy = await readPolicy(sandbox, `/v3/${PROJECT}`);
  const { status } = await sandbox.call('POST', `/v3/${PROJECT}:setIamPolicy`, {
    policy: { ...policy, version: 3, bindings: edit(policy.bindings ?? []) },
  });
  expect(status).toBe(200);
}

/** What goes on record for grants that were given. */
export function onRecord(grants: readonly Grant[]): readonly Draft[] {
  return grants.map((one) =>
    draft({
      pull: one.pull,
      grant: one,
      bindings: one.access.map(({ resource, role }) => ({
        resource,
        role,
        before: [],
        after: [],
        unconditionalBefore: [],
      })),
    }),
  );
}
