import { quote } from '../../text.ts';
import type { BranchRule, BypassActor, Fact, GateFacts, RulesetFact } from '../facts.ts';
import { about, unknown, weak, type GateFinding, type GateRule } from '../rule.ts';
import { lookAs } from './actions.ts';

/** Actors that bypass the rulesets. GitHub shows the bypass lists to administrators only. */
export const bypassRules: readonly GateRule[] = [
  {
    id: 'ruleset-active',
    asks: 'every ruleset of the default branch and of `audit` is active',
    judge: ({ rulesets, repository }) =>
      (rulesets.value ?? [])
        .filter(({ enforcement, include }) => enforcement !== 'active' && isOfOurs(include, repository.defaultBranch))
        .map(({ id, name, enforcement }) =>
          weak(
            'ruleset-inactive',
            `the ruleset ${quote(name)} is ${quote(enforcement)}: GitHub does not enforce it`,
            `gh api -X PUT repos/${repository.name}/rulesets/${id} -f enforcement=active`,
          ),
        ),
  },
  {
    id: 'main-bypass',
    asks: 'no actor may bypass the rules of the default branch',
    judge: (facts) =>
      actorsOf(facts, facts.main, 'main').flatMap((told): readonly GateFinding[] => {
        if ('finding' in told) return [told.finding];
        const { actor, ruleset } = told;
        const who = `${actorName(actor)} may bypass the ruleset ${quote(ruleset.name)}`;
        const fix = `remove ${actorName(actor)} from the bypass list: gh ruleset view ${ruleset.id} -R ${facts.repository.name} --web`;
        return actor.mode === 'exempt'
          ? [weak('main-bypass-exempt', `${who} as exempt, and GitHub keeps no record of a bypass`, fix)]
          : [weak('main-bypass', `${who} (${quote(actor.mode)})`, fix)];
      }),
  },
  {
    id: 'ledger-bypass',
    asks: 'only one App may update the branch `audit`',
    judge: (facts) => {
      const told = actorsOf(facts, facts.ledger, 'ledger');
      const unseen = told.flatMap((each) => ('finding' in each ? [each.finding] : []));
      const actors = told.flatMap((each) => ('finding' in each ? [] : [each]));
      const apps = new Set(actors.filter(({ actor }) => actor.type === 'Integration').map(({ actor }) => actor.id));
      const fix = `leave only the App, in mode "always", on the bypass list of audit: gh ruleset view -R ${facts.repository.name} --web`;
      const strangers = actors.filter(({ actor }) => actor.type !== 'Integration' || apps.size > 1);
      const exempt = actors.filter(({ actor }) => actor.mode === 'exempt');
      const closed =
        unseen.length === 0 && apps.size === 0 && facts.ledger.value?.some(({ type }) => type === 'update') === true;
      return [
        ...unseen,
        ...strangers.map(({ actor }) =>
          weak('ledger-bypass', `${actorName(actor)} may write to the branch audit; only the App may`, fix),
        ),
        ...exempt.map(({ actor }) =>
          weak(
            'ledger-bypass-exempt',
            `${actorName(actor)} bypasses the rules of the branch audit as exempt, and GitHub keeps no record of a bypass`,
            fix,
          ),
        ),
        ...(closed
          ? [
              weak(
                'ledger-closed',
                'the rules let no App update the branch audit, so runs record and grant nothing, and only revoke',
                fix,
              ),
            ]
          : []),
      ].map((finding) => (finding.severity === 'unknown' ? finding : about('protectedLedger', finding)));
    },
  },
];

const UNKNOWN = { main: 'main-bypass-unknown', ledger: 'ledger-bypass-unknown' } as const;

type ActorOrFinding =
  { readonly finding: GateFinding } | { readonly actor: BypassActor; readonly ruleset: RulesetFact };

/** Returns the bypass actors of each ruleset of a branch, or a finding if they are unreadable. */
function actorsOf(
  { rulesets, repository }: GateFacts,
  rules: Fact<readonly BranchRule[]>,
  branch: keyof typeof UNKNOWN,
): readonly ActorOrFinding[] {
  const fix = lookAs(repository.name);
  const ids = new Set((rules.value ?? []).map(({ ruleset }) => ruleset));
  if (ids.size === 0) return [];
  if (rulesets.value === null) return [{ finding: unknown(UNKNOWN[branch], rulesets.why, fix) }];
  const known = rulesets.value;
  return [...ids].flatMap((id): readonly ActorOrFinding[] => {
    const ruleset = known.find((each) => each.id === id);
    if (ruleset === undefined) {
      const why = `GitHub does not list the ruleset ${id ?? '(unknown number)'}, so its bypass list is unknown`;
      return [{ finding: unknown(UNKNOWN[branch], why, fix) }];
    }
    if (ruleset.bypass.value === null) return [{ finding: unknown(UNKNOWN[branch], ruleset.bypass.why, fix) }];
    return ruleset.bypass.value.map((actor) => ({ actor, ruleset }));
  });
}

function isOfOurs(include: readonly string[], defaultBranch: string): boolean {
  const ours = ['~DEFAULT_BRANCH', '~ALL', `refs/heads/${defaultBranch}`, 'refs/heads/audit'];
  return include.some((pattern) => ours.includes(pattern));
}

function actorName({ type, id }: BypassActor): string {
  return id === null ? type : `${type} ${id}`;
}
