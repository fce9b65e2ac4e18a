import { parseArgs } from 'node:util';
import { simulateWith } from './run.ts';
import type { Fault, Fate } from './schedule.ts';

/**
 * Every crash point of one representative story: a run is killed before and after every call to the outside, alone and
 * in pairs. The calls after a crash are counted on, so that a pair may fall into one run or into two.
 */
const { values } = parseArgs({
  options: { story: { type: 'string', default: '7' }, singles: { type: 'boolean', default: false } },
});
const seed = Number(values.story);
const KILLS: readonly Fault[] = ['crash-before', 'crash-after'];

interface Kill {
  readonly call: number;
  readonly fault: Fault;
}

const whole = await simulateWith(seed, () => undefined);
if (whole.grants === 0 || whole.revocations === 0) throw new Error('the story neither gives nor takes away');
let [single, double, failed] = [0, 0, 0];
for (let first = 0; first < whole.calls; first += 1) {
  for (const fault of KILLS) {
    const calls = await attempt([{ call: first, fault }]);
    if (calls === undefined) continue;
    single += 1;
    if (values.singles) continue;
    for (let second = first + 1; second < calls; second += 1) {
      for (const again of KILLS) {
        if (
          (await attempt([
            { call: first, fault },
            { call: second, fault: again },
          ])) !== undefined
        )
          double += 1;
      }
    }
  }
}
console.log(`${whole.calls} calls; ${single} single and ${double} double crash points, ${failed} violations`);
process.exit(failed > 0 || single === 0 ? 1 : 0);

/** How many calls the story then has under faults; `undefined` if it has no such call to be killed at. */
async function attempt(kills: readonly Kill[]): Promise<number | undefined> {
  let hit = 0;
  let last = 0;
  const fate: Fate = ({ number }) => {
    last = number + 1;
    const kill = kills.find(({ call }) => call === number);
    if (kill !== undefined) hit += 1;
    return kill?.fault;
  };
  const { violations } = await simulateWith(seed, fate);
  if (hit < kills.length) return undefined;
  if (violations.length > 0) {
    failed += 1;
    console.log(
      `killed at ${kills.map(({ call, fault }) => `call ${call} (${fault})`).join(' and ')}: ${violations.join('; ')}`,
    );
  }
  return last;
}
