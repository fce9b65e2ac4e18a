import { isRecord, toJsonSchema, type Schema } from './schema.ts';
import type { Description, ResponseObject } from './description.ts';

/** What the description documents for one status of one operation. */
export interface DocumentedResponse {
  /** Schema of the JSON body; null when no JSON body is documented. */
  readonly schema: Schema | null;
}

/** The part of the description that concerns the operations asked for, as plain JSON Schema. */
export interface Extract {
  readonly operations: Readonly<Record<string, Readonly<Record<string, DocumentedResponse>>>>;
  /** Every schema those responses lead to; referred to as `api#/schemas/<name>`. */
  readonly schemas: Readonly<Record<string, Schema>>;
}

/**
 * Reduces the description to `operations` and the schemas their responses reach. An operation that GitHub does not publish is left out:
 * the validator then refuses every exchange of it.
 */
export function reduceDescription(description: Description, operations: readonly string[]): Extract {
  const schemas = new Map<string, Schema>();
  const reduced: Record<string, Record<string, DocumentedResponse>> = {};
  for (const operation of operations) {
    const [method = '', path = ''] = operation.split(' ');
    const published = description.paths[path]?.[method.toLowerCase()];
    if (published === undefined) continue;
    reduced[operation] = Object.fromEntries(
      Object.entries(published.responses ?? {}).map(([status, response]) => [
        status,
        { schema: jsonSchemaOf(status, resolve(description, response)) },
      ]),
    );
  }
  follow(description, [reduced, { $ref: 'api#/schemas/basic-error' }], schemas);
  return { operations: reduced, schemas: Object.fromEntries(schemas) };
}

function resolve(description: Description, response: ResponseObject | { readonly $ref: string }): ResponseObject {
  if (!('$ref' in response)) return response;
  const name = response.$ref.replace('#/components/responses/', '');
  const found = description.components.responses[name];
  if (found === undefined) throw new Error(`the description refers to a response it does not have: ${response.$ref}`);
  return found;
}

function jsonSchemaOf(status: string, response: ResponseObject): Schema | null {
  const published = response.content?.['application/json']?.schema;
  if (published === undefined) return null;
  const schema = toJsonSchema(published);
  if (typeof schema === 'boolean' || Number(status) < 400 || schema['oneOf'] === undefined) return schema;
  // Two shapes an error may have are published as one or the other; nothing in them is required, so most bodies are both.
  const { oneOf, ...rest } = schema;
  return { ...rest, anyOf: oneOf };
}

/** Collects what `value` refers to, and what that refers to. */
function follow(description: Description, value: unknown, into: Map<string, Schema>): void {
  if (Array.isArray(value)) for (const item of value) follow(description, item, into);
  if (!isRecord(value)) return;
  const reference = value['$ref'];
  if (typeof reference === 'string') {
    const name = reference.replace('api#/schemas/', '');
    if (into.has(name)) return;
    const found = description.components.schemas[name];
    if (found === undefined) throw new Error(`the description refers to a schema it does not have: ${reference}`);
    const schema = toJsonSchema(found);
    into.set(name, schema);
    follow(description, schema, into);
    return;
  }
  for (const item of Object.values(value)) follow(description, item, into);
}
