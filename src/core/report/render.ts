import { asCode, asProse, forTerminal } from '../plain.ts';
import type { Paint, Phrase, Section, Table } from './report.ts';
import { layTable } from './table.ts';

const SIGNS = { good: '✓', waiting: '…', bad: '✗', plain: '·' } as const;
const EMOJI = { good: '✅', waiting: '⏳', bad: '❌', plain: 'ℹ️' } as const;
/** Bytes. A job summary may hold 1 MiB in all; what is longer is cut, and says so. */
const MOST_MARKDOWN = 900_000;

/**
 * For a terminal: a line for the heading, aligned rows, a table, then lists.
 * @param width characters in a line; a table that does not fit is told row by row
 */
export function renderText(sections: readonly Section[], paint: Paint, width = Infinity): string {
  return sections.map((section) => renderSection(section, paint, width)).join('\n\n') + '\n';
}

/** For a job summary. Everything that came from others is inert. */
export function renderMarkdown(sections: readonly Section[]): string {
  const text = sections
    .map(({ mark, title, rows = [], table, lists = [] }) =>
      [
        `### ${EMOJI[mark]} ${markdown(title)}`,
        ...(rows.length === 0
          ? []
          : [['| | |', '|---|---|', ...rows.map(({ label, value }) => `| ${label} | ${cell(value)} |`)].join('\n')]),
        ...(table === undefined ? [] : [markdownTable(table)]),
        ...lists.map((list) => {
          const items = list.items.map((item) => `- ${markdown(item)}`);
          return list.folded === true
            ? [`<details><summary>${list.title}</summary>`, '', ...items, '', '</details>'].join('\n')
            : [`**${list.title}**`, '', ...items].join('\n');
        }),
      ].join('\n\n'),
    )
    .join('\n\n');
  return cut(`${text}\n`);
}

/** One phrase as plain text, for annotations and messages. */
export function renderPhrase(phrase: Phrase): string {
  return phrase
    .map((part) => (typeof part === 'string' ? part : forTerminal('code' in part ? part.code : part.said)))
    .join('');
}

function renderSection({ mark, title, rows = [], table, lists = [] }: Section, paint: Paint, most: number): string {
  const width = Math.max(0, ...rows.map(({ label }) => label.length));
  return [
    paint(mark, `${SIGNS[mark]} ${renderPhrase(title)}`),
    ...rows.map(({ label, value }) => `  ${paint('quiet', label.padEnd(width))}  ${renderPhrase(value)}`),
    ...(table === undefined
      ? []
      : layTable(
          table.columns,
          table.rows.map((row) => row.map(renderPhrase)),
          most,
          paint,
        )),
    ...lists.flatMap((list) => [
      `  ${paint('strong', list.title)}`,
      ...(list.folded === true ? [] : list.items.map((item) => `    ${renderPhrase(item)}`)),
    ]),
  ].join('\n');
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

/** A bar ends a cell even within a code span, unless escaped; prose has its bars escaped already. */
function cell(phrase: Phrase): string {
  return phrase
    .map((part) =>
      typeof part !== 'string' && 'code' in part ? asCode(part.code).replaceAll('|', '\\|') : markdown([part]),
    )
    .join('');
}

/** Cuts between lines: within one, a code span would stay open and what it defuses would take effect. */
function cut(text: string): string {
  const bytes = new TextEncoder().encode(text);
  if (bytes.length <= MOST_MARKDOWN) return text;
  const shown = bytes.subarray(0, bytes.lastIndexOf(0x0a, MOST_MARKDOWN - 1) + 1);
  return `${new TextDecoder().decode(shown)}\n… cut: the log has the rest\n`;
}
