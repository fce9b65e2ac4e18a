import { comparable } from '../decision/codes-compared.ts';
import type { Evidence } from '../decision/evidence.ts';
import type { Grant } from '../grant/grant.ts';
import type { BindingFact, LedgerRecord, RecordKind, RecordedDecision } from '../ledger/record.ts';
import type { Instant } from '../time.ts';
import { broken, incomplete, type Finding, type RecordsCheck } from './finding.ts';

/** Decides again from recorded evidence, by today's code. */
export type Replay = (
  evidence: Evidence,
) => { readonly verdict: RecordedDecision['verdict']; readonly codes: readonly string[] } | 'not replayable';

export interface RequestsLook {
  readonly findings: readonly Finding[];
  /** Number of pull requests with records, and of their open bindings. */
  readonly requests: number;
  readonly open: number;
  readonly decisions: number;
  readonly replayed: number;
  /** Merge commits of approved decisions, by record. */
  readonly merges: readonly { readonly seq: number; readonly sha: string }[];
}

interface Course {
  fate: 'undecided' | 'approved' | 'refused' | 'lapsed';
  /** The grant's terms as text and its window only, because a long ledger has many grants. */
  grant: { readonly terms: string; readonly window: Grant['window'] } | undefined;
  readonly bindings: Map<string, 'intent' | 'active' | 'closed'>;
  used: boolean;
}

const CLOSING: ReadonlySet<RecordKind> = new Set(['ended', 'revoked', 'removed', 'altered', 'lapsed'] as const);

/**
 * Follows every request through its records. It must be decided before a grant, granted once and in its window, and closed
 * once. Each decision is replayed from its recorded evidence.
 * @param version version of this build. A decision of another version may differ without a fault.
 */
export function beginRequests(replay: Replay, version: string): RecordsCheck<RequestsLook> {
  const courses = new Map<number, Course>();
  const quarantines = new Set<number>();
  const findings: Finding[] = [];
  const merges: { seq: number; sha: string }[] = [];
  let [decisions, replayed] = [0, 0];

  const judgeAgain = (record: LedgerRecord, decision: RecordedDecision): void => {
    decisions += 1;
    const where = `record ${record.seq}`;
    const again = replay(decision.evidence);
    if (again === 'not replayable') return;
    replayed += 1;
    const codes = decision.reasons.map(({ code }) => code);
    if (codesOf(decision.verdict, comparable(codes)) === codesOf(again.verdict, comparable(again.codes))) return;
    const [then, now] = [codesOf(decision.verdict, codes), codesOf(again.verdict, again.codes)];
    const sentence = `#${record.pull ?? '?'} was decided as ${then}; a replay of its evidence gives ${now}`;
    findings.push(
      record.tool.version === version
        ? broken('decision-differs', where, sentence)
        : incomplete(
            'decision-differs',
            where,
            `${sentence}; version ${record.tool.version} decided it, and this is version ${version}`,
          ),
    );
  };

  return {
    record(record) {
      const { decision, pull } = record;
      if (decision !== undefined) {
        judgeAgain(record, decision);
        const sha = decision.evidence.pull?.merge?.sha;
        if (decision.verdict === 'approved' && sha !== undefined) merges.push({ seq: record.seq, sha });
      }
      if (pull === null) {
        const wrong = followQuarantine(quarantines, record);
        if (wrong !== undefined) findings.push(broken(wrong.code, `record ${record.seq}`, wrong.sentence));
        return;
      }
      if (record.kind === 'unexplained' || record.kind === 'policies-changed') return;
      const course = courses.get(pull) ?? { fate: 'undecided', grant: undefined, bindings: new Map(), used: false };
      const wrong = follow(course, record);
      if (wrong !== undefined) findings.push(broken(wrong.code, `record ${record.seq}`, `#${pull}: ${wrong.sentence}`));
      courses.set(pull, course);
    },
    end: () => ({
      findings,
      requests: courses.size,
      open: [...courses.values()].flatMap(({ bindings }) => [...bindings.values()]).filter((is) => is !== 'closed')
        .length,
      ...{ decisions, replayed, merges },
    }),
  };
}

type Wrong = { readonly code: 'out-of-order' | 'out-of-window'; readonly sentence: string } | undefined;

/** Adds a record to its request, or returns the reason why it cannot follow. */
function follow(course: Course, record: LedgerRecord): Wrong {
  const { kind, decision, grant, bindings = [] } = record;
  if (kind === 'used') return followUse(course);
  if (course.fate === 'refused' || course.fate === 'lapsed')
    return outOfOrder(`a record \`${kind}\` follows after the request was ${course.fate}, which is final`);
  if (decision !== undefined) {
    if (course.fate !== 'undecided') return outOfOrder('the request is decided a second time');
    const wrong = decide(course, record, decision);
    if (wrong !== undefined) return wrong;
  } else if (course.fate === 'undecided') {
    // A revocation needs no recorded decision. A grant has its decision in the same record or before.
    if (kind === 'intent' || kind === 'activated')
      return outOfOrder(`a record \`${kind}\` has no decision on record before it`);
  }
  if (grant !== undefined) {
    const terms = termsOf(grant);
    course.grant ??= { terms, window: grant.window };
    if (course.grant.terms !== terms) return outOfOrder(`the record \`${kind}\` has another grant than the decision`);
  }
  const news = bindings.map((binding) => move(course.bindings, kind, binding));
  const wrong = news.find((one) => typeof one === 'string');
  if (wrong !== undefined) return outOfOrder(wrong);
  if (bindings.length > 0 && news.every((one) => one === false))
    return outOfOrder(`\`${kind}\` is recorded a second time`);
  return checkWindow(kind, record.at, course.grant);
}

/** Checks a record `used`: once per grant, and after all its bindings are closed. Open access can still be used. */
function followUse(course: Course): Wrong {
  const states = [...course.bindings.values()];
  if (states.length === 0 || states.some((is) => is !== 'closed'))
    return outOfOrder('`used` is recorded before all bindings of the request were closed');
  if (course.used) return outOfOrder('`used` is recorded a second time');
  course.used = true;
  return undefined;
}

/** Checks that the end of a quarantine names an earlier record `quarantined`. */
function followQuarantine(before: Set<number>, { kind, seq, release, deny }: LedgerRecord): Wrong {
  if (kind === 'quarantined') before.add(seq);
  const about = release?.record ?? deny?.record;
  return about === undefined || before.has(about)
    ? undefined
    : outOfOrder(`the record \`${kind}\` names record ${about}, which is no earlier quarantine`);
}

function decide(course: Course, { kind, bindings, grant }: LedgerRecord, { verdict }: RecordedDecision): Wrong {
  if (kind === 'refused') course.fate = 'refused';
  else if (kind === 'lapsed' && bindings === undefined) course.fate = 'lapsed';
  else course.fate = 'approved';
  if (kind === 'refused' && verdict !== 'denied' && verdict !== 'pending')
    return outOfOrder(`the record refuses the request, although the decision is ${verdict}`);
  if (grant !== undefined && verdict !== 'approved')
    return outOfOrder(`the record has a grant, although the decision is ${verdict}`);
  return undefined;
}

/** Moves one binding to its next state. Returns `false` if nothing changes, or a sentence if the move is impossible. */
function move(at: Course['bindings'], kind: RecordKind, { resource, role }: BindingFact): boolean | string {
  const key = `${resource} ${role}`;
  const is = at.get(key);
  if (kind === 'intent') {
    if (is === 'closed') return `an \`intent\` for ${role} on ${resource} follows after that access was closed`;
    if (is !== undefined) return false;
    at.set(key, 'intent');
    return true;
  }
  if (kind === 'activated') {
    if (is === 'closed') return `${role} on ${resource} is granted again after that access was closed`;
    at.set(key, 'active');
    return is !== 'active';
  }
  if (!CLOSING.has(kind)) return true;
  if (kind === 'removed' && is !== 'active')
    return `${role} on ${resource} is recorded as removed, although it was not active`;
  at.set(key, 'closed');
  return is !== 'closed';
}

function checkWindow(kind: RecordKind, at: Instant, grant: Course['grant']): Wrong {
  if (grant === undefined) return undefined;
  const { start, end } = grant.window;
  const given = kind === 'intent' || kind === 'activated';
  if (given && (at < start || at >= end))
    return {
      code: 'out-of-window',
      sentence: `the record \`${kind}\` is of ${at}, outside the window of the access from ${start} to ${end}`,
    };
  return kind === 'ended' && at < end
    ? { code: 'out-of-window', sentence: `the access ended at ${at}, before the end of its window at ${end}` }
    : undefined;
}

/** Returns the access and window of a grant as text. Its approvers are left out, because records may list them differently. */
function termsOf({ principal, access, window, policy }: Grant): string {
  return JSON.stringify([principal, access, window.start, window.end, policy]);
}

function codesOf(verdict: string, codes: readonly string[]): string {
  const list = [...new Set(codes)].sort().join(', ');
  return list === '' ? verdict : `${verdict} (${list})`;
}

function outOfOrder(sentence: string): Wrong {
  return { code: 'out-of-order', sentence };
}
