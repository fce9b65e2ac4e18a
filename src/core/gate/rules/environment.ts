import { quote } from '../../text.ts';
import type { EnvironmentFact, GateFacts } from '../facts.ts';
import { readWorkflows } from '../read.ts';
import { unknown, weak, type GateFinding, type GateRule } from '../rule.ts';
import type { JobFact } from '../workflow.ts';
import { lookAs } from './actions.ts';

/** The environment of the job reconcile. Google trusts it, and it keeps the App's key. */
export const environmentRules: readonly GateRule[] = [
  {
    id: 'environment-named',
    asks: 'reconcile runs in an existing environment',
    judge: (facts) => {
      const { reconcile } = readWorkflows(facts);
      if (reconcile === undefined) return [];
      const { name } = facts.repository;
      if (reconcile.job.environment === null)
        return [
          weak(
            'reconcile-environment',
            `the job ${quote(reconcile.job.id)} has no environment, so every branch may run it with the rights to grant`,
            `write into the job ${quote(reconcile.job.id)} of ${quote(reconcile.workflow.path)}: \`environment: break-glass\``,
          ),
        ];
      if (facts.environments.value === null)
        return [
          unknown(
            'environment-unknown',
            facts.environments.why,
            `give the token the permission "Actions: read" on ${name}, then: pullcord doctor`,
          ),
        ];
      return environmentOf(facts) !== undefined
        ? []
        : [
            weak(
              'environment-missing',
              `the environment ${quote(reconcile.job.environment)} is missing: the first job that names it creates it, open to every branch`,
              restrict(facts, reconcile.job.environment),
            ),
          ];
    },
  },
  of('environment-branches', 'only the default branch may use the environment', (environment, facts) => {
    const { defaultBranch, name } = facts.repository;
    const { branches } = environment;
    if (branches.value === null) return [unknown('environment-branches-unknown', branches.why, lookAs(name))];
    const who = othersIn(branches.value, defaultBranch);
    if (who === undefined) return [];
    return [
      weak(
        'environment-branches',
        `the environment ${quote(environment.name)} admits ${quote(who)}; only ${quote(defaultBranch)} may use it`,
        restrict(facts, environment.name),
      ),
    ];
  }),
  of(
    'environment-waits',
    'the job waits for no reviewer and no timer, so revocations are not delayed',
    (environment, facts) => [
      ...(environment.reviewers === 0
        ? []
        : [
            weak(
              'environment-reviewers',
              `the environment ${quote(environment.name)} has reviewers: every run, and so every revocation, waits for one`,
              restrict(facts, environment.name),
            ),
          ]),
      ...(environment.waitTimer === 0
        ? []
        : [
            weak(
              'environment-timer',
              `the environment ${quote(environment.name)} delays every run, and so every revocation, by ${environment.waitTimer} min`,
              restrict(facts, environment.name),
            ),
          ]),
    ],
  ),
  of('secrets-within', 'only the environment has the App’s key', ({ name, secrets }, { repository, ...facts }, job) => {
    if (job.secrets.length === 0) return [];
    const look = lookAs(repository.name);
    if (facts.secrets.value === null) return [unknown('secrets-unknown', facts.secrets.why, look)];
    const outside = facts.secrets.value;
    return job.secrets
      .filter((secret) => outside.includes(secret))
      .map((secret) =>
        weak(
          'secret-outside',
          `the secret ${quote(secret)} is in the repository: every workflow of every branch can read it`,
          `${secrets.value?.includes(secret) === true ? '' : `gh secret set ${secret} --env ${name} && `}gh secret delete ${secret}`,
        ),
      );
  }),
];

/** Makes a rule about the environment of reconcile. It finds nothing if there is no such environment. */
function of(
  id: string,
  asks: string,
  judge: (environment: EnvironmentFact, facts: GateFacts, job: JobFact) => readonly GateFinding[],
): GateRule {
  return {
    id,
    asks,
    judge: (facts) => {
      const environment = environmentOf(facts);
      const { reconcile } = readWorkflows(facts);
      return environment === undefined || reconcile === undefined ? [] : judge(environment, facts, reconcile.job);
    },
  };
}

/** Finds the environment of reconcile. GitHub ignores case in the names of environments. */
function environmentOf(facts: GateFacts): EnvironmentFact | undefined {
  const wanted = readWorkflows(facts).reconcile?.job.environment?.toLowerCase();
  return facts.environments.value?.find(({ name }) => name.toLowerCase() === wanted);
}

/** Describes the branches that may use an environment; `undefined` if only the default branch may. */
export function othersIn(
  branches: NonNullable<EnvironmentFact['branches']['value']>,
  defaultBranch: string,
): string | undefined {
  if (branches === 'all') return 'every branch';
  if (branches === 'protected') return 'every protected branch';
  if (branches.length === 0) return 'no branch';
  const [policy, ...more] = branches;
  if (more.length === 0 && policy?.type === 'branch' && policy.name === defaultBranch) return undefined;
  return branches.map(({ type, name }) => `${type} ${name}`).join(', ');
}

/** A command that removes reviewers and timer, and admits only the default branch. */
export function restrict({ repository }: Pick<GateFacts, 'repository'>, environment: string): string {
  const at = `repos/${repository.name}/environments/${encodeURIComponent(environment)}`;
  return `echo '{"wait_timer":0,"reviewers":null,"deployment_branch_policy":{"protected_branches":false,"custom_branch_policies":true}}' | gh api -X PUT ${at} --input -; gh api -X POST ${at}/deployment-branch-policies -f name=${repository.defaultBranch}`;
}
