import { describe, expect, it } from 'vitest';
import { inWords } from '../../../src/core/decision/approval.ts';
import { renderMarkdown, renderPhrase, renderText } from '../../../src/core/report/render.ts';
import type { Paint } from '../../../src/core/report/report.ts';
import { checkSections } from '../../../src/core/report/check.ts';
import { quarantineSections } from '../../../src/core/report/quarantine.ts';
import { reconcileSections } from '../../../src/core/report/reconcile.ts';
import { code, said, type CheckReport, type ReconcileReport } from '../../../src/core/report/report.ts';
import type { Request } from '../../../src/core/documents/request.ts';
import {
  bindingOf,
  draft,
  evidence,
  fact,
  FOREIGN,
  grant,
  numbered,
  OPEN,
  PATH,
  policySet,
  PROJECT,
  pull,
  review,
  tryCase,
  VIEWER,
} from '../build.ts';
import { HOSTILE } from '../hostile.ts';
import { message, MESSAGE_CODES } from '../../../src/core/message.ts';
import { PEOPLE } from '../../support/people.ts';

const PLAIN: Paint = (_, text) => text;
const REQUEST: Request = {
  path: PATH,
  slug: 'orders',
  month: '2026-11',
  policy: 'orders',
  duration: 7200,
  reason: 'checkout returns 500s since 02:05',
  incident: 'INC-4821',
  breakGlass: false,
};
const policy = policySet().policies.get('orders');
const openCase = (reviews: Parameters<typeof pull>[0]) =>
  tryCase({ evidence: evidence({ file: null, addedAt: null, pull: pull({ ...OPEN, ...reviews }) }) });

function check(change: Partial<CheckReport> = {}, judged = openCase({ reviews: [review(PEOPLE.dave)] })): CheckReport {
  if (policy === undefined) throw new Error('the policy of these tests does not parse');
  const checked = { path: PATH, request: REQUEST, policy, approval: policy.approval.map(inWords), judged };
  return { issues: [], requests: [checked], changes: [], messages: [], passed: true, ...change };
}

const text = (report: CheckReport): string => renderText(checkSections(report), PLAIN);
const reconcile = (change: Partial<ReconcileReport> = {}): ReconcileReport => ({
  records: [],
  judged: [],
  plans: [],
  messages: [],
  ...change,
});
const reconcileText = (report: ReconcileReport): string => renderText(reconcileSections(report), PLAIN);

describe('a check', () => {
  it('shows in a terminal what would be given, to whom, how long, and what is missing', () => {
    expect(text(check())).toBe(`… ${PATH} is valid but not approved yet. A merge now grants nothing.
  policy    orders: Read the orders database
  receiver  user:alice@acme.example, requested by alice
  access    roles/cloudsql.viewer on projects/acme-orders-prod
  duration  2h from the merge
  reason    checkout returns 500s since 02:05
  incident  INC-4821
  approval  1 of team:sre-leads
  missing
    approval-missing policy orders needs 1 of team:sre-leads; 1 review does not count: dave (approval-not-eligible)
  reviews
    does not count approval-not-eligible dave: is not among the approvers of policy orders
  31 rules hold

  next
    Ask the people whom the reason names to approve the newest commit before the merge.
`);
  });

  it('shows the same as Markdown', () => {
    const [shown = '', folded = ''] = renderMarkdown(checkSections(check())).split('\n<details>');
    expect(folded).toContain('<summary>31 rules hold</summary>\n\n- a pull request added the file\n');
    expect(shown).toBe(`### ⏳ \`${PATH}\` is valid but not approved yet. A merge now grants nothing.

| | |
|---|---|
| policy | \`orders\`: Read the orders database |
| receiver | \`user:alice@acme.example\`, requested by \`alice\` |
| access | \`roles/cloudsql.viewer\` on \`projects/acme-orders-prod\` |
| duration | 2h from the merge |
| reason | checkout returns 500s since 02:05 |
| incident | \`INC-4821\` |
| approval | \`1 of team:sre-leads\` |

**missing**

- \`approval-missing\` policy orders needs 1 of team:sre\\-leads; 1 review does not count: dave \\(approval\\-not\\-eligible\\)

**reviews**

- does not count \`approval-not-eligible\` dave: is not among the approvers of policy orders
`);
  });

  it('says of an open request that is approved that merging it is all it needs', () => {
    const shown = text(check({}, openCase({})));
    expect(shown.split('\n')[0]).toBe(`✓ ${PATH} is approved. Merge it to get the access.`);
    expect(shown).not.toContain('missing');
    expect(shown).toContain('counts approval bob: approved c0ffee000000');
    expect(shown).toMatch(/\n {2}next\n {4}Merge it: `gh pr merge 42 --squash`\..*\n$/);
  });

  it('says why a request cannot be granted', () => {
    const denied = openCase({ base: 'release' });
    expect(text(check({}, denied))).toContain(`✗ ${PATH} is denied`);
    expect(text(check({}, denied))).toContain('  reasons\n    base-branch #42 goes to release, not to main\n');
  });

  it('leaves to the run that grants what only that may see', () => {
    const blind = tryCase({
      evidence: evidence({
        file: null,
        pull: pull(OPEN),
        secondFactors: { required: null, enabled: {} },
      }),
    });
    expect(text(check({}, blind))).toContain(
      '  checked after the merge\n    alice: GitHub does not show the two-factor state',
    );
    expect(text(check({}, blind))).not.toContain('missing');
    expect(text(check({}, blind))).toContain(
      '    unknown before the merge second-factor-unknown bob: GitHub does not show the two-factor state',
    );
  });

  it('lists issues with their places, those of policies apart', () => {
    const issue = { code: 'field-unknown', path: PATH, line: 4, column: 1, sentence: 'there is no field `x`' };
    const shown = text(check({ issues: [issue, { ...issue, path: 'policies/orders.yaml' }] }));
    expect(shown).toContain(`✗ ${PATH} has 1 issue\n`);
    expect(shown).toContain(`  issues\n    ${PATH}:4:1 field-unknown there is no field \`x\`\n`);
    expect(shown).toContain('✗ 1 issue in policies/\n  issues\n    policies/orders.yaml:4:1 field-unknown');
  });

  it('sorts what a change of policies means by what it does', () => {
    const report = check({
      requests: [],
      changes: [
        { policy: 'orders', kind: 'tightens', sentence: 'approval needs 2' },
        { policy: 'orders', kind: 'gives', sentence: 'hands out roles/x' },
      ],
    });
    expect(text(report)).toBe(`… This changes the rules of access and widens them.
  gives
    orders: hands out roles/x
  tightens
    orders: approval needs 2
`);
  });

  it('of nothing says so', () => {
    expect(text(check({ requests: [] }))).toBe('· This pull request changes no request and no policy.\n');
  });
});

describe('a reconcile', () => {
  const given = draft({ kind: 'activated', grant: grant(), bindings: [fact()] });
  const taken = draft({
    kind: 'revoked',
    pull: 41,
    grant: grant({ pull: 41 }),
    bindings: [fact()],
    reasons: [
      { code: 'request-deleted', sentence: 'the request was deleted by #50' },
      { code: 'revoked', sentence: 'and so' },
    ],
  });

  it('shows what it recorded', () => {
    const report = reconcile({ records: numbered([given, taken]) });
    expect(reconcileText(report)).toBe(`✓ 2 events recorded.
  recorded
    activated #42: alice → roles/cloudsql.viewer on acme-orders-prod until 04:17Z
    revoked #41: alice → roles/cloudsql.viewer on acme-orders-prod; request-deleted the request was deleted by #50; and so
`);
    expect(renderMarkdown(reconcileSections(report))).toBe(`### ✅ 2 events recorded.

**recorded**

- activated #&#8203;42: alice → roles/cloudsql.viewer on acme\\-orders\\-prod until 04:17Z
- revoked #&#8203;41: alice → roles/cloudsql.viewer on acme\\-orders\\-prod; \`request-deleted\` the request was deleted by #&#8203;50; and so
`);
  });

  it('gives the code of a refusal once', () => {
    const refused = draft({
      kind: 'refused',
      request: { path: PATH, blob: null, url: null },
      reasons: [
        { code: 'fork', sentence: 'it comes from elsewhere' },
        { code: 'base-branch', sentence: 'it goes elsewhere' },
      ],
    });
    expect(reconcileText(reconcile({ records: numbered([refused]) }))).toContain(
      '    refused #42 (fork); it comes from elsewhere; base-branch it goes elsewhere\n',
    );
  });

  it('shows what it would do', () => {
    const step = { pull: 42, resource: PROJECT, role: VIEWER, before: [], after: [], unconditionalBefore: [] };
    const plan = {
      resource: PROJECT,
      messages: [],
      steps: [
        {
          ...step,
          event: 'activated' as const,
          why: '',
          changes: [{ kind: 'grant' as const, binding: bindingOf(grant()) }],
        },
        {
          ...step,
          event: 'altered' as const,
          why: 'not what was granted',
          changes: [{ kind: 'revoke' as const, binding: FOREIGN }],
        },
        { ...step, event: 'removed' as const, why: 'taken by hand', changes: [] },
      ],
    };
    expect(reconcileText(reconcile({ plans: [plan] }))).toBe(`✓ 3 changes planned.
  planned changes
    + roles/cloudsql.viewer for user:alice@acme.example while request.time >= timestamp("2026-11-24T02:17:00Z") && request.time < timestamp("2026-11-24T04:17:00Z") on projects/acme-orders-prod
    - roles/viewer for group:everybody@acme.example on projects/acme-orders-prod (altered: not what was granted)
    ! removed #42 on projects/acme-orders-prod (removed: taken by hand)

  next
    Make these changes: pullcord reconcile
`);
  });

  it('tells what waits, once each, and what could not be done', () => {
    const pending = tryCase({ evidence: evidence({ secondFactors: { required: null, enabled: {} } }) });
    const shown = reconcileText(
      reconcile({
        messages: [
          message('access-waits', 'a'),
          message('usage-waits', 'a'),
          message('resource-unreadable', 'IAM is down'),
        ],
        judged: [pending],
      }),
    );
    expect(shown).toContain('✗ The run could not finish. The next run continues.\n');
    expect(shown).toContain(`  waiting\n    a\n    ${PATH}: alice: GitHub does not show the two-factor state`);
    expect(shown.match(/^ {4}a$/gm)).toHaveLength(1);
    expect(shown).toContain('  not done\n    resource-unreadable IAM is down\n');
    const explain = 'See the next step of a waiting request: pullcord explain 42';
    expect(shown.endsWith(`\n\n  next\n    ${MESSAGE_CODES['resource-unreadable'].next}\n    ${explain}\n`)).toBe(true);
    expect(shown).not.toContain('notes');
  });

  it('ends with a step for each code that needs one, and leaves out those without', () => {
    const messages = [
      message('quarantined-meanwhile', 'first'),
      message('rerun', 'second'),
      message('iam-refused', 'third'),
      message('iam-refused', 'fourth'),
      message('access-without-request', 'fifth'),
    ];
    const [, next = ''] = reconcileText(reconcile({ messages })).split('\n  next\n');
    expect(next.split('\n').filter((line) => line !== '')).toEqual([
      `    rerun: ${MESSAGE_CODES.rerun.next}`,
      `    iam-refused: ${MESSAGE_CODES['iam-refused'].next}`,
    ]);
  });

  it('tells what is worth knowing last, in bounds, and is no worse for it', () => {
    const notes = Array.from({ length: 23 }, (_, index) => message('access-without-request', `note ${index + 1}`));
    const shown = reconcileText(reconcile({ messages: notes }));
    expect(shown).toMatch(/^✓ IAM matches the merged requests\. No change\.\n {2}notes\n {4}note 1\n/);
    expect(shown.endsWith('    note 20\n    and 3 more\n')).toBe(true);
    expect(reconcileText(reconcile({ messages: notes.slice(0, 20) }))).not.toContain('more');
  });

  it('says when nothing may be granted, and when nothing is to do', () => {
    expect(reconcileText(reconcile({ messages: [message('clock-unknown', 'there is no clock')] })))
      .toBe(`… Expired access was revoked. No new access was granted.
  reasons for no new access
    clock-unknown there is no clock

  next
    Nothing; the next run retries. After an hour, check https://status.cloud.google.com.
`);
    expect(reconcileText(reconcile())).toBe('✓ IAM matches the merged requests. No change.\n');
  });
});

describe('text of others', () => {
  it.each(HOSTILE.map((hostile) => [hostile.slice(0, 60), hostile]))(
    'is inert wherever it stands: %j',
    (_, hostile) => {
      const sections = [
        {
          mark: 'bad' as const,
          title: [code(hostile), ' has ', said(hostile)],
          rows: [{ label: 'why', value: [said(hostile), ' and ', code(hostile)] }],
          lists: [{ title: 'issues', items: [[said(hostile)], [code(hostile), ' ', said(hostile)]] }],
        },
      ];
      const shown = renderMarkdown(sections);
      const lines = shown.split('\n');
      expect(lines).toHaveLength(11);
      expect(lines.map((line) => line.slice(0, 2))).toEqual(['##', '', '| ', '|-', '| ', '', '**', '', '- ', '- ', '']);
      const row = lines[4] ?? '';
      // GitHub takes a bar for a cell's end unless a backslash stands right before it, whatever stands before that.
      expect(row.match(/(?<!\\)\|/g)).toHaveLength(3);
      const live = withoutCode(shown);
      expect(live).not.toMatch(/(?<!\\)[<`]|!\[|@(?!&#8203;)[\w-]|https?:\/\/|www\./);
      expect(renderText(sections, PLAIN).split('\n')).toHaveLength(6);
      expect(renderText(sections, PLAIN)).not.toMatch(/[^\P{C}\n]/u);
    },
  );

  it('keeps its bars within its cell, and has none too many outside a table', () => {
    const sections = [
      { mark: 'plain' as const, title: [code('a|b')], rows: [{ label: 'why', value: [code('a|b'), said('c|d')] }] },
    ];
    expect(renderMarkdown(sections)).toBe('### ℹ️ `a|b`\n\n| | |\n|---|---|\n| why | `a\\|b`c\\|d |\n');
  });

  it('is plain within a sentence', () => {
    expect(renderPhrase(['a ', code('x\u001b[1m'), ' ', said('y\nz')])).toBe('a x [1m y z');
  });
});

describe('a quarantine', () => {
  const nothing = { records: [], deny: [] };
  const shown = (report: Parameters<typeof quarantineSections>[0]) => renderText(quarantineSections(report), PLAIN);

  it('that is refused ends with the next step', () => {
    const messages = [message('quarantine-refused', 'mallory may not quarantine')];
    expect(shown({ ...nothing, messages })).toBe(
      `✗ No change was made: mallory may not quarantine\n\n  next\n    ${MESSAGE_CODES['quarantine-refused'].next}\n`,
    );
  });

  it('that fails in part shows the step of each failure once, its own before those of its run', () => {
    const failure = message('iam-refused', 'Google denied it');
    const messages = [failure, message('deny-failed', 'no deny policy')];
    const [own = '', ofRun = ''] = shown({
      ...nothing,
      record: 7,
      messages,
      reconcile: reconcile({ messages: [failure] }),
    })
      .split('\n  next\n')
      .slice(1);
    expect(own).toContain(MESSAGE_CODES['deny-failed'].next);
    expect(own).not.toContain(MESSAGE_CODES['iam-refused'].next);
    expect(ofRun).toContain(MESSAGE_CODES['iam-refused'].next);
  });
});

describe('a summary beyond what GitHub takes', () => {
  it('is cut between lines, below a mebibyte, and says so', () => {
    const items = Array.from({ length: 3000 }, () => [
      code('東`![x](http://evil.example)'.repeat(10)),
      ' ',
      said('京'.repeat(200)),
    ]);
    const shown = renderMarkdown([{ mark: 'bad', title: ['much'], lists: [{ title: 'all', items }] }]);
    expect(new TextEncoder().encode(shown).length).toBeLessThan(1024 * 1024);
    expect(shown.endsWith('\n\n… cut: the log has the rest\n')).toBe(true);
    expect(shown.isWellFormed()).toBe(true);
    const whole = renderMarkdown([
      { mark: 'bad', title: ['much'], lists: [{ title: 'all', items: items.slice(0, 1) }] },
    ]);
    const last = shown.split('\n').at(-4);
    expect(last).toBe(whole.split('\n').at(-2));
  });
});

/** Takes out code spans as CommonMark finds them: a run of backticks up to the next run as long. */
function withoutCode(markdown: string): string {
  return markdown.replace(/(?<![\\`])(`+)(?!`)[^\n]*?[^`\n]\1(?!`)/g, ' ');
}
