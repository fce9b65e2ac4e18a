import type { Document } from './document.ts';
import type { Issue } from '../issue.ts';
import type { Organization, Person } from './organization.ts';
import type { ApprovalRule, Party } from './policy.ts';
import { nearest, quote } from '../text.ts';

/** An approval as documents write it: `count` people out of `from`. */
export interface WrittenApproval {
  readonly from: readonly string[];
  readonly count: number;
}

/** Finds a login's person. GitHub compares logins without regard to case. */
function findPerson(login: string, people: readonly Person[]): Person | undefined {
  return people.find((person) => person.login.toLowerCase() === login.toLowerCase());
}

/** The people, and the teams that the organization pins by number. */
export type Directory = Pick<Organization, 'people' | 'teams'>;

/** Resolves written parties, each once. Unknown people are left out: `unknownPeople` has reported them before. */
export function resolveParties(written: readonly string[], { people, teams = [] }: Directory): readonly Party[] {
  const parties = written.flatMap((text): Party[] => {
    if (text.startsWith('team:')) {
      const slug = text.slice('team:'.length);
      const pinned = teams.find((team) => team.slug === slug);
      return [{ kind: 'team', slug, ...(pinned === undefined ? {} : { id: pinned.id }) }];
    }
    const person = findPerson(loginOf(text), people);
    return person === undefined ? [] : [{ kind: 'user', login: person.login, id: person.id }];
  });
  return parties.filter((party, at) => parties.findIndex((other) => writeParty(other) === writeParty(party)) === at);
}

export function resolveApproval(written: WrittenApproval, directory: Directory): ApprovalRule {
  return { from: resolveParties(written.from, directory), count: written.count };
}

/** Returns the key of a team in evidence: `sre-leads#77` if the organization pins its number, else its slug. */
export function teamKey({ slug, id }: Extract<Party, { kind: 'team' }>): string {
  return id === undefined ? slug : `${slug}#${id}`;
}

/** Returns the keys of the teams among the parties, each once. */
export function teamKeys(parties: readonly Party[]): readonly string[] {
  return [...new Set(parties.flatMap((party) => (party.kind === 'team' ? [teamKey(party)] : [])))];
}

/** `team:sre-leads`, `user:alice` */
export function writeParty(party: Party): string {
  return party.kind === 'team' ? `team:${party.slug}` : `user:${party.login}`;
}

/** Reports each person in a list of parties that is not among the organization's people. */
export function unknownPeople(
  document: Document,
  pointer: string,
  written: readonly string[],
  people: readonly Person[],
): readonly Issue[] {
  return written.flatMap((text, at) => {
    if (text.startsWith('team:') || findPerson(loginOf(text), people) !== undefined) return [];
    const meant = nearest(
      loginOf(text),
      people.map(({ login }) => login),
    );
    const right =
      meant === undefined
        ? 'add this person to `people` in policies/organization.yaml'
        : `did you mean ${quote(`user:${meant}`)}?`;
    const sentence = `${quote(text)} is not among the organization's people; ${right}`;
    return [{ code: 'party-unknown', path: document.path, ...document.placeOf(`${pointer}/${at}`), sentence }];
  });
}

/** Reports approvals that name fewer people than they require, one by one and all together. Teams have no known size. */
export function tooFewPeople(
  document: Document,
  pointer: string,
  rules: readonly WrittenApproval[],
  people: readonly Person[],
): readonly Issue[] {
  const closed = rules.map((rule) => namedPeople(rule, people));
  const issues = closed.flatMap((named, at): Issue[] => {
    const count = rules[at]?.count ?? 0;
    if (named === undefined || named.size >= count) return [];
    const sentence = `${count} people must approve, but this entry names only ${named.size}; lower \`count\` or name more people`;
    return [
      { code: 'approval-too-few-people', path: document.path, ...document.placeOf(`${pointer}/${at}/count`), sentence },
    ];
  });
  if (issues.length > 0) return issues;

  const together = new Set(closed.flatMap((named) => [...(named ?? [])]));
  const needed = rules.reduce((sum, rule, at) => sum + (closed[at] === undefined ? 0 : rule.count), 0);
  if (together.size >= needed) return [];
  const sentence = `these entries need ${needed} different people together, but name only ${together.size}; name more people`;
  return [{ code: 'approval-too-few-people', path: document.path, ...document.placeOf(pointer), sentence }];
}

/** Returns the ids of the people in a rule, or `undefined` if the rule names a team. No document has a team's size. */
function namedPeople(rule: WrittenApproval, people: readonly Person[]): ReadonlySet<number> | undefined {
  const parties = resolveParties(rule.from, { people });
  const ids = parties.flatMap((party) => (party.kind === 'user' ? [party.id] : []));
  return ids.length < parties.length ? undefined : new Set(ids);
}

function loginOf(text: string): string {
  return text.slice('user:'.length);
}
