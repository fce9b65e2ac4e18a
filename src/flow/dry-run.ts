import { distinct } from '../core/message.ts';
import type { Ports } from '../core/ports.ts';
import type { ReconcileReport } from '../core/report/report.ts';
import { planAll } from './apply/apply.ts';
import type { ApplyInputs } from './apply/inputs.ts';
import { readClock } from './apply/resource.ts';
import { clockMessages } from './ledger/prepare-grants.ts';
import { foreignRecords } from './ledger/unsealed.ts';
import type { ObservedState } from './observe/state.ts';

/** Returns the plan for every resource and the reasons against grants. Changes nothing. */
export async function dryRun(ports: Ports, observed: ObservedState, inputs: ApplyInputs): Promise<ReconcileReport> {
  const planned = await planAll(ports, inputs, observed.resources);
  const { ledger } = observed;
  return {
    records: [],
    judged: observed.judged,
    plans: planned.plans,
    messages: distinct([
      ...observed.messages,
      ...observed.blocked,
      ...clockMessages(readClock(ports)),
      ...planned.messages,
      ...(ledger === undefined ? [] : foreignRecords(ledger)),
    ]),
  };
}
