import { createBudget } from './budget.ts';
import { createDownloads } from './downloads.ts';
import { createEvents, type Events } from './events.ts';
import { notFound, toAnswer } from './errors.ts';
import { createGit, type Git } from './git.ts';
import { acme, PEOPLE } from './acme.ts';
import { graphqlRoute } from './graphql/route.ts';
import { noRuns, type RunStore } from './runs.ts';
import { readSeedFolder, seed, type SeedFile } from './seed.ts';
import { serveGit } from './smart-http.ts';
import { deleteUser, renameUser } from './people.ts';
import { createState, type State } from './state.ts';
import { mintToken, revokeToken, type TokenRequest } from './tokens.ts';
import { createSerially, type World } from './world.ts';
import { restRoutes } from './rest/routes.ts';
import { serve, type Service } from '../http.ts';

export interface GitHubOptions {
  /** Sandbox time in milliseconds. */
  readonly now: () => number;
  /** The initial files of `acme/access`: a folder to read, or the files themselves. */
  readonly from: string | readonly SeedFile[];
  /** Port to listen on. 0 or undefined: any free port. */
  readonly port?: number;
  /** True if only the organization's App may write the branch `audit`. Default: true. */
  readonly protectLedger?: boolean;
  /** True if strangers cannot see the repository. Default: true. */
  readonly private?: boolean;
  /**
   * True if everything is guarded as in the documented set-up. Default: false, so main's owner pushes to it and
   * rebases are allowed.
   */
  readonly hardened?: boolean;
  /** Each person's name at the single sign-on, by login. Without it the organization has no single sign-on. */
  readonly saml?: Readonly<Record<string, string>>;
}

/** A GitHub with one organization and one repository, on loopback. */
export interface GitHub {
  /** `http://127.0.0.1:PORT`, without a trailing slash. */
  readonly origin: string;
  /** GITHUB_API_URL. GraphQL is at `/graphql` below it. */
  readonly apiUrl: string;
  /** Returns the address for git clients. An address with a token needs no further credentials. */
  gitUrl(token?: string): string;
  readonly world: World;
  readonly state: State;
  readonly repository: Git;
  readonly events: Pick<Events, 'subscribe'>;
  /** The runs that the API shows. A runner sets it. */
  runs: RunStore;
  /** Injects faults and reports every exchange. */
  readonly service: Service;
  mintToken(request: TokenRequest): string;
  revokeToken(token: string): void;
  /** Renames an account. Its id stays the same. */
  renameUser(login: string, to: string): void;
  /** Deletes an account. Its past actions remain, without a name. */
  deleteUser(login: string): void;
  close(): Promise<void>;
}

/** Starts GitHub with a seeded repository. `close` stops its processes and removes the repository. */
export async function startGitHub(options: GitHubOptions): Promise<GitHub> {
  const world = await createWorld(options);
  const service = await serve({
    routes: [...restRoutes(world), graphqlRoute(world)],
    now: options.now,
    ...(options.port === undefined ? {} : { port: options.port }),
    fallback: (request, response) => world.downloads.serve(request, response) || serveGit(world, request, response),
    notFound: () => toAnswer(notFound()),
    failed: toAnswer,
  });
  const { origin } = service;
  world.origin = () => origin;
  const { state, git } = world;
  const [owner] = PEOPLE;
  await seed(world, typeof options.from === 'string' ? await readSeedFolder(options.from) : options.from, owner.id);
  const path = `${state.organization.login}/${state.repository.name}.git`;
  return {
    origin,
    apiUrl: origin,
    gitUrl: (token) => `${token === undefined ? origin : origin.replace('//', `//x-access-token:${token}@`)}/${path}`,
    world,
    state,
    repository: git,
    events: world.events,
    get runs() {
      return world.runs;
    },
    set runs(store) {
      world.runs = store;
    },
    service,
    mintToken: (request) => mintToken(state, request),
    revokeToken: (token) => revokeToken(state, token),
    renameUser: (login, to) => renameUser(state, login, to),
    deleteUser: (login) => deleteUser(state, login),
    async close() {
      await service.close();
      await git.close();
    },
  };
}

async function createWorld(options: GitHubOptions): Promise<World> {
  const state = createState(
    acme({
      now: options.now(),
      protectLedger: options.protectLedger ?? true,
      private: options.private ?? true,
      hardened: options.hardened ?? false,
      saml: options.saml,
    }),
  );
  return {
    state,
    git: await createGit(state.repository.defaultBranch),
    events: createEvents(),
    budget: createBudget(options.now),
    downloads: createDownloads(),
    runs: noRuns(),
    now: options.now,
    origin: () => 'http://127.0.0.1',
    serially: createSerially(),
  };
}
