import type { Binding } from '../grant/iam-policy.ts';
import { exitStatusOf, sentencesOf } from '../message.ts';
import type { LedgerRecord } from '../ledger/record.ts';
import type { Plan, Step } from '../plan/table.ts';
import { code, said, type Phrase, type ReconcileReport, type Section } from './report.ts';
import { sentenceFor } from '../ledger/story.ts';

/** The report of a reconcile for people: what happened, what waits and why, and what failed. */
export function reconcileSections(report: ReconcileReport): readonly Section[] {
  const { records, plans, messages } = report;
  const planned = plans.flatMap(planLines);
  const waiting = [...new Set([...sentencesOf(messages, 'notice'), ...pendingOf(report)])];
  const quoted = (sentences: readonly string[]) => sentences.map((sentence): Phrase => [said(sentence)]);
  const lists = [
    {
      title: 'on record now',
      items: records.map((record): Phrase => [said(sentenceFor(record)), ...reasonsOf(record)]),
    },
    { title: 'would change', items: planned },
    { title: 'waiting', items: quoted(waiting) },
    { title: 'no grants in this run', items: quoted(sentencesOf(messages, 'warning')) },
    { title: 'not done', items: quoted(sentencesOf(messages, 'error')) },
    { title: 'worth knowing', items: quoted(brief(sentencesOf(messages, 'info'))) },
  ].filter(({ items }) => items.length > 0);
  return [{ ...headingOf(report, planned.length, waiting.length), lists }];
}

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
  if (status === 3) return { mark: 'bad', title: ['not everything could be done; the next run goes on'] };
  if (status === 1) return { mark: 'waiting', title: ['what is over is taken away; nothing is granted'] };
  const count = records.length + planned;
  const done = count === 0 ? '' : `${count} ${planned > 0 ? 'to do' : 'recorded'}`;
  if (waiting > 0) return { mark: 'waiting', title: [done === '' ? 'something waits' : `${done}; something waits`] };
  return { mark: 'good', title: [done === '' ? 'everything is as it should be' : done] };
}

function pendingOf({ judged }: ReconcileReport): readonly string[] {
  return judged
    .filter(({ decision }) => decision.verdict === 'pending')
    .map(
      ({ evidence, decision }) => `${evidence.path}: ${decision.reasons.map(({ sentence }) => sentence).join('; ')}`,
    );
}

/** A reason's code says nothing new where it is the event's own name, or where the record's sentence gives it. */
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
