import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { ChangeEvidence } from '../core/acceptance/change.ts';
import { isOfChange, readChangeVector } from '../core/acceptance/change-vector.ts';
import { judgeChange } from '../core/acceptance/judge-change.ts';
import { changeFault, toEvidence } from '../core/decision/evidence-shape.ts';
import { judge } from '../core/decision/judge.ts';
import { readVector, VectorError } from '../core/decision/vector.ts';
import type { Evidence } from '../core/decision/evidence.ts';
import { changeSections } from '../core/report/change.ts';
import { decisionSections } from '../core/report/decision.ts';
import { EXIT, SettingError } from '../failure.ts';
import { JSON_FLAG, WRONG, type Run, type Terminal, type Usage } from './command.ts';
import { present } from './present.ts';

export const usage = {
  about:
    'Decide a request or a change of policies from a file, offline, by the rules of a run. The cases in test/vectors/decision and test/vectors/change have its form.',
  words: { FILE: 'the file with the case' },
  options: { json: JSON_FLAG },
  examples: {
    'pullcord decide test/vectors/decision/approved.yaml': 'for people',
    'pullcord decide --json test/vectors/decision/approved.yaml': 'for programs',
    'pullcord decide test/vectors/change/accepted.yaml': 'a change of policies',
  },
  exit: { 0: 'approved, or all documents accepted', 1: 'anything else', ...WRONG },
} satisfies Usage;

/** Decides a case from a file, offline, by the rules of a run. */
export const run: Run<typeof usage> = (terminal, { files: [file, ...more], json }) => {
  if (file === undefined || more.length > 0)
    throw new SettingError('name one file; type `pullcord decide test/vectors/decision/approved.yaml`');
  const evidence = read(terminal.folder, file);
  return Promise.resolve(
    'change' in evidence ? judgeOf(terminal, json, evidence.change) : decideOf(terminal, json, evidence.request),
  );
};

function decideOf(terminal: Terminal, json: boolean, request: Evidence): number {
  const judged = judge(request);
  present(terminal, { json }, judged.decision, decisionSections(judged));
  return judged.decision.verdict === 'approved' ? EXIT.ok : EXIT.no;
}

function judgeOf(terminal: Terminal, json: boolean, evidence: ChangeEvidence): number {
  const change = judgeChange(evidence);
  const { documents, approvedBy } = change;
  present(terminal, { json }, { documents, approvedBy }, changeSections(change));
  return documents.every(({ verdict }) => verdict === 'accepted') ? EXIT.ok : EXIT.no;
}

function read(folder: string, file: string): { readonly request: Evidence } | { readonly change: ChangeEvidence } {
  const textOf = (path: string) => readFileSync(resolve(folder, path), 'utf8');
  try {
    if (!isOfChange(file, textOf)) return { request: toEvidence(readVector(file, textOf).evidence) };
    const { evidence } = readChangeVector(file, textOf);
    const fault = changeFault(evidence);
    if (fault !== undefined) throw new RangeError(fault);
    return { change: evidence };
  } catch (error) {
    if (error instanceof VectorError) throw new SettingError(error.message, { cause: error });
    if (error instanceof RangeError) throw new SettingError(`${file}: ${error.message}`, { cause: error });
    const { code } = error as NodeJS.ErrnoException;
    const why = code === 'ENOENT' ? 'there is no such file, or a file that it extends is missing' : code;
    throw new SettingError(`cannot read ${file}: ${why ?? String(error)}`, { cause: error });
  }
}
