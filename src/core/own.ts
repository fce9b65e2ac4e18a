/** Returns an own value of a record. Its keys are untrusted, and `constructor` can be one of them. */
export function own<T>(record: Readonly<Record<string, T>>, key: string): T | undefined {
  return Object.hasOwn(record, key) ? record[key] : undefined;
}
