import { quote } from '../../text.ts';
import { HONEST_EVENTS, honestClaims, strangersTo, type HonestJob } from '../claims.ts';
import type { FederationFact, GateFacts } from '../facts.ts';
import { readCondition, type ProviderCondition } from '../federation.ts';
import { readWorkflows, RECONCILE_PATH } from '../read.ts';
import { note, weak, type GateFinding, type GateRule } from '../rule.ts';

/** Rules of the workload identity provider, which decides who gets the identity that grants access. */
export const federationRules: readonly GateRule[] = [
  asked('federation-issuer', 'the provider is active and trusts GitHub’s issuer', ({ issuer, state, name }) => [
    ...(issuer === null || /^https:\/\/token\.actions\.githubusercontent\.com(?:\/[\w-]+)?$/.test(issuer)
      ? []
      : [
          weak(
            'federation-issuer',
            `the provider trusts the issuer ${quote(issuer)}; only https://token.actions.githubusercontent.com is GitHub’s`,
            update(name, '--issuer-uri=https://token.actions.githubusercontent.com'),
          ),
        ]),
    ...(state === null || state === 'ACTIVE'
      ? []
      : [
          weak(
            'federation-off',
            `the workload identity provider is ${quote(state)}, so no run can grant or revoke. Access ends only by its condition`,
            update(name, '--no-disabled'),
          ),
        ]),
  ]),
  asked('federation-audience', 'the provider accepts only tokens issued for itself', ({ audiences, name }) => {
    const own = name === null ? [] : [`//iam.googleapis.com/${name}`, `https://iam.googleapis.com/${name}`];
    return (audiences ?? [])
      .filter((audience) => !own.includes(audience))
      .map((audience) =>
        weak(
          'federation-audience',
          `the provider accepts tokens issued for ${quote(audience)}, so a token meant for others could grant access`,
          update(name, `--allowed-audiences=${own[1] ?? ''}`),
        ),
      );
  }),
  {
    id: 'federation-condition',
    asks: 'the provider admits reconcile only',
    judge: (facts) => {
      if (facts.federation === undefined) return [];
      const condition = readCondition(facts.federation);
      const fix = update(facts.federation.name, `--attribute-condition="${rightCondition(facts)}"`);
      if (typeof condition === 'string')
        return [
          weak(
            'federation-unreadable',
            `the attribute condition of the provider is not valid CEL: ${quote(condition)}`,
            fix,
          ),
        ];
      return [
        ...condition.unmapped.map((reference) =>
          weak(
            'federation-unmapped',
            `the condition of the provider uses ${quote(reference)}, which no attribute mapping defines`,
            fix,
          ),
        ),
        ...judgeHonest(facts, condition, fix),
        ...judgeStrangers(facts, condition, fix),
      ];
    },
  },
];

const FORMS = ['with-ids', 'without-ids'] as const;

function judgeHonest(facts: GateFacts, condition: ProviderCondition, fix: string): readonly GateFinding[] {
  const job = honestJob(facts);
  const refused = (form: (typeof FORMS)[number]) =>
    HONEST_EVENTS.filter((event) => !condition.admits(honestClaims(job, event, form)));
  const [withIds, withoutIds] = [refused('with-ids'), refused('without-ids')];
  const always = withIds.filter((event) => withoutIds.includes(event));
  if (always.length > 0)
    return [
      weak(
        'federation-refuses-reconcile',
        `the provider denies ${job.workflow} on ${always.join(', ')}: such a run can neither grant nor revoke`,
        fix,
      ),
    ];
  if (withIds.length + withoutIds.length === 0) return [];
  const form = withIds.length > 0 ? 'no numeric ids, the form of repositories before July 2026' : 'numeric ids';
  return [
    note(
      'federation-subject',
      `the provider's condition works only if the token's subject has ${form}; GitHub may issue the other form`,
      fix,
    ),
  ];
}

/** Reports each stranger that the condition admits under either form of subject. */
function judgeStrangers(facts: GateFacts, condition: ProviderCondition, fix: string): readonly GateFinding[] {
  const job = honestJob(facts);
  const admitted = FORMS.flatMap((form) => strangersTo(job, form).filter(({ claims }) => condition.admits(claims)));
  const once = admitted.filter(({ name }, index) => admitted.findIndex((other) => other.name === name) === index);
  return once.map(({ words, claim, name }) =>
    weak('federation-admits', `the provider admits ${words} (${name}): the condition does not pin ${claim}`, fix),
  );
}

/** The job of the workflow on the default branch, or else the documented one. */
function honestJob(facts: GateFacts): HonestJob {
  const { reconcile } = readWorkflows(facts);
  return {
    repository: facts.repository,
    workflow: reconcile?.workflow.path ?? RECONCILE_PATH,
    environment: reconcile?.job.environment ?? 'break-glass',
  };
}

function rightCondition(facts: GateFacts): string {
  const { repository, workflow, environment } = honestJob(facts);
  const main = `refs/heads/${repository.defaultBranch}`;
  return [
    `assertion.repository_owner_id == '${repository.ownerId}'`,
    `assertion.repository_id == '${repository.id}'`,
    `assertion.ref == '${main}'`,
    `assertion.workflow_ref == '${repository.name}/${workflow}@${main}'`,
    `assertion.event_name in [${HONEST_EVENTS.map((event) => `'${event}'`).join(', ')}]`,
    `assertion.environment == '${environment}'`,
  ].join(' && ');
}

function update(name: string | null, flag: string): string {
  return `gcloud iam workload-identity-pools providers update-oidc ${name ?? 'PROVIDER'} ${flag}`;
}

function asked(id: string, asks: string, judge: (federation: FederationFact) => readonly GateFinding[]): GateRule {
  return { id, asks, judge: ({ federation }) => (federation === undefined ? [] : judge(federation)) };
}
