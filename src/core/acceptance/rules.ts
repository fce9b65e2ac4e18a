import { denied, pending, type Objection } from '../decision/rule.ts';
import { samlPrincipal } from '../decision/identity.ts';
import { INDEX_LAG } from '../decision/rules/merge.ts';
import type { ChangeCase } from '../decision/rules/policy-change.ts';
import { involvedIn } from '../decision/rules/people.ts';
import { gitBlobId } from '../digest.ts';
import type { Organization } from '../documents/organization.ts';
import { parseOrganization } from '../documents/parse-organization.ts';
import { ORGANIZATION_PATH } from '../documents/paths.ts';
import { own } from '../own.ts';
import { secondsBetween, type Seconds } from '../time.ts';
import type { ChangedDocument, ChangeEvidence } from './change.ts';

/** One document of a change, with all facts that its rules need. */
export interface AcceptanceCase {
  readonly document: ChangedDocument;
  readonly evidence: ChangeEvidence;
  /** The organization that was accepted last before the change; `undefined` if its text is not known. */
  readonly organization: Organization | undefined;
  /** The input of the rules for its pull request; `undefined` without a pull request or an organization. */
  readonly subject: ChangeCase | undefined;
}

/** A condition on a change, besides those on its pull request (`decision/rules/policy-change.ts`). */
export interface AcceptanceRule {
  readonly id: string;
  readonly asks: string;
  readonly judge: (one: AcceptanceCase) => readonly Objection[];
}

export const ACCEPTANCE_RULES: readonly AcceptanceRule[] = [
  { id: 'filed', asks: 'every text has the git blob id it is filed under', judge: isFiledRight },
  { id: 'organization-usable', asks: 'it leaves an organization that parses', judge: leavesAnOrganization },
  { id: 'pull-request-named', asks: 'a pull request made it', judge: hasAPullRequest },
  { id: 'organization-known', asks: 'the accepted organization was read', judge: hasAnOrganization },
  { id: 'judged-in-time', asks: 'a run judged it within a day', judge: isInTime },
  { id: 'contributors-known', asks: 'the authors of earlier changes in it are known', judge: namesContributors },
  { id: 'identities-known', asks: 'single sign-on knows everybody who made it', judge: identifiesEverybody },
];

/** Only the blob id proves that a text is the one that was accepted or approved. */
function isFiledRight({ evidence: { texts } }: AcceptanceCase): readonly Objection[] {
  return Object.entries(texts).flatMap(([blob, text]) =>
    gitBlobId(toBytes(text)) === blob ? [] : [pending('blob-mismatch', `a document does not have the blob id ${blob}`)],
  );
}

/** An organization that does not parse names nobody, so it never takes the place of one that does. */
function leavesAnOrganization({
  document: { path, after },
  evidence: { texts },
}: AcceptanceCase): readonly Objection[] {
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

function hasAPullRequest({
  document: { path },
  evidence: { pull, at, gathered, commit },
}: AcceptanceCase): readonly Objection[] {
  if (pull !== null) return [];
  const short = commit.slice(0, 12);
  return secondsBetween(at, gathered) > INDEX_LAG
    ? [denied('change-without-pull-request', `commit ${short} changed ${path} without a pull request`)]
    : [
        pending(
          'change-pull-request-unknown',
          `GitHub does not name the pull request of commit ${short} yet, which changed ${path}`,
        ),
      ];
}

function hasAnOrganization({ organization, evidence: { pull } }: AcceptanceCase): readonly Objection[] {
  return organization !== undefined || pull === null
    ? []
    : [
        pending(
          'policies-unknown',
          `GitHub did not return the accepted version of ${ORGANIZATION_PATH}, which names the approvers of #${pull.number}`,
        ),
      ];
}

/**
 * Seconds after a merge in which a run must judge it. Teams and permissions are read by that run. Read much later, they
 * say nothing about the time of the merge.
 */
const IN_TIME: Seconds = 86_400;

function isInTime({ subject, evidence: { gathered, judgedEachTime } }: AcceptanceCase): readonly Objection[] {
  const { number, mergedAt = null } = subject?.pull ?? {};
  if (judgedEachTime === true || mergedAt === null || secondsBetween(mergedAt, gathered) <= IN_TIME) return [];
  return [
    denied(
      'change-judged-late',
      `#${number ?? '?'} was merged at ${mergedAt}, and no run could judge it within a day; its approvals no longer count`,
    ),
  ];
}

function namesContributors({ subject, document: { path, contributors } }: AcceptanceCase): readonly Objection[] {
  return subject !== undefined && contributors.includes(null)
    ? [
        denied(
          'change-author-unknown',
          `GitHub does not name everybody who changed ${path} since its accepted version, so an approver may be among them`,
        ),
      ]
    : [];
}

/** An account unknown to single sign-on may be the second account of an approver. */
function identifiesEverybody({ subject }: AcceptanceCase): readonly Objection[] {
  if (subject?.organization.identity !== 'saml') return [];
  const { pull, contributors, facts } = subject;
  const everybody = [...new Set([...involvedIn(pull), ...contributors])];
  return everybody
    .filter((id) => samlPrincipal(id, facts) === null)
    .map((id) =>
      pending(
        'identity-unknown',
        `GitHub did not return the SAML name of account ${id}, which made this change or an earlier one. See its login with \`gh api user/${id} --jq .login\``,
      ),
    );
}

function toBytes(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}
