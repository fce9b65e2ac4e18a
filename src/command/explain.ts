import { connectIncidents } from '../edge/incidents.ts';
import { decisionSections } from '../core/report/decision.ts';
import { evidenceReader } from '../edge/github/evidence.ts';
import { repositoryReader } from '../edge/github/repository.ts';
import { ledgerBranch } from '../edge/ledger.ts';
import { EXIT, SettingError } from '../failure.ts';
import { explain, NothingToExplain } from '../flow/explain.ts';
import { githubFrom, pagerdutyFrom, repositoryFrom, tokenFrom } from '../environment.ts';
import { GITHUB, JSON_FLAG, MARKDOWN_FLAG, WRONG, type Run, type Usage } from './command.ts';
import { present } from './present.ts';

export const usage = {
  about:
    'Explain the decision on the request of a pull request: each rule with its result and reason, and each review ' +
    'that counts or does not. It changes nothing.',
  words: { NUMBER: 'the number of the pull request' },
  options: { json: JSON_FLAG, markdown: MARKDOWN_FLAG },
  examples: {
    'pullcord explain 42': 'for people',
    'pullcord explain 42 --json': 'for programs: the decision with all its evidence',
  },
  environment: { ...GITHUB, PULLCORD_PAGERDUTY_TOKEN: 'a key of PagerDuty, for policies that need one' },
  exit: { 0: 'approved', 1: 'pending or denied', ...WRONG, 3: 'GitHub failed' },
} satisfies Usage;

/** Explains the decision on the request of a pull request, rule by rule. It changes nothing. */
export const run: Run<typeof usage> = async (terminal, { files, json, markdown }) => {
  const { note, env } = terminal;
  const [number = '', ...more] = files;
  if (!/^[1-9]\d{0,9}$/.test(number) || more.length > 0)
    throw new SettingError('name one pull request by its number; type `pullcord explain 42`');
  if (json && markdown) throw new SettingError('--json and --markdown cannot be combined; give one of them');
  const repository = repositoryFrom(env);
  const github = githubFrom(env, tokenFrom(env), note);
  const evidence = evidenceReader(github, repository);
  const world = {
    repository: { ...repositoryReader(github, repository), ...evidence, time: github.time },
    pullFiles: evidence.pullFiles,
    gatherPull: evidence.gatherPull,
    ledger: ledgerBranch(github, repository),
    incidents: connectIncidents(github, pagerdutyFrom(env)),
  };
  const judged = await explain(world, Number(number)).catch(refuse);
  present(terminal, { json, markdown }, judged, decisionSections(judged));
  return judged.decision.verdict === 'approved' ? EXIT.ok : EXIT.no;
};

function refuse(error: unknown): never {
  throw error instanceof NothingToExplain ? new SettingError(error.message) : error;
}
