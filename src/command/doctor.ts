import { hasErrors } from '../core/message.ts';
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { FederationFact } from '../core/gate/facts.ts';
import { readFederation } from '../core/gate/federation.ts';
import { doctorSections } from '../core/report/doctor.ts';
import { evidenceReader } from '../edge/github/evidence.ts';
import { gateReader } from '../edge/github/gate.ts';
import { repositoryReader } from '../edge/github/repository.ts';
import { ledgerBranch } from '../edge/ledger.ts';
import { EXIT, SettingError } from '../failure.ts';
import { doctor } from '../flow/doctor.ts';
import { githubFrom, repositoryFrom, tokenFrom } from '../environment.ts';
import { GITHUB, JSON_FLAG, text, WRONG, type Run, type Usage } from './command.ts';
import { present } from './present.ts';

export const usage = {
  about:
    'Find settings that guard the repository less than policies/organization.yaml declares, each with its fix. ' +
    'It changes nothing. The token of an administrator can read all settings.',
  options: {
    federation: text('FILE', 'the provider that gcloud describes in JSON, or its condition'),
    json: JSON_FLAG,
  },
  examples: {
    'pullcord doctor': 'checks the repository',
    'pullcord doctor --federation provider.json': "also evaluates the provider's condition",
  },
  environment: GITHUB,
  exit: {
    0: 'the repository is guarded as declared',
    1: 'there is a weakness, or a declared guard could not be read',
    ...WRONG,
    3: 'GitHub failed',
  },
} satisfies Usage;

/** Finds settings that guard the repository less than `policies/organization.yaml` declares. It changes nothing. */
export const run: Run<typeof usage> = async (terminal, { federation, json }) => {
  const { note, env, folder } = terminal;
  const provider = federation === undefined ? undefined : await readProvider(folder, federation);
  const github = githubFrom(env, tokenFrom(env), note);
  const name = repositoryFrom(env);
  const reader = { ...repositoryReader(github, name), ...evidenceReader(github, name), time: github.time };
  const report = await doctor(gateReader(github, name), provider, { ...reader, ledger: ledgerBranch(github, name) });
  present(terminal, { json }, report, doctorSections(report));
  if (hasErrors(report.messages)) return EXIT.outside;
  return report.asDeclared ? EXIT.ok : EXIT.no;
};

async function readProvider(folder: string, file: string): Promise<FederationFact> {
  const text = await readFile(resolve(folder, file), 'utf8').catch((cause: unknown) => {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new SettingError(`cannot read --federation ${file}: ${why}`, { cause });
  });
  const read = readFederation(file, text);
  if (typeof read === 'string') throw new SettingError(`--federation ${file}: ${read}`);
  return read;
}
