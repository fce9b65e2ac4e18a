import { spawnSync } from 'node:child_process';

const which = (tool: string): string | undefined => {
  const { status, stdout } = spawnSync('sh', ['-c', `command -v ${tool}`], { encoding: 'utf8' });
  return status === 0 ? stdout.trim() : undefined;
};

/** Path of GitHub's own command line, if the machine has it. */
export const ghInstalled = process.env['PULLCORD_WITHOUT_GH'] === undefined ? which('gh') : undefined;
/** Path of Google's own command line, if the machine has it. */
export const gcloudInstalled = process.env['PULLCORD_WITHOUT_GCLOUD'] === undefined ? which('gcloud') : undefined;
