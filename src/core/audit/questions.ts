import type { LedgerRecord } from '../ledger/record.ts';
import type { Instant, Seconds } from '../time.ts';
import type { AccessStory } from './access-story.ts';
import { storiesOf, unexplainedOf, type DriftStory, type GrantStory } from './grant-story.ts';
import { isPerson, type PersonOnRecord } from './select.ts';
import type { UsageDigest } from './usage.ts';

/*
 * What auditors ask, answered from the records alone: plain values, told to people by `answers.ts`.
 */

/** One role that somebody could use. */
export interface AccessRow extends AccessStory {
  readonly pull: number;
  readonly login: string | null;
  readonly id: number | null;
  readonly principal: string | null;
  readonly policy: string | null;
  readonly approvedBy: readonly string[];
  readonly breakGlass: boolean | null;
  /** `false`: it was decided, and no record says that it was given or that it was not. */
  readonly given: boolean;
}

export interface AccessAnswer {
  readonly resource: string;
  readonly from: Instant;
  readonly to: Instant;
  readonly rows: readonly AccessRow[];
  /** On folders and organizations, which may contain the resource: the ledger does not know. */
  readonly wider: readonly AccessRow[];
  /** Bindings with our mark and no grant, taken away no earlier than `from`; since when they stood is not known. */
  readonly unexplained: readonly (DriftStory & { readonly pull: number | null })[];
}

/** Who could use `resource` at any moment in `[from, to)`, by what Pullcord gave. */
export function whoHadAccess(
  records: readonly LedgerRecord[],
  asked: { readonly resource: string; readonly from: Instant; readonly to: Instant },
): AccessAnswer {
  const rows = storiesOf(records)
    .flatMap(accessRows)
    .filter(({ from, until }) => from < asked.to && until > asked.from);
  return {
    ...asked,
    rows: rows.filter(({ resource }) => resource === asked.resource),
    wider: rows.filter(({ resource }) => resource !== asked.resource && !resource.startsWith('projects/')),
    unexplained: unexplainedOf(
      records.filter(({ bindings = [] }) => bindings.some(({ resource }) => resource === asked.resource)),
    ).filter(({ at }) => at >= asked.from),
  };
}

/** Every role a story gave or may have given. */
function accessRows(story: GrantStory): readonly AccessRow[] {
  if (story.outcome !== 'granted' && story.outcome !== 'intended') return [];
  return story.access
    .filter(({ end, activatedAt }) => activatedAt !== null || end?.how !== 'lapsed')
    .map((row) => ({
      ...row,
      pull: story.pull,
      login: story.requester?.login ?? null,
      id: story.requester?.id ?? null,
      principal: story.principal,
      policy: story.policy,
      approvedBy: story.approvedBy,
      breakGlass: story.breakGlass,
      given: row.activatedAt !== null || row.end !== null,
    }));
}

export interface PersonAnswer {
  readonly person: PersonOnRecord;
  /** What the person asked for, and what became of it. */
  readonly asked: readonly GrantStory[];
  /** Grants of others that the person's approval carried. */
  readonly approved: readonly GrantStory[];
}

export function whatPersonDid(records: readonly LedgerRecord[], person: PersonOnRecord): PersonAnswer {
  const stories = storiesOf(records);
  return {
    person,
    asked: stories.filter(({ requester }) => isPerson(person, requester)),
    approved: stories.filter(({ approvedBy }) => approvedBy.some((login) => person.logins.includes(login))),
  };
}

/** Every request that broke glass, refused ones too. */
export function breakGlassUses(records: readonly LedgerRecord[]): readonly GrantStory[] {
  return storiesOf(records).filter(({ breakGlass }) => breakGlass === true);
}

export interface UnusedRow {
  readonly story: GrantStory;
  /**
   * `nothing-seen`: no call, in logs that were being written. `not-known`: no call, and a log was silent or unread.
   * `not-read`: what was done is not on record (yet).
   */
  readonly standing: 'nothing-seen' | 'not-known' | 'not-read';
  readonly usage: UsageDigest | null;
}

/** Grants over and done with of which no use is on record, the surest first. */
export function unusedGrants(records: readonly LedgerRecord[]): readonly UnusedRow[] {
  const order = ['nothing-seen', 'not-known', 'not-read'] as const;
  return storiesOf(records)
    .filter(({ outcome, state, usage }) => outcome === 'granted' && state === 'closed' && usage?.used !== true)
    .map((story): UnusedRow => {
      const { usage } = story;
      const standing = usage === null ? 'not-read' : usage.used === false ? 'nothing-seen' : 'not-known';
      return { story, standing, usage };
    })
    .sort((a, b) => order.indexOf(a.standing) - order.indexOf(b.standing) || a.story.pull - b.story.pull);
}

export interface SlowRow {
  readonly story: GrantStory;
  /** From the end of the window to the removal of the last binding. */
  readonly lag: Seconds;
}

/** Grants that outlived their window in IAM, longest first: bindings that gave nothing any more, but stood. */
export function slowestRemovals(records: readonly LedgerRecord[]): readonly SlowRow[] {
  return storiesOf(records)
    .flatMap((story) => {
      const lag = story.end?.lag ?? null;
      return lag === null || story.outcome !== 'granted' ? [] : [{ story, lag }];
    })
    .sort((a, b) => b.lag - a.lag || a.story.pull - b.story.pull);
}

export interface PullAnswer {
  readonly story: GrantStory;
  readonly records: readonly LedgerRecord[];
}

/** Everything on record about one pull request; `undefined` if nothing is. */
export function aboutPull(records: readonly LedgerRecord[], pull: number): PullAnswer | undefined {
  const own = records.filter((record) => record.pull === pull);
  const [story] = storiesOf(own);
  return story === undefined ? undefined : { story, records: own };
}
