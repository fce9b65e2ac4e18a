import { hasErrors } from '../src/core/message.ts';
import { moreCalls, reconcileAfter, type RunSeen } from '../test/support/long-history.ts';

/*
 * Counts the outside calls of one reconcile with fifty live grants in an organization of a thousand projects. The first
 * run has no history, the second has ten thousand closed requests. A sandbox answers over HTTP, through the real edges.
 */

const [projects, closed, live] = [1000, Number(process.argv[2] ?? 10_000), 50];

const without = await reconcileAfter({ projects, closed: 0, live });
const after = await reconcileAfter({ projects, closed, live });
for (const [name, { report, calls, seconds, shards }] of [
  ['without history', without],
  [`after ${closed} closed requests`, after],
] as const) {
  if (hasErrors(report.messages) || report.records.length > 0)
    throw new Error(
      `the run changed something, and must not: ${JSON.stringify([report.messages, report.records]).slice(0, 1000)}`,
    );
  print(`\n${name}: ${projects} projects, ${live} live grants, ${shards} files of records, ${seconds.toFixed(1)} s`);
  for (const [call, times] of [...calls].sort(([, a], [, b]) => b - a)) print(`${String(times).padStart(6)}  ${call}`);
  print(`${String(total({ calls })).padStart(6)}  in all`);
}
print('\nmore calls with history');
for (const [call, more] of moreCalls(without, after)) print(`${String(more).padStart(6)}  ${call}`);
print(`${String(total(after) - total(without)).padStart(6)}  in all (goal: the same however long the history)`);

function total({ calls }: Pick<RunSeen, 'calls'>): number {
  return [...calls.values()].reduce((sum, times) => sum + times, 0);
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
