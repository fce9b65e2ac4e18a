import type { Judged } from '../decision/decision.ts';
import type { Issue } from '../issue.ts';
import type { LedgerRecord } from '../ledger/record.ts';
import type { Message } from '../message.ts';
import type { Actor, Plan, Step } from '../plan/table.ts';
import type { PolicyChange } from '../documents/policy-change.ts';
import type { Policy } from '../documents/policy.ts';
import type { Request } from '../documents/request.ts';

/** What a check found: problems with their places, and what the pull request would do. */
export interface CheckReport {
  readonly issues: readonly Issue[];
  readonly requests: readonly CheckedRequest[];
  readonly changes: readonly PolicyChange[];
  readonly messages: readonly Message[];
  /** Whether what was checked can be merged as it is; approvals may still be missing. */
  readonly passed: boolean;
}

export interface CheckedRequest {
  readonly path: string;
  readonly request?: Request;
  readonly policy?: Policy;
  /** Each entry of the policy's approval, in words. */
  readonly approval: readonly string[];
  /** Absent for a file that is checked without its pull request. */
  readonly judged?: Judged;
}

/** The report of one reconcile. */
export interface ReconcileReport {
  readonly records: readonly LedgerRecord[];
  readonly judged: readonly Judged[];
  /** Only for a dry run. */
  readonly plans: readonly Plan[];
  /** Everything to report. The severities decide the exit status. */
  readonly messages: readonly Message[];
  /** What people did to our bindings behind our back, as recorded by this run. */
  readonly drift?: readonly Drift[];
}

export interface Drift {
  readonly pull: number | undefined;
  readonly resource: string;
  readonly role: string;
  readonly event: 'removed' | 'altered' | 'unexplained';
  readonly why: string;
  /** `null`: Google's audit log does not tell. */
  readonly actor: Actor | null;
}

/** The drift among the steps of a run. */
export function driftIn(steps: readonly Step[]): readonly Drift[] {
  return steps.flatMap(({ pull, resource, role, event, why, actor = null }) =>
    event === 'removed' || event === 'altered' || event === 'unexplained'
      ? [{ pull, resource, role, event, why, actor }]
      : [],
  );
}

/** A piece of a report for people, before it becomes terminal text or Markdown. */
export interface Section {
  readonly mark: 'good' | 'waiting' | 'bad' | 'plain';
  readonly title: Phrase;
  readonly rows?: readonly { readonly label: string; readonly value: Phrase }[];
  readonly table?: Table;
  readonly lists?: readonly List[];
}

export interface List {
  readonly title: string;
  readonly items: readonly Phrase[];
  /** Whether it is enough to see that it is there: a terminal shows the title alone, Markdown folds it. */
  readonly folded?: boolean;
}

/** Every row has a phrase for each column. */
export interface Table {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly Phrase[])[];
}

/** Words of ours and words of others, told apart so that each rendering can defuse the others'. */
export type Phrase = readonly (string | { readonly code: string } | { readonly said: string })[];

export const code = (text: string) => ({ code: text });
export const said = (text: string) => ({ said: text });

/** Which colour or weight a terminal gives a piece of text; `plain` where there is no terminal. */
export type Paint = (style: 'good' | 'waiting' | 'bad' | 'plain' | 'quiet' | 'strong', text: string) => string;
