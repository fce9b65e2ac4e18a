import type { AuthClient } from 'google-auth-library';
import type { Bucket } from '../core/ports.ts';
import { readWithRetries, type Pause } from './google/retry.ts';
import { exchange, failureOf, parseJson, type Exchange, type CallResult } from './google/request.ts';
import { serviceUrls } from './google/service-urls.ts';

export interface BucketOptions {
  readonly auth: AuthClient;
  readonly bucket: string;
  readonly endpoint?: string;
  readonly log?: (line: string) => void;
  readonly pause?: Pause;
  /** Milliseconds for one exchange, its access token included. */
  readonly timeout?: number;
}

const TIMEOUT = 10_000;
const MOST = 1000;

/**
 * Connects to a bucket: https://docs.cloud.google.com/storage/docs/json_api/v1/objects. `ifGenerationMatch=0` creates an
 * object only if there is none. Otherwise Google answers 412.
 */
export function connectBucket({ auth, bucket, endpoint, log, pause, timeout = TIMEOUT }: BucketOptions): Bucket {
  const url = serviceUrls(endpoint).storage;
  const objects = `storage/v1/b/${encodeURIComponent(bucket)}/o`;
  const ask = (what: string, request: Omit<Exchange, 'timeout'>): Promise<CallResult> =>
    readWithRetries((limit) => exchange(auth, { ...request, timeout: Math.min(timeout, limit) }), { what, log, pause });

  return {
    async create(name, text) {
      const query = new URLSearchParams({ uploadType: 'media', name, ifGenerationMatch: '0' });
      const outcome = await ask(name, {
        method: 'POST',
        url: `${url}/upload/${objects}?${query.toString()}`,
        headers: { 'content-type': 'text/plain; charset=utf-8' },
        body: text,
      });
      if (outcome.kind !== 'answered') return { outcome: 'failed', sentence: outcome.sentence };
      if (outcome.status === 200) return { outcome: 'created' };
      return outcome.status === 412
        ? { outcome: 'exists' }
        : { outcome: 'failed', sentence: failureOf(outcome.status, outcome.text) };
    },
    async read(name) {
      const outcome = await ask(name, {
        method: 'GET',
        url: `${url}/${objects}/${encodeURIComponent(name)}?alt=media`,
      });
      if (outcome.kind !== 'answered') return { unread: outcome.sentence };
      return outcome.status === 200 ? { text: outcome.text } : { unread: failureOf(outcome.status, outcome.text) };
    },
    async list(prefix, first) {
      const query = new URLSearchParams({
        prefix,
        startOffset: first,
        maxResults: String(MOST),
        fields: 'items(name),nextPageToken',
      });
      const outcome = await ask(prefix, { method: 'GET', url: `${url}/${objects}?${query.toString()}` });
      if (outcome.kind !== 'answered') return { unread: outcome.sentence };
      if (outcome.status !== 200) return { unread: failureOf(outcome.status, outcome.text) };
      const names = namesIn(parseJson(outcome.text));
      return names === undefined ? { unread: 'Google did not answer with a complete list of objects' } : { names };
    },
  };
}

function namesIn(value: unknown): readonly string[] | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  const { items = [], nextPageToken } = value as { items?: unknown; nextPageToken?: unknown };
  // An empty page with others after it is not an empty list.
  if (!Array.isArray(items) || (items.length === 0 && nextPageToken !== undefined)) return undefined;
  const names = items.map((item: unknown) => (item as { name?: unknown } | null)?.name);
  return names.every((name) => typeof name === 'string') ? names : undefined;
}
