import { MAX_BYTES } from '../../../src/core/documents/document.ts';

/** Documents as long as may be, each of one kind that costs a careless parser much. */
export const HEAVY: Readonly<Record<string, string>> = {
  'open lists': '['.repeat(MAX_BYTES),
  'open mappings': '{a: '.repeat(MAX_BYTES / 4),
  'unknown keys': Array.from({ length: 2500 }, (_, at) => `k${at}:\n`)
    .join('')
    .slice(0, MAX_BYTES),
  'equal keys': 'a:\n'.repeat(MAX_BYTES / 3),
  'near misses': Array.from({ length: 1100 }, (_, at) => `duratio${at}: x\n`)
    .join('')
    .slice(0, MAX_BYTES - 20),
  aliases: `a: [${'*x,'.repeat(MAX_BYTES / 3 - 5)}]`,
  anchors: '- &x\n'.repeat(MAX_BYTES / 5),
  'bidi controls': '\u202e'.repeat(MAX_BYTES / 3),
  'bad bytes at the end': `${'é'.repeat(MAX_BYTES / 2 - 1)}\u00e9`.slice(0, -1),
  'quotes and escapes': `"${'\\u202e'.repeat(MAX_BYTES / 6 - 2)}": 1`,
  'one long principal': `people: [{ principal: 'user:${'a.'.repeat(8000)}' }]`,
  'one long label': `people: [{ principal: 'user:a@${'a-'.repeat(8000)}' }]`,
  'one long duration': `duration: ${'9'.repeat(16_000)}h`,
  'parties without end': `requesters: [${'team:a,'.repeat(2300)}]`,
  'nested rules': `request: ${'{allOf: [{not: '.repeat(5)}{}${'}]}'.repeat(5)}`,
  'blank lines': '\n'.repeat(MAX_BYTES),
  'long comment': `#${' '.repeat(MAX_BYTES - 1)}`,
  'deep indentation': Array.from({ length: 15 }, (_, at) => `${' '.repeat(at * 100)}k:\n`).join(''),
};

/** What such documents may be made of, over and over. */
export const UNITS: readonly (readonly [what: string, unit: string])[] = [
  ['flow lists', '['],
  ['flow mappings', '{a: '],
  ['block lists', '- '],
  ['keys', '? '],
  ['anchors', '&a '],
  ['aliases', '*a '],
  ['tags', '!t '],
  ['quotes', '"'],
  ['escapes', '"\\u202e" '],
  ['separators', '---\n'],
  ['merges', '<<: *a\n'],
  ['comments', '#\n'],
  ['indents', ' '],
  ['numbers', '9'],
  ['invisible characters', '\u200b'],
  ['emoji', '🔥'],
];
