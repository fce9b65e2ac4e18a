import { connectGitHub, type GitHub, type GitHubOptions } from '../../../src/edge/github/client.ts';
import { serve, type Answer, type Call, type Route, type Service } from '../../../src/sandbox/http.ts';

/** What a test's server answers, as GitHub documents it: REST by operation, GraphQL by the query's name. */
export interface Script {
  readonly rest?: Readonly<Record<string, (call: Call) => Answer>>;
  readonly graphql?: Readonly<Record<string, (variables: Readonly<Record<string, unknown>>) => unknown>>;
}

export interface Answering {
  readonly service: Service;
  readonly github: GitHub;
  /** Every call that reached the server, in order. */
  readonly calls: Call[];
  readonly logged: string[];
}

const NOW = Date.parse('2026-11-24T02:17:05Z');

/** Serves a script and connects to it, with waits a thousandth as long. */
export async function startAnswering(script: Script, options: Partial<GitHubOptions> = {}): Promise<Answering> {
  const calls: Call[] = [];
  const logged: string[] = [];
  const routes: Route[] = Object.entries(script.rest ?? {}).map(([operation, handle]) => ({ operation, handle }));
  routes.push({ operation: 'POST /graphql', handle: (call) => answerQuery(script, call) });
  const service = await serve({
    routes: routes.map(({ operation, handle }) => ({
      operation,
      handle: (call) => {
        calls.push(call);
        return handle(call);
      },
    })),
    now: () => NOW,
    notFound: () => ({ status: 404, body: { message: 'Not Found' } }),
    failed: (error) => ({ status: 500, body: { message: String(error) } }),
  });
  const github = connectGitHub({
    token: 'ghs_secret',
    apiUrl: service.origin,
    userAgent: 'pullcord-test',
    log: (sentence) => logged.push(sentence),
    second: 1,
    ...options,
  });
  return { service, github, calls, logged };
}

function answerQuery({ graphql = {} }: Script, { body }: Call): Answer {
  const { query, variables } = body as { query: string; variables: Record<string, unknown> };
  const name = /(?:query|mutation) (\w+)/.exec(query)?.[1] ?? '';
  const answer = graphql[name];
  if (answer === undefined) return { status: 200, body: { errors: [{ message: `no answer to ${name}` }] } };
  const said = answer(variables);
  return { status: 200, body: isWhole(said) ? said : { data: said } };
}

/** An answer that names its `data` or `errors` is sent as it is. */
function isWhole(said: unknown): boolean {
  return typeof said === 'object' && said !== null && ('errors' in said || 'data' in said);
}
