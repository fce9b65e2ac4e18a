import type { PullFact } from '../../core/decision/evidence.ts';
import type { Facts, MergedSubject, PullRequests, PullSubject, Repository } from '../../core/ports.ts';
import type { Instant } from '../../core/time.ts';
import type { RepositoryName } from './blob.ts';
import type { AssociatedPull } from './answers.ts';
import { changeReader } from './change.ts';
import type { GitHub } from './client.ts';
import { readFilesAtHead, readPullFiles } from './files.ts';
import { candidatesOf, isWhole, withAllPulls } from './commit-pulls.ts';
import { arrivalOf } from './history.ts';
import { additionOf, readPathHistory, wasThereBefore, type PathHistory } from './path-history.ts';
import { prefetch, readIdentities, readPeople } from './involved.ts';
import { peopleReader } from './people.ts';
import { readPull, type PullReading } from './pull.ts';
import { readPushers } from './pushers.ts';
import { repositoryReader } from './repository.ts';
import { sentenceOf, Unread } from './unread.ts';

/** Reads the facts of decisions. A fact that GitHub does not return is `null` or a sentence, never an exception. */
export type EvidenceReader = Pick<Repository, 'gather' | 'gatherChange'> &
  Pick<PullRequests, 'gatherPull' | 'pullFiles'>;

/** Returns a reader that caches answers about people, teams and documents. Use one for each run. */
export function evidenceReader(github: GitHub, name: RepositoryName): EvidenceReader {
  const people = peopleReader(github, name);
  const repository = repositoryReader(github, name);

  /** Reads in two rounds: first the history of the request, then all facts that it names. */
  async function gather(subject: MergedSubject): Promise<readonly [Facts, ...Facts[]]> {
    const { head, path, mainline, defaultBranch } = subject;
    prefetch(people, subject.teams);
    const history = await readPathHistory(github, name, head, path);
    const found = additionOf(history);
    // No request is edited so often, so the pull request that added it no longer matters.
    if (found === 'too far back') return [assemble({ ...NOTHING, history, head, path, changedTooOften: true })];
    const addition = found && (await withAllPulls(github, name, found));
    const addedAt = (addition && arrivalOf(addition.oid, mainline)) ?? null;
    const factsWith = async (named: AssociatedPull | undefined) => {
      const whole = named !== undefined && isWhole(named) ? named : undefined;
      const read = named && (await readPull(github, name, named.number, path, mainline, whole));
      return assemble({
        ...(await readRest(subject, history, read)),
        ...{ history, head, path, addedAt },
        ...(wasThereBefore(history) ? { pathUsedBefore: true } : {}),
      });
    };
    const [first, ...others] =
      addition === undefined ? [] : candidatesOf<AssociatedPull>(path, addition, defaultBranch, mainline);
    return Promise.all([factsWith(first), ...others.map(factsWith)]);
  }

  /** Reads the facts that only the pull request names: people, teams, branches. */
  async function readRest(subject: MergedSubject, history: PathHistory, read: PullReading | undefined) {
    const pulls = read === undefined ? [] : [read];
    const [pull, teamsBefore] = await Promise.all([
      read && withPushers(history.repository.id, read),
      read === undefined ? [] : subject.teamsBefore(read.pull).catch(() => []),
      // The answers are cached: read together with the rest, they need no further round.
      readPeople(people, pulls, subject),
    ]);
    const facts = await readPeople(people, pulls, { ...subject, teams: [...subject.teams, ...teamsBefore] });
    const identities = await readIdentities(people, pulls, subject, pull?.pushers ?? null);
    return { ...facts, ...identities, pull: pull ?? null, text: read?.text ?? null, ...problemOf(read) };
  }

  async function withPushers(id: number, read: PullReading): Promise<PullFact> {
    return { ...read.pull, pushers: await readPushers(github, name, id, read) };
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
    const identities = await readIdentities(people, [read], subject, pull.pushers);
    const assembled = assemble({
      ...NOTHING,
      ...facts,
      ...identities,
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
    gather: (subject) => gather(subject).then(([facts, ...others]) => ({ facts, others }), toUnknown),
    gatherChange: changeReader(github, name, people),
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
} as const;

function toUnknown(error: unknown): { readonly unknown: string } {
  return { unknown: sentenceOf(error) };
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
