import { readFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { fileURLToPath } from 'node:url';
import { MUTANTS } from './mutants.ts';

/* Loaded before the simulation: puts one seeded mistake into the product's own source as it is read. */

const name = process.env['MUTANT'] ?? '';
const mutant = MUTANTS.find((one) => one.name === name);
if (mutant === undefined) throw new Error(`there is no mutant ${JSON.stringify(name)}`);
const file = new URL(`../../${mutant.file}`, import.meta.url).href;
const source = readFileSync(fileURLToPath(file), 'utf8');
const changes = [mutant, ...(mutant.and === undefined ? [] : [mutant.and])];
for (const { from } of changes) {
  const parts = source.split(from).length - 1;
  if (parts !== 1) throw new Error(`mutant ${name}: its text stands ${parts} times in ${mutant.file}, not once`);
}
const mutated = changes.reduce((text, { from, to }) => text.replace(from, () => to), source);

registerHooks({
  load: (url, context, next) => {
    const loaded = next(url, context);
    return url === file ? { ...loaded, source: mutated } : loaded;
  },
});
