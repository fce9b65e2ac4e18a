import type { Organization } from '../../core/documents/organization.ts';
import { heartbeatDraft, type RecordContext } from '../../core/ledger/drafts.ts';
import type { Ports } from '../../core/ports.ts';
import { appendRecords, type Recorded } from './append.ts';
import { examineBranch } from './activity.ts';
import { compareWithAnchors } from './anchors.ts';
import { BRANCH_CONFIRMED } from './news.ts';
import type { OpenLedger } from './open.ts';

/**
 * Confirms a signed branch that moved for a known reason, by a signed heartbeat on its head. A person does it, never a run.
 * It confirms no unsigned ledger.
 * It confirms none that is older than a signed commit on the branch, or than an anchor.
 * @returns `undefined` if the branch needs no confirmation
 */
export async function confirmBranch(
  ports: Ports,
  ledger: OpenLedger,
  outside: Pick<Organization, 'log' | 'ledger'>,
  context: RecordContext,
): Promise<Recorded | { readonly refused: string } | undefined> {
  const verdict = await examineBranch(ports, ledger);
  if (verdict.is === 'clean') return undefined;
  if (verdict.is === 'older') return { refused: `${verdict.sentence}. Push the files of that commit again` };
  const compared = await compareWithAnchors(ports, ledger, outside, ledger.origin);
  const against = compared.doubt ?? compared.unread[0];
  if (against !== undefined) return { refused: against };
  const sentence = `a person confirmed the branch audit: ${verdict.sentence}`;
  return appendRecords(ports, ledger, [heartbeatDraft(context, [{ code: BRANCH_CONFIRMED, sentence }])], 'sealed');
}
