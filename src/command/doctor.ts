import { hasErrors } from '../core/message.ts';
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { FederationFact } from '../core/gate/facts.ts';
import { readFederation } from '../core/gate/federation.ts';
import { doctorSections } from '../core/report/doctor.ts';
import { renderText } from '../core/report/render.ts';
import { gateReader } from '../edge/github/gate.ts';
import { EXIT, SettingError } from '../failure.ts';
import { doctor } from '../flow/doctor.ts';
import { githubFrom, repositoryFrom, tokenFrom } from '../environment.ts';
import type { Command } from './command.ts';

/** Says what guards the repository less than `policies/organization.yaml` declares, each with its fix. Changes nothing. */
export const doctorCommand: Command = async ({ out, note, paint, env, folder }, { federation, json }) => {
  const provider = federation === undefined ? undefined : await readProvider(folder, federation);
  const github = githubFrom(env, tokenFrom(env), note);
  const report = await doctor(gateReader(github, repositoryFrom(env)), provider);
  out(json ? `${JSON.stringify(report)}\n` : renderText(doctorSections(report), paint));
  if (hasErrors(report.messages)) return EXIT.outside;
  return report.asDeclared ? EXIT.ok : EXIT.no;
};

async function readProvider(folder: string, file: string): Promise<FederationFact> {
  const text = await readFile(resolve(folder, file), 'utf8').catch((cause: unknown) => {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new SettingError(`cannot read the federation's file: ${why}`, { cause });
  });
  const read = readFederation(file, text);
  if (typeof read === 'string') throw new SettingError(`${file}: ${read}`);
  return read;
}
