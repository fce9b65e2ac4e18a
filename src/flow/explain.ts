import type { Judged } from '../core/decision/decision.ts';
import { judge } from '../core/decision/judge.ts';
import { monthOf } from '../core/documents/paths.ts';
import type { PolicySet } from '../core/documents/policy-set.ts';
import { parseRequest } from '../core/documents/request.ts';
import { addSeconds, type Instant, type Seconds } from '../core/time.ts';
import { asIfMerged, incidentSeen } from './check.ts';
import { readPolicySet, teamsOf } from './observe/documents.ts';
import { evaluateFile } from './observe/evaluate.ts';
import type { EvaluationPorts } from './observe/evidence.ts';
import { readLedger } from './ledger/open.ts';
import { trustOf } from './ledger/trust.ts';
import type { DocumentFile, Facts, Ports, PullRequests } from '../core/ports.ts';

/** What explaining reads: whatever a check reads, and for merged requests whatever a run reads. Nothing is written. */
export type ExplainPorts = EvaluationPorts & Pick<Ports, 'ledger'> & Pick<PullRequests, 'pullFiles' | 'gatherPull'>;

/** The pull request named has no request that could be judged: it was the wrong one to name. */
export class NothingToExplain extends Error {}

/**
 * What is decided of the request a pull request brings, as things stand now: of one that is open by what a check sees, of
 * one that was merged by what a run sees.
 *
 * @throws NothingToExplain if it brings no request, or none that still stands
 * @throws Error whose message says what could not be read
 */
export async function explain(ports: ExplainPorts, number: number): Promise<Judged> {
  const files = await ports.pullFiles(number);
  const path = files.find((file) => file.path.startsWith('requests/') && file.change !== 'removed')?.path;
  if (path === undefined) throw new NothingToExplain(`pull request #${number} brings no request`);
  const repository = await ports.repository.repository();
  const documents = await ports.repository.documents(repository.head);
  const set = readPolicySet(documents);
  const saml = set.organization?.identity === 'saml';
  const gathered = await ports.gatherPull({ number, head: repository.head, path, teams: teamsOf(set), saml });
  if (gathered.unknown !== undefined) throw new Error(gathered.unknown);
  const merged = gathered.facts.pull?.mergedAt ?? null;
  if (merged === null) {
    const incident = await incidentSeen(ports.incidents, gathered.facts, requestIn(gathered.facts, path, set));
    return judge({ ...asIfMerged(gathered.facts, documents), ...incident });
  }

  const ledger = await readLedger(ports, trustOf({ signers: () => [] }, set.organization, ports.repository.time()));
  if ('problem' in ledger) throw new Error(ledger.problem.sentence);
  if (ledger.doubt !== undefined) throw new Error(ledger.doubt);
  const { index, genesis } = ledger;
  const mainline = await ports.repository.mainline(repository.head, addSeconds(merged, -A_DAY));
  const inputs = { repository, files: documents, documents: set, mainline, index, genesis };
  const file = await requestAt(ports, repository.head, path, merged);
  if (file === undefined)
    throw new NothingToExplain(`${path} is not on ${repository.defaultBranch} any more; ${onRecord(number)}`);
  const judged = await evaluateFile(ports, inputs, file);
  if (typeof judged === 'string') throw new Error(judged);
  const brought = judged.evidence.pull?.number ?? number;
  if (brought !== number)
    throw new NothingToExplain(
      `${path} on ${repository.defaultBranch} is the work of #${brought}; ${onRecord(number)}`,
    );
  return judged;
}

/** The request a pull request brings with its policy, as far as there are any to ask an incident for. */
function requestIn({ text }: Facts, path: string, { policies }: PolicySet) {
  const request = text === null ? undefined : parseRequest(path, new TextEncoder().encode(text)).value?.request;
  const policy = request && policies.get(request.policy);
  return request === undefined || policy === undefined ? {} : { request, policy };
}

const A_DAY: Seconds = 86_400;

/** The request as it stands on the branch. */
async function requestAt(
  ports: ExplainPorts,
  head: string,
  path: string,
  merged: Instant,
): Promise<DocumentFile | undefined> {
  const files = await ports.repository.requestFiles(head, [monthOf(path) ?? merged.slice(0, 7)]);
  return files.find((file) => file.path === path);
}

/** A run judges what stands on the branch, and nothing else. */
function onRecord(number: number): string {
  return `what was decided of #${number} is on record: \`pullcord audit pull ${number}\` in a clone tells it`;
}
