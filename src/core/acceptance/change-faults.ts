import { involvedIn } from '../decision/rules/people.ts';
import type { Draft } from '../ledger/record.ts';
import { addSeconds, CLOCK_SKEW, type Seconds } from '../time.ts';
import type { DocumentVerdict, RecordedChange } from './change.ts';

/*
 * The members of a recorded change that follow from its evidence without a judgement. They must agree in the records of
 * every version, so a run checks them too. Only `verify` also judges the evidence again.
 */

/** A record of the verdicts on a change. */
type ChangeRecord = Pick<Draft, 'at' | 'pull' | 'reasons'> & { readonly change: RecordedChange };

/** Seconds. A run records its verdicts before it ends, and GitHub ends a job after six hours. */
const LONGEST_RUN: Seconds = 6 * 3600;

/** Returns a sentence for each member of a recorded change that contradicts the evidence beside it. */
export function faultsOfChange(record: ChangeRecord): readonly string[] {
  try {
    return [...faultsOfRecord(record), ...faultsOfVerdicts(record.change), ...faultsOfApprovers(record.change)];
  } catch {
    return ['the evidence does not have its form'];
  }
}

function faultsOfRecord({ at, pull, reasons, change }: ChangeRecord): readonly string[] {
  const { commit, evidence } = change;
  const { gathered } = evidence;
  const merge = evidence.pull?.merge?.sha ?? evidence.commit;
  const codes = new Set(change.documents.flatMap((document) => document.reasons.map(({ code }) => code)));
  const isWithin = gathered <= addSeconds(at, CLOCK_SKEW) && at <= addSeconds(gathered, LONGEST_RUN);
  return [
    ...differs('commit', commit, evidence.commit),
    ...differs('time of the commit', change.at, evidence.at),
    ...differs('pull request', pull, evidence.pull?.number ?? null),
    ...differs('merge of the pull request', merge, commit),
    ...differs('list of reasons', namesOf(reasons.map(({ code }) => code)), namesOf([...codes])),
    ...(isWithin ? [] : [`the evidence was gathered at ${gathered}, and the record is of ${at}`]),
  ];
}

function faultsOfVerdicts({ documents, evidence }: RecordedChange): readonly string[] {
  const pull = evidence.pull === null ? [null] : involvedIn(evidence.pull);
  const known = new Map(evidence.documents.map((one) => [one.path, one]));
  return [
    ...differs(
      'list of documents',
      documents.map(({ path }) => path).join(', '),
      evidence.documents.map(({ path }) => path).join(', '),
    ),
    ...documents.flatMap((document) => {
      const { path, blob, contributors = [] } = document;
      const given = known.get(path);
      if (given === undefined) return [];
      const missing = [...given.contributors, ...pull].filter((id) => !contributors.includes(id));
      return [
        ...differs(`blob of ${path}`, blob, given.after),
        ...differs(`verdict on ${path}`, document.verdict, verdictByReasons(document)),
        ...(document.verdict === 'accepted' || missing.length === 0
          ? []
          : [`the verdict on ${path} leaves out contributors of the evidence: ${missing.join(', ')}`]),
      ];
    }),
  ];
}

/** A verdict has reasons exactly if it is against the change. */
function verdictByReasons({ reasons }: DocumentVerdict): DocumentVerdict['verdict'] {
  return reasons.length === 0 ? 'accepted' : 'not accepted';
}

/** An accepted document has an approver, and each approver gave an approving review. */
function faultsOfApprovers({ documents, approvedBy, evidence: { pull } }: RecordedChange): readonly string[] {
  const approving = (pull?.reviews ?? []).flatMap(({ state, author }) =>
    state === 'APPROVED' && author !== null ? [author.login] : [],
  );
  const strangers = approvedBy.filter((login) => !approving.includes(login));
  const isAccepted = documents.some(({ verdict }) => verdict === 'accepted');
  return [
    ...strangers.map((login) => `the evidence has no approval by ${login}`),
    ...(isAccepted === approvedBy.length > 0
      ? []
      : [isAccepted ? 'an accepted document has no approver' : 'a change that is not accepted has approvers']),
  ];
}

function differs(what: string, recorded: string | number | null, given: string | number | null): readonly string[] {
  return recorded === given
    ? []
    : [`the ${what} is ${recorded ?? 'none'} in the record and ${given ?? 'none'} in its evidence`];
}

function namesOf(codes: readonly string[]): string {
  return [...new Set(codes)].sort().join(', ');
}
