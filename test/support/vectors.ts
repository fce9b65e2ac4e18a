import { CORE_SCHEMA, load } from 'js-yaml';
import { readdirSync, readFileSync } from 'node:fs';
import type { RecordedChange } from '../../src/core/acceptance/change.ts';
import { readChangeVector, type ChangeVector } from '../../src/core/acceptance/change-vector.ts';
import type { Decision } from '../../src/core/decision/decision.ts';
import { readVector, type ExpectedDecision, type Vector } from '../../src/core/decision/vector.ts';

/** Where the cases of the decision are, relative to the project. */
export const FOLDER = 'test/vectors/decision/';

const ROOT = new URL('../../', import.meta.url);

export interface Kept extends Vector {
  /** Relative to `FOLDER`: `approval/after-push.yaml`. */
  readonly path: string;
  /** Which known attack it is, in the words of the folder's README. */
  readonly attack?: string;
}

/** Every case, by its path. */
export function readVectors(): readonly Kept[] {
  const readCase = (path: string) => read(path, FOLDER);
  return casesIn(FOLDER).map((path) => {
    const { attack } = load(readCase(path), { schema: CORE_SCHEMA }) as { readonly attack?: string };
    return { path, ...readVector(path, readCase), ...(attack === undefined ? {} : { attack }) };
  });
}

/** The codes of a decision, as a case gives them. */
export function codesOf({ verdict, reasons, approvals }: Decision): ExpectedDecision {
  const codes = reasons.map(({ code }) => code);
  const ignored = approvals.filter(({ counts }) => !counts).map(({ code }) => code);
  return { verdict, reasons: codes, reviews: codes.includes('approval-missing') ? ignored : [] };
}

function read(path: string, folder: string): string {
  return readFileSync(new URL(folder + path, ROOT), 'utf8');
}

/** Where the cases of changes of policies are. */
export const CHANGES_FOLDER = 'test/vectors/change/';

export interface KeptChange extends ChangeVector {
  readonly path: string;
  readonly attack?: string;
}

/** Every case of a change of policies, by its path. */
export function readChangeVectors(): readonly KeptChange[] {
  return casesIn(CHANGES_FOLDER).map((path) => {
    const readCase = (one: string) => read(one, CHANGES_FOLDER);
    const { attack } = load(readCase(path), { schema: CORE_SCHEMA }) as { readonly attack?: string };
    return { path, ...readChangeVector(path, readCase), ...(attack === undefined ? {} : { attack }) };
  });
}

/** The verdicts on a change by path, as a case gives them. */
export function verdictsOf({ documents }: Pick<RecordedChange, 'documents'>): NonNullable<ChangeVector['verdicts']> {
  return Object.fromEntries(
    documents.map(({ path, verdict, reasons }) => [path, { verdict, reasons: reasons.map(({ code }) => code) }]),
  );
}

function casesIn(folder: string): readonly string[] {
  return readdirSync(new URL(folder, ROOT), { recursive: true, encoding: 'utf8' })
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => /\.(?:yaml|json)$/.test(path))
    .sort();
}
