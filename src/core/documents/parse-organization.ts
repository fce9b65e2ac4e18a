import { parseDocument } from './document.ts';
import type { Parsed } from '../issue.ts';
import { parseKey } from '../ledger/note.ts';
import { STRICTEST, type LedgerKeeping, type Organization } from './organization.ts';
import { ORGANIZATION_RULES, toPerson } from './organization-rules.ts';
import { resolveApproval, resolveParties, type Directory } from './parties.ts';
import { ORGANIZATION_PATH, pathIssue } from './paths.ts';
import { checkSchema } from './schema.ts';
import { organization as checkOrganization, type WrittenOrganization } from './schema/validators.js';
import { toDuration } from '../time.ts';

/** Parses `policies/organization.yaml`. */
export function parseOrganization(path: string, bytes: Uint8Array): Parsed<Organization> {
  if (path !== ORGANIZATION_PATH) {
    return {
      issues: [
        pathIssue('path-form', path, `this path is not \`${ORGANIZATION_PATH}\`; move the organization document there`),
      ],
    };
  }
  const document = parseDocument(path, bytes);
  if (document.issues) return document;
  const written = checkSchema(document.value, checkOrganization);
  if (written.issues) return written;
  const paper = { written: written.value, document: document.value };
  const issues = ORGANIZATION_RULES.flatMap((rule) => rule(paper));
  return issues.length > 0 ? { issues } : { value: toOrganization(written.value) };
}

function toOrganization(written: WrittenOrganization): Organization {
  const people = written.people.map(toPerson);
  const pinned = written.teams === undefined ? {} : { teams: written.teams };
  const directory: Directory = { people, ...pinned };
  return {
    installation: written.installation,
    ...directory,
    maxDuration: toDuration(written.maxDuration),
    neverGrant: written.neverGrant ?? [],
    grantAlthoughPowerful: written.grantAlthoughPowerful ?? [],
    proof: written.proof ?? 'account-2fa',
    ...(written.userVerification === true ? { userVerification: true as const } : {}),
    identity: written.identity ?? 'people',
    allowUnproven: written.allowUnproven ?? false,
    policyChanges: written.policyChanges.map((rule) => resolveApproval(rule, directory)),
    ...(written.approvalMaxAge === undefined ? {} : { approvalMaxAge: toDuration(written.approvalMaxAge) }),
    security: resolveParties(written.security ?? written.policyChanges.flatMap(({ from }) => from), directory),
    ...(written.log === undefined
      ? {}
      : { log: { project: written.log.project, name: written.log.name ?? 'pullcord' } }),
    ...(written.ledger === undefined ? {} : { ledger: toLedgerKeeping(written.ledger) }),
    ...(written.quarantine === undefined ? {} : { quarantine: toQuarantine(written.quarantine, directory) }),
    ...(written.released === undefined ? {} : { released: written.released }),
    require: { ...STRICTEST, ...written.require },
  };
}

function toQuarantine(
  { by, ...rest }: NonNullable<WrittenOrganization['quarantine']>,
  directory: Directory,
): NonNullable<Organization['quarantine']> {
  return by === undefined ? rest : { ...rest, by: resolveParties(by, directory) };
}

function toLedgerKeeping({ keys, signer, anchors }: NonNullable<WrittenOrganization['ledger']>): LedgerKeeping {
  return {
    keys: keys.map(parseKey).flatMap((key) => ('invalid' in key ? [] : [key])),
    kms: signer?.kms ?? [],
    ...(anchors?.bucket === undefined ? {} : { bucket: anchors.bucket }),
    anchorsRequired: anchors?.required ?? false,
  };
}
