import { describe, expect, inject, it } from 'vitest';
import { partsOf, play, storyPages } from './story.ts';
import { gcloudInstalled, ghInstalled } from './tools.ts';

/* Every command of the documents, really run. pages.ts says how a writer of documents adds one. */

if (gcloudInstalled === undefined)
  console.warn('gcloud is not installed: the gcloud commands of the documents are only compared with the known ones');
if (ghInstalled === undefined)
  console.warn('gh is not installed: no command of the documents runs; install it, as .ci/run does');

/** In CI the commands never go without a run. */
const withoutGh = ghInstalled === undefined && process.env['CI'] === undefined;

describe.each(storyPages())('the commands of $path', (page) => {
  it.skipIf(withoutGh).each(partsOf(page))('run: $title', { timeout: 900_000 }, async (part) => {
    const { ran, faults } = await play(part, inject('dist'));
    expect(faults).toEqual([]);
    expect(ran).toBe(part.blocks.flatMap(({ units }) => units).length);
  });

  it('are all in a part', () => {
    expect(partsOf(page).flatMap(({ blocks }) => blocks)).toEqual(page.blocks);
  });
});
