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

/** A policy that fits its schema; whether it fits the organization is not said. */
export interface PolicyOnPaper {
  readonly name: string;
  readonly written: WrittenPolicy;
  readonly document: Document;
}

/** One thing a policy must hold to besides its schema. */
export type PolicyRule = (paper: PolicyOnPaper, organization: Organization) => readonly Issue[];

/** How much each proof proves; more is more. */
export const PROOF_STRENGTH: Readonly<Record<Proof, number>> = { none: 0, 'account-2fa': 1, 'security-key': 2 };

/** Every rule, in the order their issues are shown. */
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
    const sentence = `${formatDuration(own)} is longer than the organization allows; at most ${ceiling}`;
    issues.push(issueAt(paper, 'duration-over-organization', '/maxDuration', sentence));
  }
  if (breakGlass !== undefined && toDuration(breakGlass.maxDuration) > own) {
    const sentence = `breaking glass may not last longer than approved access; at most ${formatDuration(own)}`;
    issues.push(issueAt(paper, 'duration-break-glass-over-policy', '/breakGlass/maxDuration', sentence));
  }
  if (breakGlass !== undefined && toDuration(breakGlass.review.within) > LONGEST_DURATION) {
    const sentence = `a review may take ${formatDuration(LONGEST_DURATION)} at most; write a shorter time`;
    issues.push(issueAt(paper, 'review-over-limit', '/breakGlass/review/within', sentence));
  }
  return issues;
}

/** Access ends by the condition of its binding: a resource that takes none is refused, and so is a narrowing it ignores. */
function resourcesTimeBound(paper: PolicyOnPaper): readonly Issue[] {
  return paper.written.access.flatMap(({ resource, only }, at) => {
    const kind = kindOf(resource);
    if (kind === undefined) {
      const sentence = `access to ${quote(resource)} could not be made to end by itself: ${whyNotTimeBound(resource)}`;
      return [issueAt(paper, 'resource-not-time-bound', `/access/${at}/resource`, sentence)];
    }
    if (only === undefined || kind.narrows) return [];
    const sentence = `a ${kind.kind} tells conditions neither name nor type nor service, so that this access would never be given; leave out \`only\``;
    return [issueAt(paper, 'only-not-recognised', `/access/${at}/only`, sentence)];
  });
}

/** A grant has one binding per resource and role, so each resource is named once. */
function resourcesOnce(paper: PolicyOnPaper): readonly Issue[] {
  const resources = paper.written.access.map(({ resource }) => resource);
  return resources.flatMap((resource, at) => {
    const first = resources.indexOf(resource);
    if (first === at) return [];
    const { line } = paper.document.placeOf(`/access/${first}/resource`);
    const sentence = `${quote(resource)} is already given in line ${line}; put its roles together`;
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
      sentence: `${quote(role)} is a basic role, which no policy may hand out; name predefined roles`,
    };
  }
  if (organization.neverGrant.includes(role)) {
    return {
      code: 'role-never-granted',
      sentence: `the organization never grants ${quote(role)}; name a smaller role`,
    };
  }
  if (isPowerfulRole(role) && !organization.grantAlthoughPowerful.includes(role)) {
    const sentence = `${quote(role)} can change who has access or mint credentials; name a smaller role, or list it in the organization's grantAlthoughPowerful`;
    return { code: 'role-powerful', sentence };
  }
  return undefined;
}

/** The text goes into a condition between quotes: what could end the quotes may not be in it. */
function narrowingIsPlainText(paper: PolicyOnPaper): readonly Issue[] {
  return paper.written.access.flatMap(({ only }, at) =>
    Object.entries(only ?? {}).flatMap(([field, text]) => {
      if (/^[\x21-\x7e]+$/.test(text) && !/["'`\\]/.test(text)) return [];
      const sentence = `${quote(text)} goes into a condition; use visible ASCII without quotes, blanks and backslashes`;
      return [issueAt(paper, 'only-unsafe-text', `/access/${at}/only/${field}`, sentence)];
    }),
  );
}

function proofReachesTheFloor(paper: PolicyOnPaper, organization: Organization): readonly Issue[] {
  const proof = paper.written.proof ?? 'account-2fa';
  if (proof === 'none') {
    if (organization.allowUnproven) return [];
    const sentence = `\`proof: none\` needs \`allowUnproven: true\` in the organization; ask for ${organization.proof}`;
    return [issueAt(paper, 'proof-none', '/proof', sentence)];
  }
  if (PROOF_STRENGTH[proof] >= PROOF_STRENGTH[organization.proof]) return [];
  const sentence = `${proof} proves less than the organization's ${organization.proof}; write \`proof: ${organization.proof}\``;
  return [issueAt(paper, 'proof-below-floor', '/proof', sentence)];
}

const INCIDENT_FIELDS = { github: ['labels', 'repository'], pagerduty: ['services', 'statuses'] } as const;

/** What one place knows the other does not: a field that would be passed over is a slip. Any issue at all is no incident. */
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
      `\`${field}\` means something with \`from: ${other}\` only; remove it, or look there`,
    ),
  );
  if (incident.from !== 'github' || incident.labels !== undefined) return issues;
  const sentence = 'anybody may open an issue; name the labels that make one an incident';
  return [...issues, issueAt(paper, 'incident-without-labels', '/incident', sentence)];
}

function userVerificationGoesWithKeys(paper: PolicyOnPaper): readonly Issue[] {
  if (paper.written.userVerification !== true || paper.written.proof === 'security-key') return [];
  const sentence = 'only a security key asks for a PIN or a finger; write `proof: security-key`, or remove this line';
  return [issueAt(paper, 'user-verification-without-key', '/userVerification', sentence)];
}

/** Patterns meet text from strangers: only those a linear-time engine can run are taken. */
function patternsAreLinear(paper: PolicyOnPaper): readonly Issue[] {
  return findPatterns(paper.written.request, '/request').flatMap(({ pattern, pointer }) => {
    const fault = patternFault(pattern);
    if (fault === undefined) return [];
    const sentence = `${quote(pattern)} is no RE2 pattern (${fault}); write it without lookaround and backreferences`;
    return [issueAt(paper, 'pattern-not-linear', pointer, sentence)];
  });
}

/** Patterns stand wherever the schema allows a rule; a field called `pattern` there is none cannot be. */
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
