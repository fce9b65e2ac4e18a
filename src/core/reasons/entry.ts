/**
 * - `yes`: no later run decides otherwise.
 * - `no`: the next run decides again.
 * - `after the merge`: people can still change it before the merge, and nobody can after it.
 */
export type Finality = 'yes' | 'no' | 'after the merge';

/** The explanation of one public code, for the person who meets it. */
export interface ReasonEntry {
  /** The cause, in one or two sentences. */
  readonly what: string;
  /** The reader's next step, with the command to type where there is one. */
  readonly next: string;
  readonly final: Finality;
}

export type ReasonTable = Readonly<Record<string, ReasonEntry>>;
