import { connectIncidents } from '../../src/edge/incidents.ts';
import { evidenceReader } from '../../src/edge/github/evidence.ts';
import { repositoryReader } from '../../src/edge/github/repository.ts';
import { ledgerBranch } from '../../src/edge/ledger.ts';
import type { ExplainPorts } from '../../src/flow/explain.ts';
import { blobOf, GENESIS, ORGANIZATION, POLICY, REQUEST } from '../core/build.ts';
import { filesOf, writeLedger } from '../core/ledger/build-signed.ts';
import { ACME, connectTo } from '../edge/github/rehearsal.ts';
import { REPO, startBench, type Bench } from '../sandbox/github/support.ts';

/* A GitHub with an organization, policies, and a ledger that began with them: what explaining asks. */

export const PATH = 'requests/2026/11/orders.yaml';

/** As `orders`, and only in an incident that is an issue of this repository. */
const IN_INCIDENT = `${POLICY}incident: { from: github, labels: [incident] }\n`;

const DOCUMENTS = {
  'policies/organization.yaml': ORGANIZATION,
  'policies/orders.yaml': POLICY,
  'policies/orders-incident.yaml': IN_INCIDENT,
};

export interface Explained {
  readonly bench: Bench;
  readonly world: ExplainPorts;
  /** A pull request by alice that brings one file. @returns its number */
  ask(name: string, text?: string, path?: string): Promise<number>;
  approve(login: string, pull: number): Promise<void>;
  merge(pull: number): Promise<void>;
  /** Gives access back: by a pull request of its own, which alice merges. */
  remove(path: string): Promise<void>;
}

/** @param ledger whether there is a branch `audit` */
export async function startExplained({ ledger = true } = {}): Promise<Explained> {
  const from = Object.entries(DOCUMENTS).map(([path, content]) => ({ path, content }));
  const bench = await startBench({ from });
  const github = connectTo(bench);
  const branch = ledgerBranch(github, ACME);
  if (ledger) await begin(bench, branch);
  // The ledger is no younger than the clock.
  bench.pass(600);
  const evidence = evidenceReader(github, ACME);
  async function merge(pull_number: number): Promise<void> {
    bench.pass(60);
    await bench.as('alice').pulls.merge({ ...REPO, pull_number, merge_method: 'squash' });
  }
  let removals = 0;
  return {
    bench,
    world: {
      repository: { ...repositoryReader(github, ACME), ...evidence, time: github.time },
      pullFiles: evidence.pullFiles,
      gatherPull: evidence.gatherPull,
      ledger: branch,
      incidents: connectIncidents(github, {}),
    },
    ask: (name, text = REQUEST, path = PATH) => bench.pull('alice', name, { [path]: text }),
    async approve(login, pull_number) {
      await bench.as(login).pulls.createReview({ ...REPO, pull_number, event: 'APPROVE' });
    },
    merge,
    async remove(path) {
      const alice = bench.as('alice');
      const branch = `remove-${(removals += 1)}`;
      const { data } = await alice.repos.getContent({ ...REPO, path });
      const sha = 'sha' in data ? data.sha : '';
      const { data: main } = await alice.git.getRef({ ...REPO, ref: 'heads/main' });
      await alice.git.createRef({ ...REPO, ref: `refs/heads/${branch}`, sha: main.object.sha });
      await alice.repos.deleteFile({ ...REPO, path, sha, branch, message: 'Give it back' });
      await merge(
        (await alice.pulls.create({ ...REPO, title: 'Give it back', head: branch, base: 'main' })).data.number,
      );
    },
  };
}

async function begin(bench: Bench, branch: ReturnType<typeof ledgerBranch>): Promise<void> {
  const { data } = await bench.as('alice').git.getRef({ ...REPO, ref: 'heads/main' });
  const policies = Object.fromEntries(Object.entries(DOCUMENTS).map(([path, text]) => [path, blobOf(text)]));
  if (GENESIS.genesis === undefined) throw new Error('the genesis has its own fact');
  const genesis = { ...GENESIS.genesis, commit: data.object.sha, policies };
  const written = await writeLedger([[{ ...GENESIS, genesis }]], []);
  const created = await branch.create(filesOf(written), { headline: 'begin', body: '' });
  if (created.outcome !== 'created') throw new Error(JSON.stringify(created));
}
