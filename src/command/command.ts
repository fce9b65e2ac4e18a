import type { Paint } from '../core/report/report.ts';
import type { Environment } from '../environment.ts';

/** What a command may touch of the process it runs in. */
export interface Terminal {
  /** Standard output: a command's result and nothing else. */
  readonly out: (text: string) => void;
  /** Standard error, one line. */
  readonly note: (line: string) => void;
  readonly paint: Paint;
  /** Characters in a line; `undefined` where there is no terminal to wrap them. */
  readonly columns: number | undefined;
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
  readonly 'ledger-key': boolean;
  readonly 'sign-ledger': boolean;
  readonly kms?: string | undefined;
  readonly from?: string | undefined;
  readonly federation?: string | undefined;
  readonly to?: string | undefined;
  readonly since?: string | undefined;
  readonly until?: string | undefined;
  readonly person?: string | undefined;
  readonly resource?: string | undefined;
  readonly format?: string | undefined;
  readonly bom: boolean;
  readonly markdown: boolean;
  readonly why?: string | undefined;
  readonly lift?: string | undefined;
  readonly key?: readonly string[] | undefined;
  readonly anchors?: readonly string[] | undefined;
  readonly checkpoint?: readonly string[] | undefined;
  readonly 'audit-log'?: readonly string[] | undefined;
  readonly proof?: string | undefined;
  readonly out?: string | undefined;
}

/** Runs to an exit status; throws a SettingError or anything else for `failureOf`. */
export type Command = (terminal: Terminal, options: Options) => Promise<number>;
