import type { ChangeFacts, ChangeSubject, GatheredChange } from '../../core/ports.ts';
import type { PullFact } from '../../core/decision/evidence.ts';
import type { RepositoryName } from './blob.ts';
import type { GitHub } from './client.ts';
import { readPullFiles } from './files.ts';
import { pullMergedBy } from './commit-pulls.ts';
import { readIdentities, readPeople } from './involved.ts';
import { completeOldMerge } from './old-merge.ts';
import type { PeopleReader } from './people.ts';
import { readPull, type PullReading } from './pull.ts';
import { readPushers } from './pushers.ts';
import { sentenceOf, Unread } from './unread.ts';

/** Reads the facts about one change of documents. A fact that GitHub does not return is `null` or a sentence. */
export function changeReader(
  github: GitHub,
  name: RepositoryName,
  people: PeopleReader,
): (subject: ChangeSubject) => Promise<GatheredChange> {
  async function gather(subject: ChangeSubject): Promise<ChangeFacts> {
    const { commit, repository, mainline } = subject;
    const number = await pullMergedBy(github, name, commit, repository.defaultBranch);
    const read = number === undefined ? undefined : await readPull(github, name, number, ANY_DOCUMENT, mainline);
    const reads = read === undefined ? [] : [read];
    const [pull, facts] = await Promise.all([
      read === undefined ? null : wholePull(read, repository.id, subject),
      readPeople(people, reads, subject),
    ]);
    const identities = await readIdentities(people, reads, subject, pull?.pushers ?? null, subject.contributors);
    const gathered = github.time();
    if (gathered === undefined) throw new Unread('the time', "none of GitHub's answers had a date");
    return { ...facts, ...identities, pull, gathered };
  }

  /** Adds the pushers, every changed file, and the facts that the line is too short for. */
  async function wholePull(read: PullReading, id: number, { mainline }: ChangeSubject): Promise<PullFact> {
    const { files, changedFiles, number } = read.pull;
    const [pushers, all] = await Promise.all([
      readPushers(github, name, id, read),
      files.length === changedFiles ? files : readPullFiles(github, name, number),
    ]);
    const whole = { ...read.pull, pushers, files: all.map(({ path, change }) => ({ path, change })) };
    return withoutFile(await completeOldMerge(github, name, whole, read.dates, mainline));
  }

  return (subject) =>
    gather(subject).then(
      (facts) => ({ facts }),
      (error: unknown) => ({ unknown: sentenceOf(error) }),
    );
}

/** The query reads one file of the pull request. The caller reads all documents of its commits instead. */
const ANY_DOCUMENT = 'policies/organization.yaml';

function withoutFile(pull: PullFact): PullFact {
  const merge = pull.merge && {
    ...pull.merge,
    file: null,
    parents: pull.merge.parents.map(({ sha }) => ({ sha, file: null })),
  };
  return { ...pull, head: { ...pull.head, file: null }, merge };
}
