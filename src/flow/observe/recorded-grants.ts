import type { GrantState } from '../../core/ledger/grant-state.ts';
import type { PolicySet } from '../../core/documents/policy-set.ts';
import type { DesiredGrant } from '../../core/plan/phase.ts';
import type { Instant } from '../../core/time.ts';
import { errorMessage } from '../../core/error-message.ts';
import type { DocumentFile, RepositoryState, Ports } from '../../core/ports.ts';

/** The default branch as it stands, which claims on record are held against. */
export interface BranchState {
  readonly repository: RepositoryState;
  readonly files: readonly DocumentFile[];
  readonly documents: PolicySet;
  readonly now: Instant;
}

/** Whether the request stands on the branch as the ledger has it. */
export function requestStands({ path, blob }: GrantState, { files }: Pick<BranchState, 'files'>): boolean {
  return files.find((one) => one.path === path)?.blob === blob;
}

/** Whether a grant's policy is still there. Documents that do not parse take nothing away. */
export function policyStands({ grant }: GrantState, { documents }: Pick<BranchState, 'documents'>): boolean {
  return grant === undefined || documents.issues.length > 0 || documents.policies.has(grant.policy);
}

/**
 * A decision on record is final; later runs only look whether the request and its policy still stand. That they do not is
 * enough to take the access away: who removed them, and when, is told if GitHub tells.
 */
export async function claimOnRecord(ports: Ports, account: GrantState, ground: BranchState): Promise<DesiredGrant> {
  const { grant, pull, path } = account;
  if (grant === undefined) return { pull, is: 'unknown', why: 'the ledger names no grant for it' };
  if (!requestStands(account, ground)) {
    const { at, by } = await lastChange(ports, ground, path);
    const revoked = ground.files.every((one) => one.path !== path)
      ? { at, code: 'request-deleted', why: `the request was deleted${by}` }
      : { at, code: 'request-changed', why: `the request was changed${by}` };
    return { pull, is: 'granted', grant, revoked };
  }
  if (policyStands(account, ground)) return { pull, is: 'granted', grant };
  const removal = await lastChange(ports, ground, `policies/${grant.policy}.yaml`);
  const why = `policy ${grant.policy} was removed${removal.by}`;
  return { pull, is: 'granted', grant, revoked: { at: removal.at, code: 'policy-withdrawn', why } };
}

/** Whatever the ledger holds open, when nothing can be said of the requests behind it. */
export function unknownClaim({ pull, grant, entries }: GrantState, why: string): readonly DesiredGrant[] {
  return entries.size === 0 ? [] : [{ pull, is: 'unknown', ...(grant === undefined ? {} : { grant }), why }];
}

async function lastChange(
  ports: Ports,
  { repository, now }: BranchState,
  path: string,
): Promise<{ readonly at: Instant; readonly by: string }> {
  const change = await ports.repository.lastChange(repository.head, path).catch(errorMessage);
  if (change === undefined || typeof change === 'string') return { at: now, by: '; GitHub does not say by whom' };
  if (change.pull === null) return { at: change.at, by: '' };
  return { at: change.at, by: ` by #${change.pull}${change.by === null ? '' : ` (merged by ${change.by})`}` };
}
