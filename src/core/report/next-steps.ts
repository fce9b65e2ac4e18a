import type { Decision } from '../decision/decision.ts';
import type { Evidence } from '../decision/evidence.ts';
import type { Reason } from '../decision/rule.ts';
import { MESSAGE_CODES, type Message } from '../message.ts';
import { reasonEntry } from '../reasons/table.ts';
import { code, type Item, type Phrase } from './report.ts';

/** Returns the next step of each reason, from the table of reasons. A step that several reasons share appears once. */
export function nextSteps(
  reasons: readonly Reason[],
  { verdict }: Pick<Decision, 'verdict'>,
  { pull }: Pick<Evidence, 'pull'>,
): readonly Item[] {
  const entries = reasons.flatMap(({ code: name }) => {
    const entry = reasonEntry(name);
    return entry === undefined ? [] : [{ name, ...entry }];
  });
  const steps = Map.groupBy(entries, ({ next }) => next.replaceAll(/\bNUMBER\b/g, String(pull?.number ?? 'NUMBER')));
  const items = [...steps].map(([step, [first]]): Phrase =>
    steps.size === 1 || first === undefined ? [step] : [code(first.name), ': ', step],
  );
  const isTooLate = verdict === 'denied' && pull?.state === 'merged';
  return isTooLate && entries.some(({ final }) => final !== 'yes') ? [[TOO_LATE], ...items] : items;
}

/** A step of the table may assume an open pull request. */
const TOO_LATE = 'The decision is final. Ask again with a new file in a new pull request, and correct this in it:';

/** Returns the reader's step after each failure and each refusal. If there is nothing to do, one item says so. */
export function stepsAfter(messages: readonly Message[]): readonly Item[] {
  const serious = messages.filter(({ severity }) => severity === 'error' || severity === 'warning');
  const codes = [...new Set(serious.map((one) => one.code))];
  const toDo = codes.filter((name) => !isNothing(MESSAGE_CODES[name].next));
  if (toDo.length === 0) return codes.slice(0, 1).map((name): Phrase => [MESSAGE_CODES[name].next]);
  return toDo.map((name): Phrase => [...(codes.length === 1 ? [] : [code(name), ': ']), MESSAGE_CODES[name].next]);
}

function isNothing(step: string): boolean {
  return step.startsWith('Nothing');
}

/** Items that a list shows of many. */
const MOST_ITEMS = 10;

/** Returns the first items of a list, and a last one that counts the others. */
export function bounded(items: readonly Item[], of: string): readonly Item[] {
  const more = items.length - MOST_ITEMS;
  return more > 0 ? [...items.slice(0, MOST_ITEMS), [`and ${more} more ${of}; \`--json\` lists them all`]] : items;
}
