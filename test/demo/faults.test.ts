import { describe, expect, it } from 'vitest';
import type { Tampering } from '../../src/demo/story.ts';
import { prepareDemo, rewrite } from './rehearsal.ts';

const { broken, actionThat } = prepareDemo();

describe('the demo notices when', () => {
  it('nothing is broken, and says so', async () => {
    expect(await broken({})).toBe('nothing noticed');
  }, 120_000);

  it('the check passes a bad file', async () => {
    const dist = await actionThat("process.env.INPUT_COMMAND === 'check'");
    expect(await broken({ dist })).toContain('the check must end with failure');
  }, 120_000);

  it('the condition is missing', async () => {
    const strip: Tampering['granted'] = (sandbox) =>
      rewrite(sandbox, (bindings) => bindings.map(({ role, members }) => ({ role, members })));
    expect(await broken({ tampering: { granted: strip } })).toContain('must have the condition that ends it');
  }, 120_000);
});
