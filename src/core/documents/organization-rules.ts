import type { Document } from './document.ts';
import type { Issue } from '../issue.ts';
import { parseKey } from '../ledger/note.ts';
import type { Person } from './organization.ts';
import { tooFewPeople, unknownPeople } from './parties.ts';
import { isBasicRole } from './roles.ts';
import type { WrittenOrganization } from './schema/validators.js';
import { quote } from '../text.ts';
import { formatDuration, LONGEST_DURATION, toDuration } from '../time.ts';

export interface OrganizationOnPaper {
  readonly written: WrittenOrganization;
  readonly document: Document;
}

/** One thing the organization's document must hold to besides its schema. */
export type OrganizationRule = (paper: OrganizationOnPaper) => readonly Issue[];

/** Every rule, in the order their issues are shown. */
export const ORGANIZATION_RULES: readonly OrganizationRule[] = [
  loginsAreDistinct,
  idsAreDistinct,
  principalsAreDistinct,
  durationUnderAWeek,
  basicRolesStayOut,
  rolesNotBothWays,
  policyChangersAreKnown,
  policyChangesArePossible,
  ledgerKeysAreKeys,
];

export function toPerson(written: WrittenOrganization['people'][number]): Person {
  const { github: login, id, principal } = written;
  return { login, id, otherIds: written.otherAccounts ?? [], principal };
}

/** GitHub's logins do not tell upper from lower case. */
function loginsAreDistinct(paper: OrganizationOnPaper): readonly Issue[] {
  const logins = paper.written.people.map(({ github }, at) => ({
    key: github.toLowerCase(),
    pointer: `/people/${at}/github`,
  }));
  return repeated(paper, logins, 'person-duplicate-login', 'is already somebody');
}

/** Across everybody's accounts: one account belongs to one person. */
function idsAreDistinct(paper: OrganizationOnPaper): readonly Issue[] {
  const ids = paper.written.people.flatMap(({ id, otherAccounts }, at) => [
    { key: String(id), pointer: `/people/${at}/id` },
    ...(otherAccounts ?? []).map((other, index) => ({
      key: String(other),
      pointer: `/people/${at}/otherAccounts/${index}`,
    })),
  ]);
  return repeated(paper, ids, 'person-duplicate-id', 'is already an account of somebody');
}

function principalsAreDistinct(paper: OrganizationOnPaper): readonly Issue[] {
  const principals = paper.written.people.map(({ principal }, at) => ({
    key: canonicalPrincipal(principal),
    pointer: `/people/${at}/principal`,
  }));
  return repeated(paper, principals, 'person-duplicate-principal', "is already somebody's principal");
}

/** Gmail delivers to the same person with and without dots, under both its names. */
function canonicalPrincipal(principal: string): string {
  const [local = '', domain = ''] = principal.split('@');
  return domain === 'gmail.com' || domain === 'googlemail.com' ? `${local.replaceAll('.', '')}@gmail.com` : principal;
}

function durationUnderAWeek(paper: OrganizationOnPaper): readonly Issue[] {
  if (toDuration(paper.written.maxDuration) <= LONGEST_DURATION) return [];
  const sentence = `temporary access lasts ${formatDuration(LONGEST_DURATION)} at most; write a shorter duration`;
  return [issueAt(paper, 'duration-over-limit', '/maxDuration', sentence)];
}

function basicRolesStayOut(paper: OrganizationOnPaper): readonly Issue[] {
  return (paper.written.grantAlthoughPowerful ?? []).flatMap((role, at) => {
    if (!isBasicRole(role)) return [];
    const sentence = `${quote(role)} is a basic role, which no setting allows; remove it`;
    return [issueAt(paper, 'role-basic', `/grantAlthoughPowerful/${at}`, sentence)];
  });
}

function rolesNotBothWays(paper: OrganizationOnPaper): readonly Issue[] {
  return (paper.written.grantAlthoughPowerful ?? []).flatMap((role, at) => {
    if (!paper.written.neverGrant?.includes(role)) return [];
    const sentence = `${quote(role)} is in neverGrant too; keep one of them`;
    return [issueAt(paper, 'role-both-ways', `/grantAlthoughPowerful/${at}`, sentence)];
  });
}

function policyChangersAreKnown({ written, document }: OrganizationOnPaper): readonly Issue[] {
  const people = written.people.map(toPerson);
  return written.policyChanges.flatMap(({ from }, at) =>
    unknownPeople(document, `/policyChanges/${at}/from`, from, people),
  );
}

function policyChangesArePossible(paper: OrganizationOnPaper): readonly Issue[] {
  if (policyChangersAreKnown(paper).length > 0) return [];
  return tooFewPeople(
    paper.document,
    '/policyChanges',
    paper.written.policyChanges,
    paper.written.people.map(toPerson),
  );
}

/** The pattern in the schema knows neither what an id is of nor which types there are. */
function ledgerKeysAreKeys(paper: OrganizationOnPaper): readonly Issue[] {
  return (paper.written.ledger?.keys ?? []).flatMap((text, at) => {
    const key = parseKey(text);
    if (!('invalid' in key)) return [];
    return [issueAt(paper, 'ledger-key', `/ledger/keys/${at}`, `${key.invalid}; copy the key as it was printed`)];
  });
}

function repeated(
  paper: OrganizationOnPaper,
  entries: readonly { readonly key: string; readonly pointer: string }[],
  code: string,
  words: string,
): readonly Issue[] {
  const seen = new Map<string, string>();
  return entries.flatMap(({ key, pointer }) => {
    const first = seen.get(key);
    if (first === undefined) {
      seen.set(key, pointer);
      return [];
    }
    const { line } = paper.document.placeOf(first);
    return [issueAt(paper, code, pointer, `${quote(key)} ${words}, in line ${line}; one person, one entry`)];
  });
}

function issueAt({ document }: OrganizationOnPaper, code: string, pointer: string, sentence: string): Issue {
  return { code, path: document.path, ...document.placeOf(pointer), sentence };
}
