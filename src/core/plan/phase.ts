import type { ClockReading } from './clocks.ts';
import type { Grant } from '../grant/grant.ts';
import type { GrantPhase, PhasedGrant } from './table.ts';
import type { Instant } from '../time.ts';

/** What is known of one pull request before the time is asked. */
export type DesiredGrant =
  ApprovedGrant | { readonly pull: number; readonly is: 'unknown'; readonly grant?: Grant; readonly why: string };

export interface ApprovedGrant {
  readonly pull: number;
  readonly is: 'approved';
  readonly grant: Grant;
  readonly revoked?: Revocation;
  /** Why nothing more may be given of it: the ledger names it, and this run's own judgement does not. */
  readonly unconfirmed?: string;
}

/** Taken early, by a person: since when, and how. */
export interface Revocation {
  readonly at: Instant;
  readonly code: string;
  readonly why: string;
}

/**
 * How a grant stands by the clocks. Live only if every clock is before its end, over only if every clock is past it;
 * a revocation counts if it came before the end.
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
  // A date in the commit may be anybody's invention: what is revoked while its window is open is revoked by now at the latest.
  if (revoked !== undefined && (revoked.at < window.end || earlier < window.end))
    return {
      is: 'over',
      how: 'revoked',
      at: revoked.at < earlier ? revoked.at : earlier,
      why: `${revoked.code}: ${revoked.why}`,
    };
  if (earlier >= window.end)
    return { is: 'over', how: 'ended', at: window.end, why: `its window ended at ${window.end}` };
  if (later >= window.end) return { is: 'unknown', why: `one clock says its window is over, the other does not` };
  return unconfirmed === undefined ? { is: 'live' } : { is: 'held', why: unconfirmed };
}
