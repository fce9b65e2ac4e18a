import { ORGANIZATION_PATH } from '../documents/paths.ts';
import {
  fieldsOf,
  kindOfCase,
  listOf,
  readWritten,
  textBlob,
  VectorError,
  type Members,
  type Files,
} from '../decision/vector.ts';
import type { ChangeEvidence } from './change.ts';

/** A change of policies to judge offline. `test/vectors/decision/README.md` describes the files. */
export interface ChangeVector {
  readonly title: string;
  readonly evidence: ChangeEvidence;
  /** The expected verdicts by path. */
  readonly verdicts?: Readonly<Record<string, ExpectedVerdict>>;
}

/** The expected verdict on one document, with the codes of its reasons in order. */
export interface ExpectedVerdict {
  readonly verdict: string;
  readonly reasons: readonly string[];
}

/** True if a case is about a change of policies, and not about a request. @throws VectorError */
export function isOfChange(path: string, read: (path: string) => string): boolean {
  return kindOfCase(path, read) === 'change';
}

/**
 * Reads one case about a change of policies, with those it extends.
 *
 * @param read returns the text of a file by its path; its errors pass through
 * @throws VectorError
 */
export function readChangeVector(path: string, read: (path: string) => string): ChangeVector {
  const { title, evidence, verdicts } = readWritten(path, read, factsOf);
  return {
    title,
    evidence: evidence as ChangeEvidence,
    ...(verdicts === undefined ? {} : { verdicts: verdictsOf(path, verdicts) }),
  };
}

/** Derives facts from the files: the organization that decides, and the texts of organizations. */
function factsOf(files: Files): Members {
  const organization = files.get(ORGANIZATION_PATH);
  const texts = [...files].flatMap(([name, text]) =>
    text !== null && name.endsWith(ORGANIZATION_PATH) ? [[textBlob(text), text] as const] : [],
  );
  return {
    ...(typeof organization === 'string' ? { organization: textBlob(organization) } : {}),
    texts: Object.fromEntries(texts),
  };
}

function verdictsOf(path: string, verdicts: unknown): Readonly<Record<string, ExpectedVerdict>> {
  const entries = Object.entries(fieldsOf(`${path} /verdicts`, verdicts));
  return Object.fromEntries(entries.map(([document, expected]) => [document, verdictOf(path, document, expected)]));
}

function verdictOf(path: string, document: string, expected: unknown): ExpectedVerdict {
  const { verdict, reasons = [] } = fieldsOf(`${path} /verdicts/${document}`, expected);
  if (typeof verdict !== 'string')
    throw new VectorError(`${path}: ${document} has no verdict; write accepted, not accepted or pending`);
  return { verdict, reasons: listOf(`${path}: \`reasons\` of ${document}`, reasons) };
}
