import type { Paint } from './report.ts';
import { columnsOf, plainBlanks, wrap } from './wrap.ts';

const GAP = '  ';
const INDENT = '  ';

/**
 * Lays out a table for a terminal. If it is wider than `most` columns, each row becomes a block with a line for each
 * cell. Nothing is cut.
 */
export function layTable(
  columns: readonly string[],
  rows: readonly (readonly string[])[],
  most: number,
  paint: Paint,
): readonly string[] {
  const widths = columns.map((name, index) =>
    Math.max(columnsOf(name), ...rows.map((row) => columnsOf(row[index] ?? ''))),
  );
  const total = INDENT.length + widths.reduce((sum, width) => sum + width, 0) + GAP.length * (widths.length - 1);
  if (total > most)
    return rows.flatMap((row, index) => [...(index === 0 ? [] : ['']), ...stacked(columns, row, most, paint)]);
  const line = (cells: readonly string[]) =>
    plainBlanks(`${INDENT}${cells.map((cell, index) => padded(cell, widths[index] ?? 0)).join(GAP)}`.trimEnd());
  return [paint('quiet', line(columns)), ...rows.map(line)];
}

function stacked(columns: readonly string[], row: readonly string[], most: number, paint: Paint): readonly string[] {
  const width = Math.max(...columns.map(columnsOf));
  const rest = INDENT + ' '.repeat(width) + GAP;
  return columns.flatMap((name, index) => {
    const cell = row[index] ?? '';
    return cell === '' ? [] : wrap(cell, most, `${INDENT}${paint('quiet', padded(name, width))}${GAP}`, rest);
  });
}

function padded(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - columnsOf(text)));
}
