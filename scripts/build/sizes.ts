import { gzipSync } from 'node:zlib';
import type { Metafile } from 'esbuild';

/**
 * Returns a table of the outputs with their plain and compressed bytes: entries first, then chunks from large to small.
 */
export function sizesOf(metafile: Metafile, files: ReadonlyMap<string, string | Uint8Array>): string {
  const rows = Object.entries(metafile.outputs).map(([name, { bytes }]) => ({
    name,
    bytes,
    gzip: gzipSync(files.get(name) ?? '').length,
    isEntry: !name.includes('/'),
  }));
  rows.sort((a, b) => Number(b.isEntry) - Number(a.isEntry) || b.bytes - a.bytes || (a.name < b.name ? -1 : 1));
  const width = Math.max(...rows.map(({ name }) => name.length));
  const lines = rows.map(({ name, bytes, gzip }) => `${name.padEnd(width)} ${kib(bytes)} ${kib(gzip)} gzip`);
  return `${lines.join('\n')}\n`;
}

function kib(bytes: number): string {
  return `${(bytes / 1024).toFixed(1).padStart(9)} KiB`;
}
