import type { ChangeStory } from './change-story.ts';
import type { GrantStory } from './grant-story.ts';

/** A byte order mark. Some programs read CSV in a local encoding without it. */
export const BOM = '\uFEFF';

/** Encodes RFC 4180: commas, CRLF, doubled quotes. The first line names the columns. */
export function toCsv(columns: readonly string[], rows: readonly (readonly string[])[]): string {
  return [columns, ...rows].map((cells) => `${cells.map(toCell).join(',')}\r\n`).join('');
}

/**
 * Beginnings that make a spreadsheet read a cell as a formula. A quote in front makes the cell a text. Some programs
 * also accept the wide forms of these signs. https://owasp.org/www-community/attacks/CSV_Injection
 */
const FORMULA = /^[=+\-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20]/;

function toCell(text: string): string {
  const inert = FORMULA.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(inert) ? `"${inert.replaceAll('"', '""')}"` : inert;
}

type Column = readonly [name: string, value: (story: GrantStory) => string | number | boolean | null];

/** Columns of one row for each grant or request. Blanks separate the values of a list within a cell. */
const COLUMNS: readonly Column[] = [
  ['pull', ({ pull }) => pull],
  ['outcome', ({ outcome }) => outcome],
  ['state', ({ state }) => state],
  ['requester', ({ requester }) => requester?.login ?? null],
  ['requester_id', ({ requester }) => requester?.id ?? null],
  ['principal', ({ principal }) => principal],
  ['policy', ({ policy }) => policy],
  ['resources', ({ access }) => list(access.map(({ resource }) => resource))],
  ['roles', ({ access }) => list(access.map(({ role }) => role))],
  ['window_start', ({ window }) => window?.start ?? null],
  ['window_end', ({ window }) => window?.end ?? null],
  ['reason', ({ reason }) => reason],
  ['incident', ({ incident }) => incident],
  ['decided_at', ({ decision }) => decision?.at ?? null],
  ['verdict', ({ decision }) => decision?.verdict ?? null],
  ['reason_codes', ({ decision }) => list(decision?.reasons.map(({ code }) => code) ?? [])],
  ['approved_by', ({ approvedBy }) => list(approvedBy)],
  ['break_glass', ({ breakGlass }) => breakGlass],
  ['review', ({ review }) => review?.state ?? null],
  ['review_at', ({ review }) => review?.at ?? null],
  ['activated_at', ({ activatedAt }) => activatedAt],
  ['ended_at', ({ endedAt }) => endedAt],
  ['ended_how', ({ end }) => list(end?.how ?? [])],
  ['removed_at', ({ end }) => end?.removedAt ?? null],
  ['end_to_removal_seconds', ({ end }) => end?.lag ?? null],
  ['drift', ({ drift }) => list(drift.map(({ kind }) => kind))],
  [
    'used',
    ({ usage }) =>
      usage === null ? 'not read' : usage.used === null ? 'not known' : usage.used ? 'seen' : 'nothing seen',
  ],
  ['calls', ({ usage }) => usage?.calls ?? null],
  ['denied_calls', ({ usage }) => usage?.denied ?? null],
  ['first_call', ({ usage }) => usage?.first ?? null],
  ['last_call', ({ usage }) => usage?.last ?? null],
  ['request', ({ path }) => path],
  ['url', ({ url }) => url],
  ['records', ({ records }) => list(records.map(({ seq }) => String(seq)))],
];

/** Encodes every story as a row. A value that the ledger does not have is an empty cell, except in `used`. */
export function grantsCsv(stories: readonly GrantStory[]): string {
  return toCsv(
    COLUMNS.map(([name]) => name),
    stories.map((story) => COLUMNS.map(([, value]) => String(value(story) ?? ''))),
  );
}

/** Encodes changes of policies: one row for each document of each change. */
export function changesCsv(changes: readonly ChangeStory[]): string {
  return toCsv(
    ['record', 'recorded_at', 'commit', 'changed_at', 'pull', 'url', 'author', 'author_id'].concat([
      'document',
      'blob',
      'verdict',
      'reason_codes',
      'approved_by',
      'contributor_ids',
    ]),
    changes.flatMap(({ seq, at, commit, changedAt, pull, url, author, documents, approvedBy }) =>
      documents.map(({ path, blob, verdict, reasons, contributors = [] }) =>
        [
          ...[seq, at, commit, changedAt, pull, url, author?.login, author?.id, path, blob, verdict],
          list(reasons.map((reason) => reason.code)),
          verdict === 'accepted' ? list(approvedBy) : '',
          list(contributors.map((id) => String(id ?? 'unknown'))),
        ].map((value) => String(value ?? '')),
      ),
    ),
  );
}

function list(values: readonly string[]): string {
  return [...new Set(values)].join(' ');
}
