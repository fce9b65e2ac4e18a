import { fileURLToPath } from 'node:url';
import { EXIT } from '../failure.ts';
import { VERSION } from '../version.ts';
import type { Command } from './command.ts';

/** Tells the whole loop in a sandbox seeded with this project's own policies and workflows. */
export const demo: Command = async ({ out, note, paint, dist }) => {
  const { startSandbox } = await import('../sandbox/sandbox.ts');
  const { StoryBroken, tellStory } = await import('../demo/story.ts');
  out(`${paint('quiet', 'starting a local GitHub and Google Cloud …')}\n`);
  const sandbox = await startSandbox({ from: fileURLToPath(new URL('..', `file://${dist}`)), dist, version: VERSION });
  try {
    await tellStory(sandbox, { out, paint });
    return EXIT.ok;
  } catch (error) {
    if (!(error instanceof StoryBroken)) throw error;
    out('\n');
    note(`the story breaks here: ${error.message}`);
    return EXIT.no;
  } finally {
    await sandbox.close();
  }
};
