import { quote } from '../../text.ts';
import { readWorkflows } from '../read.ts';
import { note, unknown, weak, type GateFinding, type GateRule } from '../rule.ts';
import { isMapping, mayIdentify, type JobFact, type WorkflowFact } from '../workflow.ts';

/** What holds for every workflow file on the default branch. */
export const workflowRules: readonly GateRule[] = [
  {
    id: 'workflows-read',
    asks: 'every workflow file can be read',
    judge: (facts) => {
      const { workflows, repository } = facts;
      if (workflows.value === null)
        return [unknown('workflows-unknown', workflows.why, `let the token read the contents of ${repository.name}`)];
      return readWorkflows(facts).unread.map(({ path, problem }) =>
        weak(
          'workflow-unreadable',
          `${quote(path)} cannot be judged: ${quote(problem)}`,
          'make it plain YAML 1.2, or remove it',
        ),
      );
    },
  },
  each('workflow-target', 'no workflow runs with the rights of main on what strangers send', ({ path, events }) =>
    'pull_request_target' in events
      ? [
          weak(
            'workflow-target',
            `${quote(path)} runs on pull_request_target, with the rights of the default branch`,
            'run it on pull_request, which has no secrets',
          ),
        ]
      : [],
  ),
  each('workflow-permissions', 'every workflow grants nothing at the top', ({ path, permissions }) =>
    isMapping(permissions) && Object.keys(permissions).length === 0
      ? []
      : [
          weak(
            'workflow-permissions',
            `${quote(path)} does not say \`permissions: {}\` at the top, so each job gets more than it asks for`,
            'write `permissions: {}` at the top, and in each job what it needs',
          ),
        ],
  ),
  each('workflow-pinned', 'what a workflow uses is pinned by a full commit', ({ path, jobs }) =>
    [...new Set(jobs.flatMap(({ uses }) => uses))]
      .filter((action) => !isPinned(action))
      .map((action) =>
        weak(
          'workflow-unpinned',
          `${quote(path)} uses ${quote(action)}, which somebody else can change`,
          'write the full commit after the @, and the version as a comment: gh api repos/OWNER/NAME/commits/TAG --jq .sha',
        ),
      ),
  ),
  each('workflow-injection', 'no script contains what others wrote', ({ path, jobs }) =>
    jobs
      .filter(({ scripts }) => scripts.some((script) => INJECTED.test(script)))
      .map(({ id }) =>
        weak(
          'workflow-injection',
          `a script of the job ${quote(id)} in ${quote(path)} contains \`\${{ github.event… }}\`, which others write and the shell runs`,
          'hand it over as a variable: `env: { TITLE: ${{ … }} }`, and write "$TITLE" in the script',
        ),
      ),
  ),
  {
    id: 'workflow-identity',
    asks: 'reconcile alone may ask for an identity token, and quarantine in an environment of its own',
    judge: (facts) => {
      const { all, reconcile } = readWorkflows(facts);
      return all.flatMap(({ path, jobs }) =>
        jobs
          .filter((job) => mayIdentify(job.permissions) && job !== reconcile?.job && !isQuarantine(job, reconcile?.job))
          .map(({ id }) =>
            weak(
              'workflow-identity',
              `the job ${quote(id)} in ${quote(path)} may ask for an identity token, as only reconcile should`,
              'remove `id-token: write` there',
            ),
          ),
      );
    },
  },
];

/** What holds for the workflow that gives and takes. */
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
              'no workflow has a step with `command: reconcile`, so nothing is granted or taken away',
              'add .github/workflows/reconcile.yml, as the README shows',
            ),
          ],
  },
  {
    id: 'reconcile-events',
    asks: 'reconcile runs on pushes to main, on a schedule and by hand, and on nothing else',
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
            weak('reconcile-event', `${quote(path)} runs on ${quote(name)}`, `leave only ${EVENTS.join(', ')}`),
          ),
        ...(isMapping(events['push']) &&
        JSON.stringify(events['push']) === JSON.stringify({ branches: [defaultBranch] })
          ? []
          : [
              weak(
                'reconcile-push',
                `${quote(path)} does not run on pushes to ${quote(defaultBranch)}, and to that branch alone`,
                `write \`push: { branches: [${defaultBranch}] }\``,
              ),
            ]),
        ...(crons >= 2
          ? []
          : [
              weak(
                'reconcile-schedule',
                `${quote(path)} has ${crons === 0 ? 'no schedule' : 'one schedule'}: when GitHub drops it, nothing is taken away`,
                'write two crons at odd minutes, such as 7-59/20 and 17-59/20',
              ),
            ]),
        ...('workflow_dispatch' in events
          ? []
          : [note('reconcile-by-hand', `${quote(path)} cannot be started by hand`, 'add `workflow_dispatch:`')]),
      ];
    },
  },
  {
    id: 'reconcile-concurrency',
    asks: 'one reconcile at a time, and none is cancelled',
    judge: (facts) => {
      const { reconcile } = readWorkflows(facts);
      if (reconcile === undefined) return [];
      const { workflow, job } = reconcile;
      const fix = 'write `concurrency: { group: reconcile, cancel-in-progress: false, queue: max }`';
      const groups = [workflow.concurrency, job.concurrency].filter((group) => group !== undefined && group !== null);
      const cancels = groups.some((group) => isMapping(group) && (group['cancel-in-progress'] ?? false) !== false);
      if (cancels)
        return [weak('reconcile-cancelled', `${quote(workflow.path)} cancels a run that is taking access away`, fix)];
      return groups.length > 0
        ? []
        : [weak('reconcile-at-once', `${quote(workflow.path)} lets several runs work at once`, fix)];
    },
  },
];

/** In the environment of reconcile it would have reconcile's identity. */
function isQuarantine({ commands, environment }: JobFact, reconcile: JobFact | undefined): boolean {
  return commands.includes('quarantine') && environment !== null && environment !== reconcile?.environment;
}

const EVENTS = ['push', 'schedule', 'workflow_dispatch'];
/** What somebody outside can write, within a script. */
const INJECTED = /\$\{\{[^}]*\bgithub\s*(?:\.\s*(?:event|head_ref)\b|\[\s*'(?:event|head_ref)'\s*\])/i;

function isPinned(action: string): boolean {
  if (action.startsWith('./')) return true;
  if (action.startsWith('docker://')) return /@sha256:[0-9a-f]{64}$/.test(action);
  return /@[0-9a-f]{40}$/.test(action);
}

function each(id: string, asks: string, judge: (workflow: WorkflowFact) => readonly GateFinding[]): GateRule {
  return { id, asks, judge: (facts) => readWorkflows(facts).all.flatMap(judge) };
}
