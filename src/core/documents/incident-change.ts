import { compareLists, isEqual, type Difference } from './policy-compare.ts';
import type { IncidentDemand } from './policy.ts';

/** What one demand for an incident lets pass that the other did not. Another place is something else. */
export function compareIncidents(
  before: IncidentDemand | undefined,
  after: IncidentDemand | undefined,
): readonly Difference[] {
  if (isEqual(before, after)) return [];
  if (before === undefined)
    return after === undefined ? [] : [{ kind: 'tightens', sentence: `needs an incident ${placeOf(after)}` }];
  if (after === undefined) return [{ kind: 'loosens', sentence: `no longer needs an incident ${placeOf(before)}` }];
  return [...compareUnreachable(before, after), ...compareWhich(before, after)];
}

function compareUnreachable(before: IncidentDemand, after: IncidentDemand): readonly Difference[] {
  if (before.unreachable === after.unreachable) return [];
  return after.unreachable === 'record'
    ? [{ kind: 'loosens', sentence: 'is granted although its incident could not be looked up' }]
    : [{ kind: 'tightens', sentence: 'waits until its incident could be looked up' }];
}

function compareWhich(before: IncidentDemand, after: IncidentDemand): readonly Difference[] {
  if (placeOf(before) !== placeOf(after))
    return [{ kind: 'changes', sentence: `needs an incident ${placeOf(after)} instead of ${placeOf(before)}` }];
  if (before.from === 'github' && after.from === 'github') return compareLabels(before.labels, after.labels);
  if (before.from !== 'pagerduty' || after.from !== 'pagerduty') return [];
  return [
    ...compareServices(before.services, after.services),
    ...compareLists('is enough of an incident', before.statuses, after.statuses),
  ];
}

/** Fewer labels let more issues pass. */
function compareLabels(before: readonly string[], after: readonly string[]): readonly Difference[] {
  const gone = before.filter((label) => !after.includes(label));
  const come = after.filter((label) => !before.includes(label));
  return [
    ...gone.map((label): Difference => ({
      kind: 'loosens',
      sentence: `the incident needs no label ${label} any more`,
    })),
    ...come.map((label): Difference => ({ kind: 'tightens', sentence: `the incident newly needs the label ${label}` })),
  ];
}

function compareServices(before: readonly string[], after: readonly string[]): readonly Difference[] {
  const sentence = 'the incident may be of any service';
  if (before.length > 0 && after.length === 0) return [{ kind: 'loosens', sentence }];
  if (before.length === 0 && after.length > 0)
    return [{ kind: 'tightens', sentence: `no longer: ${sentence}; it must be of ${after.join(', ')}` }];
  return compareLists('may be the service of the incident', before, after);
}

/** `at PagerDuty`, `among the issues of acme/incidents` */
function placeOf(demand: IncidentDemand): string {
  if (demand.from === 'pagerduty') return 'at PagerDuty';
  return `among the issues of ${demand.repository?.toLowerCase() ?? 'this repository'}`;
}
