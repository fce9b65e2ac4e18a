import { heartbeatDraft, rotationDraft, type Occasion } from '../core/ledger/drafts.ts';
import type { Draft, LedgerRecord } from '../core/ledger/ledger.ts';
import { formatKey } from '../core/ledger/note.ts';
import { askable, isNews } from '../core/ledger/on-record.ts';
import { messageFor, sentenceFor } from '../core/ledger/story.ts';
import { extend } from '../core/ledger/tip.ts';
import { readLedger, type OpenLedger } from './open-ledger.ts';
import { seal } from './seal.ts';
import type { World } from './world.ts';

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
 * A ledger in doubt is not extended. A checkpoint that cannot be signed keeps nothing from being recorded, but for drafts
 * that are of no use without (`sealed`).
 */
export async function record(
  world: World,
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
    const done = await append(world, current, news, need);
    if (done !== 'again') return done;
    await world.pause(attempt);
    const after = await readLedger(world, current.trust);
    if ('problem' in after) return { records: [], ledger: current, problem: after.problem };
    // A failed append may have landed: the ledger as read again tells, and `isNews` drops what did.
    current = after;
  }
  return {
    records: [],
    ledger: current,
    problem: `${drafts.length} events could not be recorded: the branch audit keeps moving or refusing; the next run records them`,
  };
}

/** Before anything rests on the ledger: keys that changed are put on record, and what was appended unsigned is signed for. */
export async function catchUp(world: World, ledger: OpenLedger, occasion: Occasion): Promise<Recorded> {
  const draft = ledger.doubt === undefined ? overdue(ledger, occasion) : undefined;
  if (draft === undefined) return { records: [], ledger };
  return record(world, ledger, [draft], 'sealed');
}

function overdue({ tip, covered, trust: { keys = [] } }: OpenLedger, occasion: Occasion): Draft | undefined {
  const named = keys.map(formatKey);
  if (JSON.stringify(named) !== JSON.stringify(tip.state.keys)) return rotationDraft(named, occasion);
  if (covered === tip.size) return undefined;
  const sentence = `records ${covered} to ${tip.size - 1} were appended without a checkpoint of their own`;
  return heartbeatDraft(occasion, [{ code: 'checkpoint-behind', sentence }]);
}

async function append(
  world: World,
  ledger: OpenLedger,
  news: readonly Draft[],
  need: 'sealed' | 'on record',
): Promise<Recorded | 'again'> {
  const { tip, records, files, unfit } = extend(ledger.tip, news);
  const left = unfit.map(
    ({ draft, flaw }) => `${draft.kind} #${draft.pull ?? '?'} cannot be recorded: ${flaw.code} at ${flaw.at}`,
  );
  if (records.length === 0) return { records, ledger, problem: left.join('; ') };
  const { origin, trust, keysCovered } = ledger;
  const sealed = await seal(tip, {
    origin,
    keys: trust.keys ?? [],
    signers: trust.signers,
    before: JSON.stringify(keysCovered) === JSON.stringify(tip.state.keys) ? [] : keysCovered,
  });
  const unsealed =
    'unsealed' in sealed ? [`the checkpoint could not be signed, the next run signs it: ${sealed.unsealed}`] : [];
  if ('unsealed' in sealed && need === 'sealed') return { records: [], ledger, problem: unsealed.join('') };
  const all = 'unsealed' in sealed ? files : [...files, ...sealed.files];
  const result = await world.ledger.append(ledger.head, all, messageFor(records));
  if (result.outcome !== 'appended') return 'again';
  const problems = [...left, ...unsealed];
  return {
    records,
    ledger: {
      ...ledger,
      head: result.head,
      tip,
      accounts: askable(tip.state),
      ...('unsealed' in sealed ? {} : { covered: tip.size, note: sealed.note, keysCovered: tip.state.keys }),
    },
    ...(problems.length > 0 ? { problem: problems.join('; ') } : {}),
  };
}

function namesOf(drafts: readonly Draft[]): string {
  return drafts.map((draft, index) => sentenceFor({ ...draft, seq: index })).join('; ');
}

/** A draft with only those of its bindings another run has not recorded meanwhile; nothing if it has recorded them all. */
function newsOf(draft: Draft, { accounts, covered, tip }: OpenLedger): readonly Draft[] {
  if (draft.kind === 'heartbeat' && draft.reasons.length > 0) return covered < tip.size ? [draft] : [];
  if (!isNews(draft, accounts)) return [];
  if (draft.bindings === undefined) return [draft];
  return [
    { ...draft, bindings: draft.bindings.filter((binding) => isNews({ ...draft, bindings: [binding] }, accounts)) },
  ];
}
