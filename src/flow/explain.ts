import type { Judged } from '../core/decision/decision.ts';
import { judge } from '../core/decision/judge.ts';
import { monthOf } from '../core/documents/paths.ts';
import type { PolicySet } from '../core/documents/policy-set.ts';
import { parseRequest } from '../core/documents/request.ts';
import { addSeconds, type Instant, type Seconds } from '../core/time.ts';
import { asIfMerged, incidentSeen } from './check-evidence.ts';
import { verdictsOnRecord } from './check-verdicts.ts';
import { judgeChanges } from './observe/changes.ts';
import { documentsReader } from './observe/documents-at.ts';
import { readPolicySet, teamsOf } from './observe/documents.ts';
import { evaluateFile } from './observe/evaluate.ts';
import type { EvaluationPorts } from './observe/evidence.ts';
import { organizationInForce } from './observe/organization-in-force.ts';
import { readLedger } from './ledger/open.ts';
import { trustOf } from './ledger/trust.ts';
import type { DocumentFile, Facts, Ports, PullRequests } from '../core/ports.ts';

/** The ports of `explain`: those of a check, and for merged requests those of a run. It writes nothing. */
export type ExplainPorts = EvaluationPorts & Pick<Ports, 'ledger'> & Pick<PullRequests, 'pullFiles' | 'gatherPull'>;

/** The named pull request has no request to judge, so the caller named the wrong one. */
export class NothingToExplain extends Error {}

/**
 * Judges the request of a pull request by its present facts. An open pull request has the facts of a check. A merged one
 * has the facts of a run.
 *
 * @throws NothingToExplain if it adds no request, or the request is no longer on the branch
 * @throws Error whose message names the fact that could not be read
 */
export async function explain(ports: ExplainPorts, number: number): Promise<Judged> {
  const files = await ports.pullFiles(number);
  const path = files.find((file) => file.path.startsWith('requests/') && file.change !== 'removed')?.path;
  if (path === undefined)
    throw new NothingToExplain(
      `pull request #${number} adds no file under requests/, so there is no request to explain`,
    );
  const repository = await ports.repository.repository();
  const documents = await ports.repository.documents(repository.head);
  const set = readPolicySet(documents);
  const saml = set.organization?.identity === 'saml';
  const gathered = await ports.gatherPull({ number, head: repository.head, path, teams: teamsOf(set), saml });
  if (gathered.unknown !== undefined) throw new Error(gathered.unknown);
  const merged = gathered.facts.pull?.mergedAt ?? null;
  if (merged === null) {
    const incident = await incidentSeen(ports.incidents, gathered.facts, requestIn(gathered.facts, path, set));
    const verdicts = await verdictsOnRecord({ ...ports, ...ports.repository }, repository.head, documents, set);
    const known = 'accepted' in verdicts ? verdicts : undefined;
    return judge({ ...(await asIfMerged(ports.repository, gathered.facts, documents, known)), ...incident });
  }

  const pin = await ports.repository.pin(repository.head);
  const trust = trustOf({ signers: () => [] }, set.organization, ports.repository.time(), pin);
  const ledger = await readLedger(ports, trust);
  if ('problem' in ledger) throw new Error(ledger.problem.sentence);
  if (ledger.doubt !== undefined) throw new Error(ledger.doubt);
  const { index, genesis } = ledger;
  const mainline = await ports.repository.mainline(repository.head, addSeconds(merged, -A_DAY));
  const documentsAt = documentsReader(ports, { repository, files: documents, mainline });
  const head = { repository, files: documents, documents: set, documentsAt, mainline, index, genesis };
  const signed = (ledger.trust.keys ?? []).length > 0;
  const changes = await judgeChanges(ports, {
    ...head,
    accepted: index.accepted,
    quarantines: index.quarantines,
    signed,
  });
  const { organization } = await organizationInForce(head, changes);
  const inputs = { ...head, organization, changes };
  const file = await requestAt(ports, repository.head, path, merged);
  if (file === undefined)
    throw new NothingToExplain(`${path} is no longer on ${repository.defaultBranch}. ${onRecord(number)}`);
  const judged = await evaluateFile(ports, inputs, file);
  if (typeof judged === 'string') throw new Error(judged);
  const brought = judged.evidence.pull?.number ?? number;
  if (brought !== number)
    throw new NothingToExplain(
      `${path} on ${repository.defaultBranch} now comes from #${brought}. ${onRecord(number)}`,
    );
  return judged;
}

/** Parses the request of a pull request and finds its policy. Both are needed to read the incident. */
function requestIn({ text }: Facts, path: string, { policies }: PolicySet) {
  const request = text === null ? undefined : parseRequest(path, new TextEncoder().encode(text)).value?.request;
  const policy = request && policies.get(request.policy);
  return request === undefined || policy === undefined ? {} : { request, policy };
}

const A_DAY: Seconds = 86_400;

/** Reads the request file on the branch. */
async function requestAt(
  ports: ExplainPorts,
  head: string,
  path: string,
  merged: Instant,
): Promise<DocumentFile | undefined> {
  const files = await ports.repository.requestFiles(head, [monthOf(path) ?? merged.slice(0, 7)]);
  return files.find((file) => file.path === path);
}

/** Names the command that shows a recorded decision. A run judges only files that are on the branch. */
function onRecord(number: number): string {
  return `The decision on #${number} is on record. Read it in a clone: pullcord audit pull ${number}`;
}
