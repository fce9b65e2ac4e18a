import { defineConfig, mergeConfig } from 'vitest/config';
import usual from '../../vitest.config.ts';

/** The tests as ever, each file beginning at the date that `scripts/odd-dates.ts` asks for. */
export default mergeConfig(usual, defineConfig({ test: { setupFiles: ['scripts/odd-dates/begin.ts'] } }));
