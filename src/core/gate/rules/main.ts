import type { BranchFacts, BranchRule } from '../facts.ts';
import { about, unknown, weak, type GateFinding, type GateRule, type Requirement } from '../rule.ts';

const ADD = 'add this rule to an active ruleset of the default branch:';
const SET = 'set this in the rule "pull_request" of the default branch:';
/** The rule of docs/deploy-github.md. GitHub demands all parameters but the last. */
const PULL_REQUEST =
  '{ "type": "pull_request", "parameters": { "required_approving_review_count": 0, "require_code_owner_review": true, "dismiss_stale_reviews_on_push": true, "require_last_push_approval": false, "required_review_thread_resolution": false, "allowed_merge_methods": ["merge", "squash"] } }';

/** Rules of the default branch. Every token that reads the repository can read them, so every run checks them. */
export const mainRules: readonly GateRule<BranchFacts>[] = [
  {
    id: 'main-known',
    asks: 'the rules of the default branch are readable',
    judge: ({ main, require, repository }) =>
      main.value !== null
        ? []
        : REQUIRED_OF_MAIN.filter((name) => require[name]).map((name) =>
            about(
              name,
              unknown(
                'main-unknown',
                main.why,
                `give the token the permission "Metadata: read" on ${repository.name}, then: pullcord doctor`,
              ),
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
            `people with write access can push to ${facts.repository.defaultBranch} without a pull request`,
            `${ADD} ${PULL_REQUEST}`,
          ),
      ),
  },
  {
    id: 'main-code-owners',
    asks: 'changes of an owned file need a review by its owner',
    judge: (facts) =>
      holds(
        facts,
        'codeOwnerReview',
        (rules) => pullRequestRules(rules).some(({ codeOwnerReview }) => codeOwnerReview),
        () =>
          weak(
            'main-code-owners',
            `changes of ${facts.repository.defaultBranch}, and so of policies, need no review by a code owner`,
            `${SET} "require_code_owner_review": true`,
          ),
      ),
  },
  {
    id: 'main-force-push',
    asks: 'nobody can rewrite the default branch',
    judge: (facts) =>
      holds(facts, 'noForcePush', has('non_fast_forward'), () =>
        weak(
          'main-force-push',
          `people with write access can force-push ${facts.repository.defaultBranch}`,
          `${ADD} { "type": "non_fast_forward" }`,
        ),
      ),
  },
  {
    id: 'main-deletion',
    asks: 'nobody can delete the default branch',
    judge: (facts) =>
      holds(facts, 'noForcePush', has('deletion'), () =>
        weak(
          'main-deletion',
          `people with write access can delete ${facts.repository.defaultBranch}`,
          `${ADD} { "type": "deletion" }`,
        ),
      ),
  },
];

/** Rules of the branch `audit`. */
export const ledgerRules: readonly GateRule<BranchFacts>[] = [
  {
    id: 'ledger-known',
    asks: 'the rules of the branch `audit` are readable',
    judge: ({ ledger, repository }) =>
      ledger.value !== null
        ? []
        : [
            about(
              'protectedLedger',
              unknown(
                'ledger-unknown',
                `the protection of the branch audit, which holds the ledger, is unknown: ${ledger.why}`,
                `give the token the permission "Metadata: read" on ${repository.name}, then: pullcord doctor`,
              ),
            ),
          ],
  },
  {
    id: 'ledger-protected',
    asks: 'only the App can update the branch `audit`, and nobody can rewrite or delete it',
    judge: ({ ledger }) => {
      const missing = ['update', 'non_fast_forward', 'deletion'].filter(
        (type) => ledger.value !== null && !has(type)(ledger.value),
      );
      if (missing.length === 0) return [];
      const open = missing.map((type) => LEDGER_WORDS[type] ?? type).join(', ');
      const rules = missing.map((type) => `{ "type": "${type}" }`).join(', ');
      return [
        about(
          'protectedLedger',
          weak(
            'ledger-not-protected',
            `the ledger is not protected: people with write access can ${open} the branch audit`,
            `without an App set \`require: { protectedLedger: false }\`; with one add to an active ruleset of refs/heads/audit, with only the App on its bypass list: ${rules}`,
          ),
        ),
      ];
    },
  },
];

const LEDGER_WORDS: Readonly<Record<string, string>> = {
  update: 'update',
  non_fast_forward: 'force-push',
  deletion: 'delete',
};

/** Settings of the default branch that protect people from mistakes. No grant depends on them. */
export const mainMergeRules: readonly GateRule<BranchFacts>[] = [
  {
    id: 'main-rebase',
    asks: 'rebase merges are off, because a request merged by rebase is denied',
    judge: ({ main, repository }) => {
      const rules = pullRequestRules(main.value ?? []);
      if (rules.length === 0 || rules.some(({ mergeMethods }) => !mergeMethods.includes('rebase'))) return [];
      return [
        weak(
          'main-rebase',
          `the rules of ${repository.defaultBranch} allow rebase merges, and Pullcord denies a request merged by rebase`,
          `${SET} "allowed_merge_methods": ["merge", "squash"]`,
        ),
      ];
    },
  },
  {
    id: 'main-stale-reviews',
    asks: 'a push dismisses earlier approvals',
    judge: ({ main }) => {
      const rules = pullRequestRules(main.value ?? []);
      if (rules.length === 0 || rules.some(({ dismissStaleReviews }) => dismissStaleReviews)) return [];
      return [
        weak(
          'main-stale-reviews',
          'an approval survives a later push, so unreviewed commits can merge',
          `${SET} "dismiss_stale_reviews_on_push": true`,
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
