import type { GrantState } from '../../core/ledger/grant-state.ts';
import { heartbeatDraft, rotationDraft, type RecordContext } from '../../core/ledger/drafts.ts';
import type { Draft, LedgerRecord } from '../../core/ledger/ledger.ts';
import { formatKey } from '../../core/ledger/note.ts';
import { toIndex, isNews } from '../../core/ledger/ledger-index.ts';
import { countsUnsealed } from '../../core/ledger/sealing.ts';
import { messageFor, sentenceFor } from '../../core/ledger/story.ts';
import { extend, type Extended, type TreeHead } from '../../core/ledger/tree-head.ts';
import { isRefusalNews } from '../../core/quarantine/refusal.ts';
import { isContinued, readLedger, type OpenLedger } from './open.ts';
import { seal, type Sealed } from './seal.ts';
import { notCovered, quarantinesToConfirm, strangersRecords } from './unsealed.ts';
import type { Ports } from '../../core/ports.ts';

export interface Recorded {
  readonly records: readonly LedgerRecord[];
  /** The ledger as it stands after this, where it could still be read. */
  readonly ledger: OpenLedger;
  readonly problem?: string;
}

const TRIES = 8;

/**
 * Appends drafts in one commit with its checkpoint, if the branch still stands where it was read. If not, it is read again,
 * and what another run has recorded meanwhile is left out: every event is on record once.
 *
 * A ledger in doubt is not extended. Without a signed checkpoint only records that withhold are appended; all others wait
 * for a run that can sign, and so does everything where the caller needs a seal (`sealed`).
 */
export async function appendRecords(
  ports: Ports,
  ledger: OpenLedger,
  drafts: readonly Draft[],
  need: 'sealed' | 'on record' = 'on record',
): Promise<Recorded> {
  let current = ledger;
  for (let attempt = 1; attempt <= TRIES; attempt += 1) {
    const news = drafts.flatMap((draft) => newsOf(draft, current));
    if (news.length === 0) return { records: [], ledger: current };
    if (current.doubt !== undefined)
      return { records: [], ledger: current, problem: `not recorded, as the ledger is in doubt: ${namesOf(news)}` };
    const done = await append(ports, current, news, need);
    if (done !== 'again') return done;
    await ports.pause(attempt);
    const after = await readLedger(ports, current.trust);
    if ('problem' in after) return { records: [], ledger: current, problem: after.problem };
    // A failed append may have landed: the ledger as read again tells, and `isNews` drops what did. A reading that lost
    // records is late, or of a branch that was set back: nothing is appended to it.
    if (isContinued(current, after)) current = after;
  }
  return {
    records: [],
    ledger: current,
    problem: `${drafts.length} events could not be recorded: the branch audit keeps moving or refusing; the next run records them`,
  };
}

/** Before anything rests on the ledger: keys that changed are put on record, and what was appended unsigned is signed for. */
export async function signBacklog(ports: Ports, ledger: OpenLedger, occasion: RecordContext): Promise<Recorded> {
  const drafts = ledger.doubt === undefined ? overdue(ledger, occasion) : [];
  if (drafts.length === 0) return { records: [], ledger };
  const done = await appendRecords(ports, ledger, drafts, 'sealed');
  const { covered, tree: tip } = done.ledger;
  if (done.problem !== undefined || covered === tip.size) return done;
  // Somebody appended more while this run signed.
  return {
    ...done,
    problem: `records ${covered} to ${tip.size - 1} lie under no checkpoint; the next run signs for them`,
  };
}

function overdue(ledger: OpenLedger, occasion: RecordContext): readonly Draft[] {
  const { tree: tip, covered, trust, uncounted } = ledger;
  const named = (trust.keys ?? []).map(formatKey);
  const rotation = JSON.stringify(named) === JSON.stringify(tip.state.keys) ? [] : [rotationDraft(named, occasion)];
  // A change of keys seals what came before it, but only a heartbeat voids.
  const needsHeartbeat = uncounted.length > 0 || (covered < tip.size && rotation.length === 0);
  return [...(needsHeartbeat ? [sealingHeartbeat(ledger, occasion)] : []), ...rotation];
}

/** The record whose checkpoint seals what was appended without one, and voids what may not count without. */
function sealingHeartbeat({ tree: tip, covered, uncounted }: OpenLedger, occasion: RecordContext): Draft {
  const sentence = `records ${covered} to ${tip.size - 1} were appended without a checkpoint of their own`;
  const reasons = [{ code: 'checkpoint-behind', sentence }, ...uncounted.map(voidedReason)];
  const heartbeat = heartbeatDraft(occasion, reasons);
  return uncounted.length === 0 ? heartbeat : { ...heartbeat, voids: uncounted.map(({ seq }) => seq) };
}

function voidedReason({ seq, kind, pull }: LedgerRecord): { readonly code: string; readonly sentence: string } {
  const about = pull === null ? kind : `${kind} #${pull}`;
  return { code: 'record-voided', sentence: `record ${seq} (${about}) lay under no checkpoint and counts for nothing` };
}

async function append(
  ports: Ports,
  ledger: OpenLedger,
  news: readonly Draft[],
  need: 'sealed' | 'on record',
): Promise<Recorded | 'again'> {
  // Records under no checkpoint are never sealed in passing: a heartbeat says which they are, and voids a stranger's.
  const heartbeat = tailBefore(ledger, news);
  const whole = extend(ledger.tree, [...heartbeat, ...news]);
  if (whole.records.length === 0) return { records: [], ledger, problem: flawsOf(whole).join('; ') };
  const sealed = await sealOver(ledger, whole.tree, [...heartbeat, ...news]);
  if (!('unsealed' in sealed)) {
    const result = await ports.ledger.append(ledger.head, [...whole.files, ...sealed.files], messageFor(whole.records));
    if (result.outcome !== 'appended') return 'again';
    const { note } = sealed;
    const seal = { covered: whole.tree.size, note, keysCovered: whole.tree.state.keys, uncounted: [] };
    const found = heartbeat.length === 0 ? [] : strangersIn(ledger);
    return recorded({ ...ledger, ...seal }, result.head, whole, [...flawsOf(whole), ...found]);
  }
  const unsigned = `the checkpoint could not be signed, the next run signs it: ${sealed.unsealed}`;
  const counts = (draft: Draft) => need === 'on record' && countsUnsealed(draft, ledger.tree.state);
  const fit = news.map((draft) => (counts(draft) ? draft : withoutGrant(draft)));
  const [counting, waiting] = [fit.filter(counts), fit.filter((draft) => !counts(draft))];
  const kept = waiting.length === 0 ? [] : [`not recorded without a signature: ${namesOf(waiting)}`];
  if (counting.length === 0) return { records: [], ledger, problem: [unsigned, ...kept].join('; ') };
  const part = extend(ledger.tree, counting);
  const problems = [...flawsOf(part), unsigned, ...kept];
  if (part.records.length === 0) return { records: [], ledger, problem: problems.join('; ') };
  const result = await ports.ledger.append(ledger.head, part.files, messageFor(part.records));
  return result.outcome === 'appended' ? recorded(ledger, result.head, part, problems) : 'again';
}

/** A closing closes access without its grant, too: otherwise a later run would give again what this one revoked. */
function withoutGrant(draft: Draft): Draft {
  if (draft.bindings === undefined) return draft;
  const rest: { -readonly [Name in keyof Draft]: Draft[Name] } = { ...draft };
  delete rest.grant;
  delete rest.decision;
  delete rest.request;
  return rest;
}

function tailBefore(ledger: OpenLedger, news: readonly Draft[]): readonly Draft[] {
  const [first] = news;
  const isOwn = ({ kind, reasons }: Draft) => kind === 'key-rotated' || (kind === 'heartbeat' && reasons.length > 0);
  if (first === undefined || ledger.covered === ledger.tree.size || news.some(isOwn)) return [];
  return [sealingHeartbeat(ledger, { at: first.at, run: first.run, version: first.tool.version })];
}

/** Records that came since this run looked: it signs for them, and fails so that a person looks. */
function strangersIn(ledger: OpenLedger): readonly string[] {
  const { name } = ledger.genesis.repository;
  return [...strangersRecords(ledger, name), ...quarantinesToConfirm(ledger), ...notCovered(ledger)];
}

function flawsOf({ unfit }: Extended): readonly string[] {
  return unfit.map(
    ({ draft, flaw }) => `${draft.kind} #${draft.pull ?? '?'} cannot be recorded: ${flaw.code} at ${flaw.at}`,
  );
}

function recorded(
  ledger: OpenLedger,
  head: string,
  { tree: tip, records }: Extended,
  problems: readonly string[],
): Recorded {
  return {
    records,
    ledger: { ...ledger, head, tree: tip, index: toIndex(tip.state) },
    ...(problems.length > 0 ? { problem: problems.join('; ') } : {}),
  };
}

/** Seals everything up to a tip; but never a stranger's record that no heartbeat among the news voids. */
async function sealOver(
  { origin, trust, keysCovered, uncounted }: OpenLedger,
  tip: TreeHead,
  news: readonly Draft[],
): Promise<Sealed> {
  const voided = news.flatMap(({ voids = [] }) => voids);
  const left = uncounted.find(({ seq }) => !voided.includes(seq));
  if (left !== undefined) return { unsealed: `record ${left.seq} (${left.kind}) lies under no checkpoint` };
  return seal(tip, {
    origin,
    keys: trust.keys ?? [],
    signers: trust.signers,
    before: JSON.stringify(keysCovered) === JSON.stringify(tip.state.keys) ? [] : keysCovered,
  });
}

function namesOf(drafts: readonly Draft[]): string {
  return drafts.map((draft, index) => sentenceFor({ ...draft, seq: index })).join('; ');
}

/** A draft with only those of its bindings another run has not recorded meanwhile; nothing if it has recorded them all. */
function newsOf(draft: Draft, { index: accounts, covered, tree: tip, uncounted }: OpenLedger): readonly Draft[] {
  if (draft.kind === 'heartbeat' && draft.reasons.length > 0) {
    // The branch may have moved since the draft was made: other records may have these numbers now.
    const isOfThisTail = (draft.voids ?? []).join() === uncounted.map(({ seq }) => seq).join();
    return covered < tip.size && isOfThisTail ? [draft] : [];
  }
  if (!isNews(draft, accounts) || !isRefusalNews(draft, tip.lines)) return [];
  const news = asOnRecord(draft, draft.pull === null ? undefined : accounts.byPull.get(draft.pull));
  if (news.bindings === undefined) return [news];
  return [{ ...news, bindings: news.bindings.filter((binding) => isNews({ ...news, bindings: [binding] }, accounts)) }];
}

/** Another run may have decided the request meanwhile: a grant is decided once, and named as it is on record. */
function asOnRecord(draft: Draft, account: GrantState | undefined): Draft {
  if (draft.grant === undefined || account?.grant === undefined) return draft;
  const rest: { -readonly [Name in keyof Draft]: Draft[Name] } = { ...draft, grant: account.grant };
  delete rest.decision;
  return rest;
}

/** Why the ledger could not be signed now; `undefined`: it could, or no key is named. Nothing is written. */
export async function whyUnsignable(ledger: OpenLedger): Promise<string | undefined> {
  if ((ledger.trust.keys ?? []).length === 0) return undefined;
  const sealed = await sealOver(ledger, ledger.tree, []);
  return 'unsealed' in sealed ? `nothing is granted while the ledger cannot be signed: ${sealed.unsealed}` : undefined;
}
