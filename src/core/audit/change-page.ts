import { changeName } from '../acceptance/versions.ts';
import { counted } from '../counted.ts';
import { code, said, type Phrase, type Section } from '../report/report.ts';
import { listsOf, people } from './answers.ts';
import type { ChangeStory, DocumentAnswer } from './change-story.ts';

/** Shows changes of policies: each document with its verdict, who approved, and what was missing. */
export function changeStorySections(changes: readonly ChangeStory[]): readonly Section[] {
  return changes.map((change) => {
    const { seq, at, commit, changedAt, pull, url, author, documents, approvedBy } = change;
    const accepted = documents.filter(({ verdict }) => verdict === 'accepted').length;
    const rows: readonly (readonly [string, Phrase | null])[] = [
      ['commit', [code(commit), ` of ${changedAt}`]],
      ['pull request', url === null ? null : [said(url)]],
      [
        'who',
        author === null
          ? ['a person not on record']
          : [code(author.login), author.id === null ? '' : ` (account ${author.id})`],
      ],
      ['approved by', approvedBy.length === 0 ? null : people(approvedBy)],
      ['judged', [`${at}, record ${seq}`]],
    ];
    return {
      mark: accepted === documents.length ? 'good' : 'bad',
      title: [
        `${changeName({ commit, pull })}: change of policies, ${accepted} of ${counted(documents.length, 'document')} accepted`,
      ],
      rows: rows.flatMap(([label, value]) => (value === null ? [] : [{ label, value }])),
      table: {
        columns: ['document', 'verdict', 'blob'],
        rows: documents.map(({ path, verdict, blob }): readonly Phrase[] => [
          [code(path)],
          [verdict],
          [blob === null ? 'removed' : code(blob)],
        ]),
      },
      lists: listsOf([
        [
          'missing',
          documents.flatMap(({ path, reasons }) =>
            reasons.map((reason): Phrase => [code(path), ': ', code(reason.code), ' ', said(reason.sentence)]),
          ),
        ],
      ]),
    };
  });
}

/** Shows the history of one document: each change with its verdict, who approved, and what was missing. */
export function documentSections({ path, start, changes }: DocumentAnswer): readonly Section[] {
  const last = changes.at(-1)?.document.verdict ?? 'accepted';
  return [
    {
      mark: last === 'accepted' ? 'good' : 'bad',
      title: [
        code(path),
        changes.length === 0
          ? ' has not changed since the start of the ledger'
          : `: ${counted(changes.length, 'change')}, the last one ${last}`,
      ],
      rows: [{ label: 'at the start', value: [start === null ? 'it did not exist' : code(start)] }],
      ...(changes.length === 0
        ? {}
        : {
            table: {
              columns: ['change', 'at', 'who', 'verdict', 'blob', 'approved by', 'record'],
              rows: changes.map((row): readonly Phrase[] => [
                [changeName(row)],
                [row.changedAt],
                [row.author === null ? 'a person not on record' : code(row.author.login)],
                [row.document.verdict],
                [row.document.blob === null ? 'removed' : code(row.document.blob)],
                row.document.verdict === 'accepted' ? people(row.approvedBy) : [],
                [String(row.seq)],
              ]),
            },
          }),
      lists: listsOf([
        [
          'missing',
          changes.flatMap((row) =>
            row.document.reasons.map((reason): Phrase => [
              `${changeName(row)}: `,
              code(reason.code),
              ' ',
              said(reason.sentence),
            ]),
          ),
        ],
        ['limits of this answer', [['a change back to the accepted version needs no verdict, so it has no record']]],
      ]),
    },
  ];
}
