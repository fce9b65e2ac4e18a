import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { generateValidators } from '../../../scripts/generate-validators.ts';
import { nearest, quote } from '../../../src/core/text.ts';
import { parseDuration } from '../../../src/core/time.ts';

interface Schema {
  readonly $id?: string;
  readonly title?: string;
  readonly description?: string;
  readonly type?: string;
  readonly pattern?: string;
  readonly additionalProperties?: unknown;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly $defs?: Readonly<Record<string, Schema>>;
}

const read = (path: string): string => readFileSync(new URL(`../../../${path}`, import.meta.url), 'utf8');
const schemas = ['request', 'policy', 'organization'].map(
  (name) => [name, JSON.parse(read(`policies/schema/${name}.schema.json`)) as Schema] as const,
);

describe('the generated validators', () => {
  it('are what the published schemas make, to the byte, and need nothing else', async () => {
    const generated = await generateValidators();
    expect(generated.map(({ path }) => path)).toEqual(
      ['documents', 'ledger', 'decision'].flatMap((room) =>
        ['js', 'd.ts'].map((kind) => `src/core/${room}/schema/validators.${kind}`),
      ),
    );
    for (const { path, text } of generated) {
      expect(read(path) === text, `${path}: run npm run generate`).toBe(true);
      // Ajv's runtime names itself in strings; a call would stand outside of one.
      if (path.endsWith('.js')) expect(/[^'"\w]require\(|^import /m.exec(text)?.[0]).toBeUndefined();
    }
  });
});

describe('the published schemas', () => {
  it.each(['record', 'evidence'])('%s has a lasting name', (name) =>
    expect(read(`policies/schema/${name}.schema.json`)).toContain(`"$id": "urn:pullcord:schema:${name}:1"`),
  );

  it.each(schemas)('%s has a lasting name', (name, schema) => expect(schema.$id).toBe(`urn:pullcord:schema:${name}:1`));

  it.each(schemas)('%s says of every property what it is, and knows all of them', (_, schema) => {
    for (const part of [schema, ...Object.values(schema.$defs ?? {})]) everyObject(part);
  });

  it('repeat what several of them say word for word', () => {
    const [, policy, organization] = schemas.map(([, schema]) => schema.$defs ?? {});
    const [request] = schemas.map(([, schema]) => schema.$defs ?? {});
    for (const shared of ['party', 'parties', 'role', 'approvalRule', 'duration']) {
      expect(organization?.[shared]).toEqual(policy?.[shared]);
    }
    expect(request?.['duration']).toEqual(policy?.['duration']);
  });

  it('take for a duration exactly what the program does', () => {
    const pattern = new RegExp(schemas[0]?.[1].$defs?.['duration']?.pattern ?? '', 'u');
    const texts = fc.array(fc.constantFrom('0', '1', '5', '9', '60', '59', 'h', 'm', ' ', '-', '\n'), { maxLength: 8 });
    fc.assert(
      fc.property(texts, (parts) => {
        const text = parts.join('');
        expect(pattern.test(text)).toBe(parseDuration(text) !== undefined);
      }),
      { numRuns: 5000 },
    );
  });
});

function everyObject(schema: Schema): void {
  if (schema.properties === undefined) return;
  expect(schema.type).toBe('object');
  if (schema.title !== 'Rule' && schema.title !== 'Properties') expect(schema.additionalProperties).toBe(false);
  for (const [name, property] of Object.entries(schema.properties)) {
    expect(property.title, name).toMatch(/^[A-Z]/);
    expect(property.description, name).toMatch(/^[^A-Z].{8,}[^.]$/s);
    everyObject(property);
  }
}

describe('a word that is not known', () => {
  it.each([
    ['duratoin', 'duration'],
    ['durations', 'duration'],
    ['Duration', 'duration'],
    ['incidnet', 'incident'],
    ['reson', 'reason'],
    ['break_glass', 'breakGlass'],
    ['breakglass', 'breakGlass'],
    ['principal', undefined],
    ['x', undefined],
    ['', undefined],
    ['d'.repeat(500), undefined],
  ])('%j is nearest to %j', (word, expected) =>
    expect(nearest(word, ['policy', 'duration', 'reason', 'incident', 'breakGlass'])).toBe(expected),
  );
});

describe('text from a document, in a sentence', () => {
  it.each([
    ['plain', '"plain"'],
    ['two\nlines', '"two\\nlines"'],
    ['x'.repeat(61), `"${'x'.repeat(59)}…"`],
    ['🔥'.repeat(60), `"${'🔥'.repeat(60)}"`],
    [null, 'nothing'],
    [[1], 'a list'],
    [{}, 'a mapping'],
    [1.5, '1.5'],
    [true, 'true'],
  ])('%j is shown as %s', (value, expected) => expect(quote(value)).toBe(expected));
});
