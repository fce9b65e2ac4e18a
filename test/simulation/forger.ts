import { sign } from 'node:crypto';
import { addSeconds, instantOf } from '../../src/core/time.ts';
import { CHECKPOINT_PATH, checkpointPath, checkpointText, originOf } from '../../src/core/ledger/checkpoint.ts';
import { extend } from '../../src/core/ledger/extend.ts';
import { formatKey, formatNote, toKey } from '../../src/core/ledger/note.ts';
import type { Shard } from '../../src/core/ledger/shard.ts';
import { EMPTY_TREE, rootAt } from '../../src/core/ledger/tree-head.ts';
import { lineOf, type LedgerRecord } from '../../src/core/ledger/record.ts';
import { isRecord } from '../../src/core/ledger/record-guard.ts';
import { EMPTY_STATE } from '../../src/core/ledger/ledger-state.ts';
import { EMPTY_RANGE } from '../../src/core/ledger/merkle.ts';
import { encodeSnapshot } from '../../src/core/ledger/state-snapshot.ts';
import type { Acceptance } from './acceptance.ts';
import { RESOURCES } from './documents.ts';
import type { SimulatedGitHub } from './github.ts';
import type { SimulatedBucket, SimulatedLedger } from './ledger.ts';
import type { Random } from './random.ts';
import { keyPair } from './signer.ts';
import type { Story } from './story.ts';

const FORGERIES = [
  'forges a verdict',
  'forges an intent',
  'forges an activation',
  'resets the ledger',
  'forces an older ledger',
  'deletes the branch and begins it again',
  'appends to an older ledger',
  'forges open.json',
  'begins another ledger',
] as const;

/** Kinds of forgeries. Each must happen in many seeds, or the simulation fails. */
export const FORGER_EVENTS: readonly string[] = FORGERIES;

/** Somebody with the App's key: may write `audit`, and has no key that signs the ledger. */
export class Forger {
  readonly #random: Random;
  readonly #github: SimulatedGitHub;
  readonly #ledger: SimulatedLedger;
  readonly #bucket: SimulatedBucket;
  readonly #acceptance: Acceptance;
  readonly #story: Story;

  constructor(inputs: {
    readonly random: Random;
    readonly github: SimulatedGitHub;
    readonly ledger: SimulatedLedger;
    readonly bucket: SimulatedBucket;
    readonly acceptance: Acceptance;
    readonly story: Story;
  }) {
    this.#random = inputs.random;
    this.#github = inputs.github;
    this.#ledger = inputs.ledger;
    this.#bucket = inputs.bucket;
    this.#acceptance = inputs.acceptance;
    this.#story = inputs.story;
  }

  forge(): string {
    const forgery = this.#random.oneIn(2) ? 'resets the ledger' : this.#random.pick(FORGERIES);
    return this.#did(forgery)
      ? this.#story.did(forgery, `with the App's key, somebody ${forgery}`)
      : 'nothing to forge';
  }

  #did(forgery: (typeof FORGERIES)[number]): boolean {
    switch (forgery) {
      case 'forges a verdict':
        return this.#append(this.#verdict());
      case 'forges an intent':
        return this.#append(this.#grant('intent'));
      case 'forges an activation':
        return this.#append(this.#grant('activated'));
      case 'resets the ledger':
        // A reset that loses nothing anchored cannot be seen by anybody.
        return this.#ledger.resetBelow(this.#bucket.newest, 'push');
      case 'forces an older ledger':
        return this.#ledger.resetBelow(this.#bucket.newest, 'force_push');
      case 'deletes the branch and begins it again':
        return this.#ledger.resetBelow(this.#bucket.newest, 'branch_creation');
      case 'appends to an older ledger':
        return this.#ledger.resetBelow(this.#bucket.newest, 'push', this.#heartbeat());
      case 'begins another ledger':
        return this.#ledger.replace(this.#anotherLedger());
      default:
        return this.#ledger.damage([{ path: 'audit/open.json', text: this.#snapshot() }]);
    }
  }

  /** A record that may count without a seal, and that names the branch's own commit. */
  #heartbeat(): string {
    const seq = this.#ledger.linesBelow(this.#bucket.newest);
    return lineOf({ ...this.#base, kind: 'heartbeat', pull: null, seq, parent: this.#ledger.head });
  }

  #append(record: Omit<LedgerRecord, 'seq'> | undefined): boolean {
    if (record === undefined) return false;
    const whole = { ...record, seq: this.#ledger.lines.length };
    if (!isRecord(whole)) throw new Error(`a forged record has no valid form: ${JSON.stringify(whole)}`);
    this.#ledger.forge(lineOf(whole));
    return true;
  }

  get #base() {
    const url = 'https://github.com/acme/access/actions/runs/1';
    const last = JSON.parse(this.#ledger.lines.at(-1) ?? '{}') as { readonly at: string };
    return {
      schema: 1 as const,
      at: last.at,
      reasons: [],
      run: { kind: 'actions' as const, id: '1', attempt: '1', event: 'push', url },
      tool: { name: 'pullcord' as const, version: '0.1.0' },
    };
  }

  /** An acceptance of the newest change that nobody accepted. */
  #verdict(): Omit<LedgerRecord, 'seq'> | undefined {
    const version = this.#acceptance.all.findLast((one) => one.text !== null && !this.#acceptance.may(one));
    if (version?.text == null) return undefined;
    const { path, sha, text } = version;
    const at = instantOf(version.at * 1000);
    const { blob } = this.#github.file(text);
    const evidence = {
      ...this.#github.changeFacts(sha),
      repository: { id: 700_100, name: 'acme/access', defaultBranch: 'main' },
      ...{ commit: sha, at, headUsedBy: [], organization: blob, texts: {} },
      documents: [{ path, accepted: null, before: null, after: blob, head: null, contributors: [] }],
    };
    const documents = [{ path, blob, verdict: 'accepted' as const, reasons: [] }];
    const pull = evidence.pull?.number ?? null;
    return {
      ...this.#base,
      ...{ kind: 'policies-changed', pull, change: { commit: sha, at, documents, approvedBy: ['erin'], evidence } },
    };
  }

  /** A grant for a request that merged, or for one that never was. */
  #grant(kind: 'intent' | 'activated'): Omit<LedgerRecord, 'seq'> | undefined {
    const requests = this.#story.requests;
    if (requests.length === 0) return undefined;
    const { number, path, text, author } = this.#random.pick(requests);
    const url = `https://github.com/acme/access/pull/${number}`;
    const { blob } = this.#github.file(text);
    const start = instantOf(this.#github.now * 1000);
    const [resource, role] = [RESOURCES[0], 'roles/run.viewer'];
    const grant = {
      ...{ pull: number, url, path, blob, policy: 'orders', requester: author },
      principal: `user:${author.login}@acme.example`,
      access: [{ resource, role }],
      window: { start, end: addSeconds(start, 7200) },
      approvedBy: ['bob'],
    };
    const bindings = [{ resource, role, before: [], after: [], unconditionalBefore: [] }];
    return { ...this.#base, kind, pull: number, request: { path, blob, url }, grant, bindings };
  }

  /** A ledger that follows from its own first record and is signed by its own key. The default branch does not pin it. */
  #anotherLedger(): readonly Shard[] {
    const first = JSON.parse(this.#ledger.lines[0] ?? '{}') as LedgerRecord;
    const genesis = first.genesis && { ...first.genesis, commit: this.#github.head };
    const own = keyPair(9);
    const origin = genesis === undefined ? '' : originOf(genesis);
    const key = toKey(origin, own.open);
    const keys = [formatKey(key)];
    const { tree, files } = extend(EMPTY_TREE, [{ ...first, keys, ...(genesis === undefined ? {} : { genesis }) }]);
    const text = checkpointText({ origin, size: 1, root: rootAt(tree, 1) ?? new Uint8Array() });
    const signature = new Uint8Array(sign(null, Buffer.from(text), own.secret));
    const note = formatNote(text, [{ name: key.name, id: key.id, signature }]);
    return [...files, { path: CHECKPOINT_PATH, text: note }, { path: checkpointPath(1), text: note }];
  }

  /** A state in which everything that stands on the default branch is accepted. */
  #snapshot(): string {
    const documents = new Map(
      this.#github.documents.map(({ path, blob }) => [
        path,
        { accepted: [{ blob, commit: this.#github.head, at: '2026-11-24T00:00:00Z', pull: null, head: null }] },
      ]),
    );
    return encodeSnapshot({ range: EMPTY_RANGE, state: { ...EMPTY_STATE, accepted: { documents, judged: [] } } });
  }
}
