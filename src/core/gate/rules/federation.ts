import { quote } from '../../text.ts';
import { HONEST_EVENTS, honestClaims, strangersTo, type HonestJob } from '../claims.ts';
import type { FederationFact, GateFacts } from '../facts.ts';
import { readCondition, type ProviderCondition } from '../federation.ts';
import { readWorkflows, RECONCILE_PATH } from '../read.ts';
import { note, weak, type GateFinding, type GateRule } from '../rule.ts';

/** Whom Google lets be the granter. */
export const federationRules: readonly GateRule[] = [
  asked('federation-issuer', 'the provider trusts GitHub’s issuer, and is on', ({ issuer, state, name }) => [
    ...(issuer === null || /^https:\/\/token\.actions\.githubusercontent\.com(?:\/[\w-]+)?$/.test(issuer)
      ? []
      : [
          weak(
            'federation-issuer',
            `the provider trusts tokens of ${quote(issuer)}, which is not GitHub’s issuer`,
            update(name, '--issuer-uri=https://token.actions.githubusercontent.com'),
          ),
        ]),
    ...(state === null || state === 'ACTIVE'
      ? []
      : [
          weak(
            'federation-off',
            `the provider is ${quote(state)}, so nothing is granted or taken away`,
            update(name, '--no-disabled'),
          ),
        ]),
  ]),
  asked('federation-audience', 'the provider takes tokens meant for itself alone', ({ audiences, name }) => {
    const own = name === null ? [] : [`//iam.googleapis.com/${name}`, `https://iam.googleapis.com/${name}`];
    return (audiences ?? [])
      .filter((audience) => !own.includes(audience))
      .map((audience) =>
        weak(
          'federation-audience',
          `the provider takes tokens meant for ${quote(audience)}`,
          update(name, `--allowed-audiences=${own[1] ?? ''}`),
        ),
      );
  }),
  {
    id: 'federation-condition',
    asks: 'the provider lets reconcile in, and nobody else',
    judge: (facts) => {
      if (facts.federation === undefined) return [];
      const condition = readCondition(facts.federation);
      const fix = update(facts.federation.name, `--attribute-condition="${rightCondition(facts)}"`);
      if (typeof condition === 'string')
        return [weak('federation-unreadable', `the condition cannot be read as CEL: ${quote(condition)}`, fix)];
      return [
        ...condition.unmapped.map((reference) =>
          weak(
            'federation-unmapped',
            `the condition rests on ${quote(reference)}, which no mapping makes`,
            `add ${reference}=assertion.… to --attribute-mapping, or write assertion.… in the condition`,
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
        `the provider refuses ${job.workflow} on ${always.join(', ')}, so nothing is granted or taken away then`,
        fix,
      ),
    ];
  if (withIds.length + withoutIds.length === 0) return [];
  const form = withIds.length > 0 ? 'without numeric ids, as repositories had before July 2026' : 'with numeric ids';
  return [note('federation-subject', `the condition rests on a subject ${form}`, fix)];
}

/** Let in by either form of subject is let in. */
function judgeStrangers(facts: GateFacts, condition: ProviderCondition, fix: string): readonly GateFinding[] {
  const job = honestJob(facts);
  const admitted = FORMS.flatMap((form) => strangersTo(job, form).filter(({ claims }) => condition.admits(claims)));
  const once = admitted.filter(({ name }, index) => admitted.findIndex((other) => other.name === name) === index);
  return once.map(({ words, claim, name }) =>
    weak('federation-admits', `the provider lets in ${words} (${name}): the condition does not pin ${claim}`, fix),
  );
}

/** As the workflow on main has it, or else as the README does. */
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
