import { judgeChange } from '../core/acceptance/judge-change.ts';
import { judge } from '../core/decision/judge.ts';
import { changeFault, evidenceFault } from '../core/decision/evidence-shape.ts';
import type { Replay } from '../core/verify/requests.ts';
import type { ReplayChange } from '../core/verify/verdicts.ts';

/** Judges recorded evidence again, with the code of a run. Evidence in the form of another version is not judged. */
export const replay: Replay = (evidence) => {
  if (evidenceFault(evidence) !== undefined) return 'not replayable';
  const { verdict, reasons } = judge(evidence).decision;
  return { verdict, codes: reasons.map(({ code }) => code) };
};

/** Judges recorded changes of documents again. Evidence in the form of another version is not judged. */
export const replayChange: ReplayChange = (evidence) =>
  changeFault(evidence) === undefined ? judgeChange(evidence) : 'not replayable';
