import { inForce, personNamed, releaseOf } from '../core/quarantine/quarantine.ts';
import { EPOCH } from '../core/time.ts';
import { liftDenyPolicies, type QuarantinePorts } from './deny-policies.ts';
import { sealOnlyIfClean } from './ledger/activity.ts';
import { readLedger } from './ledger/open.ts';
import { trustOf } from './ledger/trust.ts';
import { readOrganizationInForce } from './observe/organization-in-force.ts';
import {
  documentsAtHead,
  nobodyNamed,
  refusedWith,
  type QuarantineOptions,
  type QuarantineReport,
} from './quarantine-inputs.ts';

/**
 * Removes the deny policies of a released person. The organization's document must release the person, and the change
 * that released them must be approved. A record alone lifts nothing.
 */
export async function lift(
  ports: QuarantinePorts,
  name: string,
  options: QuarantineOptions,
): Promise<QuarantineReport> {
  const { set, pin } = await documentsAtHead(ports, options);
  const read = await readLedger(ports, trustOf(ports, set.organization, ports.repository.time(), pin));
  if ('problem' in read) return refusedWith(read.problem.sentence);
  const ledger = await sealOnlyIfClean(ports, read);
  const { organization, why } = await readOrganizationInForce(ports, ledger);
  if (organization === undefined || why !== undefined)
    return refusedWith(`the releases in policies/organization.yaml do not count: ${why ?? 'it could not be read'}`);
  const person = personNamed(name, organization);
  if (person === undefined) return refusedWith(nobodyNamed(name));
  const theirs = ledger.index.quarantines.filter(({ ids }) => ids.some((id) => person.ids.includes(id)));
  const [holds] = inForce(theirs, organization);
  if (holds !== undefined)
    return {
      ...refusedWith(
        `record ${holds.record} still keeps ${name} in quarantine. Add this line under released in policies/organization.yaml, and get it approved: { person: ${name}, record: ${holds.record}, why: TEXT }`,
      ),
      person,
    };
  const context = { at: ports.repository.time() ?? EPOCH, run: options.run, version: options.version };
  const results = [];
  for (const one of theirs.filter((each) => releaseOf(each, organization) !== undefined))
    results.push(await liftDenyPolicies(ports, one, set, ledger, organization, context));
  return {
    person,
    records: results.flatMap(({ records }) => records),
    deny: results.flatMap(({ outcomes }) => outcomes),
    messages: results.flatMap(({ messages }) => messages),
  };
}
