import { compareLists, isEqual, type Difference } from './policy-compare.ts';
import type { IncidentDemand } from './policy.ts';

/** Compares two requirements for an incident. Two different places cannot be ranked, so that kind is `changes`. */
export function compareIncidents(
  before: IncidentDemand | undefined,
  after: IncidentDemand | undefined,
): readonly Difference[] {
  if (isEqual(before, after)) return [];
  if (before === undefined)
    return after === undefined ? [] : [{ kind: 'tightens', sentence: `now requires an incident ${placeOf(after)}` }];
  if (after === undefined) return [{ kind: 'loosens', sentence: `no longer requires an incident ${placeOf(before)}` }];
  return [...compareUnreachable(before, after), ...compareWhich(before, after)];
}

function compareUnreachable(before: IncidentDemand, after: IncidentDemand): readonly Difference[] {
  if (before.unreachable === after.unreachable) return [];
  return after.unreachable === 'record'
    ? [{ kind: 'loosens', sentence: 'access no longer waits while the incident cannot be looked up' }]
    : [{ kind: 'tightens', sentence: 'access now waits while the incident cannot be looked up' }];
}

function compareWhich(before: IncidentDemand, after: IncidentDemand): readonly Difference[] {
  if (placeOf(before) !== placeOf(after))
    return [{ kind: 'changes', sentence: `requires an incident ${placeOf(after)} instead of ${placeOf(before)}` }];
  if (before.from === 'github' && after.from === 'github') return compareLabels(before.labels, after.labels);
  if (before.from !== 'pagerduty' || after.from !== 'pagerduty') return [];
  return [
    ...compareServices(before.services, after.services),
    ...compareLists('is', 'accepted as the status of the incident', before.statuses, after.statuses),
  ];
}

/** Compares required labels. Fewer labels accept more issues. */
function compareLabels(before: readonly string[], after: readonly string[]): readonly Difference[] {
  const gone = before.filter((label) => !after.includes(label));
  const come = after.filter((label) => !before.includes(label));
  return [
    ...gone.map((label): Difference => ({
      kind: 'loosens',
      sentence: `the incident no longer needs the label ${label}`,
    })),
    ...come.map((label): Difference => ({ kind: 'tightens', sentence: `the incident now needs the label ${label}` })),
  ];
}

function compareServices(before: readonly string[], after: readonly string[]): readonly Difference[] {
  if (before.length > 0 && after.length === 0)
    return [{ kind: 'loosens', sentence: 'the incident can now be on any service' }];
  if (before.length === 0 && after.length > 0)
    return [{ kind: 'tightens', sentence: `the incident must now be on one of these services: ${after.join(', ')}` }];
  return compareLists('is', 'accepted as the service of the incident', before, after);
}

/** `at PagerDuty`, `among the issues of acme/incidents` */
function placeOf(demand: IncidentDemand): string {
  if (demand.from === 'pagerduty') return 'at PagerDuty';
  return `among the issues of ${demand.repository?.toLowerCase() ?? 'this repository'}`;
}
