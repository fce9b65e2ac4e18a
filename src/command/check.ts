import { readFile } from 'node:fs/promises';
import { relative, resolve, sep } from 'node:path';
import { checkSections } from '../core/report/check.ts';
import { EXIT, SettingError } from '../failure.ts';
import { checkFiles } from '../flow/check.ts';
import { readPolicies } from '../environment.ts';
import { JSON_FLAG, WRONG, type Run, type Usage } from './command.ts';
import { present } from './present.ts';

export const usage = {
  about: 'Check requests against the policies in policies/, and policies against each other. Nothing is sent anywhere.',
  words: { 'FILE…': 'request and policy files, by their paths in the repository' },
  options: { json: JSON_FLAG },
  examples: {
    'pullcord check requests/2026/11/orders.yaml': 'one request',
    'pullcord check policies/*.yaml': 'every policy, and the organization',
    'pullcord check --json requests/2026/11/orders.yaml': 'for programs: every issue with its line and column',
  },
  exit: { 0: 'every document is valid', 1: 'a document has an issue', ...WRONG },
} satisfies Usage;

/** Checks files as they lie here: requests against the policies beside them, policies against each other. */
export const run: Run<typeof usage> = async (terminal, { files, json }) => {
  const { folder } = terminal;
  if (files.length === 0)
    throw new SettingError('name the files to check: pullcord check requests/2026/11/my-request.yaml');
  const documents = await Promise.all(files.map((file) => read(folder, file)));
  const policies = await readPolicies(folder);
  const requests = documents.filter(({ path }) => !path.startsWith('policies/'));
  const report = checkFiles(requests, policies, requests.length < documents.length);
  present(terminal, { json }, report, checkSections(report));
  return report.passed ? EXIT.ok : EXIT.no;
};

async function read(folder: string, file: string): Promise<{ path: string; bytes: Uint8Array }> {
  const path = relative(folder, resolve(folder, file)).split(sep).join('/');
  try {
    return { path, bytes: await readFile(resolve(folder, file)) };
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new SettingError(
      `cannot read ${file}: ${code === 'ENOENT' ? 'there is no such file' : code === 'EISDIR' ? 'it is a folder; name the files' : String(code)}`,
      { cause: error },
    );
  }
}
