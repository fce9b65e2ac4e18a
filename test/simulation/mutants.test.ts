import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { MUTANTS } from './mutants.ts';

const ROOT = join(import.meta.dirname, '../..');

/** `npm run simulate:mutants` hunts them; that takes minutes, and that they still fit the code is told here. */
describe('every seeded mistake', () => {
  it('has a name of its own', () => {
    const names = MUTANTS.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
  });

  it.each(MUTANTS)('changes a text that stands once: $name', ({ file, from, to, and }) => {
    const source = readFileSync(join(ROOT, file), 'utf8');
    for (const change of and === undefined ? [{ from, to }] : [{ from, to }, and]) {
      expect(source.split(change.from)).toHaveLength(2);
      expect(change.to).not.toBe(change.from);
    }
  });
});
