import { kindOf, whyNotTimeBound } from '../grant/resources.ts';
import type { Issue } from '../issue.ts';
import type { Organization } from './organization.ts';
import { tooFewPeople, unknownPeople } from './parties.ts';
import { patternFault } from './pattern.ts';
import type { Document } from './document.ts';
import type { Proof } from './policy.ts';
import { isBasicRole, isPowerfulRole } from './roles.ts';
import type { WrittenPolicy } from './schema/validators.d.ts';
import { quote } from '../text.ts';
import { formatDuration, LONGEST_DURATION, toDuration } from '../time.ts';
import { pointerTo } from './yaml-events.ts';

/** A policy that satisfies its schema, before the checks against the organization. */
export interface PolicyOnPaper {
  readonly name: string;
  readonly written: WrittenPolicy;
  readonly document: Document;
}

/** A requirement on a policy that its schema cannot express. */
export type PolicyRule = (paper: PolicyOnPaper, organization: Organization) => readonly Issue[];

/** The strength of each proof. A higher number is a stronger proof. */
export const PROOF_STRENGTH: Readonly<Record<Proof, number>> = { none: 0, 'account-2fa': 1, 'security-key': 2 };

/** Every rule, in the order of the issues shown. */
export const POLICY_RULES: readonly PolicyRule[] = [
  partiesAreKnown,
  approvalIsPossible,
  durationsUnderCeilings,
  resourcesTimeBound,
  resourcesOnce,
  rolesGrantable,
  narrowingIsPlainText,
  proofReachesTheFloor,
  userVerificationGoesWithKeys,
  incidentFieldsBelong,
  patternsAreLinear,
];

function partiesAreKnown({ written, document }: PolicyOnPaper, { people }: Organization): readonly Issue[] {
  const { requesters, approval, breakGlass } = written;
  return [
    ...unknownPeople(document, '/requesters', requesters, people),
    ...approval.flatMap(({ from }, at) => unknownPeople(document, `/approval/${at}/from`, from, people)),
    ...unknownPeople(document, '/breakGlass/requesters', breakGlass?.requesters ?? [], people),
    ...unknownPeople(document, '/breakGlass/review/from', breakGlass?.review.from ?? [], people),
  ];
}

function approvalIsPossible({ written, document }: PolicyOnPaper, { people }: Organization): readonly Issue[] {
  const unknown = written.approval.some(
    ({ from }, at) => unknownPeople(document, `/approval/${at}`, from, people).length > 0,
  );
  return unknown ? [] : tooFewPeople(document, '/approval', written.approval, people);
}

function durationsUnderCeilings(paper: PolicyOnPaper, organization: Organization): readonly Issue[] {
  const own = toDuration(paper.written.maxDuration);
  const { breakGlass } = paper.written;
  const ceiling = formatDuration(organization.maxDuration);
  const issues: Issue[] = [];
  if (own > organization.maxDuration) {
    const sentence = `${formatDuration(own)} is longer than the organization allows; write at most ${ceiling}`;
    issues.push(issueAt(paper, 'duration-over-organization', '/maxDuration', sentence));
  }
  if (breakGlass !== undefined && toDuration(breakGlass.maxDuration) > own) {
    const sentence = `break-glass access may not last longer than approved access; write at most ${formatDuration(own)}`;
    issues.push(issueAt(paper, 'duration-break-glass-over-policy', '/breakGlass/maxDuration', sentence));
  }
  if (breakGlass !== undefined && toDuration(breakGlass.review.within) > LONGEST_DURATION) {
    const sentence = `a review may take at most ${formatDuration(LONGEST_DURATION)}; write a shorter time`;
    issues.push(issueAt(paper, 'review-over-limit', '/breakGlass/review/within', sentence));
  }
  return issues;
}

/** Reports resources that take no conditions, and narrowings that conditions ignore. A binding's condition ends access. */
function resourcesTimeBound(paper: PolicyOnPaper): readonly Issue[] {
  return paper.written.access.flatMap(({ resource, only }, at) => {
    const kind = kindOf(resource);
    if (kind === undefined) {
      const sentence = `access to ${quote(resource)} cannot expire by itself: ${whyNotTimeBound(resource)}`;
      return [issueAt(paper, 'resource-not-time-bound', `/access/${at}/resource`, sentence)];
    }
    if (only === undefined || kind.narrows) return [];
    const sentence = `conditions on a ${kind.kind} see no name, type or service, so \`only\` would block all access; remove \`only\``;
    return [issueAt(paper, 'only-not-recognised', `/access/${at}/only`, sentence)];
  });
}

/** Reports a resource in two entries. A grant has one binding per resource and role. */
function resourcesOnce(paper: PolicyOnPaper): readonly Issue[] {
  const resources = paper.written.access.map(({ resource }) => resource);
  return resources.flatMap((resource, at) => {
    const first = resources.indexOf(resource);
    if (first === at) return [];
    const { line } = paper.document.placeOf(`/access/${first}/resource`);
    const sentence = `line ${line} already has ${quote(resource)}; list all its roles there`;
    return [issueAt(paper, 'access-duplicate-resource', `/access/${at}/resource`, sentence)];
  });
}

function rolesGrantable(paper: PolicyOnPaper, organization: Organization): readonly Issue[] {
  return paper.written.access.flatMap(({ roles }, at) =>
    roles.flatMap((role, index) => {
      const fault = roleFault(role, organization);
      return fault === undefined ? [] : [issueAt(paper, fault.code, `/access/${at}/roles/${index}`, fault.sentence)];
    }),
  );
}

function roleFault(role: string, organization: Organization): { code: string; sentence: string } | undefined {
  if (isBasicRole(role)) {
    return {
      code: 'role-basic',
      sentence: `${quote(role)} is a basic role, and no policy may grant basic roles; use predefined roles`,
    };
  }
  if (organization.neverGrant.includes(role)) {
    return {
      code: 'role-never-granted',
      sentence: `${quote(role)} is in the organization's neverGrant; use a smaller role`,
    };
  }
  if (isPowerfulRole(role) && !organization.grantAlthoughPowerful.includes(role)) {
    const sentence = `${quote(role)} can change IAM policies or mint credentials; use a smaller role, or add it to the organization's grantAlthoughPowerful`;
    return { code: 'role-powerful', sentence };
  }
  return undefined;
}

/** Reports narrowing text that could break out of the quotes in a condition. */
function narrowingIsPlainText(paper: PolicyOnPaper): readonly Issue[] {
  return paper.written.access.flatMap(({ only }, at) =>
    Object.entries(only ?? {}).flatMap(([field, text]) => {
      if (/^[\x21-\x7e]+$/.test(text) && !/["'`\\]/.test(text)) return [];
      const sentence = `${quote(text)} is unsafe in a condition; use visible ASCII without quotes, spaces and backslashes`;
      return [issueAt(paper, 'only-unsafe-text', `/access/${at}/only/${field}`, sentence)];
    }),
  );
}

function proofReachesTheFloor(paper: PolicyOnPaper, organization: Organization): readonly Issue[] {
  const proof = paper.written.proof ?? 'account-2fa';
  if (proof === 'none') {
    if (organization.allowUnproven) return [];
    const sentence = `\`proof: none\` needs \`allowUnproven: true\` in the organization; write \`proof: ${organization.proof}\``;
    return [issueAt(paper, 'proof-none', '/proof', sentence)];
  }
  if (PROOF_STRENGTH[proof] >= PROOF_STRENGTH[organization.proof]) return [];
  const sentence = `${proof} is weaker than the organization's minimum; write \`proof: ${organization.proof}\``;
  return [issueAt(paper, 'proof-below-floor', '/proof', sentence)];
}

const INCIDENT_FIELDS = { github: ['labels', 'repository'], pagerduty: ['services', 'statuses'] } as const;

/** Reports fields that do not apply to the place of the incident, and GitHub incidents without labels. */
function incidentFieldsBelong(paper: PolicyOnPaper): readonly Issue[] {
  const { incident } = paper.written;
  if (incident === undefined) return [];
  const other = incident.from === 'github' ? 'pagerduty' : 'github';
  const strays = INCIDENT_FIELDS[other].filter((field) => incident[field] !== undefined);
  const issues = strays.map((field) =>
    issueAt(
      paper,
      'incident-field-misplaced',
      `/incident/${field}`,
      `\`${field}\` applies only with \`from: ${other}\`; remove it, or change \`from\``,
    ),
  );
  if (incident.from !== 'github' || incident.labels !== undefined) return issues;
  const sentence = 'any issue would count as an incident; add `labels` that mark an incident';
  return [...issues, issueAt(paper, 'incident-without-labels', '/incident', sentence)];
}

function userVerificationGoesWithKeys(paper: PolicyOnPaper): readonly Issue[] {
  if (paper.written.userVerification !== true || paper.written.proof === 'security-key') return [];
  const sentence =
    'only a security key can verify a PIN or fingerprint; write `proof: security-key`, or remove this line';
  return [issueAt(paper, 'user-verification-without-key', '/userVerification', sentence)];
}

/** Reports patterns that RE2 does not run. Patterns match untrusted text, so they must run in linear time. */
function patternsAreLinear(paper: PolicyOnPaper): readonly Issue[] {
  return findPatterns(paper.written.request, '/request').flatMap(({ pattern, pointer }) => {
    const fault = patternFault(pattern);
    if (fault === undefined) return [];
    const sentence = `${quote(pattern)} is not a valid RE2 pattern (${fault}); write it without lookaround and backreferences`;
    return [issueAt(paper, 'pattern-not-linear', pointer, sentence)];
  });
}

/** Finds every pattern in a rule. The schema of policies allows no field `pattern` with another meaning. */
function findPatterns(value: unknown, pointer: string): readonly { pattern: string; pointer: string }[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]: [string, unknown]) => {
    const at = pointerTo(pointer, key);
    return key === 'pattern' && typeof inner === 'string' ? [{ pattern: inner, pointer: at }] : findPatterns(inner, at);
  });
}

function issueAt({ document }: PolicyOnPaper, code: string, pointer: string, sentence: string): Issue {
  return { code, path: document.path, ...document.placeOf(pointer), sentence };
}
