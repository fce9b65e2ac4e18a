import type { Paint } from './report.ts';

const GAP = '  ';
const INDENT = '  ';

/**
 * A table's lines for a terminal, aligned; where they would be wider than `most` characters, each row is told on lines of
 * its own instead, so that nothing is cut and nothing wraps within a column.
 */
export function layTable(
  columns: readonly string[],
  rows: readonly (readonly string[])[],
  most: number,
  paint: Paint,
): readonly string[] {
  const widths = columns.map((name, index) =>
    Math.max(lengthOf(name), ...rows.map((row) => lengthOf(row[index] ?? ''))),
  );
  const total = INDENT.length + widths.reduce((sum, width) => sum + width, 0) + GAP.length * (widths.length - 1);
  if (total > most)
    return rows.flatMap((row, index) => [...(index === 0 ? [] : ['']), ...stacked(columns, row, paint)]);
  const line = (cells: readonly string[]) =>
    `${INDENT}${cells.map((cell, index) => padded(cell, widths[index] ?? 0)).join(GAP)}`.trimEnd();
  return [paint('quiet', line(columns)), ...rows.map(line)];
}

function stacked(columns: readonly string[], row: readonly string[], paint: Paint): readonly string[] {
  const width = Math.max(...columns.map(lengthOf));
  return columns.flatMap((name, index) => {
    const cell = row[index] ?? '';
    return cell === '' ? [] : [`${INDENT}${paint('quiet', padded(name, width))}${GAP}${cell}`];
  });
}

function padded(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - lengthOf(text)));
}

function lengthOf(text: string): number {
  return Array.from(text).length;
}
