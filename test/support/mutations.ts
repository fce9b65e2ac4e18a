/* Values changed at one place or several, to compare what two checks accept. */

/** What a place is replaced by; the first means that it is removed. */
export const REPLACEMENTS: readonly unknown[] = [
  undefined,
  null,
  ...[true, false],
  ...[0, 1, -1, 1.5, 604_800, 604_801, 2 ** 53 - 1, 2 ** 53, -(2 ** 53), 1e300],
  ...['', 'x', 'github', 'heartbeat', 'APPROVED', '0'.repeat(64), '0'.repeat(63), '\u0000', 'é\ud83d\ude00'],
  ...['2026-11-24T02:17:00Z', '2028-02-29T23:59:59Z', '2026-02-29T00:00:00Z', '2026-11-24T24:00:00Z'],
  ...['2026-11-24T02:17:00Z\n', '2026-11-24T02:17:00.0Z', '１026-11-24T02:17:00Z'],
  ...[[], [1], ['x'], [null], [{}], [1.5], [[1]]],
  ...[{}, { x: 1 }, { x: 'x' }, { x: null }, { length: 0 }],
];

export interface Change {
  /** JSON Pointer (RFC 6901) of what is replaced, removed or added. */
  readonly at: string;
  readonly to: unknown;
}

/** The value with changes, as JSON has it. Changes of places that are not there any more change nothing. */
export function changed(value: unknown, changes: readonly Change[]): unknown {
  const copy = structuredClone({ value });
  for (const { at, to } of changes) {
    const keys = at.split('/').slice(1).map(unescape);
    const key = keys.pop();
    let holder: unknown = key === undefined ? copy : copy.value;
    for (const step of keys) holder = isHolder(holder) ? holder[step] : undefined;
    if (!isHolder(holder)) continue;
    const name = key ?? 'value';
    if (to !== undefined) holder[name] = structuredClone(to);
    else if (Array.isArray(holder)) holder.splice(Number(name), 1);
    else Reflect.deleteProperty(holder, name);
  }
  return copy.value;
}

/** Pointers to the value and everything in it, and to one member more of every list and mapping. */
export function placesIn(value: unknown, at = ''): readonly string[] {
  if (!isHolder(value)) return [at];
  const more = Array.isArray(value) ? String(value.length) : 'added';
  return [
    at,
    ...Object.entries(value).flatMap(([key, inner]) => placesIn(inner, `${at}/${escape(key)}`)),
    `${at}/${more}`,
  ];
}

function isHolder(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function escape(key: string): string {
  return key.replaceAll('~', '~0').replaceAll('/', '~1');
}

function unescape(key: string): string {
  return key.replaceAll('~1', '/').replaceAll('~0', '~');
}
