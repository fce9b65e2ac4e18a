import type { Binding } from '../grant/iam-policy.ts';
import { counted } from '../counted.ts';
import { exitStatusOf, sentencesOf, type Message } from '../message.ts';
import type { LedgerRecord } from '../ledger/record.ts';
import type { Plan, Step } from '../plan/table.ts';
import { stepsAfter } from './next-steps.ts';
import { code, said, type Phrase, type ReconcileReport, type Section } from './report.ts';
import { sentenceFor } from '../ledger/story.ts';

/** Shows a reconcile to people: its events, the waiting access with its reasons, and the failures. */
export function reconcileSections(report: ReconcileReport): readonly Section[] {
  const { records, plans, messages } = report;
  const planned = plans.flatMap(planLines);
  const waiting = [...new Set([...sentencesOf(messages, 'notice'), ...pendingOf(report)])];
  const coded = (serious: readonly Message[]) =>
    serious.map(({ code: name, sentence }): Phrase => [code(name), ' ', said(sentence)]);
  const quoted = (sentences: readonly string[]) => sentences.map((sentence): Phrase => [said(sentence)]);
  const lists = [
    {
      title: 'recorded',
      items: records.map((record): Phrase => [said(sentenceFor(record)), ...reasonsOf(record)]),
    },
    { title: 'planned changes', items: planned },
    { title: 'waiting', items: quoted(waiting) },
    { title: 'reasons for no new access', items: coded(messages.filter(({ severity }) => severity === 'warning')) },
    { title: 'not done', items: coded(messages.filter(({ severity }) => severity === 'error')) },
    { title: 'notes', items: quoted(brief(sentencesOf(messages, 'info'))) },
  ].filter(({ items }) => items.length > 0);
  const next: readonly Phrase[] = planned.length > 0 ? [['Make these changes: ', code('pullcord reconcile')]] : [];
  return [
    {
      ...headingOf(report, planned.length, waiting.length),
      lists,
      next: [...next, ...stepsAfter(messages), ...stepOfPending(report)],
    },
  ];
}

/** Number of notes that a report shows. */
const MOST_NOTES = 20;

function brief(notes: readonly string[]): readonly string[] {
  const more = notes.length - MOST_NOTES;
  return more <= 0 ? notes : [...notes.slice(0, MOST_NOTES), `and ${more} more`];
}

function headingOf(
  { records, messages }: ReconcileReport,
  planned: number,
  waiting: number,
): Pick<Section, 'mark' | 'title'> {
  const status = exitStatusOf(messages);
  if (status === 3) return { mark: 'bad', title: ['The run could not finish. The next run continues.'] };
  if (status === 1) return { mark: 'waiting', title: ['Expired access was revoked. No new access was granted.'] };
  const count = records.length + planned;
  const done = planned > 0 ? `${counted(count, 'change')} planned.` : `${counted(count, 'event')} recorded.`;
  const waits = waiting === 0 ? [] : [`${counted(waiting, 'item waits', 'items wait')}.`];
  const mark = waiting > 0 ? 'waiting' : 'good';
  if (count > 0) return { mark, title: [[done, ...waits].join(' ')] };
  return {
    mark,
    title: [waiting > 0 ? `No change. ${waits.join('')}` : 'IAM matches the merged requests. No change.'],
  };
}

function pendingOf({ judged }: ReconcileReport): readonly string[] {
  return judged
    .filter(({ decision }) => decision.verdict === 'pending')
    .map(
      ({ evidence, decision }) => `${evidence.path}: ${decision.reasons.map(({ sentence }) => sentence).join('; ')}`,
    );
}

/** Returns the command that shows the next step of each waiting request. */
function stepOfPending({ judged }: ReconcileReport): readonly Phrase[] {
  const pulls = judged.flatMap(({ evidence, decision }) =>
    decision.verdict === 'pending' ? (evidence.pull ?? []) : [],
  );
  const [first, ...more] = pulls;
  if (first === undefined) return [];
  const number = more.length === 0 ? String(first.number) : 'NUMBER';
  return [['See the next step of a waiting request: ', code(`pullcord explain ${number}`)]];
}

/** Words for a record's reasons. A code is left out if it is the event's name or in the record's sentence. */
function reasonsOf({ kind, reasons }: LedgerRecord): Phrase {
  const isDecision = kind === 'refused' || kind === 'lapsed';
  return reasons.flatMap(({ code: name, sentence }, index) =>
    name === kind || (isDecision && index === 0) ? ['; ', said(sentence)] : ['; ', code(name), ' ', said(sentence)],
  );
}

function planLines({ resource, steps }: Plan): readonly Phrase[] {
  return steps.flatMap((step) => [
    ...step.changes.map(({ kind, binding }): Phrase => [
      kind === 'grant' ? '+ ' : '- ',
      ...bindingPhrase(binding),
      ' on ',
      code(resource),
      ...because(step),
    ]),
    ...(step.changes.length === 0 && step.event !== undefined
      ? [[`! ${step.event} `, code(`#${step.pull ?? '?'}`), ' on ', code(resource), ...because(step)]]
      : []),
  ]);
}

function because({ why, event }: Step): Phrase {
  return why === '' ? [] : [` (${event ?? ''}: `, said(why), ')'];
}

function bindingPhrase(binding: Binding): Phrase {
  return [
    code(binding.role),
    ' for ',
    code(binding.member),
    binding.condition === undefined ? '' : ' while ',
    ...(binding.condition === undefined ? [] : [code(binding.condition.expression)]),
  ];
}
