import type { Conclusion, WorkflowJob, WorkflowRun, WorkflowStep } from '../github/runs.ts';

/** A remark of a step, shown beside the file it names, as GitHub keeps it. */
export interface Annotation {
  readonly level: 'error' | 'warning' | 'notice';
  /** At most 4,096 characters. */
  readonly message: string;
  readonly title?: string;
  readonly path?: string;
  readonly line?: number;
  readonly endLine?: number;
  readonly column?: number;
  readonly endColumn?: number;
}

/** A run in the sandbox's records: the data of GitHub's API and of its pages. */
export interface RunRecord extends WorkflowRun {
  readonly jobs: readonly JobRecord[];
  /**
   * The reason why the run could not start: its workflow file is invalid, or needs something that this runner lacks.
   */
  readonly fault?: string;
}

export interface JobRecord extends WorkflowJob {
  readonly annotations: readonly Annotation[];
  /** The job summary in Markdown: the summaries of its steps, in order. */
  readonly summary: string;
  readonly outputs: Readonly<Record<string, string>>;
  readonly steps: readonly StepRecord[];
}

export interface StepRecord extends WorkflowStep {
  /** The step's GITHUB_OUTPUT, including secrets. For tests, never for a page. */
  readonly outputs: Readonly<Record<string, string>>;
}

/** The same objects while the runner fills them. */
export type Filling<T> = { -readonly [K in keyof T]: T[K] extends readonly (infer U)[] ? Filling<U>[] : T[K] };

export type OpenRun = Filling<RunRecord>;
export type OpenJob = Filling<JobRecord>;
export type OpenStep = Filling<StepRecord>;

/** Sums up several conclusions, as GitHub does for a run from its jobs. */
export function sumUp(conclusions: readonly (Conclusion | null)[]): Conclusion {
  if (conclusions.includes('failure')) return 'failure';
  if (conclusions.includes('cancelled')) return 'cancelled';
  return conclusions.length > 0 && conclusions.every((each) => each === 'skipped') ? 'skipped' : 'success';
}
