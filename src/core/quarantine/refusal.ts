import { canonicalText, tidy } from '../ledger/canonical.ts';
import type { Draft } from '../ledger/record.ts';

/*
 * A quarantine that was refused: a record of kind `refused` with neither a pull request nor a request file. Its one reason
 * names the caller, why they may not, the person they meant, and what they said.
 */

export const NOT_ALLOWED = 'quarantine-not-allowed';

export interface Refusal {
  /** Begins with the caller and `is`: `dave (1004) is not named in quarantine.by`. */
  readonly sentence: string;
  /** The person meant: a login, or `account` and a number. */
  readonly person: string;
  readonly why: string;
}

export function writeRefusal({ sentence, person, why }: Refusal): string {
  return `${sentence}${ASKED}${person}: ${why}`;
}

/** The record in one line; `undefined` for every other record. */
export function refusalSentence(record: Draft): string | undefined {
  if (!isRefusal(record)) return undefined;
  const [, by, person] = WRITTEN.exec(record.reasons[0]?.sentence ?? '') ?? [];
  return by === undefined || person === undefined
    ? `refused a quarantine (${NOT_ALLOWED})`
    : `refused the quarantine of ${person}, asked by ${by} (${NOT_ALLOWED})`;
}

/** A refusal folds into nothing, so only the lines of the last file show that a lost append landed. */
export function isRefusalNews(draft: Draft, lines: readonly string[]): boolean {
  if (!isRefusal(draft)) return true;
  const said = canonicalText(tidy(identityOf(draft)));
  return !lines.some((line) => canonicalText(identityOf(JSON.parse(line) as Draft)) === said);
}

/** True for a record, or a draft of one, that refuses a quarantine. */
function isRefusal({ kind, pull, request, reasons }: Draft): boolean {
  return kind === 'refused' && pull === null && request === undefined && reasons[0]?.code === NOT_ALLOWED;
}

const ASKED = '; asked to quarantine ';

/** A login has no space, colon or semicolon, so nothing in the last part can pose as the parts before it. */
const WRITTEN = new RegExp(`^([^;]+?)(?: \\(\\d+\\))? is [^;]*${ASKED}((?:account )?[^ :]+): `);

function identityOf({ kind, at, run, reasons }: Draft): Pick<Draft, 'kind' | 'at' | 'run' | 'reasons'> {
  return { kind, at, run, reasons };
}
