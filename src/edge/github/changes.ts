import type { MainlineCommit, MergedSubject } from '../../core/ports.ts';
import type { Instant } from '../../core/time.ts';
import { DOCUMENT_CHANGE, DOCUMENT_HISTORY, type DocumentHistoryAnswer, type WholeChange } from './answers.ts';
import { bytesOf, type RepositoryName } from './blob.ts';
import { decodeUtf8 } from '../utf8.ts';
import type { GitHub } from './client.ts';
import { instantIn, itemsOf } from './facts.ts';
import { pullOf } from './history.ts';
import { readPull, type PullReading } from './pull.ts';
import { orNull, Unread } from './unread.ts';

/** One change of a document: a merge, or a push that no pull request explains. */
export interface ChangeReading {
  /** The commit of the default branch that made the change. For older changes, the commit in the path's history. */
  readonly commit: string;
  readonly blob: string | null;
  readonly text: string | undefined;
  readonly at: Instant;
  readonly read: PullReading | null;
}

export interface ChangesReading {
  /** Newest first. */
  readonly changes: readonly ChangeReading[];
  /** The document at the genesis; empty if it did not exist. */
  readonly genesis: readonly Pick<ChangeReading, 'blob' | 'text'>[];
}

/** The commit and the documents that the ledger began with. Older changes are not read. */
type Genesis = NonNullable<MergedSubject['genesis']>;

/** Reads the changes of a document since the genesis, each document once. */
export type ChangesReader = (path: string) => Promise<ChangesReading | null>;

/** Maximum number of changes of one document since the genesis. A new ledger starts the count again. */
const MOST_CHANGES = 50;

/**
 * Reads changes in two ways that meet. On the first-parent line that was read, it examines every commit that touched
 * `policies/`. So no merge can hide a change that it reverts. Before the last commit of that line it reads the path's own
 * history.
 *
 * Returns `null` if a page is missing or there are too many changes. It also returns `null` if a change does not begin
 * with the result of the change before.
 */
export function changesReader(
  github: GitHub,
  name: RepositoryName,
  defaultBranch: string,
  mainline: readonly MainlineCommit[],
  head: string,
  genesis: Genesis,
): ChangesReader {
  const known = new Map<string, Promise<ChangesReading | null>>();
  return (path) => {
    const reading =
      known.get(path) ?? orNull(readChanges({ github, name, defaultBranch, mainline, head, genesis, path }));
    known.set(path, reading);
    return reading;
  };
}

interface Task {
  readonly github: GitHub;
  readonly name: RepositoryName;
  readonly defaultBranch: string;
  readonly mainline: readonly MainlineCommit[];
  readonly head: string;
  readonly genesis: Genesis;
  readonly path: string;
}

/** A change in GitHub's data, with the document's blob before it. */
interface ChangeStep extends ChangeReading {
  readonly before: string | null;
}

async function readChanges(task: Task): Promise<ChangesReading> {
  const { mainline, head, genesis, path } = task;
  const began = mainline.findIndex(({ sha }) => sha === genesis.commit);
  const line = began === -1 ? mainline : mainline.slice(0, began + 1);
  // Without its folders the line shows no change, so the path's history has to show all of them.
  const shown = line.every(({ policies }) => policies === null) ? [] : line;
  const from = shown.at(-1)?.sha ?? head;
  const [near, far] = await Promise.all([readOnMainline(task, shown), readBeforeMainline(task, from)]);
  const steps = [...near, ...far.steps];
  if (steps.length > MOST_CHANGES) throw new Unread(`the changes of ${path}`, `there are more than ${MOST_CHANGES}`);
  assertChained(path, steps, genesis.policies[path] ?? null);
  return { changes: steps, genesis: far.genesis };
}

/** Reads exactly the commits of the line that changed the document. */
async function readOnMainline(task: Task, line: readonly MainlineCommit[]): Promise<readonly ChangeStep[]> {
  const { github, name, path } = task;
  const touched = line.slice(0, -1).filter(({ policies }, index) => policies !== line[index + 1]?.policies);
  if (touched.length > MOST_CHANGES) throw new Unread(`the changes of ${path}`, `there are more than ${MOST_CHANGES}`);
  const changes = await Promise.all(
    touched.map(async ({ sha }) => {
      const what = `the change of ${path} by ${sha}`;
      const { repository } = await github.ask(what, DOCUMENT_CHANGE, { ...name, commit: sha, path });
      const change = repository?.object;
      if (change?.oid !== sha || change.parents === undefined)
        throw new Unread(what, 'GitHub does not have this commit');
      return change as WholeChange;
    }),
  );
  return toSteps(
    task,
    changes.filter((change) => blobAfter(change) !== blobBefore(change)),
    true,
  );
}

async function readBeforeMainline(
  task: Task,
  from: string,
): Promise<{ readonly steps: readonly ChangeStep[]; readonly genesis: ChangesReading['genesis'] }> {
  const { github, name, genesis, path } = task;
  const what = `the history of ${path} at ${from}`;
  const changes: WholeChange[] = [];
  let after: string | null = null;
  for (;;) {
    const variables = { ...name, commit: from, genesis: genesis.commit, path, after };
    const answer: DocumentHistoryAnswer = await github.ask(what, DOCUMENT_HISTORY, variables);
    const [history, began] = [answer.repository?.object?.history, answer.repository?.genesis];
    if (history === undefined || began?.history === undefined)
      throw new Unread(what, 'GitHub does not have this commit, or the commit that the ledger began at');
    const [last] = itemsOf(what, began.history);
    const page = itemsOf(what, history);
    const end = page.findIndex(({ oid }) => oid === last?.oid);
    changes.push(...(end === -1 ? page : page.slice(0, end)));
    if (changes.length > MOST_CHANGES) throw new Unread(what, `there are more than ${MOST_CHANGES} changes`);
    if (end !== -1 || (last === undefined && !history.pageInfo.hasNextPage)) {
      const file = began.file ?? null;
      return {
        steps: await toSteps(task, changes, false),
        genesis: file === null ? [] : [{ blob: file.oid, text: await textOf(task, file) }],
      };
    }
    if (!history.pageInfo.hasNextPage)
      throw new Unread(what, 'the history does not reach back to the commit that the ledger began at');
    after = history.pageInfo.endCursor;
  }
}

/**
 * Groups commits into changes. The commits of one pull request are one change, the merge. On the line itself only the
 * merge commit counts as the pull request's. A later merge does not explain an earlier push.
 */
async function toSteps(
  task: Task,
  changes: readonly WholeChange[],
  onTheLine: boolean,
): Promise<readonly ChangeStep[]> {
  const { github, name, defaultBranch, mainline, path } = task;
  const groups: { readonly changes: WholeChange[]; readonly pull: ReturnType<typeof mergedPull> }[] = [];
  for (const change of changes) {
    const pull = mergedPull(task, change, defaultBranch);
    const last = groups.at(-1);
    if (pull !== undefined && last?.pull?.number === pull.number) last.changes.push(change);
    else groups.push({ changes: [change], pull });
  }
  return Promise.all(
    groups.map(async ({ changes: group, pull: named }): Promise<ChangeStep> => {
      const [newest, oldest] = [group[0], group.at(-1)];
      if (newest === undefined || oldest === undefined) throw new Error('a change without commits');
      const pull = onTheLine && named?.mergeCommit?.oid !== newest.oid ? undefined : named;
      const read = pull === undefined ? null : await readPull(github, name, pull.number, path, mainline, pull);
      const merged = onTheLine ? null : (read?.pull.merge ?? null);
      return {
        commit: newest.oid,
        blob: blobAfter(newest),
        before: merged === null ? blobBefore(oldest) : (merged.parents[0]?.file?.blob ?? null),
        text: await textOf(task, newest.file),
        at: read?.pull.mergedAt ?? instantIn(`the changes of ${path}`, newest.committedDate),
        read,
      };
    }),
  );
}

function mergedPull({ path, mainline }: Task, change: WholeChange, defaultBranch: string) {
  return pullOf(`the pull request that changed ${path}`, change, defaultBranch, mainline);
}

/** Asserts that each change begins with the result of the change before. Otherwise one between them is missing. */
function assertChained(path: string, steps: readonly ChangeStep[], atGenesis: string | null): void {
  steps.forEach(({ before, commit }, index) => {
    const left = index + 1 === steps.length ? atGenesis : (steps[index + 1]?.blob ?? null);
    if (before !== left) {
      throw new Unread(
        `the changes of ${path}`,
        `${commit} does not begin with the result of the change before, so one is missing`,
      );
    }
  });
}

function blobAfter({ file }: WholeChange): string | null {
  return file?.oid ?? null;
}

function blobBefore({ parents }: WholeChange): string | null {
  return parents.nodes?.[0]?.file?.oid ?? null;
}

async function textOf({ github, name }: Task, file: WholeChange['file']): Promise<string | undefined> {
  if (file?.object == null) return undefined;
  const bytes = await bytesOf(github, name, file.oid, file.object);
  return bytes === null ? undefined : decodeUtf8(bytes);
}
