import { it } from 'vitest';
import { mergeWithinAMinute } from './many.ts';

it('fifty requests merged within one minute are all granted and all ended, with one write each and every event recorded once', async () => {
  await mergeWithinAMinute(50);
}, 600_000);
