import { denied, pending, type RuleInput, type Objection } from './rule.ts';
import type { DocumentChange, Evidence } from './evidence.ts';
import { own } from '../own.ts';
import type { Organization } from '../documents/organization.ts';
import { parseOrganization } from '../documents/parse-organization.ts';
import { ORGANIZATION_PATH } from '../documents/paths.ts';
import { INDEX_LAG } from './rules/merge.ts';
import { objectionsToChange } from './rules/policy-change.ts';
import { secondsBetween, type Instant } from '../time.ts';

/*
 * Judges documents by evidence from before verdicts on changes were recorded, so that `verify` can replay such decisions.
 * A document under `policies/` counts if the ledger began with it, or if its last change was approved. The organization
 * in force at the change decides who approves, by the rules for requests. An unapproved change is skipped; the chain
 * continues from the last approved one.
 */

/** A change, judged by the organization before it. `objection` is `undefined` if the change counts. */
interface JudgedChange {
  readonly change: DocumentChange;
  readonly objection: Objection | undefined;
}

/** An organization in force since an instant; `undefined` if since the ledger's start. */
interface Reign {
  readonly organization: Organization;
  readonly since: Instant | undefined;
}

/** Returns objections to the organization of a request, before the merge and at the head. */
export function organizationObjections({ evidence }: Pick<RuleInput, 'evidence'>): readonly Objection[] {
  const history = organizationHistory(evidence);
  return 'unknown' in history ? [history.unknown] : standing(ORGANIZATION_PATH, history.changes, evidence);
}

/** Returns objections to the policy of a request, before the merge and at the head. */
export function policyObjections(path: string, { evidence }: RuleInput): readonly Objection[] {
  const history = organizationHistory(evidence);
  // The organization's own rule reports its unknown history.
  if ('unknown' in history) return [];
  const reported = standing(ORGANIZATION_PATH, history.changes, evidence).some(isHistoryUnknown);
  return ofPolicy(path, history.reigns, evidence).filter((objection) => !(reported && isHistoryUnknown(objection)));
}

function ofPolicy(path: string, reigns: readonly Reign[], evidence: Evidence): readonly Objection[] {
  const changes = own(evidence.changes ?? {}, path) ?? null;
  if (changes === null) return [historyUnknown(`GitHub did not return the changes of ${path}`)];
  const judged = changes.map((change, at) => {
    const organization = reigningAt(reigns, change.pull?.mergedAt ?? null);
    return { change, objection: judgeChange({ change, earlier: changes.slice(at + 1), path, organization }, evidence) };
  });
  return standing(path, judged, evidence);
}

const historyUnknown = (sentence: string): Objection => pending('policy-history-unknown', sentence);

function isHistoryUnknown({ code }: Objection): boolean {
  return code === 'policy-history-unknown';
}

/** Returns every change of the organization, newest first, and the organizations in force over time. */
function organizationHistory(
  evidence: Evidence,
): { readonly changes: readonly JudgedChange[]; readonly reigns: readonly Reign[] } | { readonly unknown: Objection } {
  const changes = own(evidence.changes ?? {}, ORGANIZATION_PATH) ?? null;
  const genesis = evidence.genesis ?? null;
  if (genesis === null)
    return { unknown: pending('genesis-unknown', 'the ledger does not name the policies that it began with') };
  if (changes === null) return unknown(`GitHub did not return the changes of ${ORGANIZATION_PATH}`);
  const first = organizationOf(own(genesis.policies, ORGANIZATION_PATH), evidence);
  if (first === 'unread') return unknown(`GitHub did not return ${ORGANIZATION_PATH} of the ledger's start`);
  if (first === undefined) return unknown(`${ORGANIZATION_PATH} of the ledger's start does not parse`);
  const reigns: Reign[] = [{ organization: first, since: undefined }];
  const judged: JudgedChange[] = [];
  for (const change of changes.toReversed()) {
    const organization = reigns.at(-1)?.organization ?? first;
    const earlier = judged.map((one) => one.change);
    const objection = judgeChange({ change, earlier, path: ORGANIZATION_PATH, organization }, evidence);
    judged.unshift({ change, objection });
    if (objection?.weight === 'denied') continue;
    // Later changes depend on this one, so none of them can be judged before it.
    if (objection !== undefined) return { unknown: objection };
    const next = change.blob === null ? undefined : organizationOf(change.blob, evidence);
    if (next === 'unread')
      return unknown(`GitHub did not return ${ORGANIZATION_PATH} as ${changeName(change)} left it`);
    // An approved organization that does not parse is never in force; the last one that parses stays.
    if (next !== undefined) reigns.push({ organization: next, since: change.pull?.mergedAt ?? undefined });
  }
  return { changes: judged, reigns };
}

function unknown(sentence: string): { readonly unknown: Objection } {
  return { unknown: historyUnknown(sentence) };
}

function organizationOf(blob: string | undefined, { texts }: Evidence): Organization | 'unread' | undefined {
  const text = blob === undefined ? undefined : own(texts, blob);
  if (text === undefined) return 'unread';
  return parseOrganization(ORGANIZATION_PATH, new TextEncoder().encode(text)).value;
}

/** Returns the organization in force just before an instant, so that a change never approves itself. */
function reigningAt(reigns: readonly Reign[], at: Instant | null): Organization | undefined {
  return reigns.findLast(({ since }) => since === undefined || (at !== null && since < at))?.organization;
}

/** Returns objections to a document unless changes that count made it, at the head and before the merge. */
function standing(path: string, changes: readonly JudgedChange[], evidence: Evidence): readonly Objection[] {
  const { documents, genesis, pull } = evidence;
  const head = documents.head === null ? undefined : own(documents.head.digests, path);
  const before = documents.before === null ? undefined : own(documents.before.digests, path);
  const first = own(genesis?.policies ?? {}, path);
  const earlier = possibleMakers(changes, pull?.mergedAt ?? null);
  return [
    ...(head === undefined ? [] : madeBy(path, head, changes.slice(0, 1), first)),
    ...(before === undefined
      ? []
      : madeBy(
          path,
          before,
          earlier.makers.filter(({ change }) => change.blob === before),
          earlier.orGenesis ? first : undefined,
        )),
  ].filter((objection, at, all) => all.findIndex((other) => isSameDoubt(other, objection)) === at);
}

/** True for two reports of an unknown history, which are shown once, and for equal sentences. */
function isSameDoubt(one: Objection, other: Objection): boolean {
  return one.sentence === other.sentence || (isHistoryUnknown(one) && isHistoryUnknown(other));
}

/**
 * Returns the changes of which one made a document's version before a merge. GitHub attests the time of a merge. A pusher
 * chooses the date of a push, so every push since the last earlier merge may be the one.
 */
function possibleMakers(
  changes: readonly JudgedChange[],
  merged: Instant | null,
): { readonly makers: readonly JudgedChange[]; readonly orGenesis: boolean } {
  const mergedAt = ({ pull }: DocumentChange) => (pull?.merge?.signedByGitHub === true ? pull.mergedAt : null);
  const rest = changes.filter(({ change }) => merged === null || (mergedAt(change) ?? '') <= merged);
  const last = rest.findIndex(({ change }) => mergedAt(change) !== null);
  return last === -1 ? { makers: rest, orGenesis: true } : { makers: rest.slice(0, last + 1), orGenesis: false };
}

/** Returns objections to a document that one of these changes made, or no change since the ledger's start. */
function madeBy(
  path: string,
  blob: string,
  changes: readonly JudgedChange[],
  first: string | undefined,
): readonly Objection[] {
  if (changes.length === 0)
    return blob === first
      ? []
      : [historyUnknown(`${path} differs from the ledger's start, and no change of it is known`)];
  if (changes.some(({ change }) => change.blob !== blob))
    return [historyUnknown(`${path} differs from the result of its last known change`)];
  return changes.flatMap(({ objection }) => objection ?? []);
}

const ORGANIZATION_CODES = { no: 'organization-unapproved', maybe: 'organization-approval-unknown' } as const;
const POLICY_CODES = { no: 'policy-unapproved', maybe: 'policy-approval-unknown' } as const;

/** One change to judge, with the earlier changes of the document and the organization in force at that time. */
interface InQuestion {
  readonly change: DocumentChange;
  readonly earlier: readonly DocumentChange[];
  readonly path: string;
  readonly organization: Organization | undefined;
}

/** Returns the objection to one change, with the sentence of the rule or review that raises it. */
function judgeChange({ change, earlier, path, organization }: InQuestion, evidence: Evidence): Objection | undefined {
  const { pull } = change;
  const codes = path === ORGANIZATION_PATH ? ORGANIZATION_CODES : POLICY_CODES;
  const deny = (why: string) =>
    denied(codes.no, `${changeName(change)} changed ${path} without a valid approval: ${why}`);
  const doubt = (why: string) =>
    pending(codes.maybe, `${changeName(change)} changed ${path}, and its approval is not known yet: ${why}`);
  if (organization === undefined) return doubt('the organization in force at that time is not known');
  if (pull === null)
    return secondsBetween(change.at, evidence.gathered) > INDEX_LAG
      ? deny('the change has no pull request')
      : doubt('GitHub does not name its pull request yet');
  const objections = objectionsToChange({
    ...{ repository: evidence.repository, pull, path, blob: change.blob, organization, facts: evidence },
    contributors: [],
    // The same head changes the same documents, so an earlier use is in this document's history.
    headUsedBy: earlier.flatMap(({ pull: other }) =>
      other !== null && other.number !== pull.number && other.head.sha === pull.head.sha ? [other.number] : [],
    ),
  });
  const worst = objections.find(({ weight }) => weight === 'denied') ?? objections[0];
  if (worst === undefined) return undefined;
  return worst.weight === 'denied' ? deny(worst.sentence) : doubt(worst.sentence);
}

function changeName({ pull, at }: DocumentChange): string {
  return pull === null ? `a push at ${at}` : `#${pull.number}`;
}
