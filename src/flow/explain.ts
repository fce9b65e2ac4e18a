import type { Judged } from '../core/decision/decision.ts';
import { judge } from '../core/decision/judge.ts';
import { monthOf } from '../core/documents/paths.ts';
import { addSeconds, type Instant, type Seconds } from '../core/time.ts';
import { asIfMerged, type PullRequests } from './check.ts';
import { readPolicySet, teamsOf } from './documents.ts';
import { judgeFile, type JudgingWorld } from './judging.ts';
import { readLedger } from './open-ledger.ts';
import { trustOf } from './survey.ts';
import type { DocumentFile, World } from './world.ts';

/** What explaining reads: whatever a check reads, and for merged requests whatever a run reads. Nothing is written. */
export type ExplainWorld = JudgingWorld & Pick<World, 'ledger'> & Pick<PullRequests, 'pullFiles' | 'gatherPull'>;

/**
 * What is decided of the request a pull request brings, as things stand now: of one that is open by what a check sees, of
 * one that was merged by what a run sees.
 *
 * @throws Error whose message says what could not be read, or that there is no request
 */
export async function explain(world: ExplainWorld, number: number): Promise<Judged> {
  const files = await world.pullFiles(number);
  const path = files.find((file) => file.path.startsWith('requests/') && file.change !== 'removed')?.path;
  if (path === undefined) throw new Error(`pull request #${number} brings no request`);
  const repository = await world.repository.repository();
  const documents = await world.repository.documents(repository.head);
  const set = readPolicySet(documents);
  const saml = set.organization?.identity === 'saml';
  const gathered = await world.gatherPull({ number, head: repository.head, path, teams: teamsOf(set), saml });
  if (gathered.unknown !== undefined) throw new Error(gathered.unknown);
  const merged = gathered.facts.pull?.mergedAt ?? null;
  if (merged === null) return judge(asIfMerged(gathered.facts, documents));

  const ledger = await readLedger(world, trustOf({ signers: () => [] }, set.organization, world.repository.time()));
  if ('problem' in ledger) throw new Error(ledger.problem);
  if (ledger.doubt !== undefined) throw new Error(ledger.doubt);
  const { accounts, genesis } = ledger;
  const mainline = await world.repository.mainline(repository.head, addSeconds(merged, -A_DAY));
  const bench = { repository, files: documents, documents: set, mainline, accounts, genesis };
  const judged = await judgeFile(world, bench, await requestAt(world, repository.head, path, merged));
  if (typeof judged === 'string') throw new Error(judged);
  return judged;
}

const A_DAY: Seconds = 86_400;

/** The request as it stands on the branch; one that is gone is judged by what is left of it. */
async function requestAt(world: ExplainWorld, head: string, path: string, merged: Instant): Promise<DocumentFile> {
  const files = await world.repository.requestFiles(head, [monthOf(path) ?? merged.slice(0, 7)]);
  return files.find((file) => file.path === path) ?? { path, blob: '', mode: '', bytes: null };
}
