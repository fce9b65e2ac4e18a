import { countsUnsealed } from '../../core/ledger/sealing.ts';
import { toIndex } from '../../core/ledger/ledger-index.ts';
import type { Draft, LedgerRecord } from '../../core/ledger/record.ts';
import { extend, type Extended } from '../../core/ledger/extend.ts';
import { keyProof } from '../../core/ledger/key-chain.ts';
import type { Shard } from '../../core/ledger/shard.ts';
import { messageFor, sentenceFor } from '../../core/ledger/story.ts';
import { type TreeHead } from '../../core/ledger/tree-head.ts';
import { message, messages, type Message } from '../../core/message.ts';
import type { Ports } from '../../core/ports.ts';
import { newsIn, withoutGrant } from './news.ts';
import { isContinued } from './continued.ts';
import { readLedger, type OpenLedger } from './open.ts';
import { seal, type Sealed } from './seal.ts';
import { heartbeatBefore } from './sealing-heartbeat.ts';
import { describeUncovered, foreignRecords, quarantinesToConfirm } from './unsealed.ts';

/** The result of one step of a run. */
export interface StepResult {
  /** The records that it added. */
  readonly records: readonly LedgerRecord[];
  /** The ledger after it; `undefined` if no ledger was readable. */
  readonly ledger: OpenLedger | undefined;
  readonly messages: readonly Message[];
}

/** The result of an append. */
export interface Recorded extends StepResult {
  /** The ledger after it, as far as it could still be read. */
  readonly ledger: OpenLedger;
  /** Errors: each names the events that are not on record or not signed, and the reason. */
  readonly messages: readonly Message[];
}

const TRIES = 8;

/**
 * Appends drafts in one commit with its checkpoint, if the branch has not moved since it was read. If it has, reads the
 * branch again and leaves out the events that another run has recorded meanwhile. So every event is on record once.
 *
 * A ledger in doubt is not extended. Without a signed checkpoint only records that withhold access are appended. All
 * others wait for a run that can sign. If the caller needs a seal (`sealed`), every record waits.
 */
export async function appendRecords(
  ports: Ports,
  ledger: OpenLedger,
  drafts: readonly Draft[],
  need: 'sealed' | 'on record' = 'on record',
): Promise<Recorded> {
  let current = ledger;
  for (let attempt = 1; attempt <= TRIES; attempt += 1) {
    const news = drafts.flatMap((draft) => newsIn(draft, current));
    if (news.length === 0) return { records: [], ledger: current, messages: [] };
    if (current.doubt !== undefined)
      return unrecorded(current, `the ledger is in doubt, so these events are not on record: ${namesOf(news)}`);
    const done = await appendOnce(ports, current, news, need);
    if (done !== 'again') return done;
    await ports.pause(attempt);
    const after = await readLedger(ports, current.trust);
    if ('problem' in after) return { records: [], ledger: current, messages: [after.problem] };
    // A failed append may have landed. The new reading shows it, and `newsIn` drops those records. A reading that lost
    // records is stale, or somebody reset the branch: nothing is appended to it.
    if (isContinued(current, after)) current = after;
  }
  return unrecorded(
    current,
    `the branch audit kept moving or refusing commits, so the next run records these events: ${namesOf(drafts)}`,
  );
}

/** Returns the reason why no key can sign the ledger now; `undefined` if one can, or none is named. Writes nothing. */
export async function whyUnsignable(ledger: OpenLedger): Promise<Message | undefined> {
  if ((ledger.trust.keys ?? []).length === 0) return undefined;
  const sealed = await sealOver(ledger, ledger.tree, []);
  return 'unsealed' in sealed
    ? message(
        'ledger-unsigned',
        `Pullcord still revokes, but grants nothing until a key signs the ledger: ${sealed.unsealed}`,
      )
    : undefined;
}

async function appendOnce(
  ports: Ports,
  ledger: OpenLedger,
  news: readonly Draft[],
  need: 'sealed' | 'on record',
): Promise<Recorded | 'again'> {
  // A checkpoint never seals earlier unsigned records in silence: a heartbeat names them, and voids those of others.
  const heartbeat = heartbeatBefore(ledger, news);
  const whole = extend(ledger.tree, [...heartbeat, ...news], ledger.head);
  if (whole.records.length === 0) return { records: [], ledger, messages: flawsOf(whole) };
  const sealed = await sealOver(ledger, whole.tree, [...heartbeat, ...news]);
  if ('unsealed' in sealed) return appendUnsigned(ports, ledger, news, need, sealed.unsealed);
  const files = [...whole.files, ...sealed.files, ...(ledger.lacking ?? []), ...newKeyProofs(whole, sealed.note)];
  const result = await ports.ledger.append(ledger.head, files, messageFor(whole.records));
  if (result.outcome !== 'appended') return 'again';
  const covered = {
    covered: whole.tree.size,
    note: sealed.note,
    keysCovered: whole.tree.state.keys,
    uncounted: [],
    lacking: [],
  };
  const found = heartbeat.length === 0 ? [] : recordsOfOthers(ledger);
  return afterAppend({ ...ledger, ...covered }, result.head, whole, [...flawsOf(whole), ...found]);
}

/** Appends the records that count without a signature, and reports the others. */
async function appendUnsigned(
  ports: Ports,
  ledger: OpenLedger,
  news: readonly Draft[],
  need: 'sealed' | 'on record',
  why: string,
): Promise<Recorded | 'again'> {
  const unsigned = message('ledger-unsigned', `no key signed the checkpoint, so the next run signs it: ${why}`);
  const counts = (draft: Draft) => need === 'on record' && countsUnsealed(draft, ledger.tree.state);
  const fit = news.map((draft) => (counts(draft) ? draft : withoutGrant(draft)));
  const [counting, waiting] = [fit.filter(counts), fit.filter((draft) => !counts(draft))];
  const left =
    waiting.length === 0
      ? []
      : [
          message(
            'event-unrecorded',
            `these events count only with a signature, so this run did not record them. The next run that can sign does: ${namesOf(waiting)}`,
          ),
        ];
  if (counting.length === 0) return { records: [], ledger, messages: [unsigned, ...left] };
  const part = extend(ledger.tree, counting, ledger.head);
  const reported = [...flawsOf(part), unsigned, ...left];
  if (part.records.length === 0) return { records: [], ledger, messages: reported };
  const result = await ports.ledger.append(ledger.head, part.files, messageFor(part.records));
  return result.outcome === 'appended' ? afterAppend(ledger, result.head, part, reported) : 'again';
}

/** Seals everything up to `tree`. It refuses if a record of others remains that no heartbeat among the news voids. */
async function sealOver(
  { origin, trust, keysCovered, uncounted }: OpenLedger,
  tree: TreeHead,
  news: readonly Draft[],
): Promise<Sealed> {
  if (trust.unproven !== undefined) return { unsealed: trust.unproven };
  const voided = news.flatMap(({ voids = [] }) => voids);
  const left = uncounted.find(({ seq }) => !voided.includes(seq));
  if (left !== undefined) return { unsealed: `record ${left.seq} (${left.kind}) has no checkpoint` };
  return seal(tree, {
    origin,
    keys: trust.wanted ?? trust.keys ?? [],
    signers: trust.signers,
    before: JSON.stringify(keysCovered) === JSON.stringify(tree.state.keys) ? [] : keysCovered,
  });
}

/** Proves each change of keys. One before the last file has no proof yet, and the next run makes it from all records. */
function newKeyProofs({ tree, records }: Extended, note: string): readonly Shard[] {
  return records.flatMap(({ kind, seq }) => (kind === 'key-rotated' ? (keyProof(tree, seq, note) ?? []) : []));
}

/** Reports records that came since this run read the branch. The run signs over them, and fails to alert a person. */
function recordsOfOthers(ledger: OpenLedger): readonly Message[] {
  const uncovered = messages('tail-appended', describeUncovered(ledger));
  return [...foreignRecords(ledger), ...quarantinesToConfirm(ledger), ...uncovered];
}

function flawsOf({ unfit }: Extended): readonly Message[] {
  const sentences = unfit.map(
    ({ draft, flaw }) =>
      `${draft.kind} #${draft.pull ?? '?'} cannot be recorded: ${flaw.code} at ${flaw.at}. Report a defect of Pullcord`,
  );
  return messages('event-unrecorded', sentences);
}

function unrecorded(ledger: OpenLedger, sentence: string): Recorded {
  return { records: [], ledger, messages: [message('event-unrecorded', sentence)] };
}

function afterAppend(
  ledger: OpenLedger,
  head: string,
  { tree, records }: Extended,
  reported: readonly Message[],
): Recorded {
  return { records, ledger: { ...ledger, head, tree, index: toIndex(tree.state) }, messages: reported };
}

function namesOf(drafts: readonly Draft[]): string {
  return drafts.map((draft, index) => sentenceFor({ ...draft, seq: index })).join('; ');
}
