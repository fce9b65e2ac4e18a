import { readFileSync } from 'node:fs';
import { judgeChange } from '../../src/core/acceptance/judge-change.ts';
import { ACCEPTANCE_RULES } from '../../src/core/acceptance/rules.ts';
import { PASSAGE_RULES } from '../../src/core/decision/rules/passage.ts';
import { CHANGE_RULES } from '../../src/core/decision/rules/policy-change.ts';
import { CHANGES } from '../../src/core/reasons/changes.ts';
import { readChangeVectors, verdictsOf, type KeptChange } from '../../test/support/vectors.ts';

/*
 * Proves the same for changes of policies with the cases in `test/vectors/change/`. The rules of signatures need no case
 * here: requests and changes have them in common.
 */

const LEAST_CASES = 40;

/** Returns the faults of the cases of changes of policies. @param attacks the known attacks */
export function proveChanges(attacks: readonly string[]): readonly string[] {
  const vectors = readChangeVectors();
  const expected = new Map(vectors.map((vector) => [vector, brief(vector.verdicts)]));
  const fails = (vector: KeptChange) => brief(verdictsOf(judgeChange(vector.evidence))) !== expected.get(vector);
  const lists = [
    { what: 'rule of acceptance', list: ACCEPTANCE_RULES },
    { what: 'rule of changes', list: CHANGE_RULES },
    { what: 'rule of their way', list: PASSAGE_RULES },
  ];
  return [
    ...vectors.filter(fails).map(({ path }) => `the change ${path} has other verdicts than it expects`),
    ...lists.flatMap(({ what, list }) => proveList(what, list as unknown as { readonly id: string }[], vectors, fails)),
    ...proveCodes(vectors),
    ...vectors
      .filter(({ attack }) => attack !== undefined && !attacks.includes(attack))
      .map(({ attack }) => `the attack "${attack ?? ''}" is not in the README`),
    ...proveNumbers(vectors),
  ];
}

/** Removes each entry of a list while the cases are judged, and then restores it. */
function proveList(
  what: string,
  list: { readonly id: string }[],
  vectors: readonly KeptChange[],
  fails: (vector: KeptChange) => boolean,
): readonly string[] {
  console.log(`\n${what}: changes that fail without it`);
  return [...list].flatMap((entry) => {
    const at = list.indexOf(entry);
    list.splice(at, 1);
    const caught = vectors.filter(fails);
    list.splice(at, 0, entry);
    console.log(`  ${entry.id}  ${caught.length}`);
    return caught.length === 0 ? [`no change fails without ${entry.id}`] : [];
  });
}

/** Each code of changes, and each one in the sources of acceptance, is the only one of some document. */
function proveCodes(vectors: readonly KeptChange[]): readonly string[] {
  const source = readFileSync(new URL('../../src/core/acceptance/rules.ts', import.meta.url), 'utf8');
  const written = [...source.matchAll(/\b(?:denied|pending)\(\s*'([a-z-]+)'/g)].map(([, code = '']) => code);
  const alone = new Set(
    vectors.flatMap(({ verdicts = {} }) =>
      Object.values(verdicts).flatMap(({ reasons }) => (new Set(reasons).size === 1 ? reasons : [])),
    ),
  );
  const codes = [...new Set([...Object.keys(CHANGES), ...written])].sort();
  console.log(
    `\n${codes.length} codes of changes, ${codes.filter((code) => alone.has(code)).length} alone in a change`,
  );
  return codes.filter((code) => !alone.has(code)).map((code) => `no change has ${code} as its only reason`);
}

function proveNumbers(vectors: readonly KeptChange[]): readonly string[] {
  const accepted = vectors.filter(({ verdicts = {} }) =>
    Object.values(verdicts).every(({ verdict }) => verdict === 'accepted'),
  ).length;
  console.log(`${vectors.length} changes, ${accepted} of them accepted`);
  return [
    ...(vectors.length < LEAST_CASES ? [`only ${vectors.length} changes; ${LEAST_CASES} are the least`] : []),
    ...(accepted * 3 < vectors.length
      ? [`only ${accepted} of ${vectors.length} changes are accepted, not a third`]
      : []),
  ];
}

function brief(verdicts: KeptChange['verdicts'] = {}): string {
  return Object.entries(verdicts)
    .map(([path, { verdict, reasons }]) => `${path} ${verdict} ${reasons.join(' ')}`)
    .join('; ');
}
