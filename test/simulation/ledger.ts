import type { Shard } from '../../src/core/ledger/shard.ts';
import type { Appended, LedgerBranch, LedgerReading, OutsideLog } from '../../src/core/ports.ts';
import type { Actor } from './schedule.ts';

type Files = ReadonlyMap<string, string>;

/** The branch audit: commits one after another, each only onto the head it names. */
export class SimulatedLedger {
  readonly #commits: { readonly head: string; readonly files: Files; readonly lines: readonly string[] }[] = [];
  /** Told of every commit. */
  onAppend: (lines: readonly string[]) => void = () => undefined;

  get lines(): readonly string[] {
    return this.#commits.at(-1)?.lines ?? [];
  }

  /** How many records the latest checkpoint says there are: its second line. */
  get covered(): number {
    return Number(this.#commits.at(-1)?.files.get('audit/checkpoint')?.split('\n')[1] ?? 0);
  }

  begin(files: readonly { readonly path: string; readonly text: string }[]): string {
    return this.#commit(new Map(), files);
  }

  /** Appends a record without a checkpoint, as somebody can who has the App's key alone. False where a file would begin. */
  forge(lineOf: (seq: number) => string): boolean {
    const current = this.#commits.at(-1)?.files ?? new Map<string, string>();
    const [last] = shardsOf(current).slice(-1);
    const seq = this.lines.length;
    if (last === undefined || seq % 256 === 0) return false;
    this.#commit(current, [{ path: last.path, text: `${last.text}${lineOf(seq)}\n` }]);
    return true;
  }

  branchFor(actor: Actor): LedgerBranch {
    return {
      read: () =>
        actor.call<LedgerReading>({
          name: 'ledger read',
          effect: () => this.#read(0, actor),
          stale: () => this.#read(1, actor),
          truncated: () => ({ kind: 'unreadable' as const, sentence: 'the answer ends too early' }),
          failure: () => ({ kind: 'unreadable' as const, sentence: 'GitHub did not answer' }),
        }),
      shards: async (head) => {
        const shards = await actor.call<readonly Shard[] | undefined>({
          name: 'ledger read whole',
          effect: () => shardsOf(this.#commits.find((commit) => commit.head === head)?.files ?? new Map()),
          failure: () => undefined,
        });
        if (shards === undefined) throw new Error('GitHub did not answer');
        return shards;
      },
      append: (head, files, message) =>
        actor.call<Appended>({
          name: `ledger append: ${message.headline}`,
          effect: () => {
            if (this.#commits.at(-1)?.head !== head) return { outcome: 'stale' as const };
            const current = this.#commits.at(-1)?.files ?? new Map<string, string>();
            return { outcome: 'appended' as const, head: this.#commit(current, files) };
          },
          failure: (fault) => ({
            outcome: 'failed' as const,
            sentence: fault === 'lost-answer' ? 'no answer; the write may have landed' : 'GitHub did not answer',
          }),
        }),
    };
  }

  #read(behind: number, actor: Actor): LedgerReading {
    const commit = this.#commits.at(-1 - behind) ?? this.#commits[0];
    if (commit === undefined) return { kind: 'missing' };
    const { head, files, lines } = commit;
    actor.heard.records = lines.length;
    const [checkpoint, snapshot] = [files.get('audit/checkpoint'), files.get('audit/open.json')];
    return { kind: 'read', head, checkpoint, snapshot, last: shardsOf(files).at(-1) };
  }

  #commit(current: Files, files: readonly { readonly path: string; readonly text: string }[]): string {
    const all = new Map([...current, ...files.map(({ path, text }) => [path, text] as const)]);
    const head = `a${String(this.#commits.length + 1).padStart(39, '0')}`;
    const lines = linesOf(all);
    this.#commits.push({ head, files: all, lines });
    this.onAppend(lines);
    return head;
  }
}

function shardsOf(files: Files): readonly Shard[] {
  return [...files]
    .filter(([path]) => path.endsWith('.jsonl'))
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([path, text]) => ({ path, text }));
}

/** The log outside GitHub: entries that agree in id and time are one. */
export class SimulatedLog {
  readonly #entries = new Map<string, Readonly<Record<string, unknown>>>();
  readonly intents = new Set<number>();

  logFor(actor: Actor): OutsideLog {
    return {
      write: (entries) =>
        actor.call<Awaited<ReturnType<OutsideLog['write']>>>({
          name: `log write of ${entries.length}`,
          effect: () => {
            for (const { insertId, timestamp, labels, payload } of entries) {
              this.#entries.set(`${insertId} ${timestamp}`, payload);
              if (labels['event'] === 'intent') this.intents.add(Number(labels['pull']));
            }
            return { outcome: 'written' as const };
          },
          failure: () => ({ outcome: 'failed' as const, sentence: 'Cloud Logging did not answer' }),
        }),
    };
  }
}

function linesOf(files: Files): readonly string[] {
  return shardsOf(files).flatMap(({ text }) => text.trimEnd().split('\n'));
}
