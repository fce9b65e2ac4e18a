import { parseDocument } from './document.ts';
import type { Parsed } from '../issue.ts';
import type { Organization } from './organization.ts';
import { resolveApproval, resolveParties, type Directory } from './parties.ts';
import { readPolicyPath } from './paths.ts';
import type { BreakGlass, IncidentDemand, Policy } from './policy.ts';
import { POLICY_RULES, type PolicyOnPaper } from './policy-rules.ts';
import { checkSchema } from './schema.ts';
import { policy as checkPolicy, type WrittenPolicy } from './schema/validators.js';
import { toDuration } from '../time.ts';

/** Parses a policy: its path, its bytes and its fields. Also checks that the organization allows its fields. */
export function parsePolicy(path: string, bytes: Uint8Array, organization: Organization): Parsed<Policy> {
  const paper = readPolicy(path, bytes);
  if (paper.issues) return paper;
  const issues = POLICY_RULES.flatMap((rule) => rule(paper.value, organization));
  return issues.length > 0 ? { issues } : { value: toPolicy(paper.value, organization) };
}

/** Parses a policy without the checks against the organization. */
export function readPolicy(path: string, bytes: Uint8Array): Parsed<PolicyOnPaper> {
  const name = readPolicyPath(path);
  const document = parseDocument(path, bytes);
  const written = document.issues ? document : checkSchema(document.value, checkPolicy);
  const issues = [...(typeof name === 'string' ? [] : [name]), ...(written.issues ?? [])];
  if (typeof name !== 'string' || document.issues || written.issues) return { issues };
  return { value: { name, written: written.value, document: document.value } };
}

function toPolicy({ name, written, document }: PolicyOnPaper, organization: Organization): Policy {
  return {
    name,
    path: document.path,
    title: written.title,
    environment: written.environment,
    access: written.access,
    requesters: resolveParties(written.requesters, organization),
    maxDuration: toDuration(written.maxDuration),
    approval: written.approval.map((rule) => resolveApproval(rule, organization)),
    proof: written.proof ?? 'account-2fa',
    ...(written.userVerification === true ? { userVerification: true as const } : {}),
    ...(written.holder === undefined ? {} : { holder: written.holder }),
    ...(written.breakGlass === undefined ? {} : { breakGlass: toBreakGlass(written.breakGlass, organization) }),
    ...(written.incident === undefined ? {} : { incident: toIncident(written.incident) }),
    ...(written.request === undefined ? {} : { request: { ...written.request } }),
  };
}

function toBreakGlass(written: NonNullable<WrittenPolicy['breakGlass']>, directory: Directory): BreakGlass {
  return {
    requesters: resolveParties(written.requesters, directory),
    maxDuration: toDuration(written.maxDuration),
    ...(written.unreviewed === undefined ? {} : { unreviewed: written.unreviewed }),
    review: { from: resolveParties(written.review.from, directory), within: toDuration(written.review.within) },
  };
}

function toIncident(written: NonNullable<WrittenPolicy['incident']>): IncidentDemand {
  const { labels = [], repository, services = [], statuses = ['triggered', 'acknowledged'] } = written;
  const unreachable = written.unreachable ?? 'refuse';
  if (written.from === 'pagerduty') return { from: 'pagerduty', services, statuses, unreachable };
  return { from: 'github', labels, unreachable, ...(repository === undefined ? {} : { repository }) };
}
