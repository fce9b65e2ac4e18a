import type { AuthClient } from 'google-auth-library';
import type { AuditLogs, EntriesRead } from '../core/ports.ts';
import { failureOf, parseJson, send } from './google/request.ts';
import { readWithRetries, type Pause } from './google/retry.ts';
import { serviceUrls } from './google/service-urls.ts';

export interface AuditLogsOptions {
  readonly auth: AuthClient;
  readonly endpoint?: string;
  /** Receives one line before each retry of a read. */
  readonly log?: (line: string) => void;
  readonly pause?: Pause;
  /** Milliseconds for one exchange, its access token included. */
  readonly timeout?: number;
}

const TIMEOUT = 20_000;
/** Maximum number of entries in one answer of Cloud Logging. */
const LARGEST_PAGE = 1000;
const RESOURCE = /^(?:projects|folders|organizations)\/[a-z0-9][a-z0-9.:-]*$/i;
/** Statuses after which a later try may succeed. */
const PASSING = new Set([408, 429, 500, 502, 503, 504]);

/**
 * Connects to the audit logs over plain REST. A read is one POST and a page token, so it does not need Google's client of
 * megabytes. The quota is 60 reads a minute and project. So pages have the largest size, and a 429 is retried later.
 * https://cloud.google.com/logging/docs/reference/v2/rest/v2/entries/list
 */
export function connectAuditLogs({ auth, endpoint, log, pause, timeout = TIMEOUT }: AuditLogsOptions): AuditLogs {
  const url = `${serviceUrls(endpoint).logging}/v2/entries:list`;

  async function readPage(body: object, what: string): Promise<Page | Extract<EntriesRead, { kind: 'unread' }>> {
    const outcome = await readWithRetries((limit) => send(auth, { url, body, timeout: Math.min(timeout, limit) }), {
      what,
      log,
      pause,
    });
    switch (outcome.kind) {
      case 'unsent':
        return { kind: 'unread', sentence: outcome.sentence, lasting: outcome.lasting };
      case 'silent':
        return { kind: 'unread', sentence: outcome.sentence, lasting: false };
      case 'answered':
        if (outcome.status !== 200)
          return {
            kind: 'unread',
            sentence: failureOf(outcome.status, outcome.text),
            lasting: !PASSING.has(outcome.status),
          };
        return toPage(parseJson(outcome.text));
    }
  }

  return {
    async read(resource, filter, most, order = 'oldest first') {
      if (!RESOURCE.test(resource))
        return { kind: 'unread', sentence: `${resource} is not a project, folder or organization`, lasting: true };
      const entries: unknown[] = [];
      let pageToken: string | undefined;
      do {
        const pageSize = Math.min(LARGEST_PAGE, most - entries.length);
        const body = {
          resourceNames: [resource],
          filter,
          orderBy: order === 'oldest first' ? 'timestamp asc' : 'timestamp desc',
          pageSize,
          ...(pageToken === undefined ? {} : { pageToken }),
        };
        const page = await readPage(body, `the audit logs of ${resource}`);
        if (page.kind === 'unread') return page;
        entries.push(...page.entries);
        pageToken = page.next;
      } while (pageToken !== undefined && entries.length < most);
      return { kind: 'read', entries: entries.slice(0, most), complete: pageToken === undefined };
    },
  };
}

interface Page {
  readonly kind: 'page';
  readonly entries: readonly unknown[];
  readonly next: string | undefined;
}

/** Parses a page. A truncated answer, or one of another shape, is not an empty page. */
function toPage(value: unknown): Page | Extract<EntriesRead, { kind: 'unread' }> {
  const { entries = [], nextPageToken = '' } = (
    typeof value === 'object' && value !== null && !Array.isArray(value) ? value : { entries: null }
  ) as { entries?: unknown; nextPageToken?: unknown };
  if (!Array.isArray(entries) || typeof nextPageToken !== 'string')
    return { kind: 'unread', sentence: 'Cloud Logging answered without a list of entries', lasting: false };
  return { kind: 'page', entries: entries as unknown[], next: nextPageToken === '' ? undefined : nextPageToken };
}
