import { COMMIT, type CommitDone } from './github/answers.ts';
import { decodeUtf8, readBlob, type RepositoryName } from './github/blob.ts';
import { describe, reading, type GitHub, type InPart, type GraphQLProblem } from './github/client.ts';
import { sentenceOf, Unread } from './github/unread.ts';

export interface LedgerFile {
  /** From the branch's root: `audit/entries/000000.jsonl`. */
  readonly path: string;
  readonly text: string;
}

export interface CommitMessage {
  readonly headline: string;
  readonly body: string;
}

export type LedgerReading =
  | { readonly kind: 'missing' }
  | { readonly kind: 'unreadable'; readonly sentence: string }
  | {
      readonly kind: 'read';
      readonly head: string;
      /** `audit/checkpoint`, `audit/open.json` and the last file of records; `undefined` for what is not there. */
      readonly checkpoint: string | undefined;
      readonly opening: string | undefined;
      readonly last: LedgerFile | undefined;
    };

export type Appended =
  | { readonly outcome: 'appended'; readonly head: string }
  /** The branch is no longer at the expected head: read again, decide again. */
  | { readonly outcome: 'stale' }
  | { readonly outcome: 'failed'; readonly sentence: string };

export type Created =
  | { readonly outcome: 'created'; readonly head: string }
  | { readonly outcome: 'exists' }
  | { readonly outcome: 'failed'; readonly sentence: string };

/** The branch the ledger lives on, which is only ever appended to. */
export interface LedgerBranch {
  /** Its growing end: however long it is, three files. */
  readonly read: () => Promise<LedgerReading>;
  /** Every file of records at a commit, in order. @throws {Unread} */
  readonly shards: (head: string) => Promise<readonly LedgerFile[]>;
  /** Commits `files` if the branch still is at `head`; GitHub signs the commit. */
  readonly append: (head: string, files: readonly LedgerFile[], message: CommitMessage) => Promise<Appended>;
  /** Begins the branch with a commit that has no parent. */
  readonly create: (files: readonly LedgerFile[], message: CommitMessage) => Promise<Created>;
}

const AT_ONCE = 8;

/** https://docs.github.com/en/rest/git, https://docs.github.com/en/graphql/reference/mutations#createcommitonbranch */
export function ledgerBranch(github: GitHub, repository: RepositoryName, branch = 'audit'): LedgerBranch {
  const { git } = github.octokit.rest;
  const at = { owner: repository.owner, repo: repository.name };

  /** `undefined` if there is no such branch, or no repository this token may see: GitHub tells them apart to nobody. */
  async function readHead(): Promise<string | undefined> {
    try {
      return (await reading(`branch ${branch}`, git.getRef({ ...at, ref: `heads/${branch}` }))).data.object.sha;
    } catch (error) {
      if (error instanceof Unread && error.status === 404) return undefined;
      throw error;
    }
  }

  async function readTree(what: string, sha: string): Promise<readonly TreeItem[]> {
    const { data, status } = await reading(what, git.getTree({ ...at, tree_sha: sha }));
    if (data.truncated) throw new Unread(what, 'GitHub left entries of the folder out', status);
    return data.tree;
  }

  /** What is in `audit/` and in `audit/entries/`, at a commit. */
  async function readFolders(head: string): Promise<{ audit: readonly TreeItem[]; shards: readonly TreeItem[] }> {
    const commit = await reading(`commit ${head} of ${branch}`, git.getCommit({ ...at, commit_sha: head }));
    const root = await readTree(`the root folder of ${branch}`, commit.data.tree.sha);
    const audit = await readFolder(root, 'audit');
    const entries = await readFolder(audit, 'entries');
    const shards = entries.filter(({ path }) => path.endsWith('.jsonl')).sort((a, b) => (a.path < b.path ? -1 : 1));
    return { audit, shards };
  }

  async function readFolder(items: readonly TreeItem[], folder: string): Promise<readonly TreeItem[]> {
    const what = `folder ${folder}/ of ${branch}`;
    const tree = items.find(({ path, type }) => path === folder && type === 'tree');
    if (tree === undefined) throw new Unread(what, 'there is no such folder');
    return readTree(what, tree.sha);
  }

  async function readFile(folder: string, { path: name, mode, sha }: TreeItem): Promise<LedgerFile> {
    const path = `${folder}/${name}`;
    if (mode !== '100644') throw new Unread(`${path} of ${branch}`, `it is no plain file, its mode is ${mode}`);
    const text = decodeUtf8(await readBlob(github, repository, sha));
    if (text === undefined) throw new Unread(`${path} of ${branch}`, 'it is not UTF-8');
    return { path, text };
  }

  async function readText(audit: readonly TreeItem[], name: string): Promise<string | undefined> {
    const item = audit.find(({ path }) => path === name);
    return item === undefined ? undefined : (await readFile('audit', item)).text;
  }

  async function readEnd(head: string): Promise<LedgerReading> {
    const { audit, shards } = await readFolders(head);
    const last = shards.at(-1);
    const [checkpoint, opening, shard] = await Promise.all([
      readText(audit, 'checkpoint'),
      readText(audit, 'open.json'),
      last === undefined ? undefined : readFile('audit/entries', last),
    ]);
    return { kind: 'read', head, checkpoint, opening, last: shard };
  }

  async function shards(head: string): Promise<readonly LedgerFile[]> {
    const files: LedgerFile[] = [];
    const { shards: items } = await readFolders(head);
    for (let first = 0; first < items.length; first += AT_ONCE)
      files.push(
        ...(await Promise.all(items.slice(first, first + AT_ONCE).map((item) => readFile('audit/entries', item)))),
      );
    return files;
  }

  async function read(): Promise<LedgerReading> {
    try {
      const head = await readHead();
      return head === undefined ? { kind: 'missing' } : await readEnd(head);
    } catch (error) {
      return { kind: 'unreadable', sentence: sentenceOf(error) };
    }
  }

  async function append(head: string, files: readonly LedgerFile[], message: CommitMessage): Promise<Appended> {
    const input = {
      branch: { repositoryNameWithOwner: `${repository.owner}/${repository.name}`, branchName: branch },
      expectedHeadOid: head,
      fileChanges: { additions: files.map(({ path, text }) => ({ path, contents: toBase64(text) })) },
      message,
    };
    const what = `the answer to the commit on ${branch}`;
    try {
      // Never sent twice by itself: whoever appends reads again first, and sees whether it had landed.
      return outcomeOf(branch, await github.askInPart(what, COMMIT, { input }, 0));
    } catch (error) {
      return { outcome: 'failed', sentence: `${sentenceOf(error)}${mayHaveLanded(error)}` };
    }
  }

  async function create(files: readonly LedgerFile[], { headline, body }: CommitMessage): Promise<Created> {
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

  /** Whatever GitHub answered: where the branch is afterwards tells whether it was us who began it. */
  async function begin(sha: string): Promise<Created> {
    let refused: unknown;
    try {
      await reading(`the answer to the start of ${branch}`, git.createRef({ ...at, ref: `refs/heads/${branch}`, sha }));
      return { outcome: 'created', head: sha };
    } catch (error) {
      refused = error;
    }
    try {
      const head = await readHead();
      if (head === sha) return { outcome: 'created', head };
      if (head !== undefined) return { outcome: 'exists' };
    } catch (error) {
      // The first failure says more; that the second reading failed as well adds only that it may have landed.
      sentenceOf(error);
    }
    return { outcome: 'failed', sentence: `${sentenceOf(refused)}${mayHaveLanded(refused)}` };
  }

  return { read, shards, append, create };
}

function outcomeOf(branch: string, { data, errors }: InPart<CommitDone>): Appended {
  const head = data?.createCommitOnBranch?.commit?.oid;
  if (head !== undefined) return { outcome: 'appended', head };
  if (errors.some(isStale)) return { outcome: 'stale' };
  const [first] = errors;
  const why = first === undefined ? 'GitHub answered without a commit' : `GitHub answered ${describe(first)}`;
  // Refusals bear a class; an error without one is GitHub's own, after which anything may be.
  const doubt = first?.type === undefined ? MAY_HAVE_LANDED : '';
  return { outcome: 'failed', sentence: `could not commit on ${branch}: ${why}${doubt}` };
}

function isStale({ type, path }: GraphQLProblem): boolean {
  return type === 'STALE_DATA' && path?.[0] === 'createCommitOnBranch';
}

const MAY_HAVE_LANDED = '; it may have landed all the same';

/** A refusal (4xx) is certain; without an answer, or with a server's failure, nobody knows. */
function mayHaveLanded(error: unknown): string {
  const status = error instanceof Unread ? error.status : undefined;
  return status !== undefined && status >= 400 && status < 500 ? '' : MAY_HAVE_LANDED;
}

function toBase64(text: string): string {
  return Buffer.from(text, 'utf8').toString('base64');
}

interface TreeItem {
  readonly path: string;
  readonly mode: string;
  readonly type: string;
  readonly sha: string;
}
