import type { Ports } from '../../src/core/ports.ts';
import type { Actor } from './schedule.ts';

/** The rules of the branches as a run sees them: as they should be. */
export function gateFor(actor: Actor): Ports['gate'] {
  const rules = ['pull_request', 'non_fast_forward', 'deletion', 'update'].map((type) => ({
    type,
    ruleset: 1,
    ...(type === 'pull_request'
      ? { pullRequest: { codeOwnerReview: true, dismissStaleReviews: true, mergeMethods: ['merge', 'squash'] } }
      : {}),
  }));
  return {
    rulesOf: (branch) =>
      actor.call<Awaited<ReturnType<Ports['gate']['rulesOf']>>>({
        name: `github rules of ${branch}`,
        effect: () => ({ value: rules }),
        failure: () => ({ value: null, why: 'GitHub did not answer', failed: true as const }),
      }),
  };
}
