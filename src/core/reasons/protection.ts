import type { ReasonTable } from './entry.ts';

const AS_ADMIN = 'As an administrator of the repository, run `GITHUB_TOKEN=$(gh auth token) pullcord doctor`.';
const RULESET = 'Edit the ruleset of the default branch: `gh ruleset view -R OWNER/NAME --web`.';
const AUDIT_RULESET =
  'Leave only the App, in mode `always`, on the bypass list: `gh ruleset view -R OWNER/NAME --web`.';
const READ_CONTENTS = 'Give the token the permission "Contents: read", then run `pullcord doctor`.';
const READ_RULES = 'Give the token the permission "Metadata: read", then run `pullcord doctor`.';
const RUN_DOCTOR = 'Run `pullcord doctor`, which prints the command that fixes the environment.';
const PROVIDER =
  'Save the provider with the `gcloud` command on the page docs/doctor.md. Then run `pullcord doctor --federation provider.json`, which prints the command that fixes the provider.';
const ACTIONS =
  'Run `gh api -X PUT repos/OWNER/NAME/actions/permissions -F enabled=true -f allowed_actions=selected -F sha_pinning_required=true`.';
const TOKEN =
  'Run `gh api -X PUT repos/OWNER/NAME/actions/permissions/workflow -f default_workflow_permissions=read -F can_approve_pull_request_reviews=false`.';

/** The findings of `doctor`: guards of the repository that are weak or unreadable. The next run checks them again. */
export const PROTECTION = {
  // The default branch
  'main-bypass': {
    what: 'An actor may bypass the rules of the default branch.',
    next: 'Remove the actor from the bypass list: `gh ruleset view -R OWNER/NAME --web`.',
    final: 'no',
  },
  'main-bypass-exempt': {
    what: 'An actor may bypass the rules of the default branch, and GitHub keeps no record of it.',
    next: 'Remove the actor from the bypass list: `gh ruleset view -R OWNER/NAME --web`.',
    final: 'no',
  },
  'main-bypass-unknown': {
    what: 'The token cannot read the bypass list of the default branch.',
    next: AS_ADMIN,
    final: 'no',
  },
  'main-code-owners': {
    what: 'Changes of the default branch need no review by a code owner.',
    next: `Set \`require_code_owner_review\` to true. ${RULESET}`,
    final: 'no',
  },
  'main-deletion': {
    what: 'People with write access can delete the default branch.',
    next: `Add the rule \`deletion\`. ${RULESET}`,
    final: 'no',
  },
  'main-force-push': {
    what: 'People with write access can force-push the default branch.',
    next: `Add the rule \`non_fast_forward\`. ${RULESET}`,
    final: 'no',
  },
  'main-pull-requests': {
    what: 'People with write access can push to the default branch without a pull request.',
    next: `Add the rule \`pull_request\`. ${RULESET}`,
    final: 'no',
  },
  'main-rebase': {
    what: 'The rules of the default branch allow rebase merges, and Pullcord denies a request merged by rebase.',
    next: `Allow only merge and squash. ${RULESET}`,
    final: 'no',
  },
  'main-stale-reviews': {
    what: 'An approval survives a later push, so unreviewed commits can merge.',
    next: `Set \`dismiss_stale_reviews_on_push\` to true. ${RULESET}`,
    final: 'no',
  },
  'main-unknown': {
    what: 'The token cannot read the rules of the default branch.',
    next: READ_RULES,
    final: 'no',
  },
  'ruleset-inactive': {
    what: 'GitHub does not enforce a ruleset of the default branch or of `audit`.',
    next: 'Run `gh api -X PUT repos/OWNER/NAME/rulesets/ID -f enforcement=active`.',
    final: 'no',
  },

  // The ledger
  'ledger-bypass': {
    what: 'An actor besides the App may write to the branch `audit`.',
    next: AUDIT_RULESET,
    final: 'no',
  },
  'ledger-bypass-exempt': {
    what: 'The App writes to the branch `audit` as exempt, and GitHub keeps no record of it.',
    next: AUDIT_RULESET,
    final: 'no',
  },
  'ledger-bypass-unknown': {
    what: 'The token cannot read the bypass list of the branch `audit`.',
    next: AS_ADMIN,
    final: 'no',
  },
  'ledger-closed': {
    what: 'No App may write to the branch `audit`, so runs record and grant nothing. They still revoke.',
    next: AUDIT_RULESET,
    final: 'no',
  },
  'ledger-not-protected': {
    what: 'People with write access can update, force-push or delete the branch `audit`.',
    next: 'Add the missing rules to the ruleset of `audit`. Without an App write `require: { protectedLedger: false }`.',
    final: 'no',
  },
  'ledger-unknown': {
    what: 'The token cannot read the rules of the branch `audit`.',
    next: READ_RULES,
    final: 'no',
  },

  // Code owners
  'codeowners-error': {
    what: 'GitHub ignores a line of CODEOWNERS, for example because its owner does not exist.',
    next: 'Correct the line: name visible teams and people with write access. List all errors: `gh api repos/OWNER/NAME/codeowners/errors`.',
    final: 'no',
  },
  'codeowners-errors-unknown': {
    what: "The token cannot read GitHub's errors about CODEOWNERS.",
    next: READ_CONTENTS,
    final: 'no',
  },
  'codeowners-missing': {
    what: 'The default branch has no readable CODEOWNERS file.',
    next: 'Write two lines into `.github/CODEOWNERS`: `* @ORG/TEAM` and `/requests/`.',
    final: 'no',
  },
  'codeowners-requests-owned': {
    what: 'requests/ has an owner, so returning access and breaking glass wait for a review.',
    next: 'End CODEOWNERS with this line, without an owner: `/requests/`.',
    final: 'no',
  },
  'codeowners-unknown': {
    what: 'The token cannot read CODEOWNERS.',
    next: READ_CONTENTS,
    final: 'no',
  },
  'codeowners-unowned': {
    what: 'A file outside requests/ has no owner, or a new file there would have none.',
    next: 'Begin CODEOWNERS with this line: `* @ORG/TEAM`. Every line after it needs an owner, too. Only `/requests/` has none, because breaking glass and giving back need no review.',
    final: 'no',
  },

  // GitHub Actions
  'actions-any': {
    what: 'Workflows may use the actions of any owner, and only code owners limit which.',
    next: ACTIONS,
    final: 'no',
  },
  'actions-off': {
    what: 'GitHub Actions is off: no run grants or revokes access. Access still ends by its own condition.',
    next: ACTIONS,
    final: 'no',
  },
  'actions-pinning': {
    what: 'GitHub lets workflows use actions by a tag, and the owner of an action can move its tags.',
    next: ACTIONS,
    final: 'no',
  },
  'actions-unknown': {
    what: 'The token cannot read the settings of GitHub Actions.',
    next: AS_ADMIN,
    final: 'no',
  },
  'fork-approval': {
    what: 'Workflows of some outside contributors run without an approval.',
    next: 'Run `gh api -X PUT repos/OWNER/NAME/actions/permissions/fork-pr-contributor-approval -f approval_policy=all_external_contributors`.',
    final: 'no',
  },
  'fork-approval-unknown': {
    what: 'The token cannot read the setting for workflows from forks.',
    next: AS_ADMIN,
    final: 'no',
  },
  'token-approves': {
    what: 'Workflows may approve pull requests, so a workflow can count towards the reviews that GitHub requires.',
    next: TOKEN,
    final: 'no',
  },
  'token-unknown': {
    what: "The token cannot read the default rights of a workflow's token.",
    next: AS_ADMIN,
    final: 'no',
  },
  'token-writes': {
    what: 'A workflow without `permissions` gets a token that can write.',
    next: TOKEN,
    final: 'no',
  },

  // Every workflow
  'workflow-identity': {
    what: 'A job other than reconcile may request an identity token.',
    next: 'Remove this line from the permissions of the job: `id-token: write`.',
    final: 'no',
  },
  'workflow-injection': {
    what: 'A script contains text that outsiders write, and the shell runs it.',
    next: 'Use "$TITLE" in the script, and write beside it: `env: { TITLE: ${{ … }} }`.',
    final: 'no',
  },
  'workflow-permissions': {
    what: 'A workflow has no `permissions: {}` at the top, so its jobs get more rights than they need.',
    next: 'List in each job the permissions it needs. Write at the top: `permissions: {}`.',
    final: 'no',
  },
  'workflow-target': {
    what: 'A workflow runs on pull_request_target, with the rights of the default branch.',
    next: 'Use the event without secrets: `on: pull_request`.',
    final: 'no',
  },
  'workflow-unpinned': {
    what: 'A workflow uses an action or image without a full commit or digest, so its owner can change it.',
    next: 'Write the full commit after the @. Print it by `gh api repos/OWNER/NAME/commits/TAG --jq .sha`.',
    final: 'no',
  },
  'workflow-unreadable': {
    what: 'doctor cannot read a workflow file, and GitHub may still run it.',
    next: 'Correct the YAML at the place that doctor names.',
    final: 'no',
  },
  'workflows-unknown': {
    what: 'The token cannot read the workflow files.',
    next: READ_CONTENTS,
    final: 'no',
  },

  // The workflow reconcile and its environment
  'environment-branches': {
    what: 'Refs other than the default branch may use the environment of reconcile.',
    next: RUN_DOCTOR,
    final: 'no',
  },
  'environment-branches-unknown': {
    what: 'The token cannot read the branches that may use the environment of reconcile.',
    next: AS_ADMIN,
    final: 'no',
  },
  'environment-missing': {
    what: 'The environment of reconcile is missing. GitHub would create it open to every branch.',
    next: RUN_DOCTOR,
    final: 'no',
  },
  'environment-reviewers': {
    what: 'The environment of reconcile has reviewers, so every revocation waits for one.',
    next: RUN_DOCTOR,
    final: 'no',
  },
  'environment-timer': {
    what: 'The environment of reconcile has a wait timer, so every revocation is late.',
    next: RUN_DOCTOR,
    final: 'no',
  },
  'environment-unknown': {
    what: "The token cannot read the repository's environments.",
    next: 'Give the token the permission "Actions: read", then run `pullcord doctor`.',
    final: 'no',
  },
  'reconcile-at-once': {
    what: 'The workflow reconcile has no concurrency group, so two runs can work at the same time.',
    next: 'Write at the top: `concurrency: { group: reconcile, cancel-in-progress: false, queue: max }`.',
    final: 'no',
  },
  'reconcile-by-hand': {
    what: 'People cannot start the workflow reconcile by hand, so nobody can retry or revoke by a run.',
    next: 'Write under `on`: `workflow_dispatch:`.',
    final: 'no',
  },
  'reconcile-cancelled': {
    what: 'A new run of reconcile cancels the run in progress, even while it revokes access.',
    next: 'Write at the top: `concurrency: { group: reconcile, cancel-in-progress: false, queue: max }`.',
    final: 'no',
  },
  'reconcile-environment': {
    what: 'The job reconcile has no environment, so no branch rule limits it.',
    next: 'Write into the job: `environment: break-glass`.',
    final: 'no',
  },
  'reconcile-event': {
    what: 'The workflow reconcile runs on an event other than push, schedule and workflow_dispatch.',
    next: 'Remove the event that doctor names from `on` in the workflow.',
    final: 'no',
  },
  'reconcile-missing': {
    what: 'No workflow has a step with `command: reconcile`: no run grants or revokes access. Access still ends by its own condition.',
    next: 'Restore the workflow from the history: `git log -- .github/workflows/reconcile.yml`.',
    final: 'no',
  },
  'reconcile-push': {
    what: 'The workflow reconcile does not run on pushes to the default branch, or runs on pushes to others.',
    next: 'Write under `on`: `push: { branches: [main] }`.',
    final: 'no',
  },
  'reconcile-schedule': {
    what: 'The workflow reconcile has fewer than two schedules. If GitHub skips one, expired bindings stay in IAM.',
    next: "Write under `on`: `schedule: [{ cron: '7-59/20 * * * *' }, { cron: '17-59/20 * * * *' }]`.",
    final: 'no',
  },
  'secret-outside': {
    what: 'A secret of reconcile is in the repository, so every workflow can read it.',
    next: 'Move it: `gh secret set NAME --env break-glass && gh secret delete NAME`.',
    final: 'no',
  },
  'secrets-unknown': {
    what: "The token cannot read the names of the repository's secrets.",
    next: AS_ADMIN,
    final: 'no',
  },

  // The workflow quarantine
  'quarantine-branches': {
    what: 'Refs other than the default branch may use the environment of quarantine, or it is missing.',
    next: RUN_DOCTOR,
    final: 'no',
  },
  'quarantine-branches-unknown': {
    what: 'The token cannot read the branches that may use the environment of quarantine.',
    next: AS_ADMIN,
    final: 'no',
  },
  'quarantine-environment': {
    what: 'The job quarantine has no environment, or uses the one of reconcile. It needs its own.',
    next: 'Write into the job: `environment: pullcord-quarantine`.',
    final: 'no',
  },
  'quarantine-event': {
    what: 'The workflow quarantine runs on an event other than workflow_dispatch, and only people may start it.',
    next: 'Replace its events by this line: `on: workflow_dispatch`.',
    final: 'no',
  },
  'quarantine-identity': {
    what: 'The job quarantine uses the provider of reconcile, and so its identity.',
    next: 'Create a provider in its own pool, as docs/deploy-google.md shows, and write it into the job.',
    final: 'no',
  },
  'quarantine-reviewers': {
    what: 'The environment of quarantine waits for a reviewer, so one must be available at any hour.',
    next: `Keep a reviewer available, or remove the reviewers. ${RUN_DOCTOR}`,
    final: 'no',
  },
  'quarantine-timer': {
    what: 'The environment of quarantine has a wait timer, so every quarantine is late.',
    next: RUN_DOCTOR,
    final: 'no',
  },

  // The organization
  'second-factor-optional': {
    what: 'The GitHub organization does not require two-factor authentication: every request is denied.',
    next: 'As an owner, require two-factor authentication: `https://github.com/organizations/ORG/settings/security`.',
    final: 'no',
  },
  'second-factor-rule-unknown': {
    what: 'The token cannot read if the GitHub organization requires two-factor authentication.',
    next: 'As an owner of the organization, run `GITHUB_TOKEN=$(gh auth token) pullcord doctor`.',
    final: 'no',
  },

  // Workload identity federation
  'federation-admits': {
    what: 'The provider admits a job other than reconcile on the default branch.',
    next: PROVIDER,
    final: 'no',
  },
  'federation-audience': {
    what: 'The provider accepts tokens issued for another audience, so a token meant for others could grant access.',
    next: PROVIDER,
    final: 'no',
  },
  'federation-issuer': {
    what: "The provider trusts an issuer other than GitHub's, so others could get the identity that grants access.",
    next: PROVIDER,
    final: 'no',
  },
  'federation-off': {
    what: 'The provider is disabled or deleted: no run can grant or revoke access. Access still ends by its own condition.',
    next: PROVIDER,
    final: 'no',
  },
  'federation-refuses-reconcile': {
    what: 'The provider denies reconcile itself: no such run can grant or revoke access.',
    next: PROVIDER,
    final: 'no',
  },
  'federation-subject': {
    what: "The condition accepts only one form of the token's subject. If GitHub issues the other, Google denies every run.",
    next: PROVIDER,
    final: 'no',
  },
  'federation-unmapped': {
    what: 'The condition uses an attribute that no mapping of the provider defines, so Google may deny every run.',
    next: PROVIDER,
    final: 'no',
  },
  'federation-unreadable': {
    what: 'The attribute condition of the provider is not valid CEL, the expression language of Google.',
    next: PROVIDER,
    final: 'no',
  },
  'team-renamed': {
    what: 'A slug in the documents belongs to another team than the pinned one. Members of the pinned team count.',
    next: 'Use the present slug of the pinned team in the documents, or pin the other team.',
    final: 'no',
  },
  'team-unpinned': {
    what: 'Documents name a team by its slug alone. After a rename or a deletion, the slug can name another team.',
    next: 'Add the team with its number to `teams` in `policies/organization.yaml`: `gh api orgs/ORG/teams/SLUG --jq .id`.',
    final: 'no',
  },
  'team-unreadable': {
    what: 'GitHub did not return a team that the documents name. It may be renamed or deleted, or hidden from the token.',
    next: "List the teams: `gh api orgs/ORG/teams --jq '.[].slug'`. Then run `pullcord doctor`.",
    final: 'no',
  },
  'ledger-unpinned': {
    what: 'No file on the default branch names the beginning of the ledger.',
    next: 'Write the file in a clone with `pullcord init --pin`, and merge it in a pull request.',
    final: 'no',
  },
  'pin-mismatch': {
    what: 'The ledger does not begin with the record that the default branch pins, or it could not be compared.',
    next: 'If somebody edited `.github/pullcord-genesis`, restore it. Otherwise push the true branch `audit` from a clone.',
    final: 'no',
  },
  'pin-invalid': {
    what: 'The file `.github/pullcord-genesis` does not name a ledger.',
    next: 'Restore the file in a pull request: `git log -p -- .github/pullcord-genesis`.',
    final: 'no',
  },
  'pin-removed': {
    what: 'A commit removed `.github/pullcord-genesis` from the default branch.',
    next: 'Restore the file in a pull request: `git log -p -- .github/pullcord-genesis`.',
    final: 'no',
  },
  'genesis-differs': {
    what: 'The first record of the ledger has documents that the default branch never had.',
    next: 'Do not rely on this ledger, and inform `security`. Find who wrote it: `git log audit`.',
    final: 'no',
  },
  'document-unaccepted': {
    what: 'The last change of a document was not accepted. Nobody gets access by it; its accepted version stays in force.',
    next: 'Revert the document, or change it in a new pull request that the named people approve before the merge.',
    final: 'no',
  },
} as const satisfies ReasonTable;
