import { denied, pending, type Objection } from '../decision/rule.ts';
import type { PullFact } from '../decision/evidence.ts';
import { INDEX_LAG } from '../decision/rules/merge.ts';
import { approvalOfChange, objectionsToChange, type ChangeCase } from '../decision/rules/policy-change.ts';
import { involvedIn } from '../decision/rules/people.ts';
import { gitBlobId } from '../digest.ts';
import type { Organization } from '../documents/organization.ts';
import { parseOrganization } from '../documents/parse-organization.ts';
import { ORGANIZATION_PATH } from '../documents/paths.ts';
import { own } from '../own.ts';
import { secondsBetween, type Seconds } from '../time.ts';
import type { ChangedDocument, ChangeEvidence, DocumentVerdict, RecordedChange } from './change.ts';

/**
 * Seconds after a merge in which a run must judge it. Teams and permissions are read by that run. Read much later, they
 * say nothing about the time of the merge.
 */
const IN_TIME: Seconds = 86_400;

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
  const own = [...unlessFiledRight(evidence), ...unlessUsable(document, evidence)];
  if (subject === undefined) return [...own, ...withoutCase(document.path, organization, evidence)];
  return [
    ...own,
    ...unlessInTime(subject.pull, evidence),
    ...unlessAllAreKnown(document),
    ...objectionsToChange(subject),
  ];
}

/** Returns the input of the rules; `undefined` if the change has no pull request, or its organization is not known. */
function caseOf(
  { path, before, after, head, contributors }: ChangedDocument,
  organization: Organization | undefined,
  { repository, pull, headUsedBy, ...facts }: ChangeEvidence,
): ChangeCase | undefined {
  if (pull === null || organization === undefined) return undefined;
  const fileOf = (blob: string | null) => (blob === null ? null : { blob, mode: '100644' });
  const merge = pull.merge && {
    ...pull.merge,
    // The rules compare the merge with the file at the head. Only the first parent's file is known.
    file: fileOf(after),
    parents: pull.merge.parents.map(({ sha }, index) => ({ sha, file: index === 0 ? fileOf(before) : head })),
  };
  return {
    ...{ repository, path, blob: after, organization, facts, headUsedBy },
    pull: { ...pull, head: { ...pull.head, file: head }, merge },
    contributors: contributors.filter((id) => id !== null),
  };
}

function withoutCase(
  path: string,
  organization: Organization | undefined,
  { pull, at, gathered, commit }: ChangeEvidence,
): readonly Objection[] {
  const short = commit.slice(0, 12);
  if (pull === null)
    return secondsBetween(at, gathered) > INDEX_LAG
      ? [denied('change-without-pull-request', `commit ${short} changed ${path} without a pull request`)]
      : [
          pending(
            'change-pull-request-unknown',
            `GitHub does not name the pull request of commit ${short} yet, which changed ${path}`,
          ),
        ];
  return organization === undefined
    ? [
        pending(
          'policies-unknown',
          `GitHub did not return the accepted version of ${ORGANIZATION_PATH}, which names the approvers of #${pull.number}`,
        ),
      ]
    : [];
}

function organizationIn({ organization, texts }: ChangeEvidence): Organization | undefined {
  const text = own(texts, organization);
  return text === undefined ? undefined : parseOrganization(ORGANIZATION_PATH, toBytes(text)).value;
}

/** Only the blob id proves that a text is the one that was accepted or approved. */
function unlessFiledRight({ texts }: ChangeEvidence): readonly Objection[] {
  return Object.entries(texts).flatMap(([blob, text]) =>
    gitBlobId(toBytes(text)) === blob ? [] : [pending('blob-mismatch', `a document does not have the blob id ${blob}`)],
  );
}

/** An organization that does not parse names nobody, so it never takes the place of one that does. */
function unlessUsable({ path, after }: ChangedDocument, { texts }: ChangeEvidence): readonly Objection[] {
  if (path !== ORGANIZATION_PATH) return [];
  if (after === null) return [denied('organization-broken', `the change removes ${ORGANIZATION_PATH}`)];
  const text = own(texts, after);
  if (text === undefined)
    return [pending('policies-unknown', `GitHub did not return ${ORGANIZATION_PATH} with the change in it`)];
  const { issues = [] } = parseOrganization(ORGANIZATION_PATH, toBytes(text));
  return issues
    .slice(0, 1)
    .map(({ line, column, sentence }) =>
      denied('organization-broken', `${ORGANIZATION_PATH}:${line}:${column} ${sentence}`),
    );
}

function unlessInTime({ number, mergedAt }: PullFact, evidence: ChangeEvidence): readonly Objection[] {
  const { gathered, judgedEachTime } = evidence;
  if (judgedEachTime === true || mergedAt === null || secondsBetween(mergedAt, gathered) <= IN_TIME) return [];
  return [
    denied(
      'change-judged-late',
      `#${number} was merged at ${mergedAt}, and no run could judge it within a day; its approvals no longer count`,
    ),
  ];
}

function unlessAllAreKnown({ path, contributors }: ChangedDocument): readonly Objection[] {
  return contributors.includes(null)
    ? [
        denied(
          'change-author-unknown',
          `GitHub does not name everybody who changed ${path} since its accepted version, so an approver may be among them`,
        ),
      ]
    : [];
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
