import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { toEvidence } from '../core/decision/evidence-shape.ts';
import { judge } from '../core/decision/judge.ts';
import { readVector, VectorError } from '../core/decision/vector.ts';
import type { Evidence } from '../core/decision/evidence.ts';
import { decisionSections } from '../core/report/decision.ts';
import { EXIT, SettingError } from '../failure.ts';
import { JSON_FLAG, WRONG, type Run, type Usage } from './command.ts';
import { present } from './present.ts';

export const usage = {
  about: 'Decide a case from a file, offline, by the rules of a run. The cases in test/vectors/decision have its form.',
  words: { FILE: 'the file with the case' },
  options: { json: JSON_FLAG },
  examples: {
    'pullcord decide test/vectors/decision/approved.yaml': 'for people',
    'pullcord decide --json test/vectors/decision/approved.yaml': 'for programs',
  },
  exit: { 0: 'approved', 1: 'pending or denied', ...WRONG },
} satisfies Usage;

/** Decides a case from a file, offline, by the rules of a run. */
export const run: Run<typeof usage> = (terminal, { files: [file, ...more], json }) => {
  if (file === undefined || more.length > 0)
    throw new SettingError('name one file; type `pullcord decide test/vectors/decision/approved.yaml`');
  const judged = judge(read(terminal.folder, file));
  present(terminal, { json }, judged.decision, decisionSections(judged));
  return Promise.resolve(judged.decision.verdict === 'approved' ? EXIT.ok : EXIT.no);
};

function read(folder: string, file: string): Evidence {
  try {
    return toEvidence(readVector(file, (path) => readFileSync(resolve(folder, path), 'utf8')).evidence);
  } catch (error) {
    if (error instanceof VectorError) throw new SettingError(error.message, { cause: error });
    if (error instanceof RangeError) throw new SettingError(`${file}: ${error.message}`, { cause: error });
    const { code } = error as NodeJS.ErrnoException;
    const why = code === 'ENOENT' ? 'there is no such file, or a file that it extends is missing' : code;
    throw new SettingError(`cannot read ${file}: ${why ?? String(error)}`, { cause: error });
  }
}
