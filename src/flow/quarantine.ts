import type { Organization } from '../core/documents/organization.ts';
import type { PolicySet } from '../core/documents/policy-set.ts';
import { EPOCH } from '../core/time.ts';
import type { RecordContext } from '../core/ledger/drafts.ts';
import type { LedgerRecord } from '../core/ledger/ledger.ts';
import { quarantinedDraft } from '../core/quarantine/drafts.ts';
import type { QuarantineFact } from '../core/quarantine/fact.ts';
import type { Caller } from '../core/quarantine/may.ts';
import type { Quarantine } from '../core/quarantine/on-record.ts';
import { grantsOf, inForce, personNamed, releaseOf, type Person } from '../core/quarantine/quarantine.ts';
import type { QuarantineResult } from '../core/report/quarantine.ts';
import { liftDenyPolicies, placeDenyPolicies, putDenyOnRecord, type QuarantinePorts } from './deny-policies.ts';
import { readPolicySet } from './observe/documents.ts';
import { errorMessage } from '../core/error-message.ts';
import { publish } from './ledger/anchors.ts';
import { readLedger, type OpenLedger } from './ledger/open.ts';
import { permissionOf, refuse } from './permission.ts';
import { reconcile, type ReconcileOptions } from './reconcile.ts';
import { appendRecords } from './ledger/append.ts';
import { organizationThatCounts } from './followup/releases.ts';
import { trustOf } from './observe/inputs.ts';
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

export type QuarantineOptions = Pick<ReconcileOptions, 'run' | 'version' | 'clone'>;

export type QuarantineReport = QuarantineResult;

const NOTHING: QuarantineReport = { records: [], deny: [], problems: [] };

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
  if (person === undefined) return { ...NOTHING, refused: nobody(order.person) };
  const permitted = await permissionOf(ports, order.caller, { organization, ...unread }, known);
  const at = ports.repository.time() ?? ports.iam.time();
  const occasion: RecordContext = { at: at ?? EPOCH, run: options.run, version: options.version };
  if (permitted.may !== 'yes') return refuse(ports, ledger, permitted, { person, why: order.why }, occasion);
  const fact = factOf(person, order, known, organization);
  const written = await putOnRecord(ports, known, standingQuarantine(known, fact, organization), fact, occasion);
  const orders = {
    onlyTakes: 'this run is for a quarantine, and only takes',
    quarantined: { ...fact, at: occasion.at },
  };
  // Anchored before anything else: a branch that is set back from now on contradicts the anchor.
  const anchored = await anchor(ports, written, organization, options.clone.name);
  const since = written.ledger === undefined ? {} : { since: written.ledger };
  const settled = await reconcile(ports, { ...options, dryRun: false, orders, ...since }).catch(errorMessage);
  const standing = written.standing ?? { ...fact, record: 0, at: occasion.at };
  const principals = [...new Set([...fact.principals, ...standing.principals])];
  const deny = await placeDenyPolicies(ports, set, known, { ...standing, principals });
  const told = await putDenyOnRecord(ports, set, written.standing, deny.outcomes, occasion);
  return {
    person,
    ...(written.standing === undefined ? {} : { record: written.standing.record }),
    records: [...written.records, ...told.records],
    ...(typeof settled === 'string' ? {} : { reconcile: settled }),
    deny: deny.outcomes,
    problems: [
      ...(permitted.unchecked === undefined ? [] : [permitted.unchecked]),
      ...('problem' in ledger ? [`the quarantine is not on record: ${ledger.problem}`] : []),
      ...written.problems,
      ...anchored,
      ...(typeof settled === 'string' ? [settled] : settled.problems),
      ...deny.problems,
      ...told.problems,
    ],
  };
}

/**
 * Takes the deny policies away of somebody who was released: only if the organization's document says so, and the change
 * that made it say so was approved. A record alone lifts nothing.
 */
export async function lift(
  ports: QuarantinePorts,
  name: string,
  options: QuarantineOptions,
): Promise<QuarantineReport> {
  const { set } = await documentsAtHead(ports, options);
  const ledger = await readLedger(ports, trustOf(ports, set.organization, ports.repository.time()));
  if ('problem' in ledger) return { ...NOTHING, refused: ledger.problem };
  const { organization, why } = await organizationThatCounts(ports, ledger.genesis);
  if (organization === undefined) return { ...NOTHING, refused: `nobody is released: ${why}` };
  const person = personNamed(name, organization);
  if (person === undefined) return { ...NOTHING, refused: nobody(name) };
  const theirs = ledger.index.quarantines.filter(({ ids }) => ids.some((id) => person.ids.includes(id)));
  const [holds] = inForce(theirs, organization);
  if (holds !== undefined)
    return {
      ...NOTHING,
      person,
      refused: `record ${holds.record} holds: no line of \`released\` in policies/organization.yaml names it for ${name}`,
    };
  const occasion = { at: ports.repository.time() ?? EPOCH, run: options.run, version: options.version };
  const results = [];
  for (const one of theirs.filter((each) => releaseOf(each, organization) !== undefined))
    results.push(await liftDenyPolicies(ports, one, set, ledger, organization, occasion));
  return {
    person,
    records: results.flatMap(({ records }) => records),
    deny: results.flatMap(({ outcomes }) => outcomes),
    problems: results.flatMap(({ problems }) => problems),
  };
}

function nobody(name: string): string {
  return `${JSON.stringify(name)} is nobody among the people of policies/organization.yaml; give the number of the account: GET https://api.github.com/users/<login> tells it`;
}

/** @returns the clone's documents, and `unread` with the reason, if the default branch was unreadable */
async function documentsAtHead(
  ports: Ports,
  { clone }: QuarantineOptions,
): Promise<{ readonly set: PolicySet; readonly unread?: { readonly unread: string } }> {
  const overview = await ports.repository.overview().catch(errorMessage);
  if (typeof overview === 'string') return { set: readPolicySet(clone.documents), unread: { unread: overview } };
  const set = readPolicySet(overview.documents);
  // A slip at the head must not hide who somebody is.
  return { set: set.organization === undefined ? readPolicySet(clone.documents) : set };
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
  occasion: RecordContext,
): Promise<{
  readonly standing?: Quarantine;
  /** As it stands with the quarantine. */
  readonly ledger?: OpenLedger;
  readonly records: readonly LedgerRecord[];
  readonly problems: readonly string[];
}> {
  if (ledger === undefined) return { records: [], problems: [] };
  if (present !== undefined) return { standing: present, ledger, records: [], problems: [] };
  if (occasion.at === EPOCH)
    return { records: [], problems: ['the quarantine is not on record: nobody told the time'] };
  const written = await appendRecords(ports, ledger, [quarantinedDraft(fact, occasion)]);
  const standing = written.ledger.index.quarantines.findLast(
    ({ ids, at }) => at === occasion.at && ids.join() === fact.ids.join(),
  );
  return {
    ...(standing === undefined ? {} : { standing }),
    ledger: written.ledger,
    records: written.records,
    problems:
      written.problem === undefined
        ? []
        : [`the quarantine is ${written.records.length > 0 ? '' : 'not '}on record: ${written.problem}`],
  };
}

/** Anchors the ledger as it was written, whatever has become of the branch since. */
async function anchor(
  ports: Ports,
  { ledger, records }: { readonly ledger?: OpenLedger; readonly records: readonly LedgerRecord[] },
  organization: Organization | undefined,
  repository: string,
): Promise<readonly string[]> {
  if (ledger === undefined || organization === undefined || records.length === 0) return [];
  const logged = { logged: undefined, unkept: true, records };
  const { problems } = await publish(ports, ledger, organization, repository, logged);
  return problems;
}
