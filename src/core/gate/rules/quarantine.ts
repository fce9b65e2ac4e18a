import { quote } from '../../text.ts';
import type { EnvironmentFact, GateFacts } from '../facts.ts';
import { readWorkflows } from '../read.ts';
import { note, unknown, weak, type GateFinding, type GateRule } from '../rule.ts';
import type { JobFact, WorkflowFact } from '../workflow.ts';
import { lookAs } from './actions.ts';
import { othersIn, restrict } from './environment.ts';

/**
 * Rules of the quarantine workflow. It can deny access to anybody, and it obeys the person that GitHub names as its starter.
 * So people start it by hand, from main only, and its identity is not reconcile's. Without such a workflow no rule applies.
 */
export const quarantineRules: readonly GateRule[] = [
  each('quarantine-events', 'only people start quarantine, by hand', ({ workflow: { path, events } }) =>
    Object.keys(events)
      .filter((name) => name !== 'workflow_dispatch')
      .map((name) =>
        weak(
          'quarantine-event',
          `${quote(path)} runs on ${quote(name)}; only people may start a quarantine`,
          `replace the events of ${quote(path)} by this line: \`on: workflow_dispatch\``,
        ),
      ),
  ),
  each('quarantine-apart', 'quarantine has its own environment and its own identity', ({ job }, facts) => {
    const { reconcile } = readWorkflows(facts);
    const shared = job.providers.filter((provider) => reconcile?.job.providers.includes(provider) === true);
    return [
      ...(job.environment !== null && !isSame(job.environment, reconcile?.job.environment)
        ? []
        : [
            weak(
              'quarantine-environment',
              `the job ${quote(job.id)} ${job.environment === null ? 'has no environment' : 'uses the environment of reconcile'}; it needs its own`,
              `write into the job ${quote(job.id)}: \`environment: pullcord-quarantine\``,
            ),
          ]),
      ...shared.map((provider) =>
        weak(
          'quarantine-identity',
          `the job ${quote(job.id)} uses the provider of reconcile, ${quote(provider)}, and so can grant access`,
          'create a provider in its own pool (docs/deploy-google.md), then write: `workload-identity-provider: ${{ vars.PULLCORD_QUARANTINE_WORKLOAD_IDENTITY_PROVIDER }}`',
        ),
      ),
    ];
  }),
  inside(
    'quarantine-branches',
    'only the default branch may use the environment of quarantine',
    (environment, facts) => {
      const { defaultBranch, name } = facts.repository;
      const { branches } = environment;
      const look = lookAs(name);
      if (branches.value === null) return [unknown('quarantine-branches-unknown', branches.why, look)];
      const who = othersIn(branches.value, defaultBranch);
      if (who === undefined) return [];
      const sentence = `the environment ${quote(environment.name)} admits ${quote(who)}; only ${quote(defaultBranch)} may use it`;
      return [weak('quarantine-branches', sentence, restrict(facts, environment.name))];
    },
  ),
  inside('quarantine-waits', 'a quarantine waits for no reviewer and no timer', (environment, facts) => [
    ...(environment.reviewers === 0
      ? []
      : [
          note(
            'quarantine-reviewers',
            `a quarantine waits for a reviewer of the environment ${quote(environment.name)}, so one must be available at any hour`,
            restrict(facts, environment.name),
          ),
        ]),
    ...(environment.waitTimer === 0
      ? []
      : [
          weak(
            'quarantine-timer',
            `the environment ${quote(environment.name)} delays every quarantine by ${environment.waitTimer} min`,
            restrict(facts, environment.name),
          ),
        ]),
  ]),
];

interface QuarantineJob {
  readonly workflow: WorkflowFact;
  readonly job: JobFact;
}

/** Finds every job with a step `command: quarantine`. */
function quarantines(facts: GateFacts): readonly QuarantineJob[] {
  return readWorkflows(facts).all.flatMap((workflow) =>
    workflow.jobs.flatMap((job) => (job.commands.includes('quarantine') ? [{ workflow, job }] : [])),
  );
}

function each(
  id: string,
  asks: string,
  judge: (one: QuarantineJob, facts: GateFacts) => readonly GateFinding[],
): GateRule {
  return { id, asks, judge: (facts) => quarantines(facts).flatMap((one) => judge(one, facts)) };
}

/** Makes a rule about each quarantine job's own environment. Other rules check the environment of reconcile. */
function inside(
  id: string,
  asks: string,
  judge: (environment: EnvironmentFact, facts: GateFacts) => readonly GateFinding[],
): GateRule {
  return each(id, asks, ({ job }, facts) => {
    const { reconcile } = readWorkflows(facts);
    const { value } = facts.environments;
    if (job.environment === null || value === null || isSame(job.environment, reconcile?.job.environment)) return [];
    const environment = value.find(({ name }) => isSame(name, job.environment));
    return judge(environment ?? openToAll(job.environment), facts);
  });
}

/** A missing environment: GitHub creates it for the first job that names it, open to every branch. */
function openToAll(name: string): EnvironmentFact {
  return { name, reviewers: 0, waitTimer: 0, branches: { value: 'all' }, secrets: { value: [] } };
}

/** Compares names of environments as GitHub does, without case. */
function isSame(one: string, other: string | null | undefined): boolean {
  return one.toLowerCase() === other?.toLowerCase();
}
