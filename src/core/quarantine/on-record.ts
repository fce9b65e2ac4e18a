import type { Draft, LedgerRecord } from '../ledger/record.ts';
import type { Instant } from '../time.ts';
import { QUARANTINE_KINDS, type DenyOutcome, type QuarantineFact, type QuarantineKind } from './fact.ts';

/** One quarantine on record. */
export interface Quarantine extends QuarantineFact {
  /** The `seq` of its record, which a release names. */
  readonly record: number;
  readonly at: Instant;
  /** The run that recorded it. Two identical drafts of one run are one quarantine. */
  readonly run: string;
  /** True if a run has recorded its release. No decision uses it. */
  readonly releaseRecorded: boolean;
  /** The latest outcome of its deny policies, by resource. */
  readonly deny: readonly DenyOutcome[];
}

/** Returns the quarantines on record after one more record, oldest first. */
export function foldQuarantine(known: readonly Quarantine[], record: LedgerRecord): readonly Quarantine[] {
  const { kind, seq, at, run, quarantine, release, deny } = record;
  if (kind === 'quarantined' && quarantine !== undefined)
    return [...known, { ...quarantine, record: seq, at, run: runOf(run), releaseRecorded: false, deny: [] }];
  if (release !== undefined)
    return known.map((one) => (one.record === release.record ? { ...one, releaseRecorded: true } : one));
  if (deny === undefined) return known;
  return known.map((one) =>
    one.record === deny.record ? { ...one, deny: latest([...one.deny, ...deny.policies]) } : one,
  );
}

/** Returns the latest outcome for each resource. */
function latest(outcomes: readonly DenyOutcome[]): readonly DenyOutcome[] {
  return [...new Map(outcomes.map((outcome) => [outcome.resource, outcome])).values()];
}

export function isQuarantineKind(kind: string): kind is QuarantineKind {
  return QUARANTINE_KINDS.some((known) => known === kind);
}

/** True if a draft of one of these kinds adds something to the ledger. */
export function isQuarantineNews({ at, run, quarantine, release, deny }: Draft, known: readonly Quarantine[]): boolean {
  if (quarantine !== undefined) {
    const same = (other: Quarantine) =>
      other.at === at && other.run === runOf(run) && sameIds(other.ids, quarantine.ids);
    return !known.some(same);
  }
  if (release !== undefined)
    return known.some(({ record, releaseRecorded }) => record === release.record && !releaseRecorded);
  const before = known.find(({ record }) => record === deny?.record)?.deny ?? [];
  return (deny?.policies ?? []).some(
    (outcome) => !before.some(({ resource, is }) => resource === outcome.resource && is === outcome.is),
  );
}

function sameIds(a: readonly number[], b: readonly number[]): boolean {
  return a.length === b.length && a.every((id) => b.includes(id));
}

function runOf({ kind, id, attempt }: Draft['run']): string {
  return `${kind} ${id} ${attempt}`;
}
