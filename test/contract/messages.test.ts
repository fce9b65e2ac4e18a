import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { explanationsIn, KINDS } from '../../src/core/reasons/table.ts';
import { exitStatusOf, message, MESSAGE_CODES, type MessageCode } from '../../src/core/message.ts';

const ROOT = join(import.meta.dirname, '../..');
const PAGE = readFileSync(join(ROOT, 'docs/reference/messages.md'), 'utf8');
const CODES = Object.keys(MESSAGE_CODES) as readonly MessageCode[];

/** `| code | severity | exit status | meaning | next step |` */
const documented = PAGE.split('\n').flatMap((line) => {
  const [, anchor, code, severity, status, what, next] =
    /^\| <a id="([a-z-]+)"><\/a>`([a-z-]+)` \| (error|warning|notice|info) \| (\d) \| (.+?) \| (.*?) \|$/.exec(line) ??
    [];
  return code === undefined ? [] : [{ anchor, code, severity, status, what, next }];
});

it('every code has a meaning and a next step, both as sentences', () => {
  for (const { meaning, next } of Object.values(MESSAGE_CODES)) {
    expect(meaning).toMatch(/^[A-Z].*\.$/);
    expect(next).toMatch(/^[A-Z].*\.$/);
  }
});

describe('docs/reference/messages.md', () => {
  it('lists every code once, with its severity, exit status, meaning and next step', () => {
    const messages = KINDS.filter(({ name }) => name === 'message').flatMap(explanationsIn);
    expect(messages.map(({ code }) => code)).toEqual(CODES);
    expect(documented).toEqual(
      messages.map(({ code, severity, what, next }) => ({
        ...{ anchor: code, code, severity, what, next },
        status: String(exitStatusOf([message(code as MessageCode, '')])),
      })),
    );
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
