import type { Paint } from '../core/report/report.ts';
import type { Environment } from '../environment.ts';

/** What a command may touch of the process it runs in. */
export interface Terminal {
  /** Standard output: a command's result and nothing else. */
  readonly out: (text: string) => void;
  /** Standard error, one line. */
  readonly note: (line: string) => void;
  readonly paint: Paint;
  /** Columns of standard output; `undefined` if it is no terminal, so that each line stays whole. */
  readonly columns: number | undefined;
  readonly env: Environment;
  readonly folder: string;
  /** The build this process runs: what the sandbox's workflows run as `uses: ./`. */
  readonly dist: string;
}

/** One command's own options and help. The command line parses by it, refuses by it and prints it. */
export interface Usage {
  readonly about: string;
  /** Explains each word that stands after the command's name; without any, such a word is refused. */
  readonly words?: Rows;
  /** By name, without dashes; each name also stands in `bin/options.js`. */
  readonly options: Readonly<Record<string, Option>>;
  /** A complete call, and what it is for. */
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
/** @param value what the help calls the value */
export const text = (value: string, says: string): Text => ({ takes: 'text', value, says });
/** An option that may be given several times. */
export const texts = (value: string, says: string): Texts => ({ takes: 'texts', value, says });

/** The values of a command's options, and the words after its name. */
export type Options<U extends Usage> = {
  readonly [Name in keyof U['options']]: U['options'][Name] extends Flag
    ? boolean
    : U['options'][Name] extends Texts
      ? readonly string[] | undefined
      : string | undefined;
} & { readonly files: readonly string[] };

/** Runs to an exit status; throws a SettingError or anything else for `failureOf`. */
export type Run<U extends Usage> = (terminal: Terminal, options: Options<U>) => Promise<number>;

/** Every file of a command exports these two. */
export interface Command {
  readonly usage: Usage;
  readonly run: (terminal: Terminal, options: never) => Promise<number>;
}

export const JSON_FLAG = flag('print one line of JSON for programs');
export const MARKDOWN_FLAG = flag('print Markdown for a document instead of text for a terminal');

export const GITHUB: Rows = {
  GITHUB_REPOSITORY: 'owner/name of the access repository',
  GITHUB_TOKEN: 'your token, as `gh auth token` prints it',
  GITHUB_API_URL: 'of another GitHub, or of the sandbox',
};

export const GOOGLE: Rows = {
  GOOGLE_APPLICATION_CREDENTIALS: 'a credentials file, or gcloud has yours',
};

export const LEDGER_KEY: Rows = { PULLCORD_LEDGER_KEY: 'a private key that signs the ledger, in PEM' };

export const WRONG: Rows = { 2: 'a setting or an argument is missing or wrong' };
