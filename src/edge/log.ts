import type { AuthClient } from 'google-auth-library';
import type { LogEntry, OutsideLog } from '../core/ports.ts';
import { toSeconds } from '../core/time.ts';
import { within } from './google/deadline.ts';
import { serviceUrls } from './google/service-urls.ts';
import { toStruct } from './google/struct.ts';
import { errorText } from './google/error-text.ts';

export interface LogOptions {
  readonly auth: AuthClient;
  /** Project id that holds the log. */
  readonly project: string;
  /** The log's name within the project. */
  readonly name: string;
  readonly endpoint?: string;
  /** Milliseconds for one write, retries included. */
  readonly timeout?: number;
}

/** The part of the generated client that this file uses. The package exports it untyped. */
interface LoggingClient {
  writeLogEntries(request: object, options: object): Promise<unknown>;
}

const TIMEOUT = 10_000;

/**
 * Connects to the log outside GitHub, in Cloud Logging. The client is Google's generated one, which
 * `@google-cloud/logging` exports. The simpler `Log` on top of it adds its own entry about the library and hides partial
 * failures. The client uses REST, so that the same code runs against the sandbox. It is large, so the first write loads it.
 */
export function connectLog({ auth, project, name, endpoint, timeout = TIMEOUT }: LogOptions): OutsideLog {
  const url = new URL(serviceUrls(endpoint).logging);
  const logName = `projects/${project}/logs/${encodeURIComponent(name)}`;
  let loading: Promise<LoggingClient> | undefined;

  return {
    async write(entries) {
      if (entries.length === 0) return { outcome: 'written' };
      try {
        const request = {
          logName,
          resource: { type: 'global', labels: { project_id: project } },
          entries: entries.map(toApi),
          partialSuccess: false,
        };
        loading ??= load(auth, url);
        const client = await loading;
        await within(timeout, 'the answer', client.writeLogEntries(request, { retry: retryWithin(timeout) }));
        return { outcome: 'written' };
      } catch (error) {
        return { outcome: 'failed', sentence: `log ${logName}: ${errorText(error)}` };
      }
    },
  };
}

async function load(auth: AuthClient, url: URL): Promise<LoggingClient> {
  // The whole CommonJS module, because its names are not importable after bundling.
  const { default: logging } = (await import('@google-cloud/logging')) as unknown as {
    default: { v2: { LoggingServiceV2Client: new (options: object) => LoggingClient } };
  };
  return new logging.v2.LoggingServiceV2Client({
    authClient: auth,
    fallback: true,
    protocol: url.protocol.slice(0, -1),
    servicePath: url.hostname,
    port: Number(url.port === '' ? 443 : url.port),
  });
}

function toApi({ insertId, timestamp, severity, labels, payload }: LogEntry): object {
  return {
    insertId,
    timestamp: { seconds: toSeconds(timestamp), nanos: 0 },
    severity,
    labels,
    jsonPayload: toStruct(payload),
  };
}

/** Returns the retry settings. Entries carry ids, so a retry is harmless. Codes: DEADLINE_EXCEEDED and UNAVAILABLE. */
function retryWithin(total: number): object {
  return {
    retryCodes: [4, 14],
    backoffSettings: {
      initialRetryDelayMillis: 200,
      retryDelayMultiplier: 2,
      maxRetryDelayMillis: 2000,
      initialRpcTimeoutMillis: total / 2,
      rpcTimeoutMultiplier: 1,
      maxRpcTimeoutMillis: total / 2,
      totalTimeoutMillis: total,
    },
  };
}
