import type { Evidence } from './evidence.ts';
import type { Organization, Person } from '../documents/organization.ts';

/** Returns the person that owns an account, by its numeric id. A person may have several accounts. */
export function personOf(id: number, organization: Organization): Person | undefined {
  return organization.people.find((person) => person.id === id || person.otherIds.includes(id));
}

/** Returns all account numbers of the person with this account, in any of the organizations. */
export function accountsOf(id: number, organizations: readonly Organization[]): readonly number[] {
  const people = organizations.flatMap((organization) => personOf(id, organization) ?? []);
  return [...new Set([id, ...people.flatMap((person) => [person.id, ...person.otherIds])])];
}

/** The form of a SAML name that can be a principal. The schema of documents demands the same. */
const SAML_NAME =
  /^[a-z0-9](?:[a-z0-9._'-]*[a-z0-9_-])?@[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)+$/;

/** Google compares addresses without case. Letters outside ASCII stay, since two may share a lower case. */
function toLowerAscii(text: string): string {
  return text.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
}

/** Returns an account's principal in single sign-on; `null` if not known, `undefined` if it is not an address. */
export function samlPrincipal(id: number, evidence: Pick<Evidence, 'identities'>): string | null | undefined {
  const name = evidence.identities?.[String(id)] ?? null;
  if (name === null) return null;
  const lower = toLowerAscii(name);
  return lower.length <= 254 - 'user:'.length && SAML_NAME.test(lower) ? `user:${lower}` : undefined;
}

/** Returns the IAM member of an account; `undefined` if it has none, or if it is not known. */
export function principalOf(
  id: number,
  organization: Organization | undefined,
  evidence: Evidence,
): string | undefined {
  if (organization === undefined) return undefined;
  if (organization.identity === 'saml') return samlPrincipal(id, evidence) ?? undefined;
  return organization.people.find((person) => person.id === id)?.principal;
}

/** Returns the key of an account's person. Accounts with the same key belong to one person. */
export type PersonKey = (id: number) => string;

/**
 * Groups accounts by person. Accounts belong to one person if one of these organizations lists them together. Accounts
 * with the same principal or SAML name do too. So a change of the organization does not split a person in two.
 */
export function identify(
  ids: readonly number[],
  organizations: readonly Organization[],
  evidence: Pick<Evidence, 'identities'>,
): PersonKey {
  const marks = new Map([...new Set(ids)].map((id) => [id, marksOf(id, organizations, evidence)]));
  const group = new Map<string, string>();
  // A third account may join two others, so marks are merged until no two groups share one.
  for (const own of marks.values()) {
    const joined = new Set(own.map((mark) => group.get(mark) ?? mark));
    const [first = ''] = [...joined].sort();
    for (const [mark, key] of group) if (joined.has(key)) group.set(mark, first);
    for (const mark of own) group.set(mark, first);
  }
  return (id) => group.get(`account ${id}`) ?? `account ${id}`;
}

function marksOf(
  id: number,
  organizations: readonly Organization[],
  evidence: Pick<Evidence, 'identities'>,
): readonly string[] {
  const listed = organizations.flatMap((organization) => {
    const person = personOf(id, organization);
    if (person === undefined) return [];
    const accounts = [person.id, ...person.otherIds].map((account) => `account ${account}`);
    return [...accounts, ...(person.principal === undefined ? [] : [`principal ${person.principal}`])];
  });
  const name = evidence.identities?.[String(id)] ?? null;
  return [`account ${id}`, ...listed, ...(name === null ? [] : [`principal user:${toLowerAscii(name)}`])];
}
