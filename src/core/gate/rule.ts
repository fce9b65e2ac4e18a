import type { Require } from '../documents/organization.ts';
import type { GateFacts } from './facts.ts';

/** A guard of the repository that `policies/organization.yaml` can require. */
export type Requirement = keyof Require;

/** A weak or unreadable guard of the repository. Codes are public and stable. */
export interface GateFinding {
  readonly code: string;
  /** `weak`: weaker than declared, or than the documented set-up. `unknown`: unreadable. `note`: information only. */
  readonly severity: 'weak' | 'unknown' | 'note';
  readonly sentence: string;
  /** The remedy. A command, a line to write or an address comes last. */
  readonly fix: string;
  /** The requirement that the finding concerns, if there is one. */
  readonly requirement?: Requirement;
}

/** One rule of the repository's guards. */
export interface GateRule<Facts = GateFacts> {
  readonly id: string;
  /** The required state, as a short statement. */
  readonly asks: string;
  readonly judge: (facts: Facts) => readonly GateFinding[];
}

export function weak(code: string, sentence: string, fix: string): GateFinding {
  return { code, severity: 'weak', sentence, fix };
}

export function note(code: string, sentence: string, fix: string): GateFinding {
  return { code, severity: 'note', sentence, fix };
}

/** Makes a finding about an unreadable fact. @param why the sentence of the edge that failed to read it */
export function unknown(code: string, why: string, fix: string): GateFinding {
  return { code, severity: 'unknown', sentence: why, fix };
}

/** Links a finding to a requirement of the organization. */
export function about(requirement: Requirement, finding: GateFinding): GateFinding {
  return { ...finding, requirement };
}

/** True if no finding is weak and no required guard is unknown. */
export function isAsDeclared(findings: readonly GateFinding[], require: Require): boolean {
  return findings.every(
    ({ severity, requirement }) =>
      severity === 'note' || (severity === 'unknown' && (requirement === undefined || !require[requirement])),
  );
}
