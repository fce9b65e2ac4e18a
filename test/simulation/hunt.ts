import { spawn } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { MUTANTS, type Mutant } from './mutants.ts';

/** Puts every mutant through the simulation, and fails unless each is caught within so many seeds. */

const { values } = parseArgs({ options: { seeds: { type: 'string', default: '2000' }, only: { type: 'string' } } });
const hunted = MUTANTS.filter(({ name }) => values.only === undefined || name === values.only);
const waiting = [...hunted];
const escaped: string[] = [];

await Promise.all(Array.from({ length: Math.max(1, availableParallelism()) }, hunt));
console.log(`${hunted.length} mutants, ${hunted.length - escaped.length} caught, ${escaped.length} escaped`);
process.exit(escaped.length > 0 ? 1 : 0);

async function hunt(): Promise<void> {
  for (let mutant = waiting.shift(); mutant !== undefined; mutant = waiting.shift()) {
    const { caught, said } = await run(mutant);
    if (!caught) escaped.push(mutant.name);
    console.log(`${caught ? 'caught ' : 'ESCAPED'}  ${mutant.name.padEnd(44)} ${said}`);
  }
}

function run({ name }: Mutant): Promise<{ readonly caught: boolean; readonly said: string }> {
  const here = (file: string) => fileURLToPath(new URL(file, import.meta.url));
  const child = spawn(
    process.execPath,
    ['--import', here('mutate.ts'), here('main.ts'), '--seeds', values.seeds, '--first', '--cores', '1'],
    { env: { ...process.env, MUTANT: name }, stdio: ['ignore', 'pipe', 'pipe'] },
  );
  let out = '';
  let complaint = '';
  child.stdout.on('data', (data: Buffer) => (out += data.toString()));
  child.stderr.on('data', (data: Buffer) => (complaint += data.toString()));
  return new Promise((resolve) =>
    child.on('close', (code) => {
      const [seed, violation] = /^(seed \d+) fails:\n {2}(.*)$/m.exec(out)?.slice(1) ?? [];
      if (seed !== undefined) resolve({ caught: true, said: `${seed}: ${(violation ?? '').slice(0, 100)}` });
      else resolve({ caught: false, said: code === 0 ? 'no seed fails' : (complaint.trim().split('\n').at(0) ?? '') });
    }),
  );
}
