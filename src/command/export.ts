import { controlsCsv } from '../core/audit/controls.ts';
import { BOM, grantsCsv } from '../core/audit/csv.ts';
import { storiesOf } from '../core/audit/grant-story.ts';
import { ocsfEvents } from '../core/audit/ocsf.ts';
import { selectRecords, selectStories, type Selection } from '../core/audit/select.ts';
import { type LedgerRecord, lineOf } from '../core/ledger/record.ts';
import { EXIT, SettingError } from '../failure.ts';
import { flag, text, WRONG, type Options, type Run, type Usage } from './command.ts';
import { instantFrom, personFrom, readRecords, resourceFrom } from './reading.ts';

export const usage = {
  about: 'Export the ledger for other programs, out of a clone: no network, no credentials.',
  words: { DIR: 'the clone or folder (default: this folder)' },
  options: {
    format: text('F', 'csv (grants), jsonl (records), ocsf (events) or controls'),
    since: text('T', 'from then on, as 2026-11-24T02:17:00Z'),
    until: text('T', 'before then'),
    person: text('LOGIN', 'of one person: a login, or the number of an account'),
    resource: text('R', 'of one resource, such as projects/acme-orders-prod'),
    bom: flag('csv with a byte order mark'),
  },
  examples: {
    'pullcord export --format csv --since 2026-11-01T00:00:00Z > grants.csv': 'the grants since a day',
    'pullcord export --format ocsf --person alice ../access': 'the events of one person, for a SIEM',
    'pullcord export --format controls > controls.csv': 'the controls that Pullcord supports',
  },
  exit: { 0: 'done', ...WRONG, 3: 'the ledger is not valid; nothing is exported from it' },
} satisfies Usage;

const FORMATS = ['csv', 'jsonl', 'ocsf', 'controls'] as const;
type Format = (typeof FORMATS)[number];

/** The ledger for other programs, out of a clone: no network, no credentials. */
export const run: Run<typeof usage> = async (terminal, options) => {
  const format = formatFrom(options.format);
  const bom = options.bom ? BOM : '';
  if (format === 'controls') {
    terminal.out(bom + controlsCsv());
    return EXIT.ok;
  }
  if (options.bom && format !== 'csv') throw new SettingError('--bom is for --format csv');
  const [dir = '.', ...more] = options.files;
  if (more.length > 0) throw new SettingError('name one folder: pullcord export --format csv path/to/clone');
  const records = await readRecords(terminal, dir);
  const selection = selectionFrom(records, options);
  const stories = storiesOf(records);
  if (format === 'csv') terminal.out(bom + grantsCsv(selectStories(stories, selection)));
  else {
    const selected = selectRecords(records, stories, selection);
    const lines = format === 'jsonl' ? selected.map(lineOf) : eventLines(records, selected);
    terminal.out(lines.map((line) => `${line}\n`).join(''));
  }
  return EXIT.ok;
};

function formatFrom(text: string | undefined): Format {
  const format = FORMATS.find((name) => name === text);
  if (format !== undefined) return format;
  const given = text === undefined ? 'say which' : `there is no format ${JSON.stringify(text)}`;
  throw new SettingError(`${given}: pullcord export --format ${FORMATS.join('|')}`);
}

function selectionFrom(records: readonly LedgerRecord[], options: Options<typeof usage>): Selection {
  const { since, until, person, resource } = options;
  const selection = {
    ...(since === undefined ? {} : { since: instantFrom('since', since) }),
    ...(until === undefined ? {} : { until: instantFrom('until', until) }),
    ...(person === undefined ? {} : { person: personFrom(records, person) }),
    ...(resource === undefined ? {} : { resource: resourceFrom(resource) }),
  };
  if (selection.since !== undefined && selection.until !== undefined && selection.since >= selection.until)
    throw new SettingError('--since is not before --until');
  return selection;
}

function eventLines(records: readonly LedgerRecord[], selected: readonly LedgerRecord[]): readonly string[] {
  const genesis = records[0]?.genesis;
  if (genesis === undefined) throw new Error('the ledger has no genesis record');
  return ocsfEvents(selected, genesis).map((event) => JSON.stringify(event));
}
