import { message } from '../../core/message.ts';
import type { DocumentFile, LedgerReading, Ports } from '../../core/ports.ts';
import { NOT_COMPARED } from '../ledger/anchors.ts';
import { doubtMessage } from '../ledger/doubts.ts';
import { sealOnlyIfClean } from '../ledger/activity.ts';
import { openLedger } from '../ledger/open.ts';
import { trustOf } from '../ledger/trust.ts';
import { readPolicySet } from './documents.ts';
import type { ObservedState } from './state.ts';
import { recordedButUnknown } from './recorded-grants.ts';
import type { RunOrders } from './orders.ts';
import { resourcesOf, rolesOf } from './where.ts';

/** The clone of the repository beside the run, for an outage of GitHub. */
export interface Clone {
  readonly repositoryId: number | undefined;
  readonly name: string;
  readonly documents: readonly DocumentFile[];
}

/**
 * Returns the state during an outage of GitHub. The clone still identifies our bindings, so a run revokes those whose own
 * condition has expired. It does nothing else.
 */
export async function observeWithoutGitHub(
  ports: Ports,
  clone: Clone,
  { ledgerReading, silent: why }: { readonly ledgerReading: LedgerReading; readonly silent: string },
  orders: RunOrders,
): Promise<ObservedState> {
  const documents = readPolicySet(clone.documents);
  const { organization, policies } = documents;
  const read = await openLedger(ports, ledgerReading, trustOf(ports, organization, undefined));
  // No anchor is read here, so only a branch that GitHub shows as clean is sealed.
  const ledger = 'problem' in read ? read : await sealOnlyIfClean(ports, read);
  const known = 'problem' in ledger ? [] : [...ledger.index.byPull.values()];
  const outage = message('github-unreadable', `GitHub is unreadable, so this run only revokes expired access: ${why}`);
  const doubt = 'problem' in ledger || ledger.doubt === undefined ? [] : [doubtMessage(ledger)];
  return {
    owner:
      organization === undefined || clone.repositoryId === undefined
        ? undefined
        : { installation: organization.installation, repository: clone.repositoryId },
    repositoryName: clone.name,
    head: undefined,
    now: undefined,
    organization,
    inForce: { organization },
    atHead: organization,
    changes: [],
    policies,
    resources: resourcesOf([documents], [], known),
    roles: rolesOf(documents),
    desired: recordedButUnknown(known, why),
    whyOthersUnknown: why,
    ledger: 'problem' in ledger ? undefined : ledger,
    anchors: NOT_COMPARED,
    judged: [],
    blocked: [
      outage,
      ...('problem' in ledger ? [ledger.problem] : []),
      ...(orders.blocked === undefined ? [] : [orders.blocked]),
    ],
    messages: doubt,
  };
}
