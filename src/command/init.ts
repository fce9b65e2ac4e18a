import { ledgerBranch } from '../edge/ledger.ts';
import { repositoryReader } from '../edge/github/repository.ts';
import { EXIT, SettingError } from '../failure.ts';
import { initLedger } from '../flow/init.ts';
import { githubFrom, repositoryFrom, tokenFrom } from '../surroundings.ts';
import { VERSION } from '../version.ts';
import type { Command } from './command.ts';

/** Begins the ledger of a repository whose policies are in place. */
export const init: Command = async ({ out, note, paint, env }, { ledger, json }) => {
  if (!ledger) throw new SettingError('say what to begin: pullcord init --ledger');
  const name = repositoryFrom(env);
  const github = githubFrom(env, tokenFrom(env), note);
  const run = { kind: 'cli', id: '', attempt: '', event: 'init', url: '' } as const;
  const begun = await initLedger(
    { ...repositoryReader(github, name), time: github.time },
    ledgerBranch(github, name),
    run,
    VERSION,
  );
  if (json) out(`${JSON.stringify(begun)}\n`);
  else if (begun.outcome === 'created')
    out(`${paint('good', '✓ the ledger is begun')}: branch audit at ${begun.head}\n`);
  else note(begun.sentence);
  return begun.outcome === 'created' ? EXIT.ok : begun.outcome === 'exists' ? EXIT.no : EXIT.outside;
};
