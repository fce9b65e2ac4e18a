import type { Organization } from '../../core/documents/organization.ts';
import type { VerifierKey } from '../../core/ledger/note.ts';
import { trustRootOf, type PinFile, type TrustRoot } from '../../core/ledger/pin.ts';
import type { Ports, Signer } from '../../core/ports.ts';
import type { Instant } from '../../core/time.ts';

/** The keys and the clock that a ledger is compared with. They come from the default branch. */
export interface Trust {
  /** `undefined`: the organization's document is unreadable. Empty: checkpoints are not signed. */
  readonly keys: readonly VerifierKey[] | undefined;
  readonly signers: readonly Signer[];
  /** Every key that was ever in force by the pinned record 0. Earlier anchors carry their signatures. */
  readonly past?: readonly VerifierKey[];
  /** The keys that the accepted organization names, if they are not `keys`. They sign from the next commit on. */
  readonly wanted?: readonly VerifierKey[];
  /** The reason to seal nothing. Neither GitHub nor an anchor shows that the branch lost no commit. */
  readonly unproven?: string;
  /** GitHub's clock; no record may be more than `CLOCK_SKEW` ahead of it. */
  readonly now: Instant | undefined;
  /** The beginning that the default branch pins. Absent: GitHub did not return it, so nothing is granted anyway. */
  readonly root?: TrustRoot;
}

/** Returns the keys whose signatures on the ledger count, by the organization's document. */
export function trustOf(
  ports: Pick<Ports, 'signers'>,
  organization: Organization | undefined,
  now: Instant | undefined,
  pin?: PinFile,
): Trust {
  const others = { now, ...(pin === undefined ? {} : { root: trustRootOf(pin) }) };
  if (organization === undefined) return { keys: undefined, signers: [], ...others };
  const { ledger } = organization;
  return ledger === undefined
    ? { keys: [], signers: [], ...others }
    : { keys: ledger.keys, signers: ports.signers(ledger.kms), ...others };
}
