import { quote } from '../../text.ts';
import type { BranchRule, BypassActor, Fact, GateFacts, RulesetFact } from '../facts.ts';
import { about, unknown, weak, type GateFinding, type GateRule } from '../rule.ts';

/** Whom the rules do not hold. Only who administers the repository may see it. */
export const bypassRules: readonly GateRule[] = [
  {
    id: 'ruleset-active',
    asks: 'every ruleset of main and audit is enforced',
    judge: ({ rulesets, repository }) =>
      (rulesets.value ?? [])
        .filter(({ enforcement, include }) => enforcement !== 'active' && isOfOurs(include, repository.defaultBranch))
        .map(({ id, name, enforcement }) =>
          weak(
            'ruleset-inactive',
            `the ruleset ${quote(name)} is ${quote(enforcement)}, so it holds nobody`,
            `set its enforcement to active: gh api -X PUT repos/${repository.name}/rulesets/${id} -f enforcement=active`,
          ),
        ),
  },
  {
    id: 'main-bypass',
    asks: 'the rules of the default branch hold everybody',
    judge: (facts) =>
      actorsOf(facts, facts.main, 'main').flatMap((told): readonly GateFinding[] => {
        if ('finding' in told) return [told.finding];
        const { actor, ruleset } = told;
        const who = `${actorName(actor)} may bypass the ruleset ${quote(ruleset.name)}`;
        const fix = `take it off the bypass list: gh api repos/${facts.repository.name}/rulesets/${ruleset.id} shows it`;
        return actor.mode === 'exempt'
          ? [weak('main-bypass-exempt', `${who} as exempt, which GitHub does not even record`, fix)]
          : [weak('main-bypass', `${who} (${quote(actor.mode)})`, fix)];
      }),
  },
  {
    id: 'ledger-bypass',
    asks: 'one App and nobody else may update the branch audit',
    judge: (facts) => {
      const told = actorsOf(facts, facts.ledger, 'ledger');
      const unseen = told.flatMap((each) => ('finding' in each ? [each.finding] : []));
      const actors = told.flatMap((each) => ('finding' in each ? [] : [each]));
      const apps = new Set(actors.filter(({ actor }) => actor.type === 'Integration').map(({ actor }) => actor.id));
      const fix = `leave only the App, as always: gh api repos/${facts.repository.name}/rulesets`;
      const strangers = actors.filter(({ actor }) => actor.type !== 'Integration' || apps.size > 1);
      const exempt = actors.filter(({ actor }) => actor.mode === 'exempt');
      const closed =
        unseen.length === 0 && apps.size === 0 && facts.ledger.value?.some(({ type }) => type === 'update') === true;
      return [
        ...unseen,
        ...strangers.map(({ actor }) =>
          weak('ledger-bypass', `${actorName(actor)} may write the branch audit, as only the App should`, fix),
        ),
        ...exempt.map(({ actor }) =>
          weak(
            'ledger-bypass-exempt',
            `${actorName(actor)} writes the branch audit as exempt, which leaves no trace`,
            fix,
          ),
        ),
        ...(closed
          ? [weak('ledger-closed', 'no App may update the branch audit, so nothing can be put on record', fix)]
          : []),
      ].map((finding) => (finding.severity === 'unknown' ? finding : about('protectedLedger', finding)));
    },
  },
];

const UNKNOWN = { main: 'main-bypass-unknown', ledger: 'ledger-bypass-unknown' } as const;

type ActorOrFinding =
  { readonly finding: GateFinding } | { readonly actor: BypassActor; readonly ruleset: RulesetFact };

/** Who may bypass a branch's rules, ruleset by ruleset, or that it is not told. */
function actorsOf(
  { rulesets, repository }: GateFacts,
  rules: Fact<readonly BranchRule[]>,
  branch: keyof typeof UNKNOWN,
): readonly ActorOrFinding[] {
  const fix = `run doctor with the token of an administrator of ${repository.name}`;
  const ids = new Set((rules.value ?? []).map(({ ruleset }) => ruleset));
  if (ids.size === 0) return [];
  if (rulesets.value === null) return [{ finding: unknown(UNKNOWN[branch], rulesets.why, fix) }];
  const known = rulesets.value;
  return [...ids].flatMap((id): readonly ActorOrFinding[] => {
    const ruleset = known.find((each) => each.id === id);
    if (ruleset === undefined) {
      const why = `who may bypass the ruleset ${id ?? 'of unknown number'} is not known: it is not among those listed`;
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
