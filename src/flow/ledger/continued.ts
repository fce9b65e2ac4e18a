import { same } from '../../core/ledger/merkle.ts';
import { rootAt } from '../../core/ledger/tree-head.ts';
import type { OpenLedger } from './open.ts';

/** Returns true if the later reading holds all records of the earlier one. A branch that was reset does not. */
export function isContinued(before: OpenLedger, after: OpenLedger): boolean {
  if (after.head === before.head) return true;
  if (after.tree.size < before.tree.size || after.covered < before.covered) return false;
  const [then, now] = [rootAt(before.tree, before.tree.size), rootAt(after.tree, before.tree.size)];
  // If another file has begun since, the signature over it covers the earlier files.
  return now === undefined || (then !== undefined && same(then, now));
}
