import { fileURLToPath } from 'node:url';
import { EXIT } from '../failure.ts';
import { VERSION } from '../version.ts';
import { WRONG, type Run, type Usage } from './command.ts';

export const usage = {
  about: "Show one access from request to removal, in a sandbox with this project's own policies.",
  options: {},
  examples: {
    'pullcord demo': 'shows the story in about a minute',
    'NO_COLOR=1 pullcord demo > story.txt': 'writes it to a file',
  },
  exit: { 0: 'done', 1: 'a step of the story failed', ...WRONG, 3: 'the sandbox could not start' },
} satisfies Usage;

/** Shows the whole loop in a sandbox with this project's own policies and workflows. */
export const run: Run<typeof usage> = async ({ out, note, paint, columns, dist }) => {
  const { startSandbox } = await import('../sandbox/sandbox.ts');
  const { StoryBroken, tellStory } = await import('../demo/story.ts');
  out(`${paint('quiet', 'starting a local GitHub and Google Cloud …')}\n`);
  const sandbox = await startSandbox({ from: fileURLToPath(new URL('..', `file://${dist}`)), dist, version: VERSION });
  try {
    await tellStory(sandbox, { out, paint, columns });
    return EXIT.ok;
  } catch (error) {
    if (!(error instanceof StoryBroken)) throw error;
    out('\n');
    note(`the demo failed at this step: ${error.message}. Report it as a defect of Pullcord`);
    return EXIT.no;
  } finally {
    await sandbox.close();
  }
};
