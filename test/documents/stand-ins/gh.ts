import { spawnSync } from 'node:child_process';

/*
 * Stands before GitHub's own gh. Debian's gh does not know `gh variable set`, which newer ones have: the call of the
 * API that it documents is made by `gh api` then. Everything else is gh's own work.
 */
import { readFileSync } from 'node:fs';

const gh = process.env['PULLCORD_GH'] ?? '';
const args = process.argv.slice(2);

if (args[0] === 'variable' && gh !== '' && run(['variable', '--help'], 'ignore') !== 0) {
  const [, verb, name = '', ...flags] = args;
  const body = flags[flags.indexOf('--body') + 1] ?? '';
  if (verb !== 'set' || flags.length !== 2 || flags[0] !== '--body') {
    process.stderr.write(`this stand-in knows \`gh variable set NAME --body VALUE\` only: gh ${args.join(' ')}\n`);
    process.exit(2);
  }
  const path = `repos/${process.env['GH_REPO'] ?? ''}/actions/variables`;
  process.exit(run(['api', '-X', 'POST', path, '-f', `name=${name}`, '-f', `value=${body}`], 'inherit'));
}
process.exit(run(args, 'inherit'));

function run(words: readonly string[], output: 'inherit' | 'ignore'): number {
  const env = { ...process.env, GH_TOKEN: readFileSync(process.env['PULLCORD_GH_TOKEN_FILE'] ?? '', 'utf8') };
  return spawnSync(gh, words, { stdio: ['inherit', output, output], env }).status ?? 1;
}
