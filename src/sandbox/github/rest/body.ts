import { ApiError, notFound } from '../errors.ts';
import type { Request } from './route.ts';

/**
 * Reads a call's JSON body field by field. It refuses invalid fields in GitHub's words.
 * Every reader throws ApiError: 400 for a body without a JSON object, 422 for a field of the wrong type.
 */
export interface BodyReader {
  has(name: string): boolean;
  text(name: string): string;
  optionalText(name: string): string | undefined;
  /** Returns undefined for `null` and for an absent field. */
  optionalFlag(name: string): boolean | undefined;
  oneOf<T extends string>(name: string, allowed: readonly T[]): T;
  optionalOneOf<T extends string>(name: string, allowed: readonly T[]): T | undefined;
  texts(name: string): readonly string[];
  objects(name: string): readonly BodyReader[];
  object(name: string): BodyReader | undefined;
  /** Returns the field unchanged. */
  value(name: string): unknown;
}

/** Returns a reader of the call's body. An absent body has no fields. */
export function readBody({ call }: Request): BodyReader {
  if (call.body === undefined) return reader({});
  if (!isRecord(call.body)) throw new ApiError(400, 'Problems parsing JSON');
  return reader(call.body);
}

function reader(fields: Readonly<Record<string, unknown>>): BodyReader {
  const has = (name: string) => fields[name] !== undefined && fields[name] !== null;

  function required<T>(name: string, value: T | undefined): T {
    if (value === undefined) throw invalid(`"${name}" wasn't supplied.`);
    return value;
  }

  function optionalText(name: string): string | undefined {
    if (!has(name)) return undefined;
    const value = fields[name];
    if (typeof value !== 'string') throw wrongType(name, value, 'string');
    return value;
  }

  function optionalOneOf<T extends string>(name: string, allowed: readonly T[]): T | undefined {
    const value = optionalText(name);
    const found = allowed.find((candidate) => candidate === value);
    if (value !== undefined && found === undefined) {
      throw invalid(
        `For 'properties/${name}', ${JSON.stringify(value)} is not a member of ${JSON.stringify(allowed)}.`,
      );
    }
    return found;
  }

  function array(name: string): readonly unknown[] {
    const value = fields[name] ?? [];
    if (!Array.isArray(value)) throw wrongType(name, value, 'array');
    return value as unknown[];
  }

  return {
    has,
    optionalText,
    optionalOneOf,
    text: (name) => required(name, optionalText(name)),
    oneOf: (name, allowed) => required(name, optionalOneOf(name, allowed)),
    optionalFlag(name) {
      if (!has(name)) return undefined;
      const value = fields[name];
      if (typeof value !== 'boolean') throw wrongType(name, value, 'boolean');
      return value;
    },
    texts: (name) =>
      array(name).map((item) => {
        if (typeof item !== 'string') throw wrongType(`${name}/items`, item, 'string');
        return item;
      }),
    objects: (name) =>
      array(name).map((item) => {
        if (!isRecord(item)) throw wrongType(`${name}/items`, item, 'object');
        return reader(item);
      }),
    object(name) {
      if (!has(name)) return undefined;
      const value = fields[name];
      if (!isRecord(value)) throw wrongType(name, value, 'object');
      return reader(value);
    },
    value: (name) => fields[name],
  };
}

/** Returns a full commit id. @throws ApiError 404 for any other text */
export function assertOid(text: string): string {
  if (!/^[0-9a-f]{40}$/.test(text)) throw notFound();
  return text;
}

const invalid = (detail: string) => new ApiError(422, `Invalid request.\n\n${detail}`);

const wrongType = (name: string, value: unknown, type: string) =>
  invalid(
    `For 'properties/${name}', ${JSON.stringify(value)} is not ${type === 'array' || type === 'object' ? 'an' : 'a'} ${type}.`,
  );

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
