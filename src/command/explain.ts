import { connectIncidents } from '../edge/incidents.ts';
import { decisionSections } from '../core/report/decision.ts';
import { renderMarkdown, renderText } from '../core/report/render.ts';
import { evidenceReader } from '../edge/github/evidence.ts';
import { repositoryReader } from '../edge/github/repository.ts';
import { ledgerBranch } from '../edge/ledger.ts';
import { EXIT, SettingError } from '../failure.ts';
import { explain, NothingToExplain } from '../flow/explain.ts';
import { githubFrom, pagerdutyFrom, repositoryFrom, tokenFrom } from '../environment.ts';
import type { Command } from './command.ts';

/** Says what is decided of a pull request's request, and why, rule by rule. Changes nothing. */
export const explainCommand: Command = async ({ out, note, paint, env }, { files, json, markdown }) => {
  const [number = '', ...more] = files;
  if (!/^[1-9]\d{0,9}$/.test(number) || more.length > 0)
    throw new SettingError('name one pull request by its number: pullcord explain 42');
  if (json && markdown) throw new SettingError('choose --json or --markdown');
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
  const sections = decisionSections(judged);
  out(json ? `${JSON.stringify(judged)}\n` : markdown ? renderMarkdown(sections) : renderText(sections, paint));
  return judged.decision.verdict === 'approved' ? EXIT.ok : EXIT.no;
};

function refuse(error: unknown): never {
  throw error instanceof NothingToExplain ? new SettingError(error.message) : error;
}
