import type { PolicySet } from '../core/documents/policy-set.ts';
import { errorMessage } from '../core/error-message.ts';
import type { PinFile } from '../core/ledger/pin.ts';
import { message } from '../core/message.ts';
import type { Ports } from '../core/ports.ts';
import type { QuarantineResult } from '../core/report/quarantine.ts';
import { readPolicySet } from './observe/documents.ts';
import type { ReconcileOptions } from './reconcile.ts';

export type QuarantineOptions = Pick<ReconcileOptions, 'run' | 'version' | 'clone'>;

export type QuarantineReport = QuarantineResult;

/** Returns a report that holds only this refusal. */
export function refusedWith(sentence: string): QuarantineReport {
  return { records: [], deny: [], messages: [message('quarantine-refused', sentence)] };
}

/** Returns the refusal of a name that fits no person. */
export function nobodyNamed(name: string): string {
  return `policies/organization.yaml names no person ${JSON.stringify(name)}. Give the number of the account instead: gh api users/LOGIN --jq .id`;
}

/** Reads the documents at the head; if that fails, returns the clone's documents, and the reason as `unread`. */
export async function documentsAtHead(
  ports: Ports,
  { clone }: QuarantineOptions,
): Promise<{ readonly set: PolicySet; readonly pin?: PinFile; readonly unread?: { readonly unread: string } }> {
  const overview = await ports.repository.overview().catch(errorMessage);
  if (typeof overview === 'string') return { set: readPolicySet(clone.documents), unread: { unread: overview } };
  const set = readPolicySet(overview.documents);
  // A broken document at the head must not hide a person's accounts.
  return { set: set.organization === undefined ? readPolicySet(clone.documents) : set, pin: overview.pin };
}
