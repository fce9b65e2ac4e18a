import type { DocumentVerdict, RecordedChange } from '../acceptance/change.ts';
import { changeName } from '../acceptance/versions.ts';
import { reasonPhrase } from './decision.ts';
import { code, said, type Phrase, type Section } from './report.ts';

/** Shows the verdicts on a change of policies: each document with its verdict and every reason, and the approvers. */
export function changeSections({ commit, documents, approvedBy, evidence }: RecordedChange): readonly Section[] {
  const { pull } = evidence;
  const name = changeName({ commit, pull: pull?.number ?? null });
  return documents.map((document) => ({
    mark: MARKS[document.verdict],
    title: [code(document.path), ` as ${name} left it is ${document.verdict}`] as Phrase,
    rows: [
      ...(pull === null ? [] : [{ label: 'pull request', value: [`#${pull.number} `, said(pull.url)] as Phrase }]),
      ...(pull?.author == null ? [] : [{ label: 'author', value: [code(pull.author.login)] as Phrase }]),
      ...(document.verdict === 'accepted'
        ? [{ label: 'approved by', value: [said(approvedBy.join(', '))] as Phrase }]
        : []),
    ],
    lists: document.reasons.length === 0 ? [] : [{ title: 'reasons', items: document.reasons.map(reasonPhrase) }],
  }));
}

const MARKS = { accepted: 'good', 'not accepted': 'bad', pending: 'waiting' } as const satisfies Readonly<
  Record<DocumentVerdict['verdict'], Section['mark']>
>;
