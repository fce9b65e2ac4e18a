import type { Organization } from '../core/documents/organization.ts';
import { EPOCH } from '../core/time.ts';
import type { RecordContext } from '../core/ledger/drafts.ts';
import type { LedgerRecord } from '../core/ledger/record.ts';
import { quarantinedDraft } from '../core/quarantine/drafts.ts';
import type { QuarantineFact } from '../core/quarantine/fact.ts';
import type { Caller } from '../core/quarantine/may.ts';
import type { Quarantine } from '../core/quarantine/on-record.ts';
import { grantsOf, inForce, personNamed, type Person } from '../core/quarantine/quarantine.ts';
import { placeDenyPolicies, putDenyOnRecord, trustNow, type QuarantinePorts } from './deny-policies.ts';
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
import { sealOnlyIfClean } from './ledger/activity.ts';
import { readLedger, type OpenLedger } from './ledger/open.ts';
import { permissionOf, refuse } from './permission.ts';
import { reconcile } from './reconcile.ts';
import { appendRecords } from './ledger/append.ts';
import { trustOf } from './ledger/trust.ts';
import type { Ports } from '../core/ports.ts';

/** The person, the caller and the reason. */
export interface QuarantineOrder {
  /** A login among the organization's people, or a numeric id. */
  readonly person: string;
  /** The caller's name for the record. */
  readonly by: string;
  readonly caller: Caller;
  readonly why: string;
}

/**
 * Puts a person in quarantine, if the caller may. The record comes first, so that every later run withholds access. Then
 * the run revokes, and last it places deny policies. Every failure is reported and stops no other step. The same
 * quarantine may run again.
 */
export async function quarantine(
  ports: QuarantinePorts,
  order: QuarantineOrder,
  options: QuarantineOptions,
): Promise<QuarantineReport> {
  const { set, pin, unread } = await documentsAtHead(ports, options);
  const { organization } = set;
  const trust = trustOf(ports, organization, ports.repository.time(), pin);
  const read = await readLedger(ports, trust);
  const ledger = 'problem' in read ? read : await sealOnlyIfClean(ports, read);
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
    blocked: message(
      'revokes-only',
      'this run belongs to a quarantine: it revokes and grants nothing. The next run grants again',
    ),
    quarantined: { ...fact, at: context.at },
  };
  // The anchor comes before anything else: a branch that somebody resets from now on contradicts it.
  const anchored = await anchor(ports, written, organization, options.clone.name);
  const since = written.ledger === undefined ? {} : { since: written.ledger };
  const reconciled = await reconcile(ports, { ...options, dryRun: false, orders, ...since }).catch(errorMessage);
  const standing = written.standing ?? { ...fact, record: 0, at: context.at };
  const principals = [...new Set([...fact.principals, ...standing.principals])];
  const deny = await placeDenyPolicies(ports, set, known, { ...standing, principals });
  const recorded = await putDenyOnRecord(
    ports,
    trustNow(ports, set, known?.trust ?? trust),
    written.standing,
    deny.outcomes,
    context,
  );
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
        ? [message('run-failed', `the run that revokes the access failed. Run the quarantine again: ${reconciled}`)]
        : reconciled.messages.filter(({ severity }) => severity === 'error')),
      ...deny.messages,
      ...recorded.messages,
    ],
  };
}

/** Adds every principal that access was granted to, in case the organization does not name them. */
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

/** Returns the quarantine that already holds for exactly this person, if there is one. */
function standingQuarantine(
  ledger: OpenLedger | undefined,
  { ids }: QuarantineFact,
  organization: Organization | undefined,
): Quarantine | undefined {
  // A quarantine without a checkpoint may be a stranger's and name other principals, so the caller's is recorded too.
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
  /** The ledger with the quarantine. */
  readonly ledger?: OpenLedger;
  readonly records: readonly LedgerRecord[];
  readonly messages: readonly Message[];
}> {
  if (ledger === undefined) return { records: [], messages: [] };
  if (present !== undefined) return { standing: present, ledger, records: [], messages: [] };
  if (context.at === EPOCH)
    return {
      records: [],
      messages: [
        message(
          'quarantine-unrecorded',
          'the quarantine is not on record: neither GitHub nor Google sent the time. Run the quarantine again',
        ),
      ],
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
              `the quarantine is ${written.records.length > 0 ? 'on record, with a failure' : 'not on record'}: ${written.messages.map(({ sentence }) => sentence).join('; ')}`,
            ),
          ],
  };
}

/** Anchors the ledger in the form that this run wrote, even if the branch has changed since. */
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
