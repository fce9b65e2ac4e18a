/** A JSON Schema, as far as we look into it. */
export type Schema = boolean | { readonly [keyword: string]: unknown };

/** Documentation, and keywords of OpenAPI that say nothing about whether a body is right. */
const PROSE = new Set([
  'description',
  'title',
  'example',
  'examples',
  'externalDocs',
  'deprecated',
  'readOnly',
  'writeOnly',
  'xml',
  'discriminator',
]);

const SUBSCHEMAS = ['items', 'additionalProperties', 'not'];
const LISTS_OF_SUBSCHEMAS = ['allOf', 'anyOf', 'oneOf'];

/** An OpenAPI 3.0 schema object as JSON Schema: `nullable` becomes a type, references point into the extract, prose is dropped. */
export function toJsonSchema(source: unknown): Schema {
  if (typeof source === 'boolean') return source;
  if (!isRecord(source)) throw new Error('a schema in the description is neither an object nor a boolean');
  const reference = source['$ref'];
  // in OpenAPI 3.0 what stands beside a reference is ignored
  if (typeof reference === 'string') return { $ref: reference.replace('#/components/schemas/', 'api#/schemas/') };
  const schema: Record<string, unknown> = {};
  for (const [keyword, value] of Object.entries(source)) {
    if (PROSE.has(keyword) || keyword === 'nullable' || keyword.startsWith('x-')) continue;
    schema[keyword] = convert(keyword, value);
  }
  return source['nullable'] === true ? orNull(schema) : schema;
}

function convert(keyword: string, value: unknown): unknown {
  if (keyword === 'properties' && isRecord(value))
    return Object.fromEntries(Object.entries(value).map(([name, property]) => [name, toJsonSchema(property)]));
  if (SUBSCHEMAS.includes(keyword)) return toJsonSchema(value);
  if (LISTS_OF_SUBSCHEMAS.includes(keyword) && Array.isArray(value)) return value.map(toJsonSchema);
  return value;
}

function orNull(schema: Record<string, unknown>): Schema {
  if (Object.keys(schema).length === 0) return true;
  const type = schema['type'];
  if (typeof type !== 'string') return { anyOf: [schema, { type: 'null' }] };
  const values: unknown = schema['enum'];
  return {
    ...schema,
    type: [type, 'null'],
    ...(Array.isArray(values) ? { enum: [...new Set([...(values as unknown[]), null])] } : {}),
  };
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
