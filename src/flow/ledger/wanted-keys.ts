import type { Organization } from '../../core/documents/organization.ts';
import { parseKeys } from '../../core/ledger/key-chain.ts';
import type { Ports } from '../../core/ports.ts';
import type { OpenLedger } from './open.ts';
import { trustOf } from './trust.ts';

/**
 * Adds the keys and signers that the accepted organization names. An unaccepted change on the default branch never moves a
 * signed ledger to other keys.
 */
export function withWantedKeys(
  ports: Pick<Ports, 'signers'>,
  ledger: OpenLedger,
  organization: Organization | undefined,
): OpenLedger {
  const { trust, origin, tree } = ledger;
  if (ledger.doubt !== undefined || (trust.keys ?? []).length === 0) return ledger;
  if (organization === undefined) return { ...ledger, trust: { ...trust, wanted: parseKeys(tree.state.keys) } };
  const { keys = [], signers } = trustOf(ports, organization, trust.now);
  const stray = keys.find(({ name }) => name !== origin);
  if (stray !== undefined)
    return { ...ledger, doubt: `ledger.keys names a key of ${stray.name}, and this ledger is ${origin}` };
  if (keys.length === 0)
    return { ...ledger, doubt: 'the ledger is signed, and policies/organization.yaml no longer names a key of it' };
  return { ...ledger, trust: { ...trust, wanted: keys, signers } };
}
