import type { Paint } from '../core/report/render.ts';
import type { Environment } from '../surroundings.ts';

/** What a command may touch of the process it runs in. */
export interface Terminal {
  /** Standard output: a command's result and nothing else. */
  readonly out: (text: string) => void;
  /** Standard error, one line. */
  readonly note: (line: string) => void;
  readonly paint: Paint;
  readonly env: Environment;
  readonly folder: string;
  /** The build this process runs: what the sandbox's workflows run as `uses: ./`. */
  readonly dist: string;
}

export interface Options {
  readonly files: readonly string[];
  readonly json: boolean;
  readonly 'dry-run': boolean;
  readonly ledger: boolean;
  readonly from?: string | undefined;
  readonly federation?: string | undefined;
  readonly why?: string | undefined;
  readonly lift?: string | undefined;
}

/** Runs to an exit status; throws a SettingError or anything else for `failureOf`. */
export type Command = (terminal: Terminal, options: Options) => Promise<number>;
