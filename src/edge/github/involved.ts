import type { Permission, PullFact } from '../../core/decision/evidence.ts';
import type { MergedSubject } from '../../core/ports.ts';
import type { PeopleReader } from './people.ts';
import type { PullReading } from './pull.ts';

/** Begins to fetch while the rest is read. The answers are cached. A failure appears when they are used. */
export function prefetch(people: PeopleReader, teams: readonly string[]): void {
  void Promise.allSettled([people.secondFactors([]), ...teams.map((slug) => people.team(slug))]);
}

/** Reads the facts about everyone who opened or reviewed a pull request. */
export async function readPeople(
  people: PeopleReader,
  pulls: readonly PullReading[],
  { teams, saml }: Pick<MergedSubject, 'teams' | 'saml'>,
) {
  const opinions = new Map(pulls.flatMap(({ pull }) => opinionsOn(pull)));
  const authors = new Map(
    pulls.flatMap(({ pull: { author } }) => (isPerson(author) ? [[author.id, author.login]] : [])),
  );
  const asked = new Map<number, string>([...opinions, ...authors]);
  const permissions = [...opinions].map(async ([id, login]): Promise<[string, Permission | null]> => [
    String(id),
    await people.permission(login, id),
  ]);
  // Evidence is kept forever, so it holds no other members of a team.
  const members = [...new Set(teams)].map(async (slug): Promise<[string, readonly number[] | null]> => {
    const all = await people.team(slug);
    return [slug, all === null ? null : all.filter((id) => asked.has(id))];
  });
  const identities = [...(saml ? asked : [])].map(async ([id, login]): Promise<[string, string | null]> => [
    String(id),
    await people.identity(login, id),
  ]);
  const [permission, team, identity, secondFactors] = await Promise.all([
    Promise.all(permissions),
    Promise.all(members),
    Promise.all(identities),
    people.secondFactors([...asked.keys()]),
  ]);
  return {
    permissions: Object.fromEntries(permission),
    teams: Object.fromEntries(team),
    secondFactors,
    ...(saml ? { identities: Object.fromEntries(identity) } : {}),
  };
}

/** Returns the logins of the people who gave an opinion, by numeric id. A comment is not an opinion. */
function opinionsOn({ reviews }: PullReading['pull']): readonly (readonly [number, string])[] {
  return reviews
    .filter(({ state }) => state !== 'COMMENTED' && state !== 'PENDING')
    .flatMap(({ author }) => (isPerson(author) ? [[author.id, author.login] as const] : []));
}

function isPerson(account: PullFact['author']): account is { type: 'User'; login: string; id: number } {
  return account?.type === 'User' && account.id !== null;
}
