import type { ClockReading } from './clocks.ts';
import type { Grant } from '../grant/grant.ts';
import type { GrantPhase, PhasedGrant } from './table.ts';
import type { Instant } from '../time.ts';

/** The known state of one pull request, independent of time. */
export type DesiredGrant =
  ApprovedGrant | { readonly pull: number; readonly is: 'unknown'; readonly grant?: Grant; readonly why: string };

export interface ApprovedGrant {
  readonly pull: number;
  readonly is: 'approved';
  readonly grant: Grant;
  readonly revoked?: Revocation;
  /** The reason that no more of it is granted: the ledger approves it, but this run's own decision does not. */
  readonly unconfirmed?: string;
}

/** An early end by a person: the time and the cause. */
export interface Revocation {
  readonly at: Instant;
  readonly code: string;
  readonly why: string;
}

/**
 * Returns the phase of a grant. It is live only if every clock is before its end, and over only if every clock is past it.
 * A revocation counts if it came before the end.
 */
export function phaseOf(desired: DesiredGrant, clock: ClockReading): PhasedGrant {
  if (desired.is === 'unknown')
    return { pull: desired.pull, grant: desired.grant, phase: { is: 'unknown', why: desired.why } };
  return { pull: desired.pull, grant: desired.grant, phase: phaseOfApproved(desired, clock) };
}

function phaseOfApproved(
  { grant: { window }, revoked, unconfirmed }: ApprovedGrant,
  { earlier, later }: ClockReading,
): GrantPhase {
  // A commit's author can invent its date, so a revocation in an open window takes effect now at the latest.
  if (revoked !== undefined && (revoked.at < window.end || earlier < window.end))
    return {
      is: 'over',
      how: 'revoked',
      at: revoked.at < earlier ? revoked.at : earlier,
      why: `${revoked.code}: ${revoked.why}`,
    };
  if (earlier >= window.end)
    return { is: 'over', how: 'ended', at: window.end, why: `its window ended at ${window.end}` };
  if (later >= window.end) return { is: 'unknown', why: 'the window is over by one clock, but not by the other' };
  return unconfirmed === undefined ? { is: 'live' } : { is: 'held', why: unconfirmed };
}
