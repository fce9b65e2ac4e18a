import type { Organization } from '../../core/documents/organization.ts';
import type { VerifierKey } from '../../core/ledger/note.ts';
import type { Ports, Signer } from '../../core/ports.ts';
import type { Instant } from '../../core/time.ts';

/** The keys and the clock that a ledger is compared with. They come from the default branch. */
export interface Trust {
  /** `undefined`: the organization's document is unreadable. Empty: checkpoints are not signed. */
  readonly keys: readonly VerifierKey[] | undefined;
  readonly signers: readonly Signer[];
  /** GitHub's clock; no record may be more than `CLOCK_SKEW` ahead of it. */
  readonly now: Instant | undefined;
}

/** Returns the keys whose signatures on the ledger count, by the organization's document. */
export function trustOf(
  ports: Pick<Ports, 'signers'>,
  organization: Organization | undefined,
  now: Instant | undefined,
): Trust {
  if (organization === undefined) return { keys: undefined, signers: [], now };
  const { ledger } = organization;
  return ledger === undefined
    ? { keys: [], signers: [], now }
    : { keys: ledger.keys, signers: ports.signers(ledger.kms), now };
}
