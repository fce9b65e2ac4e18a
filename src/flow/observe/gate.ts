import { STRICTEST, type Organization } from '../../core/documents/organization.ts';
import type { BranchFacts } from '../../core/gate/facts.ts';
import { judgeRun } from '../../core/gate/gate.ts';
import type { Message } from '../../core/message.ts';
import type { Ports, RepositoryState } from '../../core/ports.ts';

/** The rules of main and of `audit`, as a run sees them. */
export type GateReading = Omit<BranchFacts, 'require'>;

export const LEDGER_BRANCH = 'audit';

/** Reads the rules of both branches at once. Never throws: a rule that is not visible is in the reading. */
export async function readGate(
  { gate }: Pick<Ports, 'gate'>,
  { name, defaultBranch }: Pick<RepositoryState, 'name' | 'defaultBranch'>,
): Promise<GateReading> {
  const [main, ledger] = await Promise.all([gate.rulesOf(defaultBranch), gate.rulesOf(LEDGER_BRANCH)]);
  return { repository: { name, defaultBranch }, main, ledger };
}

/** Holds a reading to the organization's declaration. An organization that cannot be read declares the strictest. */
export function gateOf(reading: GateReading, organization: Organization | undefined): readonly Message[] {
  return judgeRun({ ...reading, require: organization?.require ?? STRICTEST });
}
