import { MAX_BYTES } from '../src/core/documents/document.ts';
import { FIXTURES, judge, listFixtures, readBytes, sampleOrganization, toBytes } from '../test/core/documents.ts';
import { HEAVY, UNITS } from '../test/core/documents/heavy.ts';

/*
 * Parses every fixture and several heavy documents with every parser. Prints the times of the slowest calls, the best
 * of three each. Exits 1 if a call takes longer than the goal.
 */

/** Milliseconds. */
const GOAL = 100;
const SHOWN = 5;
const LONGEST_INPUT = 64 * 1024;
const KINDS = ['request', 'policy', 'organization'];
const organization = sampleOrganization();

const repeated = UNITS.flatMap(([what, unit]) =>
  [MAX_BYTES, LONGEST_INPUT].map((size) => [`${size} bytes of ${what}`, unit.repeat(size / unit.length)] as const),
);
const heavy = [...Object.entries(HEAVY), ...repeated].flatMap(([what, text]) =>
  KINDS.map((kind) => ({ what: `${kind}: ${what}`, kind, file: 'x.yaml', bytes: toBytes(text) })),
);
const fixtures = listFixtures().map((what) => {
  const [kind = '', file = ''] = what.split('/');
  return { what, kind, file, bytes: readBytes(FIXTURES + what) };
});

const times = [...heavy, ...fixtures]
  .map(({ what, kind, file, bytes }) => ({ what, took: quickest(() => judge(kind, file, bytes, organization)) }))
  .sort((a, b) => b.took - a.took);
console.log(`the slowest of ${times.length} documents (goal: ${GOAL} ms)`);
for (const { what, took } of times.slice(0, SHOWN)) console.log(`${took.toFixed(1).padStart(6)} ms  ${what}`);
process.exitCode = times.every(({ took }) => took <= GOAL) ? 0 : 1;

/** Returns milliseconds, the best of three: other programs on a shared machine lengthen single times. */
function quickest(work: () => unknown): number {
  const each = Array.from({ length: 3 }, () => {
    const start = performance.now();
    work();
    return performance.now() - start;
  });
  return Math.min(...each);
}
