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
  /** The one origin of a sandbox that serves all Google APIs. */
  readonly endpoint?: string;
  readonly pagerduty?: PagerDutySettings;
  /** A private key that signs the ledger, in PEM. */
  readonly ledgerKey?: string;
  readonly say: (line: string) => void;
  /** Waits some milliseconds between two tries. Rehearsals shorten it. */
  readonly pause?: (milliseconds: number) => Promise<void>;
}

/** Connects all outside services that a reconcile needs. */
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

/** Connects the signers: key versions in Cloud KMS by name, and the given private key if there is one. */
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

/** Makes half of the pause random, so that two runs that collided do not collide again. */
function jittered(milliseconds: number): number {
  return milliseconds / 2 + (Math.random() * milliseconds) / 2;
}

function sleep(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
