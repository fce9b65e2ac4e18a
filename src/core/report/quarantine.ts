import { sentenceFor } from '../ledger/story.ts';
import type { Message } from '../message.ts';
import type { LedgerRecord } from '../ledger/record.ts';
import type { DenyOutcome } from '../quarantine/fact.ts';
import type { Person } from '../quarantine/quarantine.ts';
import { stepsAfter } from './next-steps.ts';
import { reconcileSections } from './reconcile.ts';
import { code, said, type Phrase, type ReconcileReport, type Section } from './report.ts';

/** The result of a quarantine, or of its lifting. */
export interface QuarantineResult {
  readonly person?: Person;
  readonly record?: number;
  readonly records: readonly LedgerRecord[];
  readonly reconcile?: ReconcileReport;
  readonly deny: readonly DenyOutcome[];
  /** Includes the refusal, if there is one: `quarantine-refused` or `caller-unknown`. */
  readonly messages: readonly Message[];
}

/** Shows the result of a quarantine to people. */
export function quarantineSections(report: QuarantineResult): readonly Section[] {
  const { person, record, records, deny, messages, reconcile } = report;
  const refused = refusalIn(messages);
  const problems = messages.filter((one) => one.severity === 'error' && one !== refused);
  // The report of the reconcile shows its own failures, with their steps.
  const own = problems.filter((one) => reconcile?.messages.some(({ sentence }) => sentence === one.sentence) !== true);
  const who: Phrase = person === undefined ? [] : [said(person.login ?? 'an account'), ` (${person.ids.join(', ')})`];
  const lists = [
    { title: 'recorded', items: records.map((one): Phrase => [said(sentenceFor(one))]) },
    { title: 'deny policies', items: deny.map(denyPhrase) },
    { title: 'not done', items: own.map(({ sentence }): Phrase => [said(sentence)]) },
  ].filter(({ items }) => items.length > 0);
  const next = stepsAfter(refused === undefined ? own : [refused, ...own]);
  if (refused !== undefined)
    return [{ mark: 'bad', title: ['No change was made: ', said(refused.sentence)], lists, next }];
  const title: Phrase =
    record === undefined
      ? ['The quarantine of ', ...who, problems.length > 0 ? ' could not be lifted in full.' : ' is lifted.']
      : [...who, ` is in quarantine by record ${record}.`, problems.length > 0 ? ' Some steps failed.' : ''];
  const mark = problems.length > 0 ? 'bad' : 'good';
  return [{ mark, title, lists, next }, ...(reconcile === undefined ? [] : reconcileSections(reconcile))];
}

/** Returns the message that says why the order was refused, if it was. */
export function refusalIn(messages: readonly Message[]): Message | undefined {
  return messages.find(({ code: name }) => name === 'quarantine-refused' || name === 'caller-unknown');
}

function denyPhrase({ resource, policy, is, sentence }: DenyOutcome): Phrase {
  return [code(policy), ` ${is} on `, code(resource), ...(sentence === undefined ? [] : [': ', said(sentence)])];
}
