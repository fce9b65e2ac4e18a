import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/* The published Open Cybersecurity Schema Framework, and what it says against an event. */

/** Public data that may stand beside the project; it is not part of it. */
export const OCSF_FOLDER = join(import.meta.dirname, '../../../../shared/data/ocsf-1.8.0');
export const OCSF_IS_HERE = existsSync(join(OCSF_FOLDER, 'dictionary.json'));

interface Attribute {
  readonly requirement?: string;
  readonly enum?: Readonly<Record<string, unknown>>;
  readonly profile?: string | null;
  readonly type?: string;
  readonly is_array?: boolean;
}

type Attributes = Readonly<Record<string, Attribute>>;

interface Definition {
  readonly uid?: number;
  readonly name: string;
  readonly extends?: string;
  readonly attributes?: Readonly<Record<string, unknown>>;
  readonly constraints?: { readonly at_least_one?: readonly string[]; readonly just_one?: readonly string[] };
}

interface DataType {
  readonly type?: string;
  readonly regex?: string;
  readonly max_len?: number;
  readonly range?: readonly [number, number];
}

interface Dictionary {
  readonly attributes: Attributes;
  readonly types: { readonly attributes: Readonly<Record<string, DataType>> };
}

export interface Ocsf {
  readonly version: string;
  /** Everything the schema says against an event of the class, as `path: sentence`. */
  problems(event: unknown): readonly string[];
}

/** Reads the schema and makes a validator of one event class. @param path under `events/` */
export function readOcsf(folder: string, path: string): Ocsf {
  const json = (name: string): unknown => JSON.parse(readFileSync(join(folder, name), 'utf8'));
  const dictionary = json('dictionary.json') as Dictionary;
  const categories = json('categories.json') as { attributes: Record<string, { uid: number }> };
  const classDefinition = json(`events/${path}`) as Definition & { category?: string };
  const definitions = new Map<string, Definition>();

  function objectNamed(name: string): Definition | undefined {
    const known = definitions.get(name);
    if (known !== undefined) return known;
    const file = ['', '_'].map((prefix) => `objects/${prefix}${name.replace(/^_/, '')}.json`);
    const found = file.find((one) => existsSync(join(folder, one)) && (json(one) as Definition).name === name);
    const definition = found === undefined ? undefined : (json(found) as Definition);
    if (definition !== undefined) definitions.set(name, definition);
    return definition;
  }

  /** Own attributes, and those of the profiles it includes: these apply only where the profile is in force. */
  function own({ attributes = {} }: Definition): Attributes {
    const { $include = [], ...rest } = attributes;
    const included = (Array.isArray($include) ? ($include as string[]) : [String($include)]).flatMap((file) => {
      const profile = json(file) as Definition;
      return Object.entries(profile.attributes ?? {})
        .filter(([name]) => !name.startsWith('$'))
        .map(([name, attribute]) => [name, { ...(attribute as Attribute), profile: profile.name }] as const);
    });
    return { ...Object.fromEntries(included), ...(rest as Attributes) };
  }

  function merged(lower: Attributes, upper: Attributes): Attributes {
    const names = new Set([...Object.keys(lower), ...Object.keys(upper)]);
    return Object.fromEntries(
      [...names].map((name) => {
        const [a, b] = [lower[name], upper[name]];
        const values = { ...a?.enum, ...b?.enum };
        return [name, { ...a, ...b, ...(Object.keys(values).length === 0 ? {} : { enum: values }) }] as const;
      }),
    );
  }

  function chain(definition: Definition, parentOf: (name: string) => Definition | undefined): readonly Definition[] {
    const parent = definition.extends === undefined ? undefined : parentOf(definition.extends);
    return parent === undefined ? [definition] : [...chain(parent, parentOf), definition];
  }

  const eventNamed = (name: string): Definition | undefined =>
    ['', 'iam/']
      .map((room) => `events/${room}${name}.json`)
      .flatMap((file) => (existsSync(join(folder, file)) ? [json(file) as Definition] : []))[0];

  function attributesOf(lineage: readonly Definition[], profiles: readonly string[]): Attributes {
    const all = lineage.map(own).reduce(merged, {});
    return Object.fromEntries(
      Object.entries(all).filter(
        ([, { profile }]) => profile === undefined || profile === null || profiles.includes(profile),
      ),
    );
  }

  function look(
    value: unknown,
    lineage: readonly Definition[],
    at: string,
    profiles: readonly string[],
  ): readonly string[] {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return [`${at}: no object`];
    const attributes = attributesOf(lineage, profiles);
    const fields = value as Readonly<Record<string, unknown>>;
    const missing = Object.entries(attributes)
      .filter(([name, { requirement }]) => requirement === 'required' && fields[name] === undefined)
      .map(([name]) => `${at}.${name}: required`);
    const unmet = lineage.findLast(({ constraints }) => constraints !== undefined)?.constraints?.at_least_one ?? [];
    const constraint =
      unmet.length > 0 && unmet.every((name) => fields[name] === undefined)
        ? [`${at}: needs one of ${unmet.join(', ')}`]
        : [];
    return [
      ...missing,
      ...constraint,
      ...Object.entries(fields).flatMap(([name, field]) => {
        const attribute = attributes[name];
        if (attribute === undefined) return [`${at}.${name}: unknown attribute`];
        return lookAtField(field, name, attribute, `${at}.${name}`, profiles);
      }),
    ];
  }

  function lookAtField(
    field: unknown,
    name: string,
    attribute: Attribute,
    at: string,
    profiles: readonly string[],
  ): readonly string[] {
    const general = dictionary.attributes[name];
    if (general?.type === undefined) return [`${at}: not in the dictionary`];
    const values = { ...general.enum, ...attribute.enum };
    if (general.is_array === true) {
      if (!Array.isArray(field)) return [`${at}: no list`];
      return field.flatMap((item, index) => lookAtType(item, general.type ?? '', values, `${at}[${index}]`, profiles));
    }
    return lookAtType(field, general.type, values, at, profiles);
  }

  function lookAtType(
    value: unknown,
    type: string,
    values: Readonly<Record<string, unknown>>,
    at: string,
    profiles: readonly string[],
  ): readonly string[] {
    if (type === 'object' || type === 'json_t') return value === undefined ? [`${at}: no value`] : [];
    const data = dictionary.types.attributes[type];
    if (data === undefined) {
      const definition = objectNamed(type);
      if (definition === undefined) return [`${at}: unknown type ${type}`];
      return look(value, chain(definition, objectNamed), at, profiles);
    }
    const enumerated =
      Object.keys(values).length > 0 && !(String(value) in values)
        ? [`${at}: ${String(value)} is none of its values`]
        : [];
    return [...lookAtScalar(value, type, data, at), ...enumerated];
  }

  function lookAtScalar(value: unknown, type: string, data: DataType, at: string): readonly string[] {
    const base = data.type ?? type;
    const wanted = {
      string_t: 'string',
      integer_t: 'number',
      long_t: 'number',
      float_t: 'number',
      timestamp_t: 'number',
      boolean_t: 'boolean',
    }[base];
    if (wanted === undefined) return [`${at}: unknown base type ${base}`];
    if (typeof value !== wanted) return [`${at}: no ${base}`];
    if (wanted === 'number' && base !== 'float_t' && !Number.isSafeInteger(value)) return [`${at}: no whole number`];
    const text = String(value);
    return [
      ...(data.regex !== undefined && !new RegExp(data.regex).test(text) ? [`${at}: does not match ${type}`] : []),
      ...(data.max_len !== undefined && text.length > data.max_len ? [`${at}: too long`] : []),
      ...(data.range !== undefined && (Number(value) < data.range[0] || Number(value) > data.range[1])
        ? [`${at}: out of range`]
        : []),
    ];
  }

  const lineage = chain(classDefinition, eventNamed);
  const category = lineage.flatMap((definition) => (definition as { category?: string }).category ?? []).at(-1) ?? '';
  return {
    version: (json('version.json') as { version: string }).version,
    problems(event) {
      const { metadata, category_uid, class_uid, activity_id, type_uid } = event as Record<string, unknown>;
      const { profiles = [] } = (metadata ?? {}) as { profiles?: readonly string[] };
      const uid = (categories.attributes[category]?.uid ?? 0) * 1000 + (classDefinition.uid ?? 0);
      return [
        ...(category_uid === categories.attributes[category]?.uid ? [] : ['category_uid: another category']),
        ...(class_uid === uid ? [] : [`class_uid: not ${uid}`]),
        ...(type_uid === uid * 100 + Number(activity_id) ? [] : ['type_uid: not the class and the activity']),
        // The numbers of category and class are made from the definitions, not listed in them.
        ...look({ ...(event as object) }, lineage, 'event', profiles).filter(
          (problem) => !/^event\.(?:category|class)_uid: \d+ is none/.test(problem),
        ),
      ];
    },
  };
}
