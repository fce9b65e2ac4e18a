/**
 * Proves with the cases in `test/vectors/decision/` that every decision rule is needed. Without a rule, the decision of
 * at least one case must change. Each code, of a reason or of an issue, must be the only code of some case. Each attack
 * in the folder's README must have a case. Enough cases must be approved. There are no exceptions. `prove/changes.ts`
 * does the same for changes of policies. Prints the cases for each rule, and exits 1 if one is missing.
 *
 *     npm run prove-rules
 */
import { evaluateBy, type Decision } from '../src/core/decision/decision.ts';
import { ruleInputOf } from '../src/core/decision/judge.ts';
import { REVIEW_RULES } from '../src/core/decision/review.ts';
import type { ExpectedDecision } from '../src/core/decision/vector.ts';
import { RULES } from '../src/core/decision/rules/index.ts';
import { PASSAGE_RULES } from '../src/core/decision/rules/passage.ts';
import { CHANGE_RULES } from '../src/core/decision/rules/policy-change.ts';
import { KEY_RULES } from '../src/core/decision/rules/security-key.ts';
import { codesOf, readVectors, type Kept } from '../test/support/vectors.ts';
import { proveChanges } from './prove/changes.ts';
import { listAttacks, listCodes } from './prove/listed.ts';

const LEAST_APPROVED = 35;
const SHOWN = 3;

const vectors = readVectors().map((vector) => {
  const subject = ruleInputOf(vector.evidence);
  return { ...vector, subject, whole: evaluateBy(RULES, subject) };
});
type Judged = (typeof vectors)[number];

const faults = [
  ...proveDecisions(),
  ...proveRules(),
  ...proveCodes(),
  ...proveAttacks(),
  ...proveApprovals(),
  ...proveChanges(listAttacks()),
];
for (const fault of faults) console.error(`!! ${fault}`);
console.log(
  faults.length === 0 ? 'every rule is needed, and every code is the only one of a case' : `${faults.length} faults`,
);
process.exitCode = faults.length === 0 ? 0 : 1;

function proveDecisions(): readonly string[] {
  return vectors
    .filter((vector) => inBrief(vector.whole) !== expected(vector))
    .map(({ path }) => `${path} has another decision than it expects`);
}

function proveRules(): readonly string[] {
  return [
    ...table('rule of requests', RULES, ({ id }, vector) =>
      // A rule without an objection to a case does not change its decision.
      objecting(vector.whole).includes(id)
        ? evaluateBy(
            RULES.filter((rule) => rule.id !== id),
            vector.subject,
          )
        : vector.whole,
    ),
    ...tableOfLists('rule of reviews', REVIEW_RULES, ({ code, standing }) => `${code} (${standing})`),
    ...tableOfLists('rule of changes of policies', CHANGE_RULES, ({ id }) => `${id} of changes`),
    ...tableOfLists('rule of their way', PASSAGE_RULES, ({ id }) => `${id} of changes`),
    ...tableOfLists('rule of their signatures', KEY_RULES, ({ id }) => `${id} of changes`),
  ];
}

/** Every decision reads these lists again. Each entry is removed while the cases are judged, and then restored. */
function tableOfLists<T>(what: string, list: readonly T[], name: (entry: T) => string): readonly string[] {
  const open = list as T[];
  return table(
    what,
    list.map((entry) => ({ id: name(entry), entry })),
    ({ entry }, vector) => {
      const at = open.indexOf(entry);
      open.splice(at, 1);
      try {
        return evaluateBy(RULES, vector.subject);
      } finally {
        open.splice(at, 0, entry);
      }
    },
  );
}

function table<T extends { readonly id: string }>(
  what: string,
  entries: readonly T[],
  without: (entry: T, vector: Judged) => Decision,
): readonly string[] {
  const rows = entries.map((entry) => ({
    id: entry.id,
    caught: vectors.filter((vector) => inBrief(without(entry, vector)) !== expected(vector)),
  }));
  const width = Math.max(...rows.map(({ id }) => id.length), what.length);
  console.log(`\n${what.padEnd(width)}  cases that fail without it`);
  for (const { id, caught } of rows) {
    const shown = caught.slice(0, SHOWN).map(({ path }) => path.replace('.yaml', ''));
    const more = caught.length > SHOWN ? `, and ${caught.length - SHOWN} more` : '';
    console.log(`${id.padEnd(width)}  ${caught.length === 0 ? 'none' : `${shown.join(', ')}${more}`}`);
  }
  return rows.filter(({ caught }) => caught.length === 0).map(({ id }) => `no case fails without ${id}`);
}

function proveCodes(): readonly string[] {
  const codes = listCodes();
  const alone = codes.filter((code) =>
    vectors.some(({ decision }) => isAlone(code, decision?.reasons ?? []) || isAlone(code, decision?.reviews ?? [])),
  );
  console.log(`\n${codes.length} codes, ${alone.length} of them alone in a case`);
  return [
    ...codes.filter((code) => !alone.includes(code)).map((code) => `no case has ${code} as its only reason`),
    ...[...new Set(vectors.flatMap(({ decision }) => [...(decision?.reasons ?? []), ...(decision?.reviews ?? [])]))]
      .filter((code) => !codes.includes(code))
      .map((code) => `the code ${code} of a case is not among those found in the sources`),
  ];
}

/** True if all reasons have this code. */
function isAlone(code: string, reasons: readonly string[]): boolean {
  return reasons.length > 0 && reasons.every((reason) => reason === code);
}

function proveAttacks(): readonly string[] {
  const known = listAttacks();
  const counts = Map.groupBy(vectors, ({ attack }) => attack);
  console.log(`\n${known.length} attacks:`);
  for (const attack of known) console.log(`  ${attack}: ${counts.get(attack)?.length ?? 0}`);
  return [
    ...known.filter((attack) => !counts.has(attack)).map((attack) => `no case is the attack "${attack}"`),
    ...[...counts.keys()]
      .filter((attack) => attack !== undefined && !known.includes(attack))
      .map((attack) => `the attack "${attack ?? ''}" is not in the README`),
  ];
}

function proveApprovals(): readonly string[] {
  const of = (verdict: string) => vectors.filter(({ decision }) => decision?.verdict === verdict).length;
  const approved = of('approved');
  console.log(`\n${vectors.length} cases: ${approved} approved, ${of('denied')} denied, ${of('pending')} pending\n`);
  return approved < LEAST_APPROVED ? [`only ${approved} cases are approved; ${LEAST_APPROVED} are the least`] : [];
}

function objecting({ results }: Decision): readonly string[] {
  return results
    .flatMap(({ parts }) => parts)
    .filter(({ outcome }) => outcome === 'denied' || outcome === 'pending')
    .map(({ rule }) => rule);
}

function inBrief(decision: Decision): string {
  return brief(codesOf(decision));
}

function expected({ decision }: Kept): string {
  return decision === undefined ? 'nothing' : brief(decision);
}

function brief({ verdict, reasons, reviews }: ExpectedDecision): string {
  return [verdict, ...reasons, '|', ...reviews].join(' ');
}
