import { connectWorld } from '../connect.ts';
import { reconcileSections } from '../core/report/reconcile.ts';
import { applicationDefaultCredentials } from '../edge/google/credentials.ts';
import { exitStatusOf } from '../core/message.ts';
import { SettingError } from '../failure.ts';
import { reconcile } from '../flow/reconcile.ts';
import {
  githubFrom,
  googleEndpointFrom,
  ledgerKeyFrom,
  pagerdutyFrom,
  repositoryFrom,
  tokenFrom,
} from '../environment.ts';
import { VERSION } from '../version.ts';
import { cloneFrom } from './clone.ts';
import { flag, GITHUB, GOOGLE, JSON_FLAG, LEDGER_KEY, WRONG, type Run, type Usage } from './command.ts';
import { present } from './present.ts';

export const usage = {
  about:
    'Make IAM match the merged requests, and record it: it revokes expired access and grants approved access. ' +
    'It works like the workflow, with your own rights.',
  options: { 'dry-run': flag('show the plan and change nothing'), json: JSON_FLAG },
  examples: {
    'pullcord reconcile --dry-run': 'shows the changes of a run',
    'pullcord reconcile': 'makes the changes',
  },
  environment: {
    ...GITHUB,
    GITHUB_REPOSITORY_ID: 'number of the repository, if GitHub is down',
    ...GOOGLE,
    ...LEDGER_KEY,
    PULLCORD_PAGERDUTY_TOKEN: 'a key of PagerDuty, for policies that need one',
  },
  exit: {
    0: 'done',
    1: 'no new access: the documents or the ledger do not allow it',
    ...WRONG,
    3: 'GitHub or Google Cloud failed; the report names each failed step',
  },
} satisfies Usage;

/** Runs the workflow's reconcile with the caller's own GitHub token and Application Default Credentials. */
export const run: Run<typeof usage> = async (terminal, options) => {
  const { note, env } = terminal;
  const repository = repositoryFrom(env);
  const at = googleEndpointFrom(env);
  const github = githubFrom(env, tokenFrom(env), note);
  const auth = await applicationDefaultCredentials(at).catch(noCredentials);
  const world = connectWorld({
    ...{ github, repository, auth, ...at, say: note },
    pagerduty: pagerdutyFrom(env),
    ...ledgerKeyFrom(env),
  });
  const report = await reconcile(world, {
    run: { kind: 'cli', id: '', attempt: '', event: '', url: '' },
    version: VERSION,
    clone: await cloneFrom(terminal, repository),
    dryRun: options['dry-run'],
  });
  present(terminal, options, report, reconcileSections(report));
  return exitStatusOf(report.messages);
};

/** @throws SettingError that says how to get credentials for Google Cloud */
export function noCredentials(error: unknown): never {
  const why = error instanceof Error ? error.message : String(error);
  throw new SettingError(
    `there are no credentials for Google Cloud (${why}). Run \`gcloud auth application-default login\`, or set GOOGLE_APPLICATION_CREDENTIALS to a credentials file.`,
  );
}
