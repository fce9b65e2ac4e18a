import { readdir, readFile } from 'node:fs/promises';
import { basename, dirname, relative, resolve, sep } from 'node:path';
import { checkSections } from '../core/report/check.ts';
import { nearest } from '../core/text.ts';
import { EXIT, SettingError } from '../failure.ts';
import { checkFiles } from '../flow/check.ts';
import { readPolicies } from '../environment.ts';
import { JSON_FLAG, WRONG, type Run, type Usage } from './command.ts';
import { present } from './present.ts';

export const usage = {
  about: 'Check requests against the policies in policies/, and policies against each other. It sends nothing.',
  words: { 'FILE…': 'request and policy files, by their paths in the repository' },
  options: { json: JSON_FLAG },
  examples: {
    'pullcord check requests/2026/11/orders.yaml': 'one request',
    'pullcord check policies/*.yaml': 'all policies, and the organization',
    'pullcord check --json requests/2026/11/orders.yaml': 'for programs: every issue with its line and column',
  },
  exit: { 0: 'every document is valid', 1: 'a document has an issue', ...WRONG },
} satisfies Usage;

/** Checks files of this folder: requests against its policies, and its policies against each other. */
export const run: Run<typeof usage> = async (terminal, { files, json }) => {
  const { folder } = terminal;
  if (files.length === 0)
    throw new SettingError('no file is named; type `pullcord check requests/2026/11/my-request.yaml`');
  const documents = await Promise.all(files.map((file) => read(folder, file)));
  const requests = documents.filter(({ path }) => path.startsWith('requests/'));
  const stray = documents.map(({ path }) => path).filter((path) => !/^(?:requests|policies)\//.test(path));
  if (stray.length === documents.length) throw new SettingError(strayFiles(stray));
  const policies = await readPolicies(folder);
  const report = checkFiles(requests, policies, requests.length + stray.length < documents.length, stray);
  present(terminal, { json }, report, checkSections(report));
  return report.passed ? EXIT.ok : EXIT.no;
};

async function read(folder: string, file: string): Promise<{ path: string; bytes: Uint8Array }> {
  const path = relative(folder, resolve(folder, file)).split(sep).join('/');
  try {
    return { path, bytes: await readFile(resolve(folder, file)) };
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const hint = code === 'ENOENT' ? await noSuchFile(resolve(folder, file)) : undefined;
    throw new SettingError(
      `cannot read ${file}: ${hint ?? (code === 'EISDIR' ? `it is a folder; name the files in ${file}` : String(code))}`,
      { cause: error },
    );
  }
}

function strayFiles(paths: readonly string[]): string {
  return (
    `${paths.join(', ')}${paths.length === 1 ? ' is' : ':'} neither a request nor a policy. ` +
    'A request is `requests/YYYY/MM/<name>.yaml`, and a policy is `policies/<name>.yaml`. ' +
    'Run the command in the root folder of the repository.'
  );
}

async function noSuchFile(file: string): Promise<string> {
  const meant = nearest(basename(file), await readdir(dirname(file)).catch(() => []));
  return meant === undefined ? 'there is no such file' : `there is no such file; did you mean ${meant}?`;
}
