import { connectWorld } from '../connect.ts';
import type { Caller } from '../core/quarantine/may.ts';
import { quarantineSections } from '../core/report/quarantine.ts';
import { connectDeny } from '../edge/deny.ts';
import { callerByToken } from '../edge/github/caller.ts';
import { applicationDefaultCredentials } from '../edge/google/credentials.ts';
import { exitStatusOf } from '../core/message.ts';
import { SettingError } from '../failure.ts';
import { lift } from '../flow/lift-quarantine.ts';
import { quarantine, type QuarantineOrder } from '../flow/quarantine.ts';
import { githubFrom, googleEndpointFrom, repositoryFrom, tokenFrom } from '../environment.ts';
import { VERSION } from '../version.ts';
import { cloneFrom } from './clone.ts';
import { GITHUB, GOOGLE, JSON_FLAG, text, WRONG, type Run, type Usage } from './command.ts';
import { present } from './present.ts';
import { noCredentials } from './reconcile.ts';

export const usage = {
  about:
    'Revoke all access of one person, and bar their requests and approvals, until policies/organization.yaml ' +
    'releases them. It works like the workflow, with your own rights.',
  words: { PERSON: "a login of the organization's people, or the number of an account" },
  options: {
    why: text('TEXT', 'the reason; the ledger records it'),
    lift: text('PERSON', 'remove the deny policies of a released person'),
    json: JSON_FLAG,
  },
  examples: {
    "pullcord quarantine alice --why 'the laptop is stolen'": 'revokes all access of alice',
    "pullcord quarantine 1001 --why 'the token leaked'": 'names the account by its number',
    'pullcord quarantine --lift alice': 'ends it, after the organization released alice',
  },
  environment: {
    ...GITHUB,
    GITHUB_REPOSITORY_ID: 'number of the repository, if GitHub is down',
    ...GOOGLE,
  },
  exit: {
    0: 'done',
    1: 'refused: you may not, the person is unknown, or is not released',
    ...WRONG,
    3: 'GitHub or Google Cloud failed; the report names each failed step',
  },
} satisfies Usage;

/** Runs the workflow's quarantine with the caller's own GitHub token and Application Default Credentials. */
export const run: Run<typeof usage> = async (terminal, options) => {
  const { note, env } = terminal;
  const [person, ...more] = options.files;
  const { why = '', lift: released } = options;
  if (more.length > 0 || (person === undefined) === (released === undefined))
    throw new SettingError(
      'name one person; type `pullcord quarantine PERSON --why TEXT`, or `pullcord quarantine --lift PERSON`',
    );
  if (released === undefined && why.trim() === '')
    throw new SettingError(
      'a reason is missing; type `pullcord quarantine PERSON --why TEXT`. The ledger records the text.',
    );
  const repository = repositoryFrom(env);
  const at = googleEndpointFrom(env);
  const github = githubFrom(env, tokenFrom(env), note);
  const auth = await applicationDefaultCredentials(at).catch(noCredentials);
  const world = {
    ...connectWorld({ github, repository, auth, ...at, say: note }),
    deny: connectDeny({ auth, ...at }),
  };
  const about = {
    run: { kind: 'cli', id: '', attempt: '', event: 'quarantine', url: '' },
    version: VERSION,
    clone: await cloneFrom(terminal, repository),
  } as const;
  const report =
    released === undefined
      ? await quarantine(world, await orderFrom(person ?? '', why.trim(), callerByToken(github)), about)
      : await lift(world, released, about);
  present(terminal, options, report, quarantineSections(report));
  return exitStatusOf(report.messages);
};

async function orderFrom(person: string, why: string, asking: Promise<Caller>): Promise<QuarantineOrder> {
  const caller = await asking;
  return { person, by: callerName(caller), caller, why };
}

/** Words for the caller on record. They hold only verified facts: any program can set a machine's user name. */
function callerName(caller: Caller): string {
  return caller.is === 'account'
    ? `${caller.login} (${caller.id}), whose GitHub token a command line had`
    : 'somebody not verified, at a command line (GitHub does not name the owner of its token)';
}
