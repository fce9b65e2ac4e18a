import type { DocumentDigests, Evidence, Permission, PullFact } from '../../core/decision/evidence.ts';
import type { Instant } from '../../core/time.ts';
import type { RepositoryName } from './blob.ts';
import type { GitHub } from './client.ts';
import { readFilesAtHead, readPullFiles, type ChangedFile, type FileAtHead } from './files.ts';
import {
  additionOf,
  arrivalOf,
  pullOf,
  readPathHistory,
  wasThereBefore,
  type MainlineCommit,
  type PathHistory,
} from './history.ts';
import { peopleReader, type PeopleReader } from './people.ts';
import { readPull, type PullReading } from './pull.ts';
import { repositoryReader } from './repository.ts';
import { orNull, sentenceOf, Unread } from './unread.ts';

/** The evidence, or a sentence that says what GitHub did not give of it. */
export type Gathered =
  | { readonly evidence: Evidence; readonly unknown?: undefined }
  | { readonly unknown: string; readonly evidence?: undefined };

/** Evidence of a pull request that may change anything, with the requests it brings. */
export type GatheredPull =
  | { readonly evidence: Evidence; readonly requests: readonly FileAtHead[]; readonly unknown?: undefined }
  | { readonly unknown: string; readonly evidence?: undefined };

/** Blob ids of the documents at a commit; it may fail, which makes them not known. */
export type DocumentsOf = (commit: string) => Promise<DocumentDigests | null>;

export interface MergedSubject {
  /** The default branch's commit everything is read at. */
  readonly head: string;
  readonly path: string;
  readonly mainline: readonly MainlineCommit[];
  /** Slugs of every team that may matter. */
  readonly teams: readonly string[];
  readonly documentsOf: DocumentsOf;
}

export interface PullSubject {
  readonly number: number;
  /** The default branch's commit it is judged against; the present one if not given. */
  readonly head?: string | undefined;
  /** The request file judged; `undefined` if the pull request brings none. */
  readonly path: string | undefined;
  readonly teams: readonly string[];
  readonly documentsOf: DocumentsOf;
}

/** Gathers the facts of decisions. What GitHub does not give is `null` or a sentence, never an exception. */
export interface EvidenceReader {
  /** For a request file that stands on the default branch. */
  readonly gather: (subject: MergedSubject) => Promise<Gathered>;
  /** For a pull request that is not merged: its evidence as if it were merged onto `head` now. */
  readonly gatherPull: (subject: PullSubject) => Promise<GatheredPull>;
  /** Every file a pull request changes. @throws Unread if GitHub's own count disagrees. */
  readonly pullFiles: (number: number) => Promise<readonly ChangedFile[]>;
}

/** Answers about people and teams are kept for as long as the reader: one for each run. */
export function evidenceReader(github: GitHub, name: RepositoryName): EvidenceReader {
  const people = peopleReader(github, name);
  const repository = repositoryReader(github, name);

  async function gather({ head, path, mainline, teams, documentsOf }: MergedSubject): Promise<Evidence> {
    const history = await readPathHistory(github, name, head, path);
    const addition = additionOf(history);
    // No request is edited a hundred times: which pull request added it matters no more.
    if (addition === 'too far back') return unnamed({ history, head, path, documentsOf });
    const named = addition && pullOf(path, addition, history.repository.defaultBranch, mainline);
    const read = named && (await readPull(github, name, named.number, path, mainline));
    const before = read?.pull.merge?.parents[0]?.sha;
    return assemble({
      ...(await readPeople(people, read?.pull, teams)),
      history,
      head,
      path,
      read,
      addedAt: (addition && arrivalOf(addition.oid, mainline)) ?? null,
      ...(wasThereBefore(history) ? { pathUsedBefore: true } : {}),
      policies: await readDigests(documentsOf, before, head),
    });
  }

  async function unnamed({
    history,
    head,
    path,
    documentsOf,
  }: Pick<MergedSubject, 'head' | 'path' | 'documentsOf'> & { history: PathHistory }) {
    const parts = { history, head, path, read: undefined, addedAt: null, changedTooOften: true as const };
    return assemble({
      ...parts,
      ...(await readPeople(people, undefined, [])),
      policies: await readDigests(documentsOf, undefined, head),
    });
  }

  async function gatherPull({ number, path, teams, documentsOf, ...subject }: PullSubject) {
    const head = subject.head ?? (await repository.repository()).head;
    const asked = path ?? 'requests';
    const history = await readPathHistory(github, name, head, asked);
    const whole = await readPull(github, name, number, asked, []);
    const read = path === undefined ? withoutFile(whole) : whole;
    const files = await readPullFiles(github, name, number);
    const evidence = assemble({
      ...(await readPeople(people, read.pull, teams)),
      history: path === undefined ? { ...history, file: null } : history,
      head,
      path: path ?? '',
      read,
      addedAt: null,
      ...(path !== undefined && wasThereBefore(history) ? { pathUsedBefore: true } : {}),
      policies: await readDigests(documentsOf, read.pull.merge?.parents[0]?.sha ?? head, head),
    });
    const brought = files.filter((file) => file.path.startsWith('requests/'));
    return { evidence, requests: await readFilesAtHead(repository, read.pull.head.sha, brought) };
  }

  /** The last of it was told when the last answer came. */
  function assemble(parts: Parts): Evidence {
    const { history, read, ...rest } = parts;
    const gathered: Instant | undefined = github.time();
    if (gathered === undefined) throw new Unread('the time', "none of GitHub's answers says when it was given");
    return {
      ...rest,
      repository: history.repository,
      file: history.file,
      pull: read?.pull ?? null,
      text: read?.text ?? null,
      ...(read?.textProblem === undefined ? {} : { textProblem: read.textProblem }),
      gathered,
    };
  }

  return {
    gather: (subject) => gather(subject).then((evidence) => ({ evidence }), toUnknown),
    gatherPull: (subject) => gatherPull(subject).catch(toUnknown),
    pullFiles: (number) => readPullFiles(github, name, number),
  };
}

type Parts = Pick<
  Evidence,
  | 'head'
  | 'path'
  | 'addedAt'
  | 'pathUsedBefore'
  | 'changedTooOften'
  | 'policies'
  | 'permissions'
  | 'teams'
  | 'secondFactors'
> & {
  readonly history: PathHistory;
  readonly read: PullReading | undefined;
};

function toUnknown(error: unknown): { readonly unknown: string } {
  return { unknown: sentenceOf(error) };
}

async function readPeople(people: PeopleReader, pull: PullFact | undefined, teams: readonly string[]) {
  const reviewers = reviewersOf(pull);
  const asked = [
    ...reviewers.keys(),
    ...(pull?.author?.type === 'User' && pull.author.id !== null ? [pull.author.id] : []),
  ];
  const permissions = [...reviewers].map(async ([id, login]): Promise<[string, Permission | null]> => [
    String(id),
    await people.permission(login, id),
  ]);
  // Who else is in a team is nobody's business here, and evidence is kept for ever.
  const involved = new Set(asked);
  const members = teams.map(async (slug): Promise<[string, readonly number[] | null]> => {
    const all = await people.team(slug);
    return [slug, all === null ? null : all.filter((id) => involved.has(id))];
  });
  return {
    permissions: Object.fromEntries(await Promise.all(permissions)),
    teams: Object.fromEntries(await Promise.all(members)),
    secondFactors: await people.secondFactors([...new Set(asked)]),
  };
}

/** Logins of the people who reviewed, by numeric id. */
function reviewersOf(pull: PullFact | undefined): ReadonlyMap<number, string> {
  const authors = (pull?.reviews ?? []).map(({ author }) => author).filter((author) => author?.type === 'User');
  return new Map(authors.flatMap((author) => (author?.id == null ? [] : [[author.id, author.login] as const])));
}

async function readDigests(documentsOf: DocumentsOf, before: string | undefined, head: string) {
  return {
    before: before === undefined ? null : await orNull(documentsOf(before)),
    head: await orNull(documentsOf(head)),
  };
}

function withoutFile({ pull }: PullReading): PullReading {
  const merge = pull.merge && {
    ...pull.merge,
    file: null,
    parents: pull.merge.parents.map(({ sha }) => ({ sha, file: null })),
  };
  return { pull: { ...pull, head: { ...pull.head, file: null }, merge }, text: null };
}
