import type { Require } from '../documents/organization.ts';
import type { GateFacts } from './facts.ts';

/** A thing `policies/organization.yaml` can declare of the repository. */
export type Requirement = keyof Require;

/** Something of the gate that is not as it should be, or not known. Codes are public and stable. */
export interface GateFinding {
  readonly code: string;
  /** `weak`: less than what is declared or than what the set-up says. `unknown`: could not be seen. `note`: to be known. */
  readonly severity: 'weak' | 'unknown' | 'note';
  readonly sentence: string;
  /** What to do: a command, or a line to write. */
  readonly fix: string;
  /** Which declaration it is about, if it is about one. */
  readonly requirement?: Requirement;
}

/** One thing the gate must hold to. */
export interface GateRule<Facts = GateFacts> {
  readonly id: string;
  /** What must hold, as a short sentence. */
  readonly asks: string;
  readonly judge: (facts: Facts) => readonly GateFinding[];
}

export function weak(code: string, sentence: string, fix: string): GateFinding {
  return { code, severity: 'weak', sentence, fix };
}

export function note(code: string, sentence: string, fix: string): GateFinding {
  return { code, severity: 'note', sentence, fix };
}

/** @param why the outside's own sentence */
export function unknown(code: string, why: string, fix: string): GateFinding {
  return { code, severity: 'unknown', sentence: why, fix };
}

/** The same finding, about something the organization declares. */
export function about(requirement: Requirement, finding: GateFinding): GateFinding {
  return { ...finding, requirement };
}

/** Whether all is as declared: nothing is weak, and nothing that is declared is unknown. */
export function isAsDeclared(findings: readonly GateFinding[], require: Require): boolean {
  return findings.every(
    ({ severity, requirement }) =>
      severity === 'note' || (severity === 'unknown' && (requirement === undefined || !require[requirement])),
  );
}
