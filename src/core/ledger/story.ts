import type { RecordedChange } from '../acceptance/change.ts';
import type { IncidentFact } from '../decision/evidence.ts';
import { listed } from '../decision/rules/people.ts';
import type { Grant } from '../grant/grant.ts';
import { addSeconds, type Instant } from '../time.ts';
import { usageInWords } from '../audit/usage-words.ts';
import { QUARANTINE_KINDS } from '../quarantine/fact.ts';
import { quarantineSentence } from '../quarantine/story.ts';
import type { LedgerRecord } from './record.ts';

/** Writes the message of one commit from its records, so that people can read the audit branch without tools. */
export function messageFor(records: readonly LedgerRecord[]): { headline: string; body: string } {
  const [first] = records;
  if (first === undefined) throw new Error('a commit of no records has no message');
  const sentences = records.map(sentenceFor);
  const headline = records.length === 1 ? (sentences[0] ?? '') : `${countKinds(records)}: ${namePulls(records)}`;
  const story =
    records.length === 1
      ? reasonLines(first)
      : records.flatMap((record, index) => [`- ${sentences[index] ?? ''}`, ...reasonLines(record)]);
  const isOfMany = new Set(records.flatMap(({ pull }) => pull ?? [])).size > 1;
  const trailers = [...new Set(records.flatMap((record) => (isOfMany ? namingPull(record) : trailersFor(record))))];
  return {
    headline: clip(headline),
    body: [story.join('\n'), trailers.join('\n')].filter((part) => part !== '').join('\n\n'),
  };
}

/** Writes one record as one line: `activated #42: alice → roles/cloudsql.viewer on acme-orders-prod until 04:17Z`. */
export function sentenceFor(record: LedgerRecord): string {
  const { kind, pull, grant, genesis } = record;
  if (genesis !== undefined) return `genesis: ${plain(genesis.installation)} in ${plain(genesis.repository.name)}`;
  const aside = quarantineSentence(record);
  if (aside !== undefined) return plain(aside);
  if (kind === 'heartbeat') return record.reasons.length > 0 ? kind : `${kind}: nothing else to record for a day`;
  if (record.change !== undefined) return changeSentence(record.change);
  if (record.keys !== undefined) return `${kind}: signed by ${record.keys.map(plain).join(', ')}`;
  const who = grant?.requester.login ?? record.decision?.evidence.pull?.author?.login;
  const subject = `${kind} ${pull === null ? plain(record.request?.path ?? 'a binding') : `#${pull}`}`;
  const what = whatOf(record);
  if (kind === 'refused' || kind === 'lapsed') {
    const code = record.reasons[0]?.code;
    return `${subject}${who === undefined ? '' : `: ${plain(who)}`}${code === undefined ? '' : ` (${code})`}`;
  }
  if (record.review !== undefined) return `${subject}: ${record.review.verdict}, says ${plain(record.review.by.login)}`;
  if (kind === 'review-overdue') return `${subject}: ${plain(who ?? 'somebody')} broke glass and nobody reviewed it`;
  if (record.usage !== undefined)
    return `${subject}: ${who === undefined ? '' : `${plain(who)}, `}${usageInWords(record.usage)}`;
  const until = kind === 'activated' && grant !== undefined ? ` until ${grant.window.end.slice(11, 16)}Z` : '';
  return `${subject}: ${who === undefined ? '' : `${plain(who)} → `}${what}${until}`;
}

/** Writes the verdicts on a change: `policies-changed #12: policies/orders.yaml accepted`. */
function changeSentence({ commit, documents, evidence: { pull } }: RecordedChange): string {
  const subject = `policies-changed ${pull === null ? commit.slice(0, 12) : `#${pull.number}`}`;
  return `${subject}: ${listed(
    documents.map(({ path, verdict }) => `${plain(path)} ${verdict}`),
    MOST_DOCUMENTS,
  )}`;
}

/** Documents that a sentence names, and trailers of one commit about a change. They count the others. */
const MOST_DOCUMENTS = 10;
const MOST_TRAILERS = 50;

function whatOf({ bindings = [], grant }: LedgerRecord): string {
  const rows = bindings.length > 0 ? bindings : (grant?.access ?? []);
  const [first] = rows;
  if (first === undefined) return 'nothing';
  const more = rows.length > 1 ? ` (+${rows.length - 1} more)` : '';
  return `${plain(first.role)} on ${plain(first.resource.replace(/^projects\//, ''))}${more}`;
}

function reasonLines({ kind, reasons }: LedgerRecord): readonly string[] {
  return reasons.map(({ code, sentence }) => `  ${code === kind ? '' : `${code}: `}${plain(sentence)}`);
}

function trailersFor(record: LedgerRecord): readonly string[] {
  const { grant, request, decision, review, change, bindings = [] } = record;
  const incident = decision?.evidence.incident;
  const author = grant?.requester ?? decision?.evidence.pull?.author ?? undefined;
  const changed = change?.documents ?? [];
  const url = request?.url ?? change?.evidence.pull?.url;
  return [
    ...(record.quarantine === undefined ? [] : [`Quarantine-by: ${plain(record.quarantine.by)}`]),
    ...changed.slice(0, MOST_TRAILERS).map(({ path, verdict }) => `Policy: ${plain(path)} (${verdict})`),
    ...(changed.length > MOST_TRAILERS ? [`Policies: ${changed.length} in all`] : []),
    ...(change?.approvedBy ?? []).map((login) => `Approved-by: ${plain(login)}`),
    ...(request === undefined ? [] : [`Request: ${plain(request.path)}`]),
    ...(author === undefined ? [] : [`Requester: ${plain(author.login)}`]),
    ...(grant?.approvedBy ?? []).map((login) => `Approved-by: ${plain(login)}`),
    ...(grant?.breakGlass === undefined
      ? []
      : [`Break-glass: review ${reviewDue(grant.window.start, grant.breakGlass)}`]),
    ...(incident === undefined ? [] : [`Incident: ${plain(incident.id)} (${incidentIs(incident)})`]),
    ...(review === undefined ? [] : [`Reviewed-by: ${plain(review.by.login)}`, `Verdict: ${review.verdict}`]),
    ...[...new Set(bindings.map(({ role }) => role))].map((role) => `Role: ${plain(role)}`),
    ...[...new Set(bindings.map(({ resource }) => resource))].map((resource) => `Resource: ${plain(resource)}`),
    ...(grant === undefined ? [] : [`Window: ${grant.window.start}/${grant.window.end}`]),
    ...(url == null ? [] : [`Pull-request: ${plain(url)}`]),
  ];
}

/** Names the pull request in each trailer of a commit about several, so that approvals cannot be confused. */
function namingPull(record: LedgerRecord): readonly string[] {
  const trailers = trailersFor(record);
  if (record.pull === null) return trailers;
  return trailers.map((trailer) => (OF_ITS_PULL.test(trailer) ? `${trailer} (#${record.pull})` : trailer));
}

/** Trailers that need the number. The others name their pull request, or a place that people search for literally. */
const OF_ITS_PULL = /^(?:Requester|Approved-by|Break-glass|Incident|Reviewed-by|Verdict|Window): /;

function reviewDue(mergedAt: Instant, { within }: NonNullable<Grant['breakGlass']>): string {
  return `due ${addSeconds(mergedAt, within)}`;
}

/** Describes the state of an incident, also one that was unreachable. */
function incidentIs({ state }: IncidentFact): string {
  return state === 'unreachable' ? 'unverified: it could not be looked up' : state;
}

function countKinds(records: readonly LedgerRecord[]): string {
  const groups = Map.groupBy(records, ({ kind }) => kind);
  return [...groups].map(([kind, { length }]) => (length === 1 ? kind : `${length} ${kind}`)).join(', ');
}

function namePulls(records: readonly LedgerRecord[]): string {
  return [
    ...new Set(
      records.flatMap(({ kind, pull, request }) =>
        pull !== null ? [`#${pull}`] : OF_NOTHING.includes(kind) ? [] : [plain(request?.path ?? '?')],
      ),
    ),
  ].join(' ');
}

/** Kinds of records without a request or binding. */
const OF_NOTHING: readonly string[] = ['policies-changed', 'heartbeat', 'key-rotated', ...QUARANTINE_KINDS];

/** Puts quoted text on one line, so that it can neither start a trailer nor hide. */
function plain(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]+/gu, ' ').trim();
}

const HEADLINE = 100;

function clip(text: string): string {
  const characters = Array.from(text);
  return characters.length > HEADLINE ? `${characters.slice(0, HEADLINE - 1).join('')}…` : text;
}
