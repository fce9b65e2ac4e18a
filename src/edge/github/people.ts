import type { Permission, SecondFactorFacts } from '../../core/decision/evidence.ts';
import { IDENTITY, SECOND_FACTORS, type SecondFactorsAnswer } from './answers.ts';
import type { RepositoryName } from './blob.ts';
import { reading, type GitHub } from './client.ts';
import { itemsOf } from './facts.ts';
import { orNull, Unread } from './unread.ts';

/** Facts about people. Each is fetched once per reader; `null`: GitHub did not return it. */
export interface PeopleReader {
  /** Reads the permission by login. It counts only if the account in the answer has the id. */
  readonly permission: (login: string, id: number) => Promise<Permission | null>;
  /** Reads the numeric ids of the members of a team of the organization, with its child teams, by `teamKey`. */
  readonly team: (key: string) => Promise<readonly number[] | null>;
  /** Reads second factors. A person is `null` if the organization does not list them. */
  readonly secondFactors: (ids: readonly number[]) => Promise<SecondFactorFacts>;
  /** Reads the account's name at SAML single sign-on; `null` if unknown or not linked. */
  readonly identity: (login: string, id: number) => Promise<string | null>;
  /** The same for an account of which only the number is known, such as one that pushed. */
  readonly identityOf: (id: number) => Promise<string | null>;
}

export function peopleReader(github: GitHub, repository: RepositoryName): PeopleReader {
  const permissionOnce = once((login) => orNull(readPermission(github, repository, login)));
  const teamOnce = once((key) => orNull(readTeam(github, repository.owner, key)));
  const factorsOnce = once((organization) => orNull(readSecondFactors(github, organization)));
  const identitiesOnce = once((login) => orNull(readIdentities(github, repository.owner, login)));
  const loginOnce = once((id) => orNull(readLogin(github, Number(id))));
  const identity = async (login: string, id: number) => (await identitiesOnce(login))?.get(id) ?? null;
  return {
    async permission(login, id) {
      const answer = await permissionOnce(login);
      return answer?.id === id ? answer.permission : null;
    },
    team: teamOnce,
    identity,
    async identityOf(id) {
      const login = await loginOnce(String(id));
      return login === null ? null : identity(login, id);
    },
    async secondFactors(ids) {
      const answer = await factorsOnce(repository.owner);
      const enabled = ids.map((id) => [String(id), answer?.enabled.get(id) ?? null] as const);
      return { required: answer?.required ?? null, enabled: Object.fromEntries(enabled) };
    },
  };
}

const PERMISSIONS: readonly Permission[] = ['admin', 'write', 'read', 'none'];
const MOST_PAGES = 500;

async function readPermission(github: GitHub, { owner, name }: RepositoryName, login: string) {
  const what = `the permission of ${login}`;
  const answer = await reading(
    what,
    github.octokit.rest.repos.getCollaboratorPermissionLevel({ owner, repo: name, username: login }),
  );
  const permission = PERMISSIONS.find((known) => known === answer.data.permission);
  if (permission === undefined) throw new Unread(what, 'GitHub answered with an unknown permission');
  return { id: answer.data.user?.id ?? null, permission };
}

async function readLogin(github: GitHub, id: number): Promise<string> {
  const what = `the login of account ${id}`;
  const { data } = await reading(what, github.octokit.request('GET /user/{account_id}', { account_id: id }));
  const { login } = data as { readonly login?: unknown };
  if (typeof login !== 'string') throw new Unread(what, 'GitHub answered without a login');
  return login;
}

async function readTeam(github: GitHub, org: string, key: string): Promise<readonly number[]> {
  const [slug = '', pin] = key.split('#');
  return pin === undefined ? readMembers(github, org, slug) : readPinned(github, org, slug, Number(pin));
}

/** Reads a team by its number. In the ordinary case it still has its slug, and one round of calls is enough. */
async function readPinned(github: GitHub, org: string, slug: string, id: number): Promise<readonly number[]> {
  const [number, members] = await Promise.all([
    orNull(readTeamNumber(github, org, slug)),
    orNull(readMembers(github, org, slug)),
  ]);
  if (number === id && members !== null) return members;
  const what = `team ${id} of ${org}`;
  const teams = await github.list(what, 'GET /orgs/{org}/teams', { org });
  const team = (teams as readonly { readonly id?: unknown; readonly slug?: unknown }[]).find((one) => one.id === id);
  if (typeof team?.slug !== 'string') throw new Unread(what, 'GitHub does not list this team');
  return readMembers(github, org, team.slug);
}

async function readTeamNumber(github: GitHub, org: string, slug: string): Promise<number> {
  const { data } = await reading(`team ${slug}`, github.octokit.rest.teams.getByName({ org, team_slug: slug }));
  return data.id;
}

async function readMembers(github: GitHub, org: string, slug: string): Promise<readonly number[]> {
  const what = `the members of team ${slug}`;
  const members = await github.list(what, 'GET /orgs/{org}/teams/{team_slug}/members', { org, team_slug: slug });
  return members.map((member) => {
    const { id } = member as { readonly id?: unknown };
    if (typeof id !== 'number') throw new Unread(what, 'GitHub returned a member without an id');
    return id;
  });
}

/**
 * Reads the names at single sign-on of the accounts that a login may mean, by numeric id. A name is `null` if two
 * identities claim the account. @throws {Unread} also if GitHub left some out
 */
async function readIdentities(github: GitHub, organization: string, login: string) {
  const what = `the identity of ${login}`;
  const answer = await github.ask(what, IDENTITY, { organization, login });
  const identities = answer.organization?.samlIdentityProvider?.externalIdentities;
  if (identities === undefined)
    throw new Unread(what, 'GitHub did not return the identity provider of the organization');
  const items = itemsOf(what, identities);
  if (items.length !== identities.totalCount) throw new Unread(what, 'GitHub left some identities out');
  const names = new Map<number, string | null>();
  for (const { user, samlIdentity } of items) {
    if (user?.databaseId == null) continue;
    names.set(user.databaseId, names.has(user.databaseId) ? null : (samlIdentity?.nameId ?? null));
  }
  return names;
}

interface SecondFactors {
  readonly required: boolean | null;
  readonly enabled: ReadonlyMap<number, boolean | null>;
}

/** Reads second factors. An error beside the answer leaves `null` in place of one fact. Other members' facts count. */
async function readSecondFactors(github: GitHub, organization: string): Promise<SecondFactors> {
  const what = `the second factors of ${organization}`;
  const enabled = new Map<number, boolean | null>();
  let required: boolean | null = null;
  let after: string | null = null;
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const answer: { readonly data: SecondFactorsAnswer | null } = await github.askInPart(what, SECOND_FACTORS, {
      organization,
      after,
    });
    const found = answer.data?.organization ?? null;
    required ??= found?.requiresTwoFactorAuthentication ?? null;
    const members = found?.membersWithRole ?? null;
    for (const edge of members?.edges ?? []) {
      if (edge?.node?.databaseId != null) enabled.set(edge.node.databaseId, edge.hasTwoFactorEnabled);
    }
    if (members?.pageInfo.hasNextPage !== true) return { required, enabled };
    after = members.pageInfo.endCursor;
  }
  throw new Unread(what, `the members fill more than ${MOST_PAGES} pages`);
}

function once<T>(read: (key: string) => Promise<T>): (key: string) => Promise<T> {
  const known = new Map<string, Promise<T>>();
  return (key) => {
    const answer = known.get(key) ?? read(key);
    known.set(key, answer);
    return answer;
  };
}
