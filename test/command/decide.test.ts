import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { isDeepStrictEqual, promisify } from 'node:util';
import { describe, expect, inject, it } from 'vitest';
import { run as decide } from '../../src/command/decide.ts';
import type { RecordedChange } from '../../src/core/acceptance/change.ts';
import type { Decision } from '../../src/core/decision/decision.ts';
import { EXIT } from '../../src/failure.ts';
import { CHANGES_FOLDER, codesOf, FOLDER, readChangeVectors, readVectors, verdictsOf } from '../support/vectors.ts';

const ROOT = join(import.meta.dirname, '../..');
const vectors = readVectors();

/** What the command prints for a case, and how it ends. */
async function run(
  path: string,
  json: boolean,
  folder = FOLDER,
): Promise<{ readonly status: number; readonly printed: string }> {
  let printed = '';
  const terminal = {
    out: (text: string) => void (printed += text),
    note: () => undefined,
    paint: (_: unknown, text: string) => text,
    columns: undefined,
    env: {},
    folder: ROOT,
    dist: ROOT,
  };
  const status = await decide(terminal, { files: [folder + path], json });
  return { status, printed };
}

describe('pullcord decide', () => {
  it('decides every case as it says, and its exit status tells approved from the rest', async () => {
    const wrong: string[] = [];
    for (const { path, decision } of vectors) {
      const { status, printed } = await run(path, true);
      const decided = codesOf(JSON.parse(printed) as Decision);
      const right = isDeepStrictEqual(decided, decision);
      if (!right || status !== (decided.verdict === 'approved' ? EXIT.ok : EXIT.no)) wrong.push(path);
    }
    expect(wrong).toEqual([]);
    expect(vectors.length).toBeGreaterThanOrEqual(160);
  }, 180_000);

  it('tells people every reason it has, in words', async () => {
    const silent: string[] = [];
    for (const { path, decision } of vectors) {
      const words = (await run(path, false)).printed.replace(/\s+/g, ' ');
      if (!(decision?.reasons ?? []).every((code) => words.includes(code))) silent.push(path);
    }
    expect(silent).toEqual([]);
  }, 180_000);

  it('judges every change of policies as its case says, and names each reason to people', async () => {
    const wrong: string[] = [];
    for (const { path, verdicts = {} } of readChangeVectors()) {
      const { status, printed } = await run(path, true, CHANGES_FOLDER);
      const all = Object.values(verdicts);
      const right = isDeepStrictEqual(verdictsOf(JSON.parse(printed) as RecordedChange), verdicts);
      const words = (await run(path, false, CHANGES_FOLDER)).printed.replace(/\s+/g, ' ');
      const isNamed = all.every(({ verdict, reasons }) => [verdict, ...reasons].every((word) => words.includes(word)));
      const isAccepted = all.every(({ verdict }) => verdict === 'accepted');
      if (!right || !isNamed || status !== (isAccepted ? EXIT.ok : EXIT.no)) wrong.push(path);
    }
    expect(wrong).toEqual([]);
  }, 60_000);

  it.each([
    ['approved.yaml', 0],
    ['security-key/untouched.yaml', 1],
  ])('as a process of its own decides %s with status %i', async (path, status) => {
    const args = [join(inject('dist'), 'cli.js'), 'decide', FOLDER + path, '--json'];
    const ended = await promisify(execFile)(process.execPath, args, { cwd: ROOT, env: {} }).then(
      ({ stdout }) => ({ status: 0, stdout }),
      (error: unknown) => {
        const { code, stdout } = error as { code: number; stdout: string };
        return { status: code, stdout };
      },
    );
    expect(ended.status).toBe(status);
    expect(codesOf(JSON.parse(ended.stdout) as Decision)).toEqual(vectors.find((one) => one.path === path)?.decision);
  });
});
