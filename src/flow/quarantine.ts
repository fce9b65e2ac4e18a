import type { Organization } from '../core/documents/organization.ts';
import type { PolicySet } from '../core/documents/policy-set.ts';
import { addSeconds, type Instant } from '../core/time.ts';
import type { Occasion } from '../core/ledger/drafts.ts';
import type { Draft, LedgerRecord } from '../core/ledger/ledger.ts';
import { denyDraft, quarantinedDraft } from '../core/quarantine/drafts.ts';
import {
  attachmentOf,
  DENIED_UNLESS_TOLD,
  denyPolicyFor,
  denyPolicyId,
  toDeniedPrincipal,
  type DenyPolicy,
} from '../core/quarantine/deny-policy.ts';
import type { DenyOutcome, QuarantineFact } from '../core/quarantine/fact.ts';
import type { Quarantine } from '../core/quarantine/on-record.ts';
import { inForce, isTheirs, personNamed, releaseOf, type Person } from '../core/quarantine/quarantine.ts';
import type { QuarantineResult } from '../core/report/quarantine.ts';
import { readPolicySet } from './documents.ts';
import { asSentence } from './limited.ts';
import { readLedger, type OpenLedger } from './open-ledger.ts';
import { reconcile, type ReconcileOptions } from './reconcile.ts';
import { record } from './record.ts';
import { organizationThatCounts } from './releases.ts';
import { trustOf } from './both-sides.ts';
import type { World } from './world.ts';

/** IAM deny policies. Never throws. */
export interface DenyPolicies {
  readonly place: (policy: DenyPolicy) => Promise<DenyResult>;
  readonly remove: (resource: string, id: string) => Promise<DenyResult>;
}

export type DenyResult = { readonly outcome: 'done' } | { readonly outcome: 'failed'; readonly sentence: string };

export type QuarantineWorld = World & { readonly deny: DenyPolicies };

/** Who, by whom, and why. */
export interface QuarantineOrder {
  /** A login among the organization's people, or a numeric id. */
  readonly person: string;
  readonly by: string;
  readonly why: string;
}

export type QuarantineOptions = Pick<ReconcileOptions, 'run' | 'version' | 'clone'>;

export type QuarantineReport = QuarantineResult;

const NOTHING: QuarantineReport = { records: [], deny: [], problems: [] };
/** Grants of the last thirty days say where somebody works. */
const RECENT = 30 * 86_400;

/**
 * Puts somebody in quarantine. On record first, so that every later run withholds; then their access is taken away; then
 * deny policies are placed, which stops nothing else if it fails. What could not be done is told, and all of it may be
 * run again.
 */
export async function quarantine(
  world: QuarantineWorld,
  order: QuarantineOrder,
  options: QuarantineOptions,
): Promise<QuarantineReport> {
  const set = await documentsAtHead(world, options);
  const ledger = await readLedger(world, trustOf(world, set.organization, world.repository.time()));
  const known = 'problem' in ledger ? undefined : ledger;
  const person = personNamed(order.person, set.organization);
  if (person === undefined) return { ...NOTHING, refused: nobody(order.person) };
  const at = world.repository.time() ?? world.iam.time();
  const fact = factOf(person, order, known, set.organization);
  const occasion: Occasion = { at: at ?? EPOCH, run: options.run, version: options.version };
  const written = await putOnRecord(world, known, standing(known, fact, set.organization), fact, occasion);
  const orders = {
    onlyTakes: 'this run is for a quarantine, and only takes',
    quarantined: { ...fact, at: occasion.at },
  };
  const settled = await reconcile(world, { ...options, dryRun: false, orders }).catch(asSentence);
  const deny = await placeDenyPolicies(world, set, known, written.standing ?? { ...fact, record: 0, at: occasion.at });
  const told = await putDenyOnRecord(world, set, written.standing, deny.outcomes, occasion);
  return {
    person,
    ...(written.standing === undefined ? {} : { record: written.standing.record }),
    records: [...written.records, ...told.records],
    ...(typeof settled === 'string' ? {} : { reconcile: settled }),
    deny: deny.outcomes,
    problems: [
      ...('problem' in ledger ? [`the quarantine is not on record: ${ledger.problem}`] : []),
      ...written.problems,
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
  world: QuarantineWorld,
  name: string,
  options: QuarantineOptions,
): Promise<QuarantineReport> {
  const set = await documentsAtHead(world, options);
  const ledger = await readLedger(world, trustOf(world, set.organization, world.repository.time()));
  if ('problem' in ledger) return { ...NOTHING, refused: ledger.problem };
  const { organization, why } = await organizationThatCounts(world, ledger.genesis);
  if (organization === undefined) return { ...NOTHING, refused: `nobody is released: ${why}` };
  const person = personNamed(name, organization);
  if (person === undefined) return { ...NOTHING, refused: nobody(name) };
  const theirs = ledger.accounts.quarantines.filter(({ ids }) => ids.some((id) => person.ids.includes(id)));
  const [holds] = inForce(theirs, organization);
  if (holds !== undefined)
    return {
      ...NOTHING,
      person,
      refused: `record ${holds.record} holds: no line of \`released\` in policies/organization.yaml names it for ${name}`,
    };
  const occasion = { at: world.repository.time() ?? EPOCH, run: options.run, version: options.version };
  const results = [];
  for (const one of theirs.filter((each) => releaseOf(each, organization) !== undefined))
    results.push(await liftOne(world, one, placesOf(one, set, ledger), set, organization, occasion));
  return {
    person,
    records: results.flatMap(({ records }) => records),
    deny: results.flatMap(({ outcomes }) => outcomes),
    problems: results.flatMap(({ problems }) => problems),
  };
}

/** Where its deny policies may be: a placing whose end is not on record may have landed. */
function placesOf(one: Quarantine, set: PolicySet, ledger: OpenLedger): readonly string[] {
  const gone = one.deny.flatMap(({ resource, is }) => (is === 'removed' ? [resource] : []));
  const named = one.deny.map(({ resource }) => resource);
  const maybe = attachments(one.deny.length === 0 ? resourcesFor(set, ledger, one) : named, set).places;
  return maybe.filter((place) => !gone.includes(place));
}

/** The places where deny policies cover these resources, each once, and the resources of which that is not known. */
function attachments(resources: readonly string[], { organization }: PolicySet) {
  const buckets = organization?.quarantine?.buckets ?? [];
  const found = resources.map((resource) => ({ resource, ...attachmentOf(resource, buckets) }));
  return {
    places: [...new Set(found.flatMap((one) => ('place' in one ? [one.place] : [])))],
    unplaced: found.flatMap((one) => ('why' in one ? [one] : [])),
  };
}

async function liftOne(
  world: QuarantineWorld,
  one: Quarantine,
  places: readonly string[],
  set: PolicySet,
  { installation }: Organization,
  occasion: Occasion,
) {
  const outcomes: DenyOutcome[] = [];
  for (const resource of places) {
    const policy = denyPolicyId(installation, one.ids[0] ?? 0);
    const result = await world.deny.remove(resource, policy);
    outcomes.push(
      result.outcome === 'done'
        ? { resource, policy, is: 'removed' }
        : { resource, policy, is: 'not removed', sentence: result.sentence },
    );
  }
  const told = await putDenyOnRecord(world, set, one, outcomes, occasion);
  return { ...told, outcomes, problems: [...outcomes.flatMap(({ sentence }) => sentence ?? []), ...told.problems] };
}

/** Only reached when neither GitHub nor Google told the time; such a quarantine is not put on record. */
const EPOCH = '1970-01-01T00:00:00Z';

function nobody(name: string): string {
  return `${JSON.stringify(name)} is nobody among the people of policies/organization.yaml; give the number of the account: GET https://api.github.com/users/<login> tells it`;
}

async function documentsAtHead(world: World, { clone }: QuarantineOptions): Promise<PolicySet> {
  const overview = await world.repository.overview().catch(() => undefined);
  const set = readPolicySet(overview?.documents ?? clone.documents);
  // A slip at the head must not hide who somebody is.
  return set.organization === undefined ? readPolicySet(clone.documents) : set;
}

/** With every name the person's access was given to, should the organization not tell. */
function factOf(
  { ids, login, principals }: Person,
  { by, why }: QuarantineOrder,
  ledger: OpenLedger | undefined,
  organization: Organization | undefined,
): QuarantineFact {
  const given = grantsOf(ledger, { ids, principals }, organization).map(({ principal }) => principal);
  return { ids, login, principals: [...new Set([...principals, ...given])], by, why };
}

function grantsOf(
  ledger: OpenLedger | undefined,
  of: Pick<QuarantineFact, 'ids' | 'principals'>,
  organization: Organization | undefined,
) {
  const accounts = [...(ledger?.accounts.byPull.values() ?? [])];
  return accounts.flatMap(({ grant }) => (grant !== undefined && isTheirs(grant, of, organization) ? [grant] : []));
}

/** The quarantine of exactly this person that holds already, if there is one. */
function standing(
  ledger: OpenLedger | undefined,
  { ids }: QuarantineFact,
  organization: Organization | undefined,
): Quarantine | undefined {
  return inForce(ledger?.accounts.quarantines ?? [], organization).find((one) =>
    ids.every((id) => one.ids.includes(id)),
  );
}

async function putOnRecord(
  world: World,
  ledger: OpenLedger | undefined,
  present: Quarantine | undefined,
  fact: QuarantineFact,
  occasion: Occasion,
): Promise<{
  readonly standing?: Quarantine;
  readonly records: readonly LedgerRecord[];
  readonly problems: readonly string[];
}> {
  if (present !== undefined) return { standing: present, records: [], problems: [] };
  if (ledger === undefined) return { records: [], problems: [] };
  if (occasion.at === EPOCH)
    return { records: [], problems: ['the quarantine is not on record: nobody told the time'] };
  const written = await record(world, ledger, [quarantinedDraft(fact, occasion)]);
  const standing = written.ledger.accounts.quarantines.findLast(
    ({ ids, at }) => at === occasion.at && ids.join() === fact.ids.join(),
  );
  return {
    ...(standing === undefined ? {} : { standing }),
    records: written.records,
    problems: written.problem === undefined ? [] : [`the quarantine is not on record: ${written.problem}`],
  };
}

async function placeDenyPolicies(
  world: QuarantineWorld,
  set: PolicySet,
  ledger: OpenLedger | undefined,
  one: QuarantineFact & { readonly record: number; readonly at: Instant },
): Promise<{ readonly outcomes: readonly DenyOutcome[]; readonly problems: readonly string[] }> {
  const { organization } = set;
  const permissions = organization?.quarantine?.deny ?? DENIED_UNLESS_TOLD;
  const installation = organization?.installation ?? ledger?.genesis.installation;
  if (permissions.length === 0) return { outcomes: [], problems: [] };
  if (installation === undefined)
    return { outcomes: [], problems: ['no deny policy is placed: nothing says which installation this is'] };
  if (one.principals.every((principal) => toDeniedPrincipal(principal) === undefined))
    return { outcomes: [], problems: ['no deny policy is placed: nobody knows who this is at Google'] };
  const outcomes: DenyOutcome[] = [];
  const { places, unplaced } = attachments(resourcesFor(set, ledger, one), set);
  // One after another: Google allows few a minute.
  for (const resource of places) {
    const policy = denyPolicyFor(one, { installation, resource, permissions });
    const result = await world.deny.place(policy);
    outcomes.push(
      result.outcome === 'done'
        ? { resource, policy: policy.id, is: 'placed' }
        : { resource, policy: policy.id, is: 'not placed', sentence: result.sentence },
    );
  }
  for (const { resource, why } of unplaced) {
    const policy = denyPolicyId(installation, one.ids[0] ?? 0);
    outcomes.push({ resource, policy, is: 'not placed', sentence: `no deny policy covers ${resource}: ${why}` });
  }
  return { outcomes, problems: outcomes.flatMap(({ sentence }) => sentence ?? []) };
}

/** Everything policies hand out, and where the person worked of late: that first. */
function resourcesFor(
  { organization, policies }: PolicySet,
  ledger: OpenLedger | undefined,
  one: QuarantineFact & { readonly at: Instant },
): readonly string[] {
  const since = one.at === EPOCH ? EPOCH : addSeconds(one.at, -RECENT);
  const grants = grantsOf(ledger, one, organization).filter(({ window }) => window.end >= since);
  const theirs = grants.flatMap(({ access }) => access.map(({ resource }) => resource));
  const everybodys = [...policies.values()].flatMap(({ access }) => access.map(({ resource }) => resource));
  return [...new Set([...theirs.sort(), ...everybodys.sort()])];
}

async function putDenyOnRecord(
  world: World,
  { organization }: PolicySet,
  one: Quarantine | undefined,
  outcomes: readonly DenyOutcome[],
  occasion: Occasion,
): Promise<{ readonly records: readonly LedgerRecord[]; readonly problems: readonly string[] }> {
  if (one === undefined || outcomes.length === 0) return { records: [], problems: [] };
  const ledger = await readLedger(world, trustOf(world, organization, world.repository.time()));
  if ('problem' in ledger) return { records: [], problems: [ledger.problem] };
  const drafts: readonly Draft[] = [denyDraft(one.record, outcomes, occasion)];
  const written = await record(world, ledger, drafts);
  return { records: written.records, problems: written.problem === undefined ? [] : [written.problem] };
}
