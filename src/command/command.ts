import type { Paint } from '../core/report/report.ts';
import type { Environment } from '../environment.ts';

/** The parts of its process that a command may use. */
export interface Terminal {
  /** Writes to standard output: a command's result and nothing else. */
  readonly out: (text: string) => void;
  /** Writes one sentence to standard error. */
  readonly note: (line: string) => void;
  readonly paint: Paint;
  /** Columns of standard output; `undefined` if it is no terminal, so that each line stays whole. */
  readonly columns: number | undefined;
  readonly env: Environment;
  readonly folder: string;
  /** The folder of this build. The sandbox's workflows run it as `uses: ./`. */
  readonly dist: string;
}

/** One command's options and help. The command line parses and refuses arguments by it, and prints it. */
export interface Usage {
  readonly about: string;
  /** Explains each word after the command's name. Absent: the command takes no such word. */
  readonly words?: Rows;
  /** Options by name, without dashes. `bin/options.js` lists each name too. */
  readonly options: Readonly<Record<string, Option>>;
  /** Complete calls, each with its purpose. */
  readonly examples: Rows;
  readonly environment?: Rows;
  readonly exit: Rows;
}

/** Terms and their explanations, in the order of the help. */
export type Rows = Readonly<Record<string, string>>;

export type Option = Flag | Text | Texts;

interface Flag {
  readonly takes: 'nothing';
  readonly says: string;
}

interface Text {
  readonly takes: 'text';
  readonly value: string;
  readonly says: string;
}

interface Texts {
  readonly takes: 'texts';
  readonly value: string;
  readonly says: string;
}

export const flag = (says: string): Flag => ({ takes: 'nothing', says });
/** An option with a value. @param value the name of the value in the help */
export const text = (value: string, says: string): Text => ({ takes: 'text', value, says });
/** An option with a value, which may be given several times. */
export const texts = (value: string, says: string): Texts => ({ takes: 'texts', value, says });

/** Values of a command's options, and the words after its name. */
export type Options<U extends Usage> = {
  readonly [Name in keyof U['options']]: U['options'][Name] extends Flag
    ? boolean
    : U['options'][Name] extends Texts
      ? readonly string[] | undefined
      : string | undefined;
} & { readonly files: readonly string[] };

/** Runs a command to its exit status. `failureOf` turns every exception into one. */
export type Run<U extends Usage> = (terminal: Terminal, options: Options<U>) => Promise<number>;

/** The exports of each command's file. */
export interface Command {
  readonly usage: Usage;
  readonly run: (terminal: Terminal, options: never) => Promise<number>;
}

export const JSON_FLAG = flag('print one line of JSON for programs');
export const MARKDOWN_FLAG = flag('print Markdown for a document instead of text for a terminal');

export const GITHUB: Rows = {
  GITHUB_REPOSITORY: 'owner/name of the access repository',
  GITHUB_TOKEN: 'your token, which `gh auth token` prints',
  GITHUB_API_URL: 'address of another GitHub, or of the sandbox',
};

export const GOOGLE: Rows = {
  GOOGLE_APPLICATION_CREDENTIALS: "a credentials file; default: gcloud's own",
};

export const LEDGER_KEY: Rows = { PULLCORD_LEDGER_KEY: 'the private key that signs the ledger, in PEM' };

export const WRONG: Rows = { 2: 'a setting or an argument is missing or wrong' };
