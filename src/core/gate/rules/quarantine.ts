import { quote } from '../../text.ts';
import type { EnvironmentFact, GateFacts } from '../facts.ts';
import { readWorkflows } from '../read.ts';
import { note, unknown, weak, type GateFinding, type GateRule } from '../rule.ts';
import type { JobFact, WorkflowFact } from '../workflow.ts';
import { othersIn, restrict } from './environment.ts';

/**
 * The workflow that quarantines can shut anybody out, and it obeys whoever GitHub names as its starter. So it is started by
 * hand alone, from main alone, and with an identity that reconcile has not. Where there is none, there is nothing to guard.
 */
export const quarantineRules: readonly GateRule[] = [
  each('quarantine-events', 'quarantine is started by hand, and by nothing else', ({ workflow: { path, events } }) =>
    Object.keys(events)
      .filter((name) => name !== 'workflow_dispatch')
      .map((name) =>
        weak('quarantine-event', `${quote(path)} runs on ${quote(name)}`, 'leave only `workflow_dispatch` under `on`'),
      ),
  ),
  each('quarantine-apart', 'quarantine has an environment and an identity of its own', ({ job }, facts) => {
    const { reconcile } = readWorkflows(facts);
    const shared = job.providers.filter((provider) => reconcile?.job.providers.includes(provider) === true);
    return [
      ...(job.environment !== null && !isSame(job.environment, reconcile?.job.environment)
        ? []
        : [
            weak(
              'quarantine-environment',
              `the job ${quote(job.id)} runs in ${job.environment === null ? 'no environment' : 'the environment of reconcile'}`,
              'write `environment: pullcord-quarantine` in the job',
            ),
          ]),
      ...shared.map((provider) =>
        weak(
          'quarantine-identity',
          `the job ${quote(job.id)} has the identity of reconcile, by ${quote(provider)}`,
          'give it a provider in a pool of its own, as the README shows',
        ),
      ),
    ];
  }),
  inside('quarantine-branches', 'the default branch alone may quarantine', (environment, facts) => {
    const { defaultBranch, name } = facts.repository;
    const { branches } = environment;
    const look = `run doctor with the token of an administrator of ${name}`;
    if (branches.value === null) return [unknown('quarantine-branches-unknown', branches.why, look)];
    const who = othersIn(branches.value, defaultBranch);
    if (who === undefined) return [];
    const sentence = `the environment ${quote(environment.name)} is open to ${quote(who)} instead of ${quote(defaultBranch)} alone`;
    return [weak('quarantine-branches', sentence, restrict(facts, environment.name))];
  }),
  inside('quarantine-waits', 'a quarantine need not wait', (environment, facts) => [
    ...(environment.reviewers === 0
      ? []
      : [
          note(
            'quarantine-reviewers',
            `the environment ${quote(environment.name)} waits for a reviewer: one of them must always be there`,
            `or remove them: ${restrict(facts, environment.name)}`,
          ),
        ]),
    ...(environment.waitTimer === 0
      ? []
      : [
          weak(
            'quarantine-timer',
            `the environment ${quote(environment.name)} makes every quarantine wait ${environment.waitTimer} min`,
            `remove the timer: ${restrict(facts, environment.name)}`,
          ),
        ]),
  ]),
];

interface QuarantineJob {
  readonly workflow: WorkflowFact;
  readonly job: JobFact;
}

/** Every job with a step `command: quarantine`. */
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

/** About the environment of each, where it has one to itself; that reconcile's is sound is asked elsewhere. */
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

/** GitHub makes an environment that is not there when a job asks for it, open to every branch. */
function openToAll(name: string): EnvironmentFact {
  return { name, reviewers: 0, waitTimer: 0, branches: { value: 'all' }, secrets: { value: [] } };
}

/** GitHub does not tell upper from lower case in the names of environments. */
function isSame(one: string, other: string | null | undefined): boolean {
  return one.toLowerCase() === other?.toLowerCase();
}
