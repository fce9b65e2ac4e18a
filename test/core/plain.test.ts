import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { asCode, asProse, forRunner, forTerminal } from '../../src/core/plain.ts';
import { HOSTILE } from './hostile.ts';

const anything = fc.oneof(
  fc.constantFrom(...HOSTILE),
  fc.string({ unit: 'binary' }),
  fc.string({ unit: fc.constantFrom(...Array.from('`|\\@#<>:/&w. \n\u001b\u202e')) }),
);

describe('text in a terminal', () => {
  it('is one line without a character that acts or hides, and whole', () => {
    fc.assert(
      fc.property(anything, (text) => {
        const shown = forTerminal(text);
        expect(shown).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Noncharacter_Code_Point}]/u);
        expect(shown.length).toBeLessThanOrEqual(2000);
        expect(shown.isWellFormed()).toBe(true);
      }),
    );
  });

  it('keeps everything a reader can see', () => {
    expect(forTerminal('Grüße, 東京 → 🔥 a|b `c`')).toBe('Grüße, 東京 → 🔥 a|b `c`');
  });

  it.each([
    ['\u001b[31mred\u0007', '[31mred'],
    ['abc\u202edcba', 'abc dcba'],
    ['a\r\nb\u2028c', 'a b c'],
    ['a\uFDD0b\uFFFFc', 'a b c'],
    ['x'.repeat(12), 'xxxxxxxxx…'],
    ['🔥'.repeat(6), '🔥🔥🔥🔥…'],
  ])('shows %j as %j', (text, expected) => {
    expect(forTerminal(text, 10)).toBe(expected);
  });
});

describe('text as code', () => {
  it('is one span, in which every run of backticks is shorter than its fence', () => {
    fc.assert(
      fc.property(anything, (text) => {
        const shown = asCode(text);
        const fence = /^`+/.exec(shown)?.[0] ?? '';
        expect(shown.endsWith(fence)).toBe(true);
        const within = shown.slice(fence.length, -fence.length);
        expect(within).not.toBe('');
        expect((within.match(/`+/g) ?? []).every((run) => run.length < fence.length)).toBe(true);
        // A span that begins or ends with a backtick needs a blank, or the fence would be another.
        expect(within).not.toMatch(/^`|`$|[\n\r]/);
        expect(shown.length).toBeLessThan(2000);
      }),
    );
  });

  it.each([
    ['roles/viewer', '`roles/viewer`'],
    ['a`b', '`` a`b ``'],
    ['``', '``` `` ```'],
    ['<img src=x>', '`<img src=x>`'],
    ['@org/team', '`@org/team`'],
    ['a|b', '`a|b`'],
    ['', '` `'],
    ['\n', '` `'],
  ])('shows %j as %s', (text, expected) => {
    expect(asCode(text)).toBe(expected);
  });
});

describe('text as prose', () => {
  it('leaves nothing Markdown, GitHub or HTML would act on', () => {
    fc.assert(
      fc.property(anything, (text) => {
        const shown = asProse(text);
        // An escaped character stays between its neighbours, and GitHub makes no link across it.
        const bare = shown.replace(/\\[\\`*_{}[\]<>()+!|~$&^=.-]/g, '"').replace(/&#(?:8203|46|47);/g, ' ');
        expect(bare).not.toMatch(/[\\`*_{}[\]<>()+!|~$&^=-]/);
        expect(bare).not.toMatch(/[@#](?! )|:\/\/|\bwww\.|^\d+\./i);
        expect(bare).not.toMatch(/[\n\r]/);
      }),
    );
  });

  it.each([
    ['@org/team', '@&#8203;org/team'],
    ['closes #1', 'closes #&#8203;1'],
    ['![x](http://evil)', '\\!\\[x\\]\\(http:&#47;&#47;evil\\)'],
    ['<img>', '\\<img\\>'],
    ['&#64;org', '\\&#&#8203;64;org'],
    ['www.evil.example', 'www&#46;evil.example'],
    ['1. first', '1\\. first'],
    ['a | b', 'a \\| b'],
    ['`a`', '\\`a\\`'],
    ['2026-11-24T04:17:00Z', '2026\\-11\\-24T04:17:00Z'],
  ])('shows %j as %s', (text, expected) => {
    expect(asProse(text)).toBe(expected);
  });
});

describe('text for a runner', () => {
  /** As the runner reads a line: `::` after blanks, or `##[` anywhere. U+0085 is a blank there. */
  const isCommand = (line: string): boolean =>
    line.replace(/^[\s\u0085]+/, '').startsWith('::') || line.includes('##[');

  it('has no line that is a command', () => {
    fc.assert(
      fc.property(
        fc.oneof(anything, fc.string({ unit: fc.constantFrom(...Array.from(':#[ \t\n\r\u0085\u00a0')) })),
        (text) => {
          expect(
            forRunner(text)
              .split(/[\n\r]/)
              .filter(isCommand),
          ).toEqual([]);
        },
      ),
      { numRuns: 500 },
    );
  });

  it.each([
    ['::set-output name=x::1', ': :set-output name=x::1'],
    ['a\n  ::error::b', 'a\n  : :error::b'],
    ['\u0085::error::b', '\u0085: :error::b'],
    ['x ##[add-mask]y', 'x ## [add-mask]y'],
    ['a::b', 'a::b'],
  ])('shows %j as %j', (text, expected) => {
    expect(forRunner(text)).toBe(expected);
  });
});
