import { whyRerunGrantsNothing } from '../../core/grant/rerun.ts';
import type { RunFact } from '../../core/ledger/record.ts';
import { message, type Message } from '../../core/message.ts';
import type { QuarantineFact } from '../../core/quarantine/fact.ts';
import type { Instant } from '../../core/time.ts';

/** Orders of the caller of a run. An order may revoke or withhold, and never grants. */
export interface RunOrders {
  /** Ends the access of this pull request, by order of the person who dispatched the run. */
  readonly revoke?: { readonly pull: number; readonly by: string };
  /** The pull request of a comment that started the run, so that the report can answer it. */
  readonly comment?: number;
  /** The quarantine that begins with this run, on record or not. */
  readonly quarantined?: QuarantineFact & { readonly at: Instant };
  /** The reason why this run revokes and does not grant. */
  readonly blocked?: Message;
}

/** Returns the orders of a run. A re-run revokes and grants nothing, like the run of a quarantine. */
export function ordersFor(options: { readonly run: RunFact; readonly orders?: RunOrders }): RunOrders | undefined {
  const why = whyRerunGrantsNothing(options.run);
  return why === undefined ? options.orders : { blocked: message('rerun', why), ...options.orders };
}
