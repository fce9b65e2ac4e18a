import type { PolicySet } from '../core/documents/policy-set.ts';
import { errorMessage } from '../core/error-message.ts';
import { message } from '../core/message.ts';
import type { Ports } from '../core/ports.ts';
import type { QuarantineResult } from '../core/report/quarantine.ts';
import { readPolicySet } from './observe/documents.ts';
import type { ReconcileOptions } from './reconcile.ts';

export type QuarantineOptions = Pick<ReconcileOptions, 'run' | 'version' | 'clone'>;

export type QuarantineReport = QuarantineResult;

/** A report of nothing but this refusal. */
export function refusedWith(sentence: string): QuarantineReport {
  return { records: [], deny: [], messages: [message('quarantine-refused', sentence)] };
}

/** The reason why nobody of this name can be put in quarantine or released. */
export function nobodyNamed(name: string): string {
  return `${JSON.stringify(name)} is nobody among the people of policies/organization.yaml; give the number of the account: GET https://api.github.com/users/<login> tells it`;
}

/** @returns the clone's documents, and `unread` with the reason, if the default branch was unreadable */
export async function documentsAtHead(
  ports: Ports,
  { clone }: QuarantineOptions,
): Promise<{ readonly set: PolicySet; readonly unread?: { readonly unread: string } }> {
  const overview = await ports.repository.overview().catch(errorMessage);
  if (typeof overview === 'string') return { set: readPolicySet(clone.documents), unread: { unread: overview } };
  const set = readPolicySet(overview.documents);
  // A slip at the head must not hide who somebody is.
  return { set: set.organization === undefined ? readPolicySet(clone.documents) : set };
}
