import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { toEvidence } from '../core/decision/evidence-shape.ts';
import { judge } from '../core/decision/judge.ts';
import { readVector, VectorError } from '../core/decision/vector.ts';
import type { Evidence } from '../core/decision/evidence.ts';
import { decisionSections } from '../core/report/decision.ts';
import { renderText } from '../core/report/render.ts';
import { EXIT, SettingError } from '../failure.ts';
import type { Command } from './command.ts';

/** Decides a case kept in a file, as a run would: offline, by the same rules. */
export const decide: Command = ({ out, paint, folder }, { files: [file, ...more], json }) => {
  if (file === undefined || more.length > 0)
    throw new SettingError('name one file: pullcord decide test/vectors/decision/approved.yaml');
  const judged = judge(read(folder, file));
  out(json ? `${JSON.stringify(judged.decision)}\n` : renderText(decisionSections(judged), paint));
  return Promise.resolve(judged.decision.verdict === 'approved' ? EXIT.ok : EXIT.no);
};

function read(folder: string, file: string): Evidence {
  try {
    return toEvidence(readVector(file, (path) => readFileSync(resolve(folder, path), 'utf8')).evidence);
  } catch (error) {
    if (error instanceof VectorError) throw new SettingError(error.message, { cause: error });
    if (error instanceof RangeError) throw new SettingError(`${file}: ${error.message}`, { cause: error });
    throw new SettingError(`cannot read ${file}: ${(error as NodeJS.ErrnoException).code ?? String(error)}`, {
      cause: error,
    });
  }
}
