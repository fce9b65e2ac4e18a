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
import type { Party } from '../../documents/policy.ts';

/** Who asks: a known person, under the name we know, entitled by both policies. */
export const peopleRules: readonly Rule[] = [
  pullRule('requester-a-person', 'the pull request was opened by a person', (pull) => requesterIsAPerson(pull)),
  pullRule('requester-known', 'the requester is known, under the present login', requesterIsKnown),
  {
    ...pullRule('identities-known', 'single sign-on knows everybody who had a hand in it', identitiesAreKnown),
    arises: (subject) => subject.evidence.pull !== null && usesSaml(subject),
  },
  pullRule('requester-principal', 'the requester stands for the same principal now as before', keepsItsPrincipal),
  pullRule('requester-eligible', 'the requester is among the requesters of the policy', requesterMayAsk),
  pullRule('requester-not-quarantined', 'the requester is not in quarantine', requesterIsNotQuarantined),
];

/** Whether somebody belongs to a set of people; `undefined` while a team could not be read. */
export function belongs(id: number, parties: readonly Party[], evidence: Evidence): boolean | undefined {
  const answers = parties.map((party) => {
    if (party.kind === 'user') return party.id === id;
    return own(evidence.teams, party.slug)?.includes(id);
  });
  if (answers.includes(true)) return true;
  return answers.includes(undefined) ? undefined : false;
}

/** Accounts whose hand was in a pull request: they may not approve it, and no other account of theirs may. */
export function involvedIn(pull: PullFact): readonly number[] {
  const ids = [
    pull.author?.id ?? null,
    ...(pull.pushers ?? []),
    ...pull.commits.flatMap(({ authors, committer }) => [...authors, committer === 'github' ? null : committer]),
  ];
  return [...new Set(ids.filter((id) => id !== null))];
}

/** Which accounts of all who appear in a pull request or in quarantine are one person. */
export function peopleOf(pull: PullFact, organizations: readonly Organization[], evidence: Evidence): PersonKey {
  const reviewers = pull.reviews.flatMap(({ author }) => author?.id ?? []);
  const quarantined = evidence.onRecord?.quarantined ?? [];
  return identify([...involvedIn(pull), ...reviewers, ...quarantined], organizations, evidence);
}

export function organizationsOf({ before, head }: RuleInput): readonly Organization[] {
  return [before.organization, head.organization].filter((organization) => organization !== undefined);
}

export function requesterIsAPerson({ author }: PullFact): Objection[] {
  return author === null || author.type !== 'User' || author.id === null
    ? [denied('requester-not-a-person', 'the pull request was not opened by a person')]
    : [];
}

function requesterIsKnown({ author }: PullFact, { head: { organization } }: RuleInput): Objection[] {
  if (author?.type !== 'User' || author.id === null || organization === undefined) return [];
  const person = organization.people.find(({ id }) => id === author.id);
  if (person === undefined)
    // Single sign-on knows people no list names.
    return organization.identity === 'saml'
      ? []
      : [
          denied(
            'requester-unknown',
            `${author.login} (${author.id}) is not among the people of policies/organization.yaml`,
          ),
        ];
  return person.login.toLowerCase() === author.login.toLowerCase()
    ? []
    : [
        denied(
          'requester-renamed',
          `account ${author.id} is called ${author.login} now and ${person.login} in policies/organization.yaml`,
        ),
      ];
}

function usesSaml(subject: RuleInput): boolean {
  return organizationsOf(subject).some(({ identity }) => identity === 'saml');
}

/** An account single sign-on does not know may be anybody's second one, an approver's included. */
function identitiesAreKnown(pull: PullFact, subject: RuleInput): Objection[] {
  const { evidence } = subject;
  if (!usesSaml(subject)) return [];
  return involvedIn(pull).flatMap((id) => {
    const principal = samlPrincipal(id, evidence);
    if (principal === null)
      return [pending('identity-unknown', `whom single sign-on knows account ${id} as could not be read`)];
    return principal === undefined && id === pull.author?.id
      ? [denied('identity-not-a-principal', `single sign-on knows account ${id} under a name that is no mail address`)]
      : [];
  });
}

function keepsItsPrincipal({ author }: PullFact, { before, head }: RuleInput): Objection[] {
  const id = author?.id ?? null;
  if (id === null || before.organization === undefined || head.organization === undefined) return [];
  const [then, now] = [before.organization, head.organization].map(({ identity, people }) =>
    identity === 'saml' ? 'as single sign-on says' : people.find((person) => person.id === id)?.principal,
  );
  return then === now
    ? []
    : [
        denied(
          'principal-differs',
          'the requester stands for another principal now than before the request was merged',
        ),
      ];
}

function requesterMayAsk({ author }: PullFact, subject: RuleInput): readonly Objection[] {
  if (author?.id == null) return [];
  const id = author.id;
  return gravest(
    bothPolicies(subject).flatMap(({ name, requesters, breakGlass }) => {
      // Whoever breaks glass is asked for by that path's own list; that there is no such path is another objection.
      const parties = subject.request.value?.breakGlass === true ? breakGlass?.requesters : requesters;
      const answer = parties === undefined || belongs(id, parties, subject.evidence);
      if (answer === true) return [];
      return answer === undefined
        ? [
            pending(
              'team-unknown',
              `whether ${author.login} may ask under ${name} depends on a team this token cannot read`,
            ),
          ]
        : [
            denied(
              'requester-not-eligible',
              `${author.login} is not among ${parties === requesters ? 'the requesters' : 'those who may break glass'} of policy ${name}`,
            ),
          ];
    }),
  );
}

function requesterIsNotQuarantined(pull: PullFact, subject: RuleInput): Objection[] {
  const { onRecord } = subject.evidence;
  if (onRecord === null)
    return [pending('record-unknown', 'the ledger could not be read, so nobody can tell who is in quarantine')];
  const id = pull.author?.id ?? null;
  if (id === null) return [];
  const person = peopleOf(pull, organizationsOf(subject), subject.evidence);
  return onRecord.quarantined.some((other) => person(other) === person(id))
    ? [denied('requester-quarantined', `${pull.author?.login ?? ''} is in quarantine`)]
    : [];
}
