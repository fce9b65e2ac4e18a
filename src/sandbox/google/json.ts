import { invalid } from './errors.ts';

export type Json = Readonly<Record<string, unknown>>;

/** Reads an optional object. Any other type is an INVALID_ARGUMENT that names `field`. */
export function readObject(value: unknown, field: string): Json {
  if (value === undefined || value === null || value === '') return {};
  if (typeof value !== 'object' || Array.isArray(value))
    throw invalid(`Invalid value at '${field}', expected an object.`);
  return value as Json;
}

/** Reads an optional list. */
export function readList(value: unknown, field: string): readonly unknown[] {
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value)) throw invalid(`Invalid value at '${field}', expected a list.`);
  return value as readonly unknown[];
}

/** Reads an optional string. Absent: empty, as in proto3. */
export function readString(value: unknown, field: string): string {
  if (value === undefined || value === null) return '';
  if (typeof value !== 'string') throw invalid(`Invalid value at '${field}' (TYPE_STRING), ${JSON.stringify(value)}`);
  return value;
}

/** Reads an optional integer, or a decimal string, as proto3 JSON allows. Absent: 0. */
export function readInteger(value: unknown, field: string): number {
  if (value === undefined || value === null) return 0;
  const number = typeof value === 'string' && value !== '' ? Number(value) : value;
  if (typeof number !== 'number' || !Number.isInteger(number)) {
    throw invalid(`Invalid value at '${field}' (TYPE_INT32), ${JSON.stringify(value)}`);
  }
  return number;
}

/** Reads an enum given by name. It also accepts the number, which Google's generated REST clients send. */
export function readEnum(value: unknown, names: Readonly<Record<number, string>>, field: string): string {
  if (value === undefined || value === null) return names[0] ?? '';
  const name = typeof value === 'number' ? names[value] : value;
  if (typeof name !== 'string' || !Object.values(names).includes(name)) {
    throw invalid(`Invalid value at '${field}' (TYPE_ENUM), ${JSON.stringify(value)}`);
  }
  return name;
}
