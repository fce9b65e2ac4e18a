import type { Evidence } from './evidence.ts';
import type { Organization, Person } from '../documents/organization.ts';

/** The person an account belongs to, by numeric id: further accounts are the same person. */
export function personOf(id: number, organization: Organization): Person | undefined {
  return organization.people.find((person) => person.id === id || person.otherIds.includes(id));
}

/** What a SAML name must look like to be a principal: what our schema demands of one, no more. */
const SAML_NAME =
  /^[a-z0-9](?:[a-z0-9._'-]*[a-z0-9_-])?@[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)+$/;

/** Google tells no upper from lower case in an address; outside ASCII nothing is made lower, since letters may meet. */
function toLowerAscii(text: string): string {
  return text.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
}

/** The principal single sign-on knows an account under; `null`: not known, `undefined`: known, and no address. */
export function samlPrincipal(id: number, evidence: Pick<Evidence, 'identities'>): string | null | undefined {
  const name = evidence.identities?.[String(id)] ?? null;
  if (name === null) return null;
  const lower = toLowerAscii(name);
  return lower.length <= 254 - 'user:'.length && SAML_NAME.test(lower) ? `user:${lower}` : undefined;
}

/** The IAM member an account stands for, if it stands for one and that is known. */
export function principalOf(
  id: number,
  organization: Organization | undefined,
  evidence: Evidence,
): string | undefined {
  if (organization === undefined) return undefined;
  if (organization.identity === 'saml') return samlPrincipal(id, evidence) ?? undefined;
  return organization.people.find((person) => person.id === id)?.principal;
}

/** Tells which accounts are one person: accounts with one key are. */
export type PersonKey = (id: number) => string;

/**
 * Accounts are one person if an organization lists them as one, or if they share a principal or a SAML name, by any of
 * these organizations: who is one person in one of them does not become two by a change.
 */
export function identify(
  ids: readonly number[],
  organizations: readonly Organization[],
  evidence: Pick<Evidence, 'identities'>,
): PersonKey {
  const marks = new Map([...new Set(ids)].map((id) => [id, marksOf(id, organizations, evidence)]));
  const group = new Map<string, string>();
  // Two accounts may be joined by a third: marks are merged until none of them meets another group.
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
