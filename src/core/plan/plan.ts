import { decode } from '../grant/grant.ts';
import { lackOfRoom, type Snapshot } from '../grant/iam-policy.ts';
import { message, type Message } from '../message.ts';
import { givesAccess, rowFor, type Plan, type PlanInput, type Step } from './table.ts';
import { keysOf, readRow, type Ours, type RowFacts } from './plan-row.ts';
import { carryOut, type Outcome } from './plan-step.ts';

/** Compares the desired, actual and recorded state of one resource. Returns the changes and the events they cause. */
export function plan(input: PlanInput): Plan {
  const { snapshot } = input;
  const marked = snapshot.bindings.map((binding) => ({ binding, mark: decode(binding, input.owner) }));
  const ours: readonly Ours[] = marked.flatMap(({ binding, mark }) => (mark.of === 'us' ? [{ binding, mark }] : []));
  const others = marked.flatMap(({ mark }) => (mark.of === 'another-repository' ? [mark.repository] : []));
  const outcomes = keysOf(input, ours).map((key) => planRow(readRow(input, key, ours)));
  const reported = outcomes.flatMap((outcome) => outcome.messages);
  const steps = outcomes.flatMap((outcome) => outcome.steps);
  if (others.length > 0) {
    const why = `${snapshot.resource} has bindings marked pullcord/${input.owner.installation} by repository ${[...new Set(others)].join(', ')}; Pullcord only revokes there until the other one renames its \`installation\``;
    return {
      resource: snapshot.resource,
      steps: steps.filter((step) => !givesAccess(step)),
      messages: [...reported, message('name-taken', why)],
    };
  }
  return withinLimits(snapshot, steps, reported);
}

function planRow(facts: RowFacts): Outcome {
  return carryOut(rowFor(facts.grant.is, facts.onRecord, facts.bindings), facts);
}

/** Defers grants over Google's limits. Revocations never wait. */
function withinLimits(snapshot: Snapshot, steps: readonly Step[], reported: readonly Message[]): Plan {
  const kept: Step[] = [];
  const waiting: Message[] = [];
  for (const step of steps) {
    const added = [...kept, step].flatMap(({ changes }) =>
      changes.flatMap(({ kind, binding }) => (kind === 'grant' ? [binding] : [])),
    );
    const lack = givesAccess(step) ? lackOfRoom(snapshot, added) : undefined;
    if (lack === undefined) kept.push(step);
    else waiting.push(message('policy-full', `#${step.pull ?? '?'} waits for room: ${lack}`));
  }
  return { resource: snapshot.resource, steps: kept, messages: [...reported, ...waiting] };
}
