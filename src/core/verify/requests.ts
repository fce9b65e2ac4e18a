import type { Evidence } from '../decision/evidence.ts';
import type { Grant } from '../grant/grant.ts';
import type { BindingFact, LedgerRecord, RecordKind, RecordedDecision } from '../ledger/record.ts';
import type { Instant } from '../time.ts';
import { broken, incomplete, type Finding } from './finding.ts';

/** Decides again from evidence alone, as the code that decides does today. */
export type Replay = (
  evidence: Evidence,
) => { readonly verdict: RecordedDecision['verdict']; readonly codes: readonly string[] } | 'not replayable';

export interface RequestsLook {
  readonly findings: readonly Finding[];
  /** Pull requests with records of their own, and how many of their bindings are still open. */
  readonly requests: number;
  readonly open: number;
  readonly decisions: number;
  readonly replayed: number;
  /** Merge commits that approved decisions rest on, by record. */
  readonly merges: readonly { readonly seq: number; readonly sha: string }[];
}

export interface RequestsCheck {
  readonly record: (record: LedgerRecord) => void;
  readonly end: () => RequestsLook;
}

interface Course {
  fate: 'undecided' | 'approved' | 'refused' | 'lapsed';
  /** What its grant entitles to, as text, and its window: of a long ledger there are many. */
  grant: { readonly terms: string; readonly window: Grant['window'] } | undefined;
  readonly bindings: Map<string, 'intent' | 'active' | 'closed'>;
  used: boolean;
}

const CLOSING: ReadonlySet<RecordKind> = new Set(['ended', 'revoked', 'removed', 'altered', 'lapsed'] as const);

/**
 * Follows every request through its records: decided before anything is given, given within its window and once, closed
 * once. And judges every decision again from the evidence that was recorded with it.
 * @param version this build's: a decision that another version took may differ without being wrong
 */
export function beginRequests(replay: Replay, version: string): RequestsCheck {
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
    const [then, now] = [
      codesOf(
        decision.verdict,
        decision.reasons.map(({ code }) => code),
      ),
      codesOf(again.verdict, again.codes),
    ];
    if (then === now) return;
    const sentence = `#${record.pull ?? '?'} was decided as ${then}; its evidence, judged again, gives ${now}`;
    findings.push(
      record.tool.version === version
        ? broken('decision-differs', where, sentence)
        : incomplete(
            'decision-differs',
            where,
            `${sentence}; version ${record.tool.version} decided it, this is ${version}`,
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
      if (record.kind === 'unexplained') return;
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

/** Takes a record into the course of its request; says what keeps it from being the next. */
function follow(course: Course, record: LedgerRecord): Wrong {
  const { kind, decision, grant, bindings = [] } = record;
  if (kind === 'used') return followUse(course);
  if (course.fate === 'refused' || course.fate === 'lapsed')
    return outOfOrder(`${kind} after the request was ${course.fate}, which is final`);
  if (decision !== undefined) {
    if (course.fate !== 'undecided') return outOfOrder('decided a second time');
    const wrong = decide(course, record, decision);
    if (wrong !== undefined) return wrong;
  } else if (course.fate === 'undecided') {
    // What is taken away was somebody's, whoever decided; what is given has its decision beside it or before.
    if (kind === 'intent' || kind === 'activated') return outOfOrder(`${kind} without a decision on record`);
  }
  if (grant !== undefined) {
    const terms = termsOf(grant);
    course.grant ??= { terms, window: grant.window };
    if (course.grant.terms !== terms) return outOfOrder(`${kind} of another grant than was decided`);
  }
  const news = bindings.map((binding) => move(course.bindings, kind, binding));
  const wrong = news.find((one) => typeof one === 'string');
  if (wrong !== undefined) return outOfOrder(wrong);
  if (bindings.length > 0 && news.every((one) => one === false)) return outOfOrder(`${kind} recorded a second time`);
  return checkWindow(kind, record.at, course.grant);
}

/** What was done is read once a grant has closed, and once; what is still open may yet be used. */
function followUse(course: Course): Wrong {
  const states = [...course.bindings.values()];
  if (states.length === 0 || states.some((is) => is !== 'closed'))
    return outOfOrder('used before all of it was closed');
  if (course.used) return outOfOrder('used recorded a second time');
  course.used = true;
  return undefined;
}

/** What became of a quarantine names a record that is one, and an earlier one. */
function followQuarantine(before: Set<number>, { kind, seq, release, deny }: LedgerRecord): Wrong {
  if (kind === 'quarantined') before.add(seq);
  const about = release?.record ?? deny?.record;
  return about === undefined || before.has(about)
    ? undefined
    : outOfOrder(`${kind} of record ${about}, which is no quarantine before it`);
}

function decide(course: Course, { kind, bindings, grant }: LedgerRecord, { verdict }: RecordedDecision): Wrong {
  if (kind === 'refused') course.fate = 'refused';
  else if (kind === 'lapsed' && bindings === undefined) course.fate = 'lapsed';
  else course.fate = 'approved';
  if (kind === 'refused' && verdict !== 'denied' && verdict !== 'pending')
    return outOfOrder(`refused, and its decision says ${verdict}`);
  if (grant !== undefined && verdict !== 'approved') return outOfOrder(`has a grant, and its decision says ${verdict}`);
  return undefined;
}

/** Moves one binding; `false` where the record says nothing new of it, a sentence where it cannot be. */
function move(at: Course['bindings'], kind: RecordKind, { resource, role }: BindingFact): boolean | string {
  const key = `${resource} ${role}`;
  const is = at.get(key);
  if (kind === 'intent') {
    if (is === 'closed') return `intent for ${role} on ${resource} after it was closed`;
    if (is !== undefined) return false;
    at.set(key, 'intent');
    return true;
  }
  if (kind === 'activated') {
    if (is === 'closed') return `${role} on ${resource} given again after it was closed`;
    at.set(key, 'active');
    return is !== 'active';
  }
  if (!CLOSING.has(kind)) return true;
  if (kind === 'removed' && is !== 'active') return `${role} on ${resource} removed, and it was not active`;
  at.set(key, 'closed');
  return is !== 'closed';
}

function checkWindow(kind: RecordKind, at: Instant, grant: Course['grant']): Wrong {
  if (grant === undefined) return undefined;
  const { start, end } = grant.window;
  const given = kind === 'intent' || kind === 'activated';
  if (given && (at < start || at >= end))
    return { code: 'out-of-window', sentence: `${kind} at ${at}, outside its window from ${start} to ${end}` };
  return kind === 'ended' && at < end
    ? { code: 'out-of-window', sentence: `ended at ${at}, before the end of its window at ${end}` }
    : undefined;
}

/** What a grant entitles to; who approved may be told differently. */
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
