import { connectWorld } from '../connect.ts';
import { quarantineSections } from '../core/report/quarantine.ts';
import { renderText } from '../core/report/render.ts';
import { connectDeny } from '../edge/deny.ts';
import type { GitHub } from '../edge/github/client.ts';
import { tokenOwner } from '../edge/github/token-owner.ts';
import { applicationDefaultCredentials } from '../edge/google/credentials.ts';
import { SettingError, statusOfQuarantine } from '../failure.ts';
import { lift, quarantine } from '../flow/quarantine.ts';
import { githubFrom, googleEndpointFrom, repositoryFrom, tokenFrom } from '../surroundings.ts';
import { VERSION } from '../version.ts';
import { cloneFrom } from './clone.ts';
import type { Command } from './command.ts';
import { noCredentials } from './reconcile.ts';

/** The same quarantine as the workflow's, with the caller's own GitHub token and Application Default Credentials. */
export const quarantineCommand: Command = async (terminal, options) => {
  const { out, note, paint, env } = terminal;
  const [person, ...more] = options.files;
  const { why = '', lift: released } = options;
  if (more.length > 0 || (person === undefined) === (released === undefined))
    throw new SettingError('say whom: `pullcord quarantine PERSON --why TEXT`, or `pullcord quarantine --lift PERSON`');
  if (released === undefined && why.trim() === '')
    throw new SettingError('say why: `pullcord quarantine PERSON --why TEXT`; the text goes on record');
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
      ? await quarantine(world, { person: person ?? '', by: await nameOfCaller(github), why: why.trim() }, about)
      : await lift(world, released, about);
  out(options.json ? `${JSON.stringify(report)}\n` : renderText(quarantineSections(report), paint));
  return statusOfQuarantine(report);
};

/** Goes on record for ever, so it says what is known and no more: a machine's user name would be anybody's word. */
async function nameOfCaller(github: GitHub): Promise<string> {
  const owner = await tokenOwner(github);
  return owner === undefined
    ? "somebody not verified, at a command line (its GitHub token is no person's, or GitHub did not say whose)"
    : `${owner.login} (${owner.id}), whose GitHub token a command line had`;
}
