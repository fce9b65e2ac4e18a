import type { RecordedChange } from '../../core/acceptance/change.ts';
import { judgeChange } from '../../core/acceptance/judge-change.ts';
import { acceptedAtGenesis, withChange, type AcceptedDocuments } from '../../core/acceptance/versions.ts';
import { ORGANIZATION_PATH } from '../../core/documents/paths.ts';
import { errorMessage } from '../../core/error-message.ts';
import { changeEvidence } from './change-evidence.ts';
import { branchMembership, type ChangeInputs, type ChangePorts, type ChangeWork } from './change-work.ts';
import { changesDue } from './changes-due.ts';
import { documentsChanged } from './documents-changed.ts';
import type { Line } from './line.ts';

/** The verdicts on all changes of documents. */
export interface JudgedChanges {
  /** The verdicts on record, with those of this run. */
  readonly accepted: AcceptedDocuments;
  /** The verdicts of this run, oldest first. They go on record before a grant rests on them. */
  readonly fresh: readonly RecordedChange[];
  /** Changes that this run could not judge, oldest first. */
  readonly unjudged: readonly UnjudgedChange[];
  /** The first-parent line, as far back as the verdicts need it. */
  readonly line: Line;
}

export interface UnjudgedChange {
  readonly commit: string;
  readonly pull: number | null;
  /** Empty if not even the changed documents are known. */
  readonly paths: readonly string[];
  readonly sentence: string;
}

/**
 * Judges every change of documents on the default branch that has no verdict yet, oldest first. The organization that was
 * accepted last before a change decides. A change that could not be judged holds up later changes of the same documents.
 * An unjudged organization holds up all later changes. Never throws.
 */
export async function judgeChanges(ports: ChangePorts, inputs: ChangeInputs): Promise<JudgedChanges> {
  const start = inputs.signed ? inputs.accepted : acceptedAtGenesis(inputs.genesis);
  const read = await changesDue(ports, inputs, start).catch(errorMessage);
  if (typeof read === 'string') {
    const everything = inputs.files.map(({ path }) => path);
    const sentence = `the changes of policies/ could not be read: ${read}`;
    const unjudged = [{ commit: inputs.repository.head, pull: null, paths: everything, sentence }];
    return { accepted: start, fresh: [], unjudged, line: inputs.mainline };
  }
  const { line, due } = read;
  const work = { ...inputs, line, ports, isOnBranch: branchMembership(ports, inputs.repository.head, line) };
  let accepted = start;
  const fresh: RecordedChange[] = [];
  const unjudged: UnjudgedChange[] = [];
  for (const index of due) {
    const outcome = await judgeOne(work, accepted, unjudged, index).catch((error: unknown): UnjudgedChange =>
      withoutVerdict(line, index, [], errorMessage(error)),
    );
    if (outcome === undefined) continue;
    if ('sentence' in outcome) {
      unjudged.push(outcome);
      continue;
    }
    fresh.push(outcome);
    accepted = withChange(accepted, outcome);
  }
  return { accepted, fresh, unjudged, line };
}

/** Judges the change of one commit; `undefined` if it needs no verdict. */
async function judgeOne(
  work: ChangeWork,
  accepted: AcceptedDocuments,
  unjudged: readonly UnjudgedChange[],
  index: number,
): Promise<RecordedChange | UnjudgedChange | undefined> {
  const { line } = work;
  const changed = await documentsChanged(work, accepted, index);
  if (changed.length === 0) return undefined;
  const paths = changed.map(({ path }) => path);
  const needed = [...paths, ORGANIZATION_PATH];
  const earlier = unjudged.find((one) => one.paths.length === 0 || needed.some((path) => one.paths.includes(path)));
  if (earlier !== undefined) return withoutVerdict(line, index, paths, 'it comes after a change without a verdict');
  const evidence = await changeEvidence(work, accepted, index, changed);
  if (typeof evidence === 'string') return withoutVerdict(line, index, paths, evidence);
  const change = judgeChange(evidence);
  const open = change.documents.find(({ verdict }) => verdict === 'pending');
  return open === undefined
    ? change
    : { ...withoutVerdict(line, index, paths, open.reasons[0]?.sentence ?? ''), pull: evidence.pull?.number ?? null };
}

function withoutVerdict(line: Line, index: number, paths: readonly string[], why: string): UnjudgedChange {
  const commit = line[index]?.sha ?? '';
  return {
    commit,
    pull: null,
    paths,
    sentence: `the change by commit ${commit.slice(0, 12)} has no verdict yet: ${why}`,
  };
}
