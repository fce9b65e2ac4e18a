import { STRICTEST, type Organization } from '../../core/documents/organization.ts';
import type { BranchFacts } from '../../core/gate/facts.ts';
import { judgeRun } from '../../core/gate/gate.ts';
import { distinct, type Message } from '../../core/message.ts';
import type { Ports, RepositoryState } from '../../core/ports.ts';

/** The rules of main and of `audit` that a run can read. */
export type GateReading = Omit<BranchFacts, 'require'>;

export const LEDGER_BRANCH = 'audit';

/** Reads the rules of both branches at once. Never throws: the reading says which rules are not visible. */
export async function readGate(
  { gate }: Pick<Ports, 'gate'>,
  { name, defaultBranch }: Pick<RepositoryState, 'name' | 'defaultBranch'>,
): Promise<GateReading> {
  const [main, ledger] = await Promise.all([gate.rulesOf(defaultBranch), gate.rulesOf(LEDGER_BRANCH)]);
  return { repository: { name, defaultBranch }, main, ledger };
}

/**
 * Compares a reading with the declarations of the organization at the head and of the accepted one. Both must be met. An
 * unreadable organization counts as the strictest.
 */
export function gateOf(reading: GateReading, organizations: readonly (Organization | undefined)[]): readonly Message[] {
  return distinct(
    organizations.flatMap((organization) => judgeRun({ ...reading, require: organization?.require ?? STRICTEST })),
  );
}
