import type { Owner } from '../../core/grant/grant.ts';
import { withPending } from '../../core/ledger/with-pending.ts';
import type { Message } from '../../core/message.ts';
import type { DesiredGrant } from '../../core/plan/phase.ts';
import type { OnRecord, Step } from '../../core/plan/table.ts';

/** The inputs of a pass over IAM: the mark of our bindings, the desired grants, and the recorded ones. */
export interface ApplyInputs {
  /** Marks our bindings; `undefined` if nothing can be planned. */
  readonly owner: Owner | undefined;
  readonly repositoryName: string;
  readonly desired: readonly DesiredGrant[];
  /** The reason why pull requests without a desired grant are unknown. Absent: such a pull request has no grant. */
  readonly whyOthersUnknown?: string;
  /** Roles whose other bindings the run reports. */
  readonly roles: ReadonlySet<string>;
  readonly onRecord: OnRecord | 'unreadable';
  /** The commits of the default branch and of `audit` at which all inputs were read. */
  readonly readAt: { readonly head: string | undefined; readonly ledger: string | undefined };
}

/** The result of a pass over IAM. */
export interface Applied {
  /** Completed steps: their changes landed and were read back, or they needed none. */
  readonly steps: readonly Step[];
  /** Pull requests whose grants wait for an intent. */
  readonly awaitingIntent: readonly number[];
  readonly messages: readonly Message[];
}

/** The result of a pass on one resource. */
export interface AppliedOnResource extends Applied {
  /** Steps of a write that Google rejected as invalid. Nothing of it landed. */
  readonly rejected: readonly Step[];
}

/** Returns the inputs with these steps counted as recorded. */
export function countingPending(inputs: ApplyInputs, steps: readonly Step[]): ApplyInputs {
  return inputs.onRecord === 'unreadable' ? inputs : { ...inputs, onRecord: withPending(inputs.onRecord, steps) };
}

/** Returns a result that did nothing beyond `steps`. */
export function failed(reported: readonly Message[], steps: readonly Step[] = []): AppliedOnResource {
  return { steps, awaitingIntent: [], messages: reported, rejected: [] };
}

/** Names the pull request and the role, for people. */
export function rowOf({ pull, role }: Step): string {
  return `#${pull ?? '?'} ${role}`;
}
