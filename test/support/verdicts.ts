import { readFileSync } from 'node:fs';
import { changed, placesIn, REPLACEMENTS } from './mutations.ts';

/*
 * `test/fixtures/guards` has values, changes of them, and which of the changed values a guard that was written by hand accepted
 * (`+`) and refused (`-`). The schemas replaced those guards.
 */

type Verdicts = Readonly<Record<string, string>>;

interface Kept {
  readonly values: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  /** By value and place, one verdict for each of `REPLACEMENTS`. */
  readonly single: Readonly<Record<string, Verdicts>>;
  readonly parts: Readonly<Record<string, { readonly value: unknown; readonly verdicts: Verdicts }>>;
  /** By value and other value, one verdict for each member of the other that the value gets. */
  readonly grafts: Readonly<Record<string, Verdicts>>;
  readonly mixed: readonly (readonly [string, readonly (readonly [string, number])[], string])[];
}

export function readVerdicts(name: 'record' | 'evidence'): Kept {
  return JSON.parse(readFileSync(new URL(`../fixtures/guards/${name}.json`, import.meta.url), 'utf8')) as Kept;
}

/** Every place and replacement about which a check says something else than the verdicts. */
export function differences(value: unknown, verdicts: Verdicts, accepts: (value: unknown) => boolean): string[] {
  return placesIn(value).flatMap((at) => {
    const kept = verdicts[at];
    if (kept?.length !== REPLACEMENTS.length) throw new Error(`${at} has no verdict for each replacement`);
    return REPLACEMENTS.flatMap((to, index) => {
      const given = asJson(changed(value, [{ at, to }]));
      return accepts(given) === (kept[index] === '+')
        ? []
        : [`${at} ${to === undefined ? 'removed' : JSON.stringify(to)}`];
    });
  });
}

/** Every list of changes about which a check says something else. */
export function mixedDifferences({ values, mixed }: Kept, accepts: (value: unknown) => boolean): string[] {
  return mixed.flatMap(([name, changes, kept]) => {
    const given = asJson(
      changed(
        values[name],
        changes.map(([at, index]) => ({ at, to: REPLACEMENTS[index] })),
      ),
    );
    return accepts(given) === (kept === '+') ? [] : [`${name} ${JSON.stringify(changes)}`];
  });
}

function asJson(value: unknown): unknown {
  return value === undefined ? undefined : (JSON.parse(JSON.stringify(value)) as unknown);
}
