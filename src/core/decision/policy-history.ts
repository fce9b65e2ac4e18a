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
 * What makes a document under `policies/` count: the ledger began with it, or its last change was approved as the
 * organization that was valid then demands, judged by the rules requests are judged by. A change that was not approved
 * is passed over; the chain goes on from the last that was.
 */

/** A change with what the organization before it says to it; `undefined`: it counts. */
interface JudgedChange {
  readonly change: DocumentChange;
  readonly objection: Objection | undefined;
}

/** An organization, and from when on it holds; `undefined`: since the ledger began. */
interface Reign {
  readonly organization: Organization;
  readonly since: Instant | undefined;
}

/** What speaks against the organization of a request, before the merge and at the head. */
export function organizationObjections({ evidence }: Pick<RuleInput, 'evidence'>): readonly Objection[] {
  const history = organizationHistory(evidence);
  return 'unknown' in history ? [history.unknown] : standing(ORGANIZATION_PATH, history.changes, evidence);
}

/** What speaks against the organization at the head, asked without a request. */
export function judgeOrganization(evidence: Evidence): readonly Objection[] {
  return organizationObjections({ evidence });
}

/** What speaks against the policy of a request, before the merge and at the head. */
export function policyObjections(path: string, { evidence }: RuleInput): readonly Objection[] {
  const history = organizationHistory(evidence);
  // The organization's own rule says what is not known of it.
  if ('unknown' in history) return [];
  const told = standing(ORGANIZATION_PATH, history.changes, evidence).some(isHistoryUnknown);
  return ofPolicy(path, history.reigns, evidence).filter((objection) => !(told && isHistoryUnknown(objection)));
}

function ofPolicy(path: string, reigns: readonly Reign[], evidence: Evidence): readonly Objection[] {
  const changes = own(evidence.changes, path) ?? null;
  if (changes === null) return [historyUnknown(`the changes of ${path} could not be read`)];
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

/** Every change of the organization, newest first, and who reigned when. */
function organizationHistory(
  evidence: Evidence,
): { readonly changes: readonly JudgedChange[]; readonly reigns: readonly Reign[] } | { readonly unknown: Objection } {
  const changes = own(evidence.changes, ORGANIZATION_PATH) ?? null;
  const { genesis } = evidence;
  if (genesis === null)
    return { unknown: pending('genesis-unknown', 'the ledger does not say which policies it began with') };
  if (changes === null) return unknown(`the changes of ${ORGANIZATION_PATH} could not be read`);
  const first = organizationOf(own(genesis.policies, ORGANIZATION_PATH), evidence);
  if (first === 'unread') return unknown('the organization the ledger began with could not be read');
  if (first === undefined) return unknown('the organization the ledger began with does not parse');
  const reigns: Reign[] = [{ organization: first, since: undefined }];
  const judged: JudgedChange[] = [];
  for (const change of changes.toReversed()) {
    const organization = reigns.at(-1)?.organization ?? first;
    const earlier = judged.map((one) => one.change);
    const objection = judgeChange({ change, earlier, path: ORGANIZATION_PATH, organization }, evidence);
    judged.unshift({ change, objection });
    if (objection?.weight === 'denied') continue;
    // What comes after depends on whether this one counts: no later change can be judged before this is known.
    if (objection !== undefined) return { unknown: objection };
    const next = change.blob === null ? undefined : organizationOf(change.blob, evidence);
    if (next === 'unread') return unknown(`${ORGANIZATION_PATH} as ${changeName(change)} left it could not be read`);
    // An approved slip reigns over nothing: the last organization that parses does.
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

/** Whoever reigned just before an instant; a change of the same second is not asked to approve itself. */
function reigningAt(reigns: readonly Reign[], at: Instant | null): Organization | undefined {
  return reigns.findLast(({ since }) => since === undefined || (at !== null && since < at))?.organization;
}

/** Whether a document is the work of a change that counts, at the head and before the merge. */
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

/** That a history is not known is said once; of changes that do not count, each is named. */
function isSameDoubt(one: Objection, other: Objection): boolean {
  return one.sentence === other.sentence || (isHistoryUnknown(one) && isHistoryUnknown(other));
}

/**
 * The changes of which one made a document what it was before a merge. GitHub says when it merged; of a push nobody
 * vouches for its date, so pushes since the last merge before may have come before or after, and all of them may be it.
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

/** What speaks against a document that is the work of each of these changes, or of none since the ledger began. */
function madeBy(
  path: string,
  blob: string,
  changes: readonly JudgedChange[],
  first: string | undefined,
): readonly Objection[] {
  if (changes.length === 0)
    return blob === first
      ? []
      : [historyUnknown(`${path} is not as the ledger began with it, and what changed it is not known`)];
  if (changes.some(({ change }) => change.blob !== blob))
    return [historyUnknown(`${path} is not what its last known change left`)];
  return changes.flatMap(({ objection }) => objection ?? []);
}

const ORGANIZATION_CODES = { no: 'organization-unapproved', maybe: 'organization-approval-unknown' } as const;
const POLICY_CODES = { no: 'policy-unapproved', maybe: 'policy-approval-unknown' } as const;

/** One change to judge, with the changes of the document before it and the organization it was made under. */
interface InQuestion {
  readonly change: DocumentChange;
  readonly earlier: readonly DocumentChange[];
  readonly path: string;
  readonly organization: Organization | undefined;
}

/** Why one change does not count, in the words of the rules and reviews it was judged by. */
function judgeChange({ change, earlier, path, organization }: InQuestion, evidence: Evidence): Objection | undefined {
  const { pull } = change;
  const codes = path === ORGANIZATION_PATH ? ORGANIZATION_CODES : POLICY_CODES;
  const deny = (why: string) => denied(codes.no, `${changeName(change)} changed ${path} and does not count: ${why}`);
  const doubt = (why: string) =>
    pending(codes.maybe, `${changeName(change)} changed ${path}, and whether it counts is not known: ${why}`);
  if (organization === undefined) return doubt('which organization was valid then is not known');
  if (pull === null)
    return secondsBetween(change.at, evidence.gathered) > INDEX_LAG
      ? deny('it came without a pull request')
      : doubt('GitHub does not say yet which pull request it came by');
  const objections = objectionsToChange({ change, pull, earlier, path, organization, evidence });
  const worst = objections.find(({ weight }) => weight === 'denied') ?? objections[0];
  if (worst === undefined) return undefined;
  return worst.weight === 'denied' ? deny(worst.sentence) : doubt(worst.sentence);
}

function changeName({ pull, at }: DocumentChange): string {
  return pull === null ? `a push of ${at}` : `#${pull.number}`;
}
