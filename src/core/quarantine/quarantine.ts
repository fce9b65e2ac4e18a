import type { Organization, Release } from '../documents/organization.ts';
import { personOf } from '../decision/identity.ts';
import type { Grant } from '../grant/grant.ts';
import type { GrantState } from '../ledger/grant-state.ts';
import type { QuarantineFact } from './fact.ts';
import type { Quarantine } from './on-record.ts';

/** The person that a command names. */
export interface Person {
  readonly ids: readonly number[];
  /** `null` if the organization does not list the person. */
  readonly login: string | null;
  readonly principals: readonly string[];
}

/**
 * Finds the person with a login or a numeric id. A login must be in the organization document; any number is accepted.
 * Returns `undefined` for an unlisted login, or for text that is neither.
 */
export function personNamed(text: string, organization: Organization | undefined): Person | undefined {
  const number = /^(?:id:)?([1-9]\d{0,15})$/.exec(text)?.[1];
  const people = organization?.people ?? [];
  const listed = people.find(({ login }) => login.toLowerCase() === text.toLowerCase());
  const id = listed?.id ?? (number === undefined ? undefined : Number(number));
  if (id === undefined) return undefined;
  const person = organization === undefined ? undefined : personOf(id, organization);
  if (person === undefined) return { ids: [id], login: null, principals: [] };
  const { login, id: first, otherIds, principal } = person;
  return { ids: [first, ...otherIds], login, principals: principal === undefined ? [] : [principal] };
}

/** Returns the entry of the organization document that lifts a quarantine, or `undefined` if it is in force. */
export function releaseOf(quarantine: Quarantine, organization: Organization | undefined): Release | undefined {
  return organization?.released?.find(
    ({ record, person }) => record === quarantine.record && names(person, quarantine, organization),
  );
}

/** Returns the quarantines in force. Without a readable organization nobody is released. */
export function inForce(
  quarantines: readonly Quarantine[],
  organization: Organization | undefined,
): readonly Quarantine[] {
  return quarantines.filter((quarantine) => releaseOf(quarantine, organization) === undefined);
}

/** Returns the accounts of all people in quarantine. Accounts that the organization listed later are included. */
export function idsIn(
  quarantines: readonly Pick<QuarantineFact, 'ids'>[],
  organization: Organization | undefined,
): readonly number[] {
  const ids = quarantines.flatMap((quarantine) =>
    quarantine.ids.flatMap((id) => {
      const person = organization === undefined ? undefined : personOf(id, organization);
      return person === undefined ? [id] : [id, person.id, ...person.otherIds];
    }),
  );
  return [...new Set(ids)].sort((a, b) => a - b);
}

/** Returns the person's grants on record. */
export function grantsOf(
  accounts: Iterable<Pick<GrantState, 'grant'>>,
  of: Pick<QuarantineFact, 'ids' | 'principals'>,
  organization: Organization | undefined,
): readonly Grant[] {
  return [...accounts].flatMap(({ grant }) =>
    grant !== undefined && isTheirs(grant, of, organization) ? [grant] : [],
  );
}

/** True if the person requested the grant, or one of their Google principals received it. */
export function isTheirs(
  grant: Grant,
  quarantine: Pick<QuarantineFact, 'ids' | 'principals'>,
  organization: Organization | undefined,
): boolean {
  return (
    idsIn([quarantine], organization).includes(grant.requester.id) || quarantine.principals.includes(grant.principal)
  );
}

function names(text: string, quarantine: Quarantine, organization: Organization): boolean {
  if (quarantine.login !== null && quarantine.login.toLowerCase() === text.toLowerCase()) return true;
  return personNamed(text, organization)?.ids.some((id) => quarantine.ids.includes(id)) ?? false;
}
