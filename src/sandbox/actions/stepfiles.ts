import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readAssignments } from './filecommands.ts';

/** The files that a step writes for the runner. */
export interface StepFiles {
  /** GITHUB_OUTPUT and its siblings, for the step's environment. */
  readonly variables: Readonly<Record<string, string>>;
  read(): Promise<Told>;
}

export interface Told {
  readonly outputs: Readonly<Record<string, string>>;
  readonly env: Readonly<Record<string, string>>;
  readonly path: readonly string[];
  readonly summary: string;
}

/** Maximum size of a step's summary in bytes. GitHub drops a larger one and reports it. */
export const largestSummary = 1024 * 1024;

/** @param folder a folder for this step only */
export async function openStepFiles(folder: string): Promise<StepFiles> {
  await mkdir(folder, { recursive: true });
  const files = { OUTPUT: 'output', ENV: 'env', PATH: 'path', STATE: 'state', STEP_SUMMARY: 'summary' };
  const paths = Object.fromEntries(Object.entries(files).map(([name, file]) => [`GITHUB_${name}`, join(folder, file)]));
  await Promise.all(Object.values(paths).map((path) => writeFile(path, '')));
  const text = (name: keyof typeof files): Promise<string> => readFile(join(folder, files[name]), 'utf8');
  return {
    variables: paths,
    async read() {
      return {
        outputs: assignments('output', await text('OUTPUT')),
        env: assignments('env', await text('ENV')),
        path: (await text('PATH')).split(/\r?\n/u).filter((line) => line !== ''),
        summary: await text('STEP_SUMMARY'),
      };
    },
  };
}

function assignments(file: string, text: string): Record<string, string> {
  try {
    return readAssignments(text);
  } catch (error) {
    throw new Error(`Unable to process file command '${file}' successfully. ${(error as Error).message}`, {
      cause: error,
    });
  }
}
