import { schema as published } from '@octokit/graphql-schema';
import {
  buildSchema,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isObjectType,
  isRequiredArgument,
  parse,
  validate,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLSchema,
} from 'graphql';
import { describe, expect, test } from 'vitest';
import * as queries from '../../../src/edge/github/queries.ts';
import { buildReducedSchema } from '../../../src/sandbox/github/graphql/schema.ts';

// the published text repeats some fields, which GitHub's own server does not mind
const github = buildSchema(published.idl, { assumeValid: true, assumeValidSDL: true });
const documents: readonly (readonly [string, string])[] = Object.entries(queries).map(([name, document]) => [
  name.replace('_GRAPHQL', ''),
  document,
]);

describe("the sandbox's GraphQL schema", () => {
  test("holds nothing that differs from GitHub's published schema", () => {
    expect(differences(buildReducedSchema(), github)).toEqual([]);
  });

  test.each([
    ['type Query { repositorie: String }', ['Query.repositorie: not published']],
    [
      'type Query { organization(login: String): Organization } type Organization { login: String! }',
      ['Query.organization(login:) is String, published String!'],
    ],
    [
      'type Query { organization: Organization } type Organization { login: String }',
      ['Query.organization(login:) is required', 'Organization.login is String, published String!'],
    ],
    [
      'type Query { x: Int } enum PullRequestState { OPEN STALE }',
      ['Query.x: not published', 'PullRequestState.STALE: not published'],
    ],
    [
      'type Query { x(i: CommitMessage!): Int } input CommitMessage { headline: String }',
      ['Query.x: not published', 'CommitMessage.headline is String, published String!'],
    ],
    [
      'type Query { x: Actor } interface Actor { login: String! } type Tree implements Actor { login: String! }',
      ['Query.x: not published', 'Tree: does not implement Actor', 'Tree.login: not published'],
    ],
  ])('would be told apart: %s', (sdl, expected) => {
    expect(differences(buildSchema(sdl), github)).toEqual(expected);
  });

  test.each(documents)('answers %s, which GitHub would answer too', (_name, document) => {
    expect(validate(github, parse(document)).map(String)).toEqual([]);
    expect(validate(buildReducedSchema(), parse(document)).map(String)).toEqual([]);
  });

  test('finds a misspelt field in a document', () => {
    const misspelt = queries.COMMIT_GRAPHQL.replace('oid url', 'oids');
    expect(validate(github, parse(misspelt))).toHaveLength(1);
  });

  test('is asked every document there is', () => {
    expect(documents.length).toBeGreaterThan(5);
  });
});

/** Where `ours` says something else than `theirs`: each type, field, argument, value, nullability and interface. */
function differences(ours: GraphQLSchema, theirs: GraphQLSchema): string[] {
  return Object.values(ours.getTypeMap())
    .filter(({ name }) => !name.startsWith('__'))
    .flatMap((type) => {
      const published = theirs.getType(type.name);
      if (published === undefined) return [`${type.name}: not published`];
      return type.constructor === published.constructor
        ? typeDifferences(type, published)
        : [`${type.name}: another kind of type`];
    });
}

function typeDifferences(ours: GraphQLNamedType, theirs: GraphQLNamedType): string[] {
  if (isEnumType(ours) && isEnumType(theirs))
    return ours
      .getValues()
      .flatMap(({ name }) => (theirs.getValue(name) == null ? [`${ours.name}.${name}: not published`] : []));
  if (isInputObjectType(ours) && isInputObjectType(theirs))
    return inputDifferences(`${ours.name}.`, Object.values(ours.getFields()), Object.values(theirs.getFields()));
  if ((isObjectType(ours) && isObjectType(theirs)) || (isInterfaceType(ours) && isInterfaceType(theirs))) {
    const interfaces = ours
      .getInterfaces()
      .filter(({ name }) => !theirs.getInterfaces().some((other) => other.name === name));
    return [
      ...interfaces.map(({ name }) => `${ours.name}: does not implement ${name}`),
      ...Object.values(ours.getFields()).flatMap((field) =>
        fieldDifferences(ours.name, field, theirs.getFields()[field.name]),
      ),
    ];
  }
  return [];
}

function fieldDifferences(
  type: string,
  ours: GraphQLField<unknown, unknown>,
  theirs: GraphQLField<unknown, unknown> | undefined,
): string[] {
  const name = `${type}.${ours.name}`;
  if (theirs === undefined) return [`${name}: not published`];
  const missing = theirs.args.filter(
    (arg) => isRequiredArgument(arg) && !ours.args.some((own) => own.name === arg.name),
  );
  return [
    ...(String(ours.type) === String(theirs.type)
      ? []
      : [`${name} is ${String(ours.type)}, published ${String(theirs.type)}`]),
    ...missing.map((arg) => `${name}(${arg.name}:) is required`),
    ...ours.args.flatMap((arg) => {
      const other = theirs.args.find((candidate) => candidate.name === arg.name);
      return typeOfInputDiffers(`${name}(${arg.name}:)`, arg, other);
    }),
  ];
}

interface Input {
  readonly name: string;
  readonly type: unknown;
}

function inputDifferences(prefix: string, ours: readonly Input[], theirs: readonly Input[]): string[] {
  return ours.flatMap((field) =>
    typeOfInputDiffers(
      `${prefix}${field.name}`,
      field,
      theirs.find(({ name }) => name === field.name),
    ),
  );
}

function typeOfInputDiffers(name: string, ours: Input, theirs: Input | undefined): string[] {
  if (theirs === undefined) return [`${name}: not published`];
  return String(ours.type) === String(theirs.type)
    ? []
    : [`${name} is ${String(ours.type)}, published ${String(theirs.type)}`];
}
