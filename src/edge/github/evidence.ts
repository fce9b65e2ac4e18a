import type { DocumentChange, Evidence, PullFact } from '../../core/decision/evidence.ts';
import { ORGANIZATION_PATH } from '../../core/documents/paths.ts';
import type { Facts, MainlineCommit, MergedSubject, PullRequests, PullSubject, Repository } from '../../core/ports.ts';
import type { Instant } from '../../core/time.ts';
import type { RepositoryName } from './blob.ts';
import { changesReader, type ChangeReading, type ChangesReader, type ChangesReading } from './changes.ts';
import type { GitHub } from './client.ts';
import { readFilesAtHead, readPullFiles } from './files.ts';
import {
  additionOf,
  arrivalOf,
  isWhole,
  pullOf,
  readPathHistory,
  wasThereBefore,
  type PathHistory,
} from './history.ts';
import { prefetch, readPeople } from './involved.ts';
import { completeOldMerge } from './old-merge.ts';
import { peopleReader } from './people.ts';
import { readPull, type PullReading } from './pull.ts';
import { readPushers } from './pushers.ts';
import { repositoryReader } from './repository.ts';
import { sentenceOf, Unread } from './unread.ts';

/** Reads the facts of decisions. A fact that GitHub does not return is `null` or a sentence, never an exception. */
export type EvidenceReader = Pick<Repository, 'gather'> & Pick<PullRequests, 'gatherPull' | 'pullFiles'>;

/** Returns a reader that caches answers about people, teams and documents. Use one for each run. */
export function evidenceReader(github: GitHub, name: RepositoryName): EvidenceReader {
  const people = peopleReader(github, name);
  const repository = repositoryReader(github, name);
  const documents = new Map<string, ChangesReader>();

  /** Reads in two rounds: first the histories of the request and the documents, then all facts that they name. */
  async function gather(subject: MergedSubject): Promise<Facts> {
    const { head, path, mainline, defaultBranch } = subject;
    prefetch(people, subject.teams);
    const [history, ofDocuments] = await Promise.all([
      readPathHistory(github, name, head, path),
      readDocuments(subject),
    ]);
    const addition = additionOf(history);
    // No request is edited a hundred times, so the pull request that added it no longer matters.
    if (addition === 'too far back') return assemble({ ...NOTHING, history, head, path, changedTooOften: true });
    const named = addition && pullOf(path, addition, defaultBranch, mainline);
    const whole = named !== undefined && isWhole(named) ? named : undefined;
    const read = named && (await readPull(github, name, named.number, path, mainline, whole));
    return assemble({
      ...(await readRest(subject, history, read, ofDocuments)),
      history,
      head,
      path,
      addedAt: (addition && arrivalOf(addition.oid, mainline)) ?? null,
      ...(wasThereBefore(history) ? { pathUsedBefore: true } : {}),
    });
  }

  async function readDocuments({
    head,
    defaultBranch,
    mainline,
    genesis,
    documents: paths,
  }: MergedSubject): Promise<ReadonlyMap<string, ChangesReading | null>> {
    if (genesis === null) return new Map(paths.map((path) => [path, null]));
    const reader = documents.get(head) ?? changesReader(github, name, defaultBranch, mainline, head, genesis);
    documents.set(head, reader);
    return new Map(await Promise.all(paths.map(async (path) => [path, await reader(path)] as const)));
  }

  /** Reads the facts that only the pull requests name: people, teams, branches, the documents before the merge. */
  async function readRest(
    subject: MergedSubject,
    history: PathHistory,
    read: PullReading | undefined,
    ofDocuments: ReadonlyMap<string, ChangesReading | null>,
  ) {
    const before = read?.pull.merge?.parents[0]?.sha;
    const texts = textsOf(ofDocuments.get(ORGANIZATION_PATH) ?? null);
    const pulls = pullsOf(read, ofDocuments);
    const teams = [...subject.teams, ...Object.values(texts).flatMap((text) => subject.teamsIn(text))];
    const [pull, changes, teamsBefore] = await Promise.all([
      read && withPushers(history.repository.id, read),
      readChanges(subject, before, history.repository.id, ofDocuments),
      before === undefined ? [] : subject.teamsAt(before).catch(() => []),
      // The answers are cached: read together with the rest, they need no further round.
      readPeople(people, pulls, { ...subject, teams }),
    ]);
    const facts = await readPeople(people, pulls, { ...subject, teams: [...teams, ...teamsBefore] });
    return { ...facts, changes, texts, pull: pull ?? null, text: read?.text ?? null, ...problemOf(read) };
  }

  async function withPushers(id: number, read: PullReading): Promise<PullFact> {
    return { ...read.pull, pushers: await readPushers(github, name, id, read) };
  }

  async function readChanges(
    { mainline }: MergedSubject,
    before: string | undefined,
    id: number,
    ofDocuments: ReadonlyMap<string, ChangesReading | null>,
  ): Promise<Evidence['changes']> {
    const entries = [...ofDocuments].map(async ([path, reading]): Promise<[string, DocumentChange[] | null]> => {
      if (reading === null) return [path, null];
      const all = path === ORGANIZATION_PATH;
      const wanted = all ? reading.changes : decisive(reading.changes, before, mainline);
      const changes = wanted.map(async ({ blob, at, read }) => ({
        blob,
        at,
        pull: read && (await completeOldMerge(github, name, await withPushers(id, read), read.dates, mainline)),
      }));
      return [path, await Promise.all(changes)];
    });
    return Object.fromEntries(await Promise.all(entries));
  }

  async function gatherPull({ number, head, path, ...subject }: PullSubject) {
    prefetch(people, subject.teams);
    const asked = path ?? 'requests';
    const [history, whole, files] = await Promise.all([
      readPathHistory(github, name, head, asked),
      readPull(github, name, number, asked, []),
      readPullFiles(github, name, number),
    ]);
    const read = path === undefined ? withoutFile(whole) : whole;
    const brought = files.filter((file) => file.path.startsWith('requests/'));
    const [pull, facts, requests] = await Promise.all([
      withPushers(history.repository.id, read),
      readPeople(people, [read], subject),
      readFilesAtHead(repository, read.pull.head.sha, brought),
    ]);
    const assembled = assemble({
      ...NOTHING,
      ...facts,
      history: path === undefined ? { ...history, file: null } : history,
      head,
      path: path ?? '',
      pull,
      text: read.text,
      ...problemOf(read),
      ...(path !== undefined && wasThereBefore(history) ? { pathUsedBefore: true } : {}),
    });
    return { facts: assembled, requests };
  }

  /** Assembles the evidence. Its age is that of the last answer. */
  function assemble({ history, ...rest }: Parts): Facts {
    const gathered: Instant | undefined = github.time();
    if (gathered === undefined) throw new Unread('the time', "none of GitHub's answers had a date");
    return { ...rest, repository: history.repository, file: history.file, gathered };
  }

  return {
    gather: (subject) => gather(subject).then((facts) => ({ facts }), toUnknown),
    gatherPull: (subject) => gatherPull(subject).catch(toUnknown),
    pullFiles: (number) => readPullFiles(github, name, number),
  };
}

type Parts = Omit<Facts, 'repository' | 'file' | 'gathered'> & { readonly history: PathHistory };

/** The facts without a pull request. */
const NOTHING = {
  addedAt: null,
  pull: null,
  text: null,
  permissions: {},
  teams: {},
  secondFactors: { required: null, enabled: {} },
  texts: {},
  changes: {},
} as const;

function toUnknown(error: unknown): { readonly unknown: string } {
  return { unknown: sentenceOf(error) };
}

function pullsOf(read: PullReading | undefined, ofDocuments: ReadonlyMap<string, ChangesReading | null>) {
  const theirs = [...ofDocuments.values()].flatMap(
    (reading) => reading?.changes.flatMap(({ read: pull }) => pull ?? []) ?? [],
  );
  return [...(read === undefined ? [] : [read]), ...theirs];
}

/**
 * Returns the changes of a policy that matter. Only its versions before the merge and now decide, so these are the changes
 * that made the two. Earlier changes with the same head commits matter too, because a signature serves only one.
 */
function decisive(
  changes: readonly ChangeReading[],
  before: string | undefined,
  mainline: readonly MainlineCommit[],
): readonly ChangeReading[] {
  const place = (sha: string | undefined) => {
    const index = mainline.findIndex((commit) => commit.sha === sha);
    return index === -1 ? mainline.length : index;
  };
  const then = before === undefined ? undefined : changes.find(({ commit }) => place(commit) >= place(before));
  const brought = changes.filter((change, index) => index === 0 || change === then);
  const heads = brought.flatMap(({ read }) => read?.pull.head.sha ?? []);
  return changes.filter(
    (change) => brought.includes(change) || (change.read !== null && heads.includes(change.read.pull.head.sha)),
  );
}

/** Returns every version of the organization since the genesis, by blob id. */
function textsOf(reading: ChangesReading | null): Record<string, string> {
  const changes = reading?.changes ?? [];
  return Object.fromEntries(
    [...changes, ...(reading?.genesis ?? [])].flatMap(({ blob, text }) =>
      blob === null || text === undefined ? [] : [[blob, text]],
    ),
  );
}

function problemOf(read: PullReading | undefined): Pick<Facts, 'textProblem'> {
  return read?.textProblem === undefined ? {} : { textProblem: read.textProblem };
}

function withoutFile(reading: PullReading): PullReading {
  const { pull } = reading;
  const merge = pull.merge && {
    ...pull.merge,
    file: null,
    parents: pull.merge.parents.map(({ sha }) => ({ sha, file: null })),
  };
  return {
    pull: { ...pull, head: { ...pull.head, file: null }, merge },
    branch: reading.branch,
    dates: reading.dates,
    text: null,
  };
}
