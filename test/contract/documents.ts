import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '../..');

/** Paths here are relative to the project. */
export const exists = (path: string): boolean => existsSync(join(ROOT, path));
export const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8');
export const filesUnder = (folder: string): string[] =>
  readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' }).map((name) =>
    join(folder, name).replaceAll('\\', '/'),
  );

/** The documents for people, by their paths. */
export const documents = [
  ...['README.md', 'CONTRIBUTING.md', 'SECURITY.md', 'CHANGELOG.md'],
  ...filesUnder('docs')
    .filter((path) => path.endsWith('.md'))
    .sort(),
].map((name) => ({ name, text: read(name) }));

const FENCED = /^```[^]*?^```$/gm;

export function prose(text: string): string {
  return text.replace(FENCED, '').replace(/^<!--[^]*?-->$/gm, '');
}

/** The fenced blocks of one language, without their fences. */
export function blocks(text: string, language: string): string[] {
  return matches(text, new RegExp(`^\`\`\`${language}\\n([^]*?)^\`\`\`$`, 'gm'));
}

/** What stands in backticks in prose. */
export function spans(text: string): string[] {
  return matches(prose(text), /`([^`]+)`/g).map((span) => span.replace(/\s+/g, ' '));
}

/** What stands under a heading of the second or third level, up to the next one. */
export function section(text: string, title: string): string {
  const [, after = ''] = text.split(new RegExp(`^#{2,3} ${title}$`, 'm'));
  return after.split(/^#{2,3} /m)[0] ?? '';
}

/** A heading's anchor, as GitHub makes it. */
export function toAnchor(heading: string): string {
  return heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N} _-]/gu, '')
    .replaceAll(' ', '-');
}

/** What the pattern's first group matched, each time. */
export function matches(text: string, pattern: RegExp): string[] {
  return [...text.matchAll(pattern)].map(([, found = '']) => found);
}

export function sorted(values: Iterable<string>): string[] {
  return [...new Set(values)].sort();
}

export function textOf(name: string): string {
  return documents.find((document) => document.name === name)?.text ?? '';
}
