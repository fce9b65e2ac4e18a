import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { ReasonTable } from '../../../src/core/reasons/entry.ts';
import { PROTECTION } from '../../../src/core/reasons/protection.ts';
import { VERIFICATION } from '../../../src/core/reasons/verification.ts';

const CORE = join(import.meta.dirname, '../../../src/core');

/** The sources of a folder, without comments. */
function sourcesIn(folder: string): string {
  return readdirSync(join(CORE, folder))
    .filter((name) => name.endsWith('.ts'))
    .map((name) => readFileSync(join(CORE, folder, name), 'utf8'))
    .join('\n')
    .replace(/^\s*(?:\*|\/\/|\/\*).*$/gm, '');
}

function found(source: string, pattern: RegExp): readonly string[] {
  return [...source.matchAll(pattern)].map(([, code = '']) => code);
}

describe('the table of doctor’s findings', () => {
  const source = sourcesIn('gate/rules') + sourcesIn('gate');
  const raised = [
    ...found(source, /\b(?:weak|unknown|note)\(\s*'([a-z-]+)'/g),
    ...found(source, /\b(?:main|ledger): '([a-z]+-bypass-unknown)'/g),
    // Doctor reads the ledger for it, which no rule of the gate does.
    'document-unaccepted',
    // The commands and runs about the pin.
    'ledger-unpinned',
    'pin-mismatch',
    'pin-invalid',
    'pin-removed',
    'genesis-differs',
  ];

  it('has every code that a rule raises, and no other', () => {
    expect(Object.keys(PROTECTION).sort()).toEqual([...new Set(raised)].sort());
  });

  it('is final in nothing: the next run reads the repository again', () => {
    expect(new Set(Object.values(PROTECTION).map(({ final }) => final))).toEqual(new Set(['no']));
  });
});

describe('the table of verify’s findings', () => {
  const source = sourcesIn('verify');
  const raised = [
    ...found(source, /\b(?:broken|incomplete)\(\s*'([a-z-]+)'/g),
    ...found(source, /\bcode: '([a-z-]+)'/g),
  ];

  it('has every code that a step raises, and no other', () => {
    expect(Object.keys(VERIFICATION).sort()).toEqual([...new Set(raised)].sort());
  });
});

it.each<[string, ReasonTable]>([
  ['doctor', PROTECTION],
  ['verify', VERIFICATION],
])('every entry of %s has a cause and a next step in whole sentences', (_, table) => {
  for (const [code, { what, next }] of Object.entries(table))
    expect([code, what, next]).toEqual([
      code,
      ...[what, next].map(() => expect.stringMatching(/^\S[^]+\.$/) as string),
    ]);
});
