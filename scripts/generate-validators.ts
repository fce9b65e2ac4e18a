/**
 * Writes validators and their types from the published schemas in `policies/schema/`. Editors, checks and types have one
 * source, and nothing is compiled at the start. Also writes `docs/reference/` from the table of reasons.
 *
 *     node scripts/generate-validators.ts           writes all files
 *     node scripts/generate-validators.ts --check   exits 1 if they are not up to date
 */
import { Ajv2020, type Options } from 'ajv/dist/2020.js';
import standaloneCode from 'ajv/dist/standalone/index.js';
import { build } from 'esbuild';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { format } from 'prettier';
import { generateReference } from './reference.ts';
import { writeChecks, writeTypes, type JsonSchema } from './schema-types.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const HEADER = '// Generated from policies/schema/ by scripts/generate-validators.ts; do not edit.\n';

export interface Generated {
  readonly path: string;
  readonly text: string;
}

/** Schemas whose validators are in one file. */
interface Room {
  readonly folder: string;
  readonly schemas: readonly string[];
  /** The schema, or the part of one, that each exported validator checks. */
  readonly validators: Readonly<Record<string, string>>;
  readonly options: Options;
  readonly types: (schemas: Readonly<Record<string, JsonSchema>>) => string;
}

const DOCUMENTS = ['request', 'policy', 'organization'];

const ROOMS: readonly Room[] = [
  {
    folder: 'src/core/documents/schema',
    schemas: DOCUMENTS,
    validators: Object.fromEntries(DOCUMENTS.map((name) => [name, name])),
    // `verbose` keeps each schema beside its error. Messages print its description as the expected value.
    options: { allErrors: true, verbose: true },
    types: writeTypes,
  },
  {
    folder: 'src/core/ledger/schema',
    schemas: ['record'],
    validators: {
      record: 'record',
      grant: 'record#/$defs/grant',
      genesis: 'record#/$defs/genesis',
      quarantine: 'record#/$defs/quarantine',
    },
    // A verifier checks every line of a ledger and needs only a yes or no.
    options: { inlineRefs: false },
    types: () =>
      writeChecks(
        { record: 'LedgerRecord', grant: 'Grant', genesis: 'Genesis', quarantine: 'QuarantineFact' },
        {
          '../record.ts': ['Genesis', 'LedgerRecord'],
          '../../grant/grant.ts': ['Grant'],
          '../../quarantine/fact.ts': ['QuarantineFact'],
        },
      ),
  },
  {
    folder: 'src/core/decision/schema',
    schemas: ['evidence'],
    validators: { evidence: 'evidence', change: 'evidence#/$defs/change' },
    options: { verbose: true, inlineRefs: false },
    types: () =>
      writeChecks(
        { evidence: 'Evidence', change: 'ChangeEvidence' },
        { '../evidence.ts': ['Evidence'], '../../acceptance/change.ts': ['ChangeEvidence'] },
      ),
  },
];

/** Returns all files in memory. The bytes are the same every time. */
export async function generateValidators(): Promise<readonly Generated[]> {
  return (await Promise.all(ROOMS.map(generateRoom))).flat();
}

async function generateRoom(room: Room): Promise<readonly Generated[]> {
  const schemas = Object.fromEntries(await Promise.all(room.schemas.map(readSchema)));
  const code = await bundle(validatorCode(room, schemas));
  const types = await format(room.types(schemas), { parser: 'typescript', printWidth: 120, singleQuote: true });
  return [
    { path: `${room.folder}/validators.js`, text: HEADER + code },
    { path: `${room.folder}/validators.d.ts`, text: HEADER + types },
  ];
}

async function readSchema(name: string): Promise<readonly [string, JsonSchema]> {
  const text = await readFile(`${ROOT}policies/schema/${name}.schema.json`, 'utf8');
  return [name, JSON.parse(text) as JsonSchema];
}

function validatorCode({ validators, options }: Room, schemas: Readonly<Record<string, JsonSchema>>): string {
  const ajv = new Ajv2020({
    messages: false,
    strict: true,
    allowUnionTypes: true,
    ...options,
    schemas: Object.values(schemas),
    code: { source: true, esm: true, lines: true },
  });
  const ids = Object.entries(validators).map(([name, part]) => {
    const [schema = '', pointer] = part.split('#');
    return [name, `${String(schemas[schema]?.$id)}${pointer === undefined ? '' : `#${pointer}`}`];
  });
  return standaloneCode.default(ajv, Object.fromEntries(ids) as Record<string, string>);
}

/** Bundles Ajv's output with its runtime, which it loads by `require`. */
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
  // The comments are paths of bundled modules, which differ between package layouts.
  return outputFiles.map(({ text }) => text.replace(/^\/\/ .*\n/gm, '')).join('');
}

async function main(): Promise<void> {
  const stale: string[] = [];
  for (const { path, text } of [...(await generateValidators()), ...generateReference()]) {
    const current = await readFile(ROOT + path, 'utf8').catch(() => '');
    if (current === text) continue;
    stale.push(path);
    if (process.argv.includes('--check')) continue;
    await mkdir(dirname(ROOT + path), { recursive: true });
    await writeFile(ROOT + path, text);
  }
  for (const path of stale) console.log(`${process.argv.includes('--check') ? 'not up to date' : 'written'}: ${path}`);
  if (process.argv.includes('--check') && stale.length > 0) process.exitCode = 1;
}

if (import.meta.main) await main();
