import { sha256 } from '../digest.ts';
import type { Checkpoint } from './checkpoint.ts';
import type { OutsideEntry } from './outside-log.ts';
import { toBase64 } from './base64.ts';
import type { Instant } from '../time.ts';

/*
 * Checkpoints kept outside GitHub: as entries in Cloud Logging, and as objects in Cloud Storage. They are written after the
 * commit has landed, never before: a run that dies in between would leave an anchor of a ledger that never was, which nobody
 * could tell from one that was cut off. That no two runs extend the same head is the branch's own compare-and-swap.
 */

const DIGITS = 16;

/** The object that keeps a checkpoint. Padded, so that the order of names is the order of sizes. */
export function anchorName(origin: string, size: number): string {
  return `${anchorPrefix(origin)}${String(size).padStart(DIGITS, '0')}`;
}

export function anchorPrefix(origin: string): string {
  return `${origin}/`;
}

/** The size an object's name says. */
export function sizeOfName(origin: string, name: string): number | undefined {
  const size = name.slice(anchorPrefix(origin).length);
  return name.startsWith(anchorPrefix(origin)) && /^\d{16}$/.test(size) ? Number(size) : undefined;
}

/** The entry that keeps a checkpoint. Root and size are in its id: another root of the same size is another entry. */
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
 * Every anchor of a ledger. The time in it is no bound: a reader may look back one day only where a filter names none.
 * Nothing of the ledger itself may narrow this, or a forged ledger could hide the anchors that contradict it.
 */
export function anchorFilter(logName: string, origin: string): string {
  return [
    `logName="${logName}"`,
    'labels.event="checkpoint"',
    `labels.origin="${origin}"`,
    'timestamp>="2000-01-01T00:00:00Z"',
  ].join(' AND ');
}

/** The note an entry keeps, if it keeps one. */
export function noteOf(entry: unknown): string | undefined {
  const { jsonPayload } = (typeof entry === 'object' && entry !== null ? entry : {}) as {
    jsonPayload?: { note?: unknown };
  };
  return typeof jsonPayload?.note === 'string' ? jsonPayload.note : undefined;
}
