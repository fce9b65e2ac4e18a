import { sha256 } from '../digest.ts';
import type { Checkpoint } from './checkpoint.ts';
import type { OutsideEntry } from './outside-log.ts';
import { toBase64 } from './base64.ts';
import type { Instant } from '../time.ts';

/*
 * Checkpoints kept outside GitHub, as entries in Cloud Logging and objects in Cloud Storage. A run writes them only after
 * its commit has landed. An earlier anchor of a run that dies would look like an anchor of a truncated ledger. The branch's
 * compare-and-swap prevents two runs from extending the same head.
 */

const DIGITS = 16;

/** Name of the object that keeps a checkpoint. The padding makes names sort by size. */
export function anchorName(origin: string, size: number): string {
  return `${anchorPrefix(origin)}${String(size).padStart(DIGITS, '0')}`;
}

export function anchorPrefix(origin: string): string {
  return `${origin}/`;
}

/** Reads the size in an object's name. */
export function sizeOfName(origin: string, name: string): number | undefined {
  const size = name.slice(anchorPrefix(origin).length);
  return name.startsWith(anchorPrefix(origin)) && /^\d{16}$/.test(size) ? Number(size) : undefined;
}

/** Makes the log entry that keeps a checkpoint. Its id has size and root, so another root is another entry. */
export function anchorEntry({ origin, size, root }: Checkpoint, note: string, at: Instant): OutsideEntry {
  return {
    insertId: sha256(`checkpoint ${origin} ${size} ${toBase64(root)}`).slice(0, 40),
    timestamp: at,
    severity: 'INFO',
    labels: { event: 'checkpoint', origin },
    payload: { message: `checkpoint of ${size} records`, size, note },
  };
}

/**
 * A filter for every anchor of a ledger. Its time is no bound: without one, Cloud Logging returns only the last day. The
 * ledger must not narrow the filter, because a forged ledger could then hide the anchors that contradict it.
 */
export function anchorFilter(logName: string, origin: string): string {
  return [
    `logName="${logName}"`,
    'labels.event="checkpoint"',
    `labels.origin="${origin}"`,
    'timestamp>="2000-01-01T00:00:00Z"',
  ].join(' AND ');
}

/** Returns the note in an entry, if it has one. */
export function noteOf(entry: unknown): string | undefined {
  const { jsonPayload } = (typeof entry === 'object' && entry !== null ? entry : {}) as {
    jsonPayload?: { note?: unknown };
  };
  return typeof jsonPayload?.note === 'string' ? jsonPayload.note : undefined;
}
