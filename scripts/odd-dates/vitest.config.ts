import { defineConfig, mergeConfig } from 'vitest/config';
import usual from '../../vitest.config.ts';

/** All tests, each file at the date that `scripts/odd-dates.ts` asks for. */
export default mergeConfig(usual, defineConfig({ test: { setupFiles: ['scripts/odd-dates/begin.ts'] } }));
