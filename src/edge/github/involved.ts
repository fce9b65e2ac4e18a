import type { Evidence, Permission, PullFact } from '../../core/decision/evidence.ts';
import { involvedIn } from '../../core/decision/rules/people.ts';
import type { MergedSubject } from '../../core/ports.ts';
import type { PeopleReader } from './people.ts';
import type { PullReading } from './pull.ts';

/** Begins to fetch while the rest is read. The answers are cached. A failure appears when they are used. */
export function prefetch(people: PeopleReader, teams: readonly string[]): void {
  void Promise.allSettled([people.secondFactors([]), ...teams.map((slug) => people.team(slug))]);
}

type Asked = Pick<MergedSubject, 'teams' | 'saml'>;

/** Reads the facts about everyone who opened or reviewed a pull request. */
export async function readPeople(people: PeopleReader, pulls: readonly PullReading[], { teams, saml }: Asked) {
  const opinions = new Map(pulls.flatMap(({ pull }) => opinionsOn(pull)));
  const asked = new Map<number, string>([...opinions, ...authorsOf(pulls)]);
  // `readIdentities` needs the pushers first. These answers are then cached, so most readings need no further round.
  if (saml) void Promise.allSettled([...asked].map(([id, login]) => people.identity(login, id)));
  const permissions = [...opinions].map(async ([id, login]): Promise<[string, Permission | null]> => [
    String(id),
    await people.permission(login, id),
  ]);
  // Evidence is kept forever, so it holds no other members of a team.
  const members = [...new Set(teams)].map(async (slug): Promise<[string, readonly number[] | null]> => {
    const all = await people.team(slug);
    return [slug, all === null ? null : all.filter((id) => asked.has(id))];
  });
  const [permission, team, secondFactors] = await Promise.all([
    Promise.all(permissions),
    Promise.all(members),
    people.secondFactors([...asked.keys()]),
  ]);
  return { permissions: Object.fromEntries(permission), teams: Object.fromEntries(team), secondFactors };
}

/**
 * Reads the names at single sign-on of everybody involved in a pull request: author, reviewers, pushers, co-authors and
 * committers. One of them may have a second account that approves.
 * @param others numeric ids of more people, who made earlier changes
 */
export async function readIdentities(
  people: PeopleReader,
  pulls: readonly PullReading[],
  { saml }: Asked,
  pushers: PullFact['pushers'],
  others: readonly number[] = [],
): Promise<Pick<Evidence, 'identities'>> {
  if (!saml) return {};
  const named = new Map([...pulls.flatMap(({ pull }) => opinionsOn(pull)), ...authorsOf(pulls)]);
  const involved = pulls.flatMap(({ pull }) => involvedIn({ ...pull, pushers }));
  const ids = [...new Set([...named.keys(), ...involved, ...others])];
  const identities = ids.map(async (id): Promise<[string, string | null]> => {
    const login = named.get(id);
    return [String(id), await (login === undefined ? people.identityOf(id) : people.identity(login, id))];
  });
  return { identities: Object.fromEntries(await Promise.all(identities)) };
}

function authorsOf(pulls: readonly PullReading[]): readonly (readonly [number, string])[] {
  return pulls.flatMap(({ pull: { author } }) => (isPerson(author) ? [[author.id, author.login] as const] : []));
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
