import { resolve } from 'node:path';
import { EXIT } from '../failure.ts';
import { VERSION } from '../version.ts';
import { flag, text, WRONG, type Run, type Terminal, type Usage } from './command.ts';

export const usage = {
  about:
    'Run a local GitHub, Google Cloud, PagerDuty, Actions runner and clock for rehearsals, until interrupted. ' +
    'It prints the addresses, the tokens of its people, and the environment for other commands.',
  options: {
    from: text('DIR', 'fill the repository from DIR (default: this folder)'),
    json: flag('print one line of JSON when everything is up'),
  },
  examples: {
    'pullcord sandbox': 'uses the files of this folder',
    'pullcord sandbox --from ../access --json > sandbox.json': 'uses another folder, for programs',
  },
  exit: { 0: 'it was interrupted', ...WRONG, 3: 'it could not start' },
} satisfies Usage;

/** Runs until interrupted. `--json` prints one line with all addresses when everything is up. */
export const run: Run<typeof usage> = async ({ out, note, paint, folder, dist }, { from, json }) => {
  const { describe, startSandbox } = await import('../sandbox/sandbox.ts');
  const running = await startSandbox({ from: resolve(folder, from ?? '.'), dist, version: VERSION });
  const about = describe(running);
  if (json) out(`${JSON.stringify(about)}\n`);
  else out(`${textOf(running, paint)}\n`);
  await interrupted();
  note('stopping');
  await running.close();
  return EXIT.ok;
};

type Running = Parameters<typeof import('../sandbox/sandbox.ts').describe>[0];

function textOf({ github, google, clockUrl, tokens, env }: Running, paint: Terminal['paint']): string {
  return [
    paint('good', '✓ the sandbox is up; Ctrl-C ends it'),
    '',
    `GitHub        ${github.apiUrl}   (repository acme/access)`,
    `git           git clone ${github.gitUrl(tokens['alice'])}`,
    `Google Cloud  ${google.origin}`,
    `clock         curl -X POST ${clockUrl} -H 'content-type: application/json' -d '{"advance":"2h"}'`,
    '',
    paint('strong', 'people'),
    ...Object.entries(tokens).map(([login, token]) => `  ${login.padEnd(12)}${token}`),
    '',
    paint('strong', 'for the command line'),
    ...Object.entries(env).map(([name, value]) => `  export ${name}=${value}`),
  ].join('\n');
}

function interrupted(): Promise<void> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
  });
}
