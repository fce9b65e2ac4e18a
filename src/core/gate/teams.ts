import type { PinnedTeam } from '../documents/organization.ts';
import type { Party } from '../documents/policy.ts';
import type { Fact } from './facts.ts';
import { note, unknown, weak, type GateFinding } from './rule.ts';

/**
 * Judges the teams that documents name. A slug alone can come to name another team after a rename or a deletion.
 * @param numbers the number of each team, by slug; a team without an entry was not read
 */
export function judgeTeams(
  parties: readonly Party[],
  pinned: readonly PinnedTeam[],
  numbers: ReadonlyMap<string, Fact<number>>,
  organization: string,
): readonly GateFinding[] {
  return slugsIn(parties).flatMap((slug) => {
    const pin = pinned.find((team) => team.slug === slug)?.id;
    const number = numbers.get(slug);
    if (number === undefined) return [];
    if (number.value === null) return [unreadable(pin, number.why, organization)];
    if (pin === undefined) return [unpinned(slug, number.value)];
    return pin === number.value ? [] : [renamed(slug, pin, number.value, organization)];
  });
}

/** Returns the slug of each team among the parties, once. */
export function slugsIn(parties: readonly Party[]): readonly string[] {
  return [...new Set(parties.flatMap((party) => (party.kind === 'team' ? [party.slug] : [])))];
}

function unpinned(slug: string, number: number): GateFinding {
  return note(
    'team-unpinned',
    `documents name team:${slug} by its slug alone. After a rename or a deletion, the slug can name another team`,
    `add this line to \`teams\` in policies/organization.yaml: \`- { slug: ${slug}, id: ${number} }\``,
  );
}

/** The pinned team keeps its rights under any name, so only the readers of documents are misled. */
function renamed(slug: string, pin: number, number: number, organization: string): GateFinding {
  return weak(
    'team-renamed',
    `on GitHub the slug ${slug} belongs to team ${number}, and documents pin it to team ${pin}, whose members count`,
    `use the present slug of team ${pin} in the documents, or pin team ${number}: \`gh api orgs/${organization}/teams --jq '.[] | {id, slug}'\``,
  );
}

function unreadable(pin: number | undefined, why: string, organization: string): GateFinding {
  const effect = pin === undefined ? '' : '. Its members count by their pinned number';
  return unknown(
    'team-unreadable',
    `${why}${effect}`,
    `see the teams: \`gh api orgs/${organization}/teams --jq '.[].slug'\``,
  );
}
