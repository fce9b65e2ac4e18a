import type { LedgerRecord } from '../ledger/record.ts';
import type { Instant, Seconds } from '../time.ts';
import type { AccessStory } from './access-story.ts';
import { approvedChange, changeStoriesOf, madeChange, type ChangeStory, type PersonOnRecord } from './change-story.ts';
import { storiesOf, unexplainedOf, type DriftStory, type GrantStory } from './grant-story.ts';
import { isPerson, mayContain, resourcesIn } from './select.ts';
import type { UsageDigest } from './usage.ts';

/* The questions of auditors, answered from the records alone. `answers.ts` turns the values into words. */

/** One role on one resource that a person could use. */
export interface AccessRow extends AccessStory {
  readonly pull: number;
  readonly login: string | null;
  readonly id: number | null;
  readonly principal: string | null;
  readonly policy: string | null;
  readonly approvedBy: readonly string[];
  readonly breakGlass: boolean | null;
  /** False if the access was approved and no record says that it was granted or withheld. */
  readonly given: boolean;
}

export interface AccessAnswer {
  readonly resource: string;
  readonly from: Instant;
  readonly to: Instant;
  /** False if neither the ledger nor a policy names the resource itself. */
  readonly named: boolean;
  readonly rows: readonly AccessRow[];
  /** Access to a project, folder or organization that may contain the resource. */
  readonly wider: readonly AccessRow[];
  /** Bindings with our mark and without a grant, removed at `from` or later. The ledger does not know their start. */
  readonly unexplained: readonly (DriftStory & { readonly pull: number | null })[];
}

/**
 * Lists the access to `resource` at any moment in `[from, to)`, as far as Pullcord granted it.
 * @param known the resources that the policies name
 */
export function whoHadAccess(
  records: readonly LedgerRecord[],
  asked: { readonly resource: string; readonly from: Instant; readonly to: Instant },
  known: readonly string[] = [],
): AccessAnswer {
  const rows = storiesOf(records)
    .flatMap(accessRows)
    .filter(({ from, until }) => from < asked.to && until > asked.from);
  return {
    ...asked,
    named: resourcesIn(records, known).includes(asked.resource),
    rows: rows.filter(({ resource }) => resource === asked.resource),
    wider: rows.filter(({ resource }) => mayContain(resource, asked.resource)),
    unexplained: unexplainedOf(
      records.filter(({ bindings = [] }) => bindings.some(({ resource }) => resource === asked.resource)),
    ).filter(({ at }) => at >= asked.from),
  };
}

/** Every role that a story gave or may have given. */
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
  /** The person's requests, with their outcome. */
  readonly asked: readonly GrantStory[];
  /** Grants of others that rest on the person's approval. */
  readonly approved: readonly GrantStory[];
  /** Changes of policies that the person made, and those that rest on the person's approval. */
  readonly changes: readonly ChangeStory[];
  readonly approvedChanges: readonly ChangeStory[];
}

export function whatPersonDid(records: readonly LedgerRecord[], person: PersonOnRecord): PersonAnswer {
  const stories = storiesOf(records);
  const changes = changeStoriesOf(records);
  return {
    person,
    changes: changes.filter((change) => madeChange(change, person)),
    approvedChanges: changes.filter((change) => approvedChange(change, person)),
    asked: stories.filter(({ requester }) => isPerson(person, requester)),
    approved: stories.filter(({ approvedBy }) => approvedBy.some((login) => person.logins.includes(login))),
  };
}

/** Every request that broke glass, including refused ones. */
export function breakGlassUses(records: readonly LedgerRecord[]): readonly GrantStory[] {
  return storiesOf(records).filter(({ breakGlass }) => breakGlass === true);
}

export interface UnusedRow {
  readonly story: GrantStory;
  /**
   * `nothing-seen`: no call in logs that Google was writing. `not-known`: no call, and a log was silent or unread.
   * `not-read`: no record of the use yet.
   */
  readonly standing: 'nothing-seen' | 'not-known' | 'not-read';
  readonly usage: UsageDigest | null;
}

/** Lists closed grants without a recorded use, the surest first. */
export function unusedGrants(records: readonly LedgerRecord[]): readonly UnusedRow[] {
  const order = ['nothing-seen', 'not-known', 'not-read'] as const;
  return endedGrants(records)
    .filter(({ usage }) => usage?.used !== true)
    .map((story): UnusedRow => {
      const { usage } = story;
      const standing = usage === null ? 'not-read' : usage.used === false ? 'nothing-seen' : 'not-known';
      return { story, standing, usage };
    })
    .sort((a, b) => order.indexOf(a.standing) - order.indexOf(b.standing) || a.story.pull - b.story.pull);
}

/** Lists the grants whose roles the ledger has all closed. */
export function endedGrants(records: readonly LedgerRecord[]): readonly GrantStory[] {
  return storiesOf(records).filter(({ outcome, state }) => outcome === 'granted' && state === 'closed');
}

export interface SlowRow {
  readonly story: GrantStory;
  /** Seconds from the end of the window to the removal of the last binding. */
  readonly lag: Seconds;
}

/** Grants whose expired bindings stayed in IAM, the longest first. An expired binding gives no access. */
export function slowestRemovals(records: readonly LedgerRecord[]): readonly SlowRow[] {
  return storiesOf(records)
    .flatMap((story) => {
      const lag = story.end?.lag ?? null;
      return lag === null || story.outcome !== 'granted' ? [] : [{ story, lag }];
    })
    .sort((a, b) => b.lag - a.lag || a.story.pull - b.story.pull);
}

export interface PullAnswer {
  /** The request; `null` if the pull request only changes policies. */
  readonly story: GrantStory | null;
  readonly changes: readonly ChangeStory[];
  readonly records: readonly LedgerRecord[];
}

/** Returns everything on record about one pull request, or `undefined` if there is no record. */
export function aboutPull(records: readonly LedgerRecord[], pull: number): PullAnswer | undefined {
  const own = records.filter((record) => record.pull === pull);
  const [story = null] = storiesOf(own);
  return own.length === 0 ? undefined : { story, changes: changeStoriesOf(own), records: own };
}

/** Number of pull requests that a message names. */
const MOST_NEAR = 3;

/** The pull requests on record with the nearest numbers, the nearest first. */
export function pullsNear(records: readonly LedgerRecord[], pull: number): readonly number[] {
  const pulls = [...new Set(records.flatMap((record) => record.pull ?? []))];
  return pulls.sort((a, b) => Math.abs(a - pull) - Math.abs(b - pull) || a - b).slice(0, MOST_NEAR);
}
