import type { Document } from './document.ts';
import type { Issue } from '../issue.ts';
import { parseKey } from '../ledger/note.ts';
import type { Person } from './organization.ts';
import { tooFewPeople, unknownPeople } from './parties.ts';
import { isBasicRole } from './roles.ts';
import type { WrittenOrganization } from './schema/validators.d.ts';
import { parseSecurityKey } from '../signature/security-key.ts';
import { quote } from '../text.ts';
import { formatDuration, LONGEST_DURATION, toDuration } from '../time.ts';

export interface OrganizationOnPaper {
  readonly written: WrittenOrganization;
  readonly document: Document;
}

/** A requirement on the organization document that its schema cannot express. */
export type OrganizationRule = (paper: OrganizationOnPaper) => readonly Issue[];

/** Every rule, in the order of the issues shown. */
export const ORGANIZATION_RULES: readonly OrganizationRule[] = [
  loginsAreDistinct,
  idsAreDistinct,
  teamsAreDistinct,
  principalsComeFromOnePlace,
  principalsAreDistinct,
  securityKeysCanBeRead,
  securityKeysAreDistinct,
  durationUnderAWeek,
  basicRolesStayOut,
  rolesNotBothWays,
  policyChangersAreKnown,
  policyChangesArePossible,
  securityIsKnown,
  quarantinersAreKnown,
  ledgerKeysAreKeys,
];

export function toPerson(written: WrittenOrganization['people'][number]): Person {
  const { github: login, id, principal } = written;
  const securityKeys = (written.securityKeys ?? []).flatMap((line) => {
    const key = parseSecurityKey(line);
    return key.ok ? [key.value] : [];
  });
  return {
    login,
    id,
    otherIds: written.otherAccounts ?? [],
    ...(principal === undefined ? {} : { principal }),
    securityKeys,
  };
}

/** GitHub compares logins without regard to case. */
function loginsAreDistinct(paper: OrganizationOnPaper): readonly Issue[] {
  const logins = paper.written.people.map(({ github }, at) => ({
    key: github.toLowerCase(),
    pointer: `/people/${at}/github`,
  }));
  return repeated(paper, logins, 'person-duplicate-login', 'login');
}

/** One account belongs to one person. Further accounts count too. */
function idsAreDistinct(paper: OrganizationOnPaper): readonly Issue[] {
  const ids = paper.written.people.flatMap(({ id, otherAccounts }, at) => [
    { key: String(id), pointer: `/people/${at}/id` },
    ...(otherAccounts ?? []).map((other, index) => ({
      key: String(other),
      pointer: `/people/${at}/otherAccounts/${index}`,
    })),
  ]);
  return repeated(paper, ids, 'person-duplicate-id', 'account');
}

/** A principal has one source. Two different sources would leave open which account receives the access. */
function principalsComeFromOnePlace(paper: OrganizationOnPaper): readonly Issue[] {
  const saml = paper.written.identity === 'saml';
  return paper.written.people.flatMap(({ github: login, principal }, at) => {
    if (saml && principal !== undefined)
      return [
        issueAt(
          paper,
          'principal-beside-saml',
          `/people/${at}/principal`,
          `the principal of ${login} comes from single sign-on (\`identity: saml\`); remove this line`,
        ),
      ];
    return saml || principal !== undefined
      ? []
      : [
          issueAt(
            paper,
            'principal-missing',
            `/people/${at}`,
            `${login} has no principal; add \`principal: user:<email>\`, the Google account that receives access`,
          ),
        ];
  });
}

function principalsAreDistinct(paper: OrganizationOnPaper): readonly Issue[] {
  const principals = paper.written.people.flatMap(({ principal }, at) =>
    principal === undefined ? [] : [{ key: canonicalPrincipal(principal), pointer: `/people/${at}/principal` }],
  );
  return repeated(paper, principals, 'person-duplicate-principal', 'principal');
}

/** Gmail ignores dots in an address, and delivers to one mailbox under both its domains. */
function canonicalPrincipal(principal: string): string {
  const [local = '', domain = ''] = principal.split('@');
  return domain === 'gmail.com' || domain === 'googlemail.com' ? `${local.replaceAll('.', '')}@gmail.com` : principal;
}

function securityKeysCanBeRead(paper: OrganizationOnPaper): readonly Issue[] {
  return linesOfKeys(paper).flatMap(({ line, pointer }) => {
    const key = parseSecurityKey(line);
    return key.ok ? [] : [issueAt(paper, key.code, pointer, key.sentence)];
  });
}

/** One key belongs to one person: its holder could sign as two people otherwise. The key's application does not matter. */
function securityKeysAreDistinct(paper: OrganizationOnPaper): readonly Issue[] {
  const keys = linesOfKeys(paper).flatMap(({ line, pointer }) => {
    const key = parseSecurityKey(line);
    return key.ok ? [{ key: `${key.value.type} ${key.value.point}`, pointer }] : [];
  });
  return repeated(paper, keys, 'security-key-duplicate', 'security key');
}

function linesOfKeys({ written }: OrganizationOnPaper): readonly { readonly line: string; readonly pointer: string }[] {
  return written.people.flatMap(({ securityKeys }, at) =>
    (securityKeys ?? []).map((line, index) => ({ line, pointer: `/people/${at}/securityKeys/${index}` })),
  );
}

function durationUnderAWeek(paper: OrganizationOnPaper): readonly Issue[] {
  if (toDuration(paper.written.maxDuration) <= LONGEST_DURATION) return [];
  const sentence = `access may last at most ${formatDuration(LONGEST_DURATION)}; write a shorter duration`;
  return [issueAt(paper, 'duration-over-limit', '/maxDuration', sentence)];
}

function basicRolesStayOut(paper: OrganizationOnPaper): readonly Issue[] {
  return (paper.written.grantAlthoughPowerful ?? []).flatMap((role, at) => {
    if (!isBasicRole(role)) return [];
    const sentence = `${quote(role)} is a basic role, and no setting allows basic roles; remove it`;
    return [issueAt(paper, 'role-basic', `/grantAlthoughPowerful/${at}`, sentence)];
  });
}

function rolesNotBothWays(paper: OrganizationOnPaper): readonly Issue[] {
  return (paper.written.grantAlthoughPowerful ?? []).flatMap((role, at) => {
    if (!paper.written.neverGrant?.includes(role)) return [];
    const sentence = `${quote(role)} is also in neverGrant; remove it from one of the two lists`;
    return [issueAt(paper, 'role-both-ways', `/grantAlthoughPowerful/${at}`, sentence)];
  });
}

/** A team with two numbers, or a number with two slugs, is a mistake in one of them. */
function teamsAreDistinct(paper: OrganizationOnPaper): readonly Issue[] {
  const teams = paper.written.teams ?? [];
  const slugs = teams.map(({ slug }, at) => ({ key: slug, pointer: `/teams/${at}/slug` }));
  const ids = teams.map(({ id }, at) => ({ key: String(id), pointer: `/teams/${at}/id` }));
  const once = 'list each team once, with its own number';
  return [
    ...repeated(paper, slugs, 'team-duplicate', 'slug', once),
    ...repeated(paper, ids, 'team-duplicate', 'number', once),
  ];
}

function policyChangersAreKnown({ written, document }: OrganizationOnPaper): readonly Issue[] {
  const people = written.people.map(toPerson);
  return written.policyChanges.flatMap(({ from }, at) =>
    unknownPeople(document, `/policyChanges/${at}/from`, from, people),
  );
}

function securityIsKnown({ written, document }: OrganizationOnPaper): readonly Issue[] {
  return unknownPeople(document, '/security', written.security ?? [], written.people.map(toPerson));
}

function quarantinersAreKnown({ written, document }: OrganizationOnPaper): readonly Issue[] {
  return unknownPeople(document, '/quarantine/by', written.quarantine?.by ?? [], written.people.map(toPerson));
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

/** Parses each key of the ledger. The schema's pattern checks neither the key's id nor its type. */
function ledgerKeysAreKeys(paper: OrganizationOnPaper): readonly Issue[] {
  return (paper.written.ledger?.keys ?? []).flatMap((text, at) => {
    const key = parseKey(text);
    if (!('invalid' in key)) return [];
    return [
      issueAt(
        paper,
        'ledger-key',
        `/ledger/keys/${at}`,
        `${key.invalid}; copy the key exactly as \`pullcord init --ledger-key\` printed it`,
      ),
    ];
  });
}

function repeated(
  paper: OrganizationOnPaper,
  entries: readonly { readonly key: string; readonly pointer: string }[],
  code: string,
  what: string,
  right = `list each person once, with their own ${what}`,
): readonly Issue[] {
  const seen = new Map<string, string>();
  return entries.flatMap(({ key, pointer }) => {
    const first = seen.get(key);
    if (first === undefined) {
      seen.set(key, pointer);
      return [];
    }
    const { line } = paper.document.placeOf(first);
    const sentence = `line ${line} already has the ${what} ${quote(key)}; ${right}`;
    return [issueAt(paper, code, pointer, sentence)];
  });
}

function issueAt({ document }: OrganizationOnPaper, code: string, pointer: string, sentence: string): Issue {
  return { code, path: document.path, ...document.placeOf(pointer), sentence };
}
