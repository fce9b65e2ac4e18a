import type { Account } from '../core/ledger/account.ts';
import type { PolicySet } from '../core/documents/policy-set.ts';
import type { Claim } from '../core/grant/standing.ts';
import type { Instant } from '../core/time.ts';
import { asSentence } from './limited.ts';
import type { DocumentFile, RepositoryState, World } from './world.ts';

/** The default branch as it stands, which claims on record are held against. */
export interface Ground {
  readonly repository: RepositoryState;
  readonly files: readonly DocumentFile[];
  readonly documents: PolicySet;
  readonly now: Instant;
}

/** Whether the request stands on the branch as the ledger has it. */
export function requestStands({ path, blob }: Account, { files }: Pick<Ground, 'files'>): boolean {
  return files.find((one) => one.path === path)?.blob === blob;
}

/** Whether a grant's policy is still there. Documents that do not parse take nothing away. */
export function policyStands({ grant }: Account, { documents }: Pick<Ground, 'documents'>): boolean {
  return grant === undefined || documents.issues.length > 0 || documents.policies.has(grant.policy);
}

/**
 * A decision on record is final; later runs only look whether the request and its policy still stand. That they do not is
 * enough to take the access away: who removed them, and when, is told if GitHub tells.
 */
export async function claimOnRecord(world: World, account: Account, ground: Ground): Promise<Claim> {
  const { grant, pull, path } = account;
  if (grant === undefined) return { pull, is: 'unknown', why: 'the ledger names no grant for it' };
  if (!requestStands(account, ground)) {
    const { at, by } = await lastChange(world, ground, path);
    const revoked = ground.files.every((one) => one.path !== path)
      ? { at, code: 'request-deleted', why: `the request was deleted${by}` }
      : { at, code: 'request-changed', why: `the request was changed${by}` };
    return { pull, is: 'granted', grant, revoked };
  }
  if (policyStands(account, ground)) return { pull, is: 'granted', grant };
  const removal = await lastChange(world, ground, `policies/${grant.policy}.yaml`);
  const why = `policy ${grant.policy} was removed${removal.by}`;
  return { pull, is: 'granted', grant, revoked: { at: removal.at, code: 'policy-withdrawn', why } };
}

/** Whatever the ledger holds open, when nothing can be said of the requests behind it. */
export function unknownClaim({ pull, grant, entries }: Account, why: string): readonly Claim[] {
  return entries.size === 0 ? [] : [{ pull, is: 'unknown', ...(grant === undefined ? {} : { grant }), why }];
}

async function lastChange(
  world: World,
  { repository, now }: Ground,
  path: string,
): Promise<{ readonly at: Instant; readonly by: string }> {
  const change = await world.repository.lastChange(repository.head, path).catch(asSentence);
  if (change === undefined || typeof change === 'string') return { at: now, by: '; GitHub does not say by whom' };
  if (change.pull === null) return { at: change.at, by: '' };
  return { at: change.at, by: ` by #${change.pull}${change.by === null ? '' : ` (merged by ${change.by})`}` };
}
