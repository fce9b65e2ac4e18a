/** The part of JSON Schema that the published schemas use. */
export interface JsonSchema {
  readonly $id?: string;
  readonly $ref?: string;
  readonly $defs?: Readonly<Record<string, JsonSchema>>;
  readonly title?: string;
  readonly description?: string;
  readonly type?: string | readonly string[];
  readonly enum?: readonly string[];
  readonly items?: JsonSchema;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: false | JsonSchema;
}

/** Returns TypeScript declarations of the documents as written, and of the functions that check them. */
export function writeTypes(schemas: Readonly<Record<string, JsonSchema>>): string {
  const declarations = Object.entries(schemas).flatMap(([name, schema]) => [
    ...Object.entries(schema.$defs ?? {}).map(([part, definition]) => declare(name, part, definition)),
    `/** ${schema.description ?? ''} */\nexport type ${written(name)} = ${typeOf(name, schema)};\n`,
    `export const ${name}: SchemaCheck<${written(name)}>;\n`,
  ]);
  return `import type { SchemaCheck } from '../schema.ts';\n\n${declarations.join('\n')}`;
}

/**
 * Returns TypeScript declarations of functions that check values with hand-written types.
 * @param checks the type that each function checks
 * @param imports the modules that have the types
 */
export function writeChecks(
  checks: Readonly<Record<string, string>>,
  imports: Readonly<Record<string, readonly string[]>>,
): string {
  return [
    ...Object.entries(imports).map(([path, types]) => `import type { ${types.join(', ')} } from '${path}';\n`),
    "import type { SchemaCheck } from '../../documents/schema.ts';\n\n",
    ...Object.entries(checks).map(([name, type]) => `export const ${name}: SchemaCheck<${type}>;\n`),
  ].join('');
}

function declare(name: string, part: string, definition: JsonSchema): string {
  return `/** ${definition.description ?? ''} */\ntype ${written(name, part)} = ${typeOf(name, definition)};\n`;
}

function written(name: string, part = ''): string {
  return `Written${capital(name)}${capital(part)}`;
}

function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}

function typeOf(name: string, schema: JsonSchema): string {
  if (schema.$ref !== undefined) return written(name, schema.$ref.replace('#/$defs/', ''));
  if (schema.enum !== undefined) return schema.enum.map((choice) => `'${choice}'`).join(' | ');
  if (Array.isArray(schema.type)) return schema.type.map(simpleType).join(' | ');
  if (schema.type === 'array') return `readonly (${typeOf(name, schema.items ?? {})})[]`;
  if (schema.type === 'object') return objectType(name, schema);
  return simpleType(String(schema.type));
}

function simpleType(type: string): string {
  return type === 'integer' ? 'number' : type;
}

function objectType(name: string, schema: JsonSchema): string {
  if (schema.additionalProperties !== undefined && schema.additionalProperties !== false) {
    return `{ readonly [key: string]: ${typeOf(name, schema.additionalProperties)} }`;
  }
  const fields = Object.entries(schema.properties ?? {}).map(([key, property]) => {
    const optional = schema.required?.includes(key) ? '' : '?';
    return `  /** ${property.description ?? ''} */\n  readonly ${key}${optional}: ${typeOf(name, property)};\n`;
  });
  return `{\n${fields.join('')}}`;
}
