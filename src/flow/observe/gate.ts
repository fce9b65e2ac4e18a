import { STRICTEST, type Organization } from '../../core/documents/organization.ts';
import type { BranchFacts } from '../../core/gate/facts.ts';
import { judgeRun, type GateOfRun } from '../../core/gate/gate.ts';
import type { RepositoryState, Ports } from '../../core/ports.ts';

/** The rules of main and of `audit`, as a run sees them. */
export type GateReading = Omit<BranchFacts, 'require'>;

export const LEDGER_BRANCH = 'audit';

/** Asks for both branches at once. Never throws: what is not told is in the reading. */
export async function readGate(
  { gate }: Pick<Ports, 'gate'>,
  { name, defaultBranch }: Pick<RepositoryState, 'name' | 'defaultBranch'>,
): Promise<GateReading> {
  const [main, ledger] = await Promise.all([gate.rulesOf(defaultBranch), gate.rulesOf(LEDGER_BRANCH)]);
  return { repository: { name, defaultBranch }, main, ledger };
}

/** Holds a reading to what the organization declares; one that cannot be read declares the strictest. */
export function gateOf(reading: GateReading, organization: Organization | undefined): GateOfRun {
  return judgeRun({ ...reading, require: organization?.require ?? STRICTEST });
}
