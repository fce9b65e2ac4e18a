import type { BranchFacts, BranchRule } from '../facts.ts';
import { about, unknown, weak, type GateFinding, type GateRule, type Requirement } from '../rule.ts';

/** What holds the default branch. Told to any token that reads the repository, so every run asks. */
export const mainRules: readonly GateRule<BranchFacts>[] = [
  {
    id: 'main-known',
    asks: 'the rules of the default branch can be read',
    judge: ({ main, require, repository }) =>
      main.value !== null
        ? []
        : REQUIRED_OF_MAIN.filter((name) => require[name]).map((name) =>
            about(
              name,
              unknown('main-unknown', main.why, `let the token read the rules of ${repository.name}, then run again`),
            ),
          ),
  },
  {
    id: 'main-pull-requests',
    asks: 'the default branch changes by pull request only',
    judge: (facts) =>
      holds(
        facts,
        'pullRequestsOnly',
        (rules) => pullRequestRules(rules).length > 0,
        () =>
          weak(
            'main-pull-requests',
            `anybody who may write can push to ${facts.repository.defaultBranch} without a pull request`,
            'add the rule `pull_request` to an active ruleset of the default branch',
          ),
      ),
  },
  {
    id: 'main-code-owners',
    asks: 'code owners review what they own',
    judge: (facts) =>
      holds(
        facts,
        'codeOwnerReview',
        (rules) => pullRequestRules(rules).some(({ codeOwnerReview }) => codeOwnerReview),
        () =>
          weak(
            'main-code-owners',
            `no code owner has to review a change of ${facts.repository.defaultBranch}`,
            'set `require_code_owner_review` to true in the rule `pull_request` of the default branch',
          ),
      ),
  },
  {
    id: 'main-force-push',
    asks: 'the default branch is never rewritten',
    judge: (facts) =>
      holds(facts, 'noForcePush', has('non_fast_forward'), () =>
        weak(
          'main-force-push',
          `${facts.repository.defaultBranch} can be force-pushed`,
          'add the rule `non_fast_forward` to an active ruleset of the default branch',
        ),
      ),
  },
  {
    id: 'main-deletion',
    asks: 'the default branch is never deleted',
    judge: (facts) =>
      holds(facts, 'noForcePush', has('deletion'), () =>
        weak(
          'main-deletion',
          `${facts.repository.defaultBranch} can be deleted`,
          'add the rule `deletion` to an active ruleset of the default branch',
        ),
      ),
  },
];

/** What holds the branch `audit`. */
export const ledgerRules: readonly GateRule<BranchFacts>[] = [
  {
    id: 'ledger-known',
    asks: 'the rules of the branch audit can be read',
    judge: ({ ledger, repository }) =>
      ledger.value !== null
        ? []
        : [
            about(
              'protectedLedger',
              unknown(
                'ledger-unknown',
                `whether the ledger is protected is not known: ${ledger.why}`,
                `let the token read the rules of ${repository.name}, then run again`,
              ),
            ),
          ],
  },
  {
    id: 'ledger-protected',
    asks: 'the branch audit is updated by the App alone, and never rewritten or deleted',
    judge: ({ ledger }) => {
      const missing = ['update', 'non_fast_forward', 'deletion'].filter(
        (type) => ledger.value !== null && !has(type)(ledger.value),
      );
      if (missing.length === 0) return [];
      const open = missing.map((type) => LEDGER_WORDS[type] ?? type).join(', ');
      return [
        about(
          'protectedLedger',
          weak(
            'ledger-not-protected',
            `ledger not protected: the branch audit can be ${open} by whoever may write`,
            `add ${missing.map((type) => `\`${type}\``).join(', ')} to an active ruleset of refs/heads/audit with only the App in its bypass list; without an App set \`require: { protectedLedger: false }\``,
          ),
        ),
      ];
    },
  },
];

const LEDGER_WORDS: Readonly<Record<string, string>> = {
  update: 'updated',
  non_fast_forward: 'force-pushed',
  deletion: 'deleted',
};

/** Settings of the default branch's rules that nothing is granted by, and that make people's work safer. */
export const mainMergeRules: readonly GateRule<BranchFacts>[] = [
  {
    id: 'main-rebase',
    asks: 'nobody merges by rebase, which a request is refused for',
    judge: ({ main }) => {
      const rules = pullRequestRules(main.value ?? []);
      if (rules.length === 0 || rules.some(({ mergeMethods }) => !mergeMethods.includes('rebase'))) return [];
      return [
        weak(
          'main-rebase',
          'a request merged by rebase is refused, and the rules allow it',
          'set `allowed_merge_methods` to ["merge", "squash"] in the rule `pull_request` of the default branch',
        ),
      ];
    },
  },
  {
    id: 'main-stale-reviews',
    asks: 'a push takes the approvals before it away',
    judge: ({ main }) => {
      const rules = pullRequestRules(main.value ?? []);
      if (rules.length === 0 || rules.some(({ dismissStaleReviews }) => dismissStaleReviews)) return [];
      return [
        weak(
          'main-stale-reviews',
          'a review stays an approval after another push, so what merges may be what nobody reviewed',
          'set `dismiss_stale_reviews_on_push` to true in the rule `pull_request` of the default branch',
        ),
      ];
    },
  },
];

const REQUIRED_OF_MAIN = ['pullRequestsOnly', 'codeOwnerReview', 'noForcePush'] as const;

function holds(
  { main }: BranchFacts,
  requirement: Requirement,
  test: (rules: readonly BranchRule[]) => boolean,
  finding: () => GateFinding,
): readonly GateFinding[] {
  return main.value === null || test(main.value) ? [] : [about(requirement, finding())];
}

function has(type: string): (rules: readonly BranchRule[]) => boolean {
  return (rules) => rules.some((rule) => rule.type === type);
}

function pullRequestRules(rules: readonly BranchRule[]) {
  return rules.flatMap(({ type, pullRequest }) => (type === 'pull_request' && pullRequest ? [pullRequest] : []));
}
