import { defineConfig } from 'vitest/config';

export default defineConfig({
  // What vite warns of here are the source maps of dependencies, which are published without their sources.
  logLevel: 'error',
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: ['test/support/build-once.ts'],
    // CI counts from the JSON.
    reporters: process.env['CI']
      ? ['default', ['json', { outputFile: 'node_modules/.cache/pullcord/tests.json' }]]
      : ['default'],
    maxWorkers: 2,
    testTimeout: 60_000,
    hookTimeout: 60_000,
    pool: 'forks',
    // These import JSON without an import attribute, which Node refuses and vite's transform accepts.
    server: { deps: { inline: [/@actions\/workflow-parser/, /@actions\/expressions/] } },
  },
});
