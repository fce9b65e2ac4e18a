import type { AuthClient } from 'google-auth-library';
import { connectHistory } from './edge/actors.ts';
import { connectIam } from './edge/iam.ts';
import { connectIncidents, type PagerDutySettings } from './edge/incidents.ts';
import { issueTracker } from './edge/issues.ts';
import { connectLog } from './edge/log.ts';
import { ledgerBranch } from './edge/ledger.ts';
import { commentsReader } from './edge/github/comments.ts';
import { connectBucket } from './edge/bucket.ts';
import { fileSigners, kmsSigner } from './edge/signer.ts';
import { connectAuditLogs } from './edge/usage.ts';
import { evidenceReader } from './edge/github/evidence.ts';
import { gateReader } from './edge/github/gate.ts';
import { repositoryReader } from './edge/github/repository.ts';
import type { GitHub } from './edge/github/client.ts';
import type { Ports, Signer } from './core/ports.ts';

export interface Connections {
  readonly github: GitHub;
  readonly repository: { readonly owner: string; readonly name: string };
  readonly auth: AuthClient;
  /** One origin that serves every Google API: a sandbox. */
  readonly endpoint?: string;
  readonly pagerduty?: PagerDutySettings;
  /** A key of its own that signs the ledger, in PEM. */
  readonly ledgerKey?: string;
  readonly say: (line: string) => void;
  /** Waits this many milliseconds between two tries; rehearsals shorten it. */
  readonly pause?: (milliseconds: number) => Promise<void>;
}

/** The outside as reconcile needs it, from the edges. */
export function connectWorld({ github, repository, auth, say, pagerduty, ledgerKey, ...at }: Connections): Ports {
  const { pause = sleep } = at;
  const tracker = issueTracker(github, repository);
  return {
    repository: {
      ...repositoryReader(github, repository),
      ...evidenceReader(github, repository),
      time: github.time,
    },
    gate: gateReader(github, repository),
    iam: connectIam({ auth, ...at, log: say }),
    history: connectHistory({ auth, ...at }),
    ledger: ledgerBranch(github, repository),
    issues: tracker,
    reviews: tracker,
    incidents: connectIncidents(github, { ...pagerduty, pause }),
    comments: commentsReader(github, repository),
    auditLogs: connectAuditLogs({ auth, ...at, log: say }),
    signers: connectSigners({ auth, ledgerKey, log: say, ...at }),
    openBucket: (bucket) => connectBucket({ auth, bucket, ...at, log: say }),
    openLog: (config) => connectLog({ auth, ...config, ...at }),
    pause: (attempt) => pause(jittered(Math.min(8000, 250 * 2 ** attempt))),
  };
}

/** Key versions in Cloud KMS by their names, and the key that was given, if one was. */
export function connectSigners({
  auth,
  ledgerKey,
  ...at
}: {
  readonly auth: AuthClient;
  readonly ledgerKey?: string | undefined;
  readonly endpoint?: string;
  readonly log: (line: string) => void;
  readonly pause?: (milliseconds: number) => Promise<void>;
}): (kms: readonly string[]) => readonly Signer[] {
  const given = ledgerKey === undefined || ledgerKey === '' ? [] : fileSigners(ledgerKey);
  return (kms) => [...kms.map((version) => kmsSigner({ auth, version, ...at })), ...given];
}

/** Half of it fixed, half random: runs that collided do not collide again in step. */
function jittered(milliseconds: number): number {
  return milliseconds / 2 + (Math.random() * milliseconds) / 2;
}

function sleep(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
