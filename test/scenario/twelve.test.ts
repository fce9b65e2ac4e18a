import { it } from 'vitest';
import { mergeWithinAMinute } from './many.ts';

// Fifty are in fifty.deep.test.ts.
it('twelve requests merged within one minute are all granted and all ended, with one write each and every event recorded once', async () => {
  await mergeWithinAMinute(12);
}, 120_000);
