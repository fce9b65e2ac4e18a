import { CORE_SCHEMA, load } from 'js-yaml';
import { readdirSync, readFileSync } from 'node:fs';
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
  return readdirSync(new URL(FOLDER, ROOT), { recursive: true, encoding: 'utf8' })
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => /\.(?:yaml|json)$/.test(path))
    .sort()
    .map((path) => {
      const { attack } = load(read(path), { schema: CORE_SCHEMA }) as { readonly attack?: string };
      return { path, ...readVector(path, read), ...(attack === undefined ? {} : { attack }) };
    });
}

/** The codes of a decision, as a case gives them. */
export function codesOf({ verdict, reasons, approvals }: Decision): ExpectedDecision {
  const codes = reasons.map(({ code }) => code);
  const ignored = approvals.filter(({ counts }) => !counts).map(({ code }) => code);
  return { verdict, reasons: codes, reviews: codes.includes('approval-missing') ? ignored : [] };
}

function read(path: string): string {
  return readFileSync(new URL(FOLDER + path, ROOT), 'utf8');
}
