import type { Party } from '../documents/policy.ts';
import type { BindingFact, LedgerRecord } from '../ledger/record.ts';
import { sentenceFor } from '../ledger/story.ts';
import { asProse, forTerminal } from '../plain.ts';
import { cell, mentions } from '../review/letter.ts';

/*
 * What is written to GitHub about drift: what somebody did to the IAM policies beside the pull requests. It is for people
 * to look into and to close; a run opens one issue for each record, and never reads it again but to know that it is there.
 */

export const DRIFT_LABEL = 'drift';

/** By which the issue of one record is found again. */
export function driftMarker(repository: number, record: number): string {
  return `<!-- pullcord:drift repository=${repository} record=${record} -->`;
}

export interface DriftLetter {
  readonly record: LedgerRecord;
  readonly repository: { readonly id: number; readonly name: string };
  readonly security: readonly Party[];
}

export function driftTitle({ record }: Pick<DriftLetter, 'record'>): string {
  return forTerminal(`Drift: ${sentenceFor(record)}`, 200);
}

export function driftBody({ record, repository, security }: DriftLetter): string {
  const { seq, pull, at, reasons, bindings = [], kind, grant } = record;
  const about = pull === null ? 'No pull request explains it.' : `It is about #${pull}.`;
  return [
    driftMarker(repository.id, seq),
    `${mentions(security, repository.name).join(' ')}: ${WHAT[kind] ?? kind}. A run saw it at ${at} and put it on record as ${seq}. ${about}`,
    ...reasons.map(({ sentence }) => asProse(sentence)),
    ...(grant === undefined
      ? []
      : [`It was given to ${cell(grant.principal)}, from ${grant.window.start} to ${grant.window.end}.`]),
    ['| resource | role | before | after |', '|---|---|---|---|', ...bindings.map(row)].join('\n'),
    'Find out who did this and why: the audit log of Google Cloud has every `SetIamPolicy`. Nothing here waits for an answer; close the issue when it is clear.',
  ].join('\n\n');
}

const WHAT: Readonly<Record<string, string>> = {
  altered: 'somebody changed a binding of ours by hand, and it was taken away',
  removed: 'somebody took a binding of ours away by hand; it is not given again',
  unexplained: 'a binding bore our mark and nothing on record gives it; it was taken away',
};

function row({ resource, role, before, after }: BindingFact): string {
  return `| ${cell(resource)} | ${cell(role)} | ${list(before)} | ${list(after)} |`;
}

function list(bindings: BindingFact['before']): string {
  const told = bindings.map(({ role, member, condition }) =>
    cell(`${role} for ${member}${condition === undefined ? '' : ` while ${condition.expression}`}`),
  );
  return told.length === 0 ? 'none' : told.join('<br>');
}
