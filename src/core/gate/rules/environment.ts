import { quote } from '../../text.ts';
import type { EnvironmentFact, GateFacts } from '../facts.ts';
import { readWorkflows } from '../read.ts';
import { unknown, weak, type GateFinding, type GateRule } from '../rule.ts';
import type { JobFact } from '../workflow.ts';

/** The environment in which reconcile runs: what Google trusts, and where the App's key lies. */
export const environmentRules: readonly GateRule[] = [
  {
    id: 'environment-named',
    asks: 'reconcile runs in an environment that is there',
    judge: (facts) => {
      const { reconcile } = readWorkflows(facts);
      if (reconcile === undefined) return [];
      const { name } = facts.repository;
      if (reconcile.job.environment === null)
        return [
          weak(
            'reconcile-environment',
            `the job ${quote(reconcile.job.id)} runs in no environment, so any branch can do as it does`,
            'write `environment: break-glass` in the job',
          ),
        ];
      if (facts.environments.value === null)
        return [
          unknown('environment-unknown', facts.environments.why, `let the token read the environments of ${name}`),
        ];
      return environmentOf(facts) !== undefined
        ? []
        : [
            weak(
              'environment-missing',
              `there is no environment ${quote(reconcile.job.environment)}: GitHub makes one open to every branch when a job asks for it`,
              restrict(facts, reconcile.job.environment),
            ),
          ];
    },
  },
  of('environment-branches', 'the default branch alone may use the environment', (environment, facts) => {
    const { defaultBranch, name } = facts.repository;
    const { branches } = environment;
    if (branches.value === null)
      return [
        unknown(
          'environment-branches-unknown',
          branches.why,
          `run doctor with the token of an administrator of ${name}`,
        ),
      ];
    const who = othersIn(branches.value, defaultBranch);
    if (who === undefined) return [];
    return [
      weak(
        'environment-branches',
        `the environment ${quote(environment.name)} is open to ${quote(who)} instead of ${quote(defaultBranch)} alone`,
        restrict(facts, environment.name),
      ),
    ];
  }),
  of('environment-waits', 'nobody has to release the job: revoking must not wait', (environment, facts) => [
    ...(environment.reviewers === 0
      ? []
      : [
          weak(
            'environment-reviewers',
            `the environment ${quote(environment.name)} waits for reviewers, and with it every revocation`,
            `remove them: ${restrict(facts, environment.name)}`,
          ),
        ]),
    ...(environment.waitTimer === 0
      ? []
      : [
          weak(
            'environment-timer',
            `the environment ${quote(environment.name)} makes every run wait ${environment.waitTimer} min`,
            `remove the timer: ${restrict(facts, environment.name)}`,
          ),
        ]),
  ]),
  of(
    'secrets-within',
    'the App’s key lies in the environment alone',
    ({ name, secrets }, { repository, ...facts }, job) => {
      if (job.secrets.length === 0) return [];
      const look = `run doctor with the token of an administrator of ${repository.name}`;
      if (facts.secrets.value === null) return [unknown('secrets-unknown', facts.secrets.why, look)];
      const outside = facts.secrets.value;
      return job.secrets
        .filter((secret) => outside.includes(secret))
        .map((secret) =>
          weak(
            'secret-outside',
            `every workflow of every branch can read the secret ${quote(secret)}`,
            `gh secret delete ${secret}${secrets.value?.includes(secret) === true ? '' : `, after gh secret set ${secret} --env ${name}`}`,
          ),
        );
    },
  ),
];

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

/** GitHub does not tell upper from lower case in the names of environments. */
function environmentOf(facts: GateFacts): EnvironmentFact | undefined {
  const wanted = readWorkflows(facts).reconcile?.job.environment?.toLowerCase();
  return facts.environments.value?.find(({ name }) => name.toLowerCase() === wanted);
}

/** Who may use an environment other than the default branch alone; `undefined`: nobody. */
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

export function restrict({ repository }: Pick<GateFacts, 'repository'>, environment: string): string {
  const at = `repos/${repository.name}/environments/${encodeURIComponent(environment)}`;
  return `echo '{"wait_timer":0,"reviewers":null,"deployment_branch_policy":{"protected_branches":false,"custom_branch_policies":true}}' | gh api -X PUT ${at} --input -; gh api -X POST ${at}/deployment-branch-policies -f name=${repository.defaultBranch}`;
}
