import type { GrantState } from '../../core/ledger/grant-state.ts';
import type { PolicySet } from '../../core/documents/policy-set.ts';
import type { DesiredGrant } from '../../core/plan/phase.ts';
import type { Instant } from '../../core/time.ts';
import { errorMessage } from '../../core/error-message.ts';
import type { DocumentFile, RepositoryState, Ports } from '../../core/ports.ts';

/** The present default branch. Grants on record are checked against it. */
export interface BranchState {
  readonly repository: RepositoryState;
  readonly files: readonly DocumentFile[];
  readonly documents: PolicySet;
  readonly now: Instant;
}

/** Returns true if the branch holds the request with the blob that the ledger has. */
export function requestStands({ path, blob }: GrantState, { files }: Pick<BranchState, 'files'>): boolean {
  return files.find((one) => one.path === path)?.blob === blob;
}

/** Returns true if the grant's policy still exists. A document that does not parse ends no access. */
export function policyStands({ grant }: GrantState, { documents }: Pick<BranchState, 'documents'>): boolean {
  const { issues, organization, policies } = documents;
  if (grant === undefined || organization === undefined) return true;
  return policies.has(grant.policy) || issues.some(({ path }) => path === `policies/${grant.policy}.yaml`);
}

/**
 * Checks a grant on record. Its decision is final, so later runs only check that the request and its policy still exist. If
 * one does not, the grant is revoked. The reason names the person who removed it, if GitHub returns that.
 */
export async function checkRecordedGrant(ports: Ports, state: GrantState, branch: BranchState): Promise<DesiredGrant> {
  const { grant, pull, path } = state;
  if (grant === undefined) return { pull, is: 'unknown', why: 'the ledger holds no grant for this pull request' };
  if (!requestStands(state, branch)) {
    const { at, by } = await lastChange(ports, branch, path);
    const revoked = branch.files.every((one) => one.path !== path)
      ? { at, code: 'request-deleted', why: `the request was deleted${by}` }
      : { at, code: 'request-changed', why: `the request was changed${by}` };
    return { pull, is: 'approved', grant, revoked };
  }
  if (policyStands(state, branch)) return { pull, is: 'approved', grant };
  const removal = await lastChange(ports, branch, `policies/${grant.policy}.yaml`);
  const why = `policy ${grant.policy} was removed${removal.by}`;
  return { pull, is: 'approved', grant, revoked: { at: removal.at, code: 'policy-withdrawn', why } };
}

/** Returns every open grant on record, as unknown: the requests behind them could not be read. */
export function recordedButUnknown(known: readonly GrantState[], why: string): readonly DesiredGrant[] {
  return known.flatMap(({ pull, grant, entries }): readonly DesiredGrant[] =>
    entries.size === 0 ? [] : [{ pull, is: 'unknown', ...(grant === undefined ? {} : { grant }), why }],
  );
}

async function lastChange(
  ports: Ports,
  { repository, now }: BranchState,
  path: string,
): Promise<{ readonly at: Instant; readonly by: string }> {
  const change = await ports.repository.lastChange(repository.head, path).catch(errorMessage);
  if (change === undefined || typeof change === 'string') return { at: now, by: '; GitHub did not return the author' };
  if (change.pull === null) return { at: change.at, by: '' };
  return { at: change.at, by: ` by #${change.pull}${change.by === null ? '' : ` (merged by ${change.by})`}` };
}
