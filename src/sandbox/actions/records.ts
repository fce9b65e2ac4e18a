import type { Conclusion, WorkflowJob, WorkflowRun, WorkflowStep } from '../github/runs.ts';

/** A remark of a step, shown beside the file it names; as GitHub keeps it. */
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

/** A run as the sandbox keeps it: what GitHub's API tells, and what its pages show. */
export interface RunRecord extends WorkflowRun {
  readonly jobs: readonly JobRecord[];
  /** Why the run could not start at all: a workflow file that is invalid, or asks for what this runner cannot do. */
  readonly fault?: string;
}

export interface JobRecord extends WorkflowJob {
  readonly annotations: readonly Annotation[];
  /** The job summary, Markdown: its steps' summaries in order. */
  readonly summary: string;
  readonly outputs: Readonly<Record<string, string>>;
  readonly steps: readonly StepRecord[];
}

export interface StepRecord extends WorkflowStep {
  /** What the step set through GITHUB_OUTPUT, secrets and all: for tests, never for a page. */
  readonly outputs: Readonly<Record<string, string>>;
}

/** The same objects while the runner still fills them. */
export type Filling<T> = { -readonly [K in keyof T]: T[K] extends readonly (infer U)[] ? Filling<U>[] : T[K] };

export type OpenRun = Filling<RunRecord>;
export type OpenJob = Filling<JobRecord>;
export type OpenStep = Filling<StepRecord>;

/** What several outcomes come to, as GitHub sums a run up from its jobs. */
export function sumUp(conclusions: readonly (Conclusion | null)[]): Conclusion {
  if (conclusions.includes('failure')) return 'failure';
  if (conclusions.includes('cancelled')) return 'cancelled';
  return conclusions.length > 0 && conclusions.every((each) => each === 'skipped') ? 'skipped' : 'success';
}
