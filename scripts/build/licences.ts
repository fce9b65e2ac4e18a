import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Metafile } from 'esbuild';

/** Matches a path up to the innermost `node_modules/NAME` or `node_modules/@SCOPE/NAME`. */
const PACKAGE = /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+/;
const LICENCE_FILE = /^(?:licen[cs]e|copying|notice)(?:[.-].*)?$/i;
const RULE = '-'.repeat(80);

/**
 * Returns the full licences of all packages with code in the bundle, sorted by name. Rejects if a package names none.
 */
export async function licencesOf(metafile: Metafile, root: string): Promise<string> {
  const bundled = Object.values(metafile.outputs).flatMap(({ inputs }) => Object.keys(inputs));
  const folders = new Set(bundled.flatMap((path) => PACKAGE.exec(path)?.[0] ?? []));
  const licences = await Promise.all([...folders].map((folder) => licenceOf(join(root, folder))));
  const ordered = [...new Map(licences.map((it) => [it.title, it])).values()].sort((a, b) =>
    a.title < b.title ? -1 : 1,
  );
  return ordered.map(({ title, text }) => `${RULE}\n${title}\n${RULE}\n\n${text.trim()}\n`).join('\n');
}

async function licenceOf(folder: string): Promise<{ title: string; text: string }> {
  const { name, version, license } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')) as {
    name: string;
    version: string;
    license?: unknown;
  };
  const files = (await readdir(folder)).filter((file) => LICENCE_FILE.test(file)).sort();
  const texts = await Promise.all(files.map((file) => readFile(join(folder, file), 'utf8')));
  if (texts.length === 0 && typeof license !== 'string') throw new Error(`${name}@${version} names no licence`);
  const terms = typeof license === 'string' ? ` (${license})` : '';
  const text =
    texts.length === 0 ? `Licensed under ${String(license)}; the package holds no copy of it.` : texts.join('\n\n');
  return { title: `${name}@${version}${terms}`, text: text.replaceAll('\r\n', '\n') };
}
