import { sentenceFor } from '../ledger/story.ts';
import type { LedgerRecord } from '../ledger/ledger.ts';
import type { DenyOutcome } from '../quarantine/fact.ts';
import type { Person } from '../quarantine/quarantine.ts';
import { reconcileSections } from './reconcile.ts';
import { code, said, type Phrase, type ReconcileReport, type Section } from './report.ts';

/** What a quarantine did, and what it could not; or its lifting. */
export interface QuarantineResult {
  readonly refused?: string;
  readonly person?: Person;
  readonly record?: number;
  readonly records: readonly LedgerRecord[];
  readonly reconcile?: ReconcileReport;
  readonly deny: readonly DenyOutcome[];
  readonly problems: readonly string[];
}

export function quarantineSections(report: QuarantineResult): readonly Section[] {
  const { refused, person, record, records, deny, problems, reconcile } = report;
  const who: Phrase = person === undefined ? [] : [said(person.login ?? 'an account'), ` (${person.ids.join(', ')})`];
  const lists = [
    { title: 'on record now', items: records.map((one): Phrase => [said(sentenceFor(one))]) },
    { title: 'deny policies', items: deny.map(denyPhrase) },
    {
      title: 'not done',
      items: problems
        .filter((one) => reconcile?.problems.includes(one) !== true)
        .map((sentence): Phrase => [said(sentence)]),
    },
  ].filter(({ items }) => items.length > 0);
  if (refused !== undefined) return [{ mark: 'bad', title: ['nothing was done: ', said(refused)], lists }];
  const title: Phrase =
    record === undefined
      ? ['the quarantine of ', ...who, problems.length > 0 ? ' is not settled' : ' is lifted']
      : [...who, ` is in quarantine by record ${record}`, problems.length > 0 ? '; not everything could be done' : ''];
  const mark = problems.length > 0 ? 'bad' : 'good';
  return [{ mark, title, lists }, ...(reconcile === undefined ? [] : reconcileSections(reconcile))];
}

function denyPhrase({ resource, policy, is, sentence }: DenyOutcome): Phrase {
  return [code(policy), ` ${is} on `, code(resource), ...(sentence === undefined ? [] : [': ', said(sentence)])];
}
