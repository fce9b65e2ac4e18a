import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { load } from 'js-yaml';
import { describe, expect, it } from 'vitest';

interface ActionFile {
  readonly inputs: Readonly<
    Record<string, { readonly description: string; readonly required?: boolean; readonly default?: string }>
  >;
  readonly outputs: Readonly<Record<string, { readonly description: string }>>;
  readonly runs: { readonly using: string; readonly main: string };
}

const ROOT = join(import.meta.dirname, '../..');
const action = load(readFileSync(join(ROOT, 'action.yml'), 'utf8')) as ActionFile;
const code = readFileSync(join(ROOT, 'src/action.ts'), 'utf8');

function named(pattern: RegExp): string[] {
  return [...new Set([...code.matchAll(pattern)].map((match) => match[1] ?? ''))].sort();
}

describe('action.yml and src/action.ts agree on', () => {
  it('the inputs: every one declared is read, every one read is declared', () => {
    expect(named(/core\.get(?:Boolean)?Input\('([^']+)'/g)).toEqual(Object.keys(action.inputs).sort());
  });

  it('the outputs: every one declared is set, every one set is declared', () => {
    expect(named(/core\.setOutput\('([^']+)'/g)).toEqual(Object.keys(action.outputs).sort());
  });

  it('which inputs are required', () => {
    const required = Object.entries(action.inputs).filter(([, input]) => input.required === true);
    expect(required.map(([name]) => name)).toEqual(named(/core\.getInput\('([^']+)', \{ required: true \}/g));
  });

  it('the commands: every `case` is told in the description', () => {
    const commands = named(/case '([a-z]+)':/g);
    expect(commands.length).toBeGreaterThan(1);
    for (const command of commands) expect(action.inputs['command']?.description).toContain(`\`${command}\``);
  });

  it('the runtime and the bundle the build makes', () => {
    expect(action.runs).toEqual({ using: 'node24', main: 'dist/index.js' });
    expect(readFileSync(join(ROOT, 'scripts/build.ts'), 'utf8')).toContain("index: 'src/action.ts'");
  });
});
