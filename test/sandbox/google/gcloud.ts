import { execFile, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

/** Whether Google's own command line is here; where it is not, its runs are skipped and counted as skipped. */
export const gcloudInstalled = spawnSync('gcloud', ['--version']).status === 0;

export interface Gcloud {
  /** One command, its answer decoded from JSON. */
  run(...args: readonly string[]): Promise<unknown>;
  close(): void;
}

/** gcloud with a home of its own, as the administrator, every API it asks replaced by the sandbox. */
export function openGcloud({ origin, adminToken }: { readonly origin: string; readonly adminToken: string }): Gcloud {
  const folder = mkdtempSync(join(tmpdir(), 'pullcord-gcloud-'));
  const token = join(folder, 'token');
  writeFileSync(token, adminToken);
  const env = {
    PATH: process.env['PATH'],
    HOME: folder,
    CLOUDSDK_CONFIG: join(folder, 'config'),
    CLOUDSDK_CORE_DISABLE_PROMPTS: '1',
    CLOUDSDK_CORE_DISABLE_USAGE_REPORTING: '1',
    CLOUDSDK_COMPONENT_MANAGER_DISABLE_UPDATE_CHECK: '1',
    CLOUDSDK_AUTH_ACCESS_TOKEN_FILE: token,
    ...Object.fromEntries(
      ['CLOUDRESOURCEMANAGER', 'SECRETMANAGER', 'CLOUDKMS', 'RUN', 'IAM'].map((api) => [
        `CLOUDSDK_API_ENDPOINT_OVERRIDES_${api}`,
        `${origin}/`,
      ]),
    ),
    CLOUDSDK_API_ENDPOINT_OVERRIDES_STORAGE: `${origin}/storage/v1/`,
  };
  return {
    async run(...args) {
      const { stdout } = await promisify(execFile)('gcloud', [...args, '--format=json'], { env });
      return JSON.parse(stdout) as unknown;
    },
    close: () => rmSync(folder, { recursive: true, force: true }),
  };
}
