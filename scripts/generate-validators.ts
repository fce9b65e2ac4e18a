/**
 * Writes `src/core/documents/schema/validators.js` and its types from the published schemas in `policies/schema/`, so that
 * editors, checks and types have one source and nothing is compiled at start.
 *
 *     node scripts/generate-validators.ts           writes both files
 *     node scripts/generate-validators.ts --check   exits 1 if they are not up to date
 */
import { Ajv2020 } from 'ajv/dist/2020.js';
import standaloneCode from 'ajv/dist/standalone/index.js';
import { build } from 'esbuild';
import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { format } from 'prettier';
import { writeTypes, type JsonSchema } from './schema-types.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const NAMES = ['request', 'policy', 'organization'] as const;
const HEADER = '// Generated from policies/schema/ by scripts/generate-validators.ts; do not edit.\n';

export interface Generated {
  readonly path: string;
  readonly text: string;
}

/** Both files as they should stand, made in memory; the same bytes every time. */
export async function generateValidators(): Promise<readonly Generated[]> {
  const schemas = await Promise.all(NAMES.map(readSchema));
  const code = await bundle(validatorCode(schemas));
  const types = await format(writeTypes(Object.fromEntries(schemas)), {
    parser: 'typescript',
    printWidth: 120,
    singleQuote: true,
  });
  return [
    { path: 'src/core/documents/schema/validators.js', text: HEADER + code },
    { path: 'src/core/documents/schema/validators.d.ts', text: HEADER + types },
  ];
}

async function readSchema(name: string): Promise<readonly [string, JsonSchema]> {
  const text = await readFile(`${ROOT}policies/schema/${name}.schema.json`, 'utf8');
  return [name, JSON.parse(text) as JsonSchema];
}

/** `verbose` keeps each schema beside its error, whose description then says what would be right. */
function validatorCode(schemas: readonly (readonly [string, JsonSchema])[]): string {
  const ajv = new Ajv2020({
    allErrors: true,
    verbose: true,
    messages: false,
    strict: true,
    allowUnionTypes: true,
    schemas: schemas.map(([, schema]) => schema),
    code: { source: true, esm: true, lines: true },
  });
  return standaloneCode.default(ajv, Object.fromEntries(schemas.map(([name, schema]) => [name, String(schema.$id)])));
}

/** Ajv's output still calls `require` for its runtime; bundled, the file needs nothing. */
async function bundle(code: string): Promise<string> {
  const { outputFiles } = await build({
    stdin: { contents: code, resolveDir: ROOT, loader: 'js' },
    bundle: true,
    format: 'esm',
    platform: 'neutral',
    target: 'node24',
    charset: 'utf8',
    legalComments: 'none',
    write: false,
  });
  // The comments are paths of bundled modules; they would only differ between package layouts.
  return outputFiles.map(({ text }) => text.replace(/^\/\/ .*\n/gm, '')).join('');
}

async function main(): Promise<void> {
  const stale: string[] = [];
  for (const { path, text } of await generateValidators()) {
    const current = await readFile(ROOT + path, 'utf8').catch(() => '');
    if (current === text) continue;
    stale.push(path);
    if (!process.argv.includes('--check')) await writeFile(ROOT + path, text);
  }
  for (const path of stale) console.log(`${process.argv.includes('--check') ? 'not up to date' : 'written'}: ${path}`);
  if (process.argv.includes('--check') && stale.length > 0) process.exitCode = 1;
}

if (import.meta.main) await main();
