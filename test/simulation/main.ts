import { parseArgs } from 'node:util';
import { FAULTS, type Fault } from './schedule.ts';
import { simulate } from './run.ts';

const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '2000' },
    from: { type: 'string', default: '1' },
    seed: { type: 'string' },
    story: { type: 'boolean', default: false },
    first: { type: 'boolean', default: false },
  },
});

const first = Number(values.seed ?? values.from);
const count = values.seed === undefined ? Number(values.seeds) : 1;
const faults = new Map<Fault, number>();
const deeds = new Map<string, number>();
let [calls, grants, revocations, failed] = [0, 0, 0, 0];
const began = performance.now();
for (let seed = first; seed < first + count; seed += 1) {
  const outcome = await simulate(seed);
  for (const [fault, times] of outcome.faults) faults.set(fault, (faults.get(fault) ?? 0) + times);
  for (const [deed, times] of outcome.deeds) deeds.set(deed, (deeds.get(deed) ?? 0) + times);
  calls += outcome.calls;
  grants += outcome.grants;
  revocations += outcome.revocations;
  if (values.story)
    for (const { at, actor, what, fault } of outcome.story)
      console.log(
        `${new Date(at * 1000).toISOString().slice(11, 19)} ${actor.padEnd(8)} ${what}${fault === undefined ? '' : `  [${fault}]`}`,
      );
  if (outcome.violations.length === 0) continue;
  failed += 1;
  console.log(`seed ${seed} fails:`);
  for (const violation of outcome.violations) console.log(`  ${violation}`);
  console.log(`  replay: npm run simulate -- --seed ${seed} --story`);
  if (failed >= (values.first ? 1 : 5)) break;
}
console.log(
  `${count} seeds, ${calls} calls, ${grants} grants, ${revocations} revocations, ${((performance.now() - began) / 1000).toFixed(1)} s`,
);
console.log(FAULTS.map((fault) => `${fault} ${faults.get(fault) ?? 0}`).join(', '));
console.log(
  [...deeds]
    .sort()
    .map(([deed, times]) => `${deed} ${times}`)
    .join(', '),
);
process.exit(failed > 0 ? 1 : 0);
