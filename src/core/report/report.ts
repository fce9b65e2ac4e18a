import type { Judged } from '../decision/decision.ts';
import type { Issue } from '../issue.ts';
import type { LedgerRecord } from '../ledger/record.ts';
import type { Message } from '../message.ts';
import type { Actor, Plan, Step } from '../plan/table.ts';
import type { PolicyChange } from '../documents/policy-change.ts';
import type { Policy } from '../documents/policy.ts';
import type { Request } from '../documents/request.ts';

/** The result of a check: problems with their places, and the effect of the pull request. */
export interface CheckReport {
  readonly issues: readonly Issue[];
  readonly requests: readonly CheckedRequest[];
  readonly changes: readonly PolicyChange[];
  readonly messages: readonly Message[];
  /** True if no document has an issue and no request is denied. Approvals may still be missing. */
  readonly passed: boolean;
}

export interface CheckedRequest {
  readonly path: string;
  readonly request?: Request;
  readonly policy?: Policy;
  /** Each entry of the policy's `approval`, as words for people. */
  readonly approval: readonly string[];
  /** Absent if the file is checked without its pull request. */
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
  /** Changes that people made to our bindings by hand, as this run recorded them. */
  readonly drift?: readonly Drift[];
}

export interface Drift {
  readonly pull: number | undefined;
  readonly resource: string;
  readonly role: string;
  readonly event: 'removed' | 'altered' | 'unexplained';
  readonly why: string;
  /** `null` if Google's audit log does not name the actor. */
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
  /** The reader's next steps. They come last and stand alone. */
  readonly next?: readonly Item[];
}

export interface List {
  readonly title: string;
  readonly items: readonly Item[];
  /** True if the title is enough: a terminal shows the title alone, and Markdown folds the items. */
  readonly folded?: boolean;
}

/** A phrase, or a phrase with a step that stands alone below it. */
export type Item = Phrase | ItemWithStep;

export interface ItemWithStep {
  readonly phrase: Phrase;
  readonly step?: Phrase;
}

/** Every row has a phrase for each column. */
export interface Table {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly Phrase[])[];
}

/** Our words and the words of others, kept apart so that each rendering can make the others' words harmless. */
export type Phrase = readonly (string | { readonly code: string } | { readonly said: string })[];

export const code = (text: string) => ({ code: text });
export const said = (text: string) => ({ said: text });

/** Colours a piece of text for a terminal. Without a terminal it returns the text. */
export type Paint = (style: 'good' | 'waiting' | 'bad' | 'plain' | 'quiet' | 'strong', text: string) => string;
