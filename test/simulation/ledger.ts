import { instantOf } from '../../src/core/time.ts';
import type { BranchActivity, BranchCommit, BranchUpdate } from '../../src/core/ledger/branch-activity.ts';
import type { Shard } from '../../src/core/ledger/shard.ts';
import type { Appended, Bucket, EntriesRead, LedgerBranch, LedgerReading, OutsideLog } from '../../src/core/ports.ts';
import type { Actor } from './schedule.ts';

/** Kinds of updates that bring an older ledger back. */
export type Reset = 'push' | 'force_push' | 'branch_creation';

type Files = ReadonlyMap<string, string>;

interface Stored {
  readonly head: string;
  /** The commit before it on the branch. */
  readonly parent: Stored | undefined;
  readonly files: Files;
  readonly lines: readonly string[];
}

/** The branch audit: commits one after another, each only onto the head it names. */
export class SimulatedLedger {
  readonly #commits: Stored[] = [];
  /** GitHub's list of updates, newest first. */
  readonly #updates: BranchUpdate[] = [];
  readonly #now: () => number;
  /** Told of every commit of a run. */
  onAppend: (lines: readonly string[]) => void = () => undefined;
  /** Told of every forged commit, and if it takes anything from the ledger. */
  onForge: (lines: readonly string[], isDamaged: boolean) => void = () => undefined;
  /** The commit before somebody damaged the branch. */
  #sound: Stored | undefined;

  /** @param now GitHub's clock, in seconds */
  constructor(now: () => number) {
    this.#now = now;
  }

  get lines(): readonly string[] {
    return this.#commits.at(-1)?.lines ?? [];
  }

  /** How many records the latest checkpoint says there are: its second line. */
  get covered(): number {
    return coveredBy(this.#commits.at(-1)?.files ?? new Map());
  }

  begin(files: readonly { readonly path: string; readonly text: string }[]): string {
    return this.#commit(new Map(), files);
  }

  /** Somebody appends a line, without a checkpoint. */
  forge(line: string): void {
    const files = this.#commits.at(-1)?.files ?? new Map<string, string>();
    const last = shardsOf(files).at(-1);
    if (last === undefined) return;
    this.#push(new Map(files).set(last.path, `${last.text}${line}\n`));
    this.onForge(this.lines, false);
  }

  /** Somebody sets the branch back to a commit whose checkpoint covers less than `size` records. */
  resetBelow(size: number, how: Reset, line?: string): boolean {
    const older = this.#commits.findLast(({ files }) => coveredBy(files) > 0 && coveredBy(files) < size);
    if (older === undefined) return false;
    const last = shardsOf(older.files).at(-1);
    const files =
      line === undefined || last === undefined
        ? older.files
        : new Map(older.files).set(last.path, `${last.text}${line}\n`);
    return this.#damage(files, how, older);
  }

  /** Somebody replaces files. */
  damage(files: readonly Shard[]): boolean {
    return this.#damage(
      new Map([...(this.#commits.at(-1)?.files ?? []), ...files.map(({ path, text }) => [path, text] as const)]),
    );
  }

  /** Somebody replaces every file of the branch. */
  replace(files: readonly Shard[]): boolean {
    return this.#damage(new Map(files.map(({ path, text }) => [path, text])));
  }

  /** The owner restores the branch as it was before the damage. */
  restore(): boolean {
    if (this.#sound === undefined) return false;
    this.#push(this.#sound.files);
    this.#sound = undefined;
    this.onForge(this.lines, false);
    return true;
  }

  /** The latest commit of the branch. */
  get head(): string {
    return this.#commits.at(-1)?.head ?? '';
  }

  /** Number of records at the commit that a reset below `size` goes back to. */
  linesBelow(size: number): number {
    return this.#commits.findLast(({ files }) => coveredBy(files) > 0 && coveredBy(files) < size)?.lines.length ?? 0;
  }

  #damage(files: Files, how: Reset = 'push', onto: Stored | undefined = this.#commits.at(-1)): boolean {
    const sound = this.#commits.at(-1);
    if (sound === undefined || this.#sound !== undefined) return false;
    this.#sound = sound;
    if (how === 'push') this.#push(files);
    else if (how === 'force_push') this.#push(files, how, onto);
    else {
      this.#record('branch_deletion', '0'.repeat(40));
      this.#push(files, how, onto);
    }
    this.onForge(this.lines, true);
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
      noteOver: (head, seq) => {
        const files = this.#commits.find((commit) => commit.head === head)?.files ?? new Map<string, string>();
        const sizes = [...files.keys()].flatMap((path) =>
          Number(/^audit\/checkpoints\/(\d+)\.note$/.exec(path)?.[1] ?? []),
        );
        const size = Math.min(...sizes.filter((one) => one > seq));
        return Promise.resolve(files.get(`audit/checkpoints/${size}.note`));
      },
      activity: () =>
        actor.call<BranchActivity>({
          name: 'ledger updates',
          effect: () => ({ updates: [...this.#updates] }),
          truncated: () => ({ unread: 'the answer ends too early' }),
          failure: () => ({ unread: 'GitHub did not answer' }),
        }),
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

  #record(kind: BranchUpdate['kind'], after: string): void {
    this.#updates.unshift({ kind, after, at: instantOf(this.#now() * 1000), actor: 'pullcord-acme[bot]' });
  }

  #read(behind: number, actor: Actor): LedgerReading {
    // GitHub may show an older commit, but not for so long that nobody sees the damage.
    const commit = this.#commits.at(this.#sound === undefined ? -1 - behind : -1) ?? this.#commits[0];
    if (commit === undefined) return { kind: 'missing' };
    const { head, files, lines } = commit;
    actor.heard.records = lines.length;
    const [checkpoint, snapshot] = [files.get('audit/checkpoint'), files.get('audit/open.json')];
    return {
      kind: 'read',
      head,
      line: lineFrom(commit),
      checkpoint,
      snapshot,
      last: shardsOf(files).at(-1),
      genesis: lines[0],
      keyProofs: proofsOf(files),
    };
  }

  #commit(current: Files, files: readonly { readonly path: string; readonly text: string }[]): string {
    const all = new Map([...current, ...files.map(({ path, text }) => [path, text] as const)]);
    const { head, lines } = this.#push(all);
    this.onAppend(lines);
    return head;
  }

  #push(files: Files, how: BranchUpdate['kind'] = 'push', parent = this.#commits.at(-1)): Stored {
    const head = `a${String(this.#commits.length + 1).padStart(39, '0')}`;
    const stored = { head, parent, files, lines: linesOf(files) };
    this.#commits.push(stored);
    this.#record(parent === undefined ? 'branch_creation' : how, head);
    return stored;
  }
}

function proofsOf(files: Files): readonly Shard[] {
  return [...files].filter(([path]) => path.startsWith('audit/keys/')).map(([path, text]) => ({ path, text }));
}

function lineFrom(commit: Stored): readonly BranchCommit[] {
  const line: BranchCommit[] = [];
  for (let one: Stored | undefined = commit; one !== undefined && line.length < 20; one = one.parent) {
    const parents = one.parent === undefined ? [] : [one.parent.head];
    line.push({ oid: one.head, parents, checkpoint: one.files.get('audit/checkpoint') });
  }
  return line;
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

  /** The checkpoints in it, newest first. */
  anchorsFor(actor: Actor): Promise<EntriesRead> {
    return actor.call<EntriesRead>({
      name: 'log read',
      effect: () => {
        const anchors = [...this.#entries.values()].filter((payload) => 'note' in payload).toReversed();
        return { kind: 'read', entries: anchors.map((jsonPayload) => ({ jsonPayload })), complete: true };
      },
      failure: () => ({ kind: 'unread', sentence: 'Cloud Logging did not answer', lasting: false }),
    });
  }

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

/** Checkpoints in Cloud Storage: each is created once. */
export class SimulatedBucket {
  readonly #objects = new Map<string, string>();

  /** How many records the newest anchor covers. */
  get newest(): number {
    return Math.max(0, ...[...this.#objects.values()].map((text) => Number(text.split('\n')[1])));
  }

  bucketFor(actor: Actor): Bucket {
    const why = 'Cloud Storage did not answer';
    return {
      create: (name, text) =>
        actor.call<Awaited<ReturnType<Bucket['create']>>>({
          name: `bucket create ${name.slice(-4)}`,
          effect: () => {
            if (this.#objects.has(name)) return { outcome: 'exists' as const };
            this.#objects.set(name, text);
            return { outcome: 'created' as const };
          },
          failure: () => ({ outcome: 'failed' as const, sentence: why }),
        }),
      read: (name) =>
        actor.call<Awaited<ReturnType<Bucket['read']>>>({
          name: `bucket read ${name.slice(-4)}`,
          effect: () => ({ text: this.#objects.get(name) ?? '' }),
          failure: () => ({ unread: why }),
        }),
      list: (prefix, first) =>
        actor.call<Awaited<ReturnType<Bucket['list']>>>({
          name: 'bucket list',
          effect: () => ({
            names: [...this.#objects.keys()].filter((name) => name.startsWith(prefix) && name >= first).sort(),
          }),
          failure: () => ({ unread: why }),
        }),
    };
  }
}

function coveredBy(files: Files): number {
  return Number(files.get('audit/checkpoint')?.split('\n')[1] ?? 0);
}

function linesOf(files: Files): readonly string[] {
  return shardsOf(files).flatMap(({ text }) => text.trimEnd().split('\n'));
}
