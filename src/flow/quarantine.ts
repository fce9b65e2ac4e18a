import type { Organization } from '../core/documents/organization.ts';
import { EPOCH } from '../core/time.ts';
import type { RecordContext } from '../core/ledger/drafts.ts';
import type { LedgerRecord } from '../core/ledger/record.ts';
import { quarantinedDraft } from '../core/quarantine/drafts.ts';
import type { QuarantineFact } from '../core/quarantine/fact.ts';
import type { Caller } from '../core/quarantine/may.ts';
import type { Quarantine } from '../core/quarantine/on-record.ts';
import { grantsOf, inForce, personNamed, type Person } from '../core/quarantine/quarantine.ts';
import { placeDenyPolicies, putDenyOnRecord, type QuarantinePorts } from './deny-policies.ts';
import { errorMessage } from '../core/error-message.ts';
import { publish } from './ledger/publish.ts';
import {
  documentsAtHead,
  nobodyNamed,
  refusedWith,
  type QuarantineOptions,
  type QuarantineReport,
} from './quarantine-inputs.ts';
import { message, type Message } from '../core/message.ts';
import { readLedger, type OpenLedger } from './ledger/open.ts';
import { permissionOf, refuse } from './permission.ts';
import { reconcile } from './reconcile.ts';
import { appendRecords } from './ledger/append.ts';
import { trustOf } from './ledger/trust.ts';
import type { Ports } from '../core/ports.ts';

/** Who, by whom, and why. */
export interface QuarantineOrder {
  /** A login among the organization's people, or a numeric id. */
  readonly person: string;
  /** As it goes on record. */
  readonly by: string;
  readonly caller: Caller;
  readonly why: string;
}

/**
 * Puts somebody in quarantine, if the caller may. On record first, so that every later run withholds; then their access
 * is taken away; then deny policies are placed, which stops nothing else if it fails. What could not be done is told, and
 * all of it may be run again.
 */
export async function quarantine(
  ports: QuarantinePorts,
  order: QuarantineOrder,
  options: QuarantineOptions,
): Promise<QuarantineReport> {
  const { set, unread } = await documentsAtHead(ports, options);
  const { organization } = set;
  const ledger = await readLedger(ports, trustOf(ports, organization, ports.repository.time()));
  const known = 'problem' in ledger ? undefined : ledger;
  const person = personNamed(order.person, organization);
  if (person === undefined) return refusedWith(nobodyNamed(order.person));
  const permitted = await permissionOf(ports, order.caller, { organization, ...unread }, known);
  const at = ports.repository.time() ?? ports.iam.time();
  const context: RecordContext = { at: at ?? EPOCH, run: options.run, version: options.version };
  if (permitted.may !== 'yes') return refuse(ports, ledger, permitted, { person, why: order.why }, context);
  const fact = factOf(person, order, known, organization);
  const written = await putOnRecord(ports, known, standingQuarantine(known, fact, organization), fact, context);
  const orders = {
    blocked: message('revokes-only', 'this run is for a quarantine, and only takes'),
    quarantined: { ...fact, at: context.at },
  };
  // Anchored before anything else: a branch that is set back from now on contradicts the anchor.
  const anchored = await anchor(ports, written, organization, options.clone.name);
  const since = written.ledger === undefined ? {} : { since: written.ledger };
  const reconciled = await reconcile(ports, { ...options, dryRun: false, orders, ...since }).catch(errorMessage);
  const standing = written.standing ?? { ...fact, record: 0, at: context.at };
  const principals = [...new Set([...fact.principals, ...standing.principals])];
  const deny = await placeDenyPolicies(ports, set, known, { ...standing, principals });
  const recorded = await putDenyOnRecord(ports, set, written.standing, deny.outcomes, context);
  return {
    person,
    ...(written.standing === undefined ? {} : { record: written.standing.record }),
    records: [...written.records, ...recorded.records],
    ...(typeof reconciled === 'string' ? {} : { reconcile: reconciled }),
    deny: deny.outcomes,
    messages: [
      ...(permitted.unchecked === undefined ? [] : [message('caller-unchecked', permitted.unchecked)]),
      ...('problem' in ledger
        ? [message('quarantine-unrecorded', `the quarantine is not on record: ${ledger.problem.sentence}`)]
        : []),
      ...written.messages,
      ...anchored,
      // The run only revokes, so its reasons against grants are no failures.
      ...(typeof reconciled === 'string'
        ? [message('run-failed', reconciled)]
        : reconciled.messages.filter(({ severity }) => severity === 'error')),
      ...deny.messages,
      ...recorded.messages,
    ],
  };
}

/** With every name the person's access was given to, should the organization not tell. */
function factOf(
  { ids, login, principals }: Person,
  { by, why }: QuarantineOrder,
  ledger: OpenLedger | undefined,
  organization: Organization | undefined,
): QuarantineFact {
  const given = grantsOf(ledger?.index.byPull.values() ?? [], { ids, principals }, organization).map(
    ({ principal }) => principal,
  );
  return { ids, login, principals: [...new Set([...principals, ...given])], by, why };
}

/** The quarantine of exactly this person that holds already, if there is one. */
function standingQuarantine(
  ledger: OpenLedger | undefined,
  { ids }: QuarantineFact,
  organization: Organization | undefined,
): Quarantine | undefined {
  // One under no checkpoint may be a stranger's, of other principals: the caller's own goes on record beside it.
  return inForce(ledger?.index.quarantines ?? [], organization).find(
    (one) => one.record < (ledger?.covered ?? 0) && ids.every((id) => one.ids.includes(id)),
  );
}

async function putOnRecord(
  ports: Ports,
  ledger: OpenLedger | undefined,
  present: Quarantine | undefined,
  fact: QuarantineFact,
  context: RecordContext,
): Promise<{
  readonly standing?: Quarantine;
  /** As it stands with the quarantine. */
  readonly ledger?: OpenLedger;
  readonly records: readonly LedgerRecord[];
  readonly messages: readonly Message[];
}> {
  if (ledger === undefined) return { records: [], messages: [] };
  if (present !== undefined) return { standing: present, ledger, records: [], messages: [] };
  if (context.at === EPOCH)
    return {
      records: [],
      messages: [message('quarantine-unrecorded', 'the quarantine is not on record: nobody told the time')],
    };
  const written = await appendRecords(ports, ledger, [quarantinedDraft(fact, context)]);
  const standing = written.ledger.index.quarantines.findLast(
    ({ ids, at }) => at === context.at && ids.join() === fact.ids.join(),
  );
  return {
    ...(standing === undefined ? {} : { standing }),
    ledger: written.ledger,
    records: written.records,
    messages:
      written.messages.length === 0
        ? []
        : [
            message(
              'quarantine-unrecorded',
              `the quarantine is ${written.records.length > 0 ? '' : 'not '}on record: ${written.messages.map(({ sentence }) => sentence).join('; ')}`,
            ),
          ],
  };
}

/** Anchors the ledger as it was written, whatever has become of the branch since. */
async function anchor(
  ports: Ports,
  { ledger, records }: { readonly ledger?: OpenLedger; readonly records: readonly LedgerRecord[] },
  organization: Organization | undefined,
  repository: string,
): Promise<readonly Message[]> {
  if (ledger === undefined || organization === undefined || records.length === 0) return [];
  const logged = { logged: undefined, unkept: true, records };
  return publish(ports, ledger, organization, repository, logged);
}
