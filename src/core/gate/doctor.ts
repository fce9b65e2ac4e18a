import type { GateFacts } from './facts.ts';
import type { Message } from '../message.ts';
import { judgeBy } from './gate.ts';
import { isAsDeclared, type GateFinding } from './rule.ts';
import { GATE_RULES } from './rules/index.ts';

/** The result of doctor. */
export interface DoctorReport {
  readonly repository: string;
  /** The commit of the default branch that doctor read. */
  readonly head: string;
  readonly rooms: readonly Room[];
  /** True if no finding is weak and no guard that the organization declares is unknown. */
  readonly asDeclared: boolean;
  /** Failures to read GitHub. They say nothing about the repository's guards. */
  readonly messages: readonly Message[];
}

/** The findings on one subject. */
export interface Room {
  readonly heading: string;
  /** Number of rules checked. */
  readonly asked: number;
  readonly findings: readonly GateFinding[];
}

/** Judges every guard of the repository. */
export function examine(facts: GateFacts, messages: readonly Message[] = []): DoctorReport {
  const rooms = GATE_RULES.filter(({ heading }) => heading !== FEDERATION || facts.federation !== undefined).map(
    ({ heading, rules }) => ({ heading, asked: rules.length, findings: judgeBy(rules, facts) }),
  );
  return {
    repository: facts.repository.name,
    head: facts.repository.head,
    rooms,
    asDeclared: isAsDeclared(
      rooms.flatMap(({ findings }) => findings),
      facts.require,
    ),
    messages,
  };
}

const FEDERATION = 'workload identity federation';
