import type { Objection } from '../decision/rule.ts';
import type { ReviewFact } from '../decision/evidence.ts';
import { approvalOfChange, objectionsToChange, type ChangeCase } from '../decision/rules/policy-change.ts';
import { involvedIn, peopleOf } from '../decision/rules/people.ts';
import type { Organization } from '../documents/organization.ts';
import { parseOrganization } from '../documents/parse-organization.ts';
import { ORGANIZATION_PATH } from '../documents/paths.ts';
import { own } from '../own.ts';
import { addSeconds, CLOCK_SKEW } from '../time.ts';
import type { ChangedDocument, ChangeEvidence, DocumentVerdict, RecordedChange } from './change.ts';
import { ACCEPTANCE_RULES } from './rules.ts';

/**
 * Judges a change of documents by its evidence alone, by the organization that was accepted last before it. The same
 * evidence gives the same verdicts at any time. Each document of the change has its own verdict. It never throws.
 */
export function judgeChange(evidence: ChangeEvidence): RecordedChange {
  const { commit, at } = evidence;
  const organization = organizationIn(evidence);
  const documents = evidence.documents.map((document) => verdictOn(document, organization, evidence));
  const cases = documents.some(({ verdict }) => verdict === 'accepted')
    ? evidence.documents.flatMap((document) => caseOf(document, organization, evidence) ?? [])
    : [];
  const approvedBy = new Set(cases.flatMap((one) => approvalOfChange(one).countedLogins));
  return { commit, at, documents, approvedBy: [...approvedBy].sort(), evidence };
}

function verdictOn(
  document: ChangedDocument,
  organization: Organization | undefined,
  evidence: ChangeEvidence,
): DocumentVerdict {
  const { path, after: blob, contributors } = document;
  const objections = objectionsTo(document, organization, evidence);
  const reasonsOf = (weight: Objection['weight']) =>
    objections.filter((one) => one.weight === weight).map(({ code, sentence }) => ({ code, sentence }));
  const [against, unclear] = [reasonsOf('denied'), reasonsOf('pending')];
  // A refusal keeps everybody who made the change, so it waits until GitHub names the pull request.
  const isNamed = unclear.every(({ code }) => code !== 'change-pull-request-unknown');
  if (against.length > 0 && isNamed) {
    const all = [...new Set([...contributors, ...contributorsOf(evidence)])];
    return { path, blob, verdict: 'not accepted', reasons: against, contributors: all };
  }
  return { path, blob, verdict: unclear.length > 0 ? 'pending' : 'accepted', reasons: unclear };
}

function objectionsTo(
  document: ChangedDocument,
  organization: Organization | undefined,
  evidence: ChangeEvidence,
): readonly Objection[] {
  const subject = caseOf(document, organization, evidence);
  const one = { document, evidence, organization, subject };
  return [
    ...ACCEPTANCE_RULES.flatMap(({ judge }) => judge(one)),
    ...(subject === undefined ? [] : objectionsToChange(subject)),
  ];
}

/** Returns the input of the rules; `undefined` if the change has no pull request, or its organization is not known. */
function caseOf(
  { path, before, after, head, contributors }: ChangedDocument,
  organization: Organization | undefined,
  evidence: ChangeEvidence,
): ChangeCase | undefined {
  const { repository, pull, headUsedBy, ...facts } = evidence;
  if (pull === null || organization === undefined) return undefined;
  const fileOf = (blob: string | null) => (blob === null ? null : { blob, mode: '100644' });
  const merge = pull.merge && {
    ...pull.merge,
    // The rules compare the merge with the file at the head. Only the first parent's file is known.
    file: fileOf(after),
    parents: pull.merge.parents.map(({ sha }, index) => ({ sha, file: index === 0 ? fileOf(before) : head })),
  };
  const subject = {
    ...{ repository, path, blob: after, organization, facts, headUsedBy },
    pull: { ...pull, head: { ...pull.head, file: head }, merge },
    contributors: contributors.filter((id) => id !== null),
  };
  return { ...subject, quarantined: quarantinedIn(evidence, subject) };
}

function organizationIn({ organization, texts }: ChangeEvidence): Organization | undefined {
  const text = own(texts, organization);
  return text === undefined ? undefined : parseOrganization(ORGANIZATION_PATH, toBytes(text)).value;
}

/** Returns people who were in quarantine between their approval and the merge. Both times must be free of it. */
function quarantinedIn({ quarantines = [] }: ChangeEvidence, { pull, organization, facts }: ChangeCase) {
  const everyone = quarantines.flatMap(({ ids }) => ids);
  const person = peopleOf(pull, [organization], facts, everyone);
  return quarantines.flatMap(({ record, ids, since, until }) => {
    if (pull.mergedAt !== null && since > addSeconds(pull.mergedAt, CLOCK_SKEW)) return [];
    // Only the accepted organization ends a quarantine.
    const isReleased = organization.released?.some((release) => release.record === record) === true;
    const holds = new Set(ids.map(person));
    const before = ({ author, submittedAt }: ReviewFact) =>
      holds.has(person(author?.id ?? 0)) && (submittedAt === null || until === null || submittedAt < until);
    return !isReleased || until === null || pull.reviews.some(before) ? ids : [];
  });
}

/** Returns everybody who made a change; a `null` within stands for people whom GitHub does not name. */
function contributorsOf({ pull }: ChangeEvidence): readonly (number | null)[] {
  if (pull === null) return [null];
  const isWhole =
    pull.author?.id != null &&
    pull.pushers !== null &&
    !pull.pushers.includes(null) &&
    pull.commits.length === pull.commitCount &&
    pull.commits.every(
      ({ authors, authorCount, committer }) =>
        !authors.includes(null) && authors.length === authorCount && committer !== null,
    );
  return [...involvedIn(pull), ...(isWhole ? [] : [null])];
}

function toBytes(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}
