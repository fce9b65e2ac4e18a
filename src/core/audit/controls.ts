import { CONTROLS } from './control-table.ts';
import { toCsv } from './csv.ts';

const COLUMNS = ['control', 'framework', 'what_we_do', 'record_kinds', 'verify_checks', 'not_covered', 'text_read'];

/** Encodes the table as CSV, one row for each control. */
export function controlsCsv(): string {
  return toCsv(
    COLUMNS,
    CONTROLS.map(({ id, framework, whatWeDo, records, verify, notCovered, textRead }) => [
      id,
      framework,
      whatWeDo,
      [...new Set(records)].join(' '),
      verify.join(' '),
      notCovered,
      textRead,
    ]),
  );
}
