import { CORE_SCHEMA, load } from 'js-yaml';
import { readdirSync, readFileSync } from 'node:fs';
import { readVector, type Vector } from '../../src/core/decision/vector.ts';

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

function read(path: string): string {
  return readFileSync(new URL(FOLDER + path, ROOT), 'utf8');
}
