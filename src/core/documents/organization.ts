import { parseDocument } from './document.ts';
import type { Parsed } from '../issue.ts';
import { parseKey, type VerifierKey } from '../ledger/note.ts';
import { ORGANIZATION_RULES, toPerson } from './organization-rules.ts';
import { resolveApproval } from './parties.ts';
import { ORGANIZATION_PATH, pathIssue } from './paths.ts';
import type { ApprovalRule, Proof } from './policy.ts';
import { checkSchema } from './schema.ts';
import { organization as checkOrganization, type WrittenOrganization } from './schema/validators.js';
import { toDuration, type Seconds } from '../time.ts';

/** A person: one numeric GitHub id (and any further accounts), one Google principal. */
export interface Person {
  readonly login: string;
  readonly id: number;
  /** Other GitHub accounts of the same person. */
  readonly otherIds: readonly number[];
  /** An IAM member: `user:alice@acme.example`. */
  readonly principal: string;
}

/** What holds for every policy. */
export interface Organization {
  /** Marks our bindings: `pullcord/<installation>/<pull number>`. */
  readonly installation: string;
  readonly people: readonly Person[];
  readonly maxDuration: Seconds;
  /** Roles no policy may hand out, besides those never grantable anyway. */
  readonly neverGrant: readonly string[];
  /** Roles that can set IAM policies or mint credentials, which policies may hand out all the same. */
  readonly grantAlthoughPowerful: readonly string[];
  /** The floor: no policy may ask for less, unless `allowUnproven`. */
  readonly proof: Proof;
  readonly allowUnproven: boolean;
  readonly policyChanges: readonly ApprovalRule[];
  /** The log outside GitHub; absent: none is configured. */
  readonly log?: { readonly project: string; readonly name: string };
  /** Who signs the ledger; absent: it is not signed. */
  readonly ledger?: LedgerKeeping;
  /** What the repository's own rules must look like. */
  readonly require?: { readonly pullRequestsOnly: boolean; readonly codeOwnerReview: boolean };
}

export interface LedgerKeeping {
  readonly keys: readonly VerifierKey[];
  /** Key versions in Cloud KMS that sign; empty: the key a run is given. */
  readonly kms: readonly string[];
  /** Where checkpoints are kept besides the log. */
  readonly bucket?: string;
  /** Whether nothing is granted while anchors cannot be compared. */
  readonly anchorsRequired: boolean;
}

/** Reads `policies/organization.yaml`. */
export function parseOrganization(path: string, bytes: Uint8Array): Parsed<Organization> {
  if (path !== ORGANIZATION_PATH) {
    return { issues: [pathIssue('path-form', path, `the organization is the file \`${ORGANIZATION_PATH}\``)] };
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
  return {
    installation: written.installation,
    people,
    maxDuration: toDuration(written.maxDuration),
    neverGrant: written.neverGrant ?? [],
    grantAlthoughPowerful: written.grantAlthoughPowerful ?? [],
    proof: written.proof ?? 'account-2fa',
    allowUnproven: written.allowUnproven ?? false,
    policyChanges: written.policyChanges.map((rule) => resolveApproval(rule, people)),
    ...(written.log === undefined
      ? {}
      : { log: { project: written.log.project, name: written.log.name ?? 'pullcord' } }),
    ...(written.ledger === undefined ? {} : { ledger: toLedgerKeeping(written.ledger) }),
    require: {
      pullRequestsOnly: written.require?.pullRequestsOnly ?? true,
      codeOwnerReview: written.require?.codeOwnerReview ?? true,
    },
  };
}

function toLedgerKeeping({ keys, signer, anchors }: NonNullable<WrittenOrganization['ledger']>): LedgerKeeping {
  return {
    keys: keys.map(parseKey).flatMap((key) => ('invalid' in key ? [] : [key])),
    kms: signer?.kms ?? [],
    ...(anchors?.bucket === undefined ? {} : { bucket: anchors.bucket }),
    anchorsRequired: anchors?.required ?? false,
  };
}
