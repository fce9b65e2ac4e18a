import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CACHE, publishedDescription, VERSION } from './description.ts';
import { reduceDescription, type Extract } from './reduce.ts';

/**
 * The extract for `operations` (as GitHub writes them), from the cache when the same was asked of the same description, by the same
 * code, before.
 * @throws as `publishedDescription`
 */
export function extractFor(operations: readonly string[], cache: string = CACHE): Extract {
  const names = [...new Set(operations)].sort();
  const kept = join(cache, `openapi-${VERSION}-${digest(names)}.json`);
  if (existsSync(kept)) return JSON.parse(readFileSync(kept, 'utf8')) as Extract;
  const extract = reduceDescription(publishedDescription(cache), names);
  mkdirSync(cache, { recursive: true });
  const partial = `${kept}.${process.pid}`;
  writeFileSync(partial, JSON.stringify(extract));
  renameSync(partial, kept);
  return extract;
}

/** The extract depends on the operations and on the code that makes it, so its name does. */
function digest(names: readonly string[]): string {
  const hash = createHash('sha256').update(JSON.stringify(names));
  for (const file of ['./reduce.ts', './schema.ts']) hash.update(readFileSync(new URL(file, import.meta.url)));
  return hash.digest('hex').slice(0, 16);
}
