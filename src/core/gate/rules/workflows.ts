import { quote } from '../../text.ts';
import { readWorkflows } from '../read.ts';
import { note, unknown, weak, type GateFinding, type GateRule } from '../rule.ts';
import { isMapping, mayIdentify, type JobFact, type WorkflowFact } from '../workflow.ts';

/** Rules of every workflow file on the default branch. */
export const workflowRules: readonly GateRule[] = [
  {
    id: 'workflows-read',
    asks: 'every workflow file is readable',
    judge: (facts) => {
      const { workflows, repository } = facts;
      if (workflows.value === null)
        return [
          unknown(
            'workflows-unknown',
            workflows.why,
            `give the token the permission "Contents: read" on ${repository.name}, then: pullcord doctor`,
          ),
        ];
      return readWorkflows(facts).unread.map(({ path, problem }) =>
        weak(
          'workflow-unreadable',
          `doctor cannot read ${quote(path)}: ${quote(problem)}`,
          `correct the named fault in this file: ${quote(path)}`,
        ),
      );
    },
  },
  each(
    'workflow-target',
    'no workflow runs with the rights of the default branch on pull requests from forks',
    ({ path, events }) =>
      'pull_request_target' in events
        ? [
            weak(
              'workflow-target',
              `${quote(path)} runs on pull_request_target, so outsiders can start it with the rights of the default branch`,
              `use the event without secrets in ${quote(path)}: \`on: pull_request\``,
            ),
          ]
        : [],
  ),
  each('workflow-permissions', 'every workflow has `permissions: {}` at the top', ({ path, permissions }) =>
    isMapping(permissions) && Object.keys(permissions).length === 0
      ? []
      : [
          weak(
            'workflow-permissions',
            `${quote(path)} has no \`permissions: {}\` at the top: each job without permissions gets more rights than it needs`,
            `list in each job the permissions it needs, and write at the top of ${quote(path)}: \`permissions: {}\``,
          ),
        ],
  ),
  each('workflow-pinned', 'every workflow pins its actions by a full commit', ({ path, jobs }) =>
    [...new Set(jobs.flatMap(({ uses }) => uses))]
      .filter((action) => !isPinned(action))
      .map((action) =>
        weak(
          'workflow-unpinned',
          `${quote(path)} uses ${quote(action)} without a full commit or digest: its owner can change it`,
          pinOf(action),
        ),
      ),
  ),
  each('workflow-injection', 'no script contains text that outsiders wrote', ({ path, jobs }) =>
    jobs
      .filter(({ scripts }) => scripts.some((script) => INJECTED.test(script)))
      .map(({ id }) =>
        weak(
          'workflow-injection',
          `a script of the job ${quote(id)} in ${quote(path)} contains \`\${{ github.event… }}\`: the shell runs text that outsiders write`,
          'use "$TITLE" in the script, and write beside it: `env: { TITLE: ${{ … }} }`',
        ),
      ),
  ),
  {
    id: 'workflow-identity',
    asks: 'only reconcile may request an identity token, and quarantine in its own environment',
    judge: (facts) => {
      const { all, reconcile } = readWorkflows(facts);
      return all.flatMap(({ path, jobs }) =>
        jobs
          .filter((job) => mayIdentify(job.permissions) && job !== reconcile?.job && !isQuarantine(job, reconcile?.job))
          .map(({ id }) =>
            weak(
              'workflow-identity',
              `the job ${quote(id)} in ${quote(path)} may request an identity token of Google; only reconcile and quarantine may`,
              `remove this line from the permissions of the job ${quote(id)}: \`id-token: write\``,
            ),
          ),
      );
    },
  },
];

/** Rules of the workflow that grants and revokes. */
export const reconcileRules: readonly GateRule[] = [
  {
    id: 'reconcile-there',
    asks: 'a workflow runs reconcile',
    judge: (facts) =>
      facts.workflows.value === null || readWorkflows(facts).reconcile !== undefined
        ? []
        : [
            weak(
              'reconcile-missing',
              'no workflow has a step with `command: reconcile`: no run grants or revokes, and access ends only by its condition',
              'restore .github/workflows/reconcile.yml from the history: `git log -- .github/workflows/reconcile.yml`',
            ),
          ],
  },
  {
    id: 'reconcile-events',
    asks: 'reconcile runs only on pushes to the default branch, on a schedule and by hand',
    judge: (facts) => {
      const { reconcile } = readWorkflows(facts);
      if (reconcile === undefined) return [];
      const { path, events } = reconcile.workflow;
      const { defaultBranch } = facts.repository;
      const crons = Array.isArray(events['schedule']) ? events['schedule'].length : 0;
      return [
        ...Object.keys(events)
          .filter((name) => !EVENTS.includes(name))
          .map((name) =>
            weak(
              'reconcile-event',
              `${quote(path)} runs on ${quote(name)}, and reconcile may run only on ${EVENTS.join(', ')}`,
              `remove this event under \`on\`: ${quote(name)}`,
            ),
          ),
        ...(isMapping(events['push']) &&
        JSON.stringify(events['push']) === JSON.stringify({ branches: [defaultBranch] })
          ? []
          : [
              weak(
                'reconcile-push',
                `${quote(path)} does not run on pushes to ${quote(defaultBranch)} alone: a merge starts no run, or another branch starts one`,
                `write under \`on\`: \`push: { branches: [${defaultBranch}] }\``,
              ),
            ]),
        ...(crons >= 2
          ? []
          : [
              weak(
                'reconcile-schedule',
                `${quote(path)} has ${crons === 0 ? 'no schedule: no run removes expired bindings from IAM' : 'one schedule: if GitHub skips it, expired bindings stay in IAM'}`,
                `write under \`on\` in ${quote(path)}: \`schedule: [{ cron: '7-59/20 * * * *' }, { cron: '17-59/20 * * * *' }]\``,
              ),
            ]),
        ...('workflow_dispatch' in events
          ? []
          : [
              note(
                'reconcile-by-hand',
                `people cannot start ${quote(path)} by hand, and so cannot retry or revoke by a run`,
                `write under \`on\` in ${quote(path)}: \`workflow_dispatch:\``,
              ),
            ]),
      ];
    },
  },
  {
    id: 'reconcile-concurrency',
    asks: 'GitHub runs one reconcile at a time and cancels none',
    judge: (facts) => {
      const { reconcile } = readWorkflows(facts);
      if (reconcile === undefined) return [];
      const { workflow, job } = reconcile;
      const fix = `write at the top of ${quote(workflow.path)}: \`concurrency: { group: reconcile, cancel-in-progress: false, queue: max }\``;
      const groups = [workflow.concurrency, job.concurrency].filter((group) => group !== undefined && group !== null);
      const cancels = groups.some((group) => isMapping(group) && (group['cancel-in-progress'] ?? false) !== false);
      if (cancels)
        return [
          weak(
            'reconcile-cancelled',
            `${quote(workflow.path)} cancels a run in progress, even while it revokes access`,
            fix,
          ),
        ];
      return groups.length > 0
        ? []
        : [
            weak(
              'reconcile-at-once',
              `${quote(workflow.path)} has no concurrency group, so two runs can change access at the same time`,
              fix,
            ),
          ];
    },
  },
];

/** True for a quarantine job in its own environment. In reconcile's environment it has reconcile's identity. */
function isQuarantine({ commands, environment }: JobFact, reconcile: JobFact | undefined): boolean {
  return commands.includes('quarantine') && environment !== null && environment !== reconcile?.environment;
}

const EVENTS = ['push', 'schedule', 'workflow_dispatch'];
/** An action in a repository, with a ref that is safe in a command. */
const REPOSITORY_ACTION = /^([\w.-]+\/[\w.-]+)(?:\/[\w./-]+)?@([\w][\w./-]*)$/;
/** Expressions in a script whose value outsiders can write. */
const INJECTED = /\$\{\{[^}]*\bgithub\s*(?:\.\s*(?:event|head_ref)\b|\[\s*'(?:event|head_ref)'\s*\])/i;

function isPinned(action: string): boolean {
  if (action.startsWith('./')) return true;
  if (action.startsWith('docker://')) return /@sha256:[0-9a-f]{64}$/.test(action);
  return /@[0-9a-f]{40}$/.test(action);
}

/** The fix of an action or image that is not pinned. It has the command that prints the commit, if there is one. */
function pinOf(action: string): string {
  if (action.startsWith('docker://')) return 'write the digest of the image after its name: `IMAGE@sha256:DIGEST`';
  const [, repository = 'OWNER/NAME', ref = 'TAG'] = REPOSITORY_ACTION.exec(action) ?? [];
  return `write the full commit after the @; this command prints it: gh api repos/${repository}/commits/${ref} --jq .sha`;
}

function each(id: string, asks: string, judge: (workflow: WorkflowFact) => readonly GateFinding[]): GateRule {
  return { id, asks, judge: (facts) => readWorkflows(facts).all.flatMap(judge) };
}
