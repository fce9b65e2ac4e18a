import { denied, pending, policiesOf, type Case, type Objection } from '../case.ts';
import type { Account, Evidence } from '../evidence.ts';
import type { Organization, Person } from '../../documents/organization.ts';
import type { Party, Policy, Proof } from '../../documents/policy.ts';

/** Who asks: a known person, under the name we know, entitled by both policies, with the second factor demanded. */
export const peopleRules: readonly ((subject: Case) => readonly Objection[])[] = [
  requesterIsKnown,
  requesterKeepsItsPrincipal,
  requesterMayAsk,
  requesterIsProven,
];

/** Whether somebody belongs to a set of people; `undefined` while a team could not be read. */
export function belongs(id: number, parties: readonly Party[], evidence: Evidence): boolean | undefined {
  const answers = parties.map((party) => {
    if (party.kind === 'user') return party.id === id;
    return evidence.teams[party.slug]?.includes(id);
  });
  if (answers.includes(true)) return true;
  return answers.includes(undefined) ? undefined : false;
}

/** The person an account belongs to, by numeric id: further accounts are the same person. */
export function personOf(id: number, organization: Organization): Person | undefined {
  return organization.people.find((person) => person.id === id || person.otherIds.includes(id));
}

/** What `proof` demands of one account, `undefined` if it is met. */
export function unproven(id: number, proof: Proof, evidence: Evidence): Objection | undefined {
  if (proof === 'none') return undefined;
  if (proof === 'security-key')
    return denied('security-key-unavailable', 'the policy demands a security key, which this version cannot check');
  const { required, enabled } = evidence.secondFactors;
  const own = enabled[String(id)] ?? null;
  if (required === false)
    return denied('second-factor-not-required', 'the GitHub organization does not require two-factor authentication');
  if (own === false) return denied('second-factor-missing', 'the account has no two-factor authentication');
  if (required === null || own === null)
    return pending('second-factor-unknown', 'this token may not see whether two-factor authentication is on');
  return undefined;
}

function requesterIsKnown(subject: Case): Objection[] {
  const author = authorOf(subject);
  if (author === undefined) return [];
  if (author === null || author.type !== 'User' || author.id === null)
    return [denied('requester-not-a-person', 'the pull request was not opened by a person')];
  const people = subject.head.organization?.people;
  if (people === undefined) return [];
  const person = people.find(({ id }) => id === author.id);
  if (person === undefined)
    return [
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

function requesterKeepsItsPrincipal(subject: Case): Objection[] {
  const id = authorOf(subject)?.id ?? null;
  const [before, head] = [subject.before.organization, subject.head.organization];
  if (id === null || before === undefined || head === undefined) return [];
  const principals = [before, head].map(({ people }) => people.find((person) => person.id === id)?.principal);
  return principals[0] === principals[1]
    ? []
    : [
        denied(
          'principal-differs',
          'the requester stands for another principal now than before the request was merged',
        ),
      ];
}

function requesterMayAsk(subject: Case): readonly Objection[] {
  const author = authorOf(subject);
  if (author?.id == null) return [];
  const id = author.id;
  return gravest(
    bothPolicies(subject).flatMap((policy) => {
      const answer = belongs(id, policy.requesters, subject.evidence);
      if (answer === true) return [];
      return answer === undefined
        ? [
            pending(
              'team-unknown',
              `whether ${author.login} may ask under ${policy.name} depends on a team this token cannot read`,
            ),
          ]
        : [denied('requester-not-eligible', `${author.login} is not among the requesters of policy ${policy.name}`)];
    }),
  );
}

function requesterIsProven(subject: Case): readonly Objection[] {
  const id = authorOf(subject)?.id ?? null;
  if (id === null) return [];
  return gravest(bothPolicies(subject).flatMap((policy) => unproven(id, policy.proof, subject.evidence) ?? []));
}

/** Both policies mostly object to the same thing: it is said once, and a denial before a doubt. */
function gravest(objections: readonly Objection[]): readonly Objection[] {
  return [...objections.filter(({ weight }) => weight === 'denied'), ...objections].slice(0, 1);
}

function authorOf({ evidence: { pull } }: Case): Account | null | undefined {
  return pull === null ? undefined : pull.author;
}

function bothPolicies(subject: Case): Policy[] {
  const { before, head } = policiesOf(subject);
  return [before, head].filter((policy) => policy !== undefined);
}
