import type { Owner } from '../../core/grant/grant.ts';
import { withPending } from '../../core/ledger/with-pending.ts';
import type { Message } from '../../core/message.ts';
import type { DesiredGrant } from '../../core/plan/phase.ts';
import type { OnRecord, Step } from '../../core/plan/table.ts';

/** The inputs of a pass over IAM: the mark of our bindings, the desired grants, and the recorded ones. */
export interface ApplyInputs {
  /** Marks the bindings that are ours; `undefined`: nothing can be planned. */
  readonly owner: Owner | undefined;
  readonly repositoryName: string;
  readonly desired: readonly DesiredGrant[];
  /** Why pull requests without a desired grant are unknown; absent: without one there is no grant. */
  readonly whyOthersUnknown?: string;
  /** Roles whose other bindings are worth reporting. */
  readonly roles: ReadonlySet<string>;
  readonly onRecord: OnRecord | 'unreadable';
  /** The commits of the default branch and of `audit` that all this was read at. */
  readonly readAt: { readonly head: string | undefined; readonly ledger: string | undefined };
}

/** The result of a pass over IAM. */
export interface Applied {
  /** Steps that are true now: their changes landed and were read back, or they needed none. */
  readonly steps: readonly Step[];
  /** Pull requests whose grants wait for an intent. */
  readonly awaitingIntent: readonly number[];
  readonly messages: readonly Message[];
}

/** As `Applied`, on one resource. */
export interface AppliedOnResource extends Applied {
  /** Steps of a write that Google calls invalid: nothing of it landed. */
  readonly rejected: readonly Step[];
}

/** The inputs with these steps counted as if they were on record. */
export function countingPending(inputs: ApplyInputs, steps: readonly Step[]): ApplyInputs {
  return inputs.onRecord === 'unreadable' ? inputs : { ...inputs, onRecord: withPending(inputs.onRecord, steps) };
}

/** A result that did nothing but what `steps` say. */
export function failed(reported: readonly Message[], steps: readonly Step[] = []): AppliedOnResource {
  return { steps, awaitingIntent: [], messages: reported, rejected: [] };
}

/** For people: which pull request and role. */
export function rowOf({ pull, role }: Step): string {
  return `#${pull ?? '?'} ${role}`;
}
