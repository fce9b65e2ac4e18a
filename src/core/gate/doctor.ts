import type { GateFacts } from './facts.ts';
import type { Message } from '../message.ts';
import { judgeBy } from './gate.ts';
import { isAsDeclared, type GateFinding } from './rule.ts';
import { GATE_RULES } from './rules/index.ts';

/** What doctor found. */
export interface DoctorReport {
  readonly repository: string;
  /** The default branch's commit looked at. */
  readonly head: string;
  readonly rooms: readonly Room[];
  /** Nothing is weak, and nothing the organization declares is unknown. */
  readonly asDeclared: boolean;
  /** What could not be read. These are no verdict on the repository. */
  readonly messages: readonly Message[];
}

/** The findings on one thing. */
export interface Room {
  readonly heading: string;
  /** How many rules were asked. */
  readonly asked: number;
  readonly findings: readonly GateFinding[];
}

/** Judges the whole gate. */
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
