import { canonicalText, tidy } from '../ledger/canonical.ts';
import type { Draft } from '../ledger/record.ts';

/*
 * A refused quarantine: a record of kind `refused` without a pull request and a request file. Its one reason names the
 * caller, the cause of the refusal, the person to quarantine, and the caller's own reason.
 */

export const NOT_ALLOWED = 'quarantine-not-allowed';

export interface Refusal {
  /** Begins with the caller and `is`: `dave (1004) is not named in quarantine.by`. */
  readonly sentence: string;
  /** The person to quarantine: a login, or `account` and a number. */
  readonly person: string;
  readonly why: string;
}

export function writeRefusal({ sentence, person, why }: Refusal): string {
  return `${sentence}${ASKED}${person}: ${why}`;
}

/** Returns the record in one line, or `undefined` for every other record. */
export function refusalSentence(record: Draft): string | undefined {
  if (!isRefusal(record)) return undefined;
  const [, by, person] = WRITTEN.exec(record.reasons[0]?.sentence ?? '') ?? [];
  return by === undefined || person === undefined
    ? `refused a quarantine (${NOT_ALLOWED})`
    : `refused the quarantine of ${person}, asked by ${by} (${NOT_ALLOWED})`;
}

/** True if a draft is not in the ledger. The ledger's state has no refusals, so only the last file's lines show them. */
export function isRefusalNews(draft: Draft, lines: readonly string[]): boolean {
  if (!isRefusal(draft)) return true;
  const said = canonicalText(tidy(identityOf(draft)));
  return !lines.some((line) => canonicalText(identityOf(JSON.parse(line) as Draft)) === said);
}

/** True for a record or draft that refuses a quarantine. */
function isRefusal({ kind, pull, request, reasons }: Draft): boolean {
  return kind === 'refused' && pull === null && request === undefined && reasons[0]?.code === NOT_ALLOWED;
}

const ASKED = '; asked to quarantine ';

/** Matches a refusal's reason. A login has no space, colon or semicolon, so free text cannot imitate the first parts. */
const WRITTEN = new RegExp(`^([^;]+?)(?: \\(\\d+\\))? is [^;]*${ASKED}((?:account )?[^ :]+): `);

function identityOf({ kind, at, run, reasons }: Draft): Pick<Draft, 'kind' | 'at' | 'run' | 'reasons'> {
  return { kind, at, run, reasons };
}
