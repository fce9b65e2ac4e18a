import type { Appended, CommitMessage, LedgerBranch, LedgerCreated, LedgerReading, NewLedger } from '../core/ports.ts';
import type { Shard } from '../core/ledger/shard.ts';
import {
  COMMIT,
  LEDGER,
  LEDGER_FILES,
  LEDGER_NOTES,
  type CommitDone,
  type ContentAnswer,
  type FolderNamesAnswer,
  type NamedAnswer,
  type TreeEntryAnswer,
} from './github/answers.ts';
import { bytesOf, readBlob, type RepositoryName } from './github/blob.ts';
import { decodeUtf8 } from './utf8.ts';
import { modeOf } from './github/facts.ts';
import { branchLineOf, readBranchActivity } from './github/branch-activity.ts';
import { describe, reading, type GitHub, type InPart, type GraphQLProblem } from './github/client.ts';
import { sentenceOf, Unread } from './github/unread.ts';

const AT_ONCE = 8;

/**
 * Connects to the ledger's branch. Sources: https://docs.github.com/en/rest/git,
 * https://docs.github.com/en/graphql/reference/mutations#createcommitonbranch
 */
export function ledgerBranch(github: GitHub, repository: RepositoryName, branch = 'audit'): LedgerBranch & NewLedger {
  const { git } = github.octokit.rest;
  const at = { owner: repository.owner, repo: repository.name };

  const ref = `refs/heads/${branch}`;

  /** Returns the branch's head; `undefined` without the branch or a visible repository: GitHub returns 404 for both. */
  async function readHead(): Promise<string | undefined> {
    try {
      return (await reading(`branch ${branch}`, git.getRef({ ...at, ref: `heads/${branch}` }))).data.object.sha;
    } catch (error) {
      if (error instanceof Unread && error.status === 404) return undefined;
      throw error;
    }
  }

  /**
   * Reads the growing end, at one commit. The first file comes with the branch. If there are more, or it is longer than
   * GitHub returns with a branch, another call reads the last file.
   */
  async function readEnd(): Promise<LedgerReading> {
    const { owner, name } = repository;
    const { data, errors } = await github.askInPart(`branch ${branch}`, LEDGER, { owner, name, ref });
    const [problem] = errors;
    if (problem?.type === 'NOT_FOUND' && data?.repository == null) return { kind: 'missing' };
    if (problem !== undefined) throw new Unread(`branch ${branch}`, `GitHub answered ${describe(problem)}`, 200);
    if (data?.repository == null) throw new Unread(`branch ${branch}`, 'GitHub answered without a repository', 200);
    if (data.repository.ref === null) return { kind: 'missing' };
    const { target } = data.repository.ref;
    if (target === null) throw new Unread(`branch ${branch}`, 'GitHub did not return its head', 200);
    const names = shardsIn(target.entries);
    const item = names.at(-1);
    const [begin] = names;
    const inAnswer = (file: NamedAnswer): ContentAnswer => ({
      ...file,
      object: file === begin ? (target.first?.object ?? null) : null,
    });
    const [checkpoint, snapshot, last, first, keyProofs] = await Promise.all([
      readText('checkpoint', target.checkpoint),
      readText('open.json', target.opening),
      item === undefined ? undefined : readFile(`entries/${item.name}`, inAnswer(item)),
      begin === undefined || begin === item ? undefined : readFile(`entries/${begin.name}`, inAnswer(begin)),
      Promise.all(
        (target.keys?.object?.entries ?? []).filter(isSmall).map((entry) => readFile(`keys/${entry.name}`, entry)),
      ),
    ]);
    const genesis = (first ?? last)?.text.split('\n', 1)[0];
    const line = branchLineOf(target.oid, target.history?.nodes ?? []);
    return { kind: 'read', head: target.oid, line, checkpoint, snapshot, last, genesis, keyProofs };
  }

  function shardsIn(folder: FolderNamesAnswer | null | undefined): readonly NamedAnswer[] {
    const items = folder?.object?.entries;
    if (!items) throw new Unread(`folder audit/entries/ of ${branch}`, 'the folder is missing');
    return items.filter(({ name: file }) => file.endsWith('.jsonl')).sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  async function readText(file: string, entry: ContentAnswer | null | undefined): Promise<string | undefined> {
    return entry ? (await readFile(file, entry)).text : undefined;
  }

  async function readFile(file: string, entry: ContentAnswer): Promise<Shard> {
    const path = `audit/${file}`;
    const what = `${path} of ${branch}`;
    const mode = modeOf(entry);
    if (mode !== '100644') throw new Unread(what, `the file has the mode ${mode} instead of 100644`);
    const bytes =
      entry.object === null
        ? await readBlob(github, repository, entry.oid)
        : await bytesOf(github, repository, entry.oid, entry.object, Number.POSITIVE_INFINITY);
    if (bytes === null) throw new Unread(what, 'the path is not a file');
    const text = decodeUtf8(bytes);
    if (text === undefined) throw new Unread(what, 'the file is not UTF-8');
    return { path, text };
  }

  async function shards(head: string): Promise<readonly Shard[]> {
    const { owner, name } = repository;
    const { data, errors } = await github.askInPart(`commit ${head} of ${branch}`, LEDGER_FILES, { owner, name, head });
    const [problem] = errors;
    if (problem !== undefined)
      throw new Unread(`commit ${head} of ${branch}`, `GitHub answered ${describe(problem)}`, 200);
    const items = shardsIn(data?.repository?.object?.entries);
    const files: Shard[] = [];
    for (let begin = 0; begin < items.length; begin += AT_ONCE)
      files.push(
        ...(await Promise.all(
          items
            .slice(begin, begin + AT_ONCE)
            .map((item) => readFile(`entries/${item.name}`, { ...item, object: null })),
        )),
      );
    return files;
  }

  async function noteOver(head: string, seq: number): Promise<string | undefined> {
    const { owner, name } = repository;
    const what = `the checkpoints at commit ${head} of ${branch}`;
    const { data, errors } = await github.askInPart(what, LEDGER_NOTES, { owner, name, head });
    const [problem] = errors;
    if (problem !== undefined) throw new Unread(what, `GitHub answered ${describe(problem)}`);
    const kept = (data?.repository?.object?.entries?.object?.entries ?? []).flatMap((entry) => {
      const [, digits] = /^([1-9]\d{0,15})\.note$/.exec(entry.name) ?? [];
      return digits === undefined || Number(digits) <= seq ? [] : [{ size: Number(digits), entry }];
    });
    const [least] = kept.sort((a, b) => a.size - b.size);
    if (least === undefined) return undefined;
    return (await readFile(`checkpoints/${least.entry.name}`, { ...least.entry, object: null })).text;
  }

  async function read(): Promise<LedgerReading> {
    try {
      return await readEnd();
    } catch (error) {
      return { kind: 'unreadable', sentence: sentenceOf(error) };
    }
  }

  async function append(head: string, files: readonly Shard[], message: CommitMessage): Promise<Appended> {
    const input = {
      branch: { repositoryNameWithOwner: `${repository.owner}/${repository.name}`, branchName: branch },
      expectedHeadOid: head,
      fileChanges: { additions: files.map(({ path, text }) => ({ path, contents: toBase64(text) })) },
      message,
    };
    const what = `the answer to the commit on ${branch}`;
    try {
      // No retry here: the caller reads the branch first, and sees if the commit has landed.
      return outcomeOf(branch, await github.askInPart(what, COMMIT, { input }, 0));
    } catch (error) {
      return { outcome: 'failed', sentence: `${sentenceOf(error)}${mayHaveLanded(error)}` };
    }
  }

  async function create(files: readonly Shard[], { headline, body }: CommitMessage): Promise<LedgerCreated> {
    try {
      const tree = await reading(
        `the answer to the tree of ${branch}`,
        git.createTree({
          ...at,
          tree: files.map(({ path, text }) => ({ path, mode: '100644', type: 'blob', content: text })),
        }),
      );
      const message = body === '' ? headline : `${headline}\n\n${body}`;
      const commit = await reading(
        `the answer to the first commit of ${branch}`,
        git.createCommit({ ...at, message, tree: tree.data.sha, parents: [] }),
      );
      return await begin(commit.data.sha);
    } catch (error) {
      return { outcome: 'failed', sentence: sentenceOf(error) };
    }
  }

  /** Creates the branch. After a failure its head shows if this call created it. */
  async function begin(sha: string): Promise<LedgerCreated> {
    let refused: unknown;
    try {
      await reading(`the answer to the start of ${branch}`, git.createRef({ ...at, ref, sha }));
      return { outcome: 'created', head: sha };
    } catch (error) {
      refused = error;
    }
    try {
      const head = await readHead();
      if (head === sha) return { outcome: 'created', head };
      if (head !== undefined) return { outcome: 'exists' };
    } catch (error) {
      // The first failure explains more. The second adds only that the branch may exist.
      sentenceOf(error);
    }
    return { outcome: 'failed', sentence: `${sentenceOf(refused)}${mayHaveLanded(refused)}` };
  }

  return {
    read,
    shards,
    noteOver,
    activity: (isEnough) => readBranchActivity(github, repository, branch, isEnough),
    append,
    create,
  };
}

/** True for a plain file that a proof can be. Others are left out, because readers ignore them. */
function isSmall({ mode, object }: TreeEntryAnswer): boolean {
  return modeOf({ mode }) === '100644' && (object?.byteSize ?? MOST_PROOF) < MOST_PROOF;
}

/** Bytes. A proof has one short record, some fifty hashes and one checkpoint. */
const MOST_PROOF = 64 * 1024;

function outcomeOf(branch: string, { data, errors }: InPart<CommitDone>): Appended {
  const head = data?.createCommitOnBranch?.commit?.oid;
  if (head !== undefined) return { outcome: 'appended', head };
  if (errors.some(isStale)) return { outcome: 'stale' };
  const [first] = errors;
  const why = first === undefined ? 'GitHub answered without a commit' : `GitHub answered ${describe(first)}`;
  // A refusal has a class. An error without one is GitHub's own, and the commit may have landed.
  const doubt = first?.type === undefined ? MAY_HAVE_LANDED : '';
  return { outcome: 'failed', sentence: `could not commit on branch ${branch}: ${why}${doubt}` };
}

function isStale({ type, path }: GraphQLProblem): boolean {
  return type === 'STALE_DATA' && path?.[0] === 'createCommitOnBranch';
}

const MAY_HAVE_LANDED = '; the write may have landed';

/** Returns the doubt after a failure. A refusal (4xx) is certain. In all other cases the write may have landed. */
function mayHaveLanded(error: unknown): string {
  const status = error instanceof Unread ? error.status : undefined;
  return status !== undefined && status >= 400 && status < 500 ? '' : MAY_HAVE_LANDED;
}

function toBase64(text: string): string {
  return Buffer.from(text, 'utf8').toString('base64');
}
