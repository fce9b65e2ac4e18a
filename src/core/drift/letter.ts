import type { Party } from '../documents/policy.ts';
import type { BindingFact, LedgerRecord } from '../ledger/record.ts';
import { sentenceFor } from '../ledger/story.ts';
import { asProse, forTerminal } from '../plain.ts';
import { cell, mentions } from '../review/letter.ts';

/*
 * The GitHub issue about drift: changes to IAM policies outside of pull requests. A run opens one issue for each record,
 * and people investigate and close it. Later runs only check that the issue exists.
 */

export const DRIFT_LABEL = 'drift';

/** Returns the marker that identifies the issue of one record. */
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
  const about = pull === null ? 'No pull request explains it.' : `The grant belongs to #${pull}.`;
  return [
    driftMarker(repository.id, seq),
    `${mentions(security, repository.name).join(' ')}: ${WHAT[kind] ?? kind}. A run detected it at ${at} and wrote record ${seq}. ${about}`,
    ...reasons.map(({ sentence }) => asProse(sentence)),
    ...(grant === undefined
      ? []
      : [`Pullcord granted it to ${cell(grant.principal)} from ${grant.window.start} to ${grant.window.end}.`]),
    ['| resource | role | before | after |', '|---|---|---|---|', ...bindings.map(row)].join('\n'),
    'Find the person and the reason: the audit log of Google Cloud has every `SetIamPolicy`. No run waits for this issue. Close it when the cause is clear.',
  ].join('\n\n');
}

const WHAT: Readonly<Record<string, string>> = {
  altered: 'somebody changed a binding of Pullcord by hand, and the run revoked it',
  removed: 'somebody removed a binding of Pullcord by hand, and Pullcord does not grant it again',
  unexplained: "a binding had Pullcord's mark without a grant on record, and the run revoked it",
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
