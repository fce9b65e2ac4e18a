import type { Grant } from '../../core/grant/grant.ts';
import type { Step } from '../../core/plan/plan.ts';
import type { Ports } from '../../core/ports.ts';
import { applyGrants } from './apply.ts';
import { countingPending, type Applied, type ApplyInputs } from './inputs.ts';

/**
 * Grants the access of these grants, whose intents are on record, on every resource they name.
 * @param pending steps that this run has done and not recorded yet; what they revoked is not granted again
 */
export async function grantDue(
  ports: Ports,
  inputs: ApplyInputs,
  grants: readonly Grant[],
  pending: readonly Step[],
): Promise<Applied> {
  const resources = [...new Set(grants.flatMap(({ access }) => access.map(({ resource }) => resource)))].sort();
  const pulls = new Set(grants.map(({ pull }) => pull));
  return applyGrants(ports, countingPending(inputs, pending), resources, pulls);
}
