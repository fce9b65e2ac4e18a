import type { Judged } from '../../core/decision/decision.ts';
import type { Organization } from '../../core/documents/organization.ts';
import { hasOpenEntries } from '../../core/ledger/grant-state.ts';
import type { Message } from '../../core/message.ts';
import type { DesiredGrant } from '../../core/plan/phase.ts';
import type { DocumentFile, Ports } from '../../core/ports.ts';
import type { OpenLedger } from '../ledger/open.ts';
import { mapLimited } from '../map-limited.ts';
import { confirmed, desiredBy, evaluateAll } from './evaluate.ts';
import type { JudgedChanges } from './changes.ts';
import type { DocumentsAt } from './documents-at.ts';
import type { GitHubInputs } from './inputs.ts';
import { checkRecordedGrant } from './recorded-grants.ts';
import type { RunOrders } from './orders.ts';
import { findRevocations } from './revocations.ts';

/** The desired grants of a run, with its decisions and messages. */
export interface Desired {
  readonly desired: readonly DesiredGrant[];
  /** Decisions of this run. */
  readonly judged: readonly Judged[];
  /** Requests that could not be judged. */
  readonly unknown: readonly Message[];
  readonly messages: readonly Message[];
}

export const NOTHING_DESIRED: Desired = { desired: [], judged: [], unknown: [], messages: [] };

const AT_ONCE = 4;

/** Finds every desired grant: those on record, checked against the branch, and those decided in this run. */
export async function findDesired(
  ports: Ports,
  { repository, documents, documentFiles, mainline, now }: GitHubInputs,
  ledger: OpenLedger,
  given: {
    readonly files: readonly DocumentFile[];
    readonly orders: RunOrders;
    readonly documentsAt: DocumentsAt;
    readonly changes: JudgedChanges;
    /** The organization that was accepted last. */
    readonly organization: Organization | undefined;
  },
): Promise<Desired> {
  const { files, orders, organization, documentsAt, changes } = given;
  const { index } = ledger;
  const { genesis } = ledger;
  const inputs = {
    ...{ repository, files: documentFiles, documents, documentsAt, organization, changes, mainline, index, genesis },
  };
  const open = [...index.byPull.values()].filter(hasOpenEntries);
  const branch = { repository, files, documents, now };
  const [evaluated, onRecord] = await Promise.all([
    evaluateAll(ports, inputs, files),
    mapLimited(open, AT_ONCE, (state) => checkRecordedGrant(ports, state, branch)),
  ]);
  const desired = [
    ...onRecord.map((grant) => confirmed(grant, evaluated.again, index)),
    ...evaluated.fresh.flatMap(desiredBy),
  ];
  const people = documents.organization ?? organization;
  const facts = { organization: people, releasing: organization, index, now, orders, fresh: evaluated.fresh };
  const revoked = await findRevocations(ports, desired, facts);
  return { ...revoked, judged: evaluated.fresh, unknown: evaluated.unknown };
}
