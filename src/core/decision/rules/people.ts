import {
  bothPolicies,
  denied,
  gravest,
  pending,
  pullRule,
  type RuleInput,
  type Objection,
  type Rule,
} from '../rule.ts';
import type { Evidence, PullFact } from '../evidence.ts';
import { identify, samlPrincipal, type PersonKey } from '../identity.ts';
import { own } from '../../own.ts';
import type { Organization } from '../../documents/organization.ts';
import { teamKey, writeParty } from '../../documents/parties.ts';
import type { Party } from '../../documents/policy.ts';

/** The requester is a known person under the known login, and both policies name them. */
export const peopleRules: readonly Rule[] = [
  pullRule('requester-a-person', 'a person opened the pull request', (pull) => requesterIsAPerson(pull)),
  pullRule('requester-known', 'the organization lists the requester under the present login', requesterIsKnown),
  {
    ...pullRule('identities-known', 'single sign-on knows everybody involved', identitiesAreKnown),
    arises: (subject) => subject.evidence.pull !== null && usesSaml(subject),
  },
  pullRule('requester-principal', 'the requester has the same principal now as before the merge', keepsItsPrincipal),
  {
    ...pullRule('requester-eligible', 'the requester is among the requesters of the policy', requesterMayAsk),
    // One reason is enough for a bot: the rule `requester-a-person` names it.
    arises: ({ evidence: { pull } }) => pull?.author?.id != null && pull.author.type === 'User',
  },
  pullRule('requester-not-quarantined', 'the requester is not in quarantine', requesterIsNotQuarantined),
];

/** True if an account belongs to one of the parties; `undefined` while a team is unread. */
export function belongs(id: number, parties: readonly Party[], evidence: Pick<Evidence, 'teams'>): boolean | undefined {
  const answers = parties.map((party) => {
    if (party.kind === 'user') return party.id === id;
    return own(evidence.teams, teamKey(party))?.includes(id);
  });
  if (answers.includes(true)) return true;
  return answers.includes(undefined) ? undefined : false;
}

/** Names the teams among the parties that could not be read: `team:sre-leads`. */
export function unreadTeams(parties: readonly Party[], { teams }: Pick<Evidence, 'teams'>): string {
  const unread = parties.filter((party) => party.kind === 'team' && (own(teams, teamKey(party)) ?? null) === null);
  return [...new Set(unread.map(writeParty))].join(', ') || 'a team';
}

/** Joins the first items of a list and counts the others: `bob, dave and 148 more`. */
export function listed(items: readonly string[], most: number): string {
  const more = items.length - most;
  return more > 0 ? `${items.slice(0, most).join(', ')} and ${more} more` : items.join(', ');
}

/** Returns the accounts involved in a pull request. Neither they nor other accounts of the same people may approve it. */
export function involvedIn(pull: PullFact): readonly number[] {
  const ids = [
    pull.author?.id ?? null,
    ...(pull.pushers ?? []),
    ...pull.commits.flatMap(({ authors, committer }) => [...authors, committer === 'github' ? null : committer]),
  ];
  return [...new Set(ids.filter((id) => id !== null))];
}

/** Groups the accounts of a pull request, and others, by person. */
export function peopleOf(
  pull: PullFact,
  organizations: readonly Organization[],
  evidence: Pick<Evidence, 'identities'>,
  others: readonly number[],
): PersonKey {
  const reviewers = pull.reviews.flatMap(({ author }) => author?.id ?? []);
  return identify([...involvedIn(pull), ...reviewers, ...others], organizations, evidence);
}

export function organizationsOf({ before, head }: RuleInput): readonly Organization[] {
  return [before.organization, head.organization].filter((organization) => organization !== undefined);
}

export function requesterIsAPerson({ author, number }: PullFact): Objection[] {
  return author === null || author.type !== 'User' || author.id === null
    ? [
        denied(
          'requester-not-a-person',
          author?.id == null
            ? `a deleted account opened #${number}; only people ask for access`
            : `${author.login} opened #${number} with an account of the type ${author.type}; only people ask for access`,
        ),
      ]
    : [];
}

function requesterIsKnown({ author }: PullFact, { head: { organization } }: RuleInput): Objection[] {
  if (author?.type !== 'User' || author.id === null || organization === undefined) return [];
  const person = organization.people.find(({ id }) => id === author.id);
  if (person === undefined)
    // Single sign-on knows people that no list names.
    return organization.identity === 'saml'
      ? []
      : [
          denied(
            'requester-unknown',
            `${author.login} (${author.id}) is not among \`people\` in policies/organization.yaml`,
          ),
        ];
  return person.login.toLowerCase() === author.login.toLowerCase()
    ? []
    : [
        denied(
          'requester-renamed',
          `account ${author.id} has the login ${author.login} now, and ${person.login} in policies/organization.yaml`,
        ),
      ];
}

function usesSaml(subject: RuleInput): boolean {
  return organizationsOf(subject).some(({ identity }) => identity === 'saml');
}

/** An account unknown to single sign-on may be the second account of an approver. */
function identitiesAreKnown(pull: PullFact, subject: RuleInput): Objection[] {
  const { evidence } = subject;
  if (!usesSaml(subject)) return [];
  return involvedIn(pull).flatMap((id) => {
    const principal = samlPrincipal(id, evidence);
    if (principal === null)
      return [
        pending(
          'identity-unknown',
          `GitHub did not return the SAML name of the account with the number ${id}. See its login with \`gh api user/${id} --jq .login\``,
        ),
      ];
    return principal === undefined && id === pull.author?.id
      ? [denied('identity-not-a-principal', `the SAML name of account ${id} is not a mail address`)]
      : [];
  });
}

function keepsItsPrincipal({ author }: PullFact, { before, head }: RuleInput): Objection[] {
  const id = author?.id ?? null;
  if (id === null || before.organization === undefined || head.organization === undefined) return [];
  const [then, now] = [before.organization, head.organization].map(({ identity, people }) =>
    identity === 'saml' ? 'the SAML name' : people.find((person) => person.id === id)?.principal,
  );
  return then === now
    ? []
    : [
        denied(
          'principal-differs',
          `${author?.login ?? ''} has the principal ${now ?? 'none'} now, and had ${then ?? 'none'} before the merge`,
        ),
      ];
}

/** Parties that a reason names; it counts the others. */
const MOST_PARTIES = 5;

function requesterMayAsk({ author }: PullFact, subject: RuleInput): readonly Objection[] {
  if (author?.id == null) return [];
  const id = author.id;
  return gravest(
    bothPolicies(subject).flatMap(({ name, requesters, breakGlass }) => {
      // A break-glass request needs the list of that path. The rule `admissible` refuses a missing path.
      const parties = subject.request.value?.breakGlass === true ? breakGlass?.requesters : requesters;
      const answer = parties === undefined || belongs(id, parties, subject.evidence);
      if (answer === true) return [];
      return answer === undefined
        ? [
            pending(
              'team-unknown',
              `${author.login} may use policy ${name} only as a member of ${unreadTeams(parties, subject.evidence)}, which could not be read`,
            ),
          ]
        : [
            denied(
              'requester-not-eligible',
              `${author.login} is not among the ${parties === requesters ? 'requesters' : 'break-glass requesters'} of policy ${name}: ${listed(parties.map(writeParty), MOST_PARTIES)}`,
            ),
          ];
    }),
  );
}

function requesterIsNotQuarantined(pull: PullFact, subject: RuleInput): Objection[] {
  const { onRecord } = subject.evidence;
  if (onRecord === null) return [pending('record-unknown', 'the ledger could not be read, so quarantines are unknown')];
  const id = pull.author?.id ?? null;
  if (id === null) return [];
  const person = peopleOf(pull, organizationsOf(subject), subject.evidence, onRecord.quarantined);
  return onRecord.quarantined.some((other) => person(other) === person(id))
    ? [denied('requester-quarantined', `${pull.author?.login ?? ''} is in quarantine`)]
    : [];
}
