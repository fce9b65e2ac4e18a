import { asCode, asProse, forTerminal } from '../plain.ts';
import type { Item, ItemWithStep, Paint, Phrase, Section, Table } from './report.ts';
import { layTable } from './table.ts';
import { unbroken, withUnbrokenSpans, wrap } from './wrap.ts';

const SIGNS = { good: '✓', waiting: '…', bad: '✗', plain: '·' } as const;
const INDENT = '  ';
const ITEM = '    ';
const NEXT = 'next';
const EMOJI = { good: '✅', waiting: '⏳', bad: '❌', plain: 'ℹ️' } as const;
/** Maximum length in bytes. GitHub takes 1 MiB for all summaries of a job. A longer text is cut and says so. */
const MOST_MARKDOWN = 900_000;

/**
 * Renders sections for a terminal: the heading, aligned rows, a table, lists, and the reader's next steps last.
 * @param width columns of the terminal. The default wraps nothing, so that each line of a pipe or a log stays whole.
 */
export function renderText(sections: readonly Section[], paint: Paint, width = Infinity): string {
  return sections.map((section) => renderSection(section, paint, width)).join('\n\n') + '\n';
}

/** Renders sections for a job summary. All text from others is inert. */
export function renderMarkdown(sections: readonly Section[]): string {
  const text = sections
    .map(({ mark, title, rows = [], table, lists = [], next = [] }) =>
      [
        `### ${EMOJI[mark]} ${markdown(title)}`,
        ...(rows.length === 0
          ? []
          : [['| | |', '|---|---|', ...rows.map(({ label, value }) => `| ${label} | ${cell(value)} |`)].join('\n')]),
        ...(table === undefined ? [] : [markdownTable(table)]),
        ...lists.map((list) => {
          const items = list.items.flatMap(markdownItem);
          return list.folded === true
            ? [`<details><summary>${list.title}</summary>`, '', ...items, '', '</details>'].join('\n')
            : [`**${list.title}**`, '', ...items].join('\n');
        }),
        ...(next.length === 0 ? [] : [[`**${NEXT}**`, '', ...next.flatMap(markdownItem)].join('\n')]),
      ].join('\n\n'),
    )
    .join('\n\n');
  return cut(`${text}\n`);
}

/** Renders one phrase as plain text, for annotations and messages. */
export function renderPhrase(phrase: Phrase): string {
  return phrase
    .map((part) => (typeof part === 'string' ? part : forTerminal('code' in part ? part.code : part.said)))
    .join('');
}

function renderSection(section: Section, paint: Paint, most: number): string {
  const { mark, title, rows = [], table, lists = [], next = [] } = section;
  const width = Math.max(0, ...rows.map(({ label }) => label.length));
  const heading = (text: string) => wrap(text, most, INDENT, INDENT).map((line) => paint('strong', line));
  return [
    ...wrap(breakable(title), most, `${SIGNS[mark]} `, INDENT).map((line) => paint(mark, line)),
    ...rows.flatMap(({ label, value }) =>
      wrap(
        breakable(value),
        most,
        `${INDENT}${paint('quiet', label.padEnd(width))}${INDENT}`,
        INDENT + ' '.repeat(width) + INDENT,
      ),
    ),
    ...(table === undefined
      ? []
      : layTable(
          table.columns,
          table.rows.map((row) => row.map(breakable)),
          most,
          paint,
        )),
    ...lists.flatMap((list) => [
      ...heading(list.title),
      ...(list.folded === true ? [] : list.items.flatMap((item) => itemLines(item, most))),
    ]),
    ...(next.length === 0 ? [] : ['', ...heading(NEXT), ...next.flatMap((item) => itemLines(item, most))]),
  ].join('\n');
}

/** The lines of one item. Its step stands alone on the lines below it. */
function itemLines(item: Item, most: number): readonly string[] {
  const { phrase, step } = itemOf(item);
  return [
    ...wrap(breakable(phrase), most, ITEM, `${ITEM}${INDENT}`),
    ...(step === undefined ? [] : wrap(breakable(step), most, `${ITEM}→ `, `${ITEM}${INDENT}`)),
  ];
}

function itemOf(item: Item): ItemWithStep {
  return 'phrase' in item ? item : { phrase: item };
}

/** One phrase as plain text whose codes no line break divides. */
function breakable(phrase: Phrase): string {
  const text = phrase.map((part) =>
    typeof part !== 'string' && 'code' in part ? unbroken(renderPhrase([part])) : renderPhrase([part]),
  );
  return withUnbrokenSpans(text.join(''));
}

function markdownItem(item: Item): readonly string[] {
  const { phrase, step } = itemOf(item);
  return [`- ${markdown(phrase)}`, ...(step === undefined ? [] : [`  - ${markdown(step)}`])];
}

function markdown(phrase: Phrase): string {
  return phrase
    .map((part) => (typeof part === 'string' ? part : 'code' in part ? asCode(part.code) : asProse(part.said)))
    .join('');
}

function markdownTable({ columns, rows }: Table): string {
  const lines = [columns, columns.map(() => '---'), ...rows.map((row) => row.map(cell))];
  return lines.map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

/** Escapes bars in codes: a bare bar ends a cell even within a code span. Prose has its bars escaped already. */
function cell(phrase: Phrase): string {
  return phrase
    .map((part) =>
      typeof part !== 'string' && 'code' in part ? asCode(part.code).replaceAll('|', '\\|') : markdown([part]),
    )
    .join('');
}

/** Cuts between lines. A cut within one would leave a code span open, and its content would take effect. */
function cut(text: string): string {
  const bytes = new TextEncoder().encode(text);
  if (bytes.length <= MOST_MARKDOWN) return text;
  const shown = bytes.subarray(0, bytes.lastIndexOf(0x0a, MOST_MARKDOWN - 1) + 1);
  return `${new TextDecoder().decode(shown)}\n… cut: the log has the rest\n`;
}
