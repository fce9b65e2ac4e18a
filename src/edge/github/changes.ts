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

/** How a document came to be what it was after one merge, or one push that no pull request explains. */
export interface ChangeReading {
  /** The commit of the default branch that made it, or, further back, the one its history names. */
  readonly commit: string;
  readonly blob: string | null;
  readonly text: string | undefined;
  readonly at: Instant;
  readonly read: PullReading | null;
}

export interface ChangesReading {
  /** Newest first. */
  readonly changes: readonly ChangeReading[];
  /** What the document was at the genesis; empty: it was not there. */
  readonly genesis: readonly Pick<ChangeReading, 'blob' | 'text'>[];
}

/** The commit and the documents that the ledger began with. Older changes are not read. */
type Genesis = NonNullable<MergedSubject['genesis']>;

/** Reads what became of documents since the genesis, each once. */
export type ChangesReader = (path: string) => Promise<ChangesReading | null>;

/** More changes of one document since the genesis are not read; a new ledger begins anew. */
const MOST_CHANGES = 50;

/**
 * Two ways that meet: where the default branch's first-parent line was read, every commit of it that touched `policies/`
 * is looked at, so that no merge can hide what it undid; from the last commit of that line back, the path's own history.
 * `null`: a page is missing, there are too many, or one change does not begin with what the one before it left.
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

/** A change as GitHub has it, with what the document was before. */
interface ChangeStep extends ChangeReading {
  readonly before: string | null;
}

async function readChanges(task: Task): Promise<ChangesReading> {
  const { mainline, head, genesis, path } = task;
  const began = mainline.findIndex(({ sha }) => sha === genesis.commit);
  const line = began === -1 ? mainline : mainline.slice(0, began + 1);
  // Without its folders the line shows no change; then the path's history has to show all of them.
  const shown = line.every(({ policies }) => policies === null) ? [] : line;
  const from = shown.at(-1)?.sha ?? head;
  const [near, far] = await Promise.all([readOnMainline(task, shown), readBeforeMainline(task, from)]);
  const steps = [...near, ...far.steps];
  if (steps.length > MOST_CHANGES) throw new Unread(`the changes of ${path}`, `there are more than ${MOST_CHANGES}`);
  assertChained(path, steps, genesis.policies[path] ?? null);
  return { changes: steps, genesis: far.genesis };
}

/** Every commit of the line that changed the document, exactly. */
async function readOnMainline(task: Task, line: readonly MainlineCommit[]): Promise<readonly ChangeStep[]> {
  const { github, name, path } = task;
  const touched = line.slice(0, -1).filter(({ policies }, index) => policies !== line[index + 1]?.policies);
  if (touched.length > MOST_CHANGES) throw new Unread(`the changes of ${path}`, `there are more than ${MOST_CHANGES}`);
  const changes = await Promise.all(
    touched.map(async ({ sha }) => {
      const what = `what ${sha} made of ${path}`;
      const { repository } = await github.ask(what, DOCUMENT_CHANGE, { ...name, commit: sha, path });
      const change = repository?.object;
      if (change?.oid !== sha || change.parents === undefined) throw new Unread(what, 'GitHub shows no such commit');
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
      throw new Unread(what, 'GitHub shows no such commit, or not the one the ledger began at');
    const [last] = itemsOf(what, began.history);
    const page = itemsOf(what, history);
    const end = page.findIndex(({ oid }) => oid === last?.oid);
    changes.push(...(end === -1 ? page : page.slice(0, end)));
    if (changes.length > MOST_CHANGES) throw new Unread(what, `it has more than ${MOST_CHANGES} changes`);
    if (end !== -1 || (last === undefined && !history.pageInfo.hasNextPage)) {
      const file = began.file ?? null;
      return {
        steps: await toSteps(task, changes, false),
        genesis: file === null ? [] : [{ blob: file.oid, text: await textOf(task, file) }],
      };
    }
    if (!history.pageInfo.hasNextPage) throw new Unread(what, 'it does not reach back to where the ledger began');
    after = history.pageInfo.endCursor;
  }
}

/**
 * Commits that one pull request brought are one change, the merge. On the line itself only the merge counts as brought:
 * what a push put there first, no later merge explains.
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

/** Each change must begin with what the one before it left, or one between them is missing. */
function assertChained(path: string, steps: readonly ChangeStep[], atGenesis: string | null): void {
  steps.forEach(({ before, commit }, index) => {
    const left = index + 1 === steps.length ? atGenesis : (steps[index + 1]?.blob ?? null);
    if (before !== left) {
      throw new Unread(`the changes of ${path}`, `${commit} does not begin with what the change before it left`);
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
