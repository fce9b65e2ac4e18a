import { spawn } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { MUTANTS, type Mutant } from './mutants.ts';

/**
 * Puts every mutant through the simulation, and fails unless each is caught within so many seeds. A mutant is done with at
 * the first seed that fails; what survives the kept seeds and a few more goes back to the end, and is hunted with all.
 */
const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '2000' },
    only: { type: 'string', multiple: true },
    cores: { type: 'string' },
  },
});
const SEEDS = Number(values.seeds);
const A_FEW = Math.min(SEEDS, 120);

interface Hunted {
  readonly mutant: Mutant;
  readonly from: number;
  readonly seeds: number;
}

const hunted = MUTANTS.filter(({ name }) => values.only?.some((part) => name.includes(part)) ?? true);
const waiting: Hunted[] = hunted.map((mutant) => ({ mutant, from: 1, seeds: A_FEW }));
const escaped: string[] = [];
const began = performance.now();

await Promise.all(Array.from({ length: Math.max(1, Number(values.cores ?? availableParallelism())) }, hunt));
const minutes = ((performance.now() - began) / 60_000).toFixed(1);
console.log(
  `${hunted.length} mutants, ${hunted.length - escaped.length} caught within ${SEEDS} seeds, ${escaped.length} escaped, ${minutes} min`,
);
process.exit(escaped.length > 0 || hunted.length === 0 ? 1 : 0);

async function hunt(): Promise<void> {
  for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
    const { caught, broken, said } = await run(next);
    const { mutant, from, seeds } = next;
    if (!caught && !broken && from + seeds - 1 < SEEDS) {
      waiting.push({ mutant, from: from + seeds, seeds: SEEDS - seeds });
      continue;
    }
    if (!caught) escaped.push(mutant.name);
    console.log(`${caught ? 'caught ' : 'ESCAPED'}  ${mutant.name.padEnd(64)} ${said}`);
  }
}

interface Outcome {
  readonly caught: boolean;
  /** The mutant does not run at all: its text is not where the list says. */
  readonly broken: boolean;
  readonly said: string;
}

function run({ mutant: { name }, from, seeds }: Hunted): Promise<Outcome> {
  const here = (file: string) => fileURLToPath(new URL(file, import.meta.url));
  const options = [
    '--from',
    String(from),
    '--seeds',
    String(seeds),
    '--first',
    '--cores',
    '1',
    ...(from > 1 ? ['--unkept'] : []),
  ];
  const child = spawn(process.execPath, ['--import', here('mutate.ts'), here('main.ts'), ...options], {
    env: { ...process.env, MUTANT: name },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let out = '';
  let complaint = '';
  child.stdout.on('data', (data: Buffer) => (out += data.toString()));
  child.stderr.on('data', (data: Buffer) => (complaint += data.toString()));
  return new Promise((resolve) =>
    child.on('close', (code) => {
      const [seed, violation] = /^(seed \d+) fails:\n {2}(.*)$/m.exec(out)?.slice(1) ?? [];
      const broken = !/^\d+ seeds, /m.test(out);
      if (seed !== undefined) resolve({ caught: true, broken, said: `${seed}: ${(violation ?? '').slice(0, 100)}` });
      else if (broken)
        resolve({ caught: false, broken, said: reasonIn(complaint) ?? `ended with ${code ?? 'a signal'}` });
      else resolve({ caught: false, broken, said: 'no seed fails' });
    }),
  );
}

function reasonIn(complaint: string): string | undefined {
  return complaint.split('\n').find((line) => line.includes('Error: '));
}
