import type { Organization } from '../core/documents/organization.ts';
import type { PolicySet } from '../core/documents/policy-set.ts';
import type { RecordContext } from '../core/ledger/drafts.ts';
import type { LedgerRecord } from '../core/ledger/record.ts';
import {
  attachmentOf,
  DENIED_UNLESS_TOLD,
  denyPolicyFor,
  denyPolicyId,
  toDeniedPrincipal,
} from '../core/quarantine/deny-policy.ts';
import { denyDraft } from '../core/quarantine/drafts.ts';
import type { DenyOutcome, QuarantineFact } from '../core/quarantine/fact.ts';
import type { Quarantine } from '../core/quarantine/on-record.ts';
import { grantsOf } from '../core/quarantine/quarantine.ts';
import { addSeconds, EPOCH, type Instant } from '../core/time.ts';
import { trustOf, type Trust } from './ledger/trust.ts';
import { readLedger, type OpenLedger } from './ledger/open.ts';
import { message, messages, type Message } from '../core/message.ts';
import { appendRecords } from './ledger/append.ts';
import type { DenyPolicies, Ports } from '../core/ports.ts';

export type QuarantinePorts = Ports & { readonly deny: DenyPolicies };

/** Seconds. Grants of the last thirty days show the resources that a person uses. */
const RECENT = 30 * 86_400;

/** Places the deny policies of a quarantine, one after another. A failure stops no other. */
export async function placeDenyPolicies(
  ports: QuarantinePorts,
  set: PolicySet,
  ledger: OpenLedger | undefined,
  one: QuarantineFact & { readonly record: number; readonly at: Instant },
): Promise<{ readonly outcomes: readonly DenyOutcome[]; readonly messages: readonly Message[] }> {
  const { organization } = set;
  const permissions = organization?.quarantine?.deny ?? DENIED_UNLESS_TOLD;
  const installation = organization?.installation ?? ledger?.genesis.installation;
  if (permissions.length === 0) return { outcomes: [], messages: [] };
  if (installation === undefined)
    return {
      outcomes: [],
      messages: [
        message(
          'deny-failed',
          'Pullcord placed no deny policy: neither policies/organization.yaml nor the ledger names the installation. Set `installation` in that file',
        ),
      ],
    };
  if (one.principals.every((principal) => toDeniedPrincipal(principal) === undefined))
    return {
      outcomes: [],
      messages: [
        message(
          'deny-failed',
          'Pullcord placed no deny policy: no Google principal of this person is known. Add it under people in policies/organization.yaml',
        ),
      ],
    };
  const outcomes: DenyOutcome[] = [];
  const { places, unplaced } = attachments(resourcesFor(set, ledger, one), set);
  // One after another: Google allows few writes a minute.
  for (const resource of places) {
    const policy = denyPolicyFor(one, { installation, resource, permissions });
    const result = await ports.deny.place(policy);
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
  return { outcomes, messages: failuresOf(outcomes) };
}

/** Removes the deny policies of a quarantine, and records the outcome of each. */
export async function liftDenyPolicies(
  ports: QuarantinePorts,
  one: Quarantine,
  set: PolicySet,
  ledger: OpenLedger,
  { installation }: Organization,
  context: RecordContext,
) {
  const outcomes: DenyOutcome[] = [];
  for (const resource of placesOf(one, set, ledger)) {
    const policy = denyPolicyId(installation, one.ids[0] ?? 0);
    const result = await ports.deny.remove(resource, policy);
    outcomes.push(
      result.outcome === 'done'
        ? { resource, policy, is: 'removed' }
        : { resource, policy, is: 'not removed', sentence: result.sentence },
    );
  }
  const recorded = await putDenyOnRecord(ports, trustNow(ports, set, ledger.trust), one, outcomes, context);
  return { ...recorded, outcomes, messages: [...failuresOf(outcomes), ...recorded.messages] };
}

/** Records the outcome of each deny policy. Records nothing if the quarantine itself is not on record. */
export async function putDenyOnRecord(
  ports: Ports,
  trust: Trust,
  one: Quarantine | undefined,
  outcomes: readonly DenyOutcome[],
  context: RecordContext,
): Promise<{ readonly records: readonly LedgerRecord[]; readonly messages: readonly Message[] }> {
  if (one === undefined || outcomes.length === 0) return { records: [], messages: [] };
  const ledger = await readLedger(ports, trust);
  if ('problem' in ledger) return { records: [], messages: [ledger.problem] };
  if (!ledger.index.quarantines.some(({ record: seq, at }) => seq === one.record && at === one.at))
    return {
      records: [],
      messages: [
        message(
          'quarantine-unrecorded',
          `record ${one.record}, the quarantine, is no longer on the branch audit. ${AGAIN}`,
        ),
      ],
    };
  const written = await appendRecords(ports, ledger, [denyDraft(one.record, outcomes, context)]);
  return { records: written.records, messages: written.messages };
}

/** Returns the trust by the clock of now, with the pin that the caller read. */
export function trustNow(
  ports: Ports,
  { organization }: PolicySet,
  { root, unproven }: Pick<Trust, 'root' | 'unproven'>,
): Trust {
  const trust = trustOf(ports, organization, ports.repository.time());
  const kept = unproven === undefined ? trust : { ...trust, unproven };
  return root === undefined ? kept : { ...kept, root };
}

function failuresOf(outcomes: readonly DenyOutcome[]): readonly Message[] {
  return messages(
    'deny-failed',
    outcomes.flatMap(({ sentence }) => sentence ?? []),
  );
}

const AGAIN = 'Restore the branch, then run the quarantine again';

/** Returns the places that may have its deny policies. A placement without a recorded outcome may have landed. */
function placesOf(one: Quarantine, set: PolicySet, ledger: OpenLedger): readonly string[] {
  const gone = one.deny.flatMap(({ resource, is }) => (is === 'removed' ? [resource] : []));
  const named = one.deny.map(({ resource }) => resource);
  const maybe = attachments(one.deny.length === 0 ? resourcesFor(set, ledger, one) : named, set).places;
  return maybe.filter((place) => !gone.includes(place));
}

/** Returns each place whose deny policy covers some of these resources, and the resources without a known place. */
function attachments(resources: readonly string[], { organization }: PolicySet) {
  const buckets = organization?.quarantine?.buckets ?? [];
  const found = resources.map((resource) => ({ resource, ...attachmentOf(resource, buckets) }));
  return {
    places: [...new Set(found.flatMap((one) => ('place' in one ? [one.place] : [])))],
    unplaced: found.flatMap((one) => ('why' in one ? [one] : [])),
  };
}

/** Returns the resources that the person used lately, and then those of all policies. */
function resourcesFor(
  { organization, policies }: PolicySet,
  ledger: OpenLedger | undefined,
  one: QuarantineFact & { readonly at: Instant },
): readonly string[] {
  const since = one.at === EPOCH ? EPOCH : addSeconds(one.at, -RECENT);
  const grants = grantsOf(ledger?.index.byPull.values() ?? [], one, organization).filter(
    ({ window }) => window.end >= since,
  );
  const theirs = grants.flatMap(({ access }) => access.map(({ resource }) => resource));
  const everybodys = [...policies.values()].flatMap(({ access }) => access.map(({ resource }) => resource));
  return [...new Set([...theirs.sort(), ...everybodys.sort()])];
}
