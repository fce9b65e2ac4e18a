/** A value that stands in a record itself: names in it come from others, and `constructor` is one too. */
export function own<T>(record: Readonly<Record<string, T>>, key: string): T | undefined {
  return Object.hasOwn(record, key) ? record[key] : undefined;
}
