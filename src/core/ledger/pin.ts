import { leafHash } from './merkle.ts';

/*
 * The pin: a file on the default branch that names record 0 of the ledger. A person who can only write the branch `audit`
 * cannot change it. So a ledger with another beginning is not the ledger of this repository.
 */

export const PIN_PATH = '.github/pullcord-genesis';

/** The content of the file. */
export interface Pin {
  /** Counts the ledgers of the repository, from 1. */
  readonly generation: number;
  /** The leaf hash of record 0, in hexadecimal. */
  readonly genesis: string;
}

/** The file on the default branch, as GitHub returned it. */
export type PinFile =
  /** `null`: the entry is no plain file, is too long, or is not UTF-8. */
  | { readonly is: 'there'; readonly text: string | null }
  /** `gone`: an earlier commit of the branch had the file. */
  | { readonly is: 'absent' }
  | { readonly is: 'gone' };

/** The beginning of the ledger that counts, by the default branch. */
export type TrustRoot =
  | { readonly is: 'pinned'; readonly pin: Pin }
  /** The default branch never had the file. */
  | { readonly is: 'unpinned' }
  | { readonly is: 'wrong'; readonly code: 'pin-invalid' | 'pin-removed'; readonly why: string };

/** The only generation that this release knows. A later release raises it if a ledger begins again. */
const GENERATION = 1;

/** Returns the pin of a ledger by the line of its record 0. */
export function pinFor(line: string): Pin {
  const genesis = Array.from(leafHash(line), (byte) => byte.toString(16).padStart(2, '0')).join('');
  return { generation: GENERATION, genesis };
}

/** Writes the file: one line. */
export function pinText({ generation, genesis }: Pin): string {
  return `${generation} ${genesis}\n`;
}

/** Reads the file strictly, or returns its fault. */
export function parsePin(text: string): Pin | { readonly invalid: string } {
  const [, digits, genesis] = /^([1-9]\d{0,8}) ([0-9a-f]{64})\n$/.exec(text) ?? [];
  if (digits === undefined || genesis === undefined)
    return { invalid: 'it must be one line: the generation, a space, and 64 hexadecimal digits' };
  if (Number(digits) !== GENERATION)
    return { invalid: `it names generation ${digits}, and this release knows generation ${GENERATION} only` };
  return { generation: GENERATION, genesis };
}

/** Returns the beginning of the ledger that the file names. */
export function trustRootOf(file: PinFile): TrustRoot {
  if (file.is === 'absent') return { is: 'unpinned' };
  if (file.is === 'gone')
    return { is: 'wrong', code: 'pin-removed', why: 'the default branch had the file, and a commit removed it' };
  const pin = file.text === null ? { invalid: 'it is not a plain text file' } : parsePin(file.text);
  return 'invalid' in pin ? { is: 'wrong', code: 'pin-invalid', why: pin.invalid } : { is: 'pinned', pin };
}

/** True if the pin names the ledger whose record 0 is this line. */
export function isPinned(pin: Pin, line: string | undefined): boolean {
  return line !== undefined && pinFor(line).genesis === pin.genesis;
}
