/** A `google.protobuf.Value`, the form of JSON that Google's generated clients expect. */
type Value =
  | { readonly nullValue: 0 }
  | { readonly boolValue: boolean }
  | { readonly numberValue: number }
  | { readonly stringValue: string }
  | { readonly listValue: { readonly values: readonly Value[] } }
  | { readonly structValue: Struct };

/** A `google.protobuf.Struct`. */
export interface Struct {
  readonly fields: Readonly<Record<string, Value>>;
}

/** Converts an object. Leaves out `undefined` fields, as JSON does. @throws for a value that JSON cannot contain */
export function toStruct(object: Readonly<Record<string, unknown>>): Struct {
  const said = Object.entries(object).filter(([, value]) => value !== undefined);
  return { fields: Object.fromEntries(said.map(([name, value]) => [name, toValue(value)])) };
}

function toValue(value: unknown): Value {
  if (value === null) return { nullValue: 0 };
  if (typeof value === 'boolean') return { boolValue: value };
  if (typeof value === 'number' && Number.isFinite(value)) return { numberValue: value };
  if (typeof value === 'string') return { stringValue: value };
  if (Array.isArray(value)) return { listValue: { values: value.map(toValue) } };
  if (typeof value === 'object') return { structValue: toStruct(value as Record<string, unknown>) };
  throw new TypeError(`a ${typeof value} cannot be logged`);
}
