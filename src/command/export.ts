import { controlsCsv } from '../core/audit/controls.ts';
import { changeStoriesOf } from '../core/audit/change-story.ts';
import { BOM, changesCsv, grantsCsv } from '../core/audit/csv.ts';
import { storiesOf } from '../core/audit/grant-story.ts';
import { ocsfEvents } from '../core/audit/ocsf.ts';
import { selectRecords, selectStories, type Selection } from '../core/audit/select.ts';
import { type LedgerRecord, lineOf } from '../core/ledger/record.ts';
import { EXIT, SettingError } from '../failure.ts';
import { flag, text, type Options, type Run, type Usage } from './command.ts';
import { instantFrom, knownResource, personFrom, readPast, resourceFrom, type Past } from './reading.ts';

export const usage = {
  about: 'Export the ledger for other programs, from a clone. It needs no network and no credentials.',
  words: { DIR: 'the clone or folder (default: this folder)' },
  options: {
    format: text('F', 'csv (requests), changes, jsonl, ocsf or controls'),
    since: text('T', 'the start, such as 2026-11-24T02:17:00Z'),
    until: text('T', 'the end'),
    person: text('LOGIN', 'one person only: a login, or the number of an account'),
    resource: text('R', 'one resource only, such as projects/acme-orders-prod'),
    bom: flag('begin the csv with a byte order mark'),
  },
  examples: {
    'pullcord export --format csv --since 2026-11-01T00:00:00Z > grants.csv': 'the grants since a day',
    'pullcord export --format ocsf --person alice ../access': 'the events of one person, for a SIEM',
    'pullcord export --format changes > policies.csv': 'each changed policy, its verdict, its approvers',
    'pullcord export --format controls > controls.csv': 'the controls that Pullcord supports',
  },
  exit: {
    0: 'done',
    2: 'an argument is wrong, or the ledger and policies/ do not know the name',
    3: 'the ledger is not valid, so nothing is exported from it',
  },
} satisfies Usage;

const FORMATS = ['csv', 'changes', 'jsonl', 'ocsf', 'controls'] as const;
type Format = (typeof FORMATS)[number];

/** Exports the ledger for other programs, from a clone. It needs no network and no credentials. */
export const run: Run<typeof usage> = async (terminal, options) => {
  const format = formatFrom(options.format);
  const bom = options.bom ? BOM : '';
  if (format === 'controls') {
    terminal.out(bom + controlsCsv());
    return EXIT.ok;
  }
  if (options.bom && format !== 'csv' && format !== 'changes')
    throw new SettingError(
      `--bom is only for --format csv or changes, and not for --format ${format}; leave out --bom`,
    );
  if (options.resource !== undefined && format === 'changes')
    throw new SettingError('a change of policies is about no resource; leave out --resource');
  const [dir = '.', ...more] = options.files;
  if (more.length > 0) throw new SettingError('name one folder; type `pullcord export --format csv path/to/clone`');
  const past = await readPast(terminal, dir);
  const { records } = past;
  const selection = selectionFrom(past, options);
  const stories = storiesOf(records);
  if (format === 'csv') terminal.out(bom + grantsCsv(selectStories(stories, selection)));
  else if (format === 'changes')
    terminal.out(bom + changesCsv(changeStoriesOf(selectRecords(records, stories, selection))));
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
  const given = text === undefined ? '--format is missing' : `there is no format ${JSON.stringify(text)}`;
  throw new SettingError(`${given}; type \`pullcord export --format ${FORMATS.join('|')}\``);
}

function selectionFrom(past: Past, options: Options<typeof usage>): Selection {
  const { since, until, person, resource } = options;
  const selection = {
    ...(since === undefined ? {} : { since: instantFrom('since', since) }),
    ...(until === undefined ? {} : { until: instantFrom('until', until) }),
    ...(person === undefined ? {} : { person: personFrom(past, person) }),
    ...(resource === undefined ? {} : { resource: knownResource(past, resourceFrom(resource)) }),
  };
  if (selection.since !== undefined && selection.until !== undefined && selection.since >= selection.until)
    throw new SettingError(
      `--since ${selection.since} is not before --until ${selection.until}; give an earlier --since`,
    );
  return selection;
}

function eventLines(records: readonly LedgerRecord[], selected: readonly LedgerRecord[]): readonly string[] {
  const genesis = records[0]?.genesis;
  if (genesis === undefined)
    throw new Error('the ledger has no genesis record, which names the installation; run `pullcord verify`');
  return ocsfEvents(selected, genesis).map((event) => JSON.stringify(event));
}
