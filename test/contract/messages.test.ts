import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { exitStatusOf, message, MESSAGE_CODES, type MessageCode } from '../../src/core/message.ts';

const ROOT = join(import.meta.dirname, '../..');
const PAGE = readFileSync(join(ROOT, 'docs/messages.md'), 'utf8');
const CODES = Object.keys(MESSAGE_CODES) as readonly MessageCode[];

/** `| code | severity | meaning |` */
const documented = PAGE.split('\n').flatMap((line) => {
  const [, code, severity, meaning] =
    /^\| `([a-z-]+)`\s*\| (error|warning|notice|info)\s*\| (.+?)\s*\|$/.exec(line) ?? [];
  return code === undefined ? [] : [[code, severity, meaning] as const];
});

it('every code has a meaning and a next step, both as sentences', () => {
  for (const { meaning, next } of Object.values(MESSAGE_CODES)) {
    expect(meaning).toMatch(/^[A-Z].*\.$/);
    expect(next).toMatch(/^[A-Z].*\.$/);
  }
});

describe('docs/messages.md', () => {
  it('lists every code once, with its severity and meaning', () => {
    expect(documented).toEqual(CODES.map((code) => [code, MESSAGE_CODES[code].severity, MESSAGE_CODES[code].meaning]));
  });

  it('documents the exit status of each severity', () => {
    for (const [code, { severity }] of Object.entries(MESSAGE_CODES)) {
      const status = { error: 3, warning: 1, notice: 0, info: 0 }[severity];
      expect(exitStatusOf([message(code as MessageCode, '')])).toBe(status);
      expect(PAGE).toMatch(new RegExp(`^\\| \`${severity}\` .* ${status} +\\|$`, 'm'));
    }
  });
});

it('every code is reported somewhere', () => {
  const sources = globSync('src/**/*.ts', { cwd: ROOT })
    .filter((path) => !path.endsWith('core/message.ts'))
    .map((path) => readFileSync(join(ROOT, path), 'utf8'))
    .join('\n');
  expect(CODES.filter((code) => !sources.includes(`'${code}'`))).toEqual([]);
});

it('one error decides the exit status, whatever else is reported', () => {
  const all = CODES.map((code) => message(code, 'a sentence'));
  expect(exitStatusOf(all)).toBe(3);
  expect(exitStatusOf(all.filter(({ severity }) => severity !== 'error'))).toBe(1);
  expect(exitStatusOf([])).toBe(0);
});
