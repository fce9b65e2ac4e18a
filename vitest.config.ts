import { defineConfig, type TestProjectInlineConfiguration } from 'vitest/config';

/** `*.deep.test.ts`, in any folder: exhaustive, and not part of `npm test`. */
const DEEP = '**/*.deep.test.ts';

/** Each folder belongs to one project, which `test/lint/projects.test.ts` checks. */
function project(
  name: string,
  folders: readonly string[],
  more: TestProjectInlineConfiguration['test'] = {},
): TestProjectInlineConfiguration {
  const include = folders.map((folder) => `test/${folder}/**/*.test.ts`);
  return { extends: true, test: { name, include, exclude: [DEEP], ...more } };
}

/** The built `dist/` in a folder of its own. */
const BUILT = { globalSetup: ['test/support/build-once.ts'] };

export default defineConfig({
  // What vite warns of here are the source maps of dependencies, which are published without their sources.
  logLevel: 'error',
  test: {
    projects: [
      project('unit', ['core', 'hostile', 'lint', 'simulation', 'workflows']),
      project('edge', ['contract', 'documents', 'edge', 'flow', 'sandbox']),
      project('scenario', ['build', 'command', 'demo', 'scenario', 'transcript'], BUILT),
      { extends: true, test: { name: 'deep', include: [`test/${DEEP}`], ...BUILT } },
    ],
    // CI counts from the JSON.
    reporters: process.env['CI'] ? ['default', 'json'] : ['default'],
    outputFile: { json: 'node_modules/.cache/pullcord/tests.json' },
    maxWorkers: 2,
    testTimeout: 60_000,
    hookTimeout: 60_000,
    pool: 'forks',
    // The files of a worker share their modules, which saves a third of the work: no module may keep a state or a hook.
    isolate: false,
    // These import JSON without an import attribute, which Node refuses and vite's transform accepts.
    server: { deps: { inline: [/@actions\/workflow-parser/, /@actions\/expressions/] } },
  },
});
