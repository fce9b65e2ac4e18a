import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { generateReference } from '../../scripts/reference.ts';
import { explanationsIn, KINDS } from '../../src/core/reasons/table.ts';

const ROOT = join(import.meta.dirname, '../..');
const pages = generateReference();

describe('docs/reference', () => {
  it.each(pages)('has $path as the table of reasons gives it', ({ path, text }) => {
    expect(readFileSync(join(ROOT, path), 'utf8')).toBe(text);
  });

  it('has no other pages', () => {
    expect(globSync('docs/reference/*', { cwd: ROOT }).sort()).toEqual(pages.map(({ path }) => path).sort());
  });

  it('has each code once for each kind, with an anchor', () => {
    const anchors = pages.flatMap(({ text }) => [...text.matchAll(/^\| <a id="([a-z0-9-]+)"><\/a>`\1` \|/gm)]);
    const codes = KINDS.flatMap(explanationsIn).map(({ code }) => code);
    expect(anchors.map(([, code]) => code).sort()).toEqual(codes.sort());
  });

  it.each(pages)('has an introduction and less than 300 lines in $path', ({ text }) => {
    expect(text).toMatch(/^<!--.*-->\n\n# .+\n\n[A-Z`]/);
    expect(text.split('\n').length).toBeLessThan(300);
  });

  it.each(pages)('has no code twice in $path', ({ text }) => {
    const anchors = [...text.matchAll(/<a id="([^"]+)">/g)].map(([, code]) => code);
    expect(anchors).toEqual([...new Set(anchors)]);
  });
});
