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
    'Make IAM match the merged requests, and record it: expired access is revoked, approved access is granted. ' +
    'It does what the workflow does, with your own rights.',
  options: { 'dry-run': flag('plan and show, change nothing'), json: JSON_FLAG },
  examples: {
    'pullcord reconcile --dry-run': 'shows what a run would do',
    'pullcord reconcile': 'does it',
  },
  environment: {
    ...GITHUB,
    GITHUB_REPOSITORY_ID: 'its number, if GitHub does not answer',
    ...GOOGLE,
    ...LEDGER_KEY,
    PULLCORD_PAGERDUTY_TOKEN: 'a key of PagerDuty, for policies that ask it',
  },
  exit: {
    0: 'done',
    1: 'nothing was granted, since the documents or the ledger say no',
    ...WRONG,
    3: 'GitHub or Google Cloud failed; the report says what was not done',
  },
} satisfies Usage;

/** The same reconcile as the workflow's, with the caller's own GitHub token and Application Default Credentials. */
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

export function noCredentials(error: unknown): never {
  const why = error instanceof Error ? error.message : String(error);
  throw new SettingError(
    `no credentials for Google Cloud: run \`gcloud auth application-default login\`, or set GOOGLE_APPLICATION_CREDENTIALS to a credentials file (${why})`,
  );
}
