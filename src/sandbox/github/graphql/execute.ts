import { execute, GraphQLError, parse, validate, type DocumentNode, type ExecutionResult } from 'graphql';
import type { Answer } from '../../http.ts';
import { badCredentials, toAnswer } from '../errors.ts';
import type { Caller, World } from '../world.ts';
import { createCommitOnBranch, type CommitInput } from './commit-on-branch.ts';
import { errorBody } from './errors.ts';
import { commentNode } from './nodes/comment.ts';
import { viewerNode } from './nodes/accounts.ts';
import type { View } from './nodes/node.ts';
import { organizationNode } from './nodes/organization.ts';
import { namedRepositoryNode } from './nodes/repository.ts';
import { buildReducedSchema } from './schema.ts';

const SCHEMA = buildReducedSchema();

/**
 * Answers `POST /graphql` as GitHub does. 200 has `data`, `errors` or both, for any readable request. 401 means no
 * identity, 400 an unreadable body.
 */
export async function executeGraphql(world: World, caller: Caller, body: unknown): Promise<Answer> {
  // Unlike REST, GraphQL needs an identity.
  if (caller === undefined) return toAnswer(badCredentials());
  const request = readRequest(body);
  if (request === undefined)
    return {
      status: 400,
      body: { message: 'Problems parsing JSON', documentation_url: 'https://docs.github.com/graphql', status: '400' },
    };
  return { status: 200, body: await run({ world, caller }, request) };
}

interface Request {
  readonly query: string;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly operationName: string | undefined;
}

function readRequest(body: unknown): Request | undefined {
  if (typeof body !== 'object' || body === null) return undefined;
  const { query, variables, operationName } = body as Readonly<Record<string, unknown>>;
  if (typeof query !== 'string') return undefined;
  return {
    query,
    variables: typeof variables === 'object' && variables !== null ? (variables as Record<string, unknown>) : {},
    operationName: typeof operationName === 'string' ? operationName : undefined,
  };
}

async function run(view: View, { query, variables, operationName }: Request): Promise<unknown> {
  const document = parseDocument(query);
  if (document instanceof GraphQLError) return { errors: [errorBody(document)] };
  const mistakes = validate(SCHEMA, document);
  if (mistakes.length > 0) return { errors: mistakes.map(errorBody) };
  return toBody(
    await execute({ schema: SCHEMA, document, rootValue: rootOf(view), variableValues: variables, operationName }),
  );
}

function parseDocument(query: string): DocumentNode | GraphQLError {
  try {
    return parse(query);
  } catch (error) {
    if (error instanceof GraphQLError) return error;
    throw error;
  }
}

function rootOf(view: View): unknown {
  return {
    repository: ({ owner, name }: { readonly owner: string; readonly name: string }) =>
      namedRepositoryNode(view, owner, name),
    nodes: ({ ids }: { readonly ids: readonly string[] }) => ids.map((id) => commentNode(view, id)),
    viewer: () => viewerNode(view),
    organization: ({ login }: { readonly login: string }) => organizationNode(view, login),
    createCommitOnBranch: ({ input }: { readonly input: CommitInput }) => createCommitOnBranch(view, input),
  };
}

function toBody({ data, errors }: ExecutionResult): unknown {
  // An exception that no resolver intended is a failure of the sandbox, not an answer of GitHub.
  for (const { cause } of errors ?? []) if (cause instanceof Error && !(cause instanceof GraphQLError)) throw cause;
  return {
    ...(data === undefined ? {} : { data }),
    ...(errors === undefined ? {} : { errors: errors.map(errorBody) }),
  };
}
